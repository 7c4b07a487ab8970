"""Before and after an agreement: a line in time and "nog te vroeg", never an effect."""

from __future__ import annotations

from dataclasses import replace

from telvertel.charts import SCREEN, WALL_WIDE, Agreed, Size, picture, trend
from telvertel.indicators.definition import PARTS, Family
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, released, rows, texts_of

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


def test_words_without_a_free_place_go_to_the_foot_and_the_line_stays():
    """A low picture with a rise, a target and two lines shortly after each other."""
    told = [*[210, 230] * 12, 250, 360, 490, 530, 600, 550, 560, 520, 430]
    own = released(DROPOUT, rows("2018KW03", [(one, 1000) for one in told]))
    target = {"kind": "ambition", "value": 30, "since": "2018KW03", "set_by": "beide samen"}
    look = {"words": words("nl"), "card": DROPOUT, "names": NAMES, "norms": [target]}
    agreed = (Agreed("2024KW04"), Agreed("2025KW04"), Agreed("2025KW04", "2026KW01"))
    size = replace(WALL_WIDE, height=320, ticks=2)
    spec = trend(own, agreed=agreed, size=size, **look).to_dict()
    said = texts_of(spec)
    assert lines_in(spec) == 2 and "afspraak" in said and "2 afspraken" not in said
    assert "Stippellijn in 2025 K4: 2 afspraken" in " ".join(said)


def test_the_words_of_two_agreements_shortly_after_each_other_stand_apart():
    own = released(COUNT, rows("2022KW01", [*COUNTS, *COUNTS]))
    look = {
        "words": words("nl"),
        "card": COUNT,
        "names": NAMES,
        "size": Size(400, 330, 15, 2, 6, 10, 13, 4),
    }
    spec = trend(own, agreed=(Agreed("2023KW01"), Agreed("2023KW02")), **look).to_dict()
    told = [
        one for one in spec["layer"]
        if one["mark"]["type"] == "text" and "afspraak" in str(one["mark"].get("text", one))
    ]  # fmt: skip
    places = {(str(one["encoding"]["y"]), one["mark"]["align"]) for one in told}
    assert len(places) == 2


def lines_in(spec) -> int:
    marks = [one["mark"] for one in spec["layer"]]
    dotted = [one for one in marks if one["type"] == "rule" and one.get("strokeDash")]
    return sum(one["color"] == "#1A1A1A" for one in dotted)


def test_panels_have_the_line_too_and_only_those_it_belongs_to():
    teams, oever = "99000001", "99000002"
    told = [row for group in (teams, oever) for row in rows("2024KW01", COUNTS, group=group)]
    own = released(COUNT, told, breakdown="provider")
    look = {"words": words("nl"), "card": COUNT, "names": NAMES, "size": SCREEN}
    spec = picture(own, agreed=(Agreed("2024KW04", "2025KW03", (oever,)),), **look).to_dict()
    assert [lines_in(one) for one in spec["concat"]] == [0, 1]
    assert "afspraak nog te vroeg" in " ".join(texts_of(spec))
    assert "nog te vroeg, te zien vanaf 3e kwartaal 2025" in spec["description"]


def test_stacked_parts_have_the_line_and_its_words_at_the_foot():
    groups = PARTS[Family.further_help_young][:4]
    parts = card("distribution", family="further_help_young", out_of=groups)
    told = [
        row for group in groups
        for row in rows("2024KW01", [(100, 100 * len(groups))] * 6, group=group)
    ]  # fmt: skip
    look = {"words": words("nl"), "card": parts, "names": NAMES, "size": SCREEN}
    spec = picture(released(parts, told), agreed=(Agreed("2024KW04"),), **look).to_dict()
    assert lines_in(spec) == 1
    assert "Stippellijn in" in " ".join(texts_of(spec))
    assert "Afspraak gemaakt in 4e kwartaal 2024." in spec["description"]
