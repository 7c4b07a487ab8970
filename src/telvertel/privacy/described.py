"""persons: sentences that describe one child or a handful, without a number that gives it away.

A name or a child with an age and a place is often enough to be known in a town; so are "die drie
jongens". Ages of groups ("jongeren van 12 tot 18"), spans of time and counts of things are not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from telvertel.privacy import named
from telvertel.privacy.known import is_first_name, is_place

# A sentence ends at a mark after two small letters or a digit, so "J. (14)" stays in one piece.
_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.!?;](?!\s|$)|(?<![a-z0-9)]{2})\.)++")

_CHILD = (
    r"(?:jongen|jongetje|meisje|meid|kind|jongere|jeugdige|zoon|zoontje|dochter|dochtertje|leerling|"
    r"broer|broertje|zus|zusje|baby|peuter|kleuter|puber|tiener|pleegkind|pleegzoon|pleegdochter|"
    r"cli[eë]nt|boy|girl|child|pupil|son|daughter|teenager)"
)
_NEAR_CHILD = re.compile(rf"\b(?:{_CHILD}|hij|zij was|he|she)\b", re.I)

_NUMBER_WORDS = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|"
    "zestien|zeventien|achttien|negentien|twintig|eenentwintig|tweeëntwintig"
)
_NUMBER = rf"(?:1\d|2[0-2]|[1-9]|{_NUMBER_WORDS})"
# One age, not a range of ages and not a part of a longer number.
_AGE = (
    rf"(?<![\d.,/–-]){_NUMBER}(?![\d%]|(?!jaar|jarig|jr)[a-zë])"
    r"(?!\s?(?:-\d|–|/|\+|tot\b|t/m|à|of \d|[.,]\d))"
)
_ANY_AGE = re.compile(_AGE)
_YEAR = (
    r"(?P<year>\s?(?:jaar|jr\.?|years?|jarig)\b"
    r"(?! (?:geleden|lang|later|verder|bezig|actief|verantwoordelijk|onderweg|ago)))"
)

# Capitalised words of the trade that stand before a number without being anybody's name.
NO_NAMES = (
    "Aanbieder|Aantal|About|Actie|Afgelopen|Afgerond|After|Agenda|Alle|Als|Ambulant|Ander|"
    "Anderen|Artikel|Avond|Begeleiding|Beleid|Beleidsplan|Bijlage|Bijna|Binnen|Bladzijde|"
    "Buurt|Casus|Cohort|College|Dag|Daghulp|Dat|De|Deel|Die|Dit|Doel|Doorlooptijd|Een|Fase|"
    "Figure|Figuur|Gebied|Gemeente|Gemiddeld|Gezin|Gezinsgericht|Groep|Half|Halfjaar|Het|Hier|"
    "Hij|Hoofdstuk|Hulp|In|Indicator|Instroom|Is|Jaar|Jeugd|Jeugdhulp|Jeugdwet|Jongere|"
    "Jongeren|Kader|Kind|Kinderen|Klas|Komende|Kwartaal|Laatste|Leeftijd|Les|Maand|Maar|Maatregel|"
    "Maximaal|Meer|Met|Minder|Minimaal|Module|Na|Nog|Norm|Nummer|Nut|Om|Onder|Ongeveer|Only|"
    "Op|Optie|Over|Page|Paragraaf|Per|Perceel|Periode|Phase|Pleegzorg|Plek|Product|Punt|"
    "Question|Reden|Regel|Resultaat|Rond|Ruim|Samen|School|Since|Sinds|Slechts|Stap|Tabel|"
    "Table|Team|Termijn|That|The|Thema|This|Tot|Totaal|Traject|Tussen|Uit|Uitstroom|Uitval|"
    "Van|Vanaf|Vanwege|Verblijf|Versie|Version|Vijf|Voor|Vraag|Waarvan|Wachttijd|We|Week|"
    "Werkplan|Wie|Wij|Wijk|Wijkteam|Zij|Zo|Zone"
)
_NAME = (
    rf"\b(?!(?:{NO_NAMES}|(?i:{_CHILD}))\b)"
    r"(?:[A-Z]\.(?:\s?[A-Z]\.){0,4}|[A-Z][a-zà-ÿ]{1,30}(?:-[A-Z][a-zà-ÿ]{1,30})?)"
)
_NAME_AGE = re.compile(
    rf"{_NAME}(?:\s(?:(?:van|de|der|den|el)\s){{0,2}}[A-Z]\.)?"
    r"(?:,?\s\(?(?:leeftijd )?|\s[–-]\s|,?\s(?:is|was|wordt|van|aged|net|pas|bijna)\s"
    r"(?:nu |net |bijna |pas )?)"
    rf"{_AGE}{_YEAR}?[),]?"
)
# "Kees de Vries (14)", "Onze Kees van 14 wacht nog": an age by its form alone. What follows keeps
# "Brief van 14 maart" and "Overleg van 12 leden" out.
_AGE_BY_FORM = re.compile(
    rf"\({_AGE}\)$|\svan\s(?:nu |net |bijna |pas )?{_AGE}$",
)
_GOES_ON = re.compile(
    r"\s{0,8}(?:[,.!?;)]|$)|\s(?:wacht|wachtte|is|was|heeft|had|zit|zat|woont|kwam|ging|krijgt|kreeg|"
    r"moest|wil|wilde|staat|stond|nog|en|die|has|was|waits|waited|lives)\b"
)
_JARIGE_NAME = re.compile(rf"{_AGE}(?:-?\s?jarige|-year-old)\s{_NAME}")
_CHILD_AGE = re.compile(
    rf"\b{_CHILD}(?:\s[A-Z]\.)?,?\s"
    r"(?:\(|(?:van|is|was|wordt|aged|of)\s(?:nu |net |bijna |pas )?)?"
    rf"{_AGE}{_YEAR}?",
    re.I,
)
_JARIGE = re.compile(rf"{_AGE}(?:-?\s?jarige|-year-old)\b", re.I)

_SCHOOL = re.compile(
    r"(?i:\b(?:basisschool|school|brugklas|groep [1-8]|klas [1-6]|[1-6](?:e|de) klas|"
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde) klas|mavo|havo|vwo|"
    r"vmbo|praktijkonderwijs|gymnasium|internaat|mbo|kinderdagverblijf)\b)"
    r"|\b\w{0,30}(?:[Cc]ollege|[Ll]yceum)\b"
)
_PLACE = re.compile(
    r"\b(?:[Uu]it|[Ii]n|te|[Bb]ij|op|[Vv]anuit|naar|aan|from|[Aa]t|near)\s(?:de |het |'t )?"
    r"(?!(?:Nederland|Europa|Jeugdwet|CBS|Q\d|GI)\b)(?:[A-Z][\w'’-]{1,40}|[A-Z]\.)"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,30}")

_PERSONS = (
    r"(?:jongeren?|jeugdigen?|kinderen|kind|kids|jongens?|meisjes?|meiden|gezinnen|gezin|cli[eë]nt(?:en)?|"
    r"leerling(?:en)?|pubers?|tieners?|peuters?|kleuters?|baby[’']?s|broers|broertjes|zussen|zusjes|moeders|"
    r"vaders|ouders|pleegkinderen|pleeggezinnen|pleegouders|uitvallers|young people|children|boys|"
    r"girls|families|young persons?|parents)"
)
UNDER_TEN = (
    "[1-9]|één|twee|drie|vier|vijf|zes|zeven|acht|negen|two|three|four|five|six|seven|eight|nine"
)
_FEW = re.compile(rf"(?<![\w.,/–<>-])(?:{UNDER_TEN})\b(?=\W)", re.I)
# "1 op de 8 jongeren" is a share, "groep 8" a class, "tot 9" and "< 5" a bound: no few persons.
_NOT_A_FEW = ("op ", "op de ", "groep ", "tot ", "< ", "> ", "one in ")
_OF_PERSONS = re.compile(
    rf"\s(?:(?!van\b|of\b)[a-zà-ÿ]{{1,30}}(?:e|en|ste|re)\s)?{_PERSONS}\b"
    rf"(?!\s(?:per|op de \d{{1,4}}|meer|minder)\b)"
    rf"|\s(?:van|of)\s(?:de|die|deze|onze|the|those|our)\s(?:\w{{1,30}}\s)?{_PERSONS}\b"
    rf"|\s(?:van|of)\s(?:hen|them)\b",
    re.I,
)
_OF_THOSE = re.compile(r"\b(?:van|of)\s(?:die|deze|hen|hun|those|these)\s$", re.I)
# What follows "van die drie" when it is persons; a noun there says what it is.
_NO_NOUN = re.compile(
    r"\s{0,8}(?:[.,;:!?)]|$)|\s(?:is|zijn|was|waren|zit|zitten|kwam|kwamen|ging|gingen|heeft|hebben|had|"
    r"hadden|uit|met|die|er|were|are|have|had|who)\b",
    re.I,
)
_CALLED = re.compile(
    rf"\b(?:[Ff]amilie|[Ff]am\.|[Gg]ezin|[Mm]oeder|[Vv]ader|[Oo]ma|[Oo]pa|[Tt]ante|[Oo]om|"
    rf"[Pp]leegmoeder|[Pp]leegvader|[Ss]tiefmoeder|[Ss]tiefvader|[Mm]evrouw|[Mm]evr\.|[Mm]w\.|"
    rf"[Mm]eneer|[Dd]e heer|[Dd]hr\.?|[Mm]evr|[Mm]w|(?i:{_CHILD})|genaamd|heet)\s"
    rf"(?:(?:[Vv]an|[Dd]e[nr]?|[Tt]en?|[Tt]er|[Ee]l)\s){{0,3}}"
    rf"(?!(?:{NO_NAMES}|Centraal|Nederland|CBS|GI|BSN)\b)[A-Z][a-zà-ÿ]{{2,40}}"
)


def persons(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every description found, names first."""
    for sentence in _SENTENCE.finditer(text):
        yield from _described(sentence[0], sentence.start())
        for kind, start, end in named.of_an_age(sentence[0]):
            yield kind, sentence.start() + start, sentence.start() + end
    for match in _CALLED.finditer(text):
        yield "name", *match.span()
    yield from _small_groups(text)


