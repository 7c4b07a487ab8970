"""Messages of assignment, start, stop and request become a delivery of trajectories.

Usefulness, further help and a start in a crisis are not in iJw: they stay unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from telvertel.figures import checks
from telvertel.figures.intake.columns import COLUMNS, DTYPES, DeliveryKind
from telvertel.figures.intake.ijw.care_forms import NO_HELP, CareForms
from telvertel.figures.intake.ijw.corrections import (
    Assigned,
    Assignment,
    Corrected,
    assigned_key,
    assignments,
    corrected,
)
from telvertel.figures.intake.ijw.elements import Kind
from telvertel.figures.intake.ijw.end_reasons import EndReasons
from telvertel.figures.intake.ijw.stretches import Joined, Stretch, joined, merged
from telvertel.figures.intake.ijw.values import Item, wrong
from telvertel.figures.intake.regions import region_of
from telvertel.figures.problem import Problem, Remark, Rule, problem

KIND = DeliveryKind.trajectories
SCHEMA = {"row": pl.Int64(), **{one.name: DTYPES[one.type] for one in COLUMNS[KIND]}}
# A heading of a delivery → the element of a message that holds it.
_ELEMENTS = {"aanvang": "Begindatum", "einde": "Einddatum", "geboortejaar": "Geboortedatum"}


@dataclass
class Told:
    """Trajectories, everything that is wrong, and rows in and out (starts, and stops alone)."""

    frame: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    rows_in: int = 0
    rows_out: dict[str, int] = field(default_factory=dict)


def trajectories(
    items: Iterable[Item], forms: CareForms, reasons: EndReasons, file: str, today: date
) -> Told:
    """All trajectories of a delivery; ``file`` is how the delivery as a whole is called."""
    by_kind: dict[Kind, list[Item]] = {kind: [] for kind in Kind}
    for item in items:
        by_kind[item.kind].append(item)
    unknown = list(_reasons_unknown(by_kind[Kind.stop], reasons))
    if unknown:
        return Told(pl.DataFrame(schema=SCHEMA), unknown)
    starts, stops = corrected(by_kind[Kind.start]), corrected(by_kind[Kind.stop])
    known = joined(starts.items, stops.items)
    assigned = assignments(by_kind[Kind.assignment])
    formed = _with_forms(known.stretches, assigned, forms, file)
    helped = _with_facts(formed.stretches, assigned, _referrers(by_kind[Kind.request]))
    whole = merged(helped, reasons)
    told = _told(whole, reasons, file, today)
    told.problems += [*formed.problems, *_contradictions(known)]
    told.problems += _remarks(known, starts, stops, formed.no_help, helped, whole, reasons, file)
    told.rows_in = len(by_kind[Kind.start]) + known.stops_alone
    told.rows_out = {
        Remark.message_corrected: starts.away,
        Remark.product_no_help: formed.no_help,
        Remark.stretches_joined: len(helped) - len(whole),
    }
    return told


def _reasons_unknown(stops: Iterable[Item], reasons: EndReasons) -> Iterator[Problem]:
    for stop in stops:
        code = stop.code("RedenBeeindiging")
        if not reasons.known(code, stop.municipality):
            element = f"{stop.element}/RedenBeeindiging"
            yield wrong(stop, Rule.message_code_unknown, stop.line, element, code)


def _contradictions(known: Joined) -> Iterator[Problem]:
    for stop in known.contradictions:
        text = str(stop.day("Begindatum"))
        element = f"{stop.element}/Begindatum"
        yield wrong(stop, Rule.message_stop_differs, stop.line, element, text)


@dataclass
class _Formed:
    stretches: list[Stretch] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    no_help: int = 0


def _with_forms(
    stretches: Iterable[Stretch], assigned: dict[Assigned, Assignment], forms: CareForms, file: str
) -> _Formed:
    """Stretches with their care form; products that no table knows are named with their number."""
    found, by_category = _Formed(), Counter[str]()
    unmapped = Counter[tuple[str, str, str]]()
    for one in stretches:
        category, code = _product(one.origin, assigned)
        form = forms.of(one.origin.municipality, category, code, one.start)
        if form is None:
            unmapped[region_of(one.origin.municipality), category, code] += 1
        elif form.code == NO_HELP:
            found.no_help += 1
        else:
            found.stretches.append(replace(one, care_form=form.code))
            by_category[category] += not form.own
    found.problems += _unmapped(unmapped, file)
    if by_category.total():
        codes = _listed(+by_category)
        found.problems.append(problem(file, Remark.product_by_category, codes=codes))
    return found


def _unmapped(counts: Counter[tuple[str, str, str]], file: str) -> Iterator[Problem]:
    """Every code that no table knows, with its region and how often it occurs."""
    for (region, category, code), count in sorted(counts.items()):
        facts = {"region": region, "category": category, "code": code, "times": count}
        named = f"{category} {code}".strip() or "–"
        yield problem(file, Rule.product_unmapped, found=named, name=named, **facts)


def _product(item: Item, assigned: dict[Assigned, Assignment]) -> tuple[str, str]:
    """What was delivered; a start without a product delivers what was assigned."""
    category, code = item.code("Product/Categorie"), item.code("Product/Code")
    there = assigned.get(assigned_key(item))
    if there is None or category:
        return category, code
    return there.category, there.code


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({count}×)" for name, count in sorted(counts.items()))


def _referrers(requests: Iterable[Item]) -> dict[tuple[str, str, str, str], str]:
    """Who referred, by municipality, provider, client and the provider's reference."""
    return {
        (one.municipality, one.provider, one.client, one.code("ReferentieAanbieder")): code
        for one in requests
        if (code := one.code("Verwijzer/Type"))
    }


