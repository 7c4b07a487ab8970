"""Everything that can happen in a meeting, one small frozen model each.

A happening is what a person said or did; an Event is that happening with its place in the journal.
The order of events is their sequence, never the clock. Happenings are never changed once written:
a correction is a new happening. Readers accept every older ``v``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from telvertel.indicators.period import Grain
from telvertel.meeting import lasting
from telvertel.meeting.stages import Stage
from telvertel.meeting.terms import FROM_DISK as FROM_DISK
from telvertel.meeting.terms import TEXT, Answer, Bound, Frozen, PeriodId, Side, is_from_disk
from telvertel.meeting.terms import WALL_LINE as WALL_LINE
from telvertel.meeting.terms import is_period as is_period

# What an agenda item may say of its figures (Scope.to_query): codes only, a comma between several.
SCOPE_KEYS = (
    "gm", "providers", "care_forms", "age_bands", "grain", "since", "until", "breakdown", "areas",
)  # fmt: skip
BREAKDOWNS = (
    "provider", "care_form", "age_band", "part", "duration", "district", "neighbourhood",
)  # fmt: skip
_CODES = re.compile(r"[A-Za-z0-9_-]{1,40}(,[A-Za-z0-9_-]{1,40}){0,199}", re.ASCII)


def _is_scope(key: str, value: str) -> bool:
    match key:
        case "since" | "until":
            return is_period(value)
        case "grain":
            return value in list(Grain)
        case "breakdown":
            return value in BREAKDOWNS
        case "providers" if not value:
            return True  # nobody by name: the whole municipality
    return key in SCOPE_KEYS and _CODES.fullmatch(value) is not None


def _scope(value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """Known keys with known values; of what is on disk only those."""
    known = {key: one for key, one in value.items() if _is_scope(key, one)}
    if known != value and not is_from_disk(info):
        raise ValueError("no scope: a key or a value is not known")
    return known


ItemScope = Annotated[dict[str, str], AfterValidator(_scope)]


class Role(StrEnum):
    """What a browser session may do."""

    facilitator = "facilitator"
    wall = "wall"
    municipality = "municipality"
    provider = "provider"
    reader = "reader"


class Perspective(StrEnum):
    """From whose position a note speaks (M11)."""

    young_person = "young_person"
    parent = "parent"
    professional = "professional"
    provider_board = "provider_board"
    policy = "policy"
    purchasing = "purchasing"
    finance = "finance"
    referrer = "referrer"
    education = "education"
    certified_institution = "certified_institution"


class Purpose(StrEnum):
    learning = "learning"
    accountability = "accountability"
    purchasing = "purchasing"


class Task(StrEnum):
    facilitator = "facilitator"
    scribe = "scribe"
    timekeeper = "timekeeper"
    youth_advocate = "youth_advocate"


class NoteKind(StrEnum):
    fact = "fact"
    explanation = "explanation"
    precondition = "precondition"
    experience = "experience"
    question = "question"


class Basis(StrEnum):
    """What a story rests on (M16)."""

    case = "case"
    client_voice = "client_voice"
    registration = "registration"
    hunch = "hunch"


class ReasonTag(StrEnum):
    """Why it went otherwise than expected (M04)."""

    inflow = "inflow"
    staff = "staff"
    registration = "registration"
    referral = "referral"
    external = "external"
    heavier_target_group = "heavier_target_group"
    chain_waiting = "chain_waiting"
    intended = "intended"
    other = "other"


class StoryField(StrEnum):
    wall_line = "wall_line"
    what_we_see = "what_we_see"
    why = "why"
    what_provider_did = "what_provider_did"
    what_municipality_did = "what_municipality_did"
    young_voice = "young_voice"
    what_we_do_not_know = "what_we_do_not_know"


class AgendaReason(StrEnum):
    """Why an item is proposed. Good news is a reason too."""

    agreement_due = "agreement_due"
    disputed = "disputed"
    left_forecast_band = "left_forecast_band"
    signal = "signal"
    revised = "revised"
    good_news = "good_news"
    learning_open = "learning_open"  # a learning point that stays open
    difference_due = "difference_due"  # the datum that would settle two readings
    to_check = "to_check"  # an explanation to look at again
    unfinished = "unfinished"  # the last talk did not come to every stage
    never_discussed = "never_discussed"
    balance = "balance"
    chosen = "chosen"


class View(StrEnum):
    """What the wall shows."""

    welcome = "welcome"
    agenda = "agenda"
    last_agreements = "last_agreements"
    client_voice = "client_voice"
    item = "item"
    read_back = "read_back"
    closing = "closing"
    sealed = "sealed"
    neutral = "neutral"
    definition = "definition"  # the card of an item: what it counts, and what it does not say
    then = "then"  # zoals we het toen zagen: figures that were revised since the last talk
    dispute = "dispute"  # a disputed figure in full: both numbers, and what will settle it
    round = "round"  # a silent round: its question while it runs, its lines when it is over
    join = "join"  # how to take part with a phone
    wall_test = "wall_test"  # can the last row read this?
    reserves = "reserves"  # what each side holds back on
    learning = "learning"  # one learning point, or those that stay open too long
    preconditions = "preconditions"  # the board
    frameworks = "frameworks"  # limit, value, margin
    principles = "principles"  # vision, ambition, principle, figure, agreement
    difference = "difference"  # two readings at equal size
    mishap = "mishap"  # what went wrong and what we learn


class Outcome(StrEnum):
    """The weighing after explanation (M03). People choose it; nothing computes it."""

    met = "met"
    not_met_valued = "not_met_valued"
    not_met_improve = "not_met_improve"
    too_early = "too_early"


class Reflection(StrEnum):
    ambition = "ambition"
    frameworks = "frameworks"
    principles = "principles"


class AgreementKind(StrEnum):
    """The three kinds of intervention of *Twaalf lessen*, and none (M46)."""

    execution = "execution"
    organisation = "organisation"
    policy_purchasing = "policy_purchasing"
    none = "none"


class Helped(StrEnum):
    yes = "yes"
    partly = "partly"
    no = "no"
    too_early = "too_early"
    unknown = "unknown"


class DisputeKind(StrEnum):
    definition = "definition"
    delivery = "delivery"
    attribution = "attribution"
    count = "count"


class Direction(StrEnum):
    """Where a side expects a figure to have gone; never a wish."""

    up = "up"
    level = "level"
    down = "down"


class Position(StrEnum):
    """Where somebody stands on an explanation: shown as a spread, never as a majority."""

    agree = "agree"
    partly = "partly"
    disagree = "disagree"
    unknown = "unknown"


class RoundKind(StrEnum):
    """What a silent round on the phones asks for."""

    lines = "lines"
    positions = "positions"


class Confirmation(StrEnum):
    confirmed = "confirmed"
    seen_not_confirmed = "seen_not_confirmed"


class Person(Frozen):
    """Somebody at the table: a role, not necessarily a name."""

    role: str = Field(min_length=1, max_length=80)
    side: Side | None = None
    perspective: Perspective | None = None
    name: str = Field(default="", max_length=80)
    task: Task | None = None
    present: bool = True


class AgendaItem(Frozen):
    """One indicator as a question, with its minutes and the reason it is here."""

    id: str
    indicator: str
    scope: ItemScope  # Scope.to_query()
    minutes: int = Field(ge=1, le=60)
    reason: AgendaReason = AgendaReason.chosen
    reason_text: str = Field(default="", max_length=300)


class MeetingPlanned(Frozen):
    """The frame of the meeting; written again when it changes, the last one holds."""

    kind: Literal["meeting_planned"] = "meeting_planned"
    title: str = Field(min_length=1, max_length=120)
    municipality: str  # code, e.g. GM9901
    municipality_name: str
    providers: tuple[str, ...]  # codes; more than one is a partnership or a joint table
    provider_names: tuple[str, ...]
    consortium: bool = False
    partnership: str = Field(default="", max_length=120)  # its name, when they work as one (M40)
    purpose: Purpose = Purpose.learning
    goal: str = Field(default="", max_length=160)  # the shared goal, on top of every wall screen
    held_on: date
    starts_at: time = time(14, 0)
    minutes: int = Field(default=90, ge=10, le=300)
    grain: Grain = Grain.quarter
    since: Bound = None
    until: Bound = None
    previous: str | None = None  # id of the meeting before this one
    plain: bool = False  # chart, story, agreement; no stages
    without: tuple[lasting.Extra, ...] = ()  # what goes beyond that and is off
    predict: bool = False  # each side says what it expects before the newest points appear
    phones: bool = False  # silent rounds from phones
    screen_height_m: float = Field(default=1.2, gt=0.3, le=10)
    farthest_seat_m: float = Field(default=6.0, gt=0.5, le=60)
    fictional: bool = False


class PeopleNoted(Frozen):
    kind: Literal["people_noted"] = "people_noted"
    people: tuple[Person, ...]


class AgendaSet(Frozen):
    kind: Literal["agenda_set"] = "agenda_set"
    items: tuple[AgendaItem, ...]
    reason: str = Field(default="", max_length=300)  # why money does not come last (M24)


class StoryPrepared(Frozen):
    """One field of one side's prepared story; the last text per item, side and field holds."""

    kind: Literal["story_prepared"] = "story_prepared"
    item: str
    side: Side
    field: StoryField
    text: str = Field(max_length=TEXT)


