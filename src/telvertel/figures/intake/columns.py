"""The columns of each kind of delivery: Dutch heading, our own name, type, and what is required.

This table is the whole contract of a delivery file; docs/mapping.md is written from it. The order
of columns in a file is free and columns that do not stand here are never kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl


class DeliveryKind(StrEnum):
    """What a file holds."""

    trajectories = "trajectories"
    observations = "observations"
    population = "population"
    norms = "norms"
    breaks = "breaks"
    parties = "parties"
    products = "products"
    end_reasons = "end_reasons"
    stories = "stories"


# A row of these is no person, so how many there are may be told as it is.
WITHOUT_PEOPLE = frozenset(
    {
        DeliveryKind.population,
        DeliveryKind.norms,
        DeliveryKind.breaks,
        DeliveryKind.parties,
        DeliveryKind.products,
        DeliveryKind.end_reasons,
    }
)


class Type(StrEnum):
    """How the text of a column is read (``values.py`` has one reader for each)."""

    text = "text"
    code = "code"
    key = "key"  # an identifier that is kept as it is: client, provider
    place = "place"  # GM0344, NL01, a wijk, buurt, province …
    date = "date"
    year = "year"
    whole = "whole"
    number = "number"
    period = "period"
    indicator = "indicator"
    indicators = "indicators"  # none, one or several, kept with commas between


DTYPES: dict[Type, pl.DataType] = {
    Type.text: pl.String(),
    Type.code: pl.String(),
    Type.key: pl.String(),
    Type.place: pl.String(),
    Type.date: pl.Date(),
    Type.year: pl.Int64(),
    Type.whole: pl.Int64(),
    Type.number: pl.Float64(),
    Type.period: pl.String(),
    Type.indicator: pl.String(),
    Type.indicators: pl.String(),
}


@dataclass(frozen=True)
class Column:
    """One column. ``codes`` maps what may stand in the file to what we keep (None: unknown)."""

    heading: str
    name: str
    type: Type
    required: bool = False  # the column must be there
    filled: bool = False  # and every row has a value
    codes: dict[str, str | None] | None = field(default=None, hash=False)
    low: float | None = None
    high: float | None = None
    aliases: tuple[str, ...] = ()
    personal: bool = False  # shown shortened in a list of problems
    says_none: tuple[str, ...] = ()  # texts that say: absent, and on purpose
    # Other words that people have for a code: understood, and never proposed.
    meant: dict[str, str] = field(default_factory=dict, hash=False)


def _same(*codes: str) -> dict[str, str | None]:
    return {code: code for code in codes}


# Codes of the national record, BiJ version 7. 99 is how many systems write "unknown"; referrer 07
# is the old one.
CARE_FORM = _same("01", "02", "03", "04", "11", "12", "13", "14")
REFERRER = {**_same("01", "02", "03", "04", "05", "06", "08"), "07": None, "99": None}
CRISIS = {**_same("01", "02"), "99": None}
END_REASON = {**_same("01", "02", "03", "04", "05"), "99": None}
FURTHER = {**_same("01", "02", "03", "04"), "99": None}
STATUS = {
    "voorlopig": "provisional",
    "nader voorlopig": "revised_provisional",
    "definitief": "final",
}
NORM_KIND = {"ambitie": "ambition", "prognose": "forecast", "kader": "framework_limit"}
NORM_WORDS = {
    **dict.fromkeys(("streefwaarde", "streefcijfer", "doelstelling", "doel"), "ambitie"),
    **dict.fromkeys(("verwachting", "raming", "voorspelling"), "prognose"),
    **dict.fromkeys(("plafond", "budgetplafond", "budgetkader"), "kader"),
    "ambition": "ambitie",
    "target": "ambitie",
    "forecast": "prognose",
    "framework limit": "kader",
    "framework_limit": "kader",
}
# Wijken and buurten are no parties: this is where a delivery gives them a name.
PARTY_KIND = {
    "gemeente": "municipality",
    "aanbieder": "provider",
    "wijk": "district",
    "buurt": "neighbourhood",
}
DELIVERS = {"bestanden": "files", "aggregaten": "aggregates"}
YES_NO = {"ja": "yes", "nee": "no"}
# Of a stop message: a reason of the record, or an ending that is no end of help.
STOP_REASON = {**_same("01", "02", "03", "04", "05"), "administratief": "administratief"}
STORY_KIND = {"verhaal": "story", "citaat": "quote", "praktijkvoorbeeld": "case"}
TELLER = {
    "jongere": "young_person",
    "ouder": "parent",
    "professional": "professional",
    "bestuur": "provider_board",
    "beleid": "policy",
    "inkoop": "purchasing",
    "financien": "finance",
    "verwijzer": "referrer",
    "onderwijs": "education",
    "gecertificeerde instelling": "certified_institution",
}
# "niet nodig": told again in other words, so that nobody is in it any more.
CONSENT = {"gegeven": "given", "niet nodig": "retold", "nee": "refused"}
THEME = {
    "experiment": "experiment",
    "samenwerking": "cooperation",
    "normaliseren": "normalising",
    "consultatie": "consultation",
}
PRODUCT_FORM = {**CARE_FORM, "geen": "none"}  # transport, protection, probation: no youth help

_PLACE = Column("gemeente", "municipality", Type.place, True, True, aliases=("gemeentecode", "gm"))
_PROVIDER = Column("aanbieder", "provider", Type.key, True, aliases=("aanbieder_agb", "agb"))
_INDICATOR = Column("indicator", "indicator", Type.indicator, True, True)

COLUMNS: dict[DeliveryKind, tuple[Column, ...]] = {
    DeliveryKind.trajectories: (
        Column(
            "client",
            "client",
            Type.key,
            True,
            True,
            personal=True,
            aliases=("client_pseudo", "pseudoniem", "jeugdige"),
        ),
        _PLACE,
        Column("aanbieder", "provider", Type.key, True, True, aliases=("aanbieder_agb", "agb")),
        Column("hulpvorm", "care_form", Type.code, True, True, codes=CARE_FORM),
        Column("verwijzer", "referrer", Type.code, True, codes=REFERRER),
        Column("geboortejaar", "birth_year", Type.year, personal=True, aliases=("geboortedatum",)),
        Column("leeftijd", "age", Type.whole, low=0, high=23, personal=True),
        Column("crisis", "crisis", Type.code, codes=CRISIS, aliases=("gestart_met_crisis",)),
        Column("toegewezen", "assigned_on", Type.date, aliases=("toewijzingsdatum",)),
        Column(
            "aanvang",
            "started_on",
            Type.date,
            True,
            True,
            aliases=("datum_aanvang", "startdatum", "begindatum"),
        ),
        Column(
            "einde", "ended_on", Type.date, True, aliases=("datum_einde", "einddatum", "stopdatum")
        ),
        Column(
            "reden_einde",
            "end_reason",
            Type.code,
            True,
            codes=END_REASON,
            aliases=("reden_beeindiging", "reden_beeindiging_jeugdhulp", "reden"),
        ),
        Column("nut_jeugdige", "usefulness_young", Type.whole, low=1, high=10),
        Column("nut_ouder", "usefulness_parent", Type.whole, low=1, high=10),
        Column("verder_jeugdige", "further_young", Type.code, codes=FURTHER),
        Column("verder_ouder", "further_parent", Type.code, codes=FURTHER),
    ),
    DeliveryKind.observations: (
        _INDICATOR,
        Column("periode", "period", Type.period, True, True),
        _PLACE,
        _PROVIDER,
        Column("uitsplitsing", "part", Type.key),
        Column("teller", "numerator", Type.whole, low=0),
        Column("noemer", "denominator", Type.whole, low=0),
        Column("waarde", "value", Type.number),
        Column("status", "status", Type.code, True, codes=STATUS),
        Column("volledigheid", "completeness", Type.number, low=0, high=100),
        Column("peildatum", "reference_date", Type.date),
        Column("bron", "source", Type.text, True, True),
        Column("toelichting", "note", Type.text, personal=True),
    ),
    DeliveryKind.population: (
        _PLACE,
        Column("jaar", "year", Type.year, True, True),
        Column("leeftijd", "ages", Type.key, True, True),
        Column("aantal", "count", Type.whole, True, True, low=0),
        Column("bron", "source", Type.text, True, True),
    ),
    DeliveryKind.norms: (
        _INDICATOR,
        _PLACE,
        _PROVIDER,
        Column("soort", "kind", Type.code, True, True, codes=NORM_KIND, meant=NORM_WORDS),
        Column("periode_van", "since", Type.period, True, True),
        Column("periode_tot", "until", Type.period),
        Column("waarde", "value", Type.number, says_none=("bewust geen",)),
        Column("laag", "low", Type.number),
        Column("hoog", "high", Type.number),
        Column("gesteld_door", "set_by", Type.text, True, True),
        Column("gesteld_op", "set_on", Type.date, True, True),
        Column("reden", "reason", Type.text, True, personal=True),
    ),
    DeliveryKind.breaks: (
        Column("indicator", "indicator", Type.indicator, True),
        _PLACE,
        _PROVIDER,
        Column("periode", "period", Type.period, True, True),
        Column("reden", "reason", Type.text, True, True, personal=True),
    ),
    DeliveryKind.parties: (
        Column("code", "code", Type.key, True, True),
        Column("naam", "name", Type.text, True, True),
        Column("soort", "kind", Type.code, True, True, codes=PARTY_KIND),
        Column("levert", "delivers", Type.code, codes=DELIVERS),
        Column("fictief", "fictional", Type.code, codes=YES_NO),
    ),
    DeliveryKind.products: (
        Column("regio", "region", Type.text, True),
        Column("productcategorie", "category", Type.key, True, True),
        Column("productcode", "code", Type.key, True),
        Column("hulpvorm", "care_form", Type.code, True, True, codes=PRODUCT_FORM),
        Column("van", "since", Type.date),
        Column("tot", "until", Type.date),
    ),
    DeliveryKind.end_reasons: (
        Column("regio", "region", Type.text, True),
        Column("reden_jz588", "code", Type.key, True, True),
        Column("reden_einde", "end_reason", Type.code, True, True, codes=STOP_REASON),
    ),
    DeliveryKind.stories: (
        Column("periode", "period", Type.period, True, True),
        _PLACE,
        _PROVIDER,
        Column("soort", "story_kind", Type.code, True, True, codes=STORY_KIND),
        Column("verteld_door", "teller", Type.code, True, True, codes=TELLER),
        Column("verteld_op", "told_on", Type.date, True, True),
        Column("tekst", "text", Type.text, True, True, personal=True, aliases=("verhaal",)),
        Column("bron", "source", Type.text, True, True),
        Column("toestemming", "consent", Type.code, True, True, codes=CONSENT),
        Column("indicatoren", "indicators", Type.indicators, aliases=("indicator",)),
        Column("hulpvorm", "care_form", Type.code, codes=CARE_FORM),
        Column("thema", "theme", Type.code, codes=THEME),
        Column("nagelezen_door", "read_by", Type.text),
    ),
}


def heading_key(heading: str) -> str:
    """A heading as it is compared: no accents, case, spaces, dashes or newlines ("Reden einde")."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def found_columns(kind: DeliveryKind, headings: list[str]) -> dict[Column, str]:
    """The columns of this kind that the headings hold, each with its heading in the file."""
    by_key = {heading_key(heading): heading for heading in headings}
    found: dict[Column, str] = {}
    for column in COLUMNS[kind]:
        for name in (column.heading, *column.aliases):
            if name in by_key:
                found[column] = by_key[name]
                break
    return found


