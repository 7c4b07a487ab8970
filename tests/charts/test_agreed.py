"""Before and after an agreement: a line in time and "nog te vroeg", never an effect."""

from __future__ import annotations

from telvertel.charts import SCREEN, Agreed, trend
from telvertel.wording.words import words
from tests.charts.released import NAMES, card, released, rows, texts_of

COUNT = card("count")
COUNTS = [100, 105, 110, 120, 130, 125]  # 2024KW01 to 2025KW02


def drawn(*agreed: Agreed, counts=COUNTS, language: str = "nl"):
    own = released(COUNT, rows("2024KW01", counts))
    look = {"words": words(language), "card": COUNT, "names": NAMES, "size": SCREEN}
    return trend(own, agreed=agreed, **look).to_dict()


def without_labels(spec) -> list:
    return [one for one in spec["layer"] if one["data"].get("name") != "label"]


def test_an_agreement_is_a_line_with_a_word_at_the_period_it_was_made_in():
    spec = drawn(Agreed("2024KW04"))
    assert "afspraak" in texts_of(spec)
    assert "Afspraak gemaakt in 4e kwartaal 2024." in spec["description"]
    (line,) = [
        one for one in spec["layer"]
        if one["mark"]["type"] == "rule" and one["mark"]["color"] == "#1A1A1A"
    ]  # fmt: skip
    assert line["encoding"]["x"]["value"] > 0


def test_until_the_first_period_that_could_show_it_is_there_it_is_too_early():
    early = drawn(Agreed("2024KW04", "2025KW03"))
    assert "afspraak nog te vroeg" in texts_of(early)
    assert "nog te vroeg, te zien vanaf 3e kwartaal 2025" in early["description"]
    later = drawn(Agreed("2024KW04", "2025KW02"))
    assert "afspraak" in texts_of(later)
    assert "te vroeg" not in " ".join([*texts_of(later), later["description"]])


def test_a_year_can_show_nothing_before_it_is_over():
    told = drawn(Agreed("2024KW04", "2025JJ00"))["description"]
    assert "nog te vroeg, te zien vanaf 2025" in told


def test_several_agreements_of_one_period_are_one_line():
    told = texts_of(drawn(Agreed("2024KW04", "2025KW01"), Agreed("2024KW04", "2025KW02")))
    assert "2 afspraken" in told and "afspraak" not in told


def test_what_was_agreed_outside_the_picture_has_no_line_but_is_told():
    spec = drawn(Agreed("2026KW04", "2027KW01"))
    assert "afspraak" not in " ".join(texts_of(spec))
    assert "nog te vroeg" in spec["description"]


def test_an_agreement_moves_no_figure_and_adds_no_number():
    plain, agreed = drawn(), drawn(Agreed("2024KW04", "2025KW01"), language="nl")
    assert without_labels(plain) == without_labels(agreed)
    told = set(texts_of(agreed)) - set(texts_of(plain))
    assert told == {"afspraak"}


def test_the_words_stand_clear_of_a_series_that_passes_at_the_top():
    """Their height is the only thing that differs."""

    def height(counts) -> float:
        spec = drawn(Agreed("2024KW02"), counts=counts)
        (one,) = {
            layer["encoding"]["y"]["value"] for layer in spec["layer"]
            if layer["mark"]["type"] == "text" and layer["mark"].get("text") == ["afspraak"]
        }  # fmt: skip
        return one

    assert height([10, 10, 10, 10, 10, 100]) < 40 < height([100, 100, 100, 100, 100, 10])