class ClientVoiceGiven(Frozen):
    """Anonymised words of a young person or parent that open the talk (M73)."""

    kind: Literal["client_voice_given"] = "client_voice_given"
    text: str = Field(max_length=600)
    source: str = Field(default="", max_length=160)


class MeetingOpened(Frozen):
    kind: Literal["meeting_opened"] = "meeting_opened"


class FiguresFrozen(Frozen):
    """The released figures, the norms and the card an item is talked about with, as they were."""

    kind: Literal["figures_frozen"] = "figures_frozen"
    item: str
    card: dict[str, Any]
    figures: tuple[dict[str, Any], ...]  # privacy.release.freeze(...), the own series first
    norms: tuple[dict[str, Any], ...] = ()
    breaks: tuple[dict[str, Any], ...] = ()
    reading: dict[str, Any] | None = None
    # The delivery that changed the own series last: version, on, why, files, rows_in, rows_kept,
    # rows_out (reason, rows), checks; rows in fives, None for a few. None: not kept at the time.
    account: dict[str, Any] | None = None
    # What was revised since the figure was last talked about: one dict per period and group, with
    # before and after as shown and the reason that came with the delivery.
    revisions: tuple[dict[str, Any], ...] = ()
    # The earlier meeting that talked about the same figures: its id and day; None when none did.
    last_talk: dict[str, str] | None = None
    # What wijken and buurten of the own series are called: code → name.
    names: dict[str, str] = {}


