"""What outlasts a meeting: learning points, preconditions, differences, and what both start from.

Every happening here has an id of its own that holds in the whole series, and says the whole of its
subject: the last one with the same id holds, whichever meeting it was said in. Figures are meant by
indicator, never by agenda item, for items live one meeting long.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from telvertel.meeting.terms import TEXT, Answer, Frozen, Side

LINE = 300  # letters of a field that takes one line


class Strength(StrEnum):
    """How strong a conclusion is (M69). One talk gives a signal, seldom more."""

    signal = "signal"
    indication = "indication"
    pattern = "pattern"
    established = "established"


class Level(StrEnum):
    """Where a learning point plays (M07)."""

    case = "case"
    shop_floor = "shop_floor"
    organisation = "organisation"
    municipality = "municipality"
    region = "region"
    state = "state"  # what only the state can change (M72)


class Route(StrEnum):
    """Along which way a learning point is secured: these four and no other (M08)."""

    process = "process"
    policy = "policy"
    purchasing = "purchasing"
    funding = "funding"


class Sector(StrEnum):
    """Which sectors a learning point touches (M12)."""

    youth_care = "youth_care"
    education = "education"
    health = "health"
    social_support = "social_support"
    income = "income"
    housing = "housing"
    safety = "safety"
    sport_culture = "sport_culture"


class Securing(StrEnum):
    """How far a learning point is; deciding is not the end of it (M13)."""

    raised = "raised"
    shared = "shared"
    decided = "decided"
    carried_out = "carried_out"
    effect_discussed = "effect_discussed"
    secured = "secured"
    let_go = "let_go"  # deliberately not


ENDED = (Securing.secured, Securing.let_go)


class Theme(StrEnum):
    """What an agreement or a line is about, whichever figure it stands with (M17, M55)."""

    experiment = "experiment"
    cooperation = "cooperation"
    normalising = "normalising"
    consultation = "consultation"


class ContractFit(StrEnum):
    """Does it fit the contract it would be done under? (M39)"""

    fits = "fits"
    does_not_fit = "does_not_fit"
    unknown = "unknown"


class Visibility(StrEnum):
    """How far a line goes (M30). What is for the talk alone stands in no minutes, and comes on the
    wall only after a second yes."""

    talk = "talk"
    parties = "parties"
    public = "public"


class PreconditionKind(StrEnum):
    """What a practice has to work within (M33)."""

    purchasing_strategy = "purchasing_strategy"
    budget_structure = "budget_structure"
    delivery_variant = "delivery_variant"
    administrative_practice = "administrative_practice"
    law = "law"
    contract = "contract"


class Bearing(StrEnum):
    gives_room = "gives_room"
    obstructs = "obstructs"


class Disposition(StrEnum):
    """What both want with a precondition (M35)."""

    keep = "keep"
    adapt = "adapt"
    let_go = "let_go"
    escalate = "escalate"


class Relation(StrEnum):
    """How two preconditions go together (M34)."""

    clashes = "clashes"
    overlaps = "overlaps"
    strengthens = "strengthens"


class Held(StrEnum):
    """Whether an earlier explanation held."""

    held = "held"
    did_not_hold = "did_not_hold"
    unclear = "unclear"


class FrameworkKind(StrEnum):
    financial = "financial"
    legal = "legal"


class Extra(StrEnum):
    """What goes beyond chart, story and agreement; each can be off in a meeting."""

    learning = "learning"
    preconditions = "preconditions"
    principles = "principles"
    perspectives = "perspectives"
    differences = "differences"
    reserves = "reserves"


class LearningPointNoted(Frozen):
    """Something learned that has to reach policy, purchasing or funding."""

    kind: Literal["learning_point_noted"] = "learning_point_noted"
    learning: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=TEXT)
    indicator: str | None = None
    side: Side | None = None
    level: Level | None = None
    meaning: str = Field(default="", max_length=TEXT)  # what does this mean for the system?
    sectors: tuple[Sector, ...] = ()
    route: Route | None = None
    target_document: str = Field(default="", max_length=LINE)
    due: date | None = None  # of the document: the next tender, budget or ordinance
    key_role: str = Field(default="", max_length=120)  # sleutelfiguur (M10)
    key_department: str = Field(default="", max_length=120)
    strength: Strength | None = None
    pilot: bool = False
    # Pilot → regular: the preconditions that were looked at, of PreconditionKind (M41).
    ready: tuple[PreconditionKind, ...] = ()
    themes: tuple[Theme, ...] = ()
    principles: tuple[str, ...] = ()
    note: str | None = None  # the line it came from
    reason: str = Field(default="", max_length=LINE)  # why it was corrected, or taken away
    dropped: bool = False  # said by mistake: it leaves every list, and the history keeps it


class LearningPointMoved(Frozen):
    """One step on, or deliberately no further; never without a sentence on what happened."""

    kind: Literal["learning_point_moved"] = "learning_point_moved"
    learning: str
    to: Securing
    text: str = Field(min_length=1, max_length=TEXT)


class LearningPointLookedBack(Frozen):
    """Nog steeds zo? Asked of what was secured, so that it does not slide back (M57)."""

    kind: Literal["learning_point_looked_back"] = "learning_point_looked_back"
    learning: str
    still: Answer
    text: str = Field(min_length=1, max_length=TEXT)


class PreconditionNoted(Frozen):
    """A precondition as it stands: gives room or obstructs, and what both want with it."""

    kind: Literal["precondition_noted"] = "precondition_noted"
    precondition: str = Field(min_length=1, max_length=80)
    precondition_kind: PreconditionKind
    text: str = Field(min_length=1, max_length=TEXT)
    bearing: Bearing | None = None
    indicator: str | None = None
    agreement: str | None = None
    needed: Answer | None = None
    why: str = Field(default="", max_length=TEXT)
    who_can_change: str = Field(default="", max_length=LINE)
    disposition: Disposition | None = None
    escalate_to: str = Field(default="", max_length=LINE)  # region, VNG, the state (M72)
    dropped: bool = False  # off the board
    reason: str = Field(default="", max_length=LINE)


class ClashNoted(Frozen):
    """How two preconditions go together, with an example and who looks after it."""

    kind: Literal["clash_noted"] = "clash_noted"
    clash: str = Field(min_length=1, max_length=80)
    one: str  # ids of preconditions
    other: str
    relation: Relation
    example: str = Field(default="", max_length=TEXT)
    owner: str = Field(default="", max_length=120)
    dropped: bool = False


class DifferenceAgreed(Frozen):
    """Agreeing to differ: two readings of the same figure, and what would convince us."""

    kind: Literal["difference_agreed"] = "difference_agreed"
    difference: str = Field(min_length=1, max_length=80)
    indicator: str | None = None
    provider_reading: str = Field(min_length=1, max_length=TEXT)
    municipality_reading: str = Field(min_length=1, max_length=TEXT)
    datum: str = Field(min_length=1, max_length=TEXT)  # welk gegeven zou ons overtuigen?
    owner: str = Field(default="", max_length=120)
    due: date | None = None
    settled: str = Field(default="", max_length=TEXT)  # what the datum told; empty: still open
    dropped: bool = False  # said by mistake: it leaves every list, and the history keeps it
    reason: str = Field(default="", max_length=LINE)  # why it was taken away


class ExplanationChecked(Frozen):
    """Whether an explanation of an earlier meeting held."""

    kind: Literal["explanation_checked"] = "explanation_checked"
    note: str
    made_in: str  # meeting id
    held: Held
    text: str = Field(default="", max_length=TEXT)


class WishNoted(Frozen):
    """A figure one would like to have, with its burden, and what is dropped instead (M23, M49)."""

    kind: Literal["wish_noted"] = "wish_noted"
    wish: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=LINE)  # what we want to know
    what_for: str = Field(default="", max_length=TEXT)
    how_obtained: str = Field(default="", max_length=TEXT)
    how_often: str = Field(default="", max_length=120)
    minutes: int | None = Field(default=None, ge=0, le=100_000)  # of provider's work, per year
    drops: str = Field(default="", max_length=TEXT)  # wat schrappen we?
    owner: str = Field(default="", max_length=120)
    settled: str = Field(default="", max_length=TEXT)  # granted or given up, and why
    dropped: bool = False  # said by mistake: it leaves every list, and the history keeps it
    reason: str = Field(default="", max_length=LINE)  # why it was taken away


class ReserveStated(Frozen):
    """What a side holds back on and why, put on the table at the start (M14)."""

    kind: Literal["reserve_stated"] = "reserve_stated"
    side: Side
    text: str = Field(max_length=TEXT)


class MishapNoted(Frozen):
    """What went wrong and what we learn, without blame; never counted, never compared (M29)."""

    kind: Literal["mishap_noted"] = "mishap_noted"
    mishap: str = Field(min_length=1, max_length=80)
    indicator: str | None = None
    text: str = Field(min_length=1, max_length=TEXT)
    learned: str = Field(default="", max_length=TEXT)
    dropped: bool = False  # said by mistake: it leaves every list, and the history keeps it
    reason: str = Field(default="", max_length=LINE)  # why it was taken away


class Principle(Frozen):
    id: str = Field(pattern=r"^[a-z0-9_-]{1,60}$")
    name: str = Field(min_length=1, max_length=120)
    text: str = Field(default="", max_length=600)


class Ambition(Frozen):
    id: str = Field(pattern=r"^[a-z0-9_-]{1,60}$")
    name: str = Field(min_length=1, max_length=LINE)
    principles: tuple[str, ...] = ()


class Framework(Frozen):
    """A limit with where it stands now. Numbers are people's own, never a sum of the figures."""

    id: str = Field(pattern=r"^[a-z0-9_-]{1,60}$")
    name: str = Field(min_length=1, max_length=120)
    framework_kind: FrameworkKind
    limit: float | None = Field(default=None, allow_inf_nan=False)
    at_least: bool = False  # the limit is a lower one: a legal minimum
    value: float | None = Field(default=None, allow_inf_nan=False)
    expected: float | None = Field(default=None, allow_inf_nan=False)  # prognosis, end of year
    unit: str = Field(default="", max_length=40)
    source: str = Field(default="", max_length=160)
    owner: str = Field(default="", max_length=120)  # who has the regie (M50)


