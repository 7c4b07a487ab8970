"""What stands around a series and is no count: norms, breaks and the names of the parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from telvertel.days import day_of
from telvertel.figures.geography import (
    COUNTRY,
    INSIDE,
    municipalities,
    place_names,
    province_of,
    youth_region_of,
)
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods
from telvertel.indicators.definition import Family, Indicator, Shape
from telvertel.indicators.period import Grain, containing


@dataclass(frozen=True)
class Party:
    """A municipality or provider by name; ``delivers`` is files, aggregates or empty."""

    code: str
    name: str
    kind: str  # municipality | provider; by name only: youth_region | district | neighbourhood
    delivers: str
    fictional: bool


def parties(warehouse: Warehouse, version: str | None = None) -> tuple[Party, ...]:
    """Everybody in the figures, by code; a municipality that no delivery names is called as CBS
    does, a provider goes by the code."""
    rows = warehouse.table("parties", version).iter_rows(named=True)
    named = {row["code"]: Party(**row) for row in rows}
    places = place_names()
    counted = (("municipality", "periods", ""), ("provider", "providers", "files"))
    unnamed = {
        code: Party(code, places.get(code, code), kind, delivers, False)
        for kind, table, delivers in counted
        for code in warehouse.table(table, version)[kind].unique()
    }
    named = {**unnamed, **named}
    return tuple(named[code] for code in sorted(named))


def providers_of(
    warehouse: Warehouse, municipality: str, version: str | None = None
) -> tuple[str, ...]:
    """The codes of the providers listed with a municipality (listed) or that delivered aggregates
    of it, in order."""
    there = pl.col("municipality") == municipality
    counted = warehouse.table("providers", version).filter(there)["provider"]
    given = warehouse.table("observations", version).filter(there, pl.col("provider") != "")
    return tuple(pl.concat([counted, given["provider"]]).unique().sort())


def delivered(
    warehouse: Warehouse,
    cards: Iterable[Indicator],
    municipality: str,
    version: str | None = None,
) -> frozenset[str]:
    """The ids of the cards of which anything at all came in of a municipality, shown or not: its
    records count for every card that is counted from records."""
    there = pl.col("municipality") == municipality
    told = set(warehouse.table("observations", version).filter(there)["indicator"])
    counted = not warehouse.table("periods", version).filter(there).is_empty()
    return frozenset(
        one.id
        for one in cards
        if one.id in told or (counted and one.measure.family is not Family.observed)
    )


def around(warehouse: Warehouse, municipality: str, version: str | None = None) -> tuple[str, ...]:
    """The codes of its youth-care region and its province, as far as known; none for an invented
    municipality or another sort of place."""
    rows = warehouse.table("parties", version).filter(pl.col("kind") == "youth_region")
    named = dict(rows.select("code", "name").rows())
    found = (youth_region_of(municipality, named), province_of(municipality))
    return tuple(code for code in found if code)


def worth_fetching(warehouse: Warehouse, *, inside: bool = False) -> tuple[str, ...]:
    """What to ask CBS for: the country, and the real municipalities of the figures with what lies
    around them; ``inside`` with their districts and neighbourhoods, by the beginning of the code.
    All youth-care regions when the code of one is not known: CBS then names them."""
    places = [COUNTRY]
    for one in parties(warehouse):
        if one.kind == "municipality" and one.code in municipalities():
            around_it = around(warehouse, one.code)
            known = any(code.startswith("JZ") for code in around_it)
            places += [one.code, *around_it, *([] if known else ["JZ"])]
            places += [f"{kind}{one.code[2:]}" for kind in INSIDE if inside]
    return tuple(dict.fromkeys(places))


def norms(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> tuple[dict, ...]:
    """Ambitions, forecasts and framework limits, JSON-able, by kind and first period; what was
    deliberately left without is among them (``absent``).

    Those of one chosen provider go before those of the whole municipality. A norm in another grain
    is told in the periods of the scope, except for counts and money, which are per period.
    """
    return _in_turn(_told(_set(warehouse, card, scope, version), card, scope.grain))


def norms_before(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> tuple[dict, ...]:
    """Norms of older versions that a later delivery changed or took away, the newest change first.

    As ``norms``, with ``gone_on``, ``gone_why`` and ``gone_by``: the delivery after which a norm no
    longer stood so. One that was delivered again as it was is not among them.
    """
    every = warehouse.versions()
    ids = [one.id for one in every]
    every = every[ids.index(version) :] if version in ids else every
    found, stands = [], []
    for newer, older in pairwise(every):
        stands += _set(warehouse, card, scope, newer.id)
        gone = [row for row in _set(warehouse, card, scope, older.id) if row not in stands]
        stands += gone
        told = {"gone_on": day_of(newer.at).isoformat(), "gone_why": newer.why}
        told |= {"gone_by": newer.who}
        found += [norm | told for norm in _told(gone, card, scope.grain)]
    return tuple(found)


def _set(warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None) -> list[dict]:
    """The rows of one chosen provider, else those of the whole municipality."""
    rows = warehouse.table("norms", version).filter(
        pl.col("indicator") == card.id, pl.col("municipality") == scope.municipality
    )
    one = scope.providers[0] if len(scope.providers) == 1 else ""
    rows = rows.filter(pl.col("provider") == (one if one in rows["provider"] else ""))
    if one == "" and scope.providers:
        return []
    return list(rows.sort("kind", "since").iter_rows(named=True))


def _told(rows: Iterable[dict], card: Indicator, grain: Grain) -> list[dict]:
    found = [_norm(row, card, grain) for row in rows]
    return [norm for norm in found if norm]


def _in_turn(norms: list[dict]) -> tuple[dict, ...]:
    """A norm without an end holds until the next of its kind begins."""
    ended = [
        one | {"until": periods.read(after["since"]).previous.id}
        if one["kind"] == after["kind"] and one["until"] is None and one["since"] < after["since"]
        else one
        for one, after in pairwise(norms)
    ]
    return (*ended, *norms[-1:])


def _norm(row: dict, card: Indicator, grain: Grain) -> dict | None:
    since = periods.read(row["since"])
    absent = all(row[name] is None for name in ("value", "low", "high"))
    per_period = card.measure.shape in (Shape.count, Shape.amount) and not absent
    if per_period and since.grain is not grain:
        return None
    until = containing(periods.read(row["until"]).end, grain).id if row["until"] else None
    kept = {name: row[name] for name in ("kind", "value", "low", "high", "set_by", "reason")}
    return {
        **kept,
        "absent": absent,  # deliberately none
        "since": containing(since.start, grain).id,
        "until": until,
        "set_on": row["set_on"].isoformat(),
    }


def breaks(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> tuple[dict, ...]:
    """Where definition or delivery changed, with the reason: first period after the break."""
    rows = warehouse.table("breaks", version).filter(
        pl.col("municipality") == scope.municipality, pl.col("indicator").is_in([card.id, ""])
    )
    if scope.providers:
        rows = rows.filter(pl.col("provider").is_in(["", *scope.providers]))
    found = {
        (containing(periods.read(row["period"]).start, scope.grain).id, row["reason"])
        for row in rows.iter_rows(named=True)
    }
    return tuple({"period": period, "reason": reason} for period, reason in sorted(found))


def period_ids(warehouse: Warehouse, grain: Grain, version: str | None = None) -> tuple[str, ...]:
    """Every period of a grain for which a version has any figure, in order."""
    of_grain = pl.col("grain") == grain.value
    held = warehouse.table("periods", version).filter(of_grain)["period"]
    given = warehouse.table("observations", version).filter(of_grain)["period"]
    return tuple(pl.concat([held, given]).unique().sort())
