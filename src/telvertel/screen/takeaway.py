"""What can be taken home beside the minutes: dates for a calendar, and each weighing as a note."""

from __future__ import annotations

from functools import partial

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report import decision, html, ics, word
from telvertel.report.items import name_of
from telvertel.screen import session
from telvertel.wording import numbers
from telvertel.wording.words import Words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar"


def downloads(meeting: Meeting) -> None:
    """Two folded lists, each only when there is something in it."""
    w = session.spoken()
    with st.container(horizontal=True):
        calendar(meeting)
        if decision.weighed(meeting):
            with st.popover(w("decision.button")):
                st.markdown(w("decision.intro"))
                for item in decision.weighed(meeting):
                    _note(meeting, item, w)


def calendar(meeting: Meeting) -> None:
    """All dates in one file, then each agreement by itself; nothing without a date."""
    w = session.spoken()
    dated = ics.dated(meeting)
    if not dated and not ics.dated_points(meeting):
        return
    facts = {"day": f"{meeting.plan.held_on:%Y-%m-%d}", "meeting": meeting.id}
    name = w("ics.file", **facts)
    with st.popover(w("ics.button")):
        st.markdown(w("ics.intro"))
        _button(w("ics.all"), partial(ics.whole, meeting, w.language), f"{name}.ics", CALENDAR)
        for one in dated:
            made = partial(ics.of_agreement, meeting, one, w.language)
            label = w("ics.one", number=one.number, day=numbers.day(one.made.due, w))
            _button(label, made, f"{name}-{one.number}.ics", CALENDAR)


def _note(meeting: Meeting, item: e.AgendaItem, w: Words) -> None:
    """One weighing in both editions."""
    number = meeting.number_of(item.id)
    name = w("decision.file", day=f"{meeting.plan.held_on:%Y-%m-%d}", number=number)
    facts = {"number": number, "name": name_of(meeting, item, w)}
    # Made at the click, outside the page: nothing in here asks the session.
    note = partial(decision.note, meeting, item, w.language)
    _button(
        w("decision.html", **facts), lambda: html.html(note()).encode(), f"{name}.html", "text/html"
    )
    _button(w("decision.word", **facts), lambda: word.word(note()), f"{name}.docx", WORD)


def _button(label: str, data, name: str, mime: str) -> None:
    st.download_button(
        label, data, name, mime, on_click="ignore", key=f"take-{name}", type="tertiary"
    )
