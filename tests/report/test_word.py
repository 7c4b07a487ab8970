"""The Word edition read back: headings, tables, pictures, language, nothing of who made it."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from telvertel.report.document import Picture, plain
from telvertel.report.minutes import minutes
from telvertel.report.word import word


@pytest.fixture(scope="module")
def made(sealed, previous) -> bytes:
    return word(minutes(sealed, previous, "nl"))


@pytest.fixture(scope="module")
def document(made):
    return docx.Document(BytesIO(made))


def test_headings_are_real_headings_in_the_order_of_the_model(document, sealed, previous):
    told = minutes(sealed, previous, "nl")
    headings = [
        (int(one.style.name[-1]), one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert headings == [(level, section.title) for level, section in told.walk()]
    assert next(p.text for p in document.paragraphs if p.style.name == "Title") == told.title


def test_the_agreements_are_a_table_with_a_head_that_repeats(document):
    table = document.tables[0]
    head = [cell.text for cell in table.rows[0].cells]
    assert head == ["Nr", "Afspraak", "Wie, en welke kant", "Wanneer"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[3].cells[2].text.splitlines() == ["nog van niemand", "samen"]


def test_every_picture_has_its_text_alternative(document, sealed, previous):
    told = [one.alt for one in minutes(sealed, previous, "nl").blocks() if isinstance(one, Picture)]
    shapes = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert shapes == told


def test_both_voices_have_columns_of_the_same_width(document):
    pairs = [
        table for table in document.tables
        if [cell.text for cell in table.rows[0].cells] == ["De Oever", "Rivierstede"]
    ]  # fmt: skip
    assert len(pairs) == 6  # two closing rounds and four items
    for table in pairs:
        assert table.columns[0].width == table.columns[1].width


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_language_of_the_text_is_set(sealed, language, tag):
    document = docx.Document(BytesIO(word(minutes(sealed, None, language))))
    tags = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert tags == {tag}
    assert document.core_properties.language == language


def test_goal_and_status_stand_on_every_page_with_its_number(document):
    section = document.sections[0]
    assert "zo gewoon en zo nabij" in section.header.paragraphs[0].text
    assert "controlecode 9F3C27A1" in section.header.paragraphs[0].text
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "(fictief)" in section.footer.paragraphs[0].text


def test_links_lead_to_bookmarks_that_exist(document):
    body = document.element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} <= set(marks)


def test_the_file_does_not_tell_who_made_it_or_when(made, sealed, previous):
    told = docx.Document(BytesIO(made)).core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    assert not [name for name in zipfile.ZipFile(BytesIO(made)).namelist() if "thumb" in name]
    assert told.created.date() == sealed.plan.held_on
    assert made == word(minutes(sealed, previous, "nl")) or _same_parts(
        made, word(minutes(sealed, previous, "nl"))
    )


def _same_parts(one: bytes, other: bytes) -> bool:
    """Zip files carry the time of packing; what is in them does not."""
    first, second = (zipfile.ZipFile(BytesIO(each)) for each in (one, other))
    return all(first.read(name) == second.read(name) for name in first.namelist())


def test_what_people_wrote_stands_in_it_as_they_wrote_it(document, sealed):
    text = "\n".join(one.text for one in document.paragraphs)
    cells = "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    for agreement in sealed.standing_agreements():
        assert agreement.made.then_text in cells
    assert sealed.client_voice.text in text
    assert plain(minutes(sealed, None, "nl").chips).split("doel")[0] in text


def test_the_word_edition_is_equal_for_both_sides_whenever_each_takes_it(sealed, previous):
    told = minutes(sealed, previous, "nl")
    first = word(told)
    time.sleep(2.1)  # a file of parts counts in steps of two seconds
    assert word(told) == first
