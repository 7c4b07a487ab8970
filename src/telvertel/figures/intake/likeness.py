"""What unknown headings may mean: kind and columns proposed by likeness, for a person to confirm.

A proposal looks at two things: how alike the headings are, and whether the values can be read as
what the column holds. It decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from telvertel.figures.intake import bsn
from telvertel.figures.intake.chosen import Chosen
from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind, Type, heading_key
from telvertel.figures.intake.headings import are_headings
from telvertel.figures.intake.reading import read_table
from telvertel.figures.intake.table import ROW
from telvertel.figures.intake.values import READERS, Unreadable, is_missing, is_suppressed

ALIKE = 72  # of 100; below this two headings only share letters
TRIED = 20  # different values of a column that are tried by its reader
SHOWN = 3  # example values of a column
SHARED = 10  # rows that must hold a value before it is shown of a file with one row per person
LONGEST = 40  # characters of an example
_PERSON = re.compile(
    r"client|pseudo|bsn|burger|sofi|dossier|geboorte|geb_?dat|geb_?jaar|voornaam|achternaam|tussenvoegsel"
    r"|adres|straat|postcode|huisnummer|telefoon|mail|ouder_?\d|voogd|jeugdige(_|$)"
)
_TEXT = re.compile(r"toelichting|opmerking|notitie|memo|reden|verslag|naam|tekst|verhaal|citaat")
_NAME_OF_PLACE = re.compile(r"gemeente|gm|wijk|buurt|regio|provincie")
# What systems call our columns and letters alone do not tell; only to propose, never to accept.
_CALLED = {
    "client": ("clientnummer", "clientnr", "client id", "pseudo"),
    "aanbieder": ("zorgaanbieder", "jeugdhulpaanbieder", "instelling", "organisatie"),
    "aanvang": ("start", "datum start", "begin", "start hulp", "begin hulp"),
    "einde": ("stop", "datum stop", "eind", "einde hulp", "stop hulp"),
    "hulpvorm": ("vorm van hulp", "soort hulp", "type hulp", "zorgvorm"),
    "toegewezen": ("datum toewijzing", "toewijzing", "datum besluit", "besluitdatum"),
    "reden_einde": (
        "reden stop",
        "waarom gestopt",
        "waarom beeindigd",
        "reden einde hulp",
        "beeindiging",
    ),
    "nut_jeugdige": ("nut jeugdige", "nut jongere", "cijfer jeugdige"),
    "nut_ouder": ("nut ouders", "cijfer ouder"),
    "verder_jeugdige": ("verder kind", "verder jongere", "verder kunnen jeugdige"),
    "verder_ouder": ("verder ouders", "verder kunnen ouder"),
    "verwijzer": ("wie verwees", "verwezen door", "verwijzing"),
    "geboortejaar": ("geb jaar", "jaar van geboorte"),
}
# These say by their values alone what they are; a bare number is no place yet.
_BY_VALUES = {Type.place: re.compile(r"[A-Za-z]{2}\d{2,}"), Type.period: re.compile(r"20\d\d.*")}


@dataclass(frozen=True)
class Looked:
    """A file that nothing fits, in so far as a person needs to say what it is.

    ``examples``: at most SHOWN values per heading, none of a column about persons. ``columns``:
    per kind, our heading = the heading in the file that is most like it. ``figures``: the headings
    under which numbers stand.
    """

    headings: tuple[str, ...]
    examples: dict[str, tuple[str, ...]]
    kind: DeliveryKind
    columns: dict[DeliveryKind, dict[str, str]]
    figures: tuple[str, ...]


def look_at(path: Path, chosen: Chosen) -> Looked | None:
    """None when the file cannot be read as a table with headings, or holds service numbers."""
    table = read_table(path, chosen.fits, chosen.sheet)
    if table.rows is None or not are_headings(table.headings):
        return None
    if bsn.in_headings(table.headings):
        return None
    looked = proposed(table.rows)
    ours = {one.heading: one for one in COLUMNS[looked.kind]}
    meant = {theirs: ours[name] for name, theirs in looked.columns[looked.kind].items()}
    return None if bsn.in_columns(table.rows, meant) else looked


def proposed(rows: pl.DataFrame) -> Looked:
    """``rows`` as in Table."""
    headings = tuple(name for name in rows.columns if name != ROW)
    tried = {name: _tried(rows[name]) for name in headings}
    columns = {kind: _columns(COLUMNS[kind], tried) for kind in DeliveryKind}
    kind = _kind(columns)
    personal = {
        theirs
        for of_kind, found in columns.items()
        for column in COLUMNS[of_kind]
        if column.personal and (theirs := found.get(column.heading))
    }
    examples = _examples(rows, headings, personal, shared_only=_of_persons(headings, kind))
    figures = tuple(name for name in headings if _reads(Type.number, tried[name]))
    return Looked(headings, examples, kind, columns, figures)


def _tried(texts: pl.Series) -> list[str]:
    """The first different values that say something."""
    different = texts.drop_nulls().unique(maintain_order=True).head(TRIED).to_list()
    return [one for one in different if not is_missing(one) and not is_suppressed(one)]


def _columns(columns: Sequence[Column], tried: dict[str, list[str]]) -> dict[str, str]:
    """The best pairs first; every heading is proposed once."""
    found: dict[str, str] = {}
    pairs = [(score, ours, theirs) for ours in columns for theirs, score in _alike(ours, tried)]
    for _, column, theirs in sorted(pairs, key=lambda one: -one[0]):
        if column.heading not in found and theirs not in found.values():
            found[column.heading] = theirs
    for column in columns:
        left = (one for one in tried if one not in found.values() and not _is_personal(one))
        if column.type in _BY_VALUES and column.heading not in found:
            there = next((one for one in left if _says_itself(column, tried[one])), None)
            found |= {column.heading: there} if there else {}
    return found


def _says_itself(column: Column, texts: list[str]) -> bool:
    form = _BY_VALUES[column.type]
    return bool(texts) and all(form.fullmatch(one) and _readable(column, one) for one in texts)


def _alike(column: Column, tried: dict[str, list[str]]) -> list[tuple[str, float]]:
    """The headings like this column whose values it could hold."""
    called = (column.heading, *column.aliases, *_CALLED.get(column.heading, ()))
    names = [one.replace("_", " ") for one in called]
    keys = [re.sub(r"_\d+$", "", heading_key(one)).replace("_", " ") for one in tried]
    scores = process.cdist(names, keys, scorer=_likeness).max(axis=0)
    return [
        (heading, float(score))
        for heading, score in zip(tried, scores, strict=True)
        if score >= ALIKE and _half(column, tried[heading])
    ]


def _likeness(ours: str, theirs: str, **_: object) -> float:
    """Whole headings count most; one that holds ours as a word comes close ("gemeente code")."""
    return max(fuzz.ratio(ours, theirs), 0.9 * fuzz.token_set_ratio(ours, theirs))


def _half(column: Column, texts: list[str]) -> bool:
    return sum(_readable(column, one) for one in texts) * 2 >= len(texts)


def _reads(type_: Type, texts: list[str]) -> bool:
    return bool(texts) and _half(Column("", "", type_), texts)


def _readable(column: Column, text: str) -> bool:
    try:
        READERS[column.type](text, column)
    except Unreadable:
        return False
    return True


def _kind(columns: dict[DeliveryKind, dict[str, str]]) -> DeliveryKind:
    """Of the kinds of which most of what they need is found, the one that explains most columns:
    else a kind that needs little would win from the one the file is about. A table of figures when
    none is near."""

    def share(kind: DeliveryKind) -> float:
        required = [one.heading for one in COLUMNS[kind] if one.required]
        return sum(one in columns[kind] for one in required) / len(required)

    near = [kind for kind in DeliveryKind if share(kind) > 0.5]
    explained = ((len(columns[kind]), share(kind), kind) for kind in near)
    return max(explained, key=lambda one: one[:2])[2] if near else DeliveryKind.observations


def _of_persons(headings: Sequence[str], kind: DeliveryKind) -> bool:
    """Is a row of this file about one person?"""
    return kind is DeliveryKind.trajectories or any(
        _PERSON.search(heading_key(one)) for one in headings
    )


def _examples(
    rows: pl.DataFrame, headings: Sequence[str], personal: set[str], *, shared_only: bool
) -> dict[str, tuple[str, ...]]:
    return {
        heading: ()
        if heading in personal or _is_personal(heading)
        else _values(rows[heading], SHARED if shared_only else 1)
        for heading in headings
    }


def _is_personal(heading: str) -> bool:
    key = heading_key(heading)
    named = _TEXT.search(key) and not _NAME_OF_PLACE.search(key)
    return bool(_PERSON.search(key) or named)


def _values(texts: pl.Series, at_least: int) -> tuple[str, ...]:
    """The first different values that so many rows hold; a service number is never among them."""
    counted = texts.rename("text").drop_nulls().value_counts(name="times")
    often = counted.filter(pl.col("times") >= at_least)["text"]
    first = texts.filter(texts.is_in(often.implode())).unique(maintain_order=True).head(SHOWN)
    return tuple(one[:LONGEST] for one in first if not bsn.is_bsn(one))