def missing_columns(kind: DeliveryKind, headings: list[str]) -> list[str]:
    """The headings that this kind cannot do without and that are not there."""
    found = {column.heading for column in found_columns(kind, headings)}
    missing = [one.heading for one in COLUMNS[kind] if one.required and one.heading not in found]
    if kind is DeliveryKind.trajectories and not found & {"geboortejaar", "leeftijd"}:
        missing.append("geboortejaar")
    return missing


def kind_of(headings: list[str]) -> tuple[DeliveryKind | None, list[str]]:
    """The kind whose headings are here, and what is missing from the nearest one otherwise.

    Nearest is the kind with at least half of its required headings; (None, []) when none is near.
    """
    missing = {kind: missing_columns(kind, headings) for kind in DeliveryKind}
    whole = [kind for kind in DeliveryKind if not missing[kind]]
    if whole:
        # Observations and norms share headings; the kind that uses most headings is meant.
        return max(whole, key=lambda kind: len(found_columns(kind, headings))), []
    required = {kind: sum(one.required for one in COLUMNS[kind]) for kind in DeliveryKind}
    nearest = min(DeliveryKind, key=lambda kind: len(missing[kind]) / required[kind])
    if len(missing[nearest]) * 2 > required[nearest]:
        return None, []
    return nearest, missing[nearest]
