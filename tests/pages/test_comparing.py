"""Verkennen, compared fairly: own by name, others by a letter, in the order of size."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from telvertel import counting
from telvertel.indicators.catalogue import HERE, load
from telvertel.screen import asked
from telvertel.screen.beside_taken import beside_taken
from telvertel.screen.comparing import why_not
from telvertel.wording.words import words
from tests.pages.test_explore import HEAD, page, written

PROVIDERS = {"99000001": 90, "99000002": 60, "99000003": 70, "99000004": 60, "99000005": 2}
NAMES = {"99000001": "De Brug", "99000002": "De Oever", "99000003": "Het Anker",
         "99000004": "De Kade", "99000005": "Klein Huis"}  # fmt: skip
LETTERS = ("aanbieder A", "aanbieder B", "aanbieder C", "aanbieder D")


def trajectories(providers: dict[str, int]) -> str:
    """Endings in the first quarter of 2024; a fifth of them one-sided."""
    lines = [HEAD]
    for provider, children in providers.items():
        for at in range(children):
            reason = "03" if at % 5 == 0 else "01"
            lines.append(
                f"{provider}-{at};GM9901;{provider};02;02;{2006 + at % 10};02;;"
                f"05-01-2023;20-02-2024;{reason}"
            )
    return "\n".join(lines) + "\n"


@pytest.fixture
def several(house, tmp_path):
    return taken_in(house, tmp_path, PROVIDERS)


def taken_in(house, tmp_path, providers: dict[str, int]):
    parties = "code;naam;soort;levert;fictief\nGM9901;Rivierstede;gemeente;;ja\n"
    parties += "".join(f"{code};{NAMES[code]};aanbieder;bestanden;ja\n" for code in providers)
    for name, text in {"partijen.csv": parties, "trajecten.csv": trajectories(providers)}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / "partijen.csv", tmp_path / "trajecten.csv"]
    receipt = counting.take_in(
        house.warehouse, paths, who="t", why="p", reference_date=date(2026, 1, 31),
        since=date(2023, 1, 1),
    )  # fmt: skip
    assert receipt.version, receipt.problems
    return house


def compared(**choices: str):
    return page("explore", indicator="dropout", vergelijk="1", **choices)


def table_of(test) -> list[list[str]]:
    found = next(one.value for one in test.table if "Aanbieder" in list(one.value.columns))
    return found.values.tolist()


def test_ones_own_is_named_and_the_others_have_a_letter(several):
    test = compared(providers="99000002")
    names = [row[0] for row in table_of(test)]
    assert "De Oever" in names and len(names) == 4
    assert set(names) - {"De Oever"} <= set(LETTERS)
    told = written(test).replace("\\", "")
    assert "Eerlijk vergeleken" in told
    assert "De Oever: " in told and "binnen wat bij zoveel jongeren gewoon verschilt" in told


def test_a_file_has_the_same_names_letters_and_figures_as_the_screen(several):
    known = asked.known()
    query = {"indicator": "dropout", "grain": "year", "providers": "99000002", "vergelijk": "1"}
    (one,) = beside_taken(asked.read_query(query, known), known, words("nl"))
    in_file = [list(row) for row in zip(*one.table.values(), strict=True)]
    assert in_file == table_of(compared(providers="99000002", grain="year"))
    assert one.told.startswith("Eerlijk vergeleken: Uitval in Rivierstede, alle hulpvormen")
    assert one.told.endswith("uitgesplitst per aanbieder, over 2024.")


def test_the_order_is_that_of_size_and_a_letter_stays_whoever_is_chosen(several):
    sizes = [int(row[1]) for row in table_of(compared(providers="99000002"))]
    assert sizes == sorted(sizes, reverse=True)
    both = [
        [row[0] for row in table_of(compared(providers=one))] for one in ("99000002", "99000004")
    ]
    for first, second in zip(*both, strict=True):
        assert first == second or "aanbieder" not in first or "aanbieder" not in second


def test_what_differs_between_them_is_said_from_the_figures(several):
    told = written(compared(providers="99000002")).replace("\\", "")
    assert "het aantal jongeren, van 60 tot 90" in told
    assert "het aandeel van 12 jaar en ouder" in told


def test_the_picture_holds_no_name_of_another(several):
    test = compared(providers="99000002")
    specs = [getattr(getattr(node, "proto", None), "spec", "") for node in test.main]
    (drawn,) = [one for one in specs if "own_interval" in one]
    assert "De Oever" in drawn
    for name in ("De Brug", "Het Anker", "De Kade", "99000001", "99000003"):
        assert name not in drawn


def test_with_three_providers_nothing_is_compared(house, tmp_path):
    taken_in(house, tmp_path, dict(list(PROVIDERS.items())[:3]))
    told = written(compared(providers="99000002")).replace("\\", "")
    assert "ten minste 4 aanbieders" in told


def test_one_who_helps_most_children_would_be_recognised(house, tmp_path):
    taken_in(house, tmp_path, PROVIDERS | {"99000001": 400})
    told = written(compared(providers="99000002")).replace("\\", "")
    assert "zou te herkennen zijn" in told


def test_a_filter_makes_no_comparison_come_or_go(several):
    assert "Eerlijk vergeleken" in written(compared(providers="99000002", age_bands="12-17"))
    assert "ten minste 4 aanbieders" not in written(compared(age_bands="0-3"))


def test_what_is_no_share_is_not_compared(several):
    test = page("explore", indicator="inflow", vergelijk="1")
    assert "Eerlijk vergeleken" not in written(test)
    assert "explore.compared" not in [one.key for one in test.toggle]


def test_one_click_compares_and_stands_in_the_address(several):
    test = page("explore", indicator="dropout", providers="99000002")
    test.toggle(key="explore.compared").set_value(True).run()
    assert test.query_params["vergelijk"] in ("1", ["1"])
    assert "Eerlijk vergeleken" in written(test)


def test_who_agreed_stands_by_name_and_after_withdrawing_by_a_letter_again(several):
    test = compared(providers="99000002")
    test.selectbox(key="explore.naming.who").select("99000001").run()
    test.text_input(key="explore.naming.by").set_value("bestuurder").run()
    test.button(key="explore.naming.keep").click().run()
    names = {row[0] for row in table_of(test)}
    assert {"De Oever", "De Brug"} <= names and len(names & set(LETTERS)) == 2
    assert "De Brug: ingestemd door bestuurder" in written(test).replace("\\", "")
    test.button(key="unname-99000001").click().run()
    assert "De Brug" not in {row[0] for row in table_of(test)}
    done = [(one.act.value, one.facts) for one in several.audit.entries()]
    assert done == [("named", {"code": "99000001"}), ("unnamed", {"code": "99000001"})]


def test_consent_of_providers_and_of_municipalities_stand_on_one_page(house):
    both = "naming.naming({'GM9901'}, {}); naming.naming({'GM9902'}, {}, '.places')"
    test = AppTest.from_string(f"from telvertel.screen import naming; {both}").run(timeout=60)
    assert not test.exception, test.exception
    test.text_input(key="explore.naming.places.by").set_value("wethouder").run()
    test.button(key="explore.naming.places.keep").click().run()
    assert "GM9902: ingestemd door wethouder" in written(test).replace("\\", "")


def test_where_providers_cannot_be_compared_one_line_says_why():
    cards = load(HERE).cards
    assert why_not(cards["dropout"]) is None
    assert why_not(cards["inflow"]) == why_not(cards["youth_with_help"]) == "size"
    assert why_not(cards["duration"]) == "parts"
    assert why_not(cards["staff_experience"]) == why_not(cards["costs_realised"]) == "spread"
    for language in ("nl", "en"):
        assert all(
            words(language)(f"comparison.not_for.{one}") for one in ("size", "parts", "spread")
        )
