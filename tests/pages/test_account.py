"""Klopt dit? Any figure in five facts, in words that need no key."""

from __future__ import annotations

from telvertel import counting
from tests.pages.small import page


def told(test) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption")
    texts = [element.value for kind in kinds for element in getattr(test, kind)]
    return "\n".join(texts).replace("\\", "")


def test_five_facts_stand_in_order(figures):
    read = told(page("account", indicator="dropout", providers="99000002"))
    places = [read.index(f"**{number}. ") for number in range(1, 6)]
    assert places == sorted(places)
    assert "parties.csv en trajectories.csv" in read or "parties.csv, trajectories.csv" in read
    assert "322 rijen" in read or "323 rijen" in read


def test_it_is_about_the_same_figure_as_the_link(figures):
    read = told(page("account", indicator="dropout", providers="99000002", since="2024KW03"))
    assert "Uitval bij De Oever, alle hulpvormen en leeftijden, per kwartaal van 3e" in read


def test_the_count_is_told_in_words(figures):
    read = told(page("account", indicator="dropout"))
    assert "“Eenzijdig: cliënt” of “Eenzijdig: aanbieder”" in read
    assert "Buiten beschouwing: “Reden onbekend” of “Hulp loopt door”." in read


def test_definition_rounding_and_protection_are_explained(figures):
    read = told(page("account", indicator="dropout"))
    for heading in ("Wat is dit?", "Wat het niet zegt", "Hoe is het afgerond?", "beschermd?"):
        assert heading in read
    assert "Onder de 10 staat geen cijfer" in read


def test_a_later_delivery_of_something_else_does_not_claim_the_figure(figures, tmp_path):
    later = tmp_path / "ervaring.csv"
    later.write_text(
        "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;bron\n"
        "staff_experience;2025JJ00;GM9901;99000002;;;120;7,3;definitief;Onderzoek\n",
        encoding="utf-8",
    )
    assert counting.take_in(figures.warehouse, [later], who="t", why="ervaring").version
    read = told(page("account", indicator="dropout"))
    assert "trajectories.csv" in read and "ervaring.csv" not in read
    assert "Latere leveringen veranderden deze reeks niet." in read
    assert "ervaring.csv" in told(page("account", indicator="staff_experience"))


def test_another_figure_can_be_chosen_here(figures):
    test = page("account", indicator="dropout")
    test.selectbox(key="explore.indicator").select("inflow").run()
    assert "Instroom in Rivierstede" in told(test)


def test_without_figures_it_says_where_to_begin(house):
    assert "Er zijn nog geen cijfers" in page("account").info[0].value
