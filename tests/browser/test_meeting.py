"""One whole meeting, as a facilitator leads it: from a file to the sealed minutes in Word."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.chromium import PATIENCE
from tests.browser.moving import stage, to_item
from tests.browser.server import Server

pytestmark = pytest.mark.browser

HEAD = "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;volledigheid;"
HEAD += "peildatum;bron;toelichting\n"
WRONG = (
    HEAD + "staff_experience;2026KW9;GM9901;99000002;;;140;acht;voorlopig;1;31-02-2026;onderzoek;\n"
)
RIGHT = (
    HEAD + "staff_experience;2026JJ00;GM9901;99000002;;;140;7,6;voorlopig;1;01-10-2026;onderzoek;\n"
)


def offer(page, server, text, name):
    page.goto(f"{server.address}/gegevens")
    chooser = page.locator("input[type=file]")
    chooser.wait_for(state="attached")
    chooser.set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})


def fill_entry(page, label, text):
    page.get_by_label(label, exact=False).first.fill(text)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A first start: the app makes its demo itself."""
    one = Server(tmp_path_factory.mktemp("app") / "home").start()
    yield one
    one.kill()


@pytest.fixture(scope="module")
def talk(server, chromium):
    """Desk and wall side by side through the whole test file, as in a real meeting."""
    context = chromium.new_context(
        viewport={"width": 1920, "height": 1080}, locale="nl-NL", accept_downloads=True
    )
    desk, wall = context.new_page(), context.new_page()
    for page in (desk, wall):
        page.set_default_timeout(PATIENCE)
    yield desk, wall
    context.close()


def step_to(desk, name):
    """Choose a part of the meeting at the desk."""
    desk.get_by_label("Waar zijn we").select_option(label=name)


def said(desk, wall, text, *keys):
    box = desk.get_by_label("Wat wordt er gezegd?")
    box.click()
    desk.keyboard.type(text)
    for key in keys:
        desk.keyboard.press(key)
    desk.keyboard.press("Enter")
    wall.locator(".tv-wall").get_by_text(text).wait_for()


def test_1_a_wrong_file_is_refused_as_a_whole_with_what_to_do(server, talk):
    desk, _ = talk
    offer(desk, server, WRONG, "fout.csv")
    desk.get_by_text("Deze levering is niet overgenomen").wait_for()
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="Lijst downloaden als Excel").click()
    with zipfile.ZipFile(Path(coming.value.path())) as book:
        told = "".join(book.read(name).decode() for name in book.namelist())
    assert "2026KW9" in told
    assert "31-02-2026" in told


def test_2_a_right_file_comes_in_as_a_new_version(server, talk):
    desk, _ = talk
    offer(desk, server, RIGHT, "medewerkers.csv")
    desk.get_by_text("Alles klopt. Dit zou binnenkomen").wait_for()
    desk.get_by_label("Wie neemt dit over?").first.fill("Gegevensbeheer jeugd")
    desk.get_by_label("Waarom is deze levering er?").fill("Medewerkersonderzoek 2026")
    desk.get_by_label("Waarom is deze levering er?").press("Tab")
    desk.get_by_role("button", name="Neem over").click()
    desk.get_by_text("Overgenomen als versie").first.wait_for()


def test_3_a_meeting_is_prepared_with_a_proposed_agenda(server, talk):
    desk, _ = talk
    desk.goto(f"{server.address}/voorbereiden?nieuw=1")
    desk.get_by_text("Een nieuw gesprek").wait_for()
    desk.get_by_role("combobox", name="Aanbieder(s)").click()
    desk.get_by_role("option", name="De Oever").click()
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Maak het gesprek").click()
    desk.get_by_role("tab", name="Bedoeling & kernwaarden").wait_for()
    goal = desk.get_by_label("Ons gedeelde doel")
    goal.fill("Samen op tijd passende hulp")
    desk.get_by_role("button", name="Bewaar").first.click()
    desk.locator(".tv-status.tv-ok").first.wait_for()
    desk.get_by_label("In hun eigen woorden").fill("Ik wilde vooral weten waar ik aan toe was")
    desk.get_by_role("tab", name="Data").click()
    desk.get_by_role("button", name="Neem dit voorstel over").click()
    desk.get_by_label("Minuten voor punt 1").wait_for()
    assert desk.get_by_label(re.compile(r"Minuten voor punt \d")).count() <= 5


def test_4_the_meeting_opens_with_the_agreements_of_last_time(server, talk):
    desk, wall = talk
    # Just made: a meeting of two weeks from now, of which the desk is asked for by its address.
    desk.goto(f"{server.address}/regie?gesprek=rivierstede-oever-2026")
    wall.goto(f"{server.address}/beamer?gesprek=rivierstede-oever-2026")
    opening = desk.get_by_role("button", name="Open het gesprek")
    opening.click()
    opening.wait_for(state="detached")
    wall.get_by_text("We zijn hier om te leren").wait_for()
    desk.locator(".tv-place", has_text="Welkom").wait_for()


