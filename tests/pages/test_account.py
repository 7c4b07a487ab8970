"""Klopt dit? Any figure in five facts, in words that need no key."""

from __future__ import annotations

import re
from datetime import date

import pytest

from telvertel import counting
from telvertel.journal.audit import Act, WhyExact
from telvertel.screen.row_counts import coarse
from telvertel.wording.words import words
from tests.pages.small import HEAD, open_meeting, page


def told(test) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption")
    texts = [element.value for kind in kinds for element in getattr(test, kind)]
    return "\n".join(texts).replace("\\", "")


def test_five_facts_stand_in_order(figures):
    read = told(page("account", indicator="dropout", providers="99000002"))
    places = [read.index(f"**{number}. ") for number in range(1, 6)]
    assert places == sorted(places)
    assert "parties.csv en trajectories.csv" in read or "parties.csv, trajectories.csv" in read
    assert "325 rijen binnen, 325 tellen mee." in read


def test_it_is_about_the_same_figure_as_the_link(figures):
    read = told(page("account", indicator="dropout", providers="99000002", since="2024KW03"))
    assert "bij De Oever in Rivierstede, alle hulpvormen en leeftijden, per kwartaal van 3e" in read


def test_the_count_is_told_in_words(figures):
    read = told(page("account", indicator="dropout"))
    assert "“Eenzijdig: cliënt” of “Eenzijdig: aanbieder”" in read
    assert "Buiten beschouwing: “Reden onbekend” of “Hulp loopt door”." in read


def test_definition_rounding_and_protection_are_explained(figures):
    read = told(page("account", indicator="dropout"))
    for heading in ("Wat is dit?", "Wat het niet zegt", "Hoe is het afgerond?", "beschermd?"):
        assert heading in read
    assert "Een getoonde 10 kan in werkelijkheid ook 9 of iets minder zijn" in read


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


SIX = "\n".join(
    [HEAD, *(f"Z{n};GM9901;99000004;02;02;2012;02;;15-01-2026;;" for n in (1, 2, 3, 4, 5, 5))]
)


def test_a_delivery_of_six_children_reads_as_fewer_than_ten_rows(figures, tmp_path):
    later = tmp_path / "zes.csv"
    later.write_text(SIX + "\n", encoding="utf-8")
    taken = counting.take_in(
        figures.warehouse, [later], who="t", why="zes", reference_date=date(2026, 3, 31)
    )
    assert (taken.rows_in, taken.rows_out) == (6, (("identical_rows", 1),))
    for read in (told(page("account", indicator="dropout")), told(page("figures"))):
        assert "Minder dan 10 rijen binnen, minder dan 10 tellen mee" in read
        assert "Minder dan 10 rijen kwamen dubbel voor" in read
        assert not re.search(r"\b[1-9] rij(en)?\b", read)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_rows_are_told_in_fives_from_ten(language):
    w = words(language)
    under = {coarse(count, w) for count in range(10)}
    assert len(under) == 1 and "10" in under.pop()
    assert [coarse(count, w) for count in (10, 12, 13, 323)] == ["10", "10", "15", "325"]


def test_another_figure_can_be_chosen_here(figures):
    test = page("account", indicator="dropout")
    test.selectbox(key="explore.indicator").select("inflow").run()
    assert "Instroom in Rivierstede" in told(test)


def test_without_figures_it_says_where_to_begin(house):
    assert "Er zijn nog geen cijfers" in page("account").info[0].value


def test_a_peak_is_told_with_its_period(figures, tmp_path):
    rows = [f"P{n:03d};GM9901;99000002;02;02;2012;02;;01-01-2026;;" for n in range(90)]
    later = tmp_path / "later.csv"
    later.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    taken = counting.take_in(
        figures.warehouse, [later], who="t", why="later", reference_date=date(2026, 3, 31)
    )
    assert taken.version
    read = told(page("account", indicator="inflow"))
    assert "Bij 1e kwartaal 2026: Opvallend veel hulp begon op 1 januari." in read
    assert "is niet gelijk aan eind" not in read


