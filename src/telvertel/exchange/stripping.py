"""Stripping: which words may leave a municipality. Pure.

A line goes out whole or not at all: words taken out of a sentence leave a hole that can be guessed.
The rules are strict on purpose; whoever wants a line to go along writes it more generally. A name
that nobody here is known by and that begins a sentence is not seen: a line that begins with no
common word is doubtful, and people say whether it goes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from telvertel.exchange.beginnings import COMMON
from telvertel.privacy.known import is_also_a_word, is_first_name
from telvertel.privacy.text import look


class Stays(StrEnum):
    """Why a line stays here; the words are ``exchange.stays.<value>``."""

    name = "name"  # a side, a provider, a municipality, somebody at the table
    person = "person"  # what the second look at texts finds
    day = "day"  # anything finer than a year
    small_number = "small_number"  # below ten, in digits; in words only of persons (person)
    unknown_name = "unknown_name"  # a word with a capital inside a sentence
    season = "season"  # spring of a year is finer than that year
    few_persons = "few_persons"  # a number below ten in a word, where it is about persons


# Words that are in the names of many parties and point at none.
_ORDINARY = frozenset({
    "aanbieder", "buurt", "centrum", "expertise", "fictief", "gemeente", "gezin", "gezinnen",
    "groep", "groot", "huis", "hulp", "jeugd", "jeugdhulp", "jeugdzorg", "jongeren", "kind",
    "kinderen", "klein", "kleine", "midden", "nieuw", "nieuwe", "noord", "oost", "praktijk",
    "regio", "samen", "stichting", "team", "voor", "west", "wijk", "zorg", "zuid",
})  # fmt: skip
# Capitals inside a sentence that are nobody's.
_NOBODY = frozenset({
    "ADHD", "AVG", "BiJ", "CBS", "CJG", "EU", "GGD", "GGZ", "GI", "I", "ICT", "Ik", "Jeugdwet",
    "LVB", "MDO", "Nederland", "POH", "Rijk", "SKJ", "VNG", "VWS", "WMO", "Wlz", "Wmo",
})  # fmt: skip
SMALL = 10  # a number below this may be a handful of people
WORD = 4  # letters from which a word of a name is looked for on its own
ANYWHERE = 5  # letters from which a name is found inside another word too


@dataclass(frozen=True)
class Names:
    """Everything here that is called something, in small letters without accents."""

    whole: frozenset[str]
    words: frozenset[str]
    areas: frozenset[str] = frozenset()

    def are_in(self, flat: str) -> bool:
        small = _small(flat)
        said = set(_WORD.findall(small))
        return (
            bool(said & self.words)
            or any(_begins(one, self.words) for one in said)
            or any(_holds(small, name) for name in self.whole)
            or any(name in small and _stands_in(small, name) for name in self.areas)
        )


def names_of(called: Iterable[str], areas: Iterable[str] = ()) -> Names:
    """What to look for, from names as people write them; what stands in brackets is no name. Of
    districts and neighbourhoods only the whole name, as a word of its own: their words are those of
    every lesson ("School- en Lange Weide"), and one with its capital stays by that."""
    whole = _whole(called)
    words = {word for one in whole for word in _WORD.findall(one)}
    return Names(
        whole,
        frozenset(one for one in words if len(one) >= WORD and one not in _ORDINARY),
        _whole(areas) - COMMON,
    )


def _whole(called: Iterable[str]) -> frozenset[str]:
    names = {_small(_flat(_BRACKETS.sub(" ", one))) for one in called}
    return frozenset(one for one in names if len(one) > 1 and one not in _ORDINARY)


def why_stays(text: str, known: Names) -> Stays | None:
    """Why a text may not leave; None when it may."""
    flat = _flat(text)
    if known.are_in(flat):
        return Stays.name
    if look(text) or look(flat) or _ONE_CHILD.search(flat) or _is_called_small(flat):
        return Stays.person
    if _SEASON.search(flat) or _PART_OF_YEAR.search(flat):
        return Stays.season
    if _DAY.search(flat):
        return Stays.day
    if _FEW_PERSONS.search(flat) or _A_PAIR.search(flat) or _ONE_IN.search(flat):
        return Stays.few_persons
    if _FRACTION in flat or any(_value(found) < SMALL for found in _NUMBER.findall(flat)):
        return Stays.small_number
    return Stays.unknown_name if _unknown_name(flat) else None


def _holds(small: str, name: str) -> bool:
    if len(name) >= ANYWHERE:
        return name in small
    return _stands_in(small, name)


def _stands_in(small: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", small) is not None


def _begins(said: str, words: frozenset[str]) -> bool:
    """Whether a word is made from one of a name: somebody from Rivierstede, a house of De Oever."""
    return any(len(word) >= ANYWHERE and said.startswith(word) for word in words)


def _flat(text: str) -> str:
    """One spelling of every letter and digit, on one line, without signs that do not show."""
    whole = unicodedata.normalize("NFKC", text)
    shown = "".join(one for one in whole if unicodedata.category(one) != "Cf")
    return " ".join(shown.split())


def _small(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FRACTION = "⁄"  # what the sign of a half is spelled as
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def _value(found: str) -> int:
    """The whole part of a number as the Dutch write it: dots between thousands only."""
    if _THOUSANDS.fullmatch(found):
        return int(found.replace(".", ""))
    return int(re.match(r"\d+", found)[0])


_NUMBER_WORD = (
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|"
    r"zestien|zeventien|achttien|negentien|twintig|(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)"
    r"(?:en|ën)(?:twintig|dertig|veertig)|dertig|veertig|vijftig|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\w+teen)"
)
_MONTH = (
    r"(?:januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|june|july|august|october)"
)
_WEEKDAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_WEEKDAY_IN_ENGLISH = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = re.compile(
    rf"(?i:\b{_MONTH}\b|\bmei\b|\bkwartaal\b|\bquarter\b|\bhalfjaar\b|\b[kq][1-4]\b"
    rf"|\bweek (?:\d|{_NUMBER_WORD}))"
    r"|\b(?:March|May)\b|\b\d{4}(?:KW|HJ)\d\d\b"
    r"|\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d|\d[-/]\d"
    rf"|(?i:\b{_WEEKDAY}(?:en|s|ochtend|middag|avond)?\b)|\b{_WEEKDAY_IN_ENGLISH}s?\b"
)
_SEASON = re.compile(
    r"(?i:\b(?:voorjaar|najaar|lente|zomer|herfst|winter|spring|summer|autumn)"
    r"(?:\s(?:van|in|of|at|the|het))*\s(?:\d{4}|'\d\d|’\d\d|dit jaar|vorig jaar|last year)\b)"
)
_FEW = (
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|two|three|four|five|six|seven|eight|nine"
    r"|één|een van)"
)
# "drie die stopten", "met z'n drieën": persons, though the word for them is not said.
_FEW_PERSONS = re.compile(
    rf"(?i:\b{_FEW}\s(?:die|who|of them|van hen|van de(?:ze)? jongeren)\b"
    r"|\b(?:tweeën|drieën|vieren|vijven|zessen|zevenen|achten|negenen)\b)"
)
_CHILD = (
    r"(?:jongen|jongetje|meisje|meid|kind|jongere|jeugdige|zoon|zoontje|dochter|dochtertje|leerling|"
    r"baby|peuter|kleuter|puber|tiener|pleegkind|pleegzoon|pleegdochter|cliënt|broer|zus|"
    r"boy|girl|child|pupil|son|daughter|teenager)"
)
# One child of an age, whatever else is said of it; also spelled out.
_ONE_CHILD = re.compile(
    rf"(?i:\b(?:\d{{1,2}}|{_NUMBER_WORD})[ -]?(?:jarige?|year-old)\b"
    rf"|\b{_CHILD},?\s\(?(?:(?:van|is|was|wordt|werd|of|aged)\s)?(?:nu |net |bijna |pas )?"
    rf"(?:\d{{1,2}}|{_NUMBER_WORD})\b)"
)
_PERSONS = (
    r"(?:jongeren|jeugdigen|kinderen|jongens|meisjes|meiden|gezinnen|families|cliënten|leerlingen|"
    r"ouders|broers|zussen|zusjes|broertjes|moeders|vaders|pubers|tieners|personen|mensen|"
    r"young people|children|boys|girls|parents)"
)
_A_PAIR = re.compile(
    rf"(?i:\b(?:beide|een paar|alle twee|both|a couple of|a few)\s(?:[^\W\d_]+e\s)?{_PERSONS}\b"
    r"|\b(?:twee|drie|vier)ling(?:en|zus\w*|broer\w*)?\b|\b(?:twins?|triplets?)\b)"
)
_ONE_IN = re.compile(rf"(?i:\b(?:een|één|one)\s(?:op|in)\s(?:de\s)?{_FEW}\s{_PERSONS}\b)")
# "begin 2025", "in de tweede helft van 2025": finer than that year.
_PART_OF_YEAR = re.compile(
    r"(?i:\b(?:begin|eind|einde|medio|midden|halverwege|helft|deel|early|late|mid|half|end|beginning)"
    r"(?:[\s-](?:van|in|of|at|the|het))*[\s-]"
    r"(?:\d{4}|'\d\d|’\d\d|dit jaar|vorig jaar|this year|last year)\b)"
)
_INITIAL = re.compile(r"\b[A-Z]\.\s?[A-Z]")
# Where a sentence or a quotation begins: a capital there says nothing.
_BEGINNING = re.compile(r"(?:^|[.!?…:;•–—-]\s|[\"'“”‘’«(]\s?)$")


def _is_called_small(flat: str) -> bool:
    """Whether a first name stands in it in small letters; one that is a word too is the word."""
    return any(
        is_first_name(found[0]) and not is_also_a_word(found[0])
        for found in _WORD.finditer(flat)
        if len(found[0]) > 2 and found[0].islower()
    )


def _unknown_name(flat: str) -> bool:
    return _INITIAL.search(flat) is not None or any(
        found[0][0].isupper()
        and found[0] not in _NOBODY
        and not _BEGINNING.search(flat, max(0, found.start() - 2), found.start())
        for found in _WORD.finditer(flat)
    )


def is_doubtful(text: str) -> bool:
    """Whether a sentence in it begins with a word that could be a name: no common word. It may go,
    but only when somebody says so."""
    flat = _flat(text)
    return any(
        found[0][0].isupper()
        and len(found[0]) > 1
        and found[0] not in _NOBODY
        and found[0].casefold() not in COMMON
        for found in _WORD.finditer(flat)
        if _BEGINNING.search(flat, max(0, found.start() - 2), found.start())
    )
