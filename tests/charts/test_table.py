"""The table beside a picture shows the same released figures, in words."""

from telvertel.charts.table import table
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, card, released, rows

NL, EN = words("nl"), words("en")
COUNT = card("count")


def test_the_newest_period_comes_first_and_small_counts_are_not_told():
    told = table(released(COUNT, rows("2024KW01", [100, 5])), words=NL, card=COUNT)
    assert told.rows() == [
        ("2e kwartaal 2024", "<10", "definitief"),
        ("1e kwartaal 2024", "100", "definitief"),
    ]


def test_shares_are_told_as_they_may_be_shown_with_their_counts():
    of = [(30, 120), (15, 40), (2, 120), (40, 40), (5, 15)]
    told = table(released(DROPOUT, rows("2024KW01", of)), words=NL, card=DROPOUT)
    assert told["Cijfer"].to_list()[::-1] == ["25%", "35–40%", "<5%", "vrijwel alle", "te klein"]
    assert told["Aantallen"][-1] == "30 van 120"


def test_what_is_not_complete_says_how_much_there_is():
    one = rows("2024KW01", [100], status="provisional", complete=[0.8])
    assert table(released(COUNT, one), words=NL, card=COUNT)["Stand"][0] == (
        "voorlopig, 80% aangeleverd"
    )


def test_headings_are_in_the_language_of_the_reader():
    told = table(released(COUNT, rows("2024KW01", [1000])), words=EN, card=COUNT)
    assert told.columns == ["Period", "Figure", "Status"] and told["Figure"][0] == "1,000"


def test_no_periods_is_an_empty_table():
    assert table(released(COUNT, []), words=NL, card=COUNT).is_empty()