class Shown(Frozen):
    """What the wall is to show; for an item the stage comes with it."""

    kind: Literal["shown"] = "shown"
    view: View
    item: str | None = None
    stage: Stage | None = None
    agreement: str | None = None
    round: str | None = None
    dispute: str | None = None
    about: str | None = None  # a learning point, a difference or a mishap


class RoomSet(Frozen):
    """How large and how dark the wall is: the room, and what the facilitator added to it."""

    kind: Literal["room_set"] = "room_set"
    screen_height_m: float = Field(gt=0.3, le=10)
    farthest_seat_m: float = Field(gt=0.5, le=60)
    larger: int = Field(default=0, ge=-10, le=12)  # steps of 5 %, never below what the room needs
    dark: bool = False


class MinutesSet(Frozen):
    """Minutes of agenda items, given anew: taken from another item, or divided after a late start.

    ``minutes`` holds the items that change; the others keep theirs.
    """

    kind: Literal["minutes_set"] = "minutes_set"
    minutes: dict[str, Annotated[int, Field(ge=1, le=120)]]


class PredictionGiven(Frozen):
    """What a side expects of the newest point, said before it is seen (M02, Voorspel eerst)."""

    kind: Literal["prediction_given"] = "prediction_given"
    item: str
    side: Side
    direction: Direction | None = None
    value: float | None = Field(default=None, allow_inf_nan=False)  # in the unit of the card
    why: str = Field(default="", max_length=600)
    known: bool = False  # "wisten we al": this side had seen the figure


class SurpriseTold(Frozen):
    """After the newest points are seen; the gap is shown only when both sides agree to that."""

    kind: Literal["surprise_told"] = "surprise_told"
    item: str
    side: Side
    surprised: bool | None = None
    show_gap: bool = False


class NoteWritten(Frozen):
    """One thing said, pinned to a picture. ``note`` is made on the device and never changes."""

    kind: Literal["note_written"] = "note_written"
    note: str
    item: str
    stage: Stage
    note_kind: NoteKind
    text: str = Field(min_length=1, max_length=TEXT)
    side: Side | None = None  # None: said together, or by neither side
    perspective: Perspective | None = None
    period: PeriodId = None
    group: str | None = None
    basis: Basis | None = None
    reason_tag: ReasonTag | None = None
    reason_side: Side | None = None  # on whose side the reason lies, if on one
    evidence: str = Field(default="", max_length=300)  # where the reason can be seen
    follow_up: date | None = None  # when to look again whether it holds (M16)
    visibility: lasting.Visibility = lasting.Visibility.parties
    theme: lasting.Theme | None = None
    principles: tuple[str, ...] = ()
    reading: str | None = None  # what could be said of the pinned point at that moment
    overruled: tuple[str, ...] = ()  # text concerns that the facilitator set aside


