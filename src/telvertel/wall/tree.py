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
# Letters of the names of the figures of one principle, by how many principles stand there.
FIGURES = {7: 40, 6: 56, 5: 72}
WIDEST = 84


def principles(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """The tree with, per principle, its figures, stories and agreements in this meeting."""
    known = principles_of(meeting)
    grown = tree(meeting, known)
    covered = {one.principle: one for one in coverage(meeting, known)}
    branches, more = _cut(grown.branches)
    letters = FIGURES.get(sum(max(1, len(one.principles)) for one in branches), WIDEST)
    return {
        "title": shortened(grown.vision, VISION) or w("wall_steering.tree_title"),
        "heads": [w(f"wall_steering.{one}") for one in ("principle", "counted", "told", "agreed")],
        "branches": [_branch(meeting, one, covered, letters, w) for one in branches],
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
    meeting: Meeting, branch: Branch, covered: dict[str, Coverage], letters: int, w: Words
) -> dict[str, Any]:
    name = branch.ambition
    return {
        "ambition": shortened(name, AMBITION) if name else w("wall_steering.no_ambition"),
        "named": bool(name),
        "principles": [_principle(meeting, covered[one], letters, w) for one in branch.principles],
    }


def _principle(meeting: Meeting, one: Coverage, letters: int, w: Words) -> dict[str, Any]:
    agreements = len(one.agreements)
    return {
        "name": shortened(principle_name(meeting, one.principle, w), NAME),
        "figures": shortened(_names(meeting, one.items, w), letters)
        or w("wall_steering.no_figure_yet"),
        "counted": one.counted,
        "stories": _stories(meeting, one, letters, w),
        "told": one.told or bool(one.via),
        "agreements": w("wall_steering.agreements", count=agreements) if agreements else "–",
    }


def _stories(meeting: Meeting, one: Coverage, letters: int, w: Words) -> str:
    """The lines that name a principle; else the figures through which something is told of it."""
    if one.notes:
        return w("wall_steering.stories", count=len(one.notes))
    via = w("wall_steering.told_via", names=_names(meeting, one.via, w)) if one.via else ""
    return shortened(via, letters) or w("wall_steering.no_story_yet")


def _names(meeting: Meeting, items: tuple[str, ...], w: Words) -> str:
    return w.join(item_name(meeting, one, w) for one in items) if items else ""


def _loose(meeting: Meeting, items: tuple[str, ...], w: Words) -> str:
    """Figures whose card names no principle that holds."""
    if not items:
        return ""
    names = _names(meeting, items, w)
    return shortened(w("wall_steering.loose_figures", names=names), LOOSE)
