"""Both stories beforehand: links for the sides, and how far each of them is.

The facilitator sees which fields are filled in, never what stands in them, until the meeting opens.
"""

from __future__ import annotations

from urllib.parse import urlencode, urlparse

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import places, room, session, sheet
from telvertel.screen.markdown import plain
from telvertel.wall.scene import side_name
from telvertel.wording.words import Words

SIDES = (e.Side.provider, e.Side.municipality)  # provider left, as on the wall


def invitations(meeting: Meeting) -> None:
    """Per side: how far the story is, the link to send, and a way to fill it in here."""
    w = session.spoken()
    st.header(w("stories.title"), anchor=False)
    if not meeting.agenda:
        st.caption(w("stories.no_agenda"))
        return
    st.markdown(w("stories.intro"))
    for place, side in zip(st.columns(2, gap="large"), SIDES, strict=True):
        with place:
            st.markdown(f"**{plain(side_name(meeting, side, w))}**")
            for number, item in enumerate(meeting.agenda, 1):
                _progress(meeting, number, item, side, w)
            if not meeting.sealed_at:
                _ways_in(meeting, side, w)


def _progress(meeting: Meeting, number: int, item: e.AgendaItem, side: e.Side, w: Words) -> None:
    card = room.card(item.indicator)
    name = card.prose(w.language).name if card else item.indicator
    told, total = meeting.story(item.id, side), len(e.StoryField)
    share = w("stories.told", told=len(told), total=total) if told else w("stories.nothing")
    with st.container(gap="xxsmall"):
        st.markdown(f"{number}. {plain(name)}")
        st.caption(plain(share))
        if told and len(told) < total:
            fields = w.join(w.of(one) for one in e.StoryField if one in told)
            st.caption(w("stories.fields", fields=plain(fields)))


def _ways_in(meeting: Meeting, side: e.Side, w: Words) -> None:
    name = side_name(meeting, side, w)
    if st.button(w("stories.fill_in", side=plain(name)), key=f"fill-{side}", width="stretch"):
        session.put_address({session.MEETING: meeting.id, places.SIDE: places.SIDES[side]})
        st.rerun()
    st.caption(w("stories.link", side=plain(name)), help=w("stories.link_help"))
    st.code(link(meeting, side), language=None, wrap_lines=True)


def address(meeting: Meeting, side: e.Side) -> dict[str, str]:
    """What stands in the address of a side's own sheet."""
    return {
        session.MEETING: meeting.id,
        places.SIDE: places.SIDES[side],
        places.KEY: sheet.invitation(meeting, side),
    }


def link(meeting: Meeting, side: e.Side) -> str:
    """The whole link, at the address by which this page itself was reached."""
    here = urlparse(st.context.url or "")
    start = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{start}{places.PREPARE}?{urlencode(address(meeting, side))}"


def progress_of(meeting: Meeting, side: e.Side) -> int:
    """At how many agenda items a side has told something."""
    return sum(bool(meeting.story(item.id, side)) for item in meeting.agenda)
