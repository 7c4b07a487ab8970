"""rewritten: a text without what points at a person, as a proposal that somebody may take over.

Names go, an age becomes a class, a handful becomes "enkele", a number or address is left out. The
words come from the caller (``Say``); what is proposed raises no concern itself, else nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from telvertel.privacy.known import is_first_name
from telvertel.privacy.named import SURNAME
from telvertel.privacy.text import Concern, ConcernKind, look

Say = Callable[..., str]  # key and facts → words: ``concerns.instead.<key>``

# The classes of age in which the figures are told (tests hold that they are the same).
AGE_CLASSES = ((0, 3), (4, 7), (8, 11), (12, 17), (18, 22))
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
_OF_A_CHILD = (*_AGED, ConcernKind.known_child, ConcernKind.name)
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
    r"(?:(?:\b[A-Z]\.\s?){1,3}|\b(?P<first>[A-Z][^\W\d_]{1,30})\s)?"
    r"(?:\b(?:van|de|der|den|ten|ter|el|al)\s){0,3}$"
)
_TITLE = re.compile(r"\b(?:juf|juffrouw|meester|meneer|mevrouw|dhr\.?|mevr?\.?|mr\.|ms\.)\s$", re.I)
_SAYS_HIS_AGE = re.compile(r"\s(?:is|was|wordt|werd)\s")
_AND = re.compile(r"(?:\sgeworden)?\sen\s")
_NAMED_SCHOOL = re.compile(
    r"\b(?:(?:de|het|the)\s)?(?:(?:basis)?school\s(?:(?:De|Het)\s)?[A-Z][\w-]{1,30}"
    r"|(?:[A-Z][\w-]{1,30}\s){0,2}[A-Z]\w{0,30}(?:school|college|lyceum)"
    r"|(?:[A-Z][\w-]{1,30}\s){1,2}(?:College|Lyceum|School|Gymnasium)"
    r"|groep\s[1-8]\svan\s(?:de|het)\s[A-Z][\w-]{1,30})\b"
)
# A town, a village, a neighbourhood or a house.
_SOMEWHERE = re.compile(
    r"\b(?P<before>uit|in|te|op|vanuit|from)\s(?P<place>(?:(?:[Dd]e|[Hh]et|'t)\s)?"
    r"(?!(?:Nederland|Europa|Jeugdwet|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b)[A-Z][a-zà-ÿ'’-]{2,40}(?:\s[A-Z][a-zà-ÿ'’-]{2,40}){0,2})"
)
_HOUSE = re.compile(
    r"(?:,?\s(?:op|at))?,?\s(?:huis)?(?:nummer|nr\.?|number|no\.?)\s\d{1,5}(?:\s?[a-z]\b)?", re.I
)
# "Van die drie is er een weg": of a few, one is still one.
_ONE_OF_THEM = re.compile(
    r"(\b(?:is|was|ging|gaat|zit|zat|bleef|blijft)\ser\s)(?:een|eén|één|1)\b", re.I
)
_HET_WORDS = re.compile(r"(?:kind|meisje|gezin|\w{2,20}(?:je|kind|gezin))$", re.I)
_NUMBER = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
    "twintig",
)  # fmt: skip
_SOME_OF = re.compile(
    rf"\b(?P<some>eén|één|one|two|three|{'|'.join(_WORDS[1:])}|\d{{1,2}})\s"
    r"(?P<of>van|of)\s(?P<the>de|die|deze|onze|the|those|these|our)\s"
    rf"(?:two|three|four|five|six|seven|eight|nine|{'|'.join(_WORDS[2:10])}|[2-9])"
    r"(?=\s[^\W\d_])",
    re.I,
)
_AGE_WORD = re.compile("|".join(sorted(_WORDS[2:], key=len, reverse=True)), re.I)
_ONE = ("één", "eén", "een", "1", "one")
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
        if any(one.kind in _OF_A_CHILD for one in found):
            # First: in "basisschool De Linde" no girl is called Linde.
            proposed = _NAMED_SCHOOL.sub(say("school"), proposed)
            found = look(proposed, today=today)
        if any(one.kind is ConcernKind.small_group for one in found):
            proposed = _SOME_OF.sub(lambda some: _some_of(some, say), proposed)
            found = look(proposed, today=today)
        proposed = _once(proposed, found, say)
    tidy = _BEFORE_MARK.sub("", _SPACES.sub(" ", proposed)).strip()
    return None if tidy == text.strip() or not tidy or look(tidy, today=today) else tidy


def _once(text: str, found: tuple[Concern, ...], say: Say) -> str:
    """All places replaced, from the last to the first, so that those before it keep theirs."""
    until = len(text)
    for one in reversed(found):
        start, end, words = _instead(text, one, say)
        if start < until < end and one.kind in _OF_A_CHILD:  # the same person, told behind it
            words, end = text[until : until + 1], until + 1
        else:
            end = min(end, until)
        if start < end:
            words = words[:1].upper() + words[1:] if _opens(text, start) else words
            text, until = text[:start] + words + text[end:], start
    if any(one.kind in _OF_A_CHILD for one in found):
        text = _SOMEWHERE.sub(lambda found: _in_a_place(found, say), text)
    if any(one.kind is ConcernKind.small_group for one in found):
        text = _ONE_OF_THEM.sub(rf"\g<1>{say('single')}", text)
    return text


def _some_of(found: re.Match[str], say: Say) -> str:
    """ "Eén van de drie jongens" is "een enkele van de jongens": how many there are goes too."""
    one = found["some"].casefold() in _ONE and found["of"] == "van"
    words = f"{say('single' if one else 'few')} {found['of']} {found['the']}"
    return words[:1].upper() + words[1:] if found["some"][0].isupper() else words


def _in_a_place(found: re.Match[str], say: Say) -> str:
    words = found["place"].split()
    return found[0] if any(map(is_first_name, words)) else f"{found['before']} {say('place')}"


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
        house = _HOUSE.match(text, one.end) if words == say("address") else None
        end = house.end() if house else one.end
        return start, end, words.strip("()") if bracketed else words
    if one.kind in _AGED:
        return _aged(text, one, say)
    if one.kind is ConcernKind.date:
        return _dated(text, one, say)
    if one.kind is ConcernKind.small_group:
        return _few(text, one, say)
    return _from_determiner(text, one.start), _with_surname(text, one.end), _somebody(found, say)


def _with_surname(text: str, end: int) -> int:
    """Where a name ends that goes on behind a first name."""
    surname = SURNAME.match(text, end)
    return surname.end() if surname else end


def _from_determiner(text: str, start: int) -> int:
    title = _TITLE.search(text, max(0, start - 12), start)
    start = title.start() if title else start
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
    if one.kind is ConcernKind.name_age and surname and _is_of_a_name(surname):
        start = surname.start()
    age = _age_in(found)
    low, high = next(((a, b) for a, b in AGE_CLASSES if a <= age <= b), AGE_CLASSES[-1])
    key = "child_of" if low < YOUNG else "young_person_of"
    return _from_determiner(text, start), end, say(key, low=low, high=high)


def _is_of_a_name(before: re.Match[str]) -> bool:
    """Whether what stands before a surname belongs to it: initials, or a first name; any word with
    a capital where "de" or "van" comes between."""
    first = before["first"]
    return before[0][:1].isupper() and (not first or is_first_name(first) or " " in before[0][:-1])


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
