"""From vision to agreement on the wall: ambitions, principles, and what speaks for each (M51, M62).

What hangs loose is said quietly: a principle without a figure or a story, a figure without a
principle.
"""

from __future__ import annotations

from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.foundations import Branch, Coverage, coverage, tree
from telvertel.meeting.state import Meeting
from telvertel.wall.lines import shortened
from telvertel.wall.naming import item_name, principle_name, principles_of
from telvertel.wording.words import Words

SHOWN = 7  # principles beneath each other
VISION = 120  # letters in two lines
AMBITION = 48
NAME = 42
LOOSE = 84
FIGURES = 40  # letters of the names of the figures of one principle


def principles(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """The tree with, per principle, its figures, stories and agreements in this meeting."""
    known = principles_of(meeting)
    grown = tree(meeting, known)
    covered = {one.principle: one for one in coverage(meeting, known)}
    branches, more = _cut(grown.branches)
    return {
        "title": shortened(grown.vision, VISION) or w("wall_steering.tree_title"),
        "heads": [w(f"wall_steering.{one}") for one in ("principle", "counted", "told", "agreed")],
        "branches": [_branch(meeting, one, covered, w) for one in branches],
        "more": w("wall_steering.more_principles", count=more) if more else "",
        "loose": _loose(meeting, grown.loose_items, w),
    }


def _cut(branches: tuple[Branch, ...]) -> tuple[list[Branch], int]:
    """As many principles as fit, an ambition without any of its own taking a line too."""
    kept, left = [], SHOWN
    total = sum(len(one.principles) for one in branches)
    for one in branches:
        if left > 0:
            kept.append(Branch(one.ambition, one.principles[:left]))
            left -= max(1, len(one.principles))
    return kept, total - sum(len(one.principles) for one in kept)


def _branch(
    meeting: Meeting, branch: Branch, covered: dict[str, Coverage], w: Words
) -> dict[str, Any]:
    name = branch.ambition
    return {
        "ambition": shortened(name, AMBITION) if name else w("wall_steering.no_ambition"),
        "named": bool(name),
        "principles": [_principle(meeting, covered[one], w) for one in branch.principles],
    }


def _principle(meeting: Meeting, one: Coverage, w: Words) -> dict[str, Any]:
    figures = w.join(_figure(meeting, item, w) for item in one.items) if one.items else ""
    stories, agreements = len(one.notes), len(one.agreements)
    return {
        "name": shortened(principle_name(meeting, one.principle, w), NAME),
        "figures": shortened(figures, FIGURES) or w("wall_steering.no_figure_yet"),
        "counted": one.counted,
        "stories": w("wall_steering.stories", count=stories)
        if stories
        else w("wall_steering.no_story_yet"),
        "told": one.told,
        "agreements": w("wall_steering.agreements", count=agreements) if agreements else "–",
    }


def _figure(meeting: Meeting, item: str, w: Words) -> str:
    return item_name(meeting, item, w)


def _loose(meeting: Meeting, items: tuple[str, ...], w: Words) -> str:
    """Figures whose card names no principle that holds."""
    if not items:
        return ""
    names = w.join(_figure(meeting, one, w) for one in items)
    return shortened(w("wall_steering.loose_figures", names=names), LOOSE)
