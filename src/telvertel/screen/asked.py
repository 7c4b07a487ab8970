"""Asked: which figure a page is about. It stands in the address as codes, never as words, so that a
link shows the same to everybody, in both languages and in another browser.

What an address asks for and nobody knows falls back, choice by choice; the page always opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from telvertel import ROOT, counting
from telvertel.figures.areas import those
from telvertel.figures.scope import AGE_BANDS, AREAS, CARE_FORMS, Breakdown, Scope
from telvertel.indicators.definition import PARTS, Family, Indicator, Shape, by_duration, naming
from telvertel.indicators.period import Grain, containing, read
from telvertel.screen import cached, room, session

INDICATOR, BESIDE, VERSION, COMPARED = "indicator", "ernaast", "versie", "vergelijk"
ALIKE, NORMS = "gemeenten", "normen"
SECOND = "tweede"  # a second cut; what it takes stands in the address as tweede_providers, …
OF_SECOND = ("providers", "care_forms", "age_bands")
SECOND_CARD = f"{SECOND}_indicator"
OF_SCOPE = (
    "gm",
    "grain",
    "providers",
    "care_forms",
    "age_bands",
    "since",
    "until",
    "breakdown",
    "areas",
)
REMEMBERED = "asked"  # a click in the menu drops the address; the session then knows


@dataclass(frozen=True)
class Known:
    """What can be asked for in this installation."""

    cards: Mapping[str, Indicator]
    names: Mapping[str, str]  # code of a municipality or provider → its name
    municipalities: tuple[str, ...]
    providers: tuple[str, ...]
    periods: Mapping[Grain, tuple[str, ...]]  # ids in order, per grain
    version: str  # whose figures these are
    versions: tuple[str, ...]  # ids, newest first; the first is in use

    def grains(self, card: Indicator) -> tuple[Grain, ...]:
        """The grain of the card and coarser ones, where there are figures."""
        fine_to_coarse = tuple(Grain)
        sensible = fine_to_coarse[fine_to_coarse.index(card.grain) :]
        return tuple(one for one in sensible if self.periods[one]) or (card.grain,)


@dataclass(frozen=True)
class Second:
    """What a second cut takes, of the same place and over the same time; empty is all. Of another
    figure in the same unit when ``card`` says so."""

    providers: tuple[str, ...] = ()
    care_forms: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    card: Indicator | None = None


@dataclass(frozen=True)
class Asked:
    """One indicator in one scope; ``beside`` asks for published figures as context, ``earlier`` for
    the figures as they were in a version of before."""

    card: Indicator
    scope: Scope
    beside: bool = False
    earlier: str | None = None  # id of a version that is not in use any more
    compared: bool = False  # providers beside each other
    second: Second | None = None  # another cut on the same axes
    alike: bool = False  # municipalities like this one beside it
    norms: bool = False  # target and forecast in the picture

    @property
    def second_scope(self) -> Scope | None:
        """The scope of the second cut; None when only one is asked for."""
        if self.second is None:
            return None
        taken = {name: getattr(self.second, name) for name in OF_SECOND}
        return self.scope.model_copy(update=taken)

    @property
    def second_card(self) -> Indicator:
        """What the second cut is of: the same figure unless another was chosen."""
        return (self.second and self.second.card) or self.card

    def query(self) -> dict[str, str]:
        """Every choice as a code, for the address."""
        query = {INDICATOR: self.card.id, **self.scope.to_query()}
        if self.beside:
            query[BESIDE] = "1"
        if self.earlier:
            query[VERSION] = self.earlier
        if self.compared:
            query[COMPARED] = "1"
        if self.alike:
            query[ALIKE] = "1"
        if self.norms:
            query[NORMS] = "1"
        if self.second:
            query[SECOND] = "1"
            chosen = {one: ",".join(getattr(self.second, one)) for one in OF_SECOND}
            query |= {f"{SECOND}_{one}": codes for one, codes in chosen.items() if codes}
            query |= {SECOND_CARD: self.second.card.id} if self.second.card else {}
        return query

    def changed(self, **choices: Any) -> Asked:
        """The same with other choices of the scope."""
        return replace(self, scope=self.scope.model_copy(update=choices))

    def in_grain(self, grain: Grain) -> Asked:
        """The same stretch of time in periods of another length."""
        since, until = self.scope.since, self.scope.until
        return self.changed(
            grain=grain,
            since=containing(read(since).start, grain).id if since else None,
            until=containing(read(until).end, grain).id if until else None,
        )


def can_be_cut(card: Indicator) -> bool:
    """Whether care forms and ages can be chosen; what is delivered as a total cannot be cut."""
    return card.measure.family is not Family.observed


def can_be_paired(asked: Asked) -> bool:
    """Whether a second cut can stand on the same axes: one line or one distribution each."""
    measure = asked.card.measure
    lines = not measure.by_part and measure.shape is not Shape.amount
    drawn = lines or measure.shape is Shape.distribution
    return drawn and asked.scope.breakdown is None


def pairs(asked: Asked, known: Known) -> tuple[Indicator, ...]:
    """Other figures that can stand on the same axes, in these periods: lines in the same unit, and
    of a distribution those with the same parts."""
    return tuple(
        one
        for one in known.cards.values()
        if one.id != asked.card.id
        and one.unit is asked.card.unit
        and parts_of(one) == parts_of(asked.card)
        and asked.scope.grain in known.grains(one)
        and can_be_paired(replace(asked, card=one))
    )


def parts_of(card: Indicator) -> tuple[str, ...]:
    """What a distribution is divided in; () of a line."""
    is_whole = card.measure.shape is Shape.distribution
    return card.measure.out_of or PARTS[naming(card.measure)] if is_whole else ()


def breakdowns(card: Indicator) -> tuple[Breakdown, ...]:
    """How a card can be split; what has parts of its own is split by those already."""
    if card.measure.by_part:
        return ()
    if not can_be_cut(card):
        return (Breakdown.provider,)
    return (Breakdown.provider, Breakdown.care_form, Breakdown.age_band, *own_breakdowns(card))


def area_breakdowns(card: Indicator, scope: Scope, version: str) -> tuple[Breakdown, ...]:
    """Per district or neighbourhood, where somebody published figures of them."""
    whole = scope.whole()
    return tuple(one for one in AREAS if cached.areas(version, card.id, whole, one))


def own_breakdowns(card: Indicator) -> tuple[Breakdown, ...]:
    """What only this card can be split by: the other parts of a rate beside it, over the same
    people, and the duration of the help that ended."""
    beside = card.measure.shape is Shape.rate and len(PARTS[card.measure.family]) > 1
    parts = (Breakdown.part,) if beside else ()
    return (*parts, Breakdown.duration) if by_duration(card.measure) else parts


def known_here() -> Known | None:
    """What can be asked for in the version that the address names; as ``known`` otherwise."""
    return known(_remembered().get(VERSION))


def known(version: str | None = None) -> Known | None:
    """None when there are no figures or no cards yet; a version nobody knows is the one in use."""
    house = room.house()
    versions = tuple(one.id for one in counting.versions(house.warehouse))
    version = version if version in versions else house.warehouse.current
    parties = cached.parties(version) if version else ()
    municipalities = tuple(one.code for one in parties if one.kind == "municipality")
    if version is None or not house.catalogue.cards or not municipalities:
        return None
    return Known(
        cards=house.catalogue.cards,
        names={one.code: one.name for one in parties},
        municipalities=municipalities,
        providers=tuple(one.code for one in parties if one.kind == "provider"),
        periods=cached.periods(version),
        version=version,
        versions=versions,
    )


def of_address(known: Known) -> Asked:
    """What the address asks for; without an indicator in it, what this session asked last."""
    asked = read_query(_remembered(), known)
    session.keep(REMEMBERED, asked.query())
    return asked


def _remembered() -> Mapping[str, str]:
    query = session.addresses()
    return query if INDICATOR in query else session.kept(REMEMBERED, {})


def read_query(query: Mapping[str, str], known: Known) -> Asked:
    """The choices of an address, each by itself: what is not known falls back."""
    card = known.cards.get(query.get(INDICATOR, "")) or next(iter(known.cards.values()))
    place = query.get("gm")
    place = place if place in known.municipalities else known.municipalities[0]
    grains = [one.value for one in known.grains(card)]
    grain = Grain(query["grain"] if query.get("grain") in grains else grains[0])
    since, until = (_one(query.get(key), known.periods[grain]) for key in ("since", "until"))
    if since and until and since > until:
        since = until = ""
    cut = can_be_cut(card)
    split = _one(query.get("breakdown"), [one.value for one in breakdowns(card)])
    here = Scope(municipality=place, grain=grain, since=since or None, until=until or None)
    wanted = query.get("breakdown")
    # Only who asks for areas makes us look whether there are any.
    if wanted in AREAS and wanted in area_breakdowns(card, here, known.version):
        split = wanted
    valid = {
        "providers": _some(query.get("providers"), known.providers),
        "care_forms": _some(query.get("care_forms"), CARE_FORMS if cut else ()),
        "age_bands": _some(query.get("age_bands"), AGE_BANDS if cut else ()),
        "since": since,
        "until": until,
        "breakdown": split,
        "areas": ",".join(_areas(query, card, here, split, known.version)),
    }
    scope = Scope.from_query(valid, Scope(municipality=place, grain=grain))
    earlier = known.version if known.version != known.versions[0] else None
    keys = {"beside": BESIDE, "compared": COMPARED, "alike": ALIKE, "norms": NORMS}
    switches = {name: query.get(key) == "1" for name, key in keys.items()}
    found = Asked(card, scope, earlier=earlier, **switches)
    if query.get(SECOND) == "1" and can_be_paired(found):
        return replace(found, second=_second(query, known, found), norms=False)
    return found


def _areas(
    query: Mapping[str, str], card: Indicator, here: Scope, split: str, version: str
) -> tuple[str, ...]:
    """Which districts or neighbourhoods: those that have figures, as many as a picture holds."""
    if split not in AREAS:
        return ()
    wanted = query.get("areas", "").split(",")
    every = cached.areas(version, card.id, here, Breakdown(split))
    return those(every, wanted)


def _second(query: Mapping[str, str], known: Known, asked: Asked) -> Second:
    other = next((one for one in pairs(asked, known) if one.id == query.get(SECOND_CARD)), None)
    cut = can_be_cut(other or asked.card)
    allowed = (known.providers, CARE_FORMS if cut else (), AGE_BANDS if cut else ())
    taken = {
        name: tuple(one for one in _some(query.get(f"{SECOND}_{name}"), codes).split(",") if one)
        for name, codes in zip(OF_SECOND, allowed, strict=True)
    }
    return Second(**taken, card=other)


def put(asked: Asked) -> None:
    """Write every choice to the address and to the memory of the session."""
    query = asked.query()
    second = (SECOND, SECOND_CARD, *(f"{SECOND}_{one}" for one in OF_SECOND))
    names = (INDICATOR, *OF_SCOPE, BESIDE, VERSION, COMPARED, ALIKE, NORMS, *second)
    session.put_address({name: query.get(name, "") for name in names})
    session.keep(REMEMBERED, query)


def go(page: str, asked: Asked) -> None:
    """To a page about the same figure; the run of this page ends here."""
    st.switch_page(ROOT / "pages" / f"{page}.py", query_params=asked.query())


def _one(value: str | None, allowed: Iterable[str]) -> str:
    return value if value in allowed else ""


def _some(value: str | None, allowed: Iterable[str]) -> str:
    """The codes of a list that are allowed, each once, in the order in which they are known."""
    wanted = (value or "").split(",")
    return ",".join(one for one in allowed if one in wanted)
