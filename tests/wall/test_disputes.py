"""A disputed figure on the wall: the chip that stays, and the whole of it when it is opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.following import with_carried
from telvertel.meeting.stages import STAGES
from telvertel.wall.scene import scene
from tests.wall.conftest import ITEM, PLAN, note

CHIP = "Betwist door De Oever: telling"
EVERY_STAGE = [e.Shown(view="item", item="wait", stage=stage) for stage in STAGES]


def dispute(name="d1", **more) -> e.FigureDisputed:
    told = {
        "text": "Wij tellen vanaf het eerste gesprek.", "period": "2026KW02", "own_value": "38%",
        "own_source": "eigen registratie", "owner": "contractmanager", "due": date(2026, 12, 4),
        "settled_by": "Tien dossiers naast elkaar",
    }  # fmt: skip
    return e.FigureDisputed(
        dispute=name, item="wait", side="provider", dispute_kind="count", **(told | more)
    )


def opened(name="d1") -> e.Shown:
    return e.Shown(view="dispute", item="wait", dispute=name)


@pytest.fixture
def before(told):
    """The meeting before, with one figure left disputed."""
    return replace(told(dispute()), id="spring")


@pytest.fixture
def now(told, before):
    """Today's meeting, which begins with what the one before left disputed."""
    plan = PLAN.model_copy(update={"previous": "spring"})
    return lambda *said, **more: with_carried(told(plan, *said, **more), (before,))


@pytest.mark.parametrize("shown", EVERY_STAGE, ids=lambda one: one.stage)
def test_the_chip_stands_at_every_stage(told, shown):
    assert scene(told(dispute(), shown), "nl")["dispute"] == CHIP


@pytest.mark.parametrize("view", ["definition", "then"])
def test_the_chip_stands_on_the_screens_beside_an_item(told, view):
    assert scene(told(dispute(), e.Shown(view=view, item="wait")), "nl")["dispute"] == CHIP


def test_the_chip_stands_on_the_agenda(told):
    drawn = scene(told(dispute(), e.Shown(view="agenda")), "nl")
    assert [item["dispute"] for item in drawn["items"]] == [CHIP]


@pytest.mark.parametrize("shown", EVERY_STAGE, ids=lambda one: one.stage)
def test_what_an_earlier_meeting_disputed_carries_the_chip_too(now, shown):
    assert scene(now(shown), "nl")["dispute"] == CHIP


def test_the_chip_goes_when_a_later_meeting_settles_it(now):
    settled = e.DisputeSettled(dispute="d1", text="Nageteld.", raised_in="spring")
    assert scene(now(settled, EVERY_STAGE[2]), "nl")["dispute"] == ""


def test_what_a_side_disputes_beforehand_is_not_on_the_wall_before_the_opening(told):
    drawn = scene(told(dispute(), e.Shown(view="agenda"), opened=False), "nl")
    assert [item["dispute"] for item in drawn["items"]] == [""]


def test_opened_on_the_wall_it_shows_both_numbers_with_their_source(told):
    numbers = scene(told(dispute(), opened()), "nl")["stands"]["numbers"]
    assert [(one["name"], one["figure"], one["source"]) for one in numbers] == [
        ("Geteld", "30%", "Bron: De Oever"),
        ("Volgens De Oever", "38%", "Bron: eigen registratie"),
    ]


def test_opened_on_the_wall_it_shows_own_words_kind_owner_date_and_what_settles_it(told):
    drawn = scene(told(dispute(), opened()), "nl")
    assert drawn["title"] == CHIP
    assert drawn["stands"]["about"] == "Wachttijd langer dan 42 dagen · 2e kwartaal 2026"
    assert drawn["stands"]["text"] == "Wij tellen vanaf het eerste gesprek."
    assert [one["text"] for one in drawn["stands"]["facts"]] == [
        "contractmanager",
        "4 december 2026",
        "Tien dossiers naast elkaar",
    ]


def test_a_figure_that_is_too_small_to_show_is_not_told_when_it_is_disputed(told):
    numbers = scene(told(dispute(period="2026KW03"), opened()), "nl")["stands"]["numbers"]
    assert numbers[0]["figure"] == "te klein"


def test_what_is_not_known_yet_is_shown_as_missing(told):
    bare = dispute(period=None, own_value="", own_source="", owner="", due=None, settled_by="")
    stands = scene(told(bare, opened()), "nl")["stands"]
    assert [one["figure"] for one in stands["numbers"]] == ["zie de grafiek", "nog niet gezegd"]
    assert [(one["text"], one["known"]) for one in stands["facts"]] == [
        ("nog van niemand", False),
        ("nog geen datum", False),
        ("nog niet gezegd", False),
    ]


def test_of_an_earlier_dispute_the_wall_says_which_meeting_it_comes_from(now):
    drawn = scene(now(opened()), "nl")
    assert drawn["stands"]["about"].endswith("uit het gesprek van 22 november 2026")
    assert drawn["stands"]["numbers"][0]["figure"] == "30%"


def test_each_of_two_disputes_is_opened_by_its_own_name(told):
    two = (dispute(), dispute("d2", text="En ook dit."))
    assert scene(told(*two, opened("d1")), "nl")["place"] == "1 van 2"
    assert scene(told(*two, opened("d2")), "nl")["stands"]["text"] == "En ook dit."


def test_a_settled_dispute_leaves_a_calm_screen(told):
    settled = e.DisputeSettled(dispute="d1", text="Nageteld.")
    assert scene(told(dispute(), settled, opened()), "nl")["stands"] is None


@pytest.mark.parametrize("view", ["read_back", "closing"])
def test_what_is_still_disputed_is_read_back_with_owner_and_date(told, view):
    bare = dispute("d2", owner="", due=None)
    listed = scene(told(dispute(), bare, e.Shown(view=view)), "nl")["disputes"]
    assert listed["lines"][0]["name"] == "Wachttijd langer dan 42 dagen, 2026 K2"
    assert [(one["owner"], one["due"]) for one in listed["lines"]] == [
        ("contractmanager", "4 december 2026"),
        ("nog van niemand", "nog geen datum"),
    ]


def test_of_many_disputes_the_last_ones_are_counted(told):
    many = [dispute(f"d{number}") for number in range(5)]
    listed = scene(told(*many, e.Shown(view="closing")), "nl")["disputes"]
    assert len(listed["lines"]) == 3
    assert listed["more"] == "en nog 2 betwiste cijfers"


def test_of_a_period_that_the_room_still_predicts_a_dispute_tells_no_figure(told):
    plan = PLAN.model_copy(update={"predict": True})
    newest = dispute(period="2026KW03")
    hidden = scene(told(plan, newest, opened()), "nl")
    assert hidden["stands"]["numbers"][0]["figure"] == "komt straks in beeld"
    seen = scene(told(plan, newest, EVERY_STAGE[2], opened()), "nl")
    assert seen["stands"]["numbers"][0]["figure"] == "te klein"


def test_the_words_of_a_dispute_are_complete_in_english(told):
    drawn = scene(told(note("a", "x"), dispute(), opened()), "en")
    assert drawn["title"] == "Disputed by De Oever: count"
    assert ITEM.id == drawn["item"]
