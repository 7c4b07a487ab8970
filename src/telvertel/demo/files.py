"""A delivery as the CSV files in which it comes in, with the Dutch headings of every delivery."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import polars as pl

from telvertel.demo import norms, observed
from telvertel.demo.deliveries import Delivery, Drawn, known, of
from telvertel.demo.rivierstede import (
    ANKER,
    MUNICIPALITY,
    OEVER,
    POPULATION,
    POPULATION_GROWTH,
    TEAMS,
)
from telvertel.indicators.definition import Indicator

FILES = {TEAMS: "buurtteams", OEVER: "de-oever", ANKER: "klein-anker"}


def write(
    drawn: Drawn, delivery: Delivery, cards: Collection[Indicator], folder: Path
) -> tuple[Path, ...]:
    """The CSV files of one delivery, in a folder that is there; their paths in order of name."""
    tables = {
        f"trajecten-{FILES[provider]}": _trajectories(drawn, delivery, provider)
        for provider in FILES
    }
    tables["waarnemingen"] = observed.observations(drawn, delivery, cards)
    tables["bevolking"] = _population(drawn)
    tables["normen"] = norms.norms(drawn, delivery)
    tables["trendbreuken"] = pl.DataFrame(drawn.told["breaks"]).with_columns(
        gemeente=pl.lit(MUNICIPALITY), aanbieder=pl.lit("")
    )
    tables["verhalen"] = _told(drawn, delivery)
    tables["partijen"] = pl.DataFrame(drawn.told["parties"]).with_columns(fictief=pl.lit("ja"))
    paths = []
    for name, table in sorted(tables.items()):
        if table.is_empty():
            continue
        path = folder / f"{name}-{delivery.until.id}.csv"
        table.write_csv(path, separator=";")
        paths.append(path)
    return tuple(paths)


def _told(drawn: Drawn, delivery: Delivery) -> pl.DataFrame:
    """What had been told by that day."""
    rows = pl.DataFrame(drawn.told["stories"]).with_columns(gemeente=pl.lit(MUNICIPALITY))
    return rows.filter(pl.col("verteld_op") <= delivery.on.isoformat())


def _trajectories(drawn: Drawn, delivery: Delivery, provider: str) -> pl.DataFrame:
    """The columns of a delivery file; what is told at the end is empty while help goes on."""
    rows = of(known(drawn, delivery), provider)
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
