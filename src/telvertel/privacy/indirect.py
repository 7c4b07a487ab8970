"""indirect: somebody told of without a first name, an age or a noun for persons.

By initials and a surname, by whose child it is, or a few of whom only is said what they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from telvertel.privacy.described import NO_NAMES, UNDER_TEN, sentence_around

# What is written with points too and is nobody: legal forms, and what the field is short for.
_SHORT_FOR = (
    r"B\.V|N\.V|U\.A|V\.O\.F|A\.M\.W|A\.W\.B\.Z|C\.B\.S|C\.J\.G|G\.G\.D|G\.G\.Z|I\.G\.J|J\.G\.Z|"
    r"L\.V\.B|M\.B\.O|M\.D\.O|M\.O\.B|N\.J\.I|P\.G\.B|R\.I\.B\.W|R\.O\.C|S\.V\.B|U\.W\.V|V\.N\.G|"
    r"V\.W\.S|W\.L\.Z|W\.M\.O|W\.S\.G"
)
# No surnames: a new sentence begins so, and organisations go on so.
_GOES_ON = (
    "Aanbieders|Alleen|Bovendien|Cijfers|Daar|Daarbij|Daarna|Daarnaast|Daarom|Dan|Deze|Dus|Eerst|"
    "En|Er|Gemeenten|Hierna|Hoe|Hulp|Ik|Iedereen|Later|Locaties|Misschien|Niemand|Nu|Ook|Ouders|"
    "Straks|Tarieven|Teams|Ten|Toen|Verder|Vervolgens|Waar|Waarom|Wat|Welke|Zodra|Zorg|Zorggroep|"
    "Jeugdzorg|Thuiszorg|Nederland|Holding|Beheer|Centrum|Stichting|Regio|Noord|Oost|Zuid|West|"
    "Midden|Rijnmond|Haaglanden|Then|After|There|It|Next"
)
_INITIALS_OF = r"(?:(?:[A-Z]\.){2,4}\s?|[A-Z]\.\s)"
_SURNAME = r"[A-Z][a-zà-ÿ]{2,30}\b"
# "J.P. de Vries", "Jansen, J."; a letter behind what is lettered (groep B) is no initial.
_INITIALS = re.compile(
    rf"(?<![\w.-]){_INITIALS_OF}(?:(?:van|de[nr]?|ten|ter|el|het)\s){{1,3}}"
    rf"(?!(?:{NO_NAMES})\b){_SURNAME}"
    rf"|(?<![\w.-])(?!(?:{_SHORT_FOR})\.){_INITIALS_OF}"
    rf"(?!(?:{NO_NAMES}|{_GOES_ON})\b){_SURNAME}"
    rf"|\b(?!(?:{NO_NAMES})\b)[A-Z][a-zà-ÿ]{{2,30}},\s(?:[A-Z]\.){{1,3}}(?!\w)"
)
_LETTERED = re.compile(
    r"\b(?:aanbieders?|organisatie|gemeente|bijlage|perceel|percelen|variant|scenario|kolom|"
    r"categorie|locatie|school|vraag|artikel|tabel|figuur|provider|option|group|annex|groep|punt|"
    r"optie|fase|deel|stap|team|klas|type|plan|wet|route|spoor|pad|traject|lijst|rij|blok|niveau|"
    r"model|versie|ronde|onderdeel|product|tarief|cluster|regio|wijk|gebied|schaal|vak|hoofdstuk|"
    r"paragraaf|rubriek|soort|vorm|letter|keuze|stroom|lijn|gebouw|afdeling|"
    r"pilot|module|maatregel|mogelijkheid|alternatief|antwoord|vitamine|hepatitis)\s$",
    re.I,
)
# One child in town by whose it is: "het tweede kind van de huisarts".
_WHOSE = re.compile(
    r"\b(?:kind(?:je)?|kleinkind|zoon(?:tje)?|dochter(?:tje)?|jongen|meisje|jongste|oudste|tweeling|broer(?:tje)?|"
    r"zus(?:je)?|son|daughter|child)\s(?:van|of)\s(?:de|een|onze|het|the|our)\s(?:[a-zà-ÿ]{2,20}e\s)?"
    r"(?:huis|tand|dieren)?(?:arts|dokter|burgemeester|wethouder|dominee|imam|pastoor|bakker|slager|juf|meester|"
    r"leraar|lerares|directeur|directrice|schooldirecteur|notaris|advocaat|agent|wijkagent|brandweerman|boer|"
    r"kapper|kroegbaas|winkelier|voetbaltrainer|trainer|apotheker|raadslid|voorzitter|buurman|buurvrouw|buren|"
    r"conci[eë]rge|postbode|collega|mayor|doctor|neighbours?|teacher|baker)\b",
    re.I,
)
# "wij hebben er vier die wachten op pleegzorg": of persons by what they do.
_OF_THEM = re.compile(
    rf"\ber\s(?P<few>(?:{UNDER_TEN})\s(?:die|uit|thuis|weg))\b"
    r"(?=[^.!?]{0,60}\b(?:wacht\w*|stop\w*|weglo\w*|weg|thuis|pleegzorg|woont|wonen|zitten|school|opgenomen|"
    r"uitvie\w*|uitval\w*|hulp|crisis|verhui\w*|kwijt|terug)\b)",
    re.I,
)
_THINGS = re.compile(
    r"\b(?:aanbieders?|organisaties?|gemeenten?|teams?|locaties?|groepen|cijfers|plannen|contracten|vragen)\b",
    re.I,
)
_FROM_THERE = re.compile(
    rf"\b(?:die|deze)\s(?P<few>(?:{UNDER_TEN})\suit\s(?:de\s|het\s)?[A-Z][a-zà-ÿ'’-]{{2,40}})"
)


def told_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of everybody who is told of so."""
    for match in _WHOSE.finditer(text):
        yield "known_child", *match.span()
    for match in _INITIALS.finditer(text):
        if not _LETTERED.search(text, max(0, match.start() - 16), match.start()):
            yield "name", *match.span()
    for match in (*_OF_THEM.finditer(text), *_FROM_THERE.finditer(text)):
        if not _THINGS.search(sentence_around(text, match.start())):
            yield "small_group", *match.span("few")
