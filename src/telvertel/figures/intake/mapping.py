"""A mapping turns a foreign table of text into our own headings; it is data, not code.

One TOML file per sort of file in ``data/mappings``; docs/mapping.md describes every key.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind, heading_key
from telvertel.figures.intake.table import ROW
from telvertel.figures.intake.values import Unreadable, read_number, read_whole

HERE = Path(__file__).resolve().parents[4] / "data" / "mappings"
MEASURES = ("teller", "noemer", "waarde")
_OBSERVED = {one.heading: one for one in COLUMNS[DeliveryKind.observations]}


class Impossible(BaseModel):
    """A share is left out where ``count`` out of it would be more people than live there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: str  # the heading that holds the number of young people
    inhabitants: str


class MappedSeries(BaseModel):
    """One indicator and the headings its figures stand under. Each gives rows of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str
    teller: str | None = None
    noemer: str | None = None
    waarde: str | None = None
    uitsplitsing: str | None = None
    # The file counts in so many: 1000 for "x 1 000 euro", 100 for a share of 0-1, 0.01 for cents.
    factor: Decimal = Decimal(1)
    impossible: Impossible | None = None
    only: dict[str, tuple[str, ...]] = {}  # as in the mapping, for this series alone
    periode: str | None = None  # its period, where the file says less ("2021" for half of it)


class Mapping(BaseModel):
    """How the headings of one sort of file become those of a delivery."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str  # file name without .toml
    kind: DeliveryKind
    about: str
    needs: tuple[str, ...] = Field(min_length=1)  # all of them: this mapping fits the file
    decimal: str = ","  # a point: "7.400" is 7,4 and never 7400
    fields: dict[str, str] = {}  # our heading → the heading in the file
    constants: dict[str, str] = {}  # our heading → the same text in every row
    replace: dict[str, dict[str, str]] = {}  # our heading → text in the file → our text
    only: dict[str, tuple[str, ...]] = {}  # heading in the file → rows with these texts are kept
    published: bool = False  # figures protected by their publisher; only a mapping that ships
    drop_unpublished: bool = False  # a period in which no row has a figure is left out
    series: tuple[MappedSeries, ...] = ()
    provider: str = ""  # whose files these are, in words; decides nothing
    suffixes: bool = False  # the number behind a heading differs per edition: "jongeren_110"
    asks: tuple[str, ...] = ()  # our headings that the file does not hold: asked with every file

    def fits(self, headings: Iterable[str]) -> bool:
        names = self.names(headings)
        return all(self.key(need) in names for need in self.needs)

    def key(self, heading: str) -> str:
        """A heading as this mapping looks for it."""
        key = heading_key(heading)
        return re.sub(r"_\d+$", "", key) if self.suffixes else key

    def names(self, headings: Iterable[str]) -> dict[str, str]:
        """Each key with its heading in the file. Headings that differ in their number only are no
        names: which of the two is meant, nobody can tell."""
        headings = [one for one in headings if one != ROW]
        times = Counter(map(self.key, headings))
        return {
            self.key(one): one for one in headings if not self.suffixes or times[self.key(one)] == 1
        }

    def columns(self, headings: Iterable[str]) -> dict[str, Column]:
        """Which column of ours each heading of the file that is used stands for."""
        ours = {one.heading: one for one in COLUMNS[self.kind]}
        used = list(self.fields.items())
        used += [(name, getattr(one, name)) for one in self.series for name in MEASURES]
        names = self.names(headings)
        return {
            names[self.key(there)]: ours[name]
            for name, there in used
            if there and name in ours and self.key(there) in names
        }

    def answered(self, answers: dict[str, str]) -> Mapping:
        """With what was asked filled in for one file."""
        left = tuple(one for one in self.asks if not answers.get(one))
        given = {one: answers[one] for one in self.asks if one not in left}
        return self.model_copy(update={"asks": left, "constants": {**self.constants, **given}})


def mappings(folder: Path = HERE) -> tuple[Mapping, ...]:
    """All mappings of a folder, the one with most needs first, so that the closest fit wins."""
    read = [mapping(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(read, key=lambda one: -len(one.needs)))


def mapping(path: Path) -> Mapping:
    """One mapping file; a pydantic ValidationError names what does not belong in it.

    Whoever brings a mapping of their own cannot declare figures published with it: that would
    take their own small counts past the protection.
    """
    read = Mapping.model_validate(
        {"name": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))}
    )
    if read.published and path.resolve().parent != HERE:
        raise ValueError("published: only in a mapping that ships in data/mappings")
    return read