def _small_groups(text: str) -> Iterator[tuple[str, int, int]]:
    for few in _FEW.finditer(text):
        before = text[max(0, few.start() - 12) : few.start()]
        persons_after = _OF_PERSONS.match(text, few.end())
        those = _OF_THOSE.search(before)
        if persons_after and not before.lower().endswith(_NOT_A_FEW):
            yield "small_group", few.start(), persons_after.end()
        elif those and _NO_NOUN.match(text, few.end()):
            yield "small_group", few.start() - len(those[0]), few.end()


_FROM = re.compile(
    r"\b(?:uit|in|te|vanuit|from|near)\s(?:de |het |'t )?"
    r"(?!(?:Nederland|Europa|Jeugdwet|CBS|Q\d|GI)\b)([A-Z][a-zà-ÿ'’-]{2,40})"
)


def is_with_a_place(text: str, start: int, end: int) -> bool:
    """Whether the sentence around somebody's name says where from: by a word before it, by the name
    of a municipality, or by a school or class."""
    around = sentence_around(text[:start] + " " * (end - start) + text[end:], start)
    words = (word[0] for word in _WORD.finditer(around))
    from_somewhere = (one[1] for one in _FROM.finditer(around))
    return (
        any(is_place(word) for word in words)
        or any(not is_first_name(one) for one in from_somewhere)
        or _SCHOOL.search(around) is not None
    )


