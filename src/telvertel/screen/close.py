"""Afronden: what is left, what goes along, both sides confirm, and the meeting is sealed."""

from __future__ import annotations

import streamlit as st

from telvertel.journal.troubles import NotSaved
from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed, Refusal, check_seal
from telvertel.meeting.state import Meeting
from telvertel.screen import choosing, places, planning, preview, replay, room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.screen.stories import SIDES
from telvertel.wall.scene import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

CLOSING = {"to_policy": "wall.to_policy_title", "asks_of_me": "wall.asks_title"}


def meeting_or_stop() -> Meeting:
    """The meeting to close, and the choice of another; one that was never opened has nothing to
    close yet."""
    w, meeting = session.spoken(), room.meeting_to_close()
    if meeting is None:
        st.title(w("close.title"), anchor=False)
        st.info(w("close.no_meeting"))
        st.stop()
    # A click in the menu drops the address: who then reloads comes back to the same meeting.
    session.put_address({session.MEETING: meeting.id})
    _heading(meeting, w)
    if meeting.opened_at is None:
        st.info(w("close.not_opened"))
        if st.button(w("close.to_lead")):
            places.go("lead", meeting.id)
        st.stop()
    return meeting


def _heading(meeting: Meeting, w: Words) -> None:
    """Which meeting this is; with more than one, the list to choose from."""
    title, choose = st.columns([7, 3], vertical_alignment="bottom")
    title.title(w("close.title"), anchor=False)
    day = numbers.day(meeting.plan.held_on, w)
    title.caption(f"{plain(meeting.plan.title)} · {day}")
    if len(room.meetings()) > 1:
        with choose:
            choosing.which(meeting, w)


def closing_answers(meeting: Meeting) -> None:
    """What each side takes along, in its own words; provider and municipality at equal size."""
    w = session.spoken()
    st.header(w("close.answers_title"), anchor=False)
    for place, side in zip(st.columns(2, gap="large"), SIDES, strict=True):
        with place:
            st.markdown(f"**{plain(side_name(meeting, side, w))}**")
            for question, title in CLOSING.items():
                given = meeting.closing.get((question, side), "")
                fields = [field("text", w(title), rows=2, value=given)]
                fixed = {"kind": "closing_answered", "question": question, "side": side.value}
                name = f"closing.{question}.{side.value}"
                entry(meeting, name, fields, fixed=fixed, submit=w("close.record"))


def confirmations(meeting: Meeting) -> None:
    """Each side says whether this is how it was; not confirming is an answer too."""
    w = session.spoken()
    st.header(w("close.confirm_title"), anchor=False)
    st.markdown(w("close.confirm_intro"))
    with st.container(border=True):
        preview.in_short(meeting)
    for place, side in zip(st.columns(2, gap="large"), SIDES, strict=True):
        with place.container(border=True):
            st.markdown(f"**{plain(side_name(meeting, side, w))}**")
            _confirmation(meeting, side, w)


def _confirmation(meeting: Meeting, side: e.Side, w: Words) -> None:
    given = meeting.confirmations.get(side)
    again = f"confirm-again-{meeting.id}-{side}"
    if given and not session.kept(again):
        st.markdown(_how(given, w))
        if st.button(w("close.again"), key=f"again-{side}", type="tertiary"):
            session.keep(again, True)
            st.rerun()
        return
    by = st.selectbox(
        w("close.confirmed_by"),
        [one.role for one in meeting.people if one.side is side],
        index=None,
        placeholder=w("close.someone"),
        help=w("close.confirmed_by_help"),
        accept_new_options=True,
        key=f"by-{meeting.id}-{side}",
    )
    with st.container(horizontal=True):
        for how in e.Confirmation:
            if st.button(w.of(how), key=f"{how}-{side}"):
                body = e.Confirmed(side=side, how=how, by=(by or "")[:120])
                if troubles.said(meeting.id, body):
                    session.keep(again, False)
                    st.rerun()


def _how(given: e.Confirmed, w: Words) -> str:
    how = w.of(given.how)
    return w("close.said", how=how, by=plain(given.by)) if given.by else how


def seal(meeting: Meeting) -> None:
    """What sealing means, a check, and the button that does it."""
    w = session.spoken()
    st.header(w("close.seal_title"), anchor=False)
    st.markdown(w("close.seal_explained"))
    if waits := _waits_for(meeting, w):
        st.caption(waits)
        return
    sure = st.checkbox(w("close.seal_check"), key=f"sure-{meeting.id}")
    if st.button(w("close.seal"), type="primary", disabled=not sure) and _sealed(meeting, w):
        st.rerun()


def _waits_for(meeting: Meeting, w: Words) -> str:
    """What has to be done before the seal; empty when it can be set."""
    try:
        check_seal(meeting)
        room.house().telling.check_leaving(meeting.id)
    except NotAllowed as refused:
        confirming = refused.reason is Refusal.not_confirmed
        return w("close.seal_waits" if confirming else f"refusals.{refused.reason.value}")
    return ""


def _sealed(meeting: Meeting, w: Words) -> bool:
    # After the seal nothing is added, also not what the wall shows: so that goes first.
    if not troubles.said(meeting.id, e.Shown(view=e.View.sealed)):
        return False
    try:
        room.house().telling.seal(meeting.id)
    except NotAllowed as refused:
        st.warning(w(f"refusals.{refused.reason.value}"))
        return False
    except NotSaved:
        st.warning(w("journal.not_saved"))
        return False
    return True


def check_code(meeting: Meeting) -> None:
    """The eight signs, large, and whether the chain still holds."""
    w = session.spoken()
    st.header(w("close.sealed_title"), anchor=False)
    with st.container(border=True):
        st.metric(w("close.check_code"), meeting.check_code, help=w("close.check_code_help"))
        with st.container(gap="xxsmall"):
            st.caption(_sealed_when(meeting, w))
            for side in SIDES:
                how = _how(meeting.confirmations[side], w)
                st.caption(f"{plain(side_name(meeting, side, w))}: {how}")
    if room.house().journal.verify(meeting.id).seal_holds is False:
        st.warning(w("close.chain_broken"))
    replay.link(meeting, "close")


def _sealed_when(meeting: Meeting, w: Words) -> str:
    at = meeting.sealed_at
    return w("close.sealed_at", day=numbers.day(at, w), time=numbers.clock(at, w))


def next_meeting(meeting: Meeting) -> None:
    """The next meeting, begun from this one, or the way to it when it is there."""
    w = session.spoken()
    st.header(w("close.next_title"), anchor=False)
    following = [one for one in room.meetings() if one.plan.previous == meeting.id]
    if following:
        day = numbers.day(following[0].plan.held_on, w)
        title = plain(following[0].plan.title)
        st.markdown(w("close.next_exists", title=title, day=day))
        if st.button(w("close.to_next")):
            places.go("prepare", following[0].id)
        return
    st.markdown(w("close.next_intro"))
    if st.button(w("close.next"), type="primary"):
        planning.follow_up(meeting)
