"""The three deliveries of Rivierstede as files: what was known on each of their days.

The first is what last year's meeting looked at, the second lacks late start messages, the third is
the current one. A later delivery tells the same periods again, and fuller.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from telvertel.demo import aggregates, children
from telvertel.demo.moments import Moments
from telvertel.demo.rivierstede import (
    ANKER,
    GROEI,
    MUNICIPALITY,
    OEVER,
    POPULATION,
    POPULATION_GROWTH,
    STREAMS,
    TEAMS,
)
from telvertel.figures.standing import status
from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import Period

FIGURES = Path(__file__).parent / "figures.toml"
FILES = {TEAMS: "buurtteams", OEVER: "de-oever", ANKER: "klein-anker"}

# What comes in late: provisional totals run 4 to 5 % below final ones (DOMAIN 8). Only what began
# can be missing without touching older periods, hence a larger share of a smaller number.
LATE_STARTS = 0.145  # of what began in the last whole half-year and the quarter after it
LATE_ENDS = 0.08  # of what ended in the last quarter: still open in the file

STATUS = {
    "provisional": "voorlopig",
    "revised_provisional": "nader voorlopig",
    "final": "definitief",
}


@dataclass(frozen=True)
class Delivery:
    until: Period  # the last quarter it holds
    on: date  # the day it came in
    complete: bool
    why: str


@dataclass(frozen=True)
class Drawn:
    """Everything that happens in Rivierstede, to be delivered in parts."""

    seed: int
    moments: Moments
    trajectories: pl.DataFrame
    told: dict  # figures.toml with its moments filled in


def draw(seed: int, moments: Moments) -> Drawn:
    told = moments.filled(tomllib.loads(FIGURES.read_text(encoding="utf-8")))
    return Drawn(seed, moments, children.trajectories(seed, moments.first, moments.last), told)


def deliveries(drawn: Drawn) -> tuple[Delivery, ...]:
    """Oldest first: before last year's meeting, about seven months ago, and the current one."""
    moments, why = drawn.moments, drawn.told["deliveries"]
    found = []
    for offset, name in ((-4, "before_last_meeting"), (-2, "spring"), (0, "current")):
        until = moments.quarter(offset)
        on = until.end + timedelta(days=24)
        found.append(Delivery(until, on, complete=offset == 0, why=why[name]))
    return tuple(found)


def write(
    drawn: Drawn, delivery: Delivery, cards: Iterable[Indicator], folder: Path
) -> tuple[Path, ...]:
    """The CSV files of one delivery, in a folder that is there; their paths in order of name."""
    tables = {
        f"trajecten-{FILES[provider]}": _trajectories(drawn, delivery, provider)
        for provider in FILES
    }
    tables["waarnemingen"] = _observations(drawn, delivery, tuple(cards))
    tables["bevolking"] = _population(drawn)
    tables["normen"] = _norms(drawn, delivery)
    tables["trendbreuken"] = _here(drawn.told["breaks"])
    tables["partijen"] = pl.DataFrame(drawn.told["parties"]).with_columns(fictief=pl.lit("ja"))
    paths = []
    for name, table in sorted(tables.items()):
        path = folder / f"{name}-{delivery.until.id}.csv"
        table.write_csv(path, separator=";")
        paths.append(path)
    return tuple(paths)


def known(drawn: Drawn, delivery: Delivery) -> pl.DataFrame:
    """The trajectories as on the day of the delivery: ``ended`` is null while help goes on."""
    until = delivery.until
    began = drawn.trajectories.filter(pl.col("started") <= until.end)
    late, open_ = pl.lit(False), pl.col("ended") > until.end
    if not delivery.complete:
        rng = np.random.default_rng([drawn.seed, until.year, until.number])
        chance = pl.Series("chance", rng.random(began.height))
        late = (pl.col("started") >= until.previous.previous.start) & (chance < LATE_STARTS)
        open_ = open_ | ((pl.col("ended") >= until.start) & (chance > 1 - LATE_ENDS))
    return began.with_columns(ended=pl.when(~open_).then(pl.col("ended"))).filter(~late)


def _trajectories(drawn: Drawn, delivery: Delivery, provider: str) -> pl.DataFrame:
    """The columns of a delivery file; what is told at the end is empty while help goes on."""
    rows = known(drawn, delivery).filter(pl.col("stream").is_in(_streams(provider)))
    over = pl.col("ended").is_not_null()

    def told(column: str) -> pl.Expr:
        # 0 and "" are no answer
        text = pl.col(column).cast(pl.String)
        return pl.when(over & ~text.is_in(["0", ""])).then(text)

    return rows.select(
        client=pl.format("RS{}", pl.col("client").cast(pl.String).str.zfill(6)),
        gemeente=pl.lit(MUNICIPALITY),
        aanbieder=pl.lit(provider),
        hulpvorm="form",
        verwijzer="referrer",
        geboortejaar="birth_year",
        crisis="crisis",
        toegewezen="assigned",
        aanvang="started",
        einde="ended",
        reden_einde=told("reason"),
        nut_jeugdige=told("useful_young"),
        nut_ouder=told("useful_parent"),
        verder_jeugdige=told("further_young"),
        verder_ouder=told("further_parent"),
    )


def _streams(provider: str) -> list[int]:
    return [index for index, one in enumerate(STREAMS) if one.provider == provider]


