"""What the facilitator sees beside the wall: the scene, and what only the desk may know.

The desk gets the wall's scene, the order of the meeting as steps, the lines of the item with what
can be done with them, and quiet hints. None of it reaches the wall.
"""

from __future__ import annotations

from typing import Any

from telvertel.charts.said import standing_told
from telvertel.indicators.reading import Standing
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage, seconds_of, stages_of
from telvertel.meeting.state import Meeting, Note
from telvertel.wall import pictures
from telvertel.wall.scene import card_of, picture_key, scene, side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words, words

UNREAD = (Standing.not_read, Standing.too_short)  # points of which nothing may be said


def steps(meeting: Meeting, previous: Meeting | None) -> tuple[e.Shown, ...]:
    """Every screen of the meeting in order: what PageDown walks through."""
    order = [e.Shown(view=e.View.welcome), e.Shown(view=e.View.agenda)]
    if previous:
        order += [
            e.Shown(view=e.View.last_agreements, agreement=one.id)
            for one in previous.standing_agreements()
        ]
    if meeting.client_voice:
        order.append(e.Shown(view=e.View.client_voice))
    for item in meeting.agenda:
        order += [
            e.Shown(view=e.View.item, item=item.id, stage=stage)
            for stage in stages_of(meeting.plan.plain, meeting.plan.predict)
        ]
    order += [
        e.Shown(view=e.View.read_back, agreement=one.id) for one in meeting.standing_agreements()
    ]
    order.append(e.Shown(view=e.View.closing))
    if meeting.sealed_at:
        order.append(e.Shown(view=e.View.sealed))
    return tuple(order)


def place(meeting: Meeting, order: tuple[e.Shown, ...]) -> int:
    """Where the wall is in the order; the nearest step of the same view when it is between two."""
    shown = meeting.shown
    if shown is None:
        return 0
    if shown in order:
        return order.index(shown)
    same = [n for n, one in enumerate(order) if one.view == shown.view and one.item == shown.item]
    return same[0] if same else 0


def standing(meeting: Meeting) -> str:
    """Where the meeting stands, as one comparable text.

    The page was drawn for one standing; when the desk hears of another it asks for a new run.
    """
    shown = meeting.shown
    where = (shown.view, shown.item, shown.stage, shown.agreement) if shown else ()
    facts = (*where, meeting.opened_at is not None, meeting.sealed_at is not None)
    return "|".join(str(one) for one in facts)


def desk(meeting: Meeting, language: str, previous: Meeting | None = None) -> dict[str, Any]:
    """The wall's scene under ``wall`` and the facilitator's own view under ``desk``."""
    w = words(language)
    wall = scene(meeting, language, previous)
    if meeting.plan is None:
        return {"sequence": meeting.sequence, "wall": wall, "desk": {}}
    order = steps(meeting, previous)
    at = place(meeting, order)
    return {
        "sequence": meeting.sequence,
        "wall": wall,
        "desk": {
            "step": at,
            "standing": standing(meeting),
            "steps": [_step(one, meeting, previous, w) for one in order],
            "sections": _sections(order, meeting, at, w),
            "lines": _lines(meeting, w),
            "periods": _periods(meeting, w),
            "sides": {side.value: side_name(meeting, side, w) for side in e.Side},
            "clock": _clock(meeting),
            "hints": hints(meeting, w),
            "tally": tally(meeting, w),
            "coverage": coverage(meeting, w),
            "upcoming": _upcoming_pictures(meeting, order, at, language),
            "opened": meeting.opened_at is not None,
            "sealed": meeting.sealed_at is not None,
        },
    }


def _step(shown: e.Shown, meeting: Meeting, previous: Meeting | None, w: Words) -> dict[str, Any]:
    return {
        "body": shown.model_dump(mode="json"),
        "name": step_name(shown, meeting, previous, w),
    }


def step_name(shown: e.Shown, meeting: Meeting, previous: Meeting | None, w: Words) -> str:
    """What a step is called at the desk: "2 · Verklaren", "Afspraak 3", "Welkom"."""
    if shown.view is e.View.item:
        number = meeting.number_of(shown.item)
        return w("desk.step_item", number=number, stage=w.of(shown.stage))
    if shown.agreement:
        source = previous if shown.view is e.View.last_agreements else meeting
        ids = [one.id for one in source.standing_agreements()]
        number = ids.index(shown.agreement) + 1
        return w("desk.step_agreement", view=w.of(shown.view), number=number)
    return w.of(shown.view)


def _sections(
    order: tuple[e.Shown, ...], meeting: Meeting, at: int, w: Words
) -> list[dict[str, Any]]:
    """The order grouped for jumping: one entry per view or item, with its first step."""
    sections: list[dict[str, Any]] = []
    for number, shown in enumerate(order):
        key = shown.item or shown.view.value
        if not sections or sections[-1]["key"] != key:
            sections.append({"key": key, "first": number, "name": _section_name(shown, meeting, w)})
        sections[-1]["now"] = sections[-1].get("now", False) or number == at
    return sections


