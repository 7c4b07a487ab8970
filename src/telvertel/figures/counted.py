"""Series from the protected cube: sums of atoms, with the providers that deliver aggregates only.

A period that was delivered has a figure, 0 included; a period that was not has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from telvertel.figures import observed
from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Breakdown, Scope
from telvertel.figures.standing import endings_incomplete, status
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import period as periods
from telvertel.indicators.definition import PARENT, PARTS, Family, Indicator, Shape

# Notes of our own are keys of wording/<language>/notes.toml, told apart by the sign in front.
ENDINGS_INCOMPLETE = "@endings_incomplete"
PROVIDERS_MISSING = "@providers_missing"
POPULATION_CARRIED = "@population_carried"

_ATOMS = """
SELECT period, {group} AS "group", part, sum(y)::BIGINT AS y FROM atoms
WHERE family = $family AND grain = $grain AND municipality = $municipality
    AND period >= $since AND period <= $until
    AND (len($providers::VARCHAR[]) = 0 OR list_contains($providers::VARCHAR[], provider))
    AND (len($care_forms::VARCHAR[]) = 0 OR list_contains($care_forms::VARCHAR[], care_form))
    AND (len($age_bands::VARCHAR[]) = 0 OR list_contains($age_bands::VARCHAR[], age_band))
