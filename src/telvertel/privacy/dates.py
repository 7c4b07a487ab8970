"""dates: which dates in a text may be of birth, or of something that happened to a child.

A date to come is an agreement; one of the last years is of a case unless its sentence is about the
work itself; an older one may be of birth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from telvertel.privacy import described

Found = Iterator[tuple[str, bool, int, int]]

_MONTH = (
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|maart|march|mrt|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|"
    r"aug(?:ust(?:us)?)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[ck](?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<![\w/-])(?:"
    rf"(?P<numeric>{_DAY}\s?[-/.]\s?(?:0?[1-9]|1[0-2])\s?[-/.]\s?['’]?(?P<y1>(?:19|20)?\d\d)"
    rf"|(?P<y2>(?:19|20)\d\d)[-/](?:0?[1-9]|1[0-2])[-/]{_DAY})"
    rf"|(?P<written>{_DAY}(?:e|st|nd|rd|th)?[\s-](?:of\s)?{_MONTH}(?:,?[\s-]['’]?(?P<y3>(?:19|20)?\d\d)(?!\d))?"
    rf"|{_MONTH}\s{_DAY},?\s(?P<y4>(?:19|20)\d\d)))(?![\w/-])",
    re.I,
)
_BORN = re.compile(
    r"\b(?:geboren|geb\.?(?:\s?datum)?|geboorte(?:datum|dag)?|gebdat|jarig|born|birth\w{0,6}|d\.?o\.?b)(?!\w)\.?[^.\n]{0,25}$",
    re.I,
)
_BORN_AFTER = re.compile(r"[^.\n]{0,15}\b(?:geboren|born|jarig)\b", re.I)
_COMPACT = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?!\d)"
)
_SHORT_YEAR = re.compile("['’]")
RECENT_YEARS, YOUTH_YEARS, YEARS_AHEAD = 3, 23, 10
# The work itself has dates too: a date of the last years is one of a case unless its sentence is
# about these, and a date to come is an agreement.
_OF_FIGURES = re.compile(
    r"\b(?:cijfers?|peildatum|stand|versies?|lever\w*|aanlever\w*|geleverd|contract\w*|verordening|"
    r"aanbesteding|jeugdwet|website|cbs|publicatie|gepubliceerd|looptijd|subsidie\w*|begroting\w*|"
    r"factu\w+|telling|meting|"
    r"formulier\w*|systeem|delivery|figures|version|contract)\b",
    re.I,
)
# Meetings and papers are of the work, but for a sentence that tells what happened to somebody.
_OF_TALK = re.compile(
    r"\b(?:(?:gemeente)?raad(?!\svoor\sde\skinder)|raads\w+|vergader\w*|overleg\w*|gesprek\w*|"
    r"bijeenkomst\w*|besl[uio]\w*|vastgesteld|nota|brief|brieven|verslag\w*|beleid\w*|regeling|wet|"
    r"rapport\w*|planning|afspraak|afspraken|deadline|uiterlijk|training\w*|scholing|studiedag|"
    r"ingegaan|gaat in|ging in|geldt|gold|werkwijze|aanbieders|gemeenten|wethouder|tarief|tarieven|"
    r"pilot|jaarplan|werkplan|inkoop|samenwerkings\w+|evaluatie|werkgroep|regiovisie|"
    r"protocol\w*|report|meeting|council|agreement|policy)\b",
    re.I,
)
_OF_A_CASE = re.compile(
    r"\b(?:hij|hem|haar|he|she|her|him|(?<!en\s)(?:ze|zij)(?!\s\w{1,20}en\b)|de ouders|(?:pleeg|"
    r"stief)?(?:moeder|vader)|oma|opa|melding|gemeld|de uithuisplaatsing|uithuisgeplaatst|uit huis|"
    r"weggelo\w+|wegliep\w*|liep\w*\s(?:\w{1,12}\s)?weg|(?:kinder)?rechter|aangifte|aangehouden|"
    r"(?:terug|over|door)?geplaatst|ziekenhuis|mishandeld|misbruikt|geslagen|su[iï]cide|zelfmoord|"
    r"overleden|overleed|ondertoezicht\w+|ots|"
    r"(?:gezins)?voogd|ran away|judge|hospital)\b",
    re.I,
)
# Laws and plans begin on the first of January or July; children are seldom meant.
_TERM = re.compile(r"^0?1(?:\s?[-/.]\s?0?[17]\s?[-/.]|\s(?:jan|jul))", re.I)


def found(text: str, today: date) -> Found:
    """Kind, whether it is hard, start and end of every date that may be of a child."""
    children = described.Children(text)
    for match in _DATE.finditer(text):
        start, end = match.span()
        if _BORN.search(text, max(0, start - 45), start) or _BORN_AFTER.match(text, end):
            yield "birth_date", True, start, end
            continue
        digits = next((match[name] for name in ("y1", "y2", "y3", "y4") if match[name]), "")
        child = children.near(start)
        if not digits or (len(digits) == 2 and not child and not _SHORT_YEAR.search(match[0])):
            continue  # two digits alone may be anything
        age = _age(digits, today.year)
        if not child and age < RECENT_YEARS and _is_of_a_case(match, text, today):
            yield "date", False, start, end
        yield from _undeclared_date(match, age, child)
    for match in _COMPACT.finditer(text):
        if _BORN.search(text, max(0, match.start() - 45), match.start()):
            yield "birth_date", True, *match.span()


def _is_of_a_case(match: re.Match[str], text: str, today: date) -> bool:
    """Whether a full date of the last years is over, and its sentence is not about the work."""
    day, month, year = _read(match)
    if day == 1:
        return False
    if year < 100:
        year = today.year - _age(f"{year:02}", today.year)
    over = (year, month, day) < (today.year, today.month, today.day)
    return over and not _is_of_work(described.sentence_around(text, match.start()))


def _is_of_work(sentence: str) -> bool:
    if _OF_FIGURES.search(sentence):
        return True
    return bool(_OF_TALK.search(sentence)) and not _OF_A_CASE.search(sentence)


def _read(match: re.Match[str]) -> tuple[int, int, int]:
    """Day, month and year of a date, as it is written."""
    numbers = [int(one) for one in re.findall(r"\d+", match[0])]
    if match["written"]:
        word = re.search(r"[a-z]{3,}", match[0], re.I)
        named = re.search(_MONTH, match[0], re.I) or word
        return numbers[0], _month(named[0]), numbers[-1]
    if match["y2"]:
        return numbers[2], numbers[1], numbers[0]
    return numbers[0], numbers[1], numbers[2]


_MONTHS = ("jan", "feb", "m", "apr", "m", "jun", "jul", "aug", "sep", "o", "nov", "de")


def _month(name: str) -> int:
    small = name.casefold()
    if small.startswith("m"):
        return 5 if small[:3] in ("mei", "may") else 3
    return next(at for at, start in enumerate(_MONTHS, 1) if small.startswith(start))


def _age(digits: str, this_year: int) -> int:
    """How many years ago a year of four or two digits was; below nought when it is to come."""
    year = int(digits)
    if len(digits) == 4:
        return this_year - year
    ago = (this_year - year) % 100
    return ago if ago < 100 - YEARS_AHEAD else ago - 100


def _undeclared_date(match: re.Match[str], age: int, child: bool) -> Found:
    """A date that is not called one of birth: old or recent, with a child near it or not."""
    youth = RECENT_YEARS <= age <= YOUTH_YEARS
    if child and youth:
        yield "birth_date", True, *match.span()
    elif child:
        yield "date", False, *match.span()
    elif age >= RECENT_YEARS and not _TERM.match(match[0]):
        numeric = match["numeric"] is not None and youth
        kind = "birth_date" if numeric else "date"
        yield kind, numeric, *match.span()
