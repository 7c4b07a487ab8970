"""Views that people kept: a name and codes, whole on the disk or not there."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel.figures import views
from telvertel.figures.views import KeptView, forget, keep, kept

QUERY = {"indicator": "dropout", "gm": "GM9901", "providers": "99000001,99000002"}
DAY = date(2026, 11, 22)


def test_a_view_comes_back_as_it_was_kept_in_the_order_of_names(tmp_path):
    for name in ("wijkteam", "Uitval, alle aanbieders"):
        keep(tmp_path, KeptView(name, QUERY, DAY))
    assert kept(tmp_path) == (
        KeptView("Uitval, alle aanbieders", QUERY, DAY),
        KeptView("wijkteam", QUERY, DAY),
    )


def test_a_name_is_taken_once_whatever_its_capitals(tmp_path):
    keep(tmp_path, KeptView("Uitval", QUERY, DAY))
    with pytest.raises(FileExistsError):
        keep(tmp_path, KeptView(" uitval ", {"indicator": "inflow"}, DAY))
    assert [one.query for one in kept(tmp_path)] == [QUERY]


@pytest.mark.parametrize("name", ["", "   ", "x" * (views.LONGEST + 1)])
def test_a_view_without_a_name_is_not_kept(tmp_path, name):
    with pytest.raises(ValueError):
        keep(tmp_path, KeptView(name, QUERY, DAY))
    assert kept(tmp_path) == ()


@pytest.mark.parametrize("query", [{}, {"indicator": "twee woorden"}, {"Groot": "x"}])
def test_only_codes_are_kept(tmp_path, query):
    with pytest.raises(ValueError):
        keep(tmp_path, KeptView("Uitval", query, DAY))


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a/b", "é ü", "=1+1"])
def test_no_name_is_a_place_on_the_disk(tmp_path, name):
    folder = tmp_path / "views"
    keep(folder, KeptView(name, QUERY, DAY))
    assert [one.name for one in kept(folder)] == [name]
    assert [one.parent for one in tmp_path.rglob("*.toml")] == [folder]


def test_a_view_that_somebody_broke_by_hand_is_left_out_and_the_others_stand(tmp_path):
    keep(tmp_path, KeptView("Uitval", QUERY, DAY))
    for number, text in enumerate(("geen toml", "name = 3", 'name = "x"\non = 2026-01-01\n')):
        (tmp_path / f"kapot{number}.toml").write_text(text, encoding="utf-8")
    assert [one.name for one in kept(tmp_path)] == ["Uitval"]


def test_the_list_is_full_one_day(tmp_path, monkeypatch):
    monkeypatch.setattr(views, "MOST", 2)
    for name in ("a", "b"):
        keep(tmp_path, KeptView(name, QUERY, DAY))
    with pytest.raises(views.TooMany):
        keep(tmp_path, KeptView("c", QUERY, DAY))


def test_what_is_taken_off_the_list_is_gone_and_may_be_taken_off_twice(tmp_path):
    keep(tmp_path, KeptView("Uitval", QUERY, DAY))
    forget(tmp_path, "Uitval")
    forget(tmp_path, "Uitval")
    assert kept(tmp_path) == ()
