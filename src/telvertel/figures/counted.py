"""Series from the protected cube: sums of atoms, with the providers that deliver aggregates only.

A period that was delivered has a figure, 0 included; a period that was not has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from telvertel.figures import given, peaks, people
from telvertel.figures.geography import place_names
from telvertel.figures.lacking import lacking
from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Breakdown, Scope
from telvertel.figures.standing import STATUS_ORDER, endings_incomplete, status
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods
from telvertel.indicators.definition import (
    PARENT,
    PARTS,
    Family,
    Indicator,
    Shape,
    by_duration,
    lasting,
)

# Notes of our own are keys of wording/<language>/notes.toml, told apart by the sign in front.
ENDINGS_INCOMPLETE = "@endings_incomplete"
PROVIDERS_MISSING = "@providers_missing"

_ATOMS = """
SELECT period, {group} AS "group",
    (sum(y) FILTER (list_contains($counted, {told})))::BIGINT AS numerator,
    (sum(y) FILTER (list_contains($whole, {told})))::BIGINT AS denominator
FROM atoms
WHERE family IN ({families}) AND grain = $grain AND municipality = $municipality
    AND period >= $since AND period <= $until
    AND (len($providers::VARCHAR[]) = 0 OR list_contains($providers::VARCHAR[], provider))
    AND (len($care_forms::VARCHAR[]) = 0 OR list_contains($care_forms::VARCHAR[], care_form))
    AND (len($age_bands::VARCHAR[]) = 0 OR list_contains($age_bands::VARCHAR[], age_band))
GROUP BY ALL
"""


@dataclass(frozen=True)
class Asked:
    """One question: a card and a scope, put to one version."""

    warehouse: Warehouse
    version: str
    card: Indicator
    scope: Scope

    @property
    def by_part(self) -> bool:
        distribution = self.card.measure.shape is Shape.distribution
        return distribution or self.scope.breakdown is Breakdown.part

    @property
    def by_duration(self) -> bool:
        return self.scope.breakdown is Breakdown.duration and by_duration(self.card.measure)

    @property
    def families(self) -> tuple[Family, ...]:
        return lasting(self.whole) if self.by_duration else (self.card.measure.family,)

    @property
    def group(self) -> str | None:
        """The dimension that the series is split by, "part" included; classes of duration are
        parts of families of their own."""
        if self.by_part or self.by_duration:
            return Breakdown.part.value
        if self.scope.breakdown is Breakdown.duration:
            return None
        return self.scope.breakdown.value if self.scope.breakdown else None

    @property
    def whole(self) -> tuple[str, ...]:
        """The parts that make the denominator of a share; all parts where there is none."""
        return self.card.measure.out_of or PARTS[self.card.measure.family]

    @property
    def counted(self) -> tuple[str, ...]:
        return self.whole if self.by_part else self.card.measure.counted

    def providers(self, table: str) -> list[str]:
        """Providers of this municipality in a table, of those asked for, by code."""
        rows = self.warehouse.table(table, self.version)
        rows = rows.filter(pl.col("municipality") == self.scope.municipality)
        if table == "observations":
            rows = rows.filter(~pl.col("protected_at_source"), pl.col("provider") != "")
        asked = self.scope.providers
        return [one for one in rows["provider"].unique().sort() if not asked or one in asked]


def series(asked: Asked, observations: pl.DataFrame) -> tuple[pl.DataFrame, str, tuple[str, ...]]:
    """Frame, source and the providers that are left out because they deliver no such cut."""
    with_records, aggregated = _delivering(asked, observations)
    aggregates_only = asked.scope.providers and not with_records
    held = _held(asked).clear() if aggregates_only else _held(asked)
    share = asked.card.measure.shape is Shape.share and not asked.by_part
    delivered = given.sums(observations, aggregated, asked.scope, _drawn(asked), share=share)
    grid = _grid(asked, held, delivered, with_records)
    sums = grid.join(_atoms(asked), on=["period", "group"], how="left")
    sums = sums.with_columns(pl.when("counted").then(pl.col("numerator").fill_null(0)))
    sums = sums.join(delivered, on=["period", "group"], how="left")
    frame = people.divided(asked, _told(asked, _whole(asked, sums), delivered))
    reached = delivered["providers"].explode(empty_as_null=False).unique()
    left_out = tuple(one for one in aggregated if one not in reached)
    return frame, _source(asked, frame), left_out


def _delivering(asked: Asked, observations: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Who delivers records and who aggregates, of those asked for. Who is asked for by name and
    delivers neither counts with records: nobody looks like a few."""
    listed, given = asked.providers("providers"), asked.providers("observations")
    own = observations.filter(~pl.col("protected_at_source"))["provider"]
    doubled = set(own) & set(listed)  # declared to deliver records, and gave this figure itself
    without = doubled - _counted(asked) if doubled else set()
    with_records = [one for one in listed if one not in without]
    aggregated = [one for one in given if one not in with_records]
    neither = sorted(set(asked.scope.providers) - set(listed) - set(given))
    return sorted([*with_records, *neither]), aggregated