GROUP BY ALL
"""
_HELD = """
SELECT period, reference_date FROM periods
WHERE grain = $grain AND municipality = $municipality AND period >= $since AND period <= $until
ORDER BY period
"""
_RECORDS_OF = """
SELECT DISTINCT provider FROM atoms WHERE family = 'use' AND municipality = $municipality
ORDER BY provider
"""
_AGGREGATES_OF = """
SELECT DISTINCT provider FROM observations
WHERE municipality = $municipality AND provider <> '' AND NOT protected_at_source ORDER BY provider
"""
_PEOPLE = """
SELECT year, sum("count")::BIGINT AS people, first(source) AS source FROM population
WHERE municipality = $municipality AND list_contains($ages::VARCHAR[], ages)
GROUP BY year HAVING count(*) = len($ages::VARCHAR[]) ORDER BY year
"""


@dataclass(frozen=True)
class Asked:
    """One question: a card and a scope, put to one version."""

    warehouse: Warehouse
    version: str
    card: Indicator
    scope: Scope

    def rows(self, query: str, **facts: object) -> pl.DataFrame:
        with self.warehouse.cursor(self.version) as cursor:
            return cursor.sql(query, params=facts).pl()

    @property
    def stretch(self) -> dict[str, str]:
        """Grain, place and periods, as the queries name them."""
        return {
            "grain": self.scope.grain.value,
            "municipality": self.scope.municipality,
            "since": self.scope.since or "",
            "until": self.scope.until or "9999",
        }

    @property
    def by_part(self) -> bool:
        shape = self.card.measure.shape
        return shape is Shape.distribution or self.scope.breakdown is Breakdown.part

    @property
    def by_provider(self) -> bool:
        return self.scope.breakdown is Breakdown.provider and not self.by_part

    @property
    def whole(self) -> tuple[str, ...]:
        """The parts that make the denominator of a share; all parts where there is none."""
        return self.card.measure.out_of or PARTS[self.card.measure.family]

    def chosen(self, providers: list[str]) -> list[str]:
        asked = self.scope.providers
        return [one for one in providers if not asked or one in asked]


def series(asked: Asked, observations: pl.DataFrame) -> tuple[pl.DataFrame, str, tuple[str, ...]]:
    """Frame, source and the providers that are left out because they deliver no such cut."""
    held = asked.rows(_HELD, **asked.stretch)
    with_records = asked.chosen(_providers(asked, _RECORDS_OF))
    aggregated = asked.chosen(_providers(asked, _AGGREGATES_OF))
    aggregated = [one for one in aggregated if one not in with_records]
    atoms = _summed(asked, _atoms(asked), _grid(asked, held, with_records))
    given = _given(asked, observations, aggregated)
    joined = atoms.join(given, on=["period", "group"], how="full", coalesce=True)
    frame = _with_people(asked, _standing(asked, _added(joined), held, given, aggregated))
    left_out = tuple(one for one in aggregated if one not in given["providers"].explode())
    return frame, _source(asked, frame), left_out


def _providers(asked: Asked, query: str) -> list[str]:
    return asked.rows(query, municipality=asked.scope.municipality)["provider"].to_list()


def _atoms(asked: Asked) -> pl.DataFrame:
    """Sums of protected atoms: period, group, part, y."""
    breakdown = asked.scope.breakdown
    group = "''" if breakdown in (None, Breakdown.part) or asked.by_part else breakdown.value
    return asked.rows(
        _ATOMS.format(group=group),
        family=asked.card.measure.family.value,
        providers=list(asked.scope.providers),
        care_forms=list(asked.scope.care_forms),
        age_bands=list(asked.scope.age_bands),
        **asked.stretch,
    )


def _grid(asked: Asked, held: pl.DataFrame, with_records: list[str]) -> pl.DataFrame:
    """Every delivered period with every group: what nobody is counted in is 0 there."""
    groups = {
        Breakdown.provider: with_records,
        Breakdown.care_form: list(asked.scope.care_forms or CARE_FORMS),
        Breakdown.age_band: list(asked.scope.age_bands or AGE_BANDS),
    }.get(asked.scope.breakdown, [""])
    if asked.by_part:
        groups = _drawn(asked)
    if not with_records:
        groups = []
    frame = pl.DataFrame({"group": groups}, schema={"group": pl.String})
    return held.select("period").join(frame, how="cross")


def _drawn(asked: Asked) -> list[str]:
    return [part for part in PARTS[asked.card.measure.family] if part in asked.whole]


def _summed(asked: Asked, atoms: pl.DataFrame, grid: pl.DataFrame) -> pl.DataFrame:
    """numerator and denominator per period and group; 0 where the grid has no atoms."""
    counts = asked.card.measure.counted or asked.whole
    if asked.by_part:
        over = atoms.filter(pl.col("part").is_in(list(asked.whole)))
        part = over.select("period", pl.col("part").alias("group"), pl.col("y").alias("numerator"))
        whole = over.group_by("period").agg(pl.col("y").sum().alias("denominator"))
        found = grid.join(part, on=["period", "group"], how="left")
        found = found.join(whole, on="period", how="left")
    else:
        sums = atoms.group_by("period", "group").agg(
            pl.col("y").filter(pl.col("part").is_in(list(counts))).sum().alias("numerator"),
            pl.col("y").filter(pl.col("part").is_in(list(asked.whole))).sum().alias("denominator"),
        )
        found = grid.join(sums, on=["period", "group"], how="left")
    return found.with_columns(pl.col("numerator", "denominator").fill_null(0).cast(pl.Int64))


def _given(asked: Asked, observations: pl.DataFrame, aggregated: list[str]) -> pl.DataFrame:
    """What providers without records delivered themselves for this card, summed in the same way.

    Nothing when care forms or ages are asked for: an aggregate cannot be cut.
    """
    cut = asked.scope.care_forms or asked.scope.age_bands
    cut = cut or asked.scope.breakdown in (Breakdown.care_form, Breakdown.age_band)
    rows = observed.own(observations, asked.scope)
    rows = rows.filter(
        pl.col("provider").is_in(aggregated), pl.col("numerator").is_not_null(), pl.lit(not cut)
    )
    if asked.by_part:
        rows = rows.filter(pl.col("part").is_in(_drawn(asked))).with_columns(
            group="part", denominator=pl.col("numerator").sum().over("period", "provider")
        )
        whole = rows.unique(["period", "provider"]).group_by("period")
        wholes = whole.agg(pl.col("denominator").sum().alias("whole"))
        rows = rows.join(wholes, on="period").with_columns(denominator="whole")
    else:
        rows = rows.filter(pl.col("part") == "")
        rows = rows.with_columns(group="provider" if asked.by_provider else pl.lit(""))
    whole = pl.col("denominator").first() if asked.by_part else pl.col("denominator").sum()
    return rows.group_by("period", "group").agg(
        pl.col("numerator").sum().alias("given"),
        whole.alias("given_of"),
        pl.col("provider").unique().alias("providers"),
        *observed.standing(),
        pl.col("source").unique().alias("sources"),
    )


def _added(joined: pl.DataFrame) -> pl.DataFrame:
    """Own records and given aggregates together; null only where neither is there."""
    return joined.with_columns(
        pl.sum_horizontal("numerator", "given", ignore_nulls=True).alias("numerator"),
        pl.sum_horizontal("denominator", "given_of", ignore_nulls=True).alias("denominator"),
    )


def _standing(
    asked: Asked,
    frame: pl.DataFrame,
    held: pl.DataFrame,
    given: pl.DataFrame,
    aggregated: list[str],
) -> pl.DataFrame:
    """Status, completeness, reference date and note of each row, from records and aggregates."""
    references = dict(held.iter_rows())
    rows = [
        _stand(asked, row, references.get(row["period"]), aggregated if given.height else [])
        for row in frame.iter_rows(named=True)
    ]
    columns = ("start", "status", "completeness", "reference_date", "note")
    types = (pl.Date, pl.String, pl.Float64, pl.Date, pl.String)
    told = pl.DataFrame(rows, schema=dict(zip(columns, types, strict=True)), orient="row")
    return frame.drop(*columns[1:]).hstack(told)


def _stand(asked: Asked, row: dict, reference, aggregated: list[str]) -> tuple:
    """One row: the least settled of its sources, and what one should know when reading it."""
    period = periods.read(row["period"])
    notes = [row["note"]] if row["note"] else []
    states = [row["status"]] if row["status"] else []
    completeness = row["completeness"]
    if reference is not None:
        states.append(status(period, reference))
        if _about_endings(asked.card.measure.family) and endings_incomplete(period, reference):
            notes.append(ENDINGS_INCOMPLETE)
    missing = set(aggregated) - set(row["providers"] or [])
    if missing and not asked.by_provider:
        notes.append(PROVIDERS_MISSING)
    least = max(states, key=observed.STATUS_ORDER.index, default=None)
    dates = [day for day in (reference, row["reference_date"]) if day]
    return period.start, least, completeness, min(dates, default=None), "\n".join(notes)


def _about_endings(family: Family) -> bool:
    parent = PARENT[family]
    return family is Family.ended or (parent is not None and parent[0] is Family.ended)


def _with_people(asked: Asked, frame: pl.DataFrame) -> pl.DataFrame:
    """For a rate the denominator is the population of the year; otherwise the frame as it is."""
    frame = frame.with_columns(
        value=pl.lit(None, pl.Float64), protected_at_source=False, people_source=pl.lit("")
    )
    if asked.card.measure.shape is not Shape.rate:
        return frame
    if asked.scope.breakdown is Breakdown.age_band:
        bands = frame["group"].unique().to_list()
        people = {band: _people(asked, [band]) for band in bands}
    else:
        ages = list(asked.scope.age_bands) or [asked.card.measure.population]
        people = dict.fromkeys(frame["group"].unique().to_list(), _people(asked, ages))
    found = [
        _people_in(people[group], int(period[:4]))
        for period, group in frame.select("period", "group").iter_rows()
    ]
    carried = pl.Series([one[2] for one in found], dtype=pl.Boolean)
    note = pl.concat_str("note", pl.lit("\n" + POPULATION_CARRIED)).str.strip_chars("\n")
    return frame.with_columns(
        pl.Series("denominator", [one[0] for one in found], dtype=pl.Int64),
        pl.Series("people_source", [one[1] for one in found], dtype=pl.String),
        pl.when(carried).then(note).otherwise("note").alias("note"),
    )


def _people(asked: Asked, ages: list[str | None]) -> list[tuple[int, int, str]]:
    """Year, people and source, by year; only years in which every age asked for is known."""
    return asked.rows(_PEOPLE, municipality=asked.scope.municipality, ages=ages).rows()


def _people_in(known: list[tuple[int, int, str]], year: int) -> tuple[int | None, str, bool]:
    """People in a year; a year that is not published yet has those of the last one before it."""
    before = [one for one in known if one[0] <= year]
    if not before:
        return None, "", False
    last = before[-1]
    return last[1], last[2], last[0] < year


def _source(asked: Asked, frame: pl.DataFrame) -> str:
    """Whose figures: the chosen providers or the municipality, and who counted the people."""
    parties = asked.warehouse.table("parties", asked.version)
    names = dict(parties.select("code", "name").iter_rows())
    codes = asked.scope.providers or (asked.scope.municipality,)
    who = [names.get(code, code) for code in codes]
    people = [one for one in frame["people_source"].unique(maintain_order=True) if one]
    return "; ".join(who + people)
