"""A disputed figure on the wall: the chip that stays, and in full both numbers and what settles it.

The number that was counted is the released one as it is shown; nothing here changes it.
"""

from __future__ import annotations

from typing import Any

from telvertel.charts.figure import figure_text
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Meeting
from telvertel.privacy.release import Released
from telvertel.wall import pictures
from telvertel.wall.naming import card_of, side_name
from telvertel.wall.opening_steps import is_opening
from telvertel.wording import numbers
from telvertel.wording.words import Words

LISTED = 3  # open disputes that fit under the last words of a meeting


def dispute_line(meeting: Meeting, item_id: str, w: Words) -> str:
    """The chip "betwist door …"; it stays on every view until the dispute is settled."""
    disputes = in_the_room(meeting, item_id)
    return chip(meeting, disputes[-1], w) if disputes else ""


def in_the_room(meeting: Meeting, item_id: str | None = None) -> tuple[Dispute, ...]:
    """Open disputes the room may see: what a side filed beforehand is its own until the opening."""
    open_ones = meeting.open_disputes(item_id)
    return tuple(one for one in open_ones if one.raised_in or meeting.opened_at)


def chip(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    raised = dispute.raised
    side = disputed_by(meeting, dispute, w)
    return w("wall.disputed", side=side, kind=w.of(raised.dispute_kind).lower())


def disputed_by(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    """The side as it was called in the meeting where the dispute was raised."""
    return side_name(dispute.raised_in or meeting, dispute.raised.side, w)


def disputed(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    """One dispute of an item in full; the last one when none is named, calm when all is settled."""
    open_ones = in_the_room(meeting, shown.item)
    title = w("dispute.title_none")
    if not open_ones:
        return {"title": title, "stands": None}
    ids = [one.id for one in open_ones]
    dispute = open_ones[ids.index(shown.dispute) if shown.dispute in ids else -1]
    return {
        "item": shown.item,
        "title": chip(meeting, dispute, w),
        "place": _place(meeting, dispute, ids, w),
        "stands": {
            "about": about(meeting, dispute, w),
            "text": dispute.raised.text,
            "numbers": numbers_of(meeting, dispute, w),
            "facts": facts(dispute, w),
            "stays": w("dispute.stays"),
        },
    }


def _place(meeting: Meeting, dispute: Dispute, ids: list[str], w: Words) -> str:
    """ "1 van 2": of those that open the talk, else of the open ones of the figure."""
    carried = [one.id for one in meeting.carried]
    if dispute.id in carried and is_opening(meeting):
        ids = carried
    return w("wall.of", number=ids.index(dispute.id) + 1, total=len(ids)) if len(ids) > 1 else ""


def about(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    """The figure and its period, and from which earlier meeting the dispute comes."""
    parts = [figure_name(meeting, dispute, w), period_name(dispute, w)]
    if dispute.raised_in:
        day = numbers.day(dispute.raised_in.plan.held_on, w)
        parts.append(w("dispute.from_meeting", day=day))
    return " · ".join(parts)


def figure_name(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    """The name of the card; the indicator's own id when no card came with it."""
    card = card_in(meeting, dispute)
    if card:
        return card.prose(w.language).name
    item = (dispute.raised_in or meeting).item(dispute.raised.item)
    return item.indicator if item else dispute.raised.item


def card_in(meeting: Meeting, dispute: Dispute) -> Indicator | None:
    """The card as it is frozen here, else as it was where the dispute was raised."""
    cards = (card_of(where, item) for where, item in _places(meeting, dispute))
    return next((card for card in cards if card), None)


def _places(meeting: Meeting, dispute: Dispute) -> list[tuple[Meeting, str]]:
    """Where its figures are: items of this meeting first, then the one it was raised about."""
    here = [(meeting, item) for item in dispute.items]
    return [*here, (dispute.raised_in or meeting, dispute.raised.item)]


def period_name(dispute: Dispute, w: Words) -> str:
    period = dispute.raised.period
    return numbers.period(period, w) if period else w("dispute.whole_series")


def _short_period(dispute: Dispute, w: Words) -> str:
    period = dispute.raised.period
    return numbers.period(period, w, short=True) if period else w("dispute.whole_series")


def numbers_of(meeting: Meeting, dispute: Dispute, w: Words) -> list[dict[str, Any]]:
    """Both numbers beside each other, each with its source; what is not known is said."""
    raised, found = dispute.raised, counted(meeting, dispute, w)
    side = disputed_by(meeting, dispute, w)
    return [
        {
            "name": w("dispute.counted"),
            "figure": found[0] if found else _without_figure(meeting, dispute, w),
            "source": w("wall.source", source=found[1]) if found and found[1] else "",
            "known": bool(found),
        },
        {
            "name": w("dispute.own", side=side),
            "figure": raised.own_value or w("dispute.not_said"),
            "source": w("wall.source", source=raised.own_source) if raised.own_source else "",
            "known": bool(raised.own_value),
        },
    ]


def _without_figure(meeting: Meeting, dispute: Dispute, w: Words) -> str:
    """That the figure comes later, or that it is more than one figure."""
    waits = any(
        _rows(dispute, one)
        for where, item in _places(meeting, dispute)
        for one in pictures.frozen_figures(where, item)[:1]
        if not _rows(dispute, pictures.figures_in_sight(where, item)[0])
    )
    return w("dispute.comes_later" if waits else "dispute.see_picture")


def counted(meeting: Meeting, dispute: Dispute, w: Words) -> tuple[str, str] | None:
    """The figure as it is shown, and its source; None when the dispute is not about one figure, or
    the room still has to predict it.

    As this meeting has it frozen; else as it was in the meeting where the dispute was raised.
    """
    for where, item in _places(meeting, dispute):
        if any(_rows(dispute, one) for one in pictures.frozen_figures(where, item)[:1]):
            own = pictures.figures_in_sight(where, item)[0]
            rows = _rows(dispute, own)
            return (figure_text(rows[0], own.unit, w), own.source) if len(rows) == 1 else None
    return None


def _rows(dispute: Dispute, own: Released) -> list[dict[str, Any]]:
    return [row for row in own.frame.to_dicts() if row["period"] == dispute.raised.period]


def facts(dispute: Dispute, w: Words) -> list[dict[str, Any]]:
    """Who finds out, before when, and what will settle it; what is missing is shown as missing."""
    raised = dispute.raised
    due = numbers.day(raised.due, w) if raised.due else w("wall.no_date_yet")
    told = (
        ("owner", raised.owner, w("wall.nobody_yet")),
        ("due", due if raised.due else "", due),
        ("settled_by", raised.settled_by, w("dispute.not_said")),
    )
    return [
        {"name": w(f"dispute.{name}"), "text": text or missing, "known": bool(text)}
        for name, text, missing in told
    ]


def listed(meeting: Meeting, w: Words) -> dict[str, Any]:
    """What is still disputed when the meeting ends, with owner and date; empty when nothing is."""
    disputes = in_the_room(meeting)
    if not disputes:
        return {}
    more = len(disputes) - LISTED
    return {
        "title": w("dispute.list_title"),
        "lines": [_in_one_line(meeting, one, w) for one in disputes[:LISTED]],
        "more": w("dispute.more", count=more) if more > 0 else "",
    }


def refusal(meeting: Meeting, item_id: str, w: Words) -> dict[str, str]:
    """Why nobody weighs this figure now, who finds out and before when."""
    raised = meeting.open_disputes(item_id)[-1].raised
    due = numbers.day(raised.due, w) if raised.due else w("wall.no_date_yet")
    return {
        "told": w("wall.no_weighing_on_dispute"),
        "owner": w("dispute.finds_out", who=raised.owner or w("wall.nobody_yet")),
        "due": w("dispute.before", day=due),
    }


def _in_one_line(meeting: Meeting, dispute: Dispute, w: Words) -> dict[str, Any]:
    raised = dispute.raised
    due = numbers.day(raised.due, w) if raised.due else w("wall.no_date_yet")
    return {
        "name": f"{figure_name(meeting, dispute, w)}, {_short_period(dispute, w)}",
        "side": disputed_by(meeting, dispute, w),
        "owner": raised.owner or w("wall.nobody_yet"),
        "due": due,
    }
