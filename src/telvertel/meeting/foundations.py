"""What both sides start from: vision, ambitions, leading principles, frameworks, each from a day.

Pure. Set in any meeting of a municipality, they hold for all of its meetings from their day. As
long as a municipality set none, the six principles of Utrecht hold (M62, *Gooi het stelsel niet op
de schop; leer van elkaar*); their names are ``codes.principle.<id>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from telvertel.meeting import events as e
from telvertel.meeting.lasting import (
    AccountNoted,
    Framework,
    FrameworksSet,
    Principle,
    PrinciplesSet,
    VisionSet,
)
from telvertel.meeting.state import Meeting

DEFAULT_PRINCIPLES = (
    "life_world_central",
    "what_is_needed",
    "room_for_professionals",
    "possibilities_first",
    "as_near_as_possible",
    "simplicity",
)


@dataclass(frozen=True)
class Foundations:
    """What holds on a day; None: nobody set it yet."""

    principles: PrinciplesSet | None = None
    vision: VisionSet | None = None
    frameworks: FrameworksSet | None = None

    def principle(self, name: str) -> Principle | None:
        """A principle the municipality set itself; None for a default one."""
        own = self.principles.principles if self.principles else ()
        return next((one for one in own if one.id == name), None)

    @property
    def principle_ids(self) -> tuple[str, ...]:
        if self.principles is None:
            return DEFAULT_PRINCIPLES
        return tuple(one.id for one in self.principles.principles)


def foundations(meeting: Meeting, on: date | None = None) -> Foundations:
    """What holds in this meeting, or on another day; the last valid one of each kind."""
    day = on or (meeting.plan.held_on if meeting.plan else date.max)
    return Foundations(
        **{
            name: found[-1]
            for name, kind in _KINDS.items()
            if (found := [one for one in history(meeting, kind) if one.valid_from <= day])
        }
    )


def history(meeting: Meeting, kind: type) -> tuple:
    """Every version of one kind, the oldest first, each with its day and its reason (M52); of two
    for the same day the one said later comes later."""
    found = [kept.body for kept in meeting.founded if isinstance(kept.body, kind)]
    return tuple(sorted(found, key=lambda one: one.valid_from))


_KINDS = {"principles": PrinciplesSet, "vision": VisionSet, "frameworks": FrameworksSet}


def margin(framework: Framework) -> float | None:
    """What is left before the limit, from below or from above; None when either is unknown. Below
    zero: outside it (M74)."""
    if framework.limit is None or framework.value is None:
        return None
    left = framework.limit - framework.value
    return -left if framework.at_least else left


def accounts(meeting: Meeting) -> dict[str, tuple[AccountNoted, ...]]:
    """Team → its lines of account; more than one is what the room should see (M38)."""
    last = {k.body.account: k.body for k in meeting.all_kept if isinstance(k.body, AccountNoted)}
    found: dict[str, tuple[AccountNoted, ...]] = {}
    for one in last.values():
        if not one.dropped:
            found[one.team] = (*found.get(one.team, ()), one)
    return found


@dataclass(frozen=True)
class Coverage:
    """What speaks for a principle in a meeting: figures on the agenda, lines, agreements (M62)."""

    principle: str
    items: tuple[str, ...] = ()  # agenda items whose card names it
    notes: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    via: tuple[str, ...] = ()  # those of its items at which something was told

    @property
    def counted(self) -> bool:
        return bool(self.items)

    @property
    def told(self) -> bool:
        return bool(self.notes)


def coverage(meeting: Meeting, principles_of: dict[str, tuple[str, ...]]) -> tuple[Coverage, ...]:
    """Every principle that holds, in its order; ``principles_of`` is indicator → principles."""
    known = foundations(meeting).principle_ids
    return tuple(_covered(meeting, name, principles_of) for name in known)


def _covered(meeting: Meeting, name: str, principles_of: dict[str, tuple[str, ...]]) -> Coverage:
    items = tuple(
        item.id for item in meeting.agenda if name in principles_of.get(item.indicator, ())
    )
    made = meeting.standing_agreements()
    return Coverage(
        name,
        items=items,
        notes=tuple(n.id for n in meeting.notes if n.stands and name in n.written.principles),
        agreements=tuple(one.id for one in made if name in one.made.principles),
        via=tuple(item for item in items if _is_told(meeting, item)),
    )


def _is_told(meeting: Meeting, item: str) -> bool:
    """Whether a line stands at an item, or a side's prepared one that the room may see."""
    prepared = (meeting.story(item, side).get(e.StoryField.wall_line) for side in e.Side)
    return bool(meeting.notes_of(item) or (meeting.opened_at and any(prepared)))


@dataclass(frozen=True)
class Branch:
    """One ambition with the principles under it."""

    ambition: str | None  # None: principles that no ambition names
    principles: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """Vision → ambition → principle → indicator → agreement, with what hangs loose (M51)."""

    vision: str
    branches: tuple[Branch, ...]
    loose_items: tuple[str, ...]  # agenda items whose card names no principle that holds
    bare_principles: tuple[str, ...]  # principles without a figure on the agenda


def tree(meeting: Meeting, principles_of: dict[str, tuple[str, ...]]) -> Tree:
    """The tree of a meeting; figures and agreements are looked up by principle (``coverage``)."""
    found = foundations(meeting)
    ambitions = found.vision.ambitions if found.vision else ()
    named = {name for one in ambitions for name in one.principles}
    branches = [
        Branch(one.name, tuple(p for p in one.principles if p in found.principle_ids))
        for one in ambitions
    ]
    rest = tuple(name for name in found.principle_ids if name not in named)
    if rest:
        branches.append(Branch(None, rest))
    covered = coverage(meeting, principles_of)
    return Tree(
        vision=found.vision.vision if found.vision else "",
        branches=tuple(branches),
        loose_items=tuple(
            item.id
            for item in meeting.agenda
            if not set(principles_of.get(item.indicator, ())) & set(found.principle_ids)
        ),
        bare_principles=tuple(one.principle for one in covered if not one.counted),
    )


def money_not_last(agenda: tuple[e.AgendaItem, ...], means: frozenset[str]) -> bool:
    """Whether a figure about means stands before one that is not: that asks for a reason (M24)."""
    kinds = [item.indicator in means for item in agenda]
    return kinds != sorted(kinds)
