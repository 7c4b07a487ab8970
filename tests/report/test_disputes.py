"""A disputed figure in everything that leaves the house, also in the meetings after it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.following import with_carried
from telvertel.report import figures_file
from telvertel.report.html import html
from telvertel.report.minutes import minutes
from tests.report.conftest import Talk, agenda, frozen, planned, visits
from tests.report.reading import Page, as_text

CHIP = "Betwist door De Oever: telling"


@pytest.fixture
def later(held):
    """The next meeting, with these things said in it."""

    def meeting(*said, items=None):
        talk = Talk("rivierstede-oever-2027-05", held.opened_at)
        talk.says(planned(previous=held.id), items or agenda(), *frozen(), e.MeetingOpened(), *said)
        return with_carried(talk.meeting(), (held,))

    return meeting


def test_the_next_minutes_show_the_dispute_with_its_figure_and_where_it_comes_from(later):
    note = e.NoteWritten(
        note="n1", item="p2", stage="explain", note_kind="fact", text="Nog hetzelfde beeld."
    )
    told = as_text(minutes(later(*visits("p2", "recognise"), note), None, "nl"))
    assert "betwist door De Oever" in told
    assert "Staat open sinds: het gesprek van 12 november 2026" in told
    assert "Niet gewogen: we waarderen niet op een betwist cijfer." in told


def test_a_dispute_whose_figure_is_not_on_the_agenda_stands_under_what_is_open(later):
    only = e.AgendaSet(items=(agenda().items[0],))
    told = as_text(minutes(later(items=only), None, "nl")).split("## Wat nog open staat")[1]
    assert "== Betwist door De Oever: telling" in told


def test_the_minutes_in_which_it_is_settled_say_how(later):
    settled = e.DisputeSettled(
        dispute="d1", text="Tien dossiers geven 52%.", raised_in="rivierstede-oever-2026-11"
    )
    told = as_text(minutes(later(settled), None, "nl"))
    assert "betwist door De Oever" not in told
    assert "Tien dossiers geven 52%." in told


def test_a_dispute_that_stands_with_two_items_has_two_places_in_the_page(later):
    twice = e.AgendaSet(
        items=tuple(
            agenda().items[1].model_copy(update={"id": name}) for name in ("p2", "nogmaals")
        )
    )
    said = [
        e.NoteWritten(note=item, item=item, stage="explain", note_kind="fact", text="Zo was het.")
        for item in ("p2", "nogmaals")
    ]
    ids = Page(html(minutes(later(*said, items=twice), None, "nl"))).ids()
    assert len(ids) == len(set(ids))


def rows_of(meeting) -> list[dict[str, str]]:
    told = figures_file.as_csv(meeting, "nl").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(told), delimiter=";"))


def test_the_data_file_says_of_the_disputed_period_that_it_is_disputed(held):
    disputed = [row for row in rows_of(held) if row["disputed"]]
    assert [(row["item"], row["period"]) for row in disputed] == [("p2", "2026KW01")]
    assert disputed[0]["disputed"] == CHIP
    assert disputed[0]["shown"] == "54%"


def test_the_data_file_of_the_next_meeting_says_so_too(later):
    assert [row["period"] for row in rows_of(later()) if row["disputed"]] == ["2026KW01"]


def test_the_data_file_holds_every_frozen_figure_as_released_and_no_target(held):
    found = json.loads(figures_file.as_json(held, "nl"))["figures"]
    assert {row["item"] for row in found} == {"p1", "p2", "p3", "p4", "p5"}
    assert len(found) == len(rows_of(held))
    assert "ambition" not in json.dumps(found)


def test_no_cell_of_the_data_file_is_taken_for_a_formula(held):
    named = held.plan.model_copy(update={"provider_names": ("=1+1",)})
    assert {row["disputed"] for row in rows_of(replace(held, plan=named))} == {
        "",
        "Betwist door =1+1: telling",
    }
    card = held.frozen["p2"].card
    card = card | {"nl": card["nl"] | {"name": "=HYPERLINK(1)"}}
    figures = held.frozen["p2"].model_copy(update={"card": card})
    named = replace(held, frozen=held.frozen | {"p2": figures})
    assert "'=HYPERLINK(1)" in {row["name"] for row in rows_of(named)}


def test_revised_figures_stand_in_the_minutes_in_words(held):
    revision = {
        "period": "2026KW01", "group": "", "meeting": "x", "held_on": "2026-05-21",
        "before": {"value": 52.0, "low": None, "high": None, "mark": "shown"},
        "after": {"value": 54.0, "low": None, "high": None, "mark": "shown"},
        "reasons": [{"version": "v2", "on": "2026-06-02", "why": "nagekomen dossiers"}],
        "redefined": False, "notes": ["n1"],
    }  # fmt: skip
    talk = Talk("nieuw", held.opened_at).says(planned(), agenda())
    told = frozen()[1].model_copy(
        update={"revisions": (revision,), "last_talk": {"meeting": "x", "held_on": "2026-05-21"}}
    )
    talk.says(told, e.MeetingOpened(), *visits("p2", "recognise"))
    talk.says(
        e.NoteWritten(note="n", item="p2", stage="explain", note_kind="fact", text="Zo was het.")
    )
    text = as_text(minutes(talk.meeting(), None, "nl"))
    assert "Bijgesteld sinds het gesprek van 21 mei 2026" in text
    assert "1e kwartaal 2026: bijgesteld van 52% naar 54%" in text
    assert "Levering van 2 juni 2026: nagekomen dossiers" in text