def _section_name(shown: e.Shown, meeting: Meeting, w: Words) -> str:
    if shown.view is not e.View.item:
        return w.of(shown.view)
    number = meeting.number_of(shown.item)
    card = card_of(meeting, shown.item)
    name = card.prose(w.language).name if card else meeting.item(shown.item).indicator
    return w("desk.section_item", number=number, name=name)


def _lines(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Lines of the item on the wall, newest last, those pulled back included and marked."""
    item = meeting.shown.item if meeting.shown else None
    if not item:
        return []
    return [
        {
            "id": note.id,
            "number": note.number,
            "text": note.text,
            "kind": note.written.note_kind.value,
            "kind_name": w.of(note.written.note_kind),
            "side": note.written.side.value if note.written.side else "",
            "period": note.written.period or "",
            "period_name": numbers.period(note.written.period, w, short=True)
            if note.written.period
            else "",
            "standing": _standing(note, w),
            "pulled_back": note.pulled_back,
            "revised": len(note.earlier_texts),
            "at": numbers.clock(note.at, w, seconds=True),
        }
        for note in meeting.notes_of(item, every=True)
    ]


def _standing(note: Note, w: Words) -> str:
    """What could be said of the pinned point, and what that asks of the story; else empty."""
    reading = note.written.reading
    if not reading:
        return ""
    told = standing_told(Standing(reading), w)
    key = "unread" if reading in UNREAD else "common" if reading == Standing.common else "signal"
    return w(f"desk.standing.{key}", told=told)


def _periods(meeting: Meeting, w: Words) -> list[dict[str, str]]:
    """Periods of the item's own series, newest first: where a line can be pinned."""
    item = meeting.shown.item if meeting.shown else None
    figures = pictures.frozen_figures(meeting, item) if item else ()
    if not figures:
        return []
    ids = figures[0].frame["period"].unique(maintain_order=True).to_list()
    return [{"id": one, "name": numbers.period(one, w, short=True)} for one in reversed(ids)]


def _clock(meeting: Meeting) -> dict[str, Any]:
    """When the stage began and how many seconds it has; empty outside an item."""
    shown = meeting.shown
    item = meeting.item(shown.item) if shown else None
    if item is None or shown.stage is None or meeting.shown_at is None:
        return {}
    return {
        "since": meeting.shown_at.isoformat(),
        "seconds": seconds_of(shown.stage, item.minutes, meeting.plan.plain, meeting.plan.predict),
    }


def tally(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Agreements and lines per side: reciprocity, never a ranking (M05)."""
    found = []
    for side in (e.Side.provider, e.Side.municipality):
        agreements = sum(one.made.side is side for one in meeting.standing_agreements())
        lines = sum(n.written.side is side and n.stands for n in meeting.notes)
        text = w(
            "desk.tally",
            side=side_name(meeting, side, w),
            agreements=w("desk.tally_agreements", count=agreements),
            lines=w("desk.tally_lines", count=lines),
        )
        found.append({"side": side.value, "agreements": agreements, "lines": lines, "text": text})
    return found


def coverage(meeting: Meeting, w: Words) -> list[dict[str, Any]]:
    """Every perspective, and whether it was heard in this meeting (M11)."""
    heard = {n.written.perspective for n in meeting.notes if n.stands}
    if meeting.client_voice:
        heard.add(e.Perspective.young_person)
    return [{"name": w.of(one), "heard": one in heard} for one in e.Perspective]


def hints(meeting: Meeting, w: Words) -> list[str]:
    """Quiet reminders for the facilitator; a hint never blocks anything."""
    found = []
    shown = meeting.shown
    item = shown.item if shown else None
    made = meeting.standing_agreements()
    sides = {one.made.side for one in made}
    if made and e.Side.municipality not in sides:
        found.append(w("desk.hint_no_share"))
    if item and shown.stage is Stage.explain:
        found += [
            w("desk.hint_silent_side", side=side_name(meeting, side, w))
            for side in e.Side
            if not any(n.written.side is side for n in meeting.notes_of(item))
        ]
    reasons = {n.written.reason_side for n in meeting.notes if n.stands}
    if e.Side.municipality in reasons and e.Side.municipality not in sides:
        found.append(w("desk.hint_municipal_reason"))
    if any(not one.made.who for one in made):
        found.append(w("desk.hint_unowned"))
    return found


def _upcoming_pictures(
    meeting: Meeting, order: tuple[e.Shown, ...], at: int, language: str
) -> list[str]:
    """Keys of the pictures of the next and the previous steps, to be fetched beforehand."""
    keys = []
    for shown in order[at + 1 : at + 4] + order[max(at - 1, 0) : at]:
        if shown.view is e.View.item and shown.stage:
            key = picture_key(meeting, shown.item, shown.stage, language)
            if key and key not in keys:
                keys.append(key)
    return keys