def _observations(drawn: Drawn, delivery: Delivery, cards: tuple[Indicator, ...]) -> pl.DataFrame:
    """What comes as counts or averages: Groei & Co, the reach of the teams, surveys and money."""
    periods = aggregates.periods_of(drawn.moments.first, delivery.until)
    rows = known(drawn, delivery)
    sources, notes = drawn.told["sources"], drawn.told["notes"]
    groei = rows.filter(pl.col("stream").is_in(_streams(GROEI)))
    counted = [
        aggregates.delivered(groei, cards, periods).with_columns(
            aanbieder=pl.lit(GROEI), bron=pl.lit(sources["groei"])
        ),
        _reach(drawn, periods).with_columns(aanbieder=pl.lit(TEAMS), bron=pl.lit(sources["reach"])),
        _yearly(drawn, delivery),
    ]
    late = [] if delivery.complete else [one.id for one in periods if _is_late(one, delivery)]
    groei_late = pl.col("periode").is_in(late) & (pl.col("aanbieder") == GROEI)
    schools = (pl.col("indicator") == "first_line_reach") & (
        pl.col("periode") == drawn.moments.last.id
    )
    return pl.concat(counted, how="diagonal").with_columns(
        gemeente=pl.lit(MUNICIPALITY),
        status=pl.col("periode").replace_strict(_standings(delivery)),
        volledigheid=pl.when(groei_late).then(95).otherwise(100),
        peildatum=pl.lit(delivery.until.end),
        toelichting=pl.when(groei_late)
        .then(pl.lit(notes["late"]))
        .when(schools)
        .then(pl.lit(notes["schools"])),
    )


def _is_late(period: Period, delivery: Delivery) -> bool:
    return period.end >= delivery.until.previous.previous.start


def _standings(delivery: Delivery) -> dict[str, str]:
    """Period → the Dutch word for how settled it is, over all grains."""
    far = Period(delivery.until.year + 1, 4)
    periods = aggregates.periods_of(Period(delivery.until.year - 10, 1), far)
    return {one.id: STATUS[status(one, delivery.until.end)] for one in periods}


def _reach(drawn: Drawn, periods: list[Period]) -> pl.DataFrame:
    teams = drawn.trajectories.filter(pl.col("stream").is_in(_streams(TEAMS)))
    return aggregates.reach(drawn.seed, teams, periods, drawn.moments.last)


def _yearly(drawn: Drawn, delivery: Delivery) -> pl.DataFrame:
    """Surveys and money of the years that were over; of this year only the budget."""
    this_year = drawn.moments.today.year
    rows = []
    for one in drawn.told["observed"]:
        for offset, value in enumerate(one["waarden"]):
            year = this_year - 7 + offset
            if year < delivery.on.year or one["indicator"] == "costs_budgeted":
                written = f"{value:g}" if value < 11 else f"{value:.0f}"
                facts = (one["indicator"], f"{year}JJ00", one["aanbieder"], written, one["bron"])
                rows.append((*facts, one.get("noemer")))
    names = ["indicator", "periode", "aanbieder", "waarde", "bron", "noemer"]
    types = [pl.String] * 5 + [pl.Int64]
    frame = pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")
    return frame.filter(pl.col("periode") <= f"{delivery.on.year}JJ00")


def _population(drawn: Drawn) -> pl.DataFrame:
    first, last = drawn.moments.first.year, drawn.moments.last.year
    rows = [
        (year, round(POPULATION * (1 + POPULATION_GROWTH) ** (year - first), -1))
        for year in range(first, last + 1)
    ]
    return pl.DataFrame(rows, schema=["jaar", "aantal"], orient="row").select(
        gemeente=pl.lit(MUNICIPALITY),
        jaar="jaar",
        leeftijd=pl.lit("0-22"),
        aantal=pl.col("aantal").cast(pl.Int64),
        bron=pl.lit(drawn.told["sources"]["population"]),
    )


def _norms(drawn: Drawn, delivery: Delivery) -> pl.DataFrame:
    """What had been set by the day of the delivery, the forecast quarter by quarter."""
    rows = [*drawn.told["norms"], *_forecast(drawn)]
    names = ["periode_van", "periode_tot", "waarde", "laag", "hoog", "gesteld_op"]
    table = pl.DataFrame([{name: one.get(name) for name in ("indicator", "aanbieder", "soort",
        *names, "gesteld_door", "reden")} for one in rows], infer_schema_length=None)  # fmt: skip
    set_by_then = pl.col("gesteld_op") <= delivery.on.isoformat()
    return table.filter(set_by_then).with_columns(gemeente=pl.lit(MUNICIPALITY))


def _forecast(drawn: Drawn) -> list[dict]:
    """The reach expected for this year's quarters: that of a year before plus five percent."""
    moments, told = drawn.moments, drawn.told["forecast"]
    quarters = [moments.quarter(offset) for offset in range(-8, 1)]
    reached = dict(_reach(drawn, quarters).select("periode", "teller").iter_rows())
    rows = []
    for period in quarters:
        if period.year == moments.last.year and period.end > date.fromisoformat(told["gesteld_op"]):
            year_before = Period(period.year - 1, period.number)
            value = 1.05 * reached[year_before.id]
            band = {"waarde": value, "laag": 0.94 * value, "hoog": 1.06 * value}
            band = {name: float(5 * round(number / 5)) for name, number in band.items()}
            rows.append({**told, **band, "periode_van": period.id, "periode_tot": period.id})
    return rows


def _here(rows: list[dict]) -> pl.DataFrame:
    return pl.DataFrame(rows).with_columns(gemeente=pl.lit(MUNICIPALITY), aanbieder=pl.lit(""))
