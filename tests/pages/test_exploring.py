"""Verkennen goes on: taken along, kept under a name, on an agenda, beside a second choice."""

from __future__ import annotations

import json
from datetime import date, timedelta

from telvertel.days import today
from telvertel.figures.views import kept
from telvertel.freezing import frozen
from telvertel.meeting import events as e
from telvertel.meeting.lasting import ExplanationChecked, Held
from telvertel.meeting.stages import Stage
from tests.pages.small import page, planned, say, sealed_meeting
from tests.pages.test_explore import picture, sentence, written

SOON = today() + timedelta(days=20)


def being_prepared(house, meeting: str = "voorjaar", **more) -> None:
    say(house, meeting, planned(SOON, title="Voorjaarsgesprek", **more))


def clicked(test, key: str):
    test.button(key=key).click().run()
    assert not test.exception, test.exception
    return test


def test_what_is_shown_can_be_taken_along_in_four_forms(figures):
    test = page("explore", indicator="dropout")
    assert {one.label for one in test.get("download_button")} == {
        "Excel", "CSV", "Afbeelding (PNG)", "Afbeelding (SVG)"
    }  # fmt: skip


def test_a_choice_is_kept_under_a_name_and_opened_again_by_another_browser(figures):
    test = page("explore", indicator="dropout", providers="99000002")
    test.text_input(key="explore.view_name").set_value("Uitval De Oever").run()
    clicked(test, "explore.keep")
    (one,) = kept(figures.home / "figures" / "views")
    assert one.query["providers"] == "99000002"
    other = page("explore", indicator="inflow")
    clicked(other, "view-Uitval De Oever")
    assert sentence(other).startswith("Uitval bij De Oever")
    assert other.query_params["indicator"] == "dropout"
    clicked(other, "forget-Uitval De Oever")
    assert kept(figures.home / "figures" / "views") == ()
    done = [(one.act.value, one.facts) for one in figures.audit.entries()]
    about = {"indicator": "dropout", "code": "GM9901"}
    assert done == [("view_kept", about), ("view_gone", about)]


def test_a_person_is_in_no_name_of_a_choice(figures):
    test = page("explore", indicator="dropout")
    test.text_input(key="explore.view_name").set_value("Bel 06-12345678").run()
    clicked(test, "explore.keep")
    assert kept(figures.home / "figures" / "views") == ()
    assert "lijkt een persoon" in test.warning[0].value


def test_what_is_on_the_screen_goes_on_the_agenda_with_why(figures):
    being_prepared(figures)
    test = page("explore", indicator="dropout", breakdown="care_form", since="2024KW03")
    test.text_area(key="explore.why").set_value("Herkennen wij dit?").run()
    clicked(test, "explore.send")
    (item,) = figures.telling.meeting("voorjaar").agenda
    assert (item.indicator, item.reason_text) == ("dropout", "Herkennen wij dit?")
    assert item.scope["breakdown"] == "care_form" and item.scope["since"] == "2024KW03"
    assert item.scope["providers"] == ""  # as on the screen: everybody together
    assert "Staat op de agenda" in written(test)


def test_the_same_choice_goes_on_an_agenda_once_and_not_without_why(figures):
    being_prepared(figures)
    test = page("explore", indicator="dropout", providers="99000002")
    clicked(test, "explore.send")
    assert figures.telling.meeting("voorjaar").agenda == ()
    for _ in range(2):
        test.text_area(key="explore.why").set_value("Herkennen wij dit?").run()
        clicked(test, "explore.send")
    assert len(figures.telling.meeting("voorjaar").agenda) == 1
    assert "al op die agenda" in written(test)


def test_words_about_a_person_do_not_reach_an_agenda(figures):
    being_prepared(figures)
    test = page("explore", indicator="dropout")
    test.text_area(key="explore.why").set_value("Bel 06-12345678 hierover").run()
    clicked(test, "explore.send")
    assert figures.telling.meeting("voorjaar").agenda == ()
    assert "lijkt een persoon" in written(test)


def test_figures_of_one_provider_are_not_offered_to_the_table_of_another(figures):
    being_prepared(figures, providers=("99000004",), provider_names=("Klein Anker",))
    sealed_meeting(figures, "najaar", today() - timedelta(days=360))
    test = page("explore", indicator="dropout", providers="99000002")
    assert "Er is geen gesprek in voorbereiding" in written(test)
    assert not [one for one in test.button if one.key == "explore.send"]