class PrinciplesSet(Frozen):
    """The leading principles of a municipality from a day on; the reason is not optional (M52)."""

    kind: Literal["principles_set"] = "principles_set"
    principles: tuple[Principle, ...] = Field(max_length=12)
    valid_from: date
    reason: str = Field(min_length=1, max_length=LINE)


class VisionSet(Frozen):
    """Vision and ambitions from a day on; an ambition names the principles it rests on (M51)."""

    kind: Literal["vision_set"] = "vision_set"
    vision: str = Field(max_length=TEXT)
    ambitions: tuple[Ambition, ...] = Field(default=(), max_length=12)
    valid_from: date
    reason: str = Field(min_length=1, max_length=LINE)


class FrameworksSet(Frozen):
    """The frameworks, financial and legal, from a day on (M74)."""

    kind: Literal["frameworks_set"] = "frameworks_set"
    frameworks: tuple[Framework, ...] = Field(max_length=20)
    valid_from: date
    reason: str = Field(min_length=1, max_length=LINE)


class AccountNoted(Frozen):
    """To whom a team gives account, and who pays it; more than one line per team shows (M38)."""

    kind: Literal["account_noted"] = "account_noted"
    account: str = Field(min_length=1, max_length=80)
    team: str = Field(min_length=1, max_length=120)
    indicator: str | None = None
    commissioner: str = Field(default="", max_length=120)  # opdrachtgever
    accounts_to: str = Field(default="", max_length=120)
    financier: str = Field(default="", max_length=120)
    dropped: bool = False


class LineProjected(Frozen):
    """The second yes: a line that was for the talk alone goes on the wall; no minutes hold it."""

    kind: Literal["line_projected"] = "line_projected"
    note: str


# Said in one meeting, holding in those after it.
LASTING = (
    LearningPointNoted,
    LearningPointMoved,
    LearningPointLookedBack,
    PreconditionNoted,
    ClashNoted,
    DifferenceAgreed,
    ExplanationChecked,
    WishNoted,
    MishapNoted,
    AccountNoted,
)
# Holding for every meeting of the municipality, from a day on.
FOUNDATIONS = (PrinciplesSet, VisionSet, FrameworksSet)