def mapped(rows: pl.DataFrame, mapping: Mapping) -> tuple[pl.DataFrame, dict[str, int]]:
    """The rows under our headings (ROW kept), and how many were left out for which reason.

    With series, one row of the file gives one row per series: ROW then occurs more than once.
    """
    names = _Names(mapping, rows)
    kept = _only(rows, mapping.only, names)
    shared = {ROW: pl.col(ROW)}
    shared |= {ours: pl.col(names[there]) for ours, there in mapping.fields.items()}
    shared |= {ours: pl.lit(text) for ours, text in mapping.constants.items()}
    left_out = {"share_impossible": 0}
    tables = []
    for series in mapping.series:
        those = _only(kept, series.only, names)
        table = those.select(**shared | _figures(series, names, mapping.decimal))
        if series.periode:
            table = table.with_columns(periode=pl.lit(series.periode))
        doubtful = those.select(_impossible(series, names)).to_series()
        table = table.with_columns(pl.when(~doubtful).then(pl.col("waarde")).alias("waarde"))
        left_out["share_impossible"] += int(doubtful.sum())
        tables.append(table)
    table = pl.concat(tables, how="diagonal") if tables else kept.select(**shared)
    left_out["rows_not_mapped"] = rows.height - table[ROW].n_unique()
    table = table.with_columns(_replaced(table, mapping))
    return _published(table, mapping, left_out)


class _Names:
    """The heading in the file of a heading in the mapping."""

    def __init__(self, mapping: Mapping, rows: pl.DataFrame) -> None:
        self._key, self._names = mapping.key, mapping.names(rows.columns)

    def __getitem__(self, heading: str) -> str:
        return self._names[self._key(heading)]


def _only(rows: pl.DataFrame, only: dict[str, tuple[str, ...]], names: _Names) -> pl.DataFrame:
    for heading, texts in only.items():
        rows = rows.filter(pl.col(names[heading]).is_in(list(texts)))
    return rows


def _figures(series: MappedSeries, names: _Names, decimal: str) -> dict[str, pl.Expr]:
    """Indicator, its fixed part if it has one, and the figures as text; a figure that the series
    has not is null."""
    columns = {"indicator": pl.lit(series.indicator)}
    if series.uitsplitsing is not None:
        columns["uitsplitsing"] = pl.lit(series.uitsplitsing)
    for ours in MEASURES:
        there = getattr(series, ours)
        text = pl.col(names[there]) if there else pl.lit(None, pl.String)
        columns[ours] = _scaled(text, series.factor, decimal, ours)
    return columns


def _scaled(text: pl.Expr, factor: Decimal, decimal: str, ours: str) -> pl.Expr:
    if decimal == ".":
        text = text.str.replace(r"\.(\d)", ",${1}")  # a point alone is a missing figure
    if factor == 1:
        return text
    return text.map_elements(lambda one: _times(one, factor, ours), return_dtype=pl.String)


def _times(text: str, factor: Decimal, ours: str) -> str:
    """The number times the factor, as text; what is no number stays for the reader to refuse.

    Read as the reader of the column will: what only that reader understands would come in unscaled.
    """
    column = _OBSERVED[ours]
    for read in (read_number,) if ours == "waarde" else (read_number, read_whole):
        try:
            number = Decimal(str(read(text, column))) * factor
        except Unreadable:
            continue
        return f"{number.normalize():f}".replace(".", ",")
    return text


def _impossible(series: MappedSeries, names: _Names) -> pl.Expr:
    if series.impossible is None or series.waarde is None:
        return pl.lit(False).repeat_by(pl.len()).explode().alias("impossible")

    def number(heading: str) -> pl.Expr:
        return pl.col(names[heading]).cast(pl.Float64, strict=False)

    people = number(series.impossible.count) / (number(series.waarde) / 100)
    return (people > number(series.impossible.inhabitants)).fill_null(False).alias("impossible")


def _replaced(table: pl.DataFrame, mapping: Mapping) -> list[pl.Expr]:
    return [
        pl.col(ours).replace(list(texts), list(texts.values()))
        for ours, texts in mapping.replace.items()
        if ours in table.columns
    ]


def _published(
    table: pl.DataFrame, mapping: Mapping, left_out: dict[str, int]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Without the periods in which the publisher has filled nothing at all yet."""
    if not mapping.drop_unpublished:
        return table, left_out
    filled = pl.any_horizontal(pl.col(name).is_not_null() for name in MEASURES)
    kept = table.filter(filled.any().over("periode"))
    return kept, {**left_out, "not_published": table[ROW].n_unique() - kept[ROW].n_unique()}