def test_a_second_choice_stands_on_the_same_axes_and_in_the_address(figures):
    test = page("explore", indicator="inflow", providers="99000002")
    test.toggle(key="explore.second.on").set_value(True).run()
    test.pills(key="explore.second.age_bands").set_value(["12-17"]).run()
    assert not test.exception, test.exception
    link = dict(test.query_params)
    assert link["tweede"] == "1" and link["tweede_age_bands"] == "12-17"
    told = [one.value.replace("\\", "") for one in test.subheader][:2]
    assert told[0].startswith("A · Instroom bij De Oever in Rivierstede, alle hulpvormen")
    assert told[1].startswith("B · Instroom in Rivierstede, alle aanbieders samen, alle hulpvormen")
    other = page("explore", **{name: value for name, value in link.items()})
    assert picture(other) == picture(test)
    named = [one["data"].get("name", "") for one in picture(test)["layer"]]
    assert any(one.startswith("line_0") for one in named)
    assert any(one.startswith("line_1") for one in named)


def test_two_distributions_stand_under_each_other_each_with_its_letter(figures):
    test = page("explore", indicator="duration", providers="99000002", tweede="1")
    drawn = [one for one in test.main if getattr(getattr(one, "proto", None), "spec", "")]
    assert len(drawn) == 2
    letters = [one.value for one in test.markdown if one.value in ("**A**", "**B**")]
    assert letters == 2 * ["**A**", "**B**"]  # above each picture, and above each table


def test_a_second_choice_is_left_when_lines_are_split(figures):
    test = page("explore", indicator="inflow", tweede="1", breakdown="care_form")
    assert "tweede" not in json.dumps(picture(test))
    assert not [one for one in test.toggle if one.key == "explore.second.on"]


def test_why_there_is_no_finer_choice_is_said_of_this_figure(figures):
    told = written(page("explore", indicator="dropout")).replace("\\", "")
    assert "Waarom niet fijner?" in told
    assert "Eigen trajecten tellen we per gemeente" in told
    assert "na het tellen is er per kind niets meer" in told


def test_an_item_from_verkennen_is_read_as_it_was_shown(figures):
    being_prepared(figures)
    test = page("explore", indicator="dropout", grain="half_year", providers="99000002")
    test.text_area(key="explore.why").set_value("Herkennen wij dit?").run()
    clicked(test, "explore.send")
    meeting = figures.telling.meeting("voorjaar")
    (item,) = meeting.agenda
    made = frozen(figures.warehouse, figures.catalogue.cards["dropout"], item, meeting.plan)
    assert dict(made.figures[0]["scope"])["grain"] == "half_year"
    assert [row[0] for row in made.figures[0]["rows"]] == [
        f"{year}HJ0{half}" for year in (2024, 2025) for half in (1, 2)
    ]


def test_an_agreement_stands_on_the_time_line_and_it_is_said_from_when_it_can_be_seen(figures):
    made = e.AgreementMade(
        agreement="bellen", item="uitval", then_text="bellen wij", visible_from="2026KW02"
    )
    sealed_meeting(figures, "zomer", date(2025, 6, 20), made)
    test = page("explore", indicator="dropout", providers="99000002")
    drawn = json.dumps(picture(test), ensure_ascii=False)
    assert '"afspraak", "nog te vroeg"' in drawn
    told = written(test).replace("\\", "")
    assert "Afspraak van 20 juni 2025: nog te vroeg, te zien vanaf 2e kwartaal 2026." in told
    assert "niet wat het deed" in told


def test_a_second_choice_may_be_of_another_figure_in_the_same_unit(figures):
    test = page("explore", indicator="inflow", tweede="1")
    box = test.selectbox(key="explore.second.card")
    assert {"inflow", "outflow"} <= set(box.options) or "Uitstroom" in box.options
    assert "Uitval" not in box.options  # a share
    box.select("outflow").run()
    assert not test.exception, test.exception
    assert test.query_params["tweede_indicator"] in ("outflow", ["outflow"])
    told = [one.value.replace("\\", "") for one in test.subheader][:2]
    assert told[0].startswith("A · Instroom") and told[1].startswith("B · Uitstroom")
    assert "Instroom en Uitstroom" in picture(test)["description"]
    again = page("explore", indicator="dropout", tweede="1", tweede_indicator="outflow")
    assert [one.value[:8] for one in again.subheader][1] == "B · Uitv"  # not in its unit: the same


def test_an_earlier_explanation_says_whether_it_held(figures):
    said = e.NoteWritten(
        note="vertrek", item="uitval", stage=Stage.explain, note_kind=e.NoteKind.explanation,
        text="Behandelaren vertrokken",
    )  # fmt: skip
    sealed_meeting(figures, "zomer", date(2025, 6, 20), said)
    held = ExplanationChecked(
        note="vertrek", made_in="zomer", held=Held.did_not_hold, text="Zij waren er nog."
    )
    sealed_meeting(figures, "winter", date(2025, 12, 4), held, previous="zomer")
    told = written(page("explore", indicator="dropout", providers="99000002")).replace("\\", "")
    assert "Later nagegaan: Hield geen stand. Zij waren er nog." in told