# What can be taken off a line again; its evidence and its principles are simply given empty.
Clearable = Literal["perspective", "basis", "reason_tag", "reason_side", "follow_up", "theme"]


class NoteRevised(Frozen):
    kind: Literal["note_revised"] = "note_revised"
    note: str
    text: str = Field(min_length=1, max_length=TEXT)
    note_kind: NoteKind | None = None
    side: Side | None = None
    period: PeriodId = None
    reading: str | None = None  # of the new period; a line that keeps its period keeps its reading
    restores: bool = False  # rewritten as a held line, by somebody who knew; else it stays held
    # What hangs on the line; None leaves it as it is, and ``clears`` names what is taken away.
    perspective: Perspective | None = None
    basis: Basis | None = None
    reason_tag: ReasonTag | None = None
    reason_side: Side | None = None
    evidence: str | None = Field(default=None, max_length=300)
    follow_up: date | None = None
    visibility: lasting.Visibility | None = None
    theme: lasting.Theme | None = None
    principles: tuple[str, ...] | None = None
    clears: tuple[Clearable, ...] = ()


class LinePulledBack(Frozen):
    """Taken off the wall; the history keeps that there was a line, and why it went."""

    kind: Literal["line_pulled_back"] = "line_pulled_back"
    note: str
    reason: str = Field(default="", max_length=300)


class LineHeld(Frozen):
    """Even niet: off the wall at once and out of the minutes, until somebody decides about it."""

    kind: Literal["line_held"] = "line_held"
    note: str


class LineRestored(Frozen):
    """A held line goes back as it was; rewritten it comes back as a NoteRevised that restores."""

    kind: Literal["line_restored"] = "line_restored"
    note: str


class WipeGround(StrEnum):
    """Why words are erased; what they were is never told."""

    recognisable = "recognisable"  # somebody could be recognised in them
    asked = "asked"  # whom they are about, or who said them, asked for it
    mistake = "mistake"  # they were not said like this, or not to be written down


class LineWiped(Frozen):
    """A held line goes for good: that there was one and on what ground it went stays, what it said
    is erased everywhere. Lines that went before grounds were asked have none."""

    kind: Literal["line_wiped"] = "line_wiped"
    note: str
    ground: WipeGround | None = None


class RoundLineWiped(Frozen):
    """One line of a silent round goes for good; ``line`` is its place in the round, from 0."""

    kind: Literal["round_line_wiped"] = "round_line_wiped"
    round: str
    line: int = Field(ge=0)
    ground: WipeGround | None = None


class LooksFor(StrEnum):
    """For whom somebody looks at a text a second time."""

    municipality = "municipality"
    provider = "provider"
    privacy_officer = "privacy_officer"


class TextPassed(Frozen):
    """Somebody looked at a text in which a person might be recognised, and let it stand: the
    facilitator while it was typed, or a second pair of eyes before it leaves (``second``)."""

    kind: Literal["text_passed"] = "text_passed"
    said: int = Field(ge=1)  # sequence of the happening that holds the text
    field: str = Field(min_length=1, max_length=80)
    concerns: tuple[str, ...] = Field(min_length=1, max_length=20)  # kinds, never what was found
    second: bool = False
    by: str = Field(default="", max_length=120)  # role of who looked
    looks_for: LooksFor | None = None  # None: by the facilitator, or not kept at the time
    reason: str = Field(default="", max_length=300)  # why it stands although it points at somebody


class PositionTaken(Frozen):
    """Where a side stands on an explanation, said aloud; the last one of a side holds."""

    kind: Literal["position_taken"] = "position_taken"
    note: str
    side: Side
    position: Position


class RoundOpened(Frozen):
    """A silent round on the phones begins: a few minutes in which everybody writes alone."""

    kind: Literal["round_opened"] = "round_opened"
    round: str
    item: str
    round_kind: RoundKind
    question: str = Field(min_length=1, max_length=300)
    note: str | None = None  # the explanation that positions are taken on
    seconds: int = Field(default=120, ge=30, le=900)


ROUND_LINE = 600  # letters of one line of a round


