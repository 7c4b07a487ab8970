"""What comes in as counts, averages and sums: of whoever counts itself, the reach of the teams,
money."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from telvertel.demo import aggregates
from telvertel.demo.deliveries import Delivery, Drawn, is_late, known, of
from telvertel.demo.rivierstede import GROEI, KWARTSLAG, MUNICIPALITY, NEWER, TEAMS, WINDROOS
from telvertel.figures.standing import status
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.period import Period

COUNTING = {GROEI: "groei", WINDROOS: "windroos", KWARTSLAG: "kwartslag"}  # by name of its source

STATUS = {
    "provisional": "voorlopig",
    "revised_provisional": "nader voorlopig",
    "final": "definitief",
}


def observations(drawn: Drawn, delivery: Delivery, cards: Collection[Indicator]) -> pl.DataFrame:
    """The columns of a delivery of observations, one row per figure."""
    periods = aggregates.periods_of(delivery.since, delivery.until)
    sources = drawn.told["sources"]
    rows = [
        *_counted(drawn, delivery, cards, periods),
        drawn.reach(periods).with_columns(aanbieder=pl.lit(TEAMS), bron=pl.lit(sources["reach"])),
        _yearly(drawn, delivery, {one.id: one.measure.shape for one in cards}),
    ]
    standings = _standings(delivery)
    late = [one.id for one in periods if is_late(one, delivery)]
    is_missing = pl.col("periode").is_in(late) & pl.col("aanbieder").is_in(list(COUNTING))
    return pl.concat(rows, how="diagonal").with_columns(
        gemeente=pl.lit(MUNICIPALITY),
        status=pl.col("periode").replace_strict(standings),
        volledigheid=pl.when(is_missing).then(95).otherwise(100),
        peildatum=pl.lit(delivery.until.end),
        toelichting=_notes(drawn, is_missing),
    )


def _counted(
    drawn: Drawn, delivery: Delivery, cards: Collection[Indicator], periods: list[Period]
) -> Iterator[pl.DataFrame]:
    """What each provider without records counted itself."""
    for provider, source in COUNTING.items():
        rows = of(known(drawn, delivery, newer=provider in NEWER), provider)
        counted = aggregates.delivered(rows, cards, periods)
        told = pl.lit(drawn.told["sources"][source])
        yield counted.with_columns(aanbieder=pl.lit(provider), bron=told)


def _notes(drawn: Drawn, is_missing: pl.Expr) -> pl.Expr:
    notes = drawn.told["notes"]
    reach = pl.col("indicator") == "first_line_reach"
    schools = reach & (pl.col("periode") == drawn.moments.last.id)
    late = pl.when(is_missing).then(pl.lit(notes["late"]))
    return late.when(schools).then(pl.lit(notes["schools"]))


def _standings(delivery: Delivery) -> dict[str, str]:
    """Period → the Dutch word for how settled it is, over all grains."""
    far = Period(delivery.until.year + 1, 4)
    periods = aggregates.periods_of(Period(delivery.until.year - 10, 1), far)
    return {one.id: STATUS[status(one, delivery.until.end)] for one in periods}


def _yearly(drawn: Drawn, delivery: Delivery, shapes: Mapping[str, Shape]) -> pl.DataFrame:
    """Surveys, own counts and money of the years that were over; of this year only the budget."""
    this_year = drawn.moments.today.year
    rows = []
    for one in drawn.told["observed"]:
        for offset, value in enumerate(one["waarden"]):
            year = this_year - 7 + offset
            if year < delivery.on.year or one["indicator"] == "costs_budgeted":
                facts = (one["indicator"], f"{year}JJ00", one["aanbieder"], one["bron"])
                figure = _written(value, one.get("noemer"), shapes[one["indicator"]])
                rows.append((*facts, *figure))
    names = ["indicator", "periode", "aanbieder", "bron", "waarde", "teller", "noemer"]
    types = [pl.String] * 5 + [pl.Int64] * 2
    frame = pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")
    return frame.filter(pl.col("periode") <= f"{delivery.on.year}JJ00")


def _written(value: float, whole: int | None, shape: Shape) -> tuple:
    """Value, numerator and denominator: whoever counts hands over counts, a percentage not."""
    if shape is Shape.count:
        return None, value, None
    if shape is Shape.share:
        return None, round(value * whole / 100), whole
    return (f"{value:g}" if value < 11 else f"{value:.0f}"), None, whole
