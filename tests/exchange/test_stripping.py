"""What may leave a municipality: no names, no handfuls, no days, no persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.exchange.stripping import Stays, is_doubtful, names_of, why_stays
from telvertel.privacy.text import look
from tests.privacy.sentences import hits

PARTIES = (
    "Rivierstede (fictief)",
    "GM9901",
    "De Oever Jeugdhulp (fictief)",
    "99000002",
    "Klein Anker",
    "Ee",
    "Samen Sterk",
)
KNOWN = names_of(PARTIES)
BARE = ("rivierstede", "gm9901", "de oever", "99000002", "klein anker", "samen sterk")
WORDS = st.sampled_from(
    "de jongeren wachten op hulp en het team belt vaak ouders eerder Samen".split()  # noqa: SIM905
)


AREAS = names_of(
    PARTIES, ("Wijk 01 Noord", "School- en Lange Weide", "Verspreide huizen", "Haven", "BU99020101")
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Op school eerder signaleren werkt.", None),
        ("Wachten duurt lange tijd.", None),
        ("De wijk kent de weg.", None),
        ("De havenmeester belt terug.", None),
        ("In de haven werkt het.", Stays.name),
        ("Bij verspreide huizen werkt het.", Stays.name),
        ("In BU99020101 werkt het.", Stays.name),
        ("Bij de Lange Weide werkt het.", Stays.unknown_name),
        ("Wij zagen dat De Oever belt.", Stays.name),
    ],
)
def test_of_a_district_only_the_whole_name_keeps_a_lesson_here(text, why):
    assert why_stays(text, AREAS) is why


@pytest.mark.parametrize(
    "text",
    [
        "Warme overdracht helpt om op tijd te beginnen.",
        "Jongeren missen het gesprek. Daarna stoppen ze.",
        "Ongeveer 40 procent gaf antwoord.",
        "In 2025 begon het lokale team eerder.",
        "De GI en de POH-jeugd overleggen nu vooraf over de Jeugdwet.",
        "Er ging € 5.000 naar het consult.",
        "Hulp die klein begint, samen met ouders.",
        "Jongeren van 12 tot 18 jaar wachten langer.",
        "Bij het begin van de hulp helpt een gesprek met beide aanbieders.",
        "Aan het eind vragen we wat werkte.",
    ],
)
def test_an_ordinary_lesson_may_go(text):
    assert why_stays(text, KNOWN) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Wij zagen dat De Oever belt.", Stays.name),
        ("Het oeverteam belt.", Stays.name),
        ("De Rivierstedenaren wachten.", Stays.name),
        ("RIVIERSTEDE wacht.", Stays.name),
        ("Het gaat om Klein  Anker.", Stays.name),
        ("Volgens Ee gaat het goed.", Stays.name),
        ("R\u200bivierstede wacht.", Stays.name),
        ("Er waren 3 gezinnen.", Stays.person),
        ("Er waren 3 groepen.", Stays.small_number),
        ("Er waren ３ groepen.", Stays.small_number),
        ("Gemiddeld 7,5 van de 10.", Stays.small_number),
        ("Sinds maart belt het team.", Stays.day),
        ("Sinds 12-11 belt het team.", Stays.day),
        ("In week 40 begon het.", Stays.day),
        ("Vanaf Q3 belt het team.", Stays.day),
        ("We hoorden dat Hassan belt.", Stays.person),
        ("We hoorden dat Oumaima belt.", Stays.unknown_name),
        ("Het bericht van B. Vries.", Stays.person),
        ("Bel 06-12345678.", Stays.person),
        ("Een 14-jarige jongen liep weg.", Stays.person),
        ("Een veertienjarige liep weg.", Stays.person),
        ("Een jongen van veertien liep weg.", Stays.person),
        ("Een jongere van 14 liep weg.", Stays.person),
        ("Het meisje kevin liep weg.", Stays.person),
        ("De tweeling liep weg.", Stays.few_persons),
        ("Een gezin met een drieling verhuisde.", Stays.few_persons),
        ("Beide jongeren stopten.", Stays.few_persons),
        ("Een paar jonge kinderen stopten.", Stays.few_persons),
        ("Een op de negen jongeren stopte.", Stays.few_persons),
        ("Begin 2025 sloot de groep.", Stays.season),
        ("Eind 2025 sloot de groep.", Stays.season),
        ("Halverwege 2025 sloot de groep.", Stays.season),
        ("In de tweede helft van 2025 sloot de groep.", Stays.season),
        ("In week twaalf sloot de groep.", Stays.day),
    ],
)
def test_what_points_at_somebody_stays(text, why):
    assert why_stays(text, KNOWN) is why


@given(before=st.lists(WORDS), name=st.sampled_from(BARE), after=st.lists(WORDS), up=st.booleans())
def test_no_name_of_a_party_leaves_wherever_it_stands(before, name, after, up):
    text = " ".join([*before, name.upper() if up else name, *after])
    assert why_stays(text, KNOWN) is Stays.name


@given(before=st.lists(WORDS), number=st.integers(0, 9), after=st.lists(WORDS))
def test_no_number_below_ten_leaves(before, number, after):
    assert why_stays(" ".join([*before, str(number), *after]), KNOWN) is not None


@given(before=st.lists(WORDS, max_size=4), sentence=st.sampled_from([one[2] for one in hits("")]))
def test_what_the_second_look_finds_does_not_leave(before, sentence):
    assert why_stays(" ".join([*before, sentence]), KNOWN) is not None


@given(st.text(max_size=60))
def test_of_any_text_only_what_is_clean_leaves(text):
    if why_stays(text, KNOWN) is None:
        assert not look(text)
        assert not any(name in text.casefold() for name in BARE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Op dinsdag wacht niemand.", Stays.day),
        ("Er wordt op vrijdagmiddag gebeld.", Stays.day),
        ("In het voorjaar van 2025 kwamen er meer vragen.", Stays.season),
        ("Ze vonden drie die stopten.", Stays.few_persons),
        ("Zij kwamen met z'n vieren.", Stays.few_persons),
    ],
)
def test_a_weekday_a_season_with_its_year_and_a_handful_in_words_stay(text, why):
    assert why_stays(text, KNOWN) is why


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Warme overdracht helpt.", False),
        ("Ouders bellen zelf. Daarna begint de hulp.", False),
        ("Fatima belt zelf.", True),
        ("Het helpt. Vroegbij begon eerder.", True),
    ],
)
def test_a_sentence_that_begins_with_no_common_word_is_doubtful(text, doubtful):
    assert is_doubtful(text) is doubtful