class RoundLine(Frozen):
    """One line of a round: whose side at most, never who or when."""

    side: Side | None
    text: str = Field(min_length=1, max_length=ROUND_LINE)


class PositionCount(Frozen):
    side: Side | None
    position: Position
    count: int = Field(ge=1)


class RoundClosed(Frozen):
    """What came out of a round, all at once and in no order; made at the server only."""

    kind: Literal["round_closed"] = "round_closed"
    round: str
    lines: tuple[RoundLine, ...] = ()
    positions: tuple[PositionCount, ...] = ()
    left_out: int = 0  # too few to stay anonymous: counted, not kept


class Parked(Frozen):
    """Put aside to come back to: for a later stage of an item, or for after the meeting."""

    kind: Literal["parked"] = "parked"
    parked: str
    text: str = Field(min_length=1, max_length=TEXT)
    item: str | None = None
    side: Side | None = None
    stage: Stage | None = None  # the stage it waits for, if it waits for one


class ParkedSettled(Frozen):
    kind: Literal["parked_settled"] = "parked_settled"
    parked: str
    text: str = Field(default="", max_length=TEXT)  # what became of it


class FigureDisputed(Frozen):
    """A recorded objection to a number. The number itself stays as it is."""

    kind: Literal["figure_disputed"] = "figure_disputed"
    dispute: str
    item: str
    side: Side
    dispute_kind: DisputeKind
    text: str = Field(min_length=1, max_length=TEXT)
    period: PeriodId = None
    own_value: str = Field(default="", max_length=60)
    own_source: str = Field(default="", max_length=160)
    owner: str = Field(default="", max_length=120)
    due: date | None = None
    settled_by: str = Field(default="", max_length=300)  # what will settle it


class DisputeSettled(Frozen):
    kind: Literal["dispute_settled"] = "dispute_settled"
    dispute: str
    text: str = Field(min_length=1, max_length=TEXT)
    raised_in: str | None = None  # the earlier meeting it was raised in; None: this one


class IndicatorJudged(Frozen):
    """Does this figure tell how our young people fare? (M21)"""

    kind: Literal["indicator_judged"] = "indicator_judged"
    item: str
    tells: Answer
    text: str = Field(default="", max_length=TEXT)


class WeighingGiven(Frozen):
    """The human judgement after the talk. Reasons are not optional; the number stays."""

    kind: Literal["weighing_given"] = "weighing_given"
    item: str
    outcome: Outcome
    reasons: str = Field(min_length=1, max_length=TEXT)
    municipality_share: str = Field(min_length=1, max_length=TEXT)
    title: str = Field(default="", max_length=120)  # the sentence the room agreed on
    strength: lasting.Strength | None = None


class ReflectionAnswered(Frozen):
    kind: Literal["reflection_answered"] = "reflection_answered"
    item: str | None = None
    question: Reflection
    answer: Answer
    text: str = Field(default="", max_length=TEXT)


class AgreementMade(Frozen):
    """Who does what before when. A missing owner or date is shown as missing, never refused."""

    kind: Literal["agreement_made"] = "agreement_made"
    agreement: str
    item: str | None = None
    if_text: str = Field(default="", max_length=TEXT)  # als …
    then_text: str = Field(min_length=1, max_length=TEXT)  # dan …
    who: str = Field(default="", max_length=120)
    side: Side | None = None
    due: date | None = None
    agreement_kind: AgreementKind | None = None
    expected_effect: str = Field(default="", max_length=TEXT)
    visible_from: PeriodId = None  # first period in which the chart can show it
    needs_from_municipality: str = Field(default="", max_length=TEXT)
    reason: str = Field(default="", max_length=TEXT)  # why, for "none" above all
    alternative: str = Field(default="", max_length=TEXT)  # what else was considered (M71)
    indicators: tuple[str, ...] = ()  # further figures it is about (M36)
    principles: tuple[str, ...] = ()
    themes: tuple[lasting.Theme, ...] = ()
    contract: str = Field(default="", max_length=160)  # perceel or contract (M39)
    contract_fit: lasting.ContractFit | None = None
    note: str | None = None  # the reason it answers (M05)


class AgreementRevised(Frozen):
    """A corrected agreement: the whole of it, so that the history reads on its own."""

    kind: Literal["agreement_revised"] = "agreement_revised"
    to: AgreementMade
    reason: str = Field(default="", max_length=300)


class AgreementPulledBack(Frozen):
    kind: Literal["agreement_pulled_back"] = "agreement_pulled_back"
    agreement: str
    reason: str = Field(min_length=1, max_length=300)


