"""What is read of each iJw 3.2 message, element by element; whatever does not stand here is not.

Elements and codes: Zorginstituut Nederland, iJw 3.2 (informatiemodel.istandaarden.nl). Names,
addresses, relations, comments and contacts stand nowhere in this table, so they are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The messages that are read."""

    assignment = "JW301"
    start = "JW305"
    stop = "JW307"
    request = "JW315"
    change_request = "JW317"
    claim = "JW323"


BY_CODE = {
    "436": Kind.assignment,
    "438": Kind.start,
    "440": Kind.stop,
    "446": Kind.request,
    "486": Kind.change_request,
    "490": Kind.claim,
}
# Known by the name of their schema, as a code may be of another list.
RETURNS = {"302", "306", "308", "316", "318", "320"}  # was a message accepted?
ANSWER = "319"  # of the municipality, to a request
CLAIM_ANSWER = "325"  # which claims were awarded
GONE = {"303", "304", "321", "322"}  # until iJw 3.1: claims and invoices of then
ASIDE = RETURNS | {ANSWER, CLAIM_ANSWER}
VERSION = ("3", "2")
FROM_MUNICIPALITY = {Kind.assignment}  # all others come from the provider
HEADER = (
    "BerichtCode",
    "BerichtVersie",
    "BerichtSubversie",
    "Afzender",
    "Ontvanger",
    "BerichtIdentificatie/Identificatie",
    "BerichtIdentificatie/Dagtekening",
)


class Sort(StrEnum):
    """How the text of an element is read."""

    code = "code"
    day = "day"
    whole = "whole"


@dataclass(frozen=True)
class Element:
    sort: Sort = Sort.code
    required: bool = False


_CODE, _DAY, _WHOLE = Element(), Element(Sort.day), Element(Sort.whole)
_CODE_NEEDED, _DAY_NEEDED = Element(required=True), Element(Sort.day, True)
_WHOLE_NEEDED = Element(Sort.whole, True)
_DELIVERED = {
    "ToewijzingNummer": _CODE,  # empty where a task is financed and nothing is assigned
    "Product/Categorie": _CODE,
    "Product/Code": _CODE,
    "ToewijzingIngangsdatum": _DAY,
    "Begindatum": _DAY_NEEDED,
    "StatusAanlevering": _CODE_NEEDED,
}
_WISHED = {"GewensteIngangsdatum": _DAY, "Einddatum": _DAY}

# The element that repeats in a message → what is read of it, by its path below that element.
ITEMS: dict[str, dict[str, Element]] = {
    "ToegewezenProduct": {
        "ToewijzingNummer": _CODE_NEEDED,
        "ReferentieAanbieder": _CODE,
        "Product/Categorie": _CODE,
        "Product/Code": _CODE,
        "Toewijzingsdatum": _DAY_NEEDED,
        "Toewijzingstijd": _CODE,
        "Ingangsdatum": _DAY_NEEDED,
        "Einddatum": _DAY,
        "RedenWijziging": _CODE,
    },
    "StartProduct": _DELIVERED,
    "StopProduct": {**_DELIVERED, "RedenBeeindiging": _CODE_NEEDED, "Einddatum": _DAY_NEEDED},
    "AangevraagdProduct": {
        "ReferentieAanbieder": _CODE,
        "BeschikkingIngangsdatum": _DAY,
        "ToewijzingIngangsdatum": _DAY,
        "ToewijzingEinddatum": _DAY,
        "Verwijzer/Type": _CODE,
    },
    "NieuwProduct": _WISHED,
    "TeWijzigenProduct": _WISHED,
    "TotaalIngediendBedrag": {"TotaalBedrag": _WHOLE_NEEDED, "DebetCredit": _CODE_NEEDED},
    "Prestatie": {
        "ProductPeriode/Begindatum": _DAY_NEEDED,
        "ProductPeriode/Einddatum": _DAY_NEEDED,
        "GeleverdVolume": _WHOLE,
        "Eenheid": _CODE,
        # Not below a Product here, as in the other messages.
        "ProductCategorie": _CODE,
        "ProductCode": _CODE,
        "IngediendBedrag/Bedrag": _WHOLE_NEEDED,
        "IngediendBedrag/DebetCredit": _CODE_NEEDED,
    },
}
# The names at the end of any path above: what most elements of a message are not.
LEAVES = {name.rpartition("/")[2] for item in ITEMS.values() for name in item}
LEAVES |= {name.rpartition("/")[2] for name in HEADER} | {"Bsn", "Datum"}
WITHOUT_CLIENT = {"TotaalIngediendBedrag"}
# What may not end before it begins.
STRETCHES = {
    "ToegewezenProduct": ("Ingangsdatum", "Einddatum"),
    "StopProduct": ("Begindatum", "Einddatum"),
    "AangevraagdProduct": ("ToewijzingIngangsdatum", "ToewijzingEinddatum"),
    "NieuwProduct": ("GewensteIngangsdatum", "Einddatum"),
    "TeWijzigenProduct": ("GewensteIngangsdatum", "Einddatum"),
    "Prestatie": ("ProductPeriode/Begindatum", "ProductPeriode/Einddatum"),
}
# Codes that mean something to us; others are a problem. COD467: 2 is of older versions.
CODES = {
    "StatusAanlevering": {"1", "2", "3"},
    "DebetCredit": {"D", "C"},
    "IngediendBedrag/DebetCredit": {"D", "C"},
    "Verwijzer/Type": {"01", "02", "03", "04", "05", "06", "08"},
}
