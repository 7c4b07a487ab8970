"""Looking back at a sealed meeting: the wall as it was, and nothing that had to go."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from typing import get_args

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.state import meeting
from telvertel.wall.replay import told, wall_at
from telvertel.wording.words import LANGUAGES, words
from tests.wall.conftest import ITEM, PLAN, frozen, note

NL = words("nl")
EXPLAIN = e.Shown(view="item", item="wait", stage="explain")
KINDS = sorted(one.model_fields["kind"].default for one in get_args(get_args(e.Happening)[0]))


def said(*bodies) -> list[e.Event]:
    """Events of a whole meeting, a minute apart from 14:00 in Amsterdam."""
    numbers = count(1)
    everything = [PLAN, e.AgendaSet(items=(ITEM,)), frozen(), e.MeetingOpened(), *bodies]
    return [
        e.Event(
            sequence=(number := next(numbers)), op=f"op-{number:06d}", meeting="lente",
            role="facilitator", at=datetime(2026, 11, 22, 13, number, tzinfo=UTC), body=body,
        )
        for body in everything
    ]  # fmt: skip


def lines(*bodies):
    events = said(*bodies)
    return told(meeting("lente", events), events, NL)


def wall(number, *bodies):
    events = said(*bodies)
    return wall_at(meeting("lente", events), events, number, "nl")


def test_it_begins_with_the_opening_and_tells_time_side_and_kind_of_everything_after():
    first, second = lines(note("a", "Het team was klein.", "provider"))
    assert (first.at, first.told) == ("14:04:00", "Het gesprek is geopend.")
    assert (second.side, second.words) == ("De Oever", "Het team was klein.")
    assert second.told == "Verklaring, regel 1 bij Wachttijd langer dan 42 dagen"


def test_the_wall_is_as_it_was_after_each_line():
    bodies = (EXPLAIN, note("a", "Eerst dit.", "provider"), note("b", "Toen dat.", "provider"))
    after_first, after_second = wall(6, *bodies), wall(7, *bodies)
    assert [line["text"] for line in after_first["voices"][0]["lines"]] == ["Eerst dit."]
    assert len(after_second["voices"][0]["lines"]) == 2


def test_of_a_wiped_line_only_its_trace_is_told_at_every_moment():
    bodies = (
        EXPLAIN,
        note("a", "Iets over Sem.", "provider"),
        e.NoteRevised(note="a", text="Iets over S."),
        e.LineHeld(note="a"),
        e.LineWiped(note="a"),
    )
    found = lines(*bodies)
    assert "Regel gewist om 14:09" in [one.fate for one in found]
    everything = json.dumps([wall(number, *bodies) for number in range(4, 10)])
    assert "Iets over" not in everything + str(found)


def test_a_line_nobody_decided_about_is_not_shown_either():
    bodies = (EXPLAIN, note("a", "Iets over Sem."), e.LineHeld(note="a"))
    assert "Iets over" not in str(lines(*bodies)) + json.dumps(wall(6, *bodies))


def test_a_line_that_was_taken_back_is_history_with_its_reason():
    bodies = (note("a", "Te vroeg gezegd."), e.LinePulledBack(note="a", reason="hoort hier niet"))
    first = lines(*bodies)[1]
    assert (first.words, first.struck) == ("Te vroeg gezegd.", True)
    assert first.fate == "Later teruggehaald: hoort hier niet"


def test_a_line_that_was_changed_shows_both_texts_in_their_time():
    bodies = (note("a", "Vier van de tien."), e.NoteRevised(note="a", text="Drie van de tien."))
    _, first, second = lines(*bodies)
    assert (first.words, first.fate) == ("Vier van de tien.", "Later gewijzigd.")
    assert (second.words, second.fate) == ("Drie van de tien.", "")


EXPECTED = e.PredictionGiven(item="wait", side="provider", direction="up", why="meer vraag")


def both_agree(show=True):
    return [e.SurpriseTold(item="wait", side=one, show_gap=show) for one in e.Side]


def test_what_a_side_expected_stays_closed_until_both_agreed_to_show_it():
    one_side = e.SurpriseTold(item="wait", side="provider", surprised=True, show_gap=True)
    found = lines(EXPECTED, one_side)
    assert found[1].told == "Verwachting bij Wachttijd langer dan 42 dagen: heeft opgeschreven"
    assert found[1].side == "De Oever"
    assert "meer vraag" not in str(found)
    assert lines(EXPECTED, *both_agree())[1].words == "meer vraag"


def test_consent_to_show_what_was_expected_that_was_withdrawn_opens_no_earlier_wall():
    look = e.Shown(view="item", item="wait", stage="recognise")
    split = e.PredictionGiven(item="wait", side="provider", direction="up")
    bodies = (split, look, *both_agree())
    assert "Verwacht: hoger" in json.dumps(wall(8, *bodies))
    assert "Verwacht: hoger" not in json.dumps(wall(8, *bodies, *both_agree(show=False)))


def test_an_agreement_that_was_corrected_or_taken_back_says_so():
    made = e.AgreementMade(agreement="x", item="wait", then_text="we bellen")
    again = e.AgreementRevised(to=made.model_copy(update={"then_text": "we schrijven"}))
    back = e.AgreementPulledBack(agreement="x", reason="dubbel")
    assert lines(made, again)[1].fate == "Later gewijzigd."
    assert (lines(made, back)[1].fate, lines(made, back)[1].struck) == ("Later ingetrokken.", True)


def test_pictures_come_from_the_frozen_figures_and_no_clock_runs():
    scene = wall(5, EXPLAIN)
    assert scene["picture"] and scene["clock"] == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_happening_has_a_sentence(language, kind):
    if kind != "drafted":
        assert words(language).has(f"replay.said.{kind}")


EVERY = (
    EXPLAIN,
    note("a", "Zo zat het.", "provider", "2026KW02"),
    e.PositionTaken(note="a", side="municipality", position="partly"),
    e.PredictionGiven(item="wait", side="provider", direction="up", why="meer vraag"),
    e.SurpriseTold(item="wait", side="provider", surprised=True),
    e.RoundOpened(round="r", item="wait", round_kind="lines", question="Wat zien we?"),
    e.RoundClosed(round="r", lines=(e.RoundLine(side="provider", text="Druk."),)),
    e.Parked(parked="p", text="Later", item="wait"),
    e.ParkedSettled(parked="p", text="Besproken"),
    e.FigureDisputed(dispute="d", item="wait", side="provider", dispute_kind="count", text="Nee."),
    e.DisputeSettled(dispute="d", text="Nageteld."),
    e.IndicatorJudged(item="wait", tells="partly"),
    e.WeighingGiven(item="wait", outcome="met", reasons="Zo.", municipality_share="Geld."),
    e.ReflectionAnswered(item="wait", question="ambition", answer="yes"),
    e.AgreementMade(agreement="x", item="wait", then_text="we bellen"),
    e.AgreementReviewed(
        agreement="o", made_in="oud", kept="yes", helped="partly", result="Gebeld."
    ),
    e.ReadBack(agreement="x"),
    e.ClosingAnswered(question="asks_of_me", side="provider", text="Eerder bellen."),
    e.RoomSet(screen_height_m=1.2, farthest_seat_m=6),
    e.MinutesSet(minutes={"wait": 20}),
    e.Confirmed(side="provider", how="confirmed"),
    e.Sealed(check_code="0123ABCD"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_said_is_told_with_its_facts(language):
    events = said(*EVERY)
    found = told(meeting("lente", events), events, words(language))
    assert len(found) == 1 + len(EVERY)
    assert all(one.told and "{" not in one.told for one in found)


@pytest.mark.parametrize(
    ("ground", "why"), [(e.WipeGround.asked, "iemand vroeg erom"), (None, "zonder grond erbij")]
)
def test_a_trace_says_on_what_ground_a_line_went_and_never_what_it_said(ground, why):
    gone = e.LineWiped(note="a", ground=ground)
    found = lines(note("a", "Het team was klein.", "provider"), e.LineHeld(note="a"), gone)
    assert found[-1].told == f"Regel 1 bij Wachttijd langer dan 42 dagen gewist ({why})"
    assert "team" not in str(found)
