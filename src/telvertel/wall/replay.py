"""Terugkijken: a sealed meeting line by line, and the wall as it was after each.

What was wiped is wiped here too, at every moment: only its trace is told. What was taken back or
changed stays readable as history, with its reason. What a side expected stays its own until both
sides agreed to show it: of that only whether it wrote anything is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.following import with_carried
from telvertel.meeting.policies import OF_A_LINE
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Meeting, Note, meeting
from telvertel.wall.desk_lines import set_aside
from telvertel.wall.disputes import period_name
from telvertel.wall.naming import card_of, side_name
from telvertel.wall.prediction import state_of
from telvertel.wall.scene import scene
from telvertel.wording import numbers
from telvertel.wording.words import Words


@dataclass(frozen=True)
class Line:
    """One thing that happened, in words. ``words`` are somebody's own; ``fate`` what became of
    them since, and ``struck`` whether they were taken back."""

    number: int  # its sequence in the journal
    at: str
    side: str
    told: str
    words: str = ""
    fate: str = ""
    struck: bool = False
    mark: str = ""  # that the check of texts doubted it and it was let through


def told(whole: Meeting, events: Iterable[e.Event], w: Words) -> tuple[Line, ...]:
    """What was said from the opening on, in order; what only prepared for it is left out."""
    events = tuple(events)
    wiped = {one.body.note: one.at for one in events if isinstance(one.body, e.LineWiped)}
    opening = (one.sequence for one in events if isinstance(one.body, e.MeetingOpened))
    first = next(opening, None)
    return tuple(
        _line(whole, one, wiped, w)
        for one in events
        if first is not None and one.sequence >= first and not isinstance(one.body, e.Drafted)
    )


def wall_at(
    whole: Meeting,
    events: Iterable[e.Event],
    number: int,
    language: str,
    series: Sequence[Meeting] = (),
    previous: Meeting | None = None,
) -> dict[str, Any]:
    """The scene after the event with this sequence, from the figures frozen then; no clock runs."""
    gone = {note.id for note in whole.notes if is_gone(note)}
    seen = [
        _kept_closed(whole, event)
        for event in events
        if event.sequence <= number and not (_is_of_a_line(event.body) and event.body.note in gone)
    ]
    then = with_carried(meeting(whole.id, seen), series)
    then = replace(then, founded_before=for_minutes(whole).founded_before)
    return scene(then, language, previous) | {"clock": {}}


def _kept_closed(whole: Meeting, event: e.Event) -> e.Event:
    """An agreement to show that was withdrawn later opens nothing, also not in between."""
    body = event.body
    if not isinstance(body, e.SurpriseTold) or whole.gap_agreed(body.item):
        return event
    return event.model_copy(update={"body": body.model_copy(update={"show_gap": False})})


def _is_of_a_line(body: e.Happening) -> bool:
    return isinstance(body, OF_A_LINE)


def is_gone(note: Note) -> bool:
    """Wiped, taken off in a hurry and never decided about, or for the talk alone: none of these
    is to be seen afterwards."""
    return note.wiped or note.held or note.written.visibility is la.Visibility.talk


def _line(whole: Meeting, event: e.Event, wiped: dict[str, datetime], w: Words) -> Line:
    body, at = event.body, numbers.clock(event.at, w, seconds=True)
    note = whole.note(getattr(body, "note", None))
    facts = _facts(whole, body, note, w)
    if note is not None and is_gone(note) and isinstance(body, (e.NoteWritten, e.NoteRevised)):
        return Line(event.sequence, at, "", w("replay.trace", **facts), fate=_gone(note, wiped, w))
    side = getattr(body, "side", None)
    fate, struck = _fate(whole, body, note, w)
    return Line(
        number=event.sequence,
        at=at,
        side=side_name(whole, side, w) if side else "",
        told=w(f"replay.said.{body.kind}", **facts),
        words="" if _is_closed(whole, body) else _own_words(body, w),
        fate=fate,
        struck=struck,
        mark=set_aside(_let_through(whole, event), w),
    )


def _let_through(whole: Meeting, event: e.Event) -> tuple[str, ...]:
    """Kinds of concern that were set aside when this was said."""
    passed = (one.body for one in whole.looked if one.body.said == event.sequence)
    later = [kind for one in passed if not one.second for kind in one.concerns]
    return (*getattr(event.body, "overruled", ()), *later)


def _is_closed(whole: Meeting, body: e.Happening) -> bool:
    """Whether this is what a side expects, and not both sides agreed to show it."""
    return isinstance(body, e.PredictionGiven) and not whole.gap_agreed(body.item)


def _gone(note: Note, wiped: dict[str, datetime], w: Words) -> str:
    """That there was a line, and when it went; nothing of what it said."""
    if note.id in wiped:
        return w("replay.wiped", time=numbers.clock(wiped[note.id], w))
    return w("replay.held" if note.held else "replay.talk_only")


def _facts(whole: Meeting, body: e.Happening, note: Note | None, w: Words) -> dict[str, Any]:
    """Everything a sentence may need; each takes what it names."""
    facts = {"number": (note.number or "–") if note else "", "screen": "", "item": ""}
    item = getattr(body, "item", None) or (note.written.item if note else None)
    facts["item"] = _item_name(whole, item, w)
    find = _MORE.get(type(body))
    return facts | (find(whole, body, w) if find else {})


def _item_name(whole: Meeting, item: str | None, w: Words) -> str:
    if whole.item(item) is None:
        return w("replay.whole_talk")
    card = card_of(whole, item)
    return card.prose(w.language).name if card else whole.item(item).indicator


def _screen(whole: Meeting, body: e.Shown, w: Words) -> dict[str, Any]:
    """ "Wachttijd · Verklaren", or the name of another screen."""
    if body.item is None:
        return {"screen": w.of(body.view)}
    place = w.of(body.stage) if body.view is e.View.item and body.stage else w.of(body.view)
    return {"screen": f"{_item_name(whole, body.item, w)} · {place}"}


def _agreement(whole: Meeting, body: e.Happening, w: Words) -> dict[str, Any]:
    name = body.to.agreement if isinstance(body, e.AgreementRevised) else body.agreement
    found = next((one.number for one in whole.agreements if one.id == name), "")
    return {"number": found}


def _count_of(whole: Meeting, body: e.RoundClosed, w: Words) -> dict[str, Any]:
    return {"count": len(body.lines) + sum(one.count for one in body.positions)}


def _disputed(whole: Meeting, body: e.FigureDisputed, w: Words) -> dict[str, Any]:
    found = next(one for one in whole.disputes if one.id == body.dispute)
    return {"dispute": w.of(body.dispute_kind).lower(), "period": period_name(found, w)}


def _ground(_: Meeting, body: e.LineWiped | e.RoundLineWiped, w: Words) -> dict[str, Any]:
    return {"ground": w.of(body.ground).lower() if body.ground else w("replay.no_ground")}


_MORE: dict[type, Callable[[Meeting, Any, Words], dict[str, Any]]] = {
    e.LineWiped: _ground,
    e.RoundLineWiped: _ground,
    e.Shown: _screen,
    e.NoteWritten: lambda m, b, w: {"note_kind": w.of(b.note_kind)},
    e.PredictionGiven: lambda m, b, w: {"state": w(f"prediction.state.{state_of(b)}")},
    e.PositionTaken: lambda m, b, w: {"position": w.of(b.position)},
    e.RoundClosed: _count_of,
    e.FigureDisputed: _disputed,
    e.IndicatorJudged: lambda m, b, w: {"answer": w.of(b.tells)},
    e.WeighingGiven: lambda m, b, w: {"outcome": w.of(b.outcome)},
    e.ReflectionAnswered: lambda m, b, w: {
        "question": w(f"wall.reflection.{b.question.value}"),
        "answer": w.of(b.answer),
    },
    e.AgreementMade: _agreement,
    e.AgreementRevised: _agreement,
    e.AgreementPulledBack: _agreement,
    e.AgreementReviewed: lambda m, b, w: {"kept": w.of(b.kept), "helped": w.of(b.helped)},
    e.ReadBack: _agreement,
    e.Confirmed: lambda m, b, w: {"how": w.of(b.how)},
    e.ClosingAnswered: lambda m, b, w: {
        "question": w("wall.asks_title" if b.question == "asks_of_me" else "wall.to_policy_title")
    },
    e.Sealed: lambda m, b, w: {"code": b.check_code},
    e.CouncilApproved: lambda m, b, w: {"how": w("council.yes" if b.agrees else "council.no")},
    la.LearningPointMoved: lambda m, b, w: {"to": w.of(b.to)},
    la.LearningPointLookedBack: lambda m, b, w: {"still": w.of(b.still)},
    la.PreconditionNoted: lambda m, b, w: {"precondition_kind": w.of(b.precondition_kind)},
    la.ClashNoted: lambda m, b, w: {"relation": w.of(b.relation)},
    la.ExplanationChecked: lambda m, b, w: {"held": w.of(b.held)},
    la.AccountNoted: lambda m, b, w: {"team": b.team},
}

# What somebody said in own words, in the order in which it is read.
_SAID = (
    "text",
    "meaning",
    "why",
    "title",
    "reasons",
    "if_text",
    "then_text",
    "result",
    "provider_reading",
    "municipality_reading",
    "datum",
    "settled",
    "example",
    "learned",
    "vision",
    "reason",
)


def _own_words(body: e.Happening, w: Words) -> str:
    """Somebody's own words in it; a question to the room is one too."""
    if isinstance(body, e.MeetingPlanned):
        return ""
    if isinstance(body, e.AgreementRevised):
        return " ".join(part for part in (_own_words(body.to, w), body.reason) if part)
    if isinstance(body, e.AgreementMade) and body.if_text:
        told = w("replay.if_then", if_text=body.if_text, then_text=body.then_text)
        return " ".join(part for part in (told, body.reason) if part)
    asked = body.question if isinstance(body, e.RoundOpened) else ""
    parts = [asked, *(getattr(body, name, "") for name in _SAID)]
    return " ".join(part for part in parts if part)


def _fate(whole: Meeting, body: e.Happening, note: Note | None, w: Words) -> tuple[str, bool]:
    """What became of a line that was said, and whether it was taken back."""
    if isinstance(body, (e.NoteWritten, e.NoteRevised)) and note is not None:
        return _fate_of_note(body, note, w)
    if isinstance(body, e.AgreementMade):
        made = next(one for one in whole.agreements if one.id == body.agreement)
        if made.pulled_back:
            return w("replay.withdrawn"), True
        return (w("replay.revised"), False) if made.corrections else ("", False)
    return "", False


def _fate_of_note(body: e.Happening, note: Note, w: Words) -> tuple[str, bool]:
    if note.pulled_back:
        reason = note.pulled_back_reason
        told = w("replay.pulled_back_why", reason=reason) if reason else w("replay.pulled_back")
        return told, True
    changed = bool(note.earlier_texts) and body.text != note.text
    return (w("replay.revised"), False) if changed else ("", False)
