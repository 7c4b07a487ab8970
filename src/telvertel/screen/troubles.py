"""Saying something from a page, and the sentence when it cannot be kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import streamlit as st

from telvertel.journal.troubles import NotSaved
from telvertel.meeting.policies import NotAllowed
from telvertel.meeting.state import Meeting
from telvertel.screen import faults, room, session
from telvertel.screen.markdown import plain
from telvertel.telling import TextRefused


def said(
    meeting_id: str, body: Any, base: int | None = None, overruled: Collection[str] = ()
) -> bool:
    """Say it as the facilitator; when it is refused, show why and answer False.

    ``base`` is what the writer had seen: what somebody else wrote since on the same is told.
    ``overruled`` are the kinds of concern that the writer set aside.
    """
    w = session.spoken()
    try:
        saying = room.say(meeting_id, body, base=base, overruled=overruled)
    except NotAllowed as refused:
        st.warning(w(f"refusals.{refused.reason.value}"))
    except TextRefused:
        st.warning(w("desk.texts.concern_blocked"))
    except NotSaved:
        st.warning(w("journal.not_saved"))
    else:
        if room.house().telling.overtaken(saying):
            st.toast(w("form.conflict"), duration="long")
        return True
    return False


def told(trouble: Exception) -> None:
    """The sentence for trouble with the figures or the disk; a mistake of ours is raised again."""
    found = faults.told(trouble, room.house().home)
    if found is None:
        raise trouble
    key, facts = found
    shown = {name: plain(str(fact)) for name, fact in facts.items()}
    st.warning(session.spoken()(key, **shown))


def pressed(meeting: Meeting, label: str, key: str, **how: Any) -> int | None:
    """A button; when it is pressed what the person had seen of the meeting, else None."""
    place = f"seen-{key}"
    seen = session.kept(place, meeting.sequence)
    session.keep(place, meeting.sequence)
    return seen if st.button(label, key=key, **how) else None
