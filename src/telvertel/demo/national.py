"""A fictional delivery of national size: every municipality of 2026, 2,000 providers, eleven years.

For trying out and for the bench; nobody in it exists and no figure in it is anybody's. Made from a
seed, a piece at a time, so that a file of any size takes the memory of one piece. A piece has
children of its own with all their trajectories; rows stand in no order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as parquet

from telvertel.demo.rivierstede import DURATIONS
from telvertel.figures.geography import municipalities

SEED = 2026
PROVIDERS = 2_000
FIRST_PROVIDER = 99_010_001  # codes that nobody has
NATIONAL = 8  # providers that work everywhere
CONTRACTED = 0.6  # share of the providers of a region that a municipality in it works with
SEVERAL = (0.74, 0.19, 0.07)  # share of children with one, two and three trajectories
FIRST, LAST = date(2015, 1, 1), date(2025, 12, 31)
BEFORE = 365  # days before the first: help that runs at the beginning
PIECE = 250_000  # children made at once
YEARS = range(FIRST.year, LAST.year + 1)
SORTS = ("Buurtteam", "Ambulant", "Gezinshulp", "Pleegzorg", "Verblijf")  # of each row of KINDS

FORMS = np.array(["01", "02", "03", "04", "11", "12", "13", "14"])
# What a provider does, as shares of FORMS: the local team, and four sorts of others.
KINDS = np.array(
    [
        [1.0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0.72, 0.2, 0.08, 0, 0, 0, 0],
        [0, 0.35, 0.25, 0.4, 0, 0, 0, 0],
        [0, 0.3, 0.1, 0, 0.35, 0.25, 0, 0],
        [0, 0.1, 0.1, 0, 0.1, 0.1, 0.35, 0.25],
    ]
)
# Codes with their shares; "" is nothing filled in.
REFERRERS = {"01": 40, "02": 31, "03": 5, "04": 7, "05": 9, "06": 3, "08": 2, "99": 3}
REASONS = {"01": 68, "02": 9, "03": 8, "04": 5, "05": 4, "99": 2, "": 4}
FURTHER = {"01": 6, "02": 10, "03": 13, "04": 9, "": 62}
GRADES = {"": 62, "3": 1, "4": 1, "5": 2, "6": 5, "7": 10, "8": 12, "9": 5, "10": 2}
CRISIS = {"01": 4, "02": 96}


@dataclass(frozen=True)
class _Country:
    """Who works where. ``offer`` has per municipality its providers, ``reach`` their shares as a
    rising sum, the municipality's number added: one search draws a provider for every row."""

    codes: np.ndarray
    shares: np.ndarray
    providers: np.ndarray
    names: list[str]  # of each provider
    kind: np.ndarray  # of each provider, a row of KINDS
    offer: np.ndarray
    reach: np.ndarray
    begins: np.ndarray  # where the providers of each municipality begin in ``offer``


