"""What can be taken home beside the minutes: dates for a calendar, and each weighing as a note."""

from __future__ import annotations

from functools import partial

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report import decision, html, ics, word
from telvertel.report.items import name_of
from telvertel.screen import session, way_out
from telvertel.screen.handing import recorded as _recorded
from telvertel.screen.way_out import Maker
from telvertel.wording import numbers
from telvertel.wording.words import Words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar"


def downloads(meeting: Meeting, to: str) -> None:
    """Two folded lists, each only when there is something in it; ``to`` whom they go is written
    down as for the minutes."""
    w = session.spoken()
    with st.container(horizontal=True):
        calendar(meeting, to)
        if decision.weighed(meeting):
            with st.popover(w("decision.button")):
                st.markdown(w("decision.intro"))
                for item in decision.weighed(meeting):
                    _note(meeting, item, to, w)


def calendar(meeting: Meeting, to: str) -> None:
    """All dates in one file, then each agreement by itself; nothing without a date."""
    w = session.spoken()
    dated = ics.dated(meeting)
    if not dated and not ics.dated_points(meeting):
        return
    facts = {"day": f"{meeting.plan.held_on:%Y-%m-%d}", "meeting": meeting.id}
    name = w("ics.file", **facts)
    with st.popover(w("ics.button")):
        st.markdown(w("ics.intro"))
        every = _recorded(partial(ics.whole, meeting, w.language), "calendar", meeting, to)
        _button(meeting, w("ics.all"), every, f"{name}.ics", CALENDAR)
        for one in dated:
            made = partial(ics.of_agreement, meeting, one, w.language)
            made = _recorded(made, "calendar", meeting, to)
            label = w("ics.one", number=one.number, day=numbers.day(one.made.due, w))
            _button(meeting, label, made, f"{name}-{one.number}.ics", CALENDAR)


def _note(meeting: Meeting, item: e.AgendaItem, to: str, w: Words) -> None:
    """One weighing in both editions."""
    number = meeting.number_of(item.id)
    name = w("decision.file", day=f"{meeting.plan.held_on:%Y-%m-%d}", number=number)
    facts = {"number": number, "name": name_of(meeting, item, w)}
    # Made at the click, outside the page: nothing in here asks the session.
    note = partial(decision.note, meeting, item, w.language)
    as_html = _recorded(lambda: html.html(note()).encode(), "decision_html", meeting, to)
    as_word = _recorded(lambda: word.word(note()), "decision_word", meeting, to)
    _button(meeting, w("decision.html", **facts), as_html, f"{name}.html", "text/html")
    _button(meeting, w("decision.word", **facts), as_word, f"{name}.docx", WORD)


def _button(meeting: Meeting, label: str, data: Maker, name: str, mime: str) -> None:
    looks = {"key": f"take-{name}", "type": "tertiary"}
    way_out.offer(label, data, name, mime, (meeting.id,), **looks)
