"""Voorbereiden: a meeting is made, gets an agenda with reasons, and each side its own sheet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from telvertel import counting
from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.screen import agenda, people, plan, readiness, sheet
from telvertel.wording.words import words
from tests.pages.small import ITEM, open_meeting, page, planned, say, sealed_meeting, texts

TODAY = today()
SOON = TODAY + timedelta(days=10)
LAST_YEAR = TODAY - timedelta(days=360)
NL = words("nl")


def on_tab(test: AppTest, name: str) -> AppTest:
    test.session_state["blocks-nl"] = name
    test.run()
    assert not test.exception, test.exception
    return test


def press(test: AppTest, label: str) -> AppTest:
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception, test.exception
    return test


def story(item: str, side: e.Side, text: str) -> e.StoryPrepared:
    return e.StoryPrepared(item=item, side=side, field=e.StoryField.why, text=text)


def test_without_figures_it_says_where_to_begin(house):
    assert "Zet eerst de cijfers klaar" in texts(page("prepare"))


def test_with_published_figures_only_it_says_which_file_names_the_providers(house, tmp_path):
    cbs = tmp_path / "wijken.csv"
    cbs.write_text(
        "jaar,regio_code,jongeren_met_jeugdzorg_in_natura,pct_jongeren_met_jeugdzorg,inwoners\n"
        "2024,GM0034,7400,10.8,220000\n",
        encoding="utf-8",
    )
    assert counting.take_in(house.warehouse, [cbs], who="t", why="cbs").version
    test = page("prepare", nieuw="1")
    assert "een CSV-bestand met partijen" in texts(test)
    parties = tmp_path / "partijen.csv"
    parties.write_text(test.code[0].value, encoding="utf-8")
    assert counting.take_in(house.warehouse, [parties], who="t", why="partijen").version
    assert page("prepare", nieuw="1").multiselect[0].options == ["Naam van de aanbieder"]


def test_a_new_meeting_follows_on_the_last_one_of_the_same_sides(figures):
    sealed_meeting(figures, "autumn", LAST_YEAR)
    prepare = page("prepare", nieuw="1")
    prepare.multiselect[0].select("De Oever").run()
    press(prepare, "Maak het gesprek")
    made = next(one for one in figures.telling.meetings() if one.id != "autumn")
    assert made.plan.previous == "autumn"
    assert made.plan.goal == "Samen op tijd"
    assert [one.role for one in made.people] == ["Beleidsadviseur", "Bestuurder"]
    assert prepare.query_params["gesprek"] == made.id
    assert "nieuw" not in prepare.query_params


def test_two_providers_can_be_one_consortium(figures):
    prepare = page("prepare", nieuw="1")
    prepare.multiselect[0].select("De Oever").run()
    assert not prepare.toggle
    prepare.multiselect[0].select("Klein Anker").run()
    prepare.toggle[0].set_value(True).run()
    press(prepare, "Maak het gesprek")
    (made,) = figures.telling.meetings()
    assert made.plan.consortium
    assert len(made.plan.providers) == 2


def test_a_choice_about_the_meeting_is_kept_at_once(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), "Kaders")
    minutes = next(one for one in prepare.number_input if one.label == "Duur in minuten")
    minutes.set_value(60).run()
    kept = figures.telling.meeting("spring").plan
    assert kept == planned(SOON, minutes=60)


def test_changing_the_grain_forgets_periods_of_the_other_grain(figures):
    say(figures, "spring", planned(SOON, since="2024KW02"))
    prepare = on_tab(page("prepare"), "Kaders")
    next(one for one in prepare.selectbox if one.label == "Cijfers per").select("jaar").run()
    assert not prepare.exception
    assert figures.telling.meeting("spring").plan.since is None


def test_the_proposed_agenda_is_taken_over_with_a_reason_for_every_item(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), "Data")
    assert "De agenda is nog leeg" in texts(prepare)
    press(prepare, "Neem dit voorstel over")
    items = figures.telling.meeting("spring").agenda
    assert 1 <= len(items) <= 5
    assert all(item.reason_text for item in items)
    assert all(item.scope["gm"] == "GM9901" for item in items)


def test_what_was_disputed_is_proposed_first_and_an_agreement_due_gives_its_words(figures):
    disputed = e.FigureDisputed(
        dispute="d1",
        item="uitval",
        side=e.Side.provider,
        dispute_kind=e.DisputeKind.attribution,
        text="Telt dubbel.",
    )
    agreed = e.AgreementMade(agreement="a1", item="uitval", then_text="we bellen na")
    sealed_meeting(figures, "autumn", LAST_YEAR, disputed, agreed)
    say(figures, "spring", planned(SOON, previous="autumn"))
    page("prepare")
    meeting = figures.telling.meeting("spring")
    found = {one.indicator: one for one in _candidates(meeting)}
    assert [one.reason for one in found["dropout"].grounds][:2] == [
        e.AgendaReason.disputed,
        e.AgendaReason.agreement_due,
    ]
    assert found["dropout"].grounds[0].text == "De Oever betwist dit cijfer: toerekening."
    assert "We bellen na" in found["dropout"].grounds[1].text


def test_what_the_last_talk_did_not_come_to_is_a_reason_with_what_was_left_open(figures):
    sealed_meeting(
        figures, "autumn", LAST_YEAR,
        *[e.Shown(view="item", item="uitval", stage=stage) for stage in ("recognise", "explain")],
        e.NoteWritten(note="n1", item="uitval", stage="explain", note_kind="question",
                      text="Wie zoekt dit uit?"),
        e.Parked(parked="p1", item="uitval", text="Tarief voor overdracht"),
    )  # fmt: skip
    say(figures, "spring", planned(SOON, previous="autumn"))
    page("prepare")
    found = {one.indicator: one for one in _candidates(figures.telling.meeting("spring"))}
    ground = found["dropout"].ground(e.AgendaReason.unfinished)
    assert ground.text == (
        "Vorige keer niet toegekomen aan Waarderen en Verbeteren. "
        "Nog een vraag: Wie zoekt dit uit? Geparkeerd: Tarief voor overdracht"
    )


def test_a_talk_that_came_to_every_stage_and_left_nothing_open_is_finished(figures):
    stages = ("recognise", "explain", "appraise", "improve")
    agreed = e.AgreementMade(agreement="a1", item="uitval", then_text="we bellen na")
    shown = [e.Shown(view="item", item="uitval", stage=stage) for stage in stages]
    sealed_meeting(figures, "autumn", LAST_YEAR, *shown, agreed)
    say(figures, "spring", planned(SOON, previous="autumn"))
    page("prepare")
    found = {one.indicator: one for one in _candidates(figures.telling.meeting("spring"))}
    assert found["dropout"].ground(e.AgendaReason.unfinished) is None


def test_a_dispute_that_was_settled_since_is_no_reason_any_more(figures):
    disputed = e.FigureDisputed(
        dispute="d1", item="uitval", side="provider", dispute_kind="count", text="Telt dubbel."
    )
    sealed_meeting(figures, "lente", LAST_YEAR - timedelta(days=90), disputed)
    settled = e.DisputeSettled(dispute="d1", text="Nageteld.", raised_in="lente")
    sealed_meeting(figures, "autumn", LAST_YEAR, settled, previous="lente")
    say(figures, "spring", planned(SOON, previous="autumn"))
    page("prepare")
    found = {one.indicator: one for one in _candidates(figures.telling.meeting("spring"))}
    assert found["dropout"].ground(e.AgendaReason.disputed) is None


def _candidates(meeting):
    """Candidates as a page would find them; the language comes from the session."""
    found = []

    def find(meeting, found):
        from telvertel.screen import proposal

        found.extend(proposal.candidates(meeting))

    test = AppTest.from_function(find, default_timeout=60, args=(meeting, found)).run()
    assert not test.exception, test.exception
    return found


def test_money_is_not_proposed_when_people_came_to_learn(figures):
    say(figures, "spring", planned(SOON))
    costs = [one for one in _candidates(figures.telling.meeting("spring")) if one.kind == "means"]
    assert not any(one.grounds for one in costs)


def test_beyond_five_items_it_says_how_many_minutes_are_left(figures):
    many = [ITEM.model_copy(update={"id": f"i{n}", "minutes": 9}) for n in range(7)]
    say(figures, "spring", planned(SOON), e.AgendaSet(items=tuple(many)))
    prepare = on_tab(page("prepare"), "Data")
    assert "Met 7 agendapunten blijven er 9 minuten per punt over" in texts(prepare)


def test_an_item_can_be_moved_lengthened_and_taken_off(figures):
    two = (ITEM, ITEM.model_copy(update={"id": "instroom", "indicator": "inflow"}))
    say(figures, "spring", planned(SOON), e.AgendaSet(items=two))
    prepare = on_tab(page("prepare"), "Data")
    next(one for one in prepare.button if one.key == "down-spring-uitval").click().run()
    assert [one.id for one in figures.telling.meeting("spring").agenda] == ["instroom", "uitval"]
    prepare.number_input[0].set_value(7).run()
    assert figures.telling.meeting("spring").agenda[0].minutes == 7
    next(one for one in prepare.button if one.key == "away-spring-uitval").click().run()
    assert [one.id for one in figures.telling.meeting("spring").agenda] == ["instroom"]


def test_an_item_added_during_the_meeting_gets_its_figures_frozen(figures):
    open_meeting(figures, "spring", TODAY)
    added = ITEM.model_copy(update={"id": "instroom", "indicator": "inflow"})
    meeting = figures.telling.meeting("spring")
    assert agenda.change(meeting, [*meeting.agenda, added])
    assert set(figures.telling.meeting("spring").frozen) == {"uitval", "instroom"}


@pytest.fixture
def with_stories(figures):
    say(
        figures,
        "spring",
        planned(SOON),
        e.AgendaSet(items=(ITEM,)),
        story("uitval", e.Side.provider, "Ons verhaal van de aanbieder"),
        story("uitval", e.Side.municipality, "Ons verhaal van de gemeente"),
    )
    return figures


def invited(house, side: e.Side) -> AppTest:
    key = sheet.invitation(house.telling.meeting("spring"), side)
    return page("prepare", gesprek="spring", sleutel=key)


def test_a_side_sees_its_own_story_and_never_the_other_one(with_stories):
    read = texts(invited(with_stories, e.Side.provider))
    assert "Het verhaal van De Oever" in read
    assert "Ons verhaal van de aanbieder" in read
    assert "Ons verhaal van de gemeente" not in read


def test_the_facilitator_sees_which_fields_are_told_and_no_word_of_them(with_stories):
    read = texts(on_tab(page("prepare"), "Dialoog"))
    assert "1 van 7 verteld" in read
    assert "Ingevuld: Hoe verklaren we dat?" in read.replace("\\", "")
    assert "Ons verhaal" not in read


def test_a_sheet_shows_the_definition_and_what_the_figure_does_not_say(with_stories):
    prose = with_stories.catalogue.cards["dropout"].prose("nl")
    read = texts(invited(with_stories, e.Side.municipality))
    assert prose.definition in read
    assert prose.says_not in read


def test_an_altered_invitation_opens_nothing(with_stories):
    read = texts(page("prepare", gesprek="spring", sleutel="gemaakt.zelf"))
    assert "Deze link is niet meer geldig" in read
    assert "Ons verhaal" not in read


def test_an_invitation_to_one_meeting_opens_no_other(with_stories):
    say(with_stories, "other", planned(SOON))
    key = sheet.invitation(with_stories.telling.meeting("spring"), e.Side.provider)
    assert "niet meer geldig" in texts(page("prepare", gesprek="other", sleutel=key))


def test_after_the_opening_a_story_can_be_read_and_not_changed(with_stories):
    say(with_stories, "spring", e.MeetingOpened())
    read = texts(invited(with_stories, e.Side.provider))
    assert "Het gesprek is geopend" in read
    assert "Ons verhaal van de aanbieder" in read
    assert "story_prepared" not in read


def test_people_survive_the_way_through_the_table():
    known = (
        e.Person(role="Bestuurder", side=e.Side.provider, perspective=e.Perspective.provider_board),
        e.Person(role="Jongere", task=e.Task.youth_advocate, name="Sam"),
        e.Person(role="Inkoper", side=e.Side.municipality, present=False),
    )
    table = people.rows(known, NL)
    assert people.read(table, NL, absent=[known[2]]) == known


def test_an_empty_row_is_nobody():
    assert people.read(people.rows((), NL), NL) == ()


def test_the_check_says_what_can_still_be_done(figures):
    say(figures, "spring", planned(SOON, goal="", farthest_seat_m=14), e.AgendaSet(items=(ITEM,)))
    meeting = figures.telling.meeting("spring")
    open_points = {one.name: one.text for one in readiness.checks(meeting, NL) if not one.ready}
    assert {"Gedeeld doel", "Mensen en rollen", "Leesbaar achterin"} <= set(open_points)
    assert "Verhaal van De Oever" in open_points
    assert "in één zin" in open_points["Gedeeld doel"]


def test_the_letter_grows_with_the_room_and_says_when_it_cannot():
    assert "40 beeldpunten" in plan.letter_size(planned(SOON), NL)
    assert "31 millimeter" in plan.letter_size(planned(SOON), NL)
    deep = planned(SOON, farthest_seat_m=8)
    assert plan.fits_the_room(deep)
    assert "52 beeldpunten" in plan.letter_size(deep, NL)
    assert not plan.fits_the_room(planned(SOON, farthest_seat_m=14))
