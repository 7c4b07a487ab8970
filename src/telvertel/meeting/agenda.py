"""The agenda as the tool would propose it: at most five indicators, each with its reason.

Pure. What stands out is ranked by why it does; then the proposal is held to three things people ask
of an agenda: something that goes well is on it, it tells how young people fare and not only how
much help there was, and money comes last (M22, M24). The facilitator decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from telvertel.indicators.catalogue import ORDER
from telvertel.indicators.definition import Kind
from telvertel.meeting.events import AgendaReason

MOST = 5  # items that fit a meeting of 90 minutes with room to talk

# Why something comes on the agenda, strongest first. "balance" and "chosen" rank nothing: they are
# given when an item is there for another reason than its own figures.
RANK = (
    AgendaReason.disputed,
    AgendaReason.agreement_due,
    AgendaReason.learning_open,
    AgendaReason.difference_due,
    AgendaReason.to_check,
    AgendaReason.left_forecast_band,
    AgendaReason.signal,
    AgendaReason.revised,
    AgendaReason.unfinished,
    AgendaReason.good_news,
    AgendaReason.never_discussed,
)

# What says how young people fare; ORDER puts these first and money last.
HOW_THEY_FARE = (Kind.outcome, Kind.experience)

# Of 90 minutes 12 go to the start and 15 to the end.
WHOLE, FOR_ITEMS = 90, 90 - 12 - 15


@dataclass(frozen=True)
class Ground:
    """One reason to talk about an indicator, with the sentence that explains it."""

    reason: AgendaReason
    text: str = ""


@dataclass(frozen=True)
class Candidate:
    """An indicator that could be talked about; without grounds nothing stands out."""

    indicator: str
    kind: Kind
    grounds: tuple[Ground, ...] = ()

    def ground(self, reason: AgendaReason) -> Ground | None:
        return next((one for one in self.grounds if one.reason is reason), None)

    @property
    def strongest(self) -> Ground:
        """The ground that ranks first; "chosen" when there is none."""
        found = (self.ground(reason) for reason in RANK)
        return next((one for one in found if one), Ground(AgendaReason.chosen))


@dataclass(frozen=True)
class Proposed:
    """A candidate with the reason that is given for it; ``chosen`` when it is in the proposal."""

    candidate: Candidate
    ground: Ground
    chosen: bool

    @property
    def indicator(self) -> str:
        return self.candidate.indicator


def propose(candidates: Sequence[Candidate], most: int = MOST) -> tuple[Proposed, ...]:
    """Every candidate once: the chosen ones in the order of the agenda, then the rest by rank.

    At most ``most`` are chosen, and none without a ground of its own.
    """
    ranked = [Proposed(one, one.strongest, False) for one in _ranked(candidates)]
    grounded = [one for one in ranked if one.ground.reason is not AgendaReason.chosen]
    chosen = _with_bright_spot(grounded[:most], grounded, most)
    chosen = _with_how_they_fare(chosen, grounded, most)
    taken = {one.indicator for one in chosen}
    rest = [one for one in ranked if one.indicator not in taken]
    return (*(replace(one, chosen=True) for one in _in_order(chosen)), *rest)


def minutes_for_items(meeting_minutes: int) -> int:
    """What of a meeting is left for its agenda items; rounded down."""
    return meeting_minutes * FOR_ITEMS // WHOLE


def minutes_each(meeting_minutes: int, items: int) -> int:
    """How many whole minutes each item gets when all get the same; all of it without items."""
    return max(1, minutes_for_items(meeting_minutes) // max(items, 1))


def minutes_over(meeting_minutes: int, planned: Iterable[int]) -> int:
    """How many minutes the items ask beyond what there is for them; negative is room left."""
    return sum(planned) - minutes_for_items(meeting_minutes)


def is_bright(candidate: Candidate) -> bool:
    """Whether there is something to learn from that goes well."""
    return candidate.ground(AgendaReason.good_news) is not None


def _ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """By reason; within a reason one of every kind before the second of any."""
    nth: Counter[tuple[int, Kind]] = Counter()
    placed = []
    for one in sorted(candidates, key=lambda one: one.indicator):
        reason = one.strongest.reason
        rank = RANK.index(reason) if reason in RANK else len(RANK)
        placed.append(((rank, nth[rank, one.kind], ORDER.index(one.kind)), one))
        nth[rank, one.kind] += 1
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def _in_order(chosen: Sequence[Proposed]) -> list[Proposed]:
    """By kind; within a kind the ranking stands, because sorting keeps it."""
    return sorted(chosen, key=lambda one: ORDER.index(one.candidate.kind))


def _with_bright_spot(
    chosen: list[Proposed], ranked: Sequence[Proposed], most: int
) -> list[Proposed]:
    """At least one development to learn from, when there is one."""
    bright = [one for one in ranked if is_bright(one.candidate)]
    if not bright or any(one in bright for one in chosen):
        return chosen
    ground = bright[0].candidate.ground(AgendaReason.good_news)
    return _taken_in(replace(bright[0], ground=ground), chosen, most)


def _with_how_they_fare(
    chosen: list[Proposed], ranked: Sequence[Proposed], most: int
) -> list[Proposed]:
    """At least one outcome or experience; it is there for balance, whatever its figures do."""
    faring = [one for one in ranked if one.candidate.kind in HOW_THEY_FARE]
    if not faring or any(one.candidate.kind in HOW_THEY_FARE for one in chosen):
        return chosen
    return _taken_in(replace(faring[0], ground=Ground(AgendaReason.balance)), chosen, most)


def _taken_in(one: Proposed, chosen: list[Proposed], most: int) -> list[Proposed]:
    """Take one in; when the agenda is full the lowest that is no bright spot makes room."""
    if len(chosen) < most:
        return [*chosen, one]
    kept = list(chosen)
    makes_room = next((x for x in reversed(kept) if not is_bright(x.candidate)), kept[-1])
    kept.remove(makes_room)
    return [*kept, one]