def _names_a_place(sentence: str) -> bool:
    """By a word that stands before places, or by the name of a municipality."""
    words = (word[0] for word in _WORD.finditer(sentence))
    return bool(_PLACE.search(sentence)) or any(is_place(word) for word in words)


def sentence_around(text: str, place: int) -> str:
    """The sentence that holds this place."""
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= place < sentence.end():
            return sentence[0]
    return ""


class Children:
    """Which sentences of a text speak of one child; looked up once, when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _sentences(self) -> tuple[list[int], list[bool]]:
        found = list(_SENTENCE.finditer(self._text))
        return [one.start() for one in found], [bool(_NEAR_CHILD.search(one[0])) for one in found]

    def near(self, place: int) -> bool:
        """Whether the sentence around this place is one of them."""
        starts, speak = self._sentences
        at = bisect_right(starts, place) - 1
        return at >= 0 and speak[at]


def _is_an_age(match: re.Match[str], sentence: str) -> bool:
    found = match[0].rstrip(",")
    goes_on = match[0].endswith(",") or _GOES_ON.match(sentence, match.end())
    return bool(_AGE_BY_FORM.search(found) and goes_on)


def _described(sentence: str, offset: int) -> Iterator[tuple[str, int, int]]:
    if not _ANY_AGE.search(sentence):
        return
    school, where = _SCHOOL.search(sentence), _names_a_place(sentence)
    for match in (*_NAME_AGE.finditer(sentence), *_JARIGE_NAME.finditer(sentence)):
        if is_place(match[0].split()[0].rstrip(",")) or named.is_counted(sentence, match.end()):
            continue
        said_to_be_years = match.groupdict().get("year") or match.re is _JARIGE_NAME
        if said_to_be_years or where or school or _is_an_age(match, sentence):
            yield "name_age", offset + match.start(), offset + match.end()
    for match in (*_CHILD_AGE.finditer(sentence), *_JARIGE.finditer(sentence)):
        if school or where:
            kind = "age_school" if school else "age_place"
            yield kind, offset + match.start(), offset + match.end()
