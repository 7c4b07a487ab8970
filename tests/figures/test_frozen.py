"""What is frozen with a meeting, and how it differs from what was seen the last time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from telvertel.figures.scope import Scope
from telvertel.freezing import frozen
from telvertel.indicators.definition import Shape
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting, meeting
from tests.figures.files import OBSERVATION_HEADINGS, taken_in, written

SPRING, AUTUMN = date(2025, 3, 10), date(2025, 9, 15)
TOWN = Scope(municipality="GM9901").to_query() | {"providers": ""}
ITEM = e.AgendaItem(id="helped", indicator="helped", scope=TOWN, minutes=15)


@pytest.fixture
def helped(card):
    return card(Shape.count, id="helped")


@pytest.fixture
def delivered(tmp_path, warehouse):
    """Deliver counts per quarter of 2024 as a new version."""

    def deliver(*counts: int, why: str = "levering", at=datetime(2025, 1, 20, tzinfo=UTC)):
        rows = [
            f"helped;2024KW0{number};GM9901;;;{count};;;definitief;Rivierstede"
            for number, count in enumerate(counts, 1)
        ]
        path = written(tmp_path, "waarnemingen.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))
        return taken_in(warehouse, path, why=why, at=at).version

    return deliver


def plan(on: date, previous: str | None = None, providers=("99000002",)) -> e.MeetingPlanned:
    return e.MeetingPlanned(
        title="Gesprek", municipality="GM9901", municipality_name="Rivierstede",
        providers=providers, provider_names=providers, held_on=on, previous=previous,
    )  # fmt: skip


def test_with_the_figures_their_delivery_is_frozen_and_rows_are_told_in_fives(
    tmp_path, warehouse, helped, delivered
):
    of_figures = delivered(120, 130, 140, 150, why="levering voorjaar")
    other = "anders;2024KW01;GM9901;;;50;;;definitief;Rivierstede"
    taken_in(warehouse, written(tmp_path, "x.csv", f"{OBSERVATION_HEADINGS}\n{other}"))
    account = frozen(warehouse, helped, ITEM, plan(SPRING)).account
    assert (account["version"], account["why"]) == (of_figures.id, "levering voorjaar")
    assert account["files"] == ["waarnemingen.csv"]
    assert account["rows_in"] is None, "four rows are fewer than ten"
    assert "beheer" not in str(account), "who delivered is not told in minutes"


def held(warehouse, card, *said: e.Happening, item: e.AgendaItem = ITEM) -> Meeting:
    """The spring meeting, that talked about the figures as they are in the warehouse now."""
    told = plan(SPRING)
    figures = frozen(warehouse, card, item, told)
    bodies = (told, e.AgendaSet(items=(item,)), figures, e.MeetingOpened(), *said)
    start = datetime(2025, 3, 10, 14, tzinfo=UTC)
    events = [
        e.Event(op=f"spring-{n:04d}", meeting="spring", role="facilitator", body=body,
                sequence=n, at=start + timedelta(minutes=n))
        for n, body in enumerate(bodies, 1)
    ]  # fmt: skip
    return meeting("spring", events)


def note(name: str = "n1", period: str | None = "2024KW03") -> e.NoteWritten:
    return e.NoteWritten(
        note=name, item="helped", stage="explain", note_kind="explanation", period=period,
        text="Na de zomer kwamen er meer gezinnen.",
    )  # fmt: skip


def revised(warehouse, card, before: Meeting, item: e.AgendaItem = ITEM) -> tuple[dict, ...]:
    """The revisions frozen with the autumn meeting."""
    return frozen(warehouse, card, item, plan(AUTUMN, "spring"), (before,)).revisions


def test_nothing_was_revised_when_the_figures_are_as_they_were(warehouse, helped, delivered):
    delivered(200, 205, 215)
    assert revised(warehouse, helped, held(warehouse, helped, note())) == ()


def test_a_revised_figure_is_told_before_and_after_with_the_reason_of_the_delivery(
    warehouse, helped, delivered
):
    delivered(200, 205, 215)
    before = held(warehouse, helped, note())
    june = datetime(2025, 6, 2, tzinfo=UTC)
    version = delivered(200, 205, 230, why="nagekomen dossiers", at=june)
    (found,) = revised(warehouse, helped, before)
    assert (found["period"], found["group"]) == ("2024KW03", "")
    assert (found["before"]["value"], found["after"]["value"]) == (215.0, 230.0)
    assert (found["meeting"], found["held_on"]) == ("spring", "2025-03-10")
    assert found["reasons"] == [
        {"version": version.id, "on": "2025-06-02", "why": "nagekomen dossiers"}
    ]
    assert found["redefined"] is False


def test_only_the_deliveries_that_changed_a_figure_give_its_reason(warehouse, helped, delivered):
    delivered(200, 205, 215)
    before = held(warehouse, helped, note())
    delivered(200, 205, 230, why="derde kwartaal")
    delivered(240, 205, 230, why="eerste kwartaal")
    found = revised(warehouse, helped, before)
    assert [(one["period"], [why["why"] for why in one["reasons"]]) for one in found] == [
        ("2024KW01", ["eerste kwartaal"]),
        ("2024KW03", ["derde kwartaal"]),
    ]


def test_a_period_that_is_new_was_not_revised(warehouse, helped, delivered):
    delivered(200, 205, 215)
    before = held(warehouse, helped, note())
    delivered(200, 205, 215, 260)
    assert revised(warehouse, helped, before) == ()


def test_the_notes_of_then_that_lean_on_a_revised_figure_come_with_it(warehouse, helped, delivered):
    delivered(200, 205, 215)
    before = held(warehouse, helped, note(), note("n2", "2024KW01"), note("n3", None))
    delivered(200, 205, 230)
    (found,) = revised(warehouse, helped, before)
    assert found["notes"] == ["n1"]


def test_a_figure_that_was_too_small_to_show_tells_no_more_when_it_is_shown_now(
    warehouse, helped, delivered
):
    delivered(200, 205, 5)
    before = held(warehouse, helped, note(period="2024KW01"))
    delivered(200, 205, 30)
    (found,) = revised(warehouse, helped, before)
    assert found["before"] == {"value": None, "low": None, "high": None, "mark": "small"}
    assert found["after"]["value"] == 30.0


def test_figures_of_another_cut_or_that_nobody_talked_about_are_not_compared(
    warehouse, helped, delivered
):
    delivered(200, 205, 215)
    silent = held(warehouse, helped)
    by_year = ITEM.model_copy(update={"scope": TOWN | {"grain": "year"}})
    other = held(warehouse, helped, note(), item=by_year)
    delivered(200, 205, 230)
    assert revised(warehouse, helped, silent) == ()
    assert revised(warehouse, helped, other) == ()


def test_a_new_definition_is_told_beside_the_figures_it_changed(warehouse, helped, card, delivered):
    delivered(200, 205, 215)
    before = held(warehouse, helped, note())
    delivered(200, 205, 230)
    redefined = card(Shape.count, id="helped", population="0-17")
    found = revised(warehouse, redefined, before)
    assert found and all(one["redefined"] for one in found)


@pytest.fixture
def split_of_two(tmp_path, warehouse, helped):
    """Two providers in all: each would know the other. The figures frozen of an item that splits
    them, in a talk with these."""
    rows = [
        f"helped;2024KW01;GM9901;{who};;{count};;;definitief;eigen"
        for who, count in (("99000002", 80), ("99000004", 60))
    ]
    path = written(tmp_path, "twee.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))
    taken_in(warehouse, path)
    split = ITEM.model_copy(update={"scope": TOWN | {"breakdown": "provider"}})

    def frozen_with(*providers: str):
        (own, *_) = frozen(warehouse, helped, split, plan(SPRING, None, providers)).figures
        return own, {row[own["columns"].index("group")] for row in own["rows"]}

    return frozen_with


def test_on_the_table_lie_the_providers_that_sit_there_where_the_others_could_be_worked_out(
    split_of_two,
):
    own, groups = split_of_two("99000002")
    assert groups == {"99000002"} and ["providers", "99000002"] in own["scope"]


def test_where_all_of_them_sit_at_the_table_none_lies_there_apart(split_of_two):
    """To choose all is to ask for all of them apart, in a talk as in Verkennen."""
    own, groups = split_of_two("99000002", "99000004")
    assert groups == {""} and "breakdown" not in dict(own["scope"])
