"""Zoals we het toen zagen: which figures look different since they were last talked about, and why.

Everything comes from what was frozen with the meeting; what was hidden then or now stays hidden,
and of periods that the room still has to predict nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from telvertel.charts.figure import figure_text
from telvertel.charts.names import group_name
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Released
from telvertel.wall import pictures
from telvertel.wall.naming import card_of
from telvertel.wording import numbers
from telvertel.wording.words import Words

SHOWN = 5  # rows that can be read from the back of the room
REASONS = 2

Revision = Mapping[str, Any]  # as freezing.revisions makes it


def then(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """The revisions of an item, newest period first, with reason and day of the delivery."""
    title, card = w("then.title"), card_of(meeting, shown.item or "")
    if card is None:
        return {"title": title, "calm": w("wall.no_figures")}
    drawn = {"item": shown.item, "title": title, "name": card.prose(w.language).name}
    talked = meeting.frozen[shown.item].last_talk
    if talked is None:
        return drawn | {"calm": w("then.first_time")}
    day = numbers.day(date.fromisoformat(talked["held_on"]), w)
    drawn["since"] = w("then.since", day=day)
    told = sorted(revised(meeting, shown.item), key=lambda one: one["period"], reverse=True)
    if not told:
        return drawn | {"calm": w("then.unchanged", day=day)}
    kept, more = told[:SHOWN], len(told) - SHOWN
    own = pictures.figures_in_sight(meeting, shown.item)[0]
    return drawn | {
        "rows": [_row(meeting, own, card, one, w) for one in kept],
        "more": w("then.more", count=more) if more > 0 else "",
        "reasons": why(kept, w)[:REASONS],
        "leaning": leaning(told, w),
    }


def revised(meeting: Meeting, item_id: str) -> tuple[Revision, ...]:
    """The revisions frozen with an item, of the periods that are in sight."""
    frozen = meeting.frozen.get(item_id)
    if frozen is None or not frozen.revisions:
        return ()
    in_sight = set(pictures.figures_in_sight(meeting, item_id)[0].frame["period"])
    return tuple(one for one in frozen.revisions if one["period"] in in_sight)


def _row(
    meeting: Meeting, own: Released, card: Indicator, one: Revision, w: Words
) -> dict[str, str]:
    names = pictures.names(meeting)
    period, group = numbers.period(one["period"], w), one["group"]
    before, after = (figure_text(one[when], own.unit, w) for when in ("before", "after"))
    return {
        "period": f"{period} · {group_name(own, card, group, w, names)}" if group else period,
        "before": before,
        "after": after,
        "told": w("then.revised", before=before, after=after),
    }


def why(told: Iterable[Revision], w: Words) -> list[str]:
    """Each reason once, the latest delivery first; a definition that changed before all."""
    told = list(told)
    reasons = {
        (one["on"], one["version"]): one["why"] for revision in told for one in revision["reasons"]
    }
    lines = [w("then.redefined")] if any(one["redefined"] for one in told) else []
    for (on, _), text in sorted(reasons.items(), reverse=True):
        lines.append(w("then.reason", day=numbers.day(date.fromisoformat(on), w), why=text))
    return lines or [w("then.no_reason")]


def leaning(told: Iterable[Revision], w: Words) -> str:
    """How many lines of then lean on a figure that was revised; empty when none does."""
    notes = {note for one in told for note in one["notes"]}
    return w("then.leaning", count=len(notes)) if notes else ""
