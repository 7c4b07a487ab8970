"""What may stand in a cell, and what it becomes."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel.figures.intake.columns import NORM_KIND, NORM_WORDS, REFERRER, Column, Type
from telvertel.figures.intake.values import READERS, Unreadable
from telvertel.figures.problem import Rule
from telvertel.wording import numbers
from telvertel.wording.words import words


def read(kind: Type, text: str, **column):
    return READERS[kind](text, Column("kop", "name", kind, **column))


def refused(kind: Type, text: str, **column) -> Rule:
    with pytest.raises(Unreadable) as trouble:
        read(kind, text, **column)
    return trouble.value.rule


@pytest.mark.parametrize(
    "text",
    ["31-12-2024", "2024-12-31", "20241231", "31/12/2024", "31 dec 2024", "31 december 2024",
     "2024-12-31 00:00:00", "2024-12-30T23:30:00Z", "2024-12-31T12:00:00+01:00", "31-12-24",
     "45657"],
)  # fmt: skip
def test_a_date_is_understood_in_every_way_people_write_it(text):
    assert read(Type.date, text) == date(2024, 12, 31)


def test_the_first_part_of_a_date_is_the_day():
    assert read(Type.date, "01/02/2024") == date(2024, 2, 1)


def test_the_last_day_of_the_calendar_means_that_it_goes_on():
    assert read(Type.date, "31-12-9999") is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("31-02-2024", Rule.date_does_not_exist),
        ("00-00-0000", Rule.date_does_not_exist),
        ("12/31/2024", Rule.date_month_first),
        ("01-01-1900", Rule.date_out_of_range),
        ("binnenkort", Rule.date_unreadable),
    ],
)
def test_a_date_that_cannot_be_is_refused(text, rule):
    assert refused(Type.date, text) is rule


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1.234,56", 1234.56), ("1.234.567", 1234567),
     ("€ 1.234", 1234), ("€ 1 234,-", 1234), ("0,5%", 0.5), ("-3,2", -3.2), ("0.125", 0.125)],
)  # fmt: skip
def test_a_number_is_read_as_a_dutch_reader_would(text, number):
    assert read(Type.number, text) == number


def test_a_number_that_could_be_two_numbers_is_refused():
    assert refused(Type.number, "1.234") is Rule.number_ambiguous


@pytest.mark.parametrize("text", ["#N/B!", "#VERW!", "12 of 13", "=1+1", "NaN", "inf"])
def test_what_is_no_number_is_refused(text):
    assert refused(Type.number, text) is Rule.number_unreadable


def test_a_count_has_no_decimals_so_its_point_marks_thousands():
    assert read(Type.whole, "1.234") == 1234
    assert read(Type.whole, "7,0") == 7
    assert refused(Type.whole, "7,5") is Rule.number_not_whole


def test_a_grade_stands_between_its_bounds():
    assert read(Type.whole, "10", low=1, high=10) == 10
    assert refused(Type.whole, "11", low=1, high=10) is Rule.number_out_of_range


@pytest.mark.parametrize(
    ("text", "period"),
    [("2024KW03", "2024KW03"), ("2024hj01", "2024HJ01"), ("2024", "2024JJ00"),
     ("2024 1e halfjaar", "2024HJ01"), ("2023 2e halfjaar*", "2023HJ02"),
     ("2024 3e kwartaal", "2024KW03"), ("2024-Q3", "2024KW03"),
     ("2024KW3", "2024KW03"), ("K3 2024", "2024KW03")],
)  # fmt: skip
def test_a_period_is_read_as_cbs_and_people_write_it(text, period):
    assert read(Type.period, text) == period


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("id", ["2026KW01", "2026KW04", "2026HJ02", "2026JJ00"])
def test_a_period_is_read_back_from_every_way_in_which_the_screens_write_it(id, language):
    w = words(language)
    for written in (numbers.period(id, w), numbers.period(id, w, short=True)):
        assert read(Type.period, written) == id, written


def test_a_fifth_quarter_does_not_exist():
    assert refused(Type.period, "2024KW05") is Rule.period_unreadable


@pytest.mark.parametrize(
    ("text", "place"),
    [("GM0034", "GM0034"), ("34", "GM0034"), ("NL", "NL01"), ("bu00340101", "BU00340101"),
     ("Den Haag", "GM0518"), ("'s-Gravenhage", "GM0518"), ("Beek", "GM0888")],
)  # fmt: skip
def test_a_place_is_known_by_its_code_or_its_name(text, place):
    assert read(Type.place, text) == place


def test_a_name_that_two_municipalities_share_is_refused():
    assert refused(Type.place, "Bergen") is Rule.place_unreadable


def test_a_code_gets_back_the_zero_that_excel_took():
    assert read(Type.code, "2", codes=REFERRER) == "02"
    assert read(Type.code, "07", codes=REFERRER) is None
    assert refused(Type.code, "09", codes=REFERRER) is Rule.code_unknown


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Ambitie", "ambition"), ("streefwaarde", "ambition"), ("Raming", "forecast"),
     ("budgetplafond", "framework_limit")],
)  # fmt: skip
def test_a_norm_may_be_named_by_other_words_that_people_have_for_it(text, kind):
    assert read(Type.code, text, codes=NORM_KIND, meant=NORM_WORDS) == kind


def test_a_norm_that_could_be_any_of_the_three_is_refused():
    assert refused(Type.code, "norm", codes=NORM_KIND, meant=NORM_WORDS) is Rule.code_unknown


@pytest.mark.parametrize(
    "text", ["duration", "DURATION", "Doorlooptijd", "doorlooptijd", "Duration", " Doorlooptijd\n"]
)
def test_an_indicator_is_known_by_its_id_or_by_its_name_on_screen(text):
    assert read(Type.indicator, text) == "duration"


def test_several_indicators_may_be_named_in_one_cell():
    assert read(Type.indicators, "Doorlooptijd, waiting_time dropout; duration") == (
        "duration,waiting_time,dropout"
    )
    assert read(Type.indicators, "Zonder hulp verder, volgens de jongere; Instroom") == (
        "no_further_help,inflow"
    )


def test_a_number_that_excel_rounded_is_no_key_any_more():
    assert refused(Type.key, "9,9E+07") is Rule.number_ambiguous