def _with_facts(
    stretches: Iterable[Stretch],
    assigned: dict[Assigned, Assignment],
    referrers: dict[tuple[str, str, str, str], str],
) -> list[Stretch]:
    """Stretches with the day of assignment and the referrer, where an assignment tells them."""
    found = []
    for one in stretches:
        item, there = one.origin, assigned.get(assigned_key(one.origin))
        if there is not None:
            key = (item.municipality, item.provider, item.client, there.request)
            one = replace(one, assigned_on=there.on, referrer=referrers.get(key))
        found.append(one)
    return found


def _told(whole: Sequence[Stretch], reasons: EndReasons, file: str, today: date) -> Told:
    """The typed frame, with the checks of every delivery of trajectories done."""
    rows = [_row(number, one, reasons) for number, one in enumerate(whole, start=1)]
    frame = pl.DataFrame(rows, schema=SCHEMA)
    found = checks.check(file, KIND, frame) + checks.started_too_late(file, frame, today)
    return Told(frame, [_placed(one, whole) for one in found])


def _row(number: int, one: Stretch, reasons: EndReasons) -> dict[str, object]:
    item = one.origin
    return {
        **dict.fromkeys(SCHEMA),
        "row": number,
        "client": item.client,
        "municipality": item.municipality,
        "provider": item.provider,
        "care_form": one.care_form,
        "referrer": one.referrer,
        "birth_year": item.birth_year,
        "assigned_on": one.assigned_on,
        "started_on": one.start,
        "ended_on": one.end,
        "end_reason": reasons.of(one.reason, item.municipality) if one.reason else None,
    }


def _placed(found: Problem, whole: Sequence[Stretch]) -> Problem:
    """A problem of a row told as one of the message that the row came from."""
    if found.row is None:
        return found
    item = whole[found.row - 1].origin
    element = _ELEMENTS.get(found.column or "geboortejaar", found.column)
    facts = (*found.facts, ("message", item.kind.value))
    column = f"{item.element}/{element}"
    return replace(found, file=item.file, row=item.line, column=column, facts=facts)


def _remarks(
    known: Joined,
    starts: Corrected,
    stops: Corrected,
    no_help: int,
    helped: Sequence[Stretch],
    whole: Sequence[Stretch],
    reasons: EndReasons,
    file: str,
) -> Iterator[Problem]:
    counts = {
        Remark.start_not_assigned: sum(one.assigned_on is None for one in helped),
        Remark.stop_without_start: known.stops_alone,
        Remark.message_corrected: starts.away + stops.away,
        Remark.deleted_unseen: starts.deleted_unseen + stops.deleted_unseen,
        Remark.product_no_help: no_help,
        Remark.stretches_joined: len(helped) - len(whole),
        Remark.ended_administratively: sum(
            one.end is not None
            and reasons.administrative(one.reason or "", one.origin.municipality)
            for one in whole
        ),
    }
    yield from (problem(file, name, count=count) for name, count in counts.items() if count)
