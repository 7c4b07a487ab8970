"""look: what in a free text may point at a person. Offline, by rules; it misses things.

Hard concerns are personal data by themselves (a number, an address to write or call to, a date of
birth); soft ones ask for a second pair of eyes. The rules are for Dutch, with the commonest
English forms; a name that is not on the list and has no capital is not seen.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum import iban
from stdnum.nl import bsn

from telvertel import days
from telvertel.privacy import dates, described, indirect, named
from telvertel.privacy.spelling import plain


class ConcernKind(StrEnum):
    """What a piece of text looks like."""

    bsn = "bsn"
    email = "email"
    phone = "phone"
    iban = "iban"
    postcode = "postcode"  # with a house number hard, alone soft
    birth_date = "birth_date"
    date = "date"  # a full date long ago, or with a child in the sentence
    street = "street"
    client_number = "client_number"
    name = "name"  # a family or a child called by name
    name_age = "name_age"  # a first name or initials with an age
    age_place = "age_place"  # one child with an age and a place or provider
    age_school = "age_school"
    known_child = "known_child"  # one child, told by whose it is
    small_group = "small_group"  # a number of persons below ten


# Where a person or an organisation is named a name is what belongs there; these still do not.
NOT_IN_A_NAME = (ConcernKind.bsn, ConcernKind.email, ConcernKind.phone)

# Soft, but of one child: in what comes with figures nobody can set it aside.
OF_ONE_CHILD = (
    ConcernKind.name_age,
    ConcernKind.age_place,
    ConcernKind.age_school,
    ConcernKind.known_child,
)


@dataclass(frozen=True)
class Concern:
    """One place in a text. ``start`` and ``end`` count characters, end not included."""

    kind: ConcernKind
    hard: bool
    start: int
    end: int
    found_shortened: str  # enough to find it back, too little to be it: logs may hold this


def look(text: str, *, today: date | None = None) -> tuple[Concern, ...]:
    """All concerns in order of place; nothing twice, the gravest reading first.

    ``today`` decides which dates are recent: those are agreed on, older ones may be of birth.
    """
    spelled, places = plain(text)
    found = [
        Concern(kind, hard, places[start], places[end], _shortened(spelled[start:end]))
        for kind, hard, start, end in _everything(spelled, today or days.today())
    ]
    return tuple(_without_overlap(found))


def is_hard(*texts: str) -> bool:
    """Whether something in these texts may stand nowhere, whatever anybody says of it."""
    return any(concern.hard for text in texts for concern in look(text))


def names_a_person(*texts: str) -> bool:
    """Whether something in these texts is personal data, or tells of one child of an age, or calls
    somebody by name."""
    doubts = (*OF_ONE_CHILD, ConcernKind.name)
    found = (concern for text in texts for concern in look(text))
    return any(concern.hard or concern.kind in doubts for concern in found)


Found = Iterator[tuple[ConcernKind, bool, int, int]]


def _everything(text: str, today: date) -> Found:
    """Every reading, in order of gravity."""
    yield from _bsn(text)
    yield from _iban(text)
    for pattern, kind in _PLAIN:
        yield from ((kind, True, *match.span()) for match in pattern.finditer(text))
    for kind, hard, start, end in dates.found(text, today):
        yield ConcernKind(kind), hard, start, end
    yield from _postcodes(text)
    for pattern, kind in _SOFT:
        yield from ((kind, False, *match.span()) for match in pattern.finditer(text))
    people = (*described.persons(text), *named.first_names(text), *indirect.told_of(text))
    for name, start, end in people:
        yield ConcernKind(name), False, start, end


def _without_overlap(found: list[Concern]) -> list[Concern]:
    """The first that claims a place has it."""
    kept: list[Concern] = []
    starts: list[int] = []
    for one in found:
        at = bisect(starts, one.start)
        behind = at < len(kept) and kept[at].start < one.end
        if not behind and not (at and kept[at - 1].end > one.start):
            starts.insert(at, one.start)
            kept.insert(at, one)
    return kept


def _shortened(found: str) -> str:
    return found[:2] + "…" if len(found) > 3 else "…"


# In the groups in which nine digits are written, with one sign between them or none.
_BSN = re.compile(
    r"(?<!\d)(?<!\d[.,])(?<!€)(?<!€ )(?:\d{3,4}([ ._-]?)\d{2,3}\1\d{2,3}"
    r"|\d\d([ ._-])\d\d\2\d\d\2\d{3}|\d{3}[ ._-]\d{6}|\d{6}[ ._-]\d{3}|\d{4}[ ._-]\d{5}"
    r"|\d{5}[ ._-]\d{4})(?!\d|[.,]\d|\s?euro)"
)
_BSN_NAMED = re.compile(r"(?:bsn|burgerservicenummer|sofinummer)\D{0,15}(\d[\d .-]{6,10}\d)", re.I)


def _bsn(text: str) -> Found:
    for match in _BSN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) == 9 and bsn.is_valid(digits):
            yield ConcernKind.bsn, True, *match.span()
    for match in _BSN_NAMED.finditer(text):
        # Called a BSN it is meant as one, also when a digit is wrong.
        yield ConcernKind.bsn, True, *match.span(1)


# Not behind another number or inside a word, but behind "tel" and behind a first number and "/".
_ALONE = (
    r"(?<!\d)(?<!\d[.,-])(?:(?<=\d{6}/)|(?<!\d/))(?:(?<=tel)|(?<=bel)|(?<=nr)|(?<=app)|(?<!\w))"
)
_PLAIN = (
    (
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64}(?:\s?@\s?|\s?[(\[]at[)\]]\s?)"
            r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}",
            re.I,
        ),
        ConcernKind.email,
    ),
    (
        # Ten digits from 0, or nine after +31; free service numbers belong to nobody.
        re.compile(
            rf"{_ALONE}(?!0[89]00)(?:(?:\+|00)31[ .-]?(?:\(0\)[ ]?)?|\(?0)[1-9]"
            r"(?:[ .–/-]{0,3}(?:\)[ .–-]{0,2})?\d){8}(?![.,-]?\d|/(?!\(?0\d{1,3}[ -]?\d{5})\d)"
        ),
        ConcernKind.phone,
    ),
    (re.compile(r"(?<!\w)\+(?!31)[1-9]\d{1,2}(?:[ ./-]?\d){8,10}(?!\d)"), ConcernKind.phone),
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.I)


def _iban(text: str) -> Found:
    """By its check digits; of what follows it in the same breath words are taken off again."""
    for match in _IBAN.finditer(text):
        parts = match[0].split(" ")
        for length in range(len(parts), 0, -1):
            found = " ".join(parts[:length])
            if iban.is_valid(found, check_country=False):
                yield ConcernKind.iban, True, match.start(), match.start() + len(found)
                break


_POSTCODE = re.compile(
    r"(?<![\w.,-])(?P<named>postcode:? )?([1-9]\d{3})( ?)(?!SA|SD|SS)([A-Z]{2}|[a-z]{2})"
    r"(?![A-Za-z_@]|\d{5})"
    r"(,?\s?(?:huisnummer |nr\.? ?)?\d{1,4}\b(?!\s?(?:%|keer|jaar)))?"
)
# Two small letters behind a number and a space are mostly a word: "1200 in 2024", "2500 op 12".
_SHORT_WORDS = frozenset({
    "al", "am", "an", "as", "at", "bv", "by", "cm", "de", "do", "en", "er", "fl", "ha", "he", "hz",
    "if", "ik", "in", "is", "it", "ja", "je", "kg", "km", "ks", "kw", "ma", "me", "ml", "mm", "na",
    "no", "nr", "nu", "of", "om", "on", "op", "or", "os", "pm", "so", "te", "to", "tv", "up", "us",
    "uu", "we", "ze", "zo",
})  # fmt: skip
# "2024 KW", "2023 GI": four digits of a year before two capitals are rarely a postcode.
_YEARS = range(1990, 2040)
_NO_POSTCODE = {"KW", "HJ", "JJ", "KM", "CM", "EU", "GI", "ZG"}


def _postcodes(text: str) -> Found:
    for match in _POSTCODE.finditer(text):
        called, digits, space, letters, house = match.groups()
        year = int(digits) in _YEARS
        small = letters.islower() and space and not called
        if small and (not house or letters in _SHORT_WORDS or year):
            continue
        if letters.upper() in _NO_POSTCODE or (year and space and not house):
            continue
        if letters.islower() and not (house or called) and (year or letters in _SHORT_WORDS):
            continue
        yield ConcernKind.postcode, house is not None, match.start(2), match.end()


_SOFT = (
    (
        re.compile(
            r"\b(?!Onderweg|Halverwege|Voorhof)(?:(?:Van|De|Den|Het|Sint|St\.|Oude|Nieuwe) )?"
            r"(?:[A-Z][\w'’-]{0,40}(?:straat|laan|plein|gracht|kade|dijk|steeg|singel|dreef|plantsoen|"
            r"(?<=[a-z]{3})weg|(?<=[a-z]{3})hof|(?<=[a-z]{3})pad)"
            r"|[a-z]{3,40}(?:straat|laan|plein|gracht|kade|steeg|singel|plantsoen)"
            r"|(?:Laan|Plein|Weg|Straat|Kade|Park) van (?:de |den |het )?[A-Z][\w'’-]{1,40})"
            r"\s(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?[a-zA-Z]|-[a-zA-Z0-9]{1,2})?\b"
            r"(?!\s?(?:%|jongeren|kinderen|keer))"
        ),
        ConcernKind.street,
    ),
    (
        re.compile(
            r"\b(?:cli[eë]nt|dossier|zaak|beschikkings?|kind|pati[eë]nt|client|case)"
            r"[- ]?(?:nummer|nr\.?|id|number)\s?:?\s?#?([A-Z]{0,3}[- ]?\d[\w/-]{3,30})",
            re.I,
        ),
        ConcernKind.client_number,
    ),
    (re.compile(r"\b(?:[Cc]li[eë]nt|[Cc]lient)\s#?\d{5,10}\b"), ConcernKind.client_number),
    (
        re.compile(r"\b(?:[Dd]ossier|[Kk]ind|[Jj]ongere|[Jj]eugdige)\s#?\d{6,10}\b"),
        ConcernKind.client_number,
    ),
    (
        re.compile(r"\b(?:[Zz]aak|[Dd]ossier|[Cc]ase)\s[A-Z]{1,3}[- ]?\d[\w/-]{3,20}"),
        ConcernKind.client_number,
    ),
)