def test_5_an_old_agreement_is_kept_and_separately_helped(talk):
    desk, wall = talk
    step_to(desk, "Afspraken van de vorige keer")
    wall.get_by_text("1 van 5").wait_for()
    desk.get_by_label("Gehouden?").select_option(label="Ja")
    desk.get_by_label("Geholpen?").select_option(label="Nog te vroeg om te zien")
    desk.get_by_label("Wat is ervan gekomen?").fill("Gezinnen worden elke drie weken gebeld")
    desk.get_by_role("button", name="Leg vast").first.click()
    wall.get_by_text("Gezinnen worden elke drie weken gebeld").wait_for()


def test_6_an_item_goes_from_question_to_agreement(talk):
    desk, wall = talk
    to_item(desk, "1 · Wachttijd langer dan 42 dagen")
    wall.get_by_text("Wat dit cijfer niet zegt").wait_for()
    expect(wall.locator(".tv-picture")).to_have_count(0)
    stage(desk, "Herkennen")
    wall.locator(".tv-picture svg").wait_for()
    expect(wall.locator(".tv-wall")).not_to_contain_text("streefwaarde")
    said(desk, wall, "Sinds begin 2025 wachten jongeren langer", "Alt+s", "Alt+2")
    stage(desk, "Verklaren")
    said(desk, wall, "Twee behandelaren vertrokken", "Alt+a", "Alt+1", "Alt+ArrowLeft")
    said(desk, wall, "Ons tarief kwam pas in juni", "Alt+g", "Alt+ArrowLeft")
    stage(desk, "Waarderen")
    wall.locator(".tv-picture svg", has_text="streefwaarde").wait_for()
    desk.get_by_label("Weging na uitleg").select_option(label="Niet behaald, toch waarderen")
    desk.get_by_label("De zin waar de zaal het over eens is").fill("Langer wachten, wel contact")
    desk.get_by_label("Redenen").fill("De vacatures bleven open en het contact bleef")
    desk.get_by_label("Aandeel van de gemeente").fill("Wij besloten laat over het tarief")
    desk.get_by_role("button", name="Leg de weging vast").click()
    wall.get_by_text("Niet behaald, toch waarderen").wait_for()
    wall.get_by_role("heading", name="Langer wachten, wel contact").wait_for()
    stage(desk, "Verbeteren")
    desk.get_by_role("textbox", name="Als …").fill("een vacature langer dan zes weken open staat")
    desk.get_by_role("textbox", name="dan …").fill("bellen we elkaar over tijdelijke inzet")
    desk.get_by_role("textbox", name="Wie", exact=True).fill("Contractmanager jeugdhulp")
    desk.get_by_label("Van welke kant").select_option(index=1)
    desk.get_by_role("textbox", name="Wanneer").fill("2027-02-01")
    desk.get_by_role("combobox", name="Soort", exact=True).select_option(index=1)
    desk.get_by_role("button", name="Leg de afspraak vast").click()
    wall.get_by_text("bellen we elkaar over tijdelijke inzet").wait_for()


def test_7_agreements_are_read_back_and_both_sides_confirm(server, talk):
    desk, wall = talk
    step_to(desk, "Afspraken teruglezen")
    wall.get_by_text("Hebben we dit zo afgesproken?").wait_for()
    desk.get_by_role("button", name="Zo is het").click()
    desk.get_by_text("Voorgelezen: zo is het.").wait_for()
    desk.goto(f"{server.address}/afronden?gesprek=rivierstede-oever-2026")
    confirm = desk.get_by_role("button", name="Zo is het")
    for left in (1, 0):
        confirm.first.click()
        expect(confirm).to_have_count(left)
    desk.get_by_text("Beide kanten weten dat we nu vaststellen").click()
    desk.get_by_role("button", name="Stel het gesprek vast").click()
    desk.get_by_role("heading", name="Vastgesteld").wait_for()
    wall.get_by_text("Controlecode").wait_for()
    # Before the seal the same question stood elsewhere on the page.
    expect(desk.get_by_role("combobox", name="Voor wie is dit exemplaar?")).to_have_count(1)


def test_8_the_minutes_in_word_hold_what_was_said_and_agreed(talk, tmp_path):
    desk, wall = talk
    code = wall.locator(".tv-code").inner_text()
    to = desk.get_by_role("combobox", name="Voor wie is dit exemplaar?")
    # Before the click, for a list closes when the page scrolls under it.
    to.evaluate("one => one.scrollIntoView({block: 'center'})")
    to.click()
    desk.get_by_role("option", name="Beide kanten").click()
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="Verslag als Word-document").click()
    path = tmp_path / "verslag.docx"
    coming.value.save_as(path)
    document = Document(path)
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join(words)
    for text in (
        "Twee behandelaren vertrokken",
        "Ons tarief kwam pas in juni",
        "bellen we elkaar over tijdelijke inzet",
        "Contractmanager jeugdhulp",
        "Niet behaald, toch waarderen",
        "Wij besloten laat over het tarief",
        "Gezinnen worden elke drie weken gebeld",
        code,
    ):
        assert text.casefold() in told.casefold(), text
    pictures = [n for n in zipfile.ZipFile(path).namelist() if n.startswith("word/media/")]
    assert pictures


def test_9_nothing_can_be_added_after_sealing(talk, server):
    desk, _ = talk
    desk.goto(f"{server.address}/regie?gesprek=rivierstede-oever-2026")
    desk.get_by_text("er komt niets meer bij").first.wait_for()
    expect(desk.get_by_role("button", name="Op het scherm")).to_have_count(0)
