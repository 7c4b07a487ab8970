"""Voorbereiden: a forecast from the series itself, set by a person."""

from datetime import date

import pytest

from telvertel import counting
from telvertel.days import today
from telvertel.indicators.period import Grain, Period
from telvertel.meeting import events as e
from tests.pages.small import PARTIES, page, planned, say, texts
from tests.pages.test_prepare import on_tab

REACH = e.AgendaItem(id="bereik", indicator="first_line_reach", scope={}, minutes=20)


def observed(quarters: int) -> str:
    lines, one = ["indicator;periode;gemeente;aanbieder;teller;status;bron"], Period(2021, 1)
    for at in range(quarters):
        assert one.grain is Grain.quarter
        lines.append(
            f"first_line_reach;{one.id};GM9901;99000002;{200 + at % 3 * 10};definitief;Team"
        )
        one = one.next
    return "\n".join(lines) + "\n"


@pytest.fixture
def prepared(house, tmp_path):
    def after(quarters: int):
        for name, text in {"partijen.csv": PARTIES, "waarnemingen.csv": observed(quarters)}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        paths = [tmp_path / "partijen.csv", tmp_path / "waarnemingen.csv"]
        receipt = counting.take_in(house.warehouse, paths, who="t", why="p")
        assert receipt.version, receipt.problems
        say(house, "gesprek", planned(date(2026, 2, 10)), e.AgendaSet(items=(REACH,)))
        return on_tab(page("prepare"), "Kaders")

    return after


def test_a_forecast_is_shown_before_it_is_set_and_then_holds_with_name_day_and_reason(
    prepared, house
):
    test = prepared(15)
    told = texts(test).replace("\\", "")
    assert "Gemaakt uit 15 definitieve perioden" in told and "4e kwartaal 2024: " in told
    box = next(one for one in test.text_input if one.label == "Wie stelt deze prognose?")
    box.set_value("Regiegroep jeugd")
    next(one for one in test.button if one.label == "Stel deze prognose").click().run()
    assert not test.exception, test.exception
    rows = house.warehouse.table("norms").sort("since").to_dicts()
    assert [one["since"] for one in rows] == ["2024KW04", "2025KW01", "2025KW02", "2025KW03"]
    for one in rows:
        assert (one["kind"], one["set_by"]) == ("forecast", "Regiegroep jeugd")
        assert one["low"] < one["value"] < one["high"]
        assert one["set_on"] == today() and "Uit de reeks zelf" in one["reason"]


def test_nobody_sets_a_forecast_without_a_name(prepared, house):
    test = prepared(15)
    next(one for one in test.button if one.label == "Stel deze prognose").click().run()
    assert any("Zet eerst een naam" in one.value for one in test.warning)
    assert house.warehouse.table("norms").is_empty()


def test_a_series_that_is_too_short_offers_none(prepared):
    test = prepared(12)
    assert "Stel deze prognose" not in [one.label for one in test.button]


def broken(test, **texts_: str):
    for label, text in texts_.items():
        next(one for one in test.text_input if one.label.startswith(label)).set_value(text)
    test = next(one for one in test.button if one.label == "Leg de trendbreuk vast").click().run()
    assert not test.exception, test.exception
    return test


def test_limits_are_set_anew_by_a_person_with_a_reason_and_earlier_breaks_stay(prepared, house):
    told = {"Wie legt dit vast": "Regiegroep"}
    test = broken(prepared(15), **told, **{"Eerste periode": "2021-Q2", "Reden, in": "Ander team"})
    test = broken(test, **told, **{"Eerste periode": "2023-Q1", "Reden, in": "Nieuwe telling"})
    rows = house.warehouse.table("breaks").sort("period").select("period", "reason").rows()
    assert rows == [("2021KW02", "Ander team"), ("2023KW01", "Nieuwe telling")]
    newest = counting.versions(house.warehouse)[0]
    assert newest.who == "Regiegroep" and newest.why == "Trendbreuk vastgelegd op Voorbereiden"


def test_without_a_reason_or_a_name_no_limit_moves(prepared, house):
    test = broken(prepared(15), **{"Eerste periode": "2023-Q1", "Reden, in": "Nieuwe telling"})
    assert any("Schrijf op waarom" in one.value for one in test.warning)
    assert house.warehouse.table("breaks").is_empty()
