"""Voorbereiden: a target is set by hand and comes in as a delivery, beside what stood there."""

from __future__ import annotations

from datetime import date

from telvertel import counting
from telvertel.meeting import events as e
from tests.pages.small import ITEM, page, planned, say, texts
from tests.pages.test_prepare import on_tab


def setting(test, **texts: str):
    for label, text in texts.items():
        next(one for one in test.text_input if one.label.startswith(label)).set_value(text)
    test = next(one for one in test.button if one.label == "Leg vast").click().run()
    assert not test.exception, test.exception
    return test


def prepared(house):
    say(house, "gesprek", planned(date(2026, 2, 10)), e.AgendaSet(items=(ITEM,)))
    return on_tab(page("prepare"), "Kaders")


def test_a_norm_that_is_set_by_hand_stands_beside_the_others(figures):
    test = prepared(figures)
    first = {"Waarde": "10", "Gesteld door": "Regiegroep jeugd", "Reden": "Regiovisie"}
    test = setting(test, **{**first, "Geldt vanaf": "2026"})
    test = setting(test, **{**first, "Geldt vanaf": "2027", "Waarde": "8,5"})
    setting(test, **{**first, "Geldt vanaf": "2027JJ00", "Waarde": "9"})
    rows = figures.warehouse.table("norms").sort("since").select("since", "value").rows()
    assert rows == [("2026JJ00", 10.0), ("2027JJ00", 9.0)]


def test_a_norm_without_a_value_is_refused_and_nothing_changes(figures):
    test = setting(prepared(figures), **{"Geldt vanaf": "2026", "Gesteld door": "Regiegroep"})
    told = next(one.value for one in test.warning).replace("\\", "")
    assert told.startswith("Dit is nog niet vastgelegd:") and "levering" not in told
    assert len(counting.versions(figures.warehouse)) == 1


def unset(test, **texts: str):
    test.checkbox[-1].check()
    return setting(test, **texts)


def test_that_there_is_deliberately_none_is_set_by_hand_and_shown_with_its_reason(figures):
    why = {"Geldt vanaf": "2026", "Gesteld door": "Regiegroep", "Reden": "Zo lang als nodig is"}
    test = unset(prepared(figures), **why)
    assert figures.warehouse.table("norms").select("value", "reason").rows() == [
        (None, "Zo lang als nodig is")
    ]
    told = texts(test).replace("\\", "")
    assert "bewust geen streefwaarde: Zo lang als nodig is (Regiegroep, " in told
    assert not test.checkbox[-1].value, "the next norm is asked for with an empty box"
    setting(test, **{"Geldt vanaf": "2027", "Waarde": "8", "Gesteld door": "Raad", "Reden": "x"})
    assert figures.warehouse.table("norms").sort("since")["value"].to_list() == [None, 8.0]


def test_deliberately_none_with_a_value_beside_it_is_asked_back(figures):
    given = {"Geldt vanaf": "2026", "Gesteld door": "Raad", "Reden": "x", "Waarde": "8"}
    test = unset(prepared(figures), **given)
    assert any("Kies een van de twee" in one.value for one in test.warning)
    assert figures.warehouse.table("norms").is_empty()


def test_a_norm_that_was_replaced_can_still_be_read(figures):
    given = {"Geldt vanaf": "2026", "Gesteld door": "Raad", "Reden": "Regiovisie"}
    test = setting(prepared(figures), **given, Waarde="10")
    test = setting(test, **given, Waarde="9")
    told = texts(test)
    assert "Eerder: streefwaarde 10%, Raad" in told
    assert "Regiovisie" in told


def test_when_figures_cannot_be_taken_in_the_form_says_what_to_do(figures):
    test = prepared(figures)
    (figures.warehouse.folder / "import_area" / "seed").unlink()
    given = {"Geldt vanaf": "2026", "Waarde": "10", "Gesteld door": "Raad", "Reden": "x"}
    test = setting(test, **given)
    assert any("Zet de reservekopie van de hele map terug" in one.value for one in test.warning)


def test_what_was_set_is_said_beside_the_button_and_the_fields_are_empty_again(figures):
    given = {"Gesteld door": "Raad", "Reden": "x", "Waarde": "10"}
    test = setting(prepared(figures), **given, **{"Geldt vanaf": "2024"})
    (said,) = [one.value for one in test.info if "Vastgelegd" in one.value]
    assert said == "Vastgelegd als versie v0002, vanaf 2024."
    assert not any(one.value for one in test.text_input if one.label in given)
    test = setting(test, **given, **{"Geldt vanaf": "2031"})
    (said,) = [one.value for one in test.info if "Vastgelegd" in one.value]
    assert "v0003" in said and "na de periode van dit gesprek" in said


def test_a_break_that_was_set_is_said_and_its_fields_are_empty_again(figures):
    test = prepared(figures)
    given = {"Eerste periode": "2025-Q1", "Reden, in": "andere telling", "Wie legt": "Beheer"}
    for label, text in given.items():
        next(one for one in test.text_input if one.label.startswith(label)).set_value(text)
    test = next(one for one in test.button if one.label == "Leg de trendbreuk vast").click().run()
    assert not test.exception, test.exception
    assert any("v0002: vanaf 1e kwartaal 2025 begint" in one.value for one in test.info)
    assert not any(one.value for one in test.text_input)


def test_a_break_whose_reason_tells_of_a_child_is_asked_back(figures):
    test, before = prepared(figures), figures.warehouse.current
    given = {"Eerste periode": "2025-Q1", "Reden, in": "Sem (9) ging weg", "Wie legt": "Beheer"}
    for label, text in given.items():
        next(one for one in test.text_input if one.label.startswith(label)).set_value(text)
    test = next(one for one in test.button if one.label == "Leg de trendbreuk vast").click().run()
    assert any("lijkt een persoon" in one.value for one in test.warning)
    assert figures.warehouse.current == before


def test_doubtful_words_are_asked_about_with_a_proposal_and_what_was_decided_is_kept(figures):
    """As at the desk: who sets it aside is asked once more, and the log knows it, not the words."""
    test = prepared(figures)
    given = {"Geldt vanaf": "2026", "Waarde": "8", "Gesteld door": "Raad"}
    test = setting(test, **given, Reden="Drie jongeren stopten")
    assert figures.warehouse.table("norms").is_empty()
    assert "Enkele jongeren stopten" in texts(test)
    pressed = next(one for one in test.button if one.label == "Toch bewaren").click().run()
    assert not pressed.exception
    assert figures.warehouse.table("norms")["reason"].to_list() == ["Drie jongeren stopten"]
    (line,) = [one for one in figures.audit.entries() if one.act == "text_passed"]
    assert line.facts["concerns"] == ["small_group"] and "jongeren" not in str(line.facts)


def test_a_proposal_is_taken_over_with_a_click(figures):
    test = prepared(figures)
    given = {"Geldt vanaf": "2026", "Waarde": "8", "Gesteld door": "Raad"}
    test = setting(test, **given, Reden="Drie jongeren stopten")
    next(one for one in test.button if one.label.startswith("Neem dit voorstel")).click().run()
    setting(test)
    assert figures.warehouse.table("norms")["reason"].to_list() == ["Enkele jongeren stopten"]
