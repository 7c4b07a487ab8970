"""Sealed minutes tell of each figure where it came from and how it was counted."""

from __future__ import annotations

import io

import pytest
from docx import Document

from telvertel.meeting import events as e
from telvertel.report.html import html
from telvertel.report.minutes import minutes
from telvertel.report.word import word
from tests.report import conftest as c

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACCOUNT = {
    "version": "v0007-3fa9c1",
    "on": "2026-10-01",
    "why": "derde kwartaal",
    "files": ["trajecten.csv"],
    "rows_in": 1200,
    "rows_kept": 1195,
    "rows_out": [["identical_rows", None]],
    "checks": 80,
}


@pytest.fixture(scope="module")
def talk():
    """A talk about one figure, frozen with where it came from."""
    first, *others = c.frozen()
    kept = first.model_copy(update={"account": ACCOUNT})
    told = c.Talk("rivierstede-oever-2026-11", c.datetime(2026, 11, 12, 13, 0, tzinfo=c.UTC))
    told.says(c.planned(previous=None), c.agenda(), kept, *others, e.MeetingOpened())
    told.says(c.note("n1", "p1", "Het team was klein."), c.note("n2", "p2", "De vraag groeide."))
    return told.meeting()


def test_the_annex_tells_five_facts_of_a_figure_in_both_editions(talk):
    made = minutes(talk, None, "nl")
    document = Document(io.BytesIO(word(made)))
    written = "".join(one.text or "" for one in document.element.iter(f"{NAMESPACE}t"))
    for read in (html(made), written):
        for fact in (
            "Overgenomen op 1 oktober 2026: derde kwartaal. Bestanden: trajecten.csv.",
            "1.200 rijen binnen, 1.195 tellen mee. ",
            "als deel van allen met",
            "deze reeks wijzigde het laatst in v0007.",
            "De levering is op 80 punten nagekeken",
        ):
            assert fact in read


def test_a_figure_that_was_frozen_without_it_has_no_such_lines(talk):
    (annex,) = (one for one in minutes(talk, None, "en").sections if one.annex)
    (sources,) = (one for one in annex.parts if one.anchor == "sources")
    assert sources.title == "Sources and calculation"
    assert len(sources.parts) == 1
