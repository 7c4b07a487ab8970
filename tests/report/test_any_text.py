"""Whatever people typed or pasted, both editions are made, and the words are in them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telvertel.meeting import events as e
from telvertel.report.html import html
from telvertel.report.legible import legible
from telvertel.report.minutes import minutes
from telvertel.report.word import word
from tests.report.conftest import Talk, agenda, note, planned
from tests.report.reading import Page

TYPED = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TYPED, title=TYPED)
def test_any_text_ends_up_as_text_in_both_editions(text, title):
    talk = Talk("willekeurig-gesprek", datetime(2026, 11, 12, 13, 0, tzinfo=UTC)).says(
        planned(title=title), agenda(), note("n1", "p1", text), e.Parked(parked="k1", text=text)
    )
    told = minutes(talk.meeting(), None, "nl")
    seen = "".join("".join(Page(html(told)).text).split())
    assert "".join(legible(text).split()) in seen
    assert docx.Document(BytesIO(word(told))).tables


def test_signs_that_no_document_can_hold_are_left_out():
    assert legible("a\x00b\x0bc\ud800d\te\n") == "abcd\te\n"