def write(path: Path, rows: int, form: str = "parquet", seed: int = SEED) -> None:
    """So many trajectories as a delivery of Parquet or CSV; the same seed, the same file.

    Whoever stops it half-way leaves nothing behind.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        (_as_parquet if form == "parquet" else _as_csv)(part, pieces(rows, seed))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def beside(path: Path, rows: int, seed: int = SEED) -> tuple[Path, Path]:
    """Two small deliveries next to it: what the providers are called, and how many young people
    live in each municipality; as many as make one in ten have help in a half-year."""
    country = _country(np.random.default_rng(seed))
    parties = pl.DataFrame({
        "code": country.providers, "naam": country.names, "soort": "aanbieder",
        "levert": "bestanden", "fictief": "ja",
    })  # fmt: skip
    young = np.maximum(np.rint(country.shares * rows / 10) * 10, 10).astype(int)
    places = pl.DataFrame({"gemeente": country.codes, "aantal": young}).with_columns(
        leeftijd=pl.lit("0-22"), bron=pl.lit("Verzonnen, bij verzonnen trajecten")
    )
    people = places.join(pl.DataFrame({"jaar": list(YEARS)}), how="cross")
    made = {"partijen": parties, "bevolking": people}
    paths = tuple(path.with_name(f"{path.stem}-{name}.csv") for name in made)
    for target, table in zip(paths, made.values(), strict=True):
        table.write_csv(target, separator=";")
    return paths


def _as_parquet(path: Path, tables: Iterator[pl.DataFrame]) -> None:
    first = next(tables).to_arrow(compat_level=pl.CompatLevel.oldest())
    with closing(parquet.ParquetWriter(path, first.schema, compression="zstd")) as file:
        file.write_table(first)
        for table in tables:
            file.write_table(table.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _as_csv(path: Path, tables: Iterator[pl.DataFrame]) -> None:
    with path.open("wb") as file:
        for number, table in enumerate(tables):
            table.write_csv(file, separator=";", include_header=number == 0)


def pieces(rows: int, seed: int = SEED) -> Iterator[pl.DataFrame]:
    """Tables with the headings of a delivery of trajectories, together so many rows."""
    country = _country(np.random.default_rng(seed))
    made, number = 0, 0
    while made < rows or not number:
        table = _piece(country, np.random.default_rng([seed, number]), number, rows - made)
        made, number = made + table.height, number + 1
        yield table


def _country(rng: np.random.Generator) -> _Country:
    known = list(municipalities().values())
    regions = sorted({one.youth_region for one in known})
    size = rng.lognormal(0, 0.95, len(known))
    # A page that opens without a choice opens on the first: there is most to be seen.
    largest = int(size.argmax())
    size[[0, largest]] = size[[largest, 0]]
    others = np.arange(len(known) + NATIONAL, PROVIDERS)
    home = rng.integers(0, len(regions), len(others))
    kind = rng.integers(1, len(KINDS), PROVIDERS)
    kind[: len(known)] = 0
    offer, reach, begins = [], [], []
    regions_seen: set[str] = set()
    for number, one in enumerate(known):
        near = rng.permutation(others[home == regions.index(one.youth_region)])
        if one.youth_region in regions_seen:  # the first of a region works with all of them
            near = near[: round(CONTRACTED * len(near))]
        regions_seen.add(one.youth_region)
        begins.append(sum(map(len, offer)))
        found = np.concatenate([[number], rng.permutation(len(known) + np.arange(NATIONAL)), near])
        share = 1 / np.arange(1, len(found) + 1) ** 1.1  # the team first, then a long tail
        offer.append(found)
        reach.append(number + np.cumsum(share) / share.sum())
    return _Country(
        np.array([one.code for one in known]),
        size / size.sum(),
        np.array([f"{FIRST_PROVIDER + number}" for number in range(PROVIDERS)]),
        _names([one.name for one in known], [regions[at] for at in home], kind),
        kind,
        np.concatenate(offer),
        np.concatenate(reach),
        np.array(begins),
    )


def _names(places: list[str], regions: list[str], kind: np.ndarray) -> list[str]:
    """Of the teams by their municipality, of whoever works everywhere by a number, of the others
    by what they do and their region."""
    where = [*places, *["landelijk"] * NATIONAL, *regions]
    return [
        f"{SORTS[kind[at]]} {'' if at < len(places) else f'{at} '}{place} (fictief)"
        for at, place in enumerate(where)
    ]


def _piece(country: _Country, rng: np.random.Generator, number: int, most: int) -> pl.DataFrame:
    """At most so many trajectories, of children that no other piece has."""
    children = min(PIECE, most)
    several = 1 + rng.choice(len(SEVERAL), children, p=SEVERAL)
    child = rng.permutation(np.repeat(np.arange(children), several))[:most]
    where = rng.choice(len(country.codes), children, p=country.shares)[child]
    at = np.searchsorted(country.reach, where + rng.random(len(child)) * (1 - 1e-9))
    provider = country.offer[np.minimum(at, len(country.offer) - 1)]
    started, ended = _days(rng, len(child))
    born = _born(rng, children, started, child)
    waited = rng.lognormal(3.3, 0.8, len(child)).astype(int)
    known = {
        "client": pl.Series(number * PIECE + child),
        "gemeente": country.codes[where],
        "aanbieder": country.providers[provider],
        "hulpvorm": _forms(rng, country.kind[provider]),
        "verwijzer": _drawn(rng, REFERRERS, len(child)),
        "geboortejaar": born,
        "crisis": _drawn(rng, CRISIS, len(child)),
        "toegewezen": _as_days(started - waited),
        "aanvang": _as_days(started),
        "einde": _as_days(ended),
    }
    answers = {"reden_einde": REASONS, "nut_jeugdige": GRADES, "nut_ouder": GRADES}
    answers |= {"verder_jeugdige": FURTHER, "verder_ouder": FURTHER}
    told = {name: _drawn(rng, shares, len(child)) for name, shares in answers.items()}
    over = pl.Series(ended <= _day(LAST))
    return pl.DataFrame(known | told).with_columns(
        pl.format("FI{}", "client").alias("client"),
        *(pl.when(over).then(name).alias(name) for name in ("einde", *told)),
    )


def _days(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of help, as days from 1-1-1970; what was over before the years begin is
    moved into them."""
    low, high, weight = np.array(DURATIONS).T
    kind = rng.choice(len(weight), size=count, p=weight / weight.sum())
    lasts = np.maximum(1, low[kind] + rng.random(count) * (high[kind] - low[kind])).astype(int)
    started = rng.integers(_day(FIRST) - BEFORE, _day(LAST) + 1, count)
    again = rng.integers(_day(FIRST), _day(LAST) + 1, count)
    started = np.where(started + lasts < _day(FIRST), again, started)
    return started, started + lasts


def _born(
    rng: np.random.Generator, children: int, started: np.ndarray, child: np.ndarray
) -> np.ndarray:
    """One year of birth per child, from its earliest start: never older than 22 at a start."""
    first, last = np.full(children, 2**31), np.zeros(children, int)
    np.minimum.at(first, child, started)
    np.maximum.at(last, child, started)
    youngest = np.floor(1970 + first / 365.2425 - rng.triangular(0, 11, 18, children))
    return np.maximum(youngest, np.floor(1970 + last / 365.2425) - 22).astype(int)[child]


def _forms(rng: np.random.Generator, kind: np.ndarray) -> np.ndarray:
    reach = np.cumsum(KINDS, axis=1) + np.arange(len(KINDS))[:, None]
    at = np.searchsorted(reach.ravel(), kind + rng.random(len(kind)) * (1 - 1e-9), side="right")
    return FORMS[at % len(FORMS)]


def _drawn(rng: np.random.Generator, shares: dict[str, int], count: int) -> pl.Series:
    """Codes by their shares; "" becomes nothing."""
    weight = np.array(list(shares.values()))
    at = rng.choice(len(shares), size=count, p=weight / weight.sum()).astype(np.uint32)
    return pl.Series([code or None for code in shares], dtype=pl.String).gather(at)


def _as_days(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]")


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days
