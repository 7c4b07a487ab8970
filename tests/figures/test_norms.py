"""Norms: absent on purpose is a value, each holds until the next, what changed stays to read."""

from __future__ import annotations

import pytest

from telvertel import counting
from telvertel.figures.problem import Rule
from telvertel.figures.scope import Scope
from telvertel.indicators import catalogue
from telvertel.indicators.definition import Family, Shape
from tests.figures.files import taken_in, written
from tests.house.test_free_text import BREAK, NORM

HEAD = (
    "indicator;gemeente;aanbieder;soort;periode_van;periode_tot;waarde;laag;hoog;"
    "gesteld_door;gesteld_op;reden"
)
TOWN = Scope(municipality="GM9901")
NONE = "share;GM9901;;ambitie;2025JJ00;;bewust geen;;;raad;01-11-2024;zo lang als nodig is"


@pytest.fixture
def share(card):
    return card(Shape.share, Family.use, id="share", counted=("all",), out_of=("all",))


def delivered(tmp_path, *rows, name="normen.csv"):
    return written(tmp_path, name, "\n".join([HEAD, *rows]))


def target(since: str, value: str, reason: str = "plan") -> str:
    return f"share;GM9901;;ambitie;{since};;{value};;;raad;01-11-2023;{reason}"


@pytest.mark.parametrize("written_as", ["bewust geen", "Bewust geen"])
def test_deliberately_none_is_a_norm_with_who_when_and_why(tmp_path, warehouse, share, written_as):
    taken_in(warehouse, delivered(tmp_path, NONE.replace("bewust geen", written_as)))
    (norm,) = counting.norms(warehouse, share, TOWN)
    assert norm["absent"] is True
    assert (norm["value"], norm["low"], norm["high"]) == (None, None, None)
    assert (norm["kind"], norm["set_by"], norm["set_on"]) == ("ambition", "raad", "2024-11-01")
    assert norm["reason"] == "zo lang als nodig is"


def test_a_norm_is_understood_by_the_words_that_people_have_for_it(tmp_path, warehouse):
    """As it is called on screen, and as a target is called in most plans."""
    row = "Doorlooptijd;GM9901;;Streefwaarde;2025;;12;;;raad;01-11-2024;plan"
    taken_in(warehouse, delivered(tmp_path, row))
    duration = catalogue.load(catalogue.HERE).cards["duration"]
    (norm,) = counting.norms(warehouse, duration, TOWN)
    assert (norm["kind"], norm["value"]) == ("ambition", 12.0)


def test_a_norm_and_a_break_hold_no_field_that_nobody_thought_of(tmp_path, warehouse, share):
    """Which of their fields hold words that are looked at, is said per field."""
    mark = "indicator;gemeente;aanbieder;periode;reden\nshare;GM9901;;2025JJ00;andere telling"
    taken_in(warehouse, delivered(tmp_path, NONE), written(tmp_path, "trendbreuken.csv", mark))
    (norm,) = counting.norms(warehouse, share, TOWN)
    (found,) = counting.breaks(warehouse, share, TOWN)
    assert (set(norm), set(found)) == (set(NORM), set(BREAK))


def test_no_norm_known_is_something_else_than_deliberately_none(warehouse, share):
    assert counting.norms(warehouse, share, TOWN) == ()


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (NONE.replace("zo lang als nodig is", ""), Rule.absent_without_reason),
        (NONE.replace("bewust geen;;", "bewust geen;5;"), Rule.absent_with_figure),
        (NONE.replace("bewust geen", ""), Rule.value_and_count_missing),
    ],
)
def test_deliberately_none_needs_a_reason_and_has_no_figure(tmp_path, row, rule):
    inspection = counting.check([delivered(tmp_path, row)])
    assert [(one.rule, one.row) for one in inspection.problems] == [(rule, 2)]


def test_a_bare_none_may_mean_unknown_and_is_refused(tmp_path):
    problems = counting.check([delivered(tmp_path, NONE.replace("bewust geen", "geen"))]).problems
    assert Rule.number_unreadable in [one.rule for one in problems]


def test_only_a_norm_can_be_absent_on_purpose(tmp_path):
    head = "indicator;periode;gemeente;aanbieder;waarde;status;bron"
    path = written(tmp_path, "w.csv", f"{head}\nkaart;2024JJ00;GM9901;;bewust geen;definitief;CBS")
    assert [one.rule for one in counting.check([path]).problems] == [Rule.number_unreadable]


def test_deliberately_none_is_told_for_any_grain_also_of_a_count(tmp_path, warehouse, card):
    helped = card(Shape.count, Family.use, id="share", counted=("all",))
    taken_in(warehouse, delivered(tmp_path, NONE))
    assert [one["absent"] for one in counting.norms(warehouse, helped, TOWN)] == [True]


def test_a_norm_without_an_end_holds_until_the_next_of_its_kind(tmp_path, warehouse, share):
    taken_in(warehouse, delivered(tmp_path, target("2023JJ00", "12"), NONE))
    first, second = counting.norms(warehouse, share, TOWN)
    assert (first["value"], first["until"]) == (12, "2024KW04")
    assert (second["absent"], second["until"]) == (True, None)


def test_a_norm_that_was_changed_or_taken_away_stays_to_read(tmp_path, warehouse, share):
    taken_in(warehouse, delivered(tmp_path / "1", target("2023JJ00", "12")), why="eerste")
    taken_in(warehouse, delivered(tmp_path / "2", target("2023JJ00", "10")), why="aangescherpt")
    taken_in(warehouse, delivered(tmp_path / "3", NONE), why="losgelaten")
    told = [
        (one["value"], one["gone_why"]) for one in counting.norms_before(warehouse, share, TOWN)
    ]
    assert told == [(10, "losgelaten"), (12, "aangescherpt")]


def test_a_norm_that_was_delivered_again_as_it_was_did_not_change(tmp_path, warehouse, share):
    taken_in(warehouse, delivered(tmp_path / "1", target("2023JJ00", "12")))
    taken_in(warehouse, delivered(tmp_path / "2", target("2023JJ00", "12"), NONE))
    assert counting.norms_before(warehouse, share, TOWN) == ()


def test_what_stood_before_is_told_as_of_the_version_that_is_asked_for(tmp_path, warehouse, share):
    taken_in(warehouse, delivered(tmp_path / "1", target("2023JJ00", "12")))
    first = warehouse.current
    taken_in(warehouse, delivered(tmp_path / "2", target("2023JJ00", "10")))
    assert counting.norms_before(warehouse, share, TOWN, first) == ()
    assert len(counting.norms_before(warehouse, share, TOWN, warehouse.current)) == 1


def test_a_reason_or_a_maker_that_names_a_person_is_refused(tmp_path):
    named = [
        ("raad", "a@b.nl"),
        ("zo lang", "bel 06-12345678"),
        ("zo lang", "Sem (9) uit Ede ging"),
        ("zo lang", "Sem uit Ede ging"),
    ]
    for row in (NONE.replace(*one) for one in named):
        problems = counting.check([delivered(tmp_path, row)]).problems
        assert [one.rule for one in problems] == [Rule.person_in_text]
