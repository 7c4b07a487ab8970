"""From Verkennen to a talk: what is on the screen becomes an item of an agenda in preparation."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from telvertel.freezing import scope_of
from telvertel.meeting import agenda as rules
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.pointing import may_stand_nowhere
from telvertel.screen import agenda, places, proposal, room, session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

WHY, SENT = "explore.why", "explore.sent"
LETTERS = 300  # as an item can hold
ON_IT = ("done", "there")  # answers after which it stands on the agenda


def to_agenda(asked: Asked, told: str) -> None:
    """Which talk, and why; ``told`` is the filter in plain words."""
    w = session.spoken()
    with st.popover(w("view.to_agenda"), icon=":material/playlist_add:"):
        meetings = {one.id: one for one in in_preparation(asked)}
        if not meetings:
            st.markdown(w("view.no_talk"))
            if st.button(w("view.new_talk"), key="explore.new_talk"):
                places.begin()
            return
        st.caption(plain(told))
        chosen = st.selectbox(
            w("view.talk"), list(meetings), format_func=lambda one: _called(meetings[one], w),
            key="explore.talk",
        )  # fmt: skip
        st.text_area(
            w("view.why"), max_chars=LETTERS, key=WHY, placeholder=w("view.why_help"), height=68
        )
        st.button(
            w("view.send"), key="explore.send", type="primary",
            on_click=_send, args=(chosen, asked),
        )  # fmt: skip
        _answered(chosen, w)


def without_figure(asked: Asked) -> None:
    """In the place of a figure that cannot be shown: it comes on the agenda all the same. The cut
    goes along, so what is drawn there is that it is too small."""
    w = session.spoken()
    talk = next(in_preparation(asked), None)
    if talk is None or is_there(asked, talk):
        return
    st.button(
        w("explore.small.discuss"), key="explore.discuss", width="stretch",
        help=w("explore.small.discuss_help", talk=plain(_called(talk, w))),
        on_click=_put_up, args=(talk.id, asked, w("explore.small.discuss_why")),
    )  # fmt: skip


def _answered(chosen: str, w: Words) -> None:
    """What came of the last click, and the way to the agenda it stands on now."""
    answer, meeting = session.kept(SENT, ("", ""))
    if not answer or meeting != chosen:
        return
    st.markdown(w(f"view.sent.{answer}"))
    if answer in ON_IT and st.button(w("view.to_talk"), key="explore.to_talk"):
        places.go("prepare", meeting)


def in_preparation(asked: Asked) -> Iterator[Meeting]:
    """Talks that have not begun, of this municipality and with the providers asked for; the
    earliest first. Figures of one provider alone do not come on the table of another."""
    for one in reversed(room.meetings()):
        begun = one.opened_at or one.sealed_at
        same = one.plan.municipality == asked.scope.municipality
        if not begun and same and set(asked.scope.providers) <= set(one.plan.providers):
            yield one


def item_of(asked: Asked, meeting: Meeting, why: str) -> e.AgendaItem:
    """The cut as it is on the screen; without providers it is about all of the municipality."""
    scope = {"providers": "", **asked.scope.to_query()}
    return e.AgendaItem(
        id=proposal.free_id(asked.card.id, meeting),
        indicator=asked.card.id,
        scope=scope,
        minutes=min(60, rules.minutes_each(meeting.plan.minutes, len(meeting.agenda) + 1)),
        reason=e.AgendaReason.chosen,
        reason_text=why,
    )


def is_there(asked: Asked, meeting: Meeting) -> bool:
    """Whether the same cut is on the agenda already."""
    return any(
        one.indicator == asked.card.id and scope_of(one, meeting.plan) == asked.scope
        for one in meeting.agenda
    )


def _send(meeting_id: str, asked: Asked) -> None:
    meeting = room.house().telling.meeting(meeting_id)
    why = " ".join(str(session.kept(WHY) or "").split())
    if not why:
        session.keep(SENT, ("no_reason", meeting_id))
    elif may_stand_nowhere(why):
        session.keep(SENT, ("person", meeting_id))
    elif is_there(asked, meeting):
        session.keep(SENT, ("there", meeting_id))
    elif _put_up(meeting_id, asked, why):
        session.keep(SENT, ("done", meeting_id))
        session.keep(WHY, "")


def _put_up(meeting_id: str, asked: Asked, why: str) -> bool:
    meeting = room.house().telling.meeting(meeting_id)
    done = agenda.change(meeting, [*meeting.agenda, item_of(asked, meeting, why)])
    if done:
        st.toast(session.spoken()("view.sent.done"))
    return done


def _called(meeting: Meeting, w: Words) -> str:
    return w("view.talk_of", title=meeting.plan.title, day=numbers.day(meeting.plan.held_on, w))
