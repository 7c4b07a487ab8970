"""The sheet of one side: its own story per agenda item, beside the neutral chart.

Who comes in by an invitation sees this and nothing of the other side. Every field saves itself.
"""

from __future__ import annotations

import streamlit as st

from telvertel import counting
from telvertel.charts import picture
from telvertel.freezing import scope_of
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.policies import can_prepare
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Mark
from telvertel.screen import cached, explore, places, retention, room, session
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.screen.parts.breadth import breadth
from telvertel.wall.disputes import about, chip, in_the_room
from telvertel.wall.pictures import frozen_figures
from telvertel.wall.scene import side_name
from telvertel.web import ticket as tickets
from telvertel.wording import numbers
from telvertel.wording.words import Words

HOURS = 30 * 24  # an invitation goes out ten days ahead, and a meeting may be moved


def invitation(meeting: Meeting, side: e.Side) -> str:
    """The ticket in an invitation: this meeting, this side, thirty days."""
    return tickets.ticket(room.house().secret, meeting.id, e.Role(side.value), side, HOURS)


def invited() -> None:
    """For who comes by an invitation: the sheet of that side, and nothing after it. An address
    with a side and no ticket is the facilitator's, with the menu and the way back."""
    key = session.address(places.KEY)
    if key is None:
        _from_here()
        return
    w, ticket = session.spoken(), tickets.read_ticket(room.house().secret, key)
    asked = session.address(session.MEETING)
    if ticket is None or ticket.side is None or not asked or not ticket.admits(asked):
        st.warning(w("stories.not_valid"))
    else:
        meeting = room.house().telling.meeting(asked)
        _sheet(meeting, ticket.side, w)
    st.stop()


def _from_here() -> None:
    """Opened at Voorbereiden, by who may see the whole preparation."""
    sides = {name: side for side, name in places.SIDES.items()}
    side, meeting, w = (
        sides.get(session.address(places.SIDE) or ""),
        room.meeting(),
        session.spoken(),
    )
    if side is None or meeting is None:
        return
    if st.button(w("stories.back"), type="tertiary"):
        session.put_address({places.SIDE: ""})
        st.rerun()
    _sheet(meeting, side, w)
    st.stop()


def _sheet(meeting: Meeting, side: e.Side, w: Words) -> None:
    plan = meeting.plan
    st.title(w("stories.sheet_title", side=plain(side_name(meeting, side, w))), anchor=False)
    day = numbers.day(plan.held_on, w)
    st.markdown(w("stories.sheet_intro", title=plain(plan.title), day=day))
    purpose = w("stories.purpose", purpose=w(f"prepare.purpose_name.{plan.purpose.value}"))
    goal = w("stories.goal", goal=plain(plan.goal)) if plan.goal else ""
    st.caption("  \n".join(part for part in (goal, purpose) if part))
    st.caption(w("stories.who_reads", count=retention.notes_days()))
    if meeting.has(Extra.reserves):
        _reserve(meeting, side)
    if not meeting.agenda:
        st.info(w("stories.no_items"))
        return
    _item(meeting, _chosen(meeting, w), side, w)


@st.fragment
def _reserve(meeting: Meeting, side: e.Side) -> None:
    """What this side holds back on (M14); the other side reads it when the meeting opens."""
    w, said = session.spoken(), meeting.reserves.get(side, "")
    # Open where nothing is written yet; it does not close under the hand that writes.
    name = f"reserve-open-{meeting.id}-{side.value}"
    session.keep(name, session.kept(name, not said))
    with st.expander(w("foundations.reserve_title"), expanded=session.kept(name)):
        role = e.Role(side.value)
        if not can_prepare(meeting, role, side):
            st.text(said or w("foundations.reserve_none"))
            return
        st.caption(w("foundations.reserve_intro"))
        fields = [field("text", w("foundations.reserve"), rows=2, value=said)]
        fixed = {"kind": "reserve_stated", "side": side.value}
        entry(meeting, "reserve", fields, fixed=fixed, wide=True, role=role, side=side)


