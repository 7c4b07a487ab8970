"""Why an indicator could be talked about: from its figures and from what was said before.

Facts become sentences here; which of them win is for ``meeting.agenda``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from telvertel import counting
from telvertel.charts.description import periods_told
from telvertel.charts.figure import range_text, value_text
from telvertel.charts.said import finding_told
from telvertel.figures.scope import Scope
from telvertel.indicators import forecast, reading
from telvertel.indicators.definition import Better, Indicator, Kind
from telvertel.indicators.reading import Reading, State
from telvertel.indicators.rules import Finding, Way
from telvertel.meeting import events as e
from telvertel.meeting import following
from telvertel.meeting.agenda import Ground
from telvertel.meeting.following import Waiting, series_of, waiting
from telvertel.meeting.stages import Stage
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Mark, Released
from telvertel.report.items import stages_left, stages_reached
from telvertel.screen import cached, coming_back, news, room
from telvertel.screen.start import agreed
from telvertel.wall.pictures import frozen_figures
from telvertel.wall.scene import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

LATEST = 4  # what stood out longer ago than this many points is no news
LONGEST = 300  # letters of a reason (events.AgendaItem)
WISHED = {Better.higher: Way.higher, Better.lower: Way.lower}


@dataclass(frozen=True)
class Past:
    """What these sides said before this meeting: earlier meetings newest first, and what waits."""

    meetings: tuple[Meeting, ...]
    waiting: tuple[Waiting, ...]


def past_of(meeting: Meeting) -> Past:
    """Along the series, without what was for a talk alone: a ground ends up in the minutes.
    Agreements count when they are due on the day of this meeting."""
    known = room.meetings()
    before = tuple(for_minutes(one) for one in series_of(meeting, known))
    ids = {one.id for one in before}
    due = [one for one in waiting(known, meeting.plan.held_on) if one.meeting.id in ids]
    return Past(before, tuple(one for one in due if one.is_due(meeting.plan.held_on)))


def grounds(
    meeting: Meeting, card: Indicator, scope: Scope, released: Released, past: Past, w: Words
) -> Iterator[Ground]:
    """Everything there is to say for a card; nothing for money when people came to learn."""
    if meeting.plan.purpose is e.Purpose.learning and card.kind is Kind.means:
        return
    yield from _disputed(card, past, w)
    yield from _due(card, past, w)
    yield from coming_back.grounds(meeting, card, past.meetings, w)
    yield from _outside_band(card, scope, released, w)
    yield from _standing_out(card, scope, released.cube, w)
    yield from _revised(card, past, released.cube, w)
    yield from _unfinished(card, past, w)
    yield from _found_good(card, past, w)
    if _shows(released) and not any(_discussed(one, card) for one in past.meetings):
        yield Ground(e.AgendaReason.never_discussed, w("agenda.reason.never_discussed"))


def _items(meeting: Meeting, card: Indicator) -> list[str]:
    return [item.id for item in meeting.agenda if item.indicator == card.id]


def _shows(released: Released) -> bool:
    """Whether there is a figure to look at; what is too small is there for its story only."""
    marks = released.frame["mark"]
    return bool(marks.is_in([Mark.shown, Mark.class_]).any())


def _discussed(meeting: Meeting, card: Indicator) -> bool:
    return any(meeting.discussed(item) for item in _items(meeting, card))


def _ground(reason: e.AgendaReason, text: str) -> Ground:
    return Ground(reason, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _disputed(card: Indicator, past: Past, w: Words) -> Iterator[Ground]:
    """What the earlier meetings left disputed; what one of them settled is over."""
    for dispute in reversed(following.disputed(past.meetings)):
        before, raised = dispute.raised_in, dispute.raised
        if raised.item in _items(before, card):
            side, kind = side_name(before, raised.side, w), w.of(raised.dispute_kind).lower()
            text = w("agenda.reason.disputed", side=side, kind=kind)
            yield _ground(e.AgendaReason.disputed, text)


def _due(card: Indicator, past: Past, w: Words) -> Iterator[Ground]:
    for one in past.waiting:
        item = one.meeting.item(one.agreement.made.item)
        if item and item.indicator == card.id:
            facts = {"number": one.agreement.number, "text": agreed(one.agreement.made, w)}
            yield _ground(e.AgendaReason.agreement_due, w("agenda.reason.agreement_due", **facts))


def _outside_band(card: Indicator, scope: Scope, released: Released, w: Words) -> Iterator[Ground]:
    """The newest complete figure lies outside what was expected of its period."""
    norms = counting.norms(room.house().warehouse, card, scope, released.cube)
    whole = released.frame.filter(pl.col("completeness").fill_null(1.0) >= reading.COMPLETE)
    left = forecast.left_band(reading.points(whole, card), norms)
    if left is not None:
        text = w(
            f"agenda.reason.left_forecast_band{'' if left.settled else '_provisional'}",
            period=numbers.period(left.period, w),
            figure=value_text(left.value, card.unit, w),
            band=range_text(left.low, left.high, card.unit, w),
        )
        yield _ground(e.AgendaReason.left_forecast_band, text)


def _standing_out(card: Indicator, scope: Scope, version: str, w: Words) -> Iterator[Ground]:
    """A recent signal; where the card has a wished direction and it went there, to learn from."""
    found = cached.reading(version, card.id, scope)
    for finding in recent(found) if found else ():
        good = WISHED.get(card.better) is finding.way
        reason = e.AgendaReason.good_news if good else e.AgendaReason.signal
        yield _ground(reason, w(f"agenda.reason.{reason}", finding=finding_told(finding, w)))


def recent(found: Reading) -> list[Finding]:
    """Findings that reach into the newest points, those that reach furthest first."""
    if found.state is not State.signal:
        return []
    latest = set(found.periods[-LATEST:])
    near = [one for one in found.findings if latest & set(one.periods)]
    return sorted(near, key=lambda one: one.periods[-1], reverse=True)


def _revised(card: Indicator, past: Past, version: str, w: Words) -> Iterator[Ground]:
    """Figures that were on the table the last time and are different now."""
    for before in past.meetings[:1]:
        for item_id in _items(before, card):
            figures = frozen_figures(before, item_id)
            if not figures:
                continue
            item = before.item(item_id)
            changes = news.changed(before, item, card, figures[0].cube, version)
            revised = news.News(card, changes).revised
            if revised:
                periods = sorted({one.period for one in revised})
                facts = {"count": len(revised), "periods": periods_told(periods, w)}
                yield _ground(e.AgendaReason.revised, w("agenda.reason.revised", **facts))


def _unfinished(card: Indicator, past: Past, w: Words) -> Iterator[Ground]:
    """The last talk did not come to every stage, or left a question or a parked point."""
    for before in past.meetings[:1]:
        for item_id in _items(before, card):
            lines = [*_stages_missed(before, item_id, w), *_left_open(before, item_id, w)]
            if lines and before.discussed(item_id):
                yield _ground(e.AgendaReason.unfinished, " ".join(lines))


def _stages_missed(before: Meeting, item_id: str, w: Words) -> list[str]:
    """Stages after the last one the talk came to; what was stepped over on the way is not."""
    item = before.item(item_id)
    reached, order = stages_reached(before, item), list(Stage)
    last = max((order.index(stage) for stage in reached), default=len(order))
    missed = [w.of(one) for one in stages_left(before, item) if order.index(one) > last]
    return [w("agenda.reason.unfinished", stages=w.join(missed))] if missed else []


def _left_open(before: Meeting, item_id: str, w: Words) -> list[str]:
    """What was asked or parked about the item and has no answer yet, each in its own words."""
    asked = [
        note.text
        for note in before.notes_of(item_id)
        if note.written.note_kind is e.NoteKind.question
    ]
    parked = [one.text for one in before.open_parked() if one.item == item_id]
    lines = [w("agenda.reason.asked", text=text) for text in asked]
    return lines + [w("agenda.reason.parked", text=text) for text in parked]


def _found_good(card: Indicator, past: Past, w: Words) -> Iterator[Ground]:
    """What people themselves called met, or said had helped, at an earlier meeting."""
    for before in past.meetings[:1]:
        for item in _items(before, card):
            weighing = before.weighings.get(item)
            if weighing and weighing.outcome is e.Outcome.met:
                facts = {"title": before.plan.title, "outcome": w.of(weighing.outcome)}
                text = w("agenda.reason.good_news_weighed", **facts)
                yield _ground(e.AgendaReason.good_news, text)
    yield from _helped(card, past, w)


def _helped(card: Indicator, past: Past, w: Words) -> Iterator[Ground]:
    made = {
        one.id: (one, before.item(one.made.item))
        for before in past.meetings
        for one in before.standing_agreements()
    }
    for before in past.meetings[:1]:
        for name, review in before.reviews.items():
            agreement, item = made.get(name, (None, None))
            if review.helped is e.Helped.yes and item and item.indicator == card.id:
                facts = {"number": agreement.number, "text": agreed(agreement.made, w)}
                text = w("agenda.reason.good_news_helped", **facts)
                yield _ground(e.AgendaReason.good_news, text)
