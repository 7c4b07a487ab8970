"""Voorbereiden: what both sides start from, what is on in a meeting, and what more would cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.foundations import DEFAULT_PRINCIPLES
from telvertel.screen import agenda, agenda_weight, foundations, frameworks, sheet, versioned
from telvertel.wording.words import words
from tests.meeting import lasting as s
from tests.pages.small import ITEM, page, planned, say, sealed_meeting, texts
from tests.pages.test_prepare import _candidates, invited, on_tab

TODAY = today()
SOON = TODAY + timedelta(days=10)
LAST_YEAR = TODAY - timedelta(days=360)
NL = words("nl")
VALUES, FRAMES, DATA = "Bedoeling & kernwaarden", "Kaders", "Data"
MONEY = e.AgendaItem(id="kosten", indicator="costs_realised", scope={}, minutes=10)


def keep_principles(prepare) -> None:
    button = next(one for one in prepare.button if (one.key or "").startswith("keep-principles"))
    button.click().run()
    assert not prepare.exception, prepare.exception


def test_the_six_principles_of_utrecht_can_be_changed_until_a_municipality_set_its_own(figures):
    say(figures, "spring", planned(SOON))
    read = texts(on_tab(page("prepare"), VALUES))
    assert "Leidende principes" in read and "Visie en ambities" in read


def test_a_change_without_a_reason_is_not_kept_and_says_what_is_missing(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), VALUES)
    keep_principles(prepare)
    assert "Schrijf op vanaf wanneer" in texts(prepare)
    assert not figures.telling.meeting("spring").founded


def test_a_new_version_of_the_principles_keeps_its_day_and_its_reason(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), VALUES)
    why = next(one for one in prepare.text_input if one.key.startswith("why-principles"))
    why.set_value("De jongerenraad vroeg erom").run()
    keep_principles(prepare)
    (kept,) = figures.telling.meeting("spring").founded
    assert tuple(one.id for one in kept.body.principles) == DEFAULT_PRINCIPLES
    assert kept.body.reason == "De jongerenraad vroeg erom"
    assert "De jongerenraad vroeg erom" in texts(prepare)


def test_every_version_of_the_principles_can_be_read_back(figures):
    first = s.principles("eenvoud", valid_from=LAST_YEAR, reason="Vastgesteld in de raad.")
    second = s.principles("eenvoud", "nabij", valid_from=TODAY, reason="Erbij gekomen.")
    say(figures, "spring", planned(SOON), first, second)
    read = texts(on_tab(page("prepare"), VALUES)).replace("\\", "")
    assert "Vastgesteld in de raad." in read and "Erbij gekomen." in read


def test_a_row_without_a_name_is_left_out_and_a_renamed_one_keeps_its_id():
    rows = [
        {"id": "simplicity", "name": "Heel eenvoudig", "text": None},
        {"id": None, "name": "Zo nabij mógelijk", "text": "Thuis"},
        {"id": None, "name": "  ", "text": "niets"},
    ]
    made = foundations.principles_set(versioned.named(rows), TODAY, "Omdat het klopt")
    assert [one.text for one in made.principles] == ["", "Thuis"]
    assert made.principles[0].id == "simplicity"


def test_the_id_of_a_new_row_holds_nothing_of_its_name_for_that_can_be_erased():
    rows = [{"id": None, "name": "Sara Jansen eerst"}, {"id": None, "name": "Sara Jansen eerst"}]
    ids = [one["id"] for one in versioned.named(rows)]
    assert len(set(ids)) == 2
    assert not any(part in one for one in ids for part in ("sara", "jansen", "eerst"))


def test_an_ambition_names_the_principles_it_rests_on():
    row = {"id": "tijd", "name": "Op tijd", "principles": ["simplicity", "gone"]}
    assert foundations.ambition(row, ("simplicity",)).principles == ("simplicity",)


def test_an_ambition_on_a_principle_that_was_dropped_does_not_stop_a_new_vision(figures):
    ambition = la.Ambition(id="tijd", name="Op tijd", principles=("simplicity", "what_is_needed"))
    vision = la.VisionSet(
        vision="Samen", ambitions=(ambition,), valid_from=LAST_YEAR, reason="Vastgesteld"
    )
    say(figures, "spring", planned(SOON), vision, s.principles("simplicity", valid_from=TODAY))
    (still,) = foundations.resting(figures.telling.meeting("spring"))
    assert still.principles == ("simplicity",)
    say(figures, "spring", vision.model_copy(update={"ambitions": (still,), "valid_from": TODAY}))


def why_of(prepare, table: str):
    return next(one for one in prepare.text_input if one.key.startswith(f"why-{table}"))


def test_a_text_that_may_point_at_a_child_is_asked_about_before_it_is_kept(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), VALUES)
    why_of(prepare, "principles").set_value("Mail van jan@voorbeeld.nl").run()
    keep_principles(prepare)
    assert not figures.telling.meeting("spring").founded
    assert NL("concerns.email.found") in texts(prepare)
    next(one for one in prepare.button if one.label == "Toch bewaren").click().run()
    assert len(figures.telling.meeting("spring").founded) == 1


def test_a_half_filled_table_stands_when_another_one_is_kept_and_when_its_tab_was_left(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), VALUES)
    why_of(prepare, "ambitions").set_value("Nog niet af").run()
    why_of(prepare, "principles").set_value("De jongerenraad vroeg erom").run()
    keep_principles(prepare)
    assert why_of(prepare, "ambitions").value == "Nog niet af"
    assert why_of(prepare, "principles").value == ""
    say(figures, "spring", la.VisionSet(vision="Samen", valid_from=TODAY, reason="Raad"))
    assert why_of(on_tab(on_tab(prepare, FRAMES), VALUES), "ambitions").value == "Nog niet af"
    assert "Bewaar voor u de pagina verlaat." in texts(prepare)


def test_whoever_fills_in_a_table_hears_that_another_desk_changed_it_and_both_stay(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), VALUES)
    why_of(prepare, "principles").set_value("Van ons").run()
    say(figures, "spring", s.principles("eenvoud", valid_from=TODAY, reason="Van hen"))
    prepare.run()
    assert NL("foundations.changed_meanwhile") in texts(prepare)
    keep_principles(prepare)
    assert [one.value for one in prepare.toast] == [NL("form.conflict"), NL("foundations.kept")]
    assert [one.body.reason for one in figures.telling.meeting("spring").founded] == [
        "Van hen", "Van ons"
    ]  # fmt: skip


def test_more_than_twelve_principles_are_refused():
    rows = [{"id": None, "name": f"Principe {n}", "text": ""} for n in range(13)]
    with pytest.raises(ValidationError):
        foundations.principles_set(versioned.named(rows), TODAY, "Te veel")


def test_a_framework_says_what_is_left_or_how_far_outside_it_is_and_no_more():
    budget = la.Framework(
        id="a", name="Ambulant", framework_kind="financial", limit=14.2, value=14.6,
        expected=15.1, unit="miljoen euro",
    )  # fmt: skip
    assert frameworks.told(budget, NL) == (
        "Ambulant: 0,4 miljoen euro boven de grens. Verwacht: 15,1 miljoen euro."
    )
    term = la.Framework(
        id="b", name="Beslistermijn", framework_kind="legal", limit=8, value=6, unit="weken"
    )
    assert frameworks.told(term, NL) == "Beslistermijn: 2 weken onder de grens."


def test_frameworks_that_were_set_stand_on_the_tab_with_their_margin(figures):
    budget = la.Framework(id="a", name="Ambulant", framework_kind="financial", limit=5, value=4)
    held = la.FrameworksSet(frameworks=(budget,), valid_from=LAST_YEAR, reason="Begroting.")
    say(figures, "spring", planned(SOON), held)
    assert "1 onder de grens" in texts(on_tab(page("prepare"), FRAMES))


def test_a_team_that_gives_account_along_two_lines_shows(figures):
    lines = [
        la.AccountNoted(account=name, team="Schoolteam", commissioner=who)
        for name, who in (("a1", "Gemeente"), ("a2", "Onderwijs"))
    ]
    say(figures, "spring", planned(SOON), *lines)
    prepare = on_tab(page("prepare"), FRAMES)
    assert "2 lijnen" in texts(prepare)
    next(one for one in prepare.button if one.key == "drop-a2").click().run()
    assert "2 lijnen" not in texts(prepare)


def test_a_part_of_the_talk_can_be_off_in_one_meeting(figures):
    say(figures, "spring", planned(SOON))
    prepare = on_tab(page("prepare"), FRAMES)
    next(one for one in prepare.toggle if one.label == "Leerpunten").set_value(False).run()
    meeting = figures.telling.meeting("spring")
    assert meeting.plan.without == (la.Extra.learning,)
    assert not meeting.has(la.Extra.learning) and meeting.has(la.Extra.reserves)


def test_a_plain_meeting_offers_no_principles_frameworks_wishes_or_switches(figures):
    say(figures, "spring", planned(SOON, plain=True), e.AgendaSet(items=(ITEM,)))
    prepare = page("prepare")
    read = "".join(texts(on_tab(prepare, tab)) for tab in (VALUES, FRAMES, DATA))
    for absent in ("Visie en ambities", "Kaders: financieel", "Gewenste cijfers"):
        assert absent not in read
    assert "Dit is een eenvoudig gesprek" in read


def test_a_partnership_is_asked_for_its_name_only_when_there_are_more_providers(figures):
    say(figures, "spring", planned(SOON))
    assert "Onder welke naam" not in texts(on_tab(page("prepare"), FRAMES))
    both = {"providers": ("99000002", "99000004"), "provider_names": ("De Oever", "Klein Anker")}
    say(figures, "spring", planned(SOON, consortium=True, **both))
    assert "Onder welke naam" in texts(on_tab(page("prepare"), FRAMES))


def test_the_agenda_says_what_it_asks_of_a_provider_in_a_year(figures):
    reach = ITEM.model_copy(update={"id": "bereik", "indicator": "first_line_reach"})
    cards = figures.catalogue.cards
    assert "geen extra werk" in agenda_weight.burden([cards["dropout"]], NL)
    say(figures, "spring", planned(SOON), e.AgendaSet(items=(reach,)))
    assert "ongeveer 60 minuten per jaar" in texts(on_tab(page("prepare"), DATA))


def test_a_figure_without_a_principle_is_named(figures):
    say(figures, "spring", planned(SOON), e.AgendaSet(items=(ITEM, MONEY)))
    assert "Zonder leidend principe" in texts(on_tab(page("prepare"), DATA))


def test_money_that_does_not_come_last_asks_for_a_reason_which_stays_when_the_agenda_changes(
    figures,
):
    say(figures, "spring", planned(SOON), e.AgendaSet(items=(MONEY, ITEM)))
    assert "Waarom komt geld hier eerder?" in texts(on_tab(page("prepare"), DATA))
    say(figures, "spring", e.AgendaSet(items=(MONEY, ITEM), reason="De raad vroeg ernaar"))
    meeting = figures.telling.meeting("spring")
    assert agenda.change(meeting, [MONEY, ITEM.model_copy(update={"minutes": 9})])
    read = texts(on_tab(page("prepare"), DATA))
    assert "Geld staat niet als laatste: De raad vroeg ernaar" in read


def test_a_wish_for_a_figure_asks_what_for_how_often_and_what_goes_instead(figures):
    wish = s.wish(what_for="Om te weten of het blijft.", minutes=120)
    say(figures, "spring", planned(SOON), wish)
    read = texts(on_tab(page("prepare"), DATA)).replace("\\", "")
    for asked in ("Waarvoor?", "Hoe vaak?", "Wat schrappen we", "Gewenste cijfers"):
        assert asked in read
    assert "120 minuten" in read and "De maandlijst" in read


def test_a_side_writes_its_reserve_in_its_own_sheet_and_never_reads_the_other_one(figures):
    say(
        figures, "spring", planned(SOON), e.AgendaSet(items=(ITEM,)),
        la.ReserveStated(side="provider", text="Wij vrezen een rapportcijfer"),
        la.ReserveStated(side="municipality", text="Het budget is op"),
    )  # fmt: skip
    read = texts(invited(figures, e.Side.provider))
    assert "Ons voorbehoud" in read and "Wij vrezen een rapportcijfer" in read
    assert "Het budget is op" not in read


def test_without_reserves_in_this_meeting_a_sheet_does_not_ask_for_one(figures):
    say(figures, "spring", planned(SOON, without=("reserves",)), e.AgendaSet(items=(ITEM,)))
    assert "Ons voorbehoud" not in texts(invited(figures, e.Side.provider))
    assert sheet.invitation(figures.telling.meeting("spring"), e.Side.provider)


def test_what_comes_back_is_a_reason_on_the_agenda(figures):
    due = TODAY - timedelta(days=5)
    explained = e.NoteWritten(
        note="n1", item="uitval", stage="explain", note_kind="explanation",
        text="Het waren er te weinig", follow_up=due,
    )  # fmt: skip
    sealed_meeting(
        figures, "een", LAST_YEAR - timedelta(days=20), s.point(indicator="dropout"),
        s.difference(indicator="dropout", due=due), explained,
    )  # fmt: skip
    sealed_meeting(figures, "twee", LAST_YEAR - timedelta(days=10), previous="een")
    sealed_meeting(figures, "drie", LAST_YEAR, previous="twee")
    say(figures, "spring", planned(SOON, previous="drie"))
    page("prepare")
    found = {one.indicator: one for one in _candidates(figures.telling.meeting("spring"))}
    told = {one.reason: one.text for one in found["dropout"].grounds}
    assert told[e.AgendaReason.learning_open].startswith("Al 3 gesprekken open")
    assert "De duur per leeftijd." in told[e.AgendaReason.difference_due]
    assert "Het waren er te weinig" in told[e.AgendaReason.to_check]


def test_start_names_learning_points_that_stay_open_and_those_without_a_key_person(figures):
    carried = s.point("l2", "Eén loket werkt.", key_role="Inkoper", key_department="Inkoop")
    sealed_meeting(figures, "een", LAST_YEAR - timedelta(days=20), s.point(), carried)
    start = texts(page("start")).replace("\\", "")
    assert "Aanmelden kan op één plek." in start and "nog zonder sleutelfiguur" in start
    assert "Eén loket werkt." not in start
    sealed_meeting(figures, "twee", LAST_YEAR - timedelta(days=10), previous="een")
    sealed_meeting(figures, "drie", LAST_YEAR, previous="twee")
    start = texts(page("start")).replace("\\", "")
    assert "Eén loket werkt." in start and "al 3 gesprekken open" in start