def _chosen(meeting: Meeting, w: Words) -> e.AgendaItem:
    """One item at a time; the first until another is chosen."""
    names = {}
    for number, item in enumerate(meeting.agenda, 1):
        card = room.card(item.indicator)
        name = card.prose(w.language).name if card else item.indicator
        names[item.id] = w("stories.item", number=number, name=name)
    chosen = st.segmented_control(
        w("stories.which_item"),
        list(names),
        default=next(iter(names)),
        required=True,
        format_func=names.get,
        key=f"sheet-item-{meeting.id}",
    )
    return meeting.item(chosen) or meeting.agenda[0]


def _item(meeting: Meeting, item: e.AgendaItem, side: e.Side, w: Words) -> None:
    card = room.card(item.indicator)
    beside, own = st.columns([11, 10], gap="large")
    with beside:
        if card:
            st.header(card.prose(w.language).question, anchor=False)
            _disputed(meeting, item, side, w)
            with st.spinner(w("stories.reading_figures")):
                _chart(meeting, item, card, w)
            _explained(card, w)
    with own:
        if can_prepare(meeting, e.Role(side.value), side):
            _fields(meeting, item, side)
        else:
            _told(meeting, item, side, w)


def _chart(meeting: Meeting, item: e.AgendaItem, card: Indicator, w: Words) -> None:
    """The neutral chart: no target, no forecast, no reading; as frozen once the meeting is open."""
    scope, version = scope_of(item, meeting.plan), room.house().warehouse.current
    figures = frozen_figures(meeting, item.id)
    if not figures and version:
        released = cached.released(version, card.id, scope)
        figures = (released, *cached.context(version, card.id, scope))
    if not figures or (figures[0].frame["mark"] == Mark.missing).all():
        st.info(w("stories.no_figures"))
        return
    own, *context = figures
    chart = picture(
        own,
        words=w,
        card=card,
        context=context,
        breaks=counting.breaks(room.house().warehouse, card, scope),
        size=explore.size(breadth("sheet")),
        names=cached.names(version),
    )
    st.vega_lite_chart(
        spec=chart.to_dict(validate=False), theme=None, width="content", key=f"sheet-{item.id}"
    )


def _disputed(meeting: Meeting, item: e.AgendaItem, side: e.Side, w: Words) -> None:
    """What is disputed about the figure: what came along, and what this side filed itself."""
    seen = in_the_room(meeting, item.id)
    for one in meeting.open_disputes(item.id):
        if one in seen or one.raised.side is side:
            st.badge(plain(chip(meeting, one, w)), color="orange")
            st.caption(plain(about(meeting, one, w)))


def _explained(card: Indicator, w: Words) -> None:
    prose = card.prose(w.language)
    st.markdown(f"**{w('stories.definition')}**")
    st.markdown(prose.definition)
    st.markdown(f"**{w('stories.says_not')}**")
    st.markdown(prose.says_not)
    with st.expander(w("stories.questions")):
        st.markdown("\n".join(f"- {question}" for question in prose.questions))


@st.fragment
def _fields(meeting: Meeting, item: e.AgendaItem, side: e.Side) -> None:
    """The fields of the story; a fragment, so that saving does not draw the chart again."""
    w = session.spoken()
    told = meeting.story(item.id, side)
    fields = [
        field(
            one.value,
            w.of(one),
            "line" if one is e.StoryField.wall_line else "text",
            max=e.WALL_LINE if one is e.StoryField.wall_line else e.TEXT,
            rows=3,
            value=told.get(one, ""),
            help=w("stories.wall_line_help", letters=e.WALL_LINE)
            if one is e.StoryField.wall_line
            else None,
        )
        for one in e.StoryField
    ]
    fixed = {"kind": "story_prepared", "item": item.id, "side": side.value}
    role = e.Role(side.value)
    entry(meeting, f"story.{item.id}", fields, fixed=fixed, wide=True, role=role, side=side)


def _told(meeting: Meeting, item: e.AgendaItem, side: e.Side, w: Words) -> None:
    """After the opening: the story as it was told, to read."""
    st.info(w("stories.sealed") if meeting.sealed_at else w("stories.opened"))
    told = meeting.story(item.id, side)
    if not told:
        st.caption(w("stories.nothing"))
    for name, text in told.items():
        st.markdown(f"**{w.of(name)}**")
        st.text(text)
