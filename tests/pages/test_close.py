"""Afronden: nothing is hidden, both sides speak, and then the meeting is sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed
from telvertel.screen import planning, report, way_out
from telvertel.wording.words import words
from tests.pages.small import open_meeting, page, planned, say, sealed_meeting, texts
from tests.pages.test_disputed import dispute
from tests.pages.test_learn_parts import STAFF

TODAY = today()
NL = words("nl")


def press(test: AppTest, label: str, place: int = 0) -> AppTest:
    [one for one in test.button if one.label == label][place].click().run()
    assert not test.exception, test.exception
    return test


def note(text: str) -> e.NoteWritten:
    return e.NoteWritten(
        note="n1", item="uitval", stage="explain", note_kind=e.NoteKind.fact, text=text
    )


def open_ends(house, meeting: str) -> dict[str, list[str]]:
    """What is left of a meeting, as a page tells it."""
    found = {}

    def told(meeting, found):
        from telvertel.screen import left, session

        found.update(left.open_ends(meeting, session.spoken()))

    asked = (house.telling.meeting(meeting), found)
    test = AppTest.from_function(told, default_timeout=60, args=asked).run()
    assert not test.exception, test.exception
    return found


def test_a_meeting_that_was_not_held_has_nothing_to_close(house):
    say(house, "spring", planned(TODAY))
    assert "nog niet geopend" in texts(page("close"))


def test_without_any_meeting_it_says_where_to_begin(house):
    assert "Begin bij **Voorbereiden**" in texts(page("close"))


def test_what_is_left_is_named_and_stops_nothing(figures):
    open_meeting(figures, "spring", TODAY)
    agreed = e.AgreementMade(
        agreement="a1", item="uitval", if_text="er lang gewacht wordt", then_text="we bellen"
    )
    say(figures, "spring", note("Het stijgt."), agreed)
    found = open_ends(figures, "spring")
    for key in ("not_read_back", "unowned", "undated"):
        assert found[key] == ["Afspraak 1: Als er lang gewacht wordt, dan we bellen"]
    assert found["not_weighed"] == ["Uitval"]
    assert "Halen we onze ambitie?" in found["unanswered"][0]
    assert "disputes" not in found
    assert "not_discussed" not in found


def test_a_running_round_and_lines_set_aside_are_to_decide_first(figures):
    open_meeting(figures, "spring", TODAY)
    line = note("Iets over een kind.")
    begun = e.RoundOpened(round="r", item="uitval", round_kind="lines", question="Waarom?")
    say(figures, "spring", line, e.LineHeld(note=line.note), begun)
    running, held = open_ends(figures, "spring")["first"]
    assert "“Waarom?” loopt nog. Sluit die eerst in de regie" in running
    assert "1 regel is apart gezet. Beslis in de regie" in held
    test = page("close")
    assert "Eerst nog beslissen" in texts(test)
    assert "Iets over een kind." not in texts(test)
    assert [one for one in test.button if one.label == "Naar de regie"]


def test_nothing_is_to_decide_first_once_it_was_decided(figures):
    open_meeting(figures, "spring", TODAY)
    line = note("Iets over een kind.")
    begun = e.RoundOpened(round="r", item="uitval", round_kind="lines", question="Waarom?")
    say(figures, "spring", line, e.LineHeld(note=line.note), e.LineWiped(note=line.note), begun)
    say(figures, "spring", e.RoundClosed(round="r"))
    assert "first" not in open_ends(figures, "spring")


def test_nobody_is_asked_to_weigh_a_disputed_figure_or_a_plain_meeting(figures):
    open_meeting(figures, "spring", TODAY)
    disputed = e.FigureDisputed(
        dispute="d1",
        item="uitval",
        side=e.Side.provider,
        dispute_kind=e.DisputeKind.count,
        text="Telt dubbel.",
    )
    say(figures, "spring", note("Het stijgt."), disputed)
    assert "not_weighed" not in open_ends(figures, "spring")
    assert open_ends(figures, "spring")["disputes"] == ["Telt dubbel."]
    open_meeting(figures, "plain", TODAY, plain=True)
    say(figures, "plain", note("Het stijgt."))
    assert open_ends(figures, "plain") == {}


def test_agreements_of_last_time_that_nobody_came_back_to_are_open_ends(figures):
    agreed = e.AgreementMade(agreement="a1", item="uitval", then_text="we bellen")
    sealed_meeting(figures, "autumn", TODAY - timedelta(days=90), agreed)
    open_meeting(figures, "spring", TODAY, previous="autumn")
    assert open_ends(figures, "spring")["not_reviewed"] == ["Afspraak 1: we bellen"]


def test_sealing_waits_until_both_sides_have_spoken(figures):
    open_meeting(figures, "spring", TODAY)
    test = page("close")
    assert "Dit kan zodra beide kanten iets hebben gezegd" in texts(test)
    press(test, "Zo is het")
    assert not [one for one in test.button if one.label == "Stel het gesprek vast"]
    test.selectbox[0].select("Beleidsadviseur").run()
    press(test, "Gezien, niet bevestigd")
    meeting = figures.telling.meeting("spring")
    assert meeting.confirmations[e.Side.provider].how is e.Confirmation.confirmed
    assert meeting.confirmations[e.Side.municipality].by == "Beleidsadviseur"
    (seal,) = [one for one in test.button if one.label == "Stel het gesprek vast"]
    assert seal.disabled
    test.checkbox[0].check().run()
    press(test, "Stel het gesprek vast")
    sealed = figures.telling.meeting("spring")
    assert sealed.sealed_at
    assert sealed.shown.view is e.View.sealed
    assert test.metric[0].value == sealed.check_code
    assert figures.journal.verify("spring").seal_holds


def test_the_seal_waits_for_a_line_that_was_set_apart_and_says_so(figures):
    open_meeting(figures, "spring", TODAY)
    line = note("Het stijgt.")
    say(figures, "spring", line, e.LineHeld(note=line.note))
    assert len(open_ends(figures, "spring")["first"]) == 1
    test = press(press(page("close"), "Zo is het"), "Zo is het")
    assert "Er is nog een regel apart gezet" in texts(test)
    assert not [one for one in test.button if one.label == "Stel het gesprek vast"]
    assert "Het stijgt." not in open_ends(figures, "spring")["first"][0]


def test_a_side_can_come_back_on_its_answer_until_the_seal(figures):
    open_meeting(figures, "spring", TODAY)
    test = press(page("close"), "Zo is het")
    press(test, "Wijzig")
    press(test, "Gezien, niet bevestigd")
    given = figures.telling.meeting("spring").confirmations[e.Side.provider]
    assert given.how is e.Confirmation.seen_not_confirmed


def test_what_is_confirmed_is_what_the_minutes_say(figures):
    open_meeting(figures, "spring", TODAY)
    agreed = e.AgreementMade(agreement="a1", item="uitval", then_text="we bellen elke week")
    say(figures, "spring", agreed)
    table = page("close").table[0].value
    assert "we bellen elke week" in table.to_string()


def test_a_sealed_meeting_offers_minutes_and_itself_to_take_home(figures):
    code = sealed_meeting(figures, "spring", TODAY)
    test = page("close")
    assert test.metric[0].value == code
    assert not test.get("download_button")  # first it is said for whom it is
    (to,) = (one for one in test.selectbox if one.label == NL("handing.to_whom"))
    assert to.value is None and NL("handing.to.unsaid") not in to.options
    to.set_value("archive").run()
    labels = [one.proto.label for one in test.get("download_button")]
    assert labels == [
        "Verslag als webpagina",
        "Verslag als Word-document",
        "Het hele gesprek (.zip)",
    ]


def test_who_comes_without_a_choice_finds_the_minutes_of_last_time_and_can_choose_another(figures):
    """A reload or a new window after the seal: not a meeting that is still to come."""
    code = sealed_meeting(figures, "spring", TODAY)
    assert not [one for one in page("close").selectbox if one.label == NL("prepare.which")]
    say(figures, "summer", planned(TODAY + timedelta(days=5), title="Zomergesprek"))
    test = page("close")
    assert test.metric[0].value == code and test.query_params["gesprek"] == "spring"
    choose(test, NL("prepare.which"), "summer")
    assert "nog niet geopend" in texts(test) and test.query_params["gesprek"] == "summer"
    open_meeting(figures, "autumn", TODAY)
    assert page("close").query_params["gesprek"] == "autumn"  # what is held now goes first


def test_the_downloads_are_made_at_the_click(figures):
    code = sealed_meeting(figures, "spring", TODAY)
    as_html, as_word = report.editions(figures.telling.meeting("spring"), None, "nl")
    assert code in as_html().decode()
    assert as_word()[:2] == b"PK"


def test_the_next_meeting_takes_people_goal_and_agreements_along(figures):
    sealed_meeting(figures, "spring", TODAY)
    plan = planning.next_plan(figures.telling.meeting("spring"))
    assert plan.previous == "spring"
    assert plan.goal == "Samen op tijd"
    assert plan.held_on == TODAY + timedelta(weeks=13)
    assert plan.until is None


HARD = "Bel 06-12345678 even."
SOFT = "Drie jongeren wachten nog."


def confirm(house, meeting: str) -> None:
    say(house, meeting, *(e.Confirmed(side=one, how=e.Confirmation.confirmed) for one in e.Side))


def labels(test: AppTest) -> list[str]:
    return [one.label for one in test.button]


def test_nothing_goes_out_and_nothing_is_sealed_while_a_number_of_somebody_stands(figures):
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", note(HARD))
    confirm(figures, "spring")
    test = page("close")
    assert NL("concerns.title") in texts(test) and NL("concerns.export_waits") in texts(test)
    assert NL("close.html_concept") not in texts(test)
    assert NL("refusals.texts_wait") in texts(test) and NL("close.seal") not in labels(test)


def looks_along(test: AppTest, role: str, looks_for: e.LooksFor) -> None:
    choose(test, NL("concerns.by"), role)
    choose(test, NL("concerns.looks_for"), looks_for)


def choose(test: AppTest, label: str, value: object) -> None:
    next(one for one in test.selectbox if one.label == label).set_value(value).run()


def test_one_of_each_side_says_that_it_may_go_or_why_it_stays_and_then_it_goes(figures):
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", note(HARD))
    confirm(figures, "spring")
    test = page("close")
    looks_along(test, "Bestuurder", e.LooksFor.municipality)
    press(test, NL("concerns.points_at_nobody"))
    assert "bekeken door Bestuurder (gemeente) op" in texts(test)
    assert NL("close.seal") not in labels(test) and NL("concerns.one_more") in texts(test)
    looks_along(test, "Beleidsadviseur", e.LooksFor.provider)
    why = next(one for one in test.text_input if one.label == NL("concerns.reason"))
    why.set_value("De balie staat in de gids.")
    press(test, NL("concerns.stays"))
    assert "Het blijft staan: De balie staat in de gids" in texts(test).replace("\\\\", "")
    assert NL("close.html_concept") in texts(test) and NL("close.seal") in labels(test)


def test_soft_places_are_read_together_and_hold_up_nothing(figures):
    open_meeting(figures, "spring", TODAY)
    say(figures, "spring", note(SOFT))
    test = page("close")
    assert "Drie jongeren wachten nog" in texts(test) and NL("close.html_concept") in texts(test)
    assert NL("concerns.misses") in texts(test)
    looks_along(test, "Beleidsadviseur", e.LooksFor.municipality)
    press(test, NL("concerns.all_looked", count=1))
    assert "bekeken door Beleidsadviseur (gemeente) op" in texts(test)
    (look,) = figures.telling.meeting("spring").looked
    assert look.body.second and look.body.concerns == ("small_group",)


def test_without_a_place_to_look_at_there_is_nothing_to_look_at(figures):
    open_meeting(figures, "spring", TODAY)
    assert figures.telling.places("spring") == ()
    assert NL("concerns.intro") not in texts(page("close"))


def test_a_button_of_before_gives_nothing_once_a_number_of_somebody_was_said(figures):
    """The page that is on screen does not know yet; the file asks again when it is made."""
    open_meeting(figures, "spring", TODAY)
    made = way_out.behind_the_look(("spring",), lambda: b"verslag")
    assert made() == b"verslag"
    say(figures, "spring", note(HARD))
    with pytest.raises(NotAllowed):
        made()


def told_after_the_seal(house, meeting: str) -> None:
    """A line that came into a sealed meeting in a way that is no way: by hand, in the file."""
    body = note(HARD).model_copy(update={"note": "n9"})
    house.journal.append(e.Saying(op="by-hand-1", meeting=meeting, role="facilitator", body=body))


def test_no_correction_request_and_no_line_for_elsewhere_leaves_while_a_text_waits(figures):
    raised, shared = dispute(), STAFF
    sealed_meeting(figures, "spring", TODAY, raised, shared)
    offered = [one.label for one in page("start").get("download_button")]
    assert NL("dispute.correction.text") in offered
    assert shared.text in page("learn", deel="exchange").code[0].value
    told_after_the_seal(figures, "spring")
    test = page("start")
    assert not test.get("download_button") and NL("concerns.waits_inside") in texts(test)
    assert not page("learn", deel="exchange").code
