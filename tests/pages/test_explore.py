"""Verkennen: the figure and its agreed stories, and nothing that may not be seen."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest

from telvertel import counting
from telvertel.days import today
from telvertel.figures.scope import Scope
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.screen import cached, norms_told
from tests.pages.small import HEAD, PARTIES, open_meeting, page, planned, say, sealed_meeting, texts

TOWN = "GM9901"
LAST_YEAR = today() - timedelta(days=360)


def written(test) -> str:
    """Everything in the page that reaches the browser, pictures and tables included."""
    found = []

    def walk(node) -> None:
        found.append(str(getattr(node, "proto", "")))
        found.append(str(getattr(node, "value", "")))
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(test._tree)
    return "\n".join(found)


def sentence(test) -> str:
    return test.header[0].value.replace("\\", "")


def picture(test) -> dict | None:
    """The picture as it goes to the browser."""
    for node in test.main:
        spec = getattr(getattr(node, "proto", None), "spec", "")
        if spec:
            return json.loads(spec)
    return None


def note(text: str, **more) -> e.NoteWritten:
    return e.NoteWritten(
        note=text[:20].lower().replace(" ", "-"),
        item="uitval",
        stage=Stage.explain,
        note_kind=e.NoteKind.explanation,
        text=text,
        **more,
    )


@pytest.fixture
def tiny(house, tmp_path):
    """Two children of Klein Anker, and sixty of De Oever who all leave by plan, in one quarter."""
    return delivered(house, tmp_path)


def delivered(house, tmp_path, elsewhere: int = 0):
    """As ``tiny``, with so many children at a third provider."""
    rows = [
        f"L{n};GM9901;99000001;02;02;2012;02;;05-01-2025;20-02-2025;01" for n in range(elsewhere)
    ]
    rows += [f"A{n};GM9901;99000004;02;02;2012;02;;05-01-2025;20-02-2025;03" for n in range(2)]
    rows += [f"O{n};GM9901;99000002;02;02;2012;02;;05-01-2025;20-02-2025;01" for n in range(60)]
    files = {"partijen.csv": PARTIES, "trajecten.csv": "\n".join([HEAD, *rows]) + "\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in files]
    day = date(2025, 3, 31)
    receipt = counting.take_in(house.warehouse, paths, who="t", why="p", reference_date=day)
    assert receipt.version, receipt.problems
    return house


def test_without_figures_it_says_where_to_begin(house):
    assert "Er zijn nog geen cijfers" in page("explore").info[0].value


def test_the_filter_stands_above_the_picture_as_a_sentence(figures):
    test = page("explore", indicator="dropout", providers="99000002")
    assert sentence(test) == (
        "Uitval bij De Oever in Rivierstede, alle hulpvormen en leeftijden, "
        "per kwartaal van 1e kwartaal 2024 tot en met 4e kwartaal 2025."
    )
    assert picture(test)["layer"]


def test_under_the_picture_stand_source_date_and_rounding(figures):
    told = written(page("explore", indicator="dropout", providers="99000002"))
    assert "Bron: De Oever" in told.replace("\\", "")
    assert "Stand van 31 januari 2026" in told.replace("\\", "")
    assert "Afgerond op vijftallen" in told


def test_a_short_series_is_too_short_to_judge(figures):
    told = written(page("explore", indicator="dropout"))
    assert "Te kort om te oordelen" in told


def test_what_the_figure_does_not_say_stands_beside_what_it_says(figures):
    told = written(page("explore", indicator="dropout"))
    assert "Wat dit cijfer zegt" in told and "Wat dit cijfer niet zegt" in told


def test_a_choice_is_in_the_address_as_a_code(figures):
    test = page("explore")
    test.selectbox(key="explore.indicator").select("inflow").run()
    test.multiselect(key="explore.providers").select("99000002").run()
    assert test.query_params["indicator"] == "inflow"
    assert test.query_params["providers"] == "99000002"
    assert sentence(test).startswith("Instroom bij De Oever")


def test_a_link_shows_the_same_in_another_language_and_another_browser(figures):
    dutch = page("explore", indicator="dropout")
    dutch.multiselect(key="explore.providers").select("99000002").run()
    dutch.pills(key="explore.age_bands").set_value(["12-17"]).run()
    dutch.selectbox(key="explore.since").select("2024KW03").run()
    link = {name: value for name, value in dutch.query_params.items() if name != "taal"}
    english = page("explore", taal="en", **link)
    assert sentence(english) == (
        "Dropout at De Oever in Rivierstede, all care forms, ages 12 to 17, "
        "per quarter from 3rd quarter of 2024 up to and including 4th quarter of 2025."
    )
    values = [
        [point["value"] for layer in picture(test)["layer"] for point in _drawn(layer)]
        for test in (dutch, english)
    ]
    assert values[0] == values[1] != []


def _drawn(layer: dict) -> list[dict]:
    named = layer["data"].get("name", "").startswith(("points", "line"))
    return layer["data"]["values"] if named else []


def test_an_address_nobody_understands_still_opens_the_page(figures):
    test = page("explore", indicator="geluk", providers="1", grain="eeuw", since="ooit")
    assert sentence(test).startswith("Uitval in Rivierstede, alle aanbieders samen")


def test_going_away_and_coming_back_asks_the_same(figures):
    test = page("explore", indicator="inflow")
    for name in list(test.query_params):
        del test.query_params[name]
    test.run()
    assert sentence(test).startswith("Instroom")


def test_the_stories_of_a_sealed_meeting_stand_beside_the_figure(figures):
    sealed_meeting(
        figures, "najaar", LAST_YEAR, note("Behandelaren vertrokken", side=e.Side.provider)
    )
    told = written(page("explore", indicator="dropout", providers="99000002"))
    assert "Behandelaren vertrokken" in told
    assert "nog niet besproken" not in told or "wat na" in told


def test_a_story_of_a_meeting_that_goes_on_is_never_shown(figures):
    open_meeting(figures, "lopend", today())
    figures.telling.say(
        e.Saying(
            op="op-000000001",
            meeting="lopend",
            role=e.Role.facilitator,
            body=note("Dit is nog niet vastgesteld"),
        )
    )
    told = written(page("explore", indicator="dropout", providers="99000002"))
    assert "Dit is nog niet vastgesteld" not in told
    assert "nog niet besproken" in told
    assert "Nog niet verteld." in told


ALMERE = "\n".join(
    [
        HEAD,
        *(f"A{n};GM0034;12345678;02;02;2012;02;;05-01-2025;20-02-2025;03" for n in range(60)),
    ]
)


def test_what_one_municipality_discussed_is_new_to_another(figures, tmp_path):
    sealed_meeting(figures, "najaar", LAST_YEAR, note("Behandelaren vertrokken"))
    (tmp_path / "almere.csv").write_text(ALMERE + "\n", encoding="utf-8")
    day = date(2026, 1, 31)
    paths = [tmp_path / "almere.csv"]
    assert counting.take_in(
        figures.warehouse, paths, who="t", why="Almere", reference_date=day
    ).version
    here, there = (written(page("explore", indicator="dropout", gm=gm)) for gm in (TOWN, "GM0034"))
    assert "besproken op" in here
    assert "besproken op" not in there and "nog niet besproken" in there
    assert "Uitval in Almere" in there
    assert re.search(r"Bron\W+Almere", there)


def test_a_story_of_another_provider_is_not_told_beside_this_one(figures):
    sealed_meeting(figures, "najaar", LAST_YEAR, note("Behandelaren vertrokken"))
    told = written(page("explore", indicator="dropout", providers="99000004"))
    assert "Behandelaren vertrokken" not in told


def test_a_story_is_found_again_by_a_word(figures):
    sealed_meeting(
        figures,
        "najaar",
        LAST_YEAR,
        note("Behandelaren vertrokken"),
        note("Wachtlijst voegde samen"),
    )
    test = page("explore", indicator="dropout", providers="99000002")
    test.text_input(key="explore.search").set_value("WACHTLIJST").run()
    told = written(test)
    assert "Wachtlijst voegde samen" in told and "Behandelaren vertrokken" not in told


def test_a_story_about_a_period_is_a_numbered_marker(figures):
    sealed_meeting(
        figures, "najaar", LAST_YEAR, note("Hier begon het", period="2024KW03"), note("Overal")
    )
    drawn = json.dumps(picture(page("explore", indicator="dropout", providers="99000002")))
    assert '"pins"' in drawn
    # The same words were not said of everybody together, so there they carry no marker.
    assert '"pins"' not in json.dumps(picture(page("explore", indicator="dropout")))


def test_a_target_shows_only_when_somebody_asks(figures, tmp_path):
    norms = (
        "indicator;gemeente;aanbieder;soort;periode_van;periode_tot;waarde;laag;hoog;"
        "gesteld_door;gesteld_op;reden\n"
        "dropout;GM9901;99000002;ambitie;2024KW01;;61;;;Samen;01-12-2023;Afgesproken\n"
    )
    (tmp_path / "normen.csv").write_text(norms, encoding="utf-8")
    counting.take_in(figures.warehouse, [tmp_path / "normen.csv"], who="t", why="normen")
    test = page("explore", indicator="dropout", providers="99000002")
    assert "streefwaarde 61%" not in written(test)
    test.toggle(key="explore.norms").set_value(True).run()
    assert "streefwaarde 61%" in written(test)
    assert "Met streefwaarde\\" in written(test)  # and no forecast
    assert "normen" in test.query_params
    linked = page("explore", indicator="dropout", providers="99000002", normen="1")
    assert "streefwaarde 61%" in written(linked)
    card, whole = figures.catalogue.cards["dropout"], Scope(municipality="GM9901")
    (whose,) = norms_told.providers_with(figures.warehouse.current, card, whole)
    assert whose == cached.names(figures.warehouse.current)["99000002"]
    assert not norms_told.providers_with(
        figures.warehouse.current, card, whole.model_copy(update={"providers": ("99000001",)})
    )


def test_too_few_children_show_no_figure_anywhere_and_can_be_discussed_without(tiny):
    at_table = {"providers": ("99000004",), "provider_names": ("Klein Anker",)}
    say(tiny, "gesprek", planned(today(), **at_table))
    test = page("explore", indicator="dropout", providers="99000004", grain="year")
    told = written(test)
    assert "Te klein om te tonen" in told
    assert picture(test) is None
    assert not test.table
    shown = [element.value for kind in ("markdown", "caption", "header") for element in
             getattr(test, kind)]  # fmt: skip
    assert not [text for text in shown if re.search(r"\b2\b(?! t/m)", text)]
    next(one for one in test.button if one.key == "explore.discuss").click().run()
    (item,) = tiny.telling.meeting("gesprek").agenda
    assert (item.indicator, item.scope["providers"]) == ("dropout", "99000004")
    assert item.reason_text == "Te klein om te tonen: we bespreken het zonder cijfer."
    assert "explore.discuss" not in [one.key for one in test.button]


def test_too_few_children_are_shown_the_nearest_cut_that_is_safe(tiny):
    test = page("explore", indicator="inflow", providers="99000004")
    (way_out,) = [one for one in test.button if one.key == "explore.wider.providers"]
    assert way_out.label == "Alle aanbieders samen"
    way_out.click().run()
    assert "providers" not in test.query_params
    assert picture(test) is not None


def test_a_hidden_group_is_in_no_picture_and_no_table(house, tmp_path):
    """Broken down, the small provider is a panel with a dash and a row without a number. There is a
    third: who chooses all that have a number asks for all of them apart."""
    delivered(house, tmp_path, elsewhere=40)
    both = "99000002,99000004"
    test = page("explore", indicator="inflow", breakdown="provider", providers=both)
    rows = [list(row) for row in test.table[0].value.itertuples(index=False)]
    (small,) = [row for row in rows if "Klein Anker" in str(row)]
    assert "<10" in str(small).replace("\\", "")
    values = [
        point.get("value")
        for panel in picture(test)["concat"]
        for layer in panel["layer"]
        for point in layer.get("data", {}).get("values", [])
    ]
    assert 2 not in values and 5 not in values


def test_not_all_providers_are_named_where_one_can_work_out_another(tiny):
    """Two providers: each knows the other. Nothing is drawn, nothing can be taken along, and the
    filter decides nothing of it."""
    for more in ({}, {"care_forms": "ambulatory"}, {"since": "2025KW03"}):
        test = page("explore", indicator="inflow", breakdown="provider", **more)
        assert "ten minste 4 aanbieders nodig" in texts(test)
        assert not test.get("vega_lite_chart") and not test.get("download_button")
        assert not test.table


def test_the_figure_leads_to_its_account(figures):
    test = page("explore", indicator="dropout")
    assert [one.label for one in test.button if one.key == "explore.account"] == [
        "Klopt dit? Waar dit cijfer vandaan komt"
    ]


def test_without_the_number_of_inhabitants_nobody_is_called_too_small(figures):
    told = written(page("explore", indicator="youth_with_help"))
    assert "het aantal inwoners van deze gemeente ontbreekt" in told
    assert "Te klein om te tonen" not in told


def test_what_cbs_publishes_in_parts_of_the_country_alone_is_told_part_by_part(figures, tmp_path):
    rows = [
        ("stroom 1e halfjaar 2021", "totaal: stand begin", 100, "trajecten"),
        ("stroom 1e halfjaar 2021", "totaal: instroom", 14, "trajecten"),
        ("aandeel hulpvorm begonnen/lopend (pct)", "daghulp", 5.1, "%"),
        ("begonnen trajecten", "totaal", 287, "trajecten"),
    ]
    told = [f"{series},2021,{part},{value},{unit}" for series, part, value, unit in rows]
    file = tmp_path / "lang.csv"
    file.write_text("\n".join(["reeks,jaar,onderdeel,waarde,eenheid", *told]), encoding="utf-8")
    assert counting.take_in(figures.warehouse, [file], who="t", why="ernaast").version
    flow = texts(page("explore", indicator="cbs_flow"))
    assert "Nederland, 1e halfjaar 2021" in flow
    assert "Alles, beginstand: 100" in flow and "Alles, instroom: 14" in flow
    share = texts(page("explore", indicator="cbs_care_form_share"))
    assert "Daghulp: 5,1%" in share
    started = texts(page("explore", indicator="cbs_trajectories_started"))
    assert "Nederland: 287 in 2021" in started
