"""Of a meeting that was sealed: which of its figures were revised since, and what leans on them."""

from __future__ import annotations

import streamlit as st

from telvertel.meeting import told as telling
from telvertel.meeting.register import register
from telvertel.meeting.state import Agreement, Meeting, Note
from telvertel.meeting.told import Told
from telvertel.screen import leaning, room, session
from telvertel.screen.account_link import account_link
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

MOST = 4  # figures told of one item; the rest is counted


def of_meeting(meeting: Meeting) -> None:
    """Folded, with the number of figures in its title; one quiet line when nothing was revised."""
    w = session.spoken()
    if meeting.sealed_at is None:
        return
    items = {item.id: leaning.revised_since(meeting, item.id) for item in meeting.agenda}
    count = sum(len(one) for one in items.values())
    if not count:
        st.caption(w("earlier.nothing_since"))
        return
    with st.expander(w("earlier.since", count=count)):
        st.caption(w("earlier.since_help"))
        for item, found in items.items():
            if found:
                _item(meeting, item, found, w)


def before(meeting: Meeting) -> None:
    """In preparation: the same of the meeting that this one follows on."""
    previous = room.previous(meeting)
    if previous is None or meeting.sealed_at:
        return
    w = session.spoken()
    day = numbers.day(previous.plan.held_on, w)
    st.header(w("earlier.before_title", day=day), anchor=False)
    of_meeting(previous)


def _item(meeting: Meeting, item: str, found: tuple[leaning.Revised, ...], w: Words) -> None:
    card = found[0].card
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(card.prose(w.language).name)}**")
        told = [plain(one.told(meeting, w)) for one in found[:MOST]]
        if len(found) > MOST:
            told.append(w("then.more", count=len(found) - MOST))
        st.markdown("  \n".join(told))
        account_link(meeting, item, w)
        leans = _leaning(meeting, item, w)
        if leans:
            st.markdown(f"**{w('earlier.leaning')}**")
            st.markdown("\n".join(f"- {one}" for one in leans))


def _leaning(meeting: Meeting, item: str, w: Words) -> list[str]:
    """Lines, weighing and agreements of the item, and learning points, that lean on a revision."""
    here = [one for one in telling.told([meeting]) if one.item and one.item.id == item]
    lines = [_line(one, w) for one in here if leaning.of_told(one)]
    indicator = meeting.item(item).indicator
    for one in register(room.meetings()):
        of_item = one.raised_in.id == meeting.id and one.point.noted.indicator == indicator
        if of_item and leaning.of_point(one):
            lines.append(f"{w('earlier.learning_point')}: {plain(one.point.noted.text)}")
    return lines


def _line(one: Told, w: Words) -> str:
    match one.said:
        case Note():
            text = one.said.text
        case Agreement():
            text = one.said.made.then_text
        case _:
            text = one.said.title or one.said.reasons
    return f"{w.of(one.kind)}: {plain(text)}"