class AgreementReviewed(Frozen):
    """Kept? and, separately, helped? Never without a sentence on the result (M31)."""

    kind: Literal["agreement_reviewed"] = "agreement_reviewed"
    agreement: str
    made_in: str  # meeting id
    kept: Answer
    helped: Helped
    result: str = Field(min_length=1, max_length=TEXT)
    continues: bool = False


class ClosingAnswered(Frozen):
    """One line per side at the end, and what goes to purchasing and policy."""

    kind: Literal["closing_answered"] = "closing_answered"
    question: Literal["asks_of_me", "to_policy"]
    side: Side
    text: str = Field(max_length=TEXT)


class ReadBack(Frozen):
    kind: Literal["read_back"] = "read_back"
    agreement: str


class Confirmed(Frozen):
    kind: Literal["confirmed"] = "confirmed"
    side: Side
    how: Confirmation
    by: str = Field(default="", max_length=120)  # role of who confirms


class Sealed(Frozen):
    """Nothing is added after this. The check code comes from the chain up to here."""

    kind: Literal["sealed"] = "sealed"
    check_code: str = Field(pattern=r"^[0-9A-F]{8}$")


class CouncilApproved(Frozen):
    """A side agrees that the council edition may leave the room, exactly as it read it."""

    kind: Literal["council_approved"] = "council_approved"
    side: Side
    edition: str = Field(pattern=r"^[0-9a-f]{16}$")  # what it read: report.council.mark_of
    agrees: bool = True  # False takes it back
    by: str = Field(default="", max_length=120)  # role of who approves


class CouncilReleased(Frozen):
    """The council edition was handed out for the first time; from then on it carries its day."""

    kind: Literal["council_released"] = "council_released"
    edition: str = Field(pattern=r"^[0-9a-f]{16}$")


class Drafted(Frozen):
    """Text being typed, not said yet: at the desk only, kept apart and dropped at sealing."""

    kind: Literal["drafted"] = "drafted"
    field: str = Field(max_length=200)
    text: str = Field(max_length=TEXT)


# What may be said after the seal: erasing, a second look at a text, and what becomes of the copy
# for the council.
AFTER_SEAL = (LineWiped, RoundLineWiped, TextPassed, CouncilApproved, CouncilReleased)

Happening = Annotated[
    MeetingPlanned
    | PeopleNoted
    | AgendaSet
    | StoryPrepared
    | ClientVoiceGiven
    | MeetingOpened
    | FiguresFrozen
    | Shown
    | RoomSet
    | MinutesSet
    | PredictionGiven
    | SurpriseTold
    | NoteWritten
    | NoteRevised
    | LinePulledBack
    | LineHeld
    | LineRestored
    | LineWiped
    | RoundLineWiped
    | TextPassed
    | PositionTaken
    | RoundOpened
    | RoundClosed
    | Parked
    | ParkedSettled
    | FigureDisputed
    | DisputeSettled
    | IndicatorJudged
    | WeighingGiven
    | ReflectionAnswered
    | AgreementMade
    | AgreementRevised
    | AgreementPulledBack
    | AgreementReviewed
    | ClosingAnswered
    | ReadBack
    | Confirmed
    | Sealed
    | CouncilApproved
    | CouncilReleased
    | Drafted
    | lasting.LearningPointNoted
    | lasting.LearningPointMoved
    | lasting.LearningPointLookedBack
    | lasting.PreconditionNoted
    | lasting.ClashNoted
    | lasting.DifferenceAgreed
    | lasting.ExplanationChecked
    | lasting.WishNoted
    | lasting.ReserveStated
    | lasting.MishapNoted
    | lasting.PrinciplesSet
    | lasting.VisionSet
    | lasting.FrameworksSet
    | lasting.AccountNoted
    | lasting.LineProjected,
    Field(discriminator="kind"),
]


class Saying(Frozen):
    """A happening on its way to the journal: who says it, on which device, what they had seen."""

    op: str = Field(min_length=8, max_length=64)  # made on the device: a retry is stored once
    meeting: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$")
    role: Role
    side: Side | None = None
    author: str = Field(default="", max_length=80)
    device: str = Field(default="", max_length=64)
    base: int | None = None  # sequence of the version the writer had seen
    body: Happening


class Event(Saying):
    """A happening as the journal holds it; ``sequence`` is the only order."""

    sequence: int = Field(ge=1)
    at: datetime  # UTC, for reading
    v: int = 1
