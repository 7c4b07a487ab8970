"""Voorbereiden: a target is set by hand and comes in as a delivery, beside what stood there."""

from __future__ import annotations

from datetime import date

from telvertel import counting
from telvertel.meeting import events as e
from tests.pages.small import ITEM, page, planned, say
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
    assert any("niet overgenomen" in one.value for one in test.warning)
    assert len(counting.versions(figures.warehouse)) == 1