def _counted(asked: Asked) -> set[str]:
    """Providers of the municipality in the cube."""
    told = "SELECT DISTINCT provider FROM atoms WHERE municipality = ?"
    with asked.warehouse.cursor(asked.version) as cursor:
        return {one for (one,) in cursor.execute(told, [asked.scope.municipality]).fetchall()}


def _held(asked: Asked) -> pl.DataFrame:
    """The delivered periods of the scope with their reference date, where the families that are
    asked for were counted."""
    scope = asked.scope
    never = {
        period
        for family in asked.families
        for period in lacking(asked.warehouse, asked.version, scope, family)
    }
    rows = asked.warehouse.table("periods", asked.version)
    return rows.filter(
        pl.col("municipality") == scope.municipality,
        pl.col("grain") == scope.grain.value,
        pl.col("period").is_between(pl.lit(scope.since or ""), pl.lit(scope.until or "9999")),
        ~pl.col("period").is_in(sorted(never)),
    ).select("period", pl.col("reference_date").alias("reference"))


def _atoms(asked: Asked) -> pl.DataFrame:
    """Sums of protected atoms: period, group, numerator, denominator."""
    scope = asked.scope
    facts = {
        "counted": list(lasting(asked.counted) if asked.by_duration else asked.counted),
        "whole": list(lasting(asked.whole) if asked.by_duration else asked.whole),
        "grain": scope.grain.value,
        "municipality": scope.municipality,
        "since": scope.since or "",
        "until": scope.until or "9999",
        "providers": list(scope.providers),
        "care_forms": list(scope.care_forms),
        "age_bands": list(scope.age_bands),
    }
    names = {
        "group": asked.group or "''",
        "told": "family" if asked.by_duration else "part",
        "families": ", ".join(f"'{family.value}'" for family in asked.families),
    }
    with asked.warehouse.cursor(asked.version) as cursor:
        return cursor.sql(_ATOMS.format(**names), params=facts).pl()


def _drawn(asked: Asked) -> tuple[str, ...]:
    """The parts that are groups of their own, in the order of the family; none otherwise."""
    parts = PARTS[asked.card.measure.family]
    return tuple(part for part in parts if part in asked.whole) if asked.by_part else ()


def _grid(
    asked: Asked, held: pl.DataFrame, delivered: pl.DataFrame, with_records: list[str]
) -> pl.DataFrame:
    """Every period with every group; ``counted`` where records were delivered: 0 if nobody is."""
    groups = {
        None: [""],
        "part": list(PARTS[Family.duration] if asked.by_duration else _drawn(asked)),
        "provider": with_records,
        "care_form": list(asked.scope.care_forms or CARE_FORMS),
        "age_band": list(asked.scope.age_bands or AGE_BANDS),
    }[asked.group]
    axis = pl.concat([held, delivered.select("period", reference=pl.lit(None, pl.Date))])
    axis = axis.group_by("period").agg(pl.col("reference").max())
    every = pl.DataFrame({"group": groups}, schema={"group": pl.String})
    every = pl.concat([every, delivered.select("group")]).unique()
    grid = axis.join(every, how="cross")
    counted = pl.col("reference").is_not_null() & pl.col("group").is_in(groups)
    return grid.with_columns(counted.alias("counted"))


