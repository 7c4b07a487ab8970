"""Meeting: what the events of one meeting add up to. A pure fold; every screen and report is a
function of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from telvertel.days import day_of
from telvertel.meeting import events as e
from telvertel.meeting import lasting
from telvertel.meeting.stages import Stage, newest_may_show
from telvertel.meeting.subject import ERASED, Subject, takes_place_of

SCREENS_BACK = 8  # how many of the last screens are kept to jump back to

# Screens beside the talk: the talk stays where it was, and so does its time.
BESIDE = (
    e.View.neutral,
    e.View.definition,
    e.View.then,
    e.View.dispute,
    e.View.round,
    e.View.join,
    e.View.wall_test,
    e.View.preconditions,
    e.View.frameworks,
    e.View.principles,
    e.View.difference,
    e.View.mishap,
    e.View.learning,
)


@dataclass(frozen=True)
class Note:
    """A note as it stands now, with its number on the chart and all it said before."""

    written: e.NoteWritten
    # Marker, counted per item in the order of coming into sight; never reused. 0: not in sight yet.
    number: int
    at: datetime
    sequence: int
    text: str
    pulled_back: bool = False
    pulled_back_reason: str = ""
    held: bool = False  # off the wall in a hurry; somebody still has to decide about it
    wiped_at: datetime | None = None  # since when its text is gone for good
    earlier_texts: tuple[str, ...] = ()
    projected: bool = False  # for the talk alone, and yet on the wall after a second yes
    worded: int = 0  # sequence of the event that holds the text as it stands
    overruled: tuple[str, ...] = ()  # kinds of concern in that text that the facilitator set aside

    @property
    def id(self) -> str:
        return self.written.note

    @property
    def private(self) -> bool:
        """For the talk alone, and nobody said yet that the wall may have it."""
        return self.written.visibility is lasting.Visibility.talk and not self.projected

    @property
    def wiped(self) -> bool:
        return self.wiped_at is not None

    @property
    def stands(self) -> bool:
        """Whether it is part of the talk: on the wall and in the minutes."""
        return not (self.pulled_back or self.held or self.wiped or self.private)


@dataclass(frozen=True)
class Agreement:
    made: e.AgreementMade  # as it stands after corrections
    number: int
    at: datetime
    meeting: str
    pulled_back: bool = False
    read_back: bool = False
    corrections: tuple[str, ...] = ()  # "why" of each correction, oldest first

    @property
    def id(self) -> str:
        return self.made.agreement


@dataclass(frozen=True)
class Dispute:
    """A disputed figure; one that came along from an earlier meeting names that meeting."""

    raised: e.FigureDisputed
    at: datetime
    settled: str | None = None
    raised_in: Meeting | None = None  # None: in this meeting
    items: tuple[str, ...] = ()  # items of this meeting it is about, when it came along

    @property
    def id(self) -> str:
        return self.raised.dispute

    def is_about(self, item_id: str) -> bool:
        return item_id in (self.items if self.raised_in else (self.raised.item,))


@dataclass(frozen=True)
class Round:
    """A silent round; what came out of it is known once it is closed."""

    opened: e.RoundOpened
    at: datetime
    closed: e.RoundClosed | None = None

    @property
    def id(self) -> str:
        return self.opened.round


@dataclass(frozen=True)
class Looked:
    """Somebody looked at a text and let it stand, and when."""

    body: e.TextPassed
    at: datetime


@dataclass(frozen=True)
class Kept:
    """Something that outlasts its meeting, with where and when it was said."""

    body: Any  # one of lasting.LASTING or lasting.FOUNDATIONS
    at: datetime
    meeting: str
    held_on: date


@dataclass(frozen=True)
class AgreedBefore:
    """That something was agreed about figures in an earlier talk, and from when it can be seen."""

    indicators: tuple[str, ...]
    on: date
    visible_from: str | None


@dataclass(frozen=True)
class Meeting:
    """One meeting as it stands. Empty fields mean: not said yet."""

    id: str
    sequence: int = 0
    said_at: datetime | None = None  # when the last thing was said
    plan: e.MeetingPlanned | None = None
    people: tuple[e.Person, ...] = ()
    agenda: tuple[e.AgendaItem, ...] = ()
    agenda_reason: str = ""  # why money does not come last, when it does not
    # (item, side, field) → text, in order of first writing
    stories: dict[tuple[str, e.Side, e.StoryField], str] = field(default_factory=dict)
    client_voice: e.ClientVoiceGiven | None = None
    opened_at: datetime | None = None
    sealed_at: datetime | None = None
    check_code: str | None = None
    frozen: dict[str, e.FiguresFrozen] = field(default_factory=dict)  # item → figures
    shown: e.Shown | None = None
    shown_at: datetime | None = None
    visited: tuple[tuple[str, Stage], ...] = ()  # item and stage, in order of first entering
    been: tuple[e.Shown, ...] = ()  # the last screens, each once, the latest last
    step: e.Shown | None = None  # where the talk is: the last screen that is not beside it
    step_at: datetime | None = None  # when the talk came there; looking aside does not move it
    extra: dict[tuple[str, Stage], int] = field(default_factory=dict)  # minutes given to a stage
    room: e.RoomSet | None = None  # None: as planned
    predictions: dict[tuple[str, e.Side], e.PredictionGiven] = field(default_factory=dict)
    surprises: dict[tuple[str, e.Side], e.SurpriseTold] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    looked: tuple[Looked, ...] = ()  # at texts in which somebody might be recognised
    worded: dict[Subject, int] = field(default_factory=dict)  # sequence of what was said last of it
    reworded: frozenset[int] = frozenset()  # sequences whose words were said anew or taken back
    # (note, side) → said aloud since the last round of phones that counted this side
    positions: dict[tuple[str, e.Side], e.Position] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    parked: tuple[e.Parked, ...] = ()
    parked_settled: dict[str, str] = field(default_factory=dict)  # parked → what became of it
    disputes: tuple[Dispute, ...] = ()
    # What earlier meetings of the series left disputed; not from the events of this one, but given
    # with them (following.with_carried).
    carried: tuple[Dispute, ...] = ()
    # What outlasts a meeting, as said here and as the earlier ones of the series brought it; the
    # latter, with the foundations of the municipality, again from following.with_carried.
    kept: tuple[Kept, ...] = ()
    brought: tuple[Kept, ...] = ()
    agreed_before: tuple[AgreedBefore, ...] = ()  # in earlier talks of the series, oldest first
    series: tuple[tuple[str, date], ...] = ()  # id and day of the meetings before, oldest first
    founded_before: tuple[Kept, ...] = ()
    founded_here: tuple[Kept, ...] = ()
    reserves: dict[e.Side, str] = field(default_factory=dict)  # side → what it holds back on
    settled_before: tuple[e.DisputeSettled, ...] = ()  # said here of a dispute raised earlier
    judged: dict[str, e.IndicatorJudged] = field(default_factory=dict)
    weighings: dict[str, e.WeighingGiven] = field(default_factory=dict)
    reflections: dict[tuple[str | None, e.Reflection], e.ReflectionAnswered] = field(
        default_factory=dict
    )
    agreements: tuple[Agreement, ...] = ()
    reviews: dict[str, e.AgreementReviewed] = field(default_factory=dict)  # agreement → review
    closing: dict[tuple[str, e.Side], str] = field(default_factory=dict)
    confirmations: dict[e.Side, e.Confirmed] = field(default_factory=dict)
    # The copy for the council: side → what it said of which text, and since when it is out.
    council: dict[e.Side, e.CouncilApproved] = field(default_factory=dict)
    council_released: tuple[tuple[str, datetime], ...] = ()  # edition and moment, oldest first

    @property
    def all_kept(self) -> tuple[Kept, ...]:
        """What outlasts a meeting, of the series and then of this one, in order of saying."""
        return (*self.brought, *self.kept)

    @property
    def founded(self) -> tuple[Kept, ...]:
        """What was set for the municipality, in its other meetings and then in this one."""
        return tuple(sorted((*self.founded_before, *self.founded_here), key=lambda one: one.at))

    def has(self, extra: lasting.Extra) -> bool:
        """Whether this part of the talk is on in this meeting."""
        return self.plan is not None and not self.plan.plain and extra not in self.plan.without

    def set_aside(self) -> int:
        """How many texts stand although the check doubted them, each line once."""
        lines = [one for one in self.notes if one.stands and one.overruled]
        of_lines = {at for about, at in self.worded.items() if about[0] == e.NoteWritten.__name__}
        gone = self.reworded | of_lines
        looks = (one.body for one in self.looked if not one.body.second)
        return len(lines) + len({(one.said, one.field) for one in looks if one.said not in gone})

    def item(self, item_id: str | None) -> e.AgendaItem | None:
        return next((one for one in self.agenda if one.id == item_id), None)

    def number_of(self, item_id: str | None) -> int:
        """Place of an item on the agenda, from 1; ValueError when it is not there."""
        return [one.id for one in self.agenda].index(item_id) + 1

    def notes_of(self, item_id: str, every: bool = False) -> tuple[Note, ...]:
        """Notes of an item in order of writing; those taken off only with ``every``."""
        return tuple(
            note for note in self.notes if note.written.item == item_id and (every or note.stands)
        )

    def note(self, note_id: str | None) -> Note | None:
        return next((one for one in self.notes if one.id == note_id), None)

    def held(self) -> tuple[Note, ...]:
        """Lines off the wall about which somebody still has to decide, in order of writing."""
        return tuple(one for one in self.notes if one.held)

    def revealed(self, item_id: str) -> bool:
        """Whether the newest points of an item have been on the wall."""
        return any(at == item_id and newest_may_show(stage) for at, stage in self.visited)

    def gap_agreed(self, item_id: str) -> bool:
        """Whether both sides want what they expected shown beside what it became."""
        told = [self.surprises.get((item_id, side)) for side in e.Side]
        return all(one is not None and one.show_gap for one in told)

    def council_approved(self, side: e.Side, edition: str) -> bool:
        """Whether a side agrees that this very text goes to the council."""
        given = self.council.get(side)
        return given is not None and given.agrees and given.edition == edition

    def released_on(self, edition: str) -> datetime | None:
        """Since when this text of the council edition is out; None as long as it is not."""
        return next((at for name, at in self.council_released if name == edition), None)

    def open_round(self) -> Round | None:
        return next((one for one in reversed(self.rounds) if one.closed is None), None)

    def open_parked(self) -> tuple[e.Parked, ...]:
        return tuple(one for one in self.parked if one.parked not in self.parked_settled)

    def story(self, item_id: str, side: e.Side) -> dict[e.StoryField, str]:
        """What a side prepared for an item: field → text, empty texts left out."""
        return {
            name: text
            for (item, whose, name), text in self.stories.items()
            if item == item_id and whose is side and text.strip()
        }

    def standing_agreements(self, item_id: str | None = None) -> tuple[Agreement, ...]:
        return tuple(
            one
            for one in self.agreements
            if not one.pulled_back and (item_id is None or one.made.item == item_id)
        )

    def open_disputes(self, item_id: str | None = None) -> tuple[Dispute, ...]:
        """What is disputed and not settled yet, what came along from earlier meetings first."""
        said = {(one.raised_in, one.dispute) for one in self.settled_before}
        carried = (one for one in self.carried if (one.raised_in.id, one.id) not in said)
        own = (one for one in self.disputes if one.settled is None)
        return tuple(one for one in (*carried, *own) if item_id is None or one.is_about(item_id))

    def discussed(self, item_id: str) -> bool:
        """A figure counts as discussed once something was said about it (M63).

        A dispute filed beforehand is not a talk yet; it counts once its figure was on the wall.
        """
        seen = any(at == item_id and stage is not Stage.question for at, stage in self.visited)
        disputed = seen and any(one.raised.item == item_id for one in self.disputes)
        written = any(r.opened.item == item_id and r.closed and r.closed.lines for r in self.rounds)
        said = self.notes_of(item_id) or self.standing_agreements(item_id) or written
        return bool(said) or item_id in self.weighings or disputed


def meeting(meeting_id: str, events: Iterable[e.Event]) -> Meeting:
    """Fold the events of one meeting, in order of sequence, into the meeting as it stands."""
    state = Meeting(meeting_id)
    for event in sorted(events, key=lambda one: one.sequence):
        if event.meeting == meeting_id:
            state = after(state, event)
    return state


def after(state: Meeting, event: e.Event) -> Meeting:
    """The meeting after one more event."""
    changes = _CHANGES[type(event.body)](state, event.body, event)
    if state.sealed_at is None and not isinstance(event.body, _LEAVES_CONFIRMED):
        changes["confirmations"] = {}
    about = takes_place_of(event.body)
    if about is not None:
        changes["worded"] = _with(state.worded, about, event.sequence)
        if about in state.worded:
            changes["reworded"] = state.reworded | {state.worded[about]}
    return replace(state, sequence=event.sequence, said_at=event.at, **changes)


# What a side confirmed was the text word for word: whatever comes after asks for it again, but for
# what stands in no minutes.
_LEAVES_CONFIRMED = (
    e.Shown,
    e.TextPassed,
    e.RoomSet,
    e.MinutesSet,
    e.RoundOpened,
    e.ReadBack,
    e.Confirmed,
    e.Sealed,
    e.Drafted,
)


def _with(mapping: dict[Any, Any], key: Any, value: Any) -> dict[Any, Any]:
    return {**mapping, key: value}


def _shown(state: Meeting, body: e.Shown, event: e.Event) -> dict[str, Any]:
    visited = state.visited
    if body.item and body.stage and (body.item, body.stage) not in visited:
        visited = (*visited, (body.item, body.stage))
    been = (*(one for one in state.been if one != body), body)
    if body.view is e.View.neutral:
        been = state.been  # a calm screen is nowhere to go back to
    moved = body.view not in BESIDE and body != state.step
    return {
        "shown": body,
        "shown_at": event.at,
        "visited": visited,
        "been": been[-SCREENS_BACK:],
        "step": body if moved else state.step,
        "step_at": event.at if moved else state.step_at,
    }


def _minutes_set(state: Meeting, body: e.MinutesSet, event: e.Event) -> dict[str, Any]:
    """Minutes added to the item that is talked about go to the stage it is in."""
    extra, step = state.extra, state.step
    item = state.item(step.item) if step and step.stage else None
    added = body.minutes.get(item.id, item.minutes) - item.minutes if item else 0
    if added > 0:
        where = (item.id, step.stage)
        extra = {**extra, where: extra.get(where, 0) + added}
    return {
        "extra": extra,
        "agenda": tuple(
            one.model_copy(update={"minutes": body.minutes.get(one.id, one.minutes)})
            for one in state.agenda
        ),
    }


def _note_changed(state: Meeting, note: str, **changes: Any) -> dict[str, Any]:
    return {"notes": tuple(replace(n, **changes) if n.id == note else n for n in state.notes)}


def _round_closed(state: Meeting, body: e.RoundClosed, event: e.Event) -> dict[str, Any]:
    """What the phones of a side chose comes in the place of what it said aloud before."""
    note = next((r.opened.note for r in state.rounds if r.id == body.round), None)
    sides = {side for one in body.positions for side in ((one.side,) if one.side else e.Side)}
    before = {(note, side) for side in sides}
    return {
        "positions": {key: one for key, one in state.positions.items() if key not in before},
        "rounds": tuple(replace(r, closed=body) if r.id == body.round else r for r in state.rounds),
    }


def _note_written(state: Meeting, body: e.NoteWritten, event: e.Event) -> dict[str, Any]:
    note = Note(
        body, 0, event.at, event.sequence, body.text,
        worded=event.sequence, overruled=body.overruled,
    )  # fmt: skip
    return _numbered({"notes": (*state.notes, note)})


def _numbered(changes: dict[str, Any]) -> dict[str, Any]:
    """Lines get their number when the room may see them: a gap would tell that one is private."""
    notes: list[Note] = list(changes["notes"])
    for at, note in enumerate(notes):
        if not (note.number or note.private):
            used = [n.number for n in notes if n.written.item == note.written.item]
            notes[at] = replace(note, number=1 + max(used))
    return {**changes, "notes": tuple(notes)}


# What a correction can change of a line besides its words.
_ON_A_LINE = (
    "note_kind",
    "side",
    "period",
    "perspective",
    "basis",
    "reason_tag",
    "reason_side",
    "evidence",
    "follow_up",
    "visibility",
    "theme",
    "principles",
)


def _note_revised(state: Meeting, body: e.NoteRevised, event: e.Event) -> dict[str, Any]:
    def revised(note: Note) -> Note:
        new = {name: value for name in _ON_A_LINE if (value := getattr(body, name)) is not None}
        new |= dict.fromkeys(body.clears)
        if body.period is not None:
            new["reading"] = body.reading
        # A line that is made one for the talk alone leaves the wall, whoever said yes before.
        withdrawn = body.visibility is lasting.Visibility.talk
        return replace(
            note,
            projected=note.projected and not withdrawn,
            written=note.written.model_copy(update=new),
            text=body.text,
            worded=event.sequence,
            overruled=(),
            earlier_texts=(*note.earlier_texts, note.text),
            held=note.held and not body.restores,
        )

    return _numbered({"notes": tuple(revised(n) if n.id == body.note else n for n in state.notes)})


def _pulled_back(state: Meeting, body: e.LinePulledBack, event: e.Event) -> dict[str, Any]:
    return _note_changed(
        state, body.note, pulled_back=True, pulled_back_reason=body.reason, held=False
    )


def _text_passed(state: Meeting, body: e.TextPassed, event: e.Event) -> dict[str, Any]:
    """A look that let a text stand; of a line that was rewritten it belongs to the new words."""
    notes = tuple(
        replace(note, overruled=body.concerns)
        if note.worded == body.said and not body.second
        else note
        for note in state.notes
    )
    return {"notes": notes, "looked": (*state.looked, Looked(body, event.at))}


def _wiped(state: Meeting, body: e.LineWiped, event: e.Event) -> dict[str, Any]:
    """The history of a wiped line goes with it: only its number and place are left."""

    def emptied(note: Note) -> Note:
        written = note.written.model_copy(update={"text": "", "evidence": ""})
        return replace(
            note,
            written=written,
            held=False,
            wiped_at=event.at,
            text="",
            earlier_texts=(),
            overruled=(),
        )

    return {"notes": tuple(emptied(n) if n.id == body.note else n for n in state.notes)}


def _round_line_wiped(state: Meeting, body: e.RoundLineWiped, event: e.Event) -> dict[str, Any]:
    """The round keeps the place of the line, so that those after it keep theirs."""

    def without(one: Round) -> Round:
        if one.id != body.round or one.closed is None:
            return one
        lines = tuple(
            line.model_copy(update={"text": ERASED}) if at == body.line else line
            for at, line in enumerate(one.closed.lines)
        )
        return replace(one, closed=one.closed.model_copy(update={"lines": lines}))

    return {"rounds": tuple(without(one) for one in state.rounds)}


def _council_released(state: Meeting, body: e.CouncilReleased, event: e.Event) -> dict[str, Any]:
    if state.released_on(body.edition):
        return {}
    return {"council_released": (*state.council_released, (body.edition, event.at))}


def _settled(state: Meeting, body: e.DisputeSettled, event: e.Event) -> dict[str, Any]:
    if body.raised_in not in (None, state.id):
        return {"settled_before": (*state.settled_before, body)}
    return {
        "disputes": tuple(
            replace(d, settled=body.text) if d.raised.dispute == body.dispute else d
            for d in state.disputes
        )
    }


def _agreement_made(state: Meeting, body: e.AgreementMade, event: e.Event) -> dict[str, Any]:
    made = Agreement(body, len(state.agreements) + 1, event.at, event.meeting)
    return {"agreements": (*state.agreements, made)}


def _agreement_changed(state: Meeting, agreement: str, **changes: Any) -> dict[str, Any]:
    return {
        "agreements": tuple(
            replace(a, **changes) if a.id == agreement else a for a in state.agreements
        )
    }


def _agreement_revised(state: Meeting, body: e.AgreementRevised, event: e.Event) -> dict[str, Any]:
    return {
        "agreements": tuple(
            # A corrected agreement has to be read back again.
            replace(a, made=body.to, corrections=(*a.corrections, body.reason), read_back=False)
            if a.id == body.to.agreement
            else a
            for a in state.agreements
        )
    }


def _kept(state: Meeting, body: Any, event: e.Event) -> Kept:
    held_on = state.plan.held_on if state.plan else day_of(event.at)
    return Kept(body, event.at, event.meeting, held_on)


_CHANGES: dict[type, Any] = {
    e.MeetingPlanned: lambda s, b, _: {"plan": b},
    e.PeopleNoted: lambda s, b, _: {"people": b.people},
    e.AgendaSet: lambda s, b, _: {
        "agenda": b.items,
        "agenda_reason": b.reason,
        "extra": {},
    },
    e.StoryPrepared: lambda s, b, _: {
        "stories": _with(s.stories, (b.item, b.side, b.field), b.text)
    },
    e.ClientVoiceGiven: lambda s, b, _: {"client_voice": b},
    e.MeetingOpened: lambda s, b, event: {"opened_at": s.opened_at or event.at},
    e.FiguresFrozen: lambda s, b, _: {"frozen": _with(s.frozen, b.item, b)},
    e.Shown: _shown,
    e.NoteWritten: _note_written,
    e.NoteRevised: _note_revised,
    e.LinePulledBack: _pulled_back,
    e.RoomSet: lambda s, b, _: {"room": b},
    e.MinutesSet: _minutes_set,
    e.PredictionGiven: lambda s, b, _: {"predictions": _with(s.predictions, (b.item, b.side), b)},
    e.SurpriseTold: lambda s, b, _: {"surprises": _with(s.surprises, (b.item, b.side), b)},
    e.LineHeld: lambda s, b, _: _note_changed(s, b.note, held=True),
    e.LineRestored: lambda s, b, _: _note_changed(s, b.note, held=False),
    e.LineWiped: _wiped,
    e.RoundLineWiped: _round_line_wiped,
    e.TextPassed: _text_passed,
    e.PositionTaken: lambda s, b, _: {
        "positions": _with(s.positions, (b.note, b.side), b.position)
    },
    e.RoundOpened: lambda s, b, event: {"rounds": (*s.rounds, Round(b, event.at))},
    e.RoundClosed: _round_closed,
    e.Parked: lambda s, b, _: {"parked": (*s.parked, b)},
    e.ParkedSettled: lambda s, b, _: {"parked_settled": _with(s.parked_settled, b.parked, b.text)},
    e.FigureDisputed: lambda s, b, event: {"disputes": (*s.disputes, Dispute(b, event.at))},
    e.DisputeSettled: _settled,
    e.IndicatorJudged: lambda s, b, _: {"judged": _with(s.judged, b.item, b)},
    e.WeighingGiven: lambda s, b, _: {"weighings": _with(s.weighings, b.item, b)},
    e.ReflectionAnswered: lambda s, b, _: {
        "reflections": _with(s.reflections, (b.item, b.question), b)
    },
    e.AgreementMade: _agreement_made,
    e.AgreementRevised: _agreement_revised,
    e.AgreementPulledBack: lambda s, b, _: _agreement_changed(s, b.agreement, pulled_back=True),
    e.AgreementReviewed: lambda s, b, _: {"reviews": _with(s.reviews, b.agreement, b)},
    e.ClosingAnswered: lambda s, b, _: {"closing": _with(s.closing, (b.question, b.side), b.text)},
    e.ReadBack: lambda s, b, _: _agreement_changed(s, b.agreement, read_back=True),
    e.Confirmed: lambda s, b, _: {"confirmations": _with(s.confirmations, b.side, b)},
    e.Sealed: lambda s, b, event: {"sealed_at": event.at, "check_code": b.check_code},
    e.CouncilApproved: lambda s, b, _: {"council": _with(s.council, b.side, b)},
    e.CouncilReleased: _council_released,
    e.Drafted: lambda s, b, _: {},
    lasting.ReserveStated: lambda s, b, _: {"reserves": _with(s.reserves, b.side, b.text)},
    lasting.LineProjected: lambda s, b, _: _numbered(_note_changed(s, b.note, projected=True)),
    **{kind: lambda s, b, v: {"kept": (*s.kept, _kept(s, b, v))} for kind in lasting.LASTING},
    **{
        kind: lambda s, b, v: {"founded_here": (*s.founded_here, _kept(s, b, v))}
        for kind in lasting.FOUNDATIONS
    },
}
