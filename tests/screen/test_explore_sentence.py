"""The filter is one plain sentence, in both languages, and an address says the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Breakdown, Scope
from telvertel.indicators import catalogue
from telvertel.indicators.period import Grain
from telvertel.screen.asked import Asked, Known, read_query
from telvertel.screen.filter_sentence import sentence
from telvertel.wording.words import words

CARDS = catalogue.load(Path(__file__).parents[2] / "data" / "indicators").cards
NAMES = {"GM9901": "Rivierstede", "99000001": "Buurtteams", "99000002": "De Oever Jeugdhulp"}
QUARTERS = tuple(f"{year}KW0{n}" for year in range(2019, 2027) for n in (1, 2, 3, 4))[:31]
HALF_YEARS = tuple(f"{year}HJ0{n}" for year in range(2019, 2026) for n in (1, 2))
KNOWN = Known(
    cards=CARDS,
    names=NAMES,
    municipalities=("GM9901",),
    providers=("99000001", "99000002"),
    periods={
        Grain.quarter: QUARTERS,
        Grain.half_year: HALF_YEARS,
        Grain.year: tuple(f"{year}JJ00" for year in range(2019, 2026)),
    },
    version="20260101-000000-aaaa",
    versions=("20260101-000000-aaaa",),
)
STRETCH = ("2019KW01", "2026KW03")


def told(
    card: str = "dropout", stretch=STRETCH, language: str = "nl", left_out=(), **choices
) -> str:
    asked = Asked(CARDS[card], Scope(municipality="GM9901", **choices))
    return sentence(asked, stretch, NAMES, words(language), left_out)


def test_one_provider_and_everything_else():
    assert told(providers=("99000002",)) == (
        "Uitval bij De Oever Jeugdhulp in Rivierstede, alle hulpvormen en leeftijden, "
        "per kwartaal van 1e kwartaal 2019 tot en met 3e kwartaal 2026."
    )


def test_no_provider_is_the_whole_municipality():
    assert told().startswith("Uitval in Rivierstede, alle aanbieders samen, alle hulpvormen")


def test_a_sum_says_who_is_not_counted_in_it():
    some = told(left_out=("99000002",), breakdown=Breakdown.care_form)
    assert "alle aanbieders samen zonder De Oever Jeugdhulp, alle hulpvormen" in some
    assert "zonder" not in told(left_out=("99000002",), breakdown=Breakdown.provider)
    assert "zonder" not in told(left_out=("99000002",), providers=("99000002",))


def test_two_providers_are_counted_together():
    both = told(providers=("99000001", "99000002"))
    assert both.startswith("Uitval bij Buurtteams en De Oever Jeugdhulp samen in Rivierstede,")


def test_a_breakdown_by_provider_is_not_called_together():
    split = told(breakdown=Breakdown.provider)
    assert split.startswith(
        "Uitval in Rivierstede, alle hulpvormen en leeftijden, uitgesplitst per"
    )
    assert "samen" not in split


def test_care_forms_and_ages_are_named():
    both = told(care_forms=("ambulatory",), age_bands=("12-17", "18-22"))
    assert "ambulante hulp en daghulp, 12 t/m 17 jaar en 18 t/m 22 jaar" in both
    assert "pleegzorg en gezinsgerichte hulp, alle leeftijden" in told(care_forms=("family_based",))
    assert "alle hulpvormen, 0 t/m 3 jaar" in told(age_bands=("0-3",))


def test_one_period_is_one_period():
    assert told(stretch=("2024JJ00", "2024JJ00"), grain=Grain.year).endswith("over 2024.")


def test_what_was_delivered_as_a_total_has_no_care_forms_or_ages():
    assert told("costs_realised", grain=Grain.year, stretch=("2019JJ00", "2025JJ00")).endswith(
        "in Rivierstede, alle aanbieders samen, per jaar van 2019 tot en met 2025."
    )


def test_in_english_it_says_the_same():
    assert told(language="en", providers=("99000002",)) == (
        "Dropout at De Oever Jeugdhulp in Rivierstede, all care forms and ages, "
        "per quarter from 1st quarter of 2019 up to and including 3rd quarter of 2026."
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("breakdown", [None, *(one for one in Breakdown if one != "part")])
@pytest.mark.parametrize("card", ["dropout", "duration", "costs_realised"])
def test_every_sentence_is_whole(card, breakdown, language):
    whole = told(card, language=language, breakdown=breakdown)
    assert whole[0].isupper() and whole.endswith(".")
    assert ", ," not in whole and "  " not in whole and "{" not in whole


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"providers": ("99000002",), "since": "2020KW01", "until": "2024KW04"},
        {"care_forms": ("team", "residential"), "age_bands": ("4-7",)},
        {"breakdown": Breakdown.age_band, "grain": Grain.half_year, "since": "2020HJ01"},
        {"care_forms": tuple(CARE_FORMS), "age_bands": AGE_BANDS},
    ],
)
def test_an_address_gives_the_same_question_back(choices):
    asked = Asked(CARDS["dropout"], Scope(municipality="GM9901", **choices), beside=True)
    assert read_query(asked.query(), KNOWN) == asked


def test_an_address_holds_codes_and_no_words():
    asked = Asked(CARDS["dropout"], Scope(municipality="GM9901", care_forms=("ambulatory",)))
    assert asked.query() == {
        "indicator": "dropout",
        "gm": "GM9901",
        "grain": "quarter",
        "care_forms": "ambulatory",
    }


def test_what_nobody_knows_falls_back_choice_by_choice():
    asked = read_query(
        {
            "indicator": "dropout",
            "gm": "GM0000",
            "grain": "decade",
            "providers": "99000002,12345678",
            "care_forms": "magic",
            "age_bands": "4-7,90-99",
            "since": "ooit",
            "until": "2024KW04",
            "breakdown": "star_sign",
        },
        KNOWN,
    )
    assert asked.scope == Scope(
        municipality="GM9901", providers=("99000002",), age_bands=("4-7",), until="2024KW04"
    )


def test_an_unknown_indicator_becomes_the_first_card():
    assert read_query({"indicator": "happiness"}, KNOWN).card is next(iter(CARDS.values()))


def test_periods_the_wrong_way_round_are_left_open():
    asked = read_query({"since": "2024KW04", "until": "2020KW01"}, KNOWN)
    assert (asked.scope.since, asked.scope.until) == (None, None)


def test_a_card_by_the_year_is_not_asked_by_the_quarter():
    assert read_query({"indicator": "costs_realised", "grain": "quarter"}, KNOWN).scope.grain == (
        Grain.year
    )


def test_a_total_cannot_be_cut_by_an_address():
    query = {"indicator": "costs_realised", "care_forms": "team", "breakdown": "age_band"}
    scope = read_query(query, KNOWN).scope
    assert (scope.care_forms, scope.breakdown) == ((), None)


def test_a_longer_grain_keeps_the_stretch_of_time():
    scope = Scope(municipality="GM9901", since="2020KW02", until="2024KW03")
    longer = Asked(CARDS["dropout"], scope).in_grain(Grain.half_year).scope
    assert (longer.since, longer.until) == ("2020HJ01", "2024HJ02")
