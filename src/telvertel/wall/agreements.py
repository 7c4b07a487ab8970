"""Agreements on the wall: those of last time with what came of them, those of today read back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Agreement, Meeting
from telvertel.wall import pictures, prediction
from telvertel.wall.disputes import listed
from telvertel.wall.lines import shortened
from telvertel.wall.naming import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

YEAR = timedelta(days=365)  # before an agreement, that is drawn with it
ALSO = 70  # letters of an agreement that was made with another figure


def to_review(previous: Meeting | None) -> tuple[Agreement, ...]:
    return previous.standing_agreements() if previous else ()


def last_agreements(
    meeting: Meeting, shown: e.Shown, w: Words, previous: Meeting | None
) -> dict[str, Any]:
    """One agreement of last time, large, with its two separate answers."""
    agreements = to_review(previous)
    if not agreements:
        return {"title": w("wall.last_agreements_title"), "empty": w("wall.no_last_agreements")}
    ids = [one.id for one in agreements]
    at = ids.index(shown.agreement) if shown.agreement in ids else 0
    agreement = agreements[at]
    review = meeting.reviews.get(agreement.id)
    return {
        "title": w("wall.last_agreements_title"),
        "place": w("wall.of", number=at + 1, total=len(ids)),
        "agreement": agreement_lines(agreement, previous, w),
        **_since(meeting, previous, agreement, w),
        "review": review
        and {
            "kept": w.of(review.kept),
            "helped": w.of(review.helped),
            "result": review.result,
        },
    }


def _since(meeting: Meeting, previous: Meeting, agreement: Agreement, w: Words) -> dict[str, Any]:
    """The chart beside an agreement when its indicator is on today's agenda; else nothing."""
    made_at = previous.item(agreement.made.item)
    item = next(
        (one for one in meeting.agenda if made_at and one.indicator == made_at.indicator), None
    )
    if item is None or item.id not in meeting.frozen:
        return {}
    newest = pictures.newest_period(meeting, item.id)
    visible = agreement.made.visible_from
    too_early = bool(visible and newest and visible > newest)
    # A longer series would leave the time since the agreement in a corner of the picture.
    from_day = previous.plan.held_on - YEAR
    later = prediction.visible_later(meeting, item.id, visible, w)
    return {
        "item": item.id,
        "picture": pictures.key_of(meeting, item.id, None, w.language, "low", from_day=from_day),
        "picture_units": pictures.units("low"),
        "too_early": w("wall.too_early", period=numbers.period(visible, w)) if too_early else later,
    }


def also_at(meeting: Meeting, item_id: str, w: Words) -> list[str]:
    """ "Ook bij afspraak 3: …": what was agreed with another figure and is about this one (M36)."""
    item = meeting.item(item_id)
    return [
        w("also_at.agreement", number=one.number, text=shortened(one.made.then_text, ALSO))
        for one in meeting.standing_agreements()
        if item and one.made.item != item_id and item.indicator in one.made.indicators
    ]


def agreement_lines(agreement: Agreement, meeting: Meeting, w: Words) -> dict[str, Any]:
    """An agreement in words; what is missing is said, not hidden."""
    made = agreement.made
    return {
        "id": made.agreement,
        "number": agreement.number,
        "if": made.if_text,
        "then": made.then_text,
        "who": made.who or w("wall.nobody_yet"),
        "unowned": not made.who,
        "side": side_name(meeting, made.side, w) if made.side else "",
        "due": numbers.day(made.due, w) if made.due else w("wall.no_date_yet"),
        "kind": w.of(made.agreement_kind) if made.agreement_kind else w("wall.no_kind_yet"),
        "visible_from": numbers.period(made.visible_from, w) if made.visible_from else "",
        "effect": made.expected_effect,
        "needs": made.needs_from_municipality,
        "alternative": made.alternative,
        "reason": made.reason,
    }


def read_back(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    agreements = meeting.standing_agreements()
    title = w("wall.read_back_title")
    if not agreements:
        return {"title": title, "empty": w("wall.no_agreements"), "disputes": listed(meeting, w)}
    ids = [one.id for one in agreements]
    at = ids.index(shown.agreement) if shown.agreement in ids else 0
    return {
        "title": title,
        "place": w("wall.of", number=at + 1, total=len(ids)),
        "agreement": agreement_lines(agreements[at], meeting, w),
        "read": agreements[at].read_back,
        "disputes": listed(meeting, w),
    }
