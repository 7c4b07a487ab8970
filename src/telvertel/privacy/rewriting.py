"""rewritten: a text without what points at a person, as a proposal that somebody may take over.

Names go, an age becomes a class, a handful becomes "enkele", a number or address is left out. The
words come from the caller (``Say``); what is proposed raises no concern itself, else nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from telvertel.privacy.text import Concern, ConcernKind, look

Say = Callable[..., str]  # key and facts → words: ``concerns.instead.<key>``

# Classes of age that hold children enough to be said with a municipality.
AGE_CLASSES = ((0, 3), (4, 11), (12, 15), (16, 17), (18, 22))
YOUNG = 12  # below it "een kind", from it "een jongere"
ROUNDS = 3  # a sentence that says it twice is looked at again

_LEFT_OUT = {
    ConcernKind.bsn: "number",
    ConcernKind.iban: "number",
    ConcernKind.client_number: "number",
    ConcernKind.email: "email",
    ConcernKind.phone: "phone",
    ConcernKind.postcode: "address",
    ConcernKind.street: "address",
    ConcernKind.birth_date: "birth_date",
}
_AGED = (ConcernKind.name_age, ConcernKind.age_place, ConcernKind.age_school)
_DETERMINER = re.compile(
    r"\b(?:een|eén|één|de|het|die|dat|deze|dit|onze|ons|zijn|haar|hun|mijn|a|an|the|this|that|our)\s"
    r"(?:[^\W\d_]{2,20}e\s)?$",
    re.I,
)
_OF_FEW = re.compile(r"\b(?:de|die|deze|onze|maar|slechts|nog|the|those|these|only)\s$", re.I)
_ALL = re.compile(r"\b(?:alle|all)\s$", re.I)
_ON_A_DAY = re.compile(r"\b(?:op|per|on)\s$", re.I)
_SINCE = re.compile(r"\b(?:sinds|vanaf|tot|na|voor|van|in|since|from|until)\s$", re.I)
_CHILD_BEHIND = re.compile(
    r"\s(?:jongens?|meisjes?|kind|jongere|zoon|dochter|leerling|boy|girl|child|pupil)\b", re.I
)
_STREET_TITLE = re.compile(
    r"\b(?:Burgemeester|Prins|Prinses|Koning|Koningin|Keizer|Graaf|Pastoor|Pater|Dokter|Dr\.|Prof\.|"
    r"Professor|Generaal|Admiraal|Sint|Jan|Van|Van de|Van der|Van den)\s$"
)
_BEFORE_SURNAME = re.compile(
    r"(?:\b[A-Z][^\W\d_]{1,30}\s)?\b(?:(?:van|de|der|den|ten|ter|el|al)\s){1,3}$"
)
_SAYS_HIS_AGE = re.compile(r"\s(?:is|was|wordt|werd)\s")
_AND = re.compile(r"(?:\sgeworden)?\sen\s")
_NAMED_SCHOOL = re.compile(
    r"\b(?:(?:de|het|the)\s)?(?:(?:basis)?school\s(?:(?:De|Het)\s)?[A-Z][\w-]{1,30}"
    r"|(?:[A-Z][\w-]{1,30}\s){0,2}[A-Z]\w{0,30}(?:school|college|lyceum)"
    r"|(?:[A-Z][\w-]{1,30}\s){1,2}(?:College|Lyceum|School))\b"
)
_HET_WORDS = re.compile(r"(?:kind|meisje|gezin|\w{2,20}(?:je|kind|gezin))$", re.I)
_NUMBER = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
    "twintig",
)  # fmt: skip
_AGE_WORD = re.compile("|".join(sorted(_WORDS[2:], key=len, reverse=True)), re.I)
_ONE = ("één", "een", "1", "one")
_OPENING = re.compile(r"(?:^|[.!?]\s)$")
_SPACES = re.compile(r"[ \t]{2,9}")
_BEFORE_MARK = re.compile(r"\s(?=[,.;:!?)](?:\s|$))")


def rewritten(text: str, say: Say, *, today: date | None = None) -> str | None:
    """The text as somebody might have written it; None when there is nothing to propose."""
    proposed = text
    for _ in range(ROUNDS):
        found = look(proposed, today=today)
        if not found:
            break
        proposed = _once(proposed, found, say)
    tidy = _BEFORE_MARK.sub("", _SPACES.sub(" ", proposed)).strip()
    return None if tidy == text.strip() or not tidy or look(tidy, today=today) else tidy


def _once(text: str, found: tuple[Concern, ...], say: Say) -> str:
    """All places replaced, from the last to the first, so that those before it keep theirs."""
    until = len(text)
    for one in reversed(found):
        start, end, words = _instead(text, one, say)
        end = min(end, until)
        if start < end:
            words = words[:1].upper() + words[1:] if _opens(text, start) else words
            text, until = text[:start] + words + text[end:], start
    if any(one.kind in _AGED for one in found):
        text = _NAMED_SCHOOL.sub(say("school"), text)
    return text


def _opens(text: str, start: int) -> bool:
    return (
        text[start : start + 1].isupper() and re.search(r"(?:^|[.!?]\s)$", text[:start]) is not None
    )


def _instead(text: str, one: Concern, say: Say) -> tuple[int, int, str]:
    """From where to where, and the words that come there."""
    found = text[one.start : one.end]
    if one.kind in _LEFT_OUT:
        words = say(_LEFT_OUT[one.kind])
        bracketed = text.rfind("(", 0, one.start) > text.rfind(")", 0, one.start)
        title = _STREET_TITLE.search(text, max(0, one.start - 30), one.start)
        start = title.start() if title and one.kind is ConcernKind.street else one.start
        return start, one.end, words.strip("()") if bracketed else words
    if one.kind in _AGED:
        return _aged(text, one, say)
    if one.kind is ConcernKind.date:
        return _dated(text, one, say)
    if one.kind is ConcernKind.small_group:
        return _few(text, one, say)
    return _from_determiner(text, one.start), one.end, _somebody(found, say)


def _from_determiner(text: str, start: int) -> int:
    before = _DETERMINER.search(text, max(0, start - 30), start)
    return before.start() if before else start


def _aged(text: str, one: Concern, say: Say) -> tuple[int, int, str]:
    """A class of age in the place of the age, and a young person in that of the name."""
    found, end = text[one.start : one.end], one.end
    if "(" in found and ")" not in found and text[end : end + 1] == ")":
        end += 1
    behind = _CHILD_BEHIND.match(text, end)
    end = behind.end() if behind else end
    goes_on = _AND.match(text, end)
    if goes_on and _SAYS_HIS_AGE.search(found):  # "Bram is 9 en zit …": what he does stays
        end = goes_on.end() - 1
    surname = _BEFORE_SURNAME.search(text, max(0, one.start - 45), one.start)
    start = one.start
    if one.kind is ConcernKind.name_age and surname and surname[0][0].isupper():
        start = surname.start()
    age = _age_in(found)
    low, high = next(((a, b) for a, b in AGE_CLASSES if a <= age <= b), AGE_CLASSES[-1])
    key = "child_of" if low < YOUNG else "young_person_of"
    return _from_determiner(text, start), end, say(key, low=low, high=high)


def _age_in(found: str) -> int:
    number = _NUMBER.search(found)
    if number:
        return int(number[0])
    words = [one for one in _ages_in_words(found)]
    return words[-1] if words else AGE_CLASSES[-1][0]


def _ages_in_words(found: str) -> Iterator[int]:
    for word in _AGE_WORD.finditer(found):
        yield _WORDS.index(word[0].casefold())


def _dated(text: str, one: Concern, say: Say) -> tuple[int, int, str]:
    year = _YEAR.search(text, one.start, one.end)
    if not year:
        return one.start, one.end, say("date")
    before = _ON_A_DAY.search(text, max(0, one.start - 5), one.start)
    start = before.start() if before else one.start
    since = _SINCE.search(text, max(0, start - 8), start)
    return start, one.end, say("year" if since else "in_year", year=year[0])


def _few(text: str, one: Concern, say: Say) -> tuple[int, int, str]:
    found = text[one.start : one.end]
    first, _, rest = found.partition(" ")
    if first.casefold() in ("van", "of"):  # "van die drie"
        return one.start, one.end, say("of_them")
    if _ALL.search(text, max(0, one.start - 5), one.start):
        return one.start, one.end, rest
    if first.casefold() in _ONE and not rest.casefold().startswith(("van ", "of ")):
        key = "single_het" if _HET_WORDS.search(rest) else "single"
        return one.start, one.end, f"{say(key)} {rest}"
    before = _OF_FEW.search(text, max(0, one.start - 9), one.start)
    return before.start() if before else one.start, one.end, f"{say('few')} {rest}".rstrip()


def _somebody(found: str, say: Say) -> str:
    """Who is meant, without the name; a bare name may be anybody's."""
    first = found.casefold().split()[0].rstrip(".")
    if first in ("genaamd", "heet"):
        return ""
    return say(next((key for key, words in _SAID_OF.items() if first in words), "somebody"))


_SAID_OF = {
    "family": ("familie", "fam", "gezin", "family"),
    "parent": ("moeder", "vader", "pleegmoeder", "pleegvader", "stiefmoeder", "stiefvader"),
    "relative": ("oma", "opa", "tante", "oom", "broer", "broertje", "zus", "zusje"),
    "young_person": (
        "jongen", "meisje", "jongere", "jeugdige", "zoon", "dochter", "leerling", "puber", "tiener",
        "pleegzoon", "pleegdochter", "cliënt", "client", "boy", "girl", "pupil", "teenager",
    ),
    "child": ("kind", "jongetje", "baby", "peuter", "kleuter", "pleegkind", "child"),
}  # fmt: skip
