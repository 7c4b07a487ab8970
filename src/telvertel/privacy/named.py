"""named: somebody called by a first name that is known, with an age or without.

A first name alone is a soft concern; with an age in the same sentence it is one child. Names that
are ordinary words too (Mark, Roos, Max) count inside a sentence only, or with an age.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from telvertel.privacy.known import is_also_a_word, is_first_name

_WORD = re.compile(r"[^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?")
_NUMBER_WORD = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|"
    "zestien|zeventien|achttien|negentien|twintig"
)
_AGE = (
    rf"(?<![\d.,/–-])(?:1\d|2[0-2]|[1-9]|{_NUMBER_WORD})(?![\d%]|(?!jaar|jarig|jr)[a-zë])"
    r"(?!\s?(?:-\d|–|/|\+|[.,]\d))"
)
# What is counted after a number: then it is no age.
_COUNTED = (
    r"\s(?:maand|week|weken|dag|uur|uren|minu|keer|maal|plek|plaats|procent|punt|euro|km|team|"
    r"month|week|day|hour|times|places)"
)
# An age by its form: years, brackets, dashes, or a verb before it and an end behind it.
_AGE_LIKE = re.compile(
    rf"{_AGE}\s?-?\s?(?:jaar|jr\b|jarige?|years? old|-year-old)"
    rf"|\({_AGE}\)"
    rf"|[,–-]\s{_AGE}(?=\s?[,.;–-]|\s?$)"
    rf"|\b(?:is|was|wordt|werd|leeftijd|aged)\s(?:\w{{2,10}}\s){{0,2}}{_AGE}(?=\s?[,.;:!?]|\s?$|\sen\b)"
    rf"|\b(?:van|net|pas|bijna)\s{_AGE}(?=\s?[,.;:!?]|\s?$)",
    re.I,
)
_NEXT_AGE = re.compile(
    rf"\s{_AGE}(?!{_COUNTED})(?:\s?(?:jaar|jr)\b)?(?=\s?[,.;]|\s?$|\s[^\W\d_])", re.I
)
# Before a name that belongs to a house, a law or a method; and what makes it part of one.
_NO_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Sint|St\.|Prins|Prinses|Koning|Koningin|Ronald|stichting|Stichting|methode|model|"
    r"project|systeem|werkgroep|wet van|Wet|Huize|[Ll]ocatie|Van|van der|van den|van de)\s"
    r"|[\w&'-])$"
)
_NO_PERSON_AFTER = re.compile(
    r"-|\s(?:heet\s(?:het|de)\b|is\s(?:de|het)\s(?:naam|systeem|methode|afkorting)\b|"
    r"[A-Z]?\w{0,20}(?:school|huis|groep|college|hoeve|stichting|straat|laan|plein)\b)"
)
_IS_COUNTED = re.compile(_COUNTED)
SURNAME = re.compile(
    r"(?:\s(?:van|de|der|den|het|ten|ter|el|al|bin|'t)\b){0,3}\s[A-Z][^\W\d_]{2,30}(?:-[A-Z][^\W\d_]{1,30})?"
)
_OPENING = re.compile(r"(?:^|[.!?…:]\s|[\"“‘(\n]\s?|^[-•*]\s)$")
_MONTH_OR_BOUND = re.compile(r"\.?\s?\d")  # "Jan 2025", "Max. 12"


def first_names(text: str) -> Iterator[tuple[str, int, int]]:
    """Every known first name with a capital: kind "name", with the surname that follows it."""
    for word in _WORD.finditer(text):
        if not word[0][0].isupper() or not _is_name(word[0]):
            continue
        before, after = text[max(0, word.start() - 16) : word.start()], word.end()
        if _NO_PERSON_BEFORE.search(before) or _NO_PERSON_AFTER.match(text, after):
            continue
        if is_also_a_word(word[0]) and (
            _OPENING.search(before) or _MONTH_OR_BOUND.match(text, after)
        ):
            continue
        surname = SURNAME.match(text, after)
        yield "name", word.start(), surname.end() if surname else after


def of_an_age(sentence: str) -> Iterator[tuple[str, int, int]]:
    """A known first name and an age in one sentence: kind "name_age", from the first to the last.

    Without a capital the age has to follow at once, or be said in years.
    """
    ages = [one.span() for one in _AGE_LIKE.finditer(sentence)]
    in_years = "jaar" in sentence or "jari" in sentence or "jr" in sentence
    for word in _WORD.finditer(sentence):
        if not _is_name(word[0]):
            continue
        follows = _NEXT_AGE.match(sentence, word.end())
        capital = word[0][0].isupper()
        if is_also_a_word(word[0]) and not (capital and (ages or follows)):
            continue
        if not capital and not (follows or in_years):
            continue
        near = _nearest(ages, word.start())
        if follows and not capital:
            near = follows.span()
        if near and abs(near[0] - word.start()) < NEAR:
            yield "name_age", min(word.start(), near[0]), max(word.end(), near[1])


def _nearest(spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int] | None:
    """Of spans in their order the one that begins nearest to a place."""
    at = bisect(spans, (place, place))
    return min(spans[max(0, at - 1) : at + 1], key=lambda one: abs(one[0] - place), default=None)


NEAR = 60  # letters between a name and an age that are said of one child


def is_counted(sentence: str, end: int) -> bool:
    """Whether what follows the number that ends here says that it is no age."""
    return _IS_COUNTED.match(sentence, end) is not None


def _is_name(word: str) -> bool:
    """Whether it is a known first name, also one of two with a dash between."""
    return is_first_name(word) or all(is_first_name(one) for one in word.split("-"))