def _whole(asked: Asked, sums: pl.DataFrame) -> pl.DataFrame:
    """Records and aggregates together; null only where neither is there."""

    def together(one: str, other: str) -> pl.Expr:
        added = pl.sum_horizontal(one, other, ignore_nulls=True)
        return pl.when(pl.col(one).is_not_null() | pl.col(other).is_not_null()).then(added)

    sums = sums.with_columns(together("numerator", "given").alias("numerator"))
    if asked.by_part:
        return sums.with_columns(pl.col("numerator").sum().over("period").alias("denominator"))
    if asked.card.measure.shape is not Shape.share:
        return sums.with_columns(denominator=pl.lit(None, pl.Int64))
    counted = pl.when("counted").then(pl.col("denominator").fill_null(0))
    return sums.with_columns(counted).with_columns(
        together("denominator", "given_of").alias("denominator")
    )


def _told(asked: Asked, sums: pl.DataFrame, delivered: pl.DataFrame) -> pl.DataFrame:
    """With start, status, completeness, reference date and note of every row."""
    aggregated = set(delivered["providers"].explode(empty_as_null=False))
    names = ("start", "status", "completeness", "reference_date", "note")
    types = (pl.Date, pl.String, pl.Float64, pl.Date, pl.String)
    found = asked.warehouse.table("peaks", asked.version)
    noted = peaks.notes(found, asked.card.measure.family, asked.scope)
    rows = [_row(asked, row, aggregated, noted) for row in sums.iter_rows(named=True)]
    told = pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")
    return sums.drop(*names[1:]).hstack(told)


def _row(asked: Asked, row: dict, aggregated: set[str], noted: dict) -> tuple:
    """The least settled of the row's sources, and what one should know when reading it.

    Records of a delivered period are complete; how much is missing is unknown where a provider or
    the last reasons of ending have still to come.
    """
    period, reference = periods.read(row["period"]), row["reference"]
    notes = [row["note"]] if row["note"] else []
    states = [row["status"]] if row["status"] else []
    if reference is not None:
        states.append(status(period, reference))
        if _about_endings(asked.card.measure.family) and endings_incomplete(period, reference):
            notes.append(ENDINGS_INCOMPLETE)
    if asked.group != "provider" and aggregated - set(row["providers"] or []):
        notes.append(PROVIDERS_MISSING)
    notes += noted.get((row["period"], row["group"] if asked.group == "provider" else ""), [])
    parts = [1.0] * row["counted"] + [share for share in [row["completeness"]] if share is not None]
    unknown = ENDINGS_INCOMPLETE in notes or PROVIDERS_MISSING in notes
    completeness = None if unknown else min(parts, default=None)
    least = max(states, key=STATUS_ORDER.index, default=None)
    dates = [day for day in (reference, row["reference_date"]) if day]
    return period.start, least, completeness, min(dates, default=None), "\n".join(notes)


def _about_endings(family: Family) -> bool:
    parent = PARENT[family]
    return family is Family.ended or (parent is not None and parent[0] is Family.ended)


def _source(asked: Asked, frame: pl.DataFrame) -> str:
    """Whose figures: the chosen providers or the municipality, and who counted the people."""
    parties = asked.warehouse.table("parties", asked.version)
    names = place_names() | dict(parties.select("code", "name").iter_rows())
    codes = asked.scope.providers or (asked.scope.municipality,)
    counted_people = [one for one in frame["people_source"].unique().sort() if one]
    return "; ".join([*(names.get(code, code) for code in codes), *counted_people])