def test_a_flow_that_does_not_fit_is_told_with_its_period(figures, tmp_path):
    rows = [f"P{n:03d};GM9901;99000002;02;02;2012;02;;11-05-2023;;" for n in range(400)]
    later = tmp_path / "later.csv"
    later.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    facts = {"since": date(2026, 1, 1), "reference_date": date(2026, 3, 31)}
    assert counting.take_in(figures.warehouse, [later], who="t", why="later", **facts).version
    whole = told(page("account", indicator="inflow"))
    assert "is niet gelijk aan eind bij 1e kwartaal 2026." in whole
    assert "hoeft dat geen fout te zijn" not in whole
    part = told(page("account", indicator="inflow", providers="99000002"))
    assert "hoeft dat geen fout te zijn" in part


def test_an_outcome_by_duration_says_what_the_classes_are(figures):
    read = told(page("account", indicator="dropout", breakdown="duration"))
    assert "De klassen samen zijn het geheel" in read


def test_a_published_figure_beside_it_is_told_with_its_source_and_status(figures, tmp_path):
    file = tmp_path / "landelijk.csv"
    file.write_text(
        "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;bron\n"
        "dropout;2025KW03;GM9901;;;;;12,5;nader voorlopig;StatLine 85097NED\n",
        encoding="utf-8",
    )
    taken = counting.take_in(figures.warehouse, [], published=[file], who="t", why="ernaast")
    assert taken.version
    read = told(page("account", indicator="dropout"))
    assert "Wat staat ernaast?" in read
    assert "Rivierstede: StatLine 85097NED. Laatste periode: 3e kwartaal 2025, nader" in read


def exact_counts(test) -> str:
    (folded,) = (one for one in test.expander if one.label.startswith("Precieze aantallen"))
    return "\n".join(one.value for one in folded.markdown)


def tick(test, owner: str = "99000002", role: str = "Datacontroller"):
    for name, chosen in (("owner-", owner), ("purpose-", WhyExact.difference)):
        (box,) = (one for one in test.selectbox if str(one.key).startswith(name))
        box.set_value(chosen)
    (box,) = (one for one in test.text_input if str(one.key).startswith("role-"))
    box.set_value(role).run()
    (told,) = (one for one in test.checkbox if str(one.key).startswith("own-exact"))
    if not told.disabled:
        told.check().run()
    assert not test.exception, test.exception
    return test


def test_the_owner_sees_the_exact_counts_after_saying_so_and_that_is_written_down(figures):
    test = page("account", indicator="dropout", since="2025KW01", until="2025KW04")
    assert "14 van 40" not in exact_counts(test)
    assert not figures.audit.entries()
    test = tick(test)
    assert "4e kwartaal 2025: 14 van 40" in exact_counts(test)
    (line,) = figures.audit.entries()
    assert line.act is Act.own_seen
    told = {"municipality": "GM9901", "provider": "99000002", "role": "Datacontroller"}
    assert line.facts == told | {"purpose": "difference", "version": figures.warehouse.current}
    assert "14" not in str(test.query_params)
    (box,) = (one for one in test.selectbox if str(one.key).startswith("owner-"))
    assert box.options == ["De Oever"]  # who delivered nothing here owns nothing here
    assert "geen naam" in exact_counts(tick(test, role="Fenna Haverkort")) or test.warning
    assert len(figures.audit.entries()) == 1


def test_nobody_sees_exact_counts_while_a_meeting_is_open_or_others_can_reach(figures, monkeypatch):
    open_meeting(figures, "bezig", date(2026, 2, 3))
    test = page("account", indicator="dropout")
    assert "er staat een gesprek open (Kwartaalgesprek)" in exact_counts(test)
    assert not [one for one in test.checkbox if str(one.key).startswith("own-exact")]
    monkeypatch.setenv("TELVERTEL_BEYOND", "laptop.gemeente.nl:8501")
    test = page("account", indicator="dropout")
    assert "andere apparaten kunnen deze laptop bereiken" in exact_counts(test)


def test_a_total_that_was_delivered_has_no_exact_counts_of_its_own(figures):
    test = page("account", indicator="costs_realised")
    assert not [one for one in test.expander if one.label.startswith("Precieze")]
