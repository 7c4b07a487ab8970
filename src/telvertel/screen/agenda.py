"""The agenda as the facilitator makes it: proposed, changed by hand, with minutes and scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from telvertel.figures.scope import AREAS, Breakdown, Scope
from telvertel.freezing import scope_of
from telvertel.indicators.catalogue import ORDER
from telvertel.indicators.definition import Indicator
from telvertel.meeting import agenda as rules
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import agenda_weight, opening, proposal, room, session, troubles
from telvertel.screen.account_link import account_link
from telvertel.screen.asked import area_breakdowns, can_be_cut, own_breakdowns
from telvertel.screen.markdown import plain
from telvertel.wall.scene import side_name
from telvertel.wording.words import Words


def agenda(meeting: Meeting) -> None:
    """The items with what can be done to them, how long they take and what they are about."""
    w = session.spoken()
    st.header(w("agenda.title"), anchor=False)
    st.markdown(w("agenda.intro") if meeting.agenda else w("agenda.empty"))
    if meeting.opened_at:
        st.caption(w("agenda.frozen"))
    for number, item in enumerate(meeting.agenda, 1):
        _item(meeting, number, item, w)
    if meeting.agenda:
        _minutes(meeting, w)
        balance(meeting, w)
        agenda_weight.weight(meeting)


def _item(meeting: Meeting, number: int, item: e.AgendaItem, w: Words) -> None:
    """One item: question, kind and reason; minutes, order, scope and away beside it."""
    card = room.card(item.indicator)
    with st.container(border=True):
        about, act = st.columns([5, 4], vertical_alignment="center")
        question = card.prose(w.language).question if card else item.indicator
        kind = w.of(card.kind) if card else ""
        why = plain(item.reason_text) or w.of(item.reason)
        with about.container(gap="xxsmall"):
            st.markdown(f"**{number}. {plain(question)}**")
            st.caption(" · ".join(part for part in (kind, why) if part))
            account_link(meeting, item.id, w)
        with act.container(horizontal=True, vertical_alignment="bottom"):
            _length(meeting, number, item, w)
            _move(meeting, number, -1, w)
            _move(meeting, number, 1, w)
            if card and not meeting.opened_at:
                _scope(meeting, item, card, w)
            _away(meeting, number, item, w)


def _length(meeting: Meeting, number: int, item: e.AgendaItem, w: Words) -> None:
    key = f"minutes-{meeting.id}-{item.id}-{item.minutes}"
    st.number_input(
        w("agenda.minutes_of", number=number), 1, 60, item.minutes, 1, width=130, key=key,
        on_change=_lengthen, args=(meeting.id, item.id, key),
    )  # fmt: skip


def _lengthen(meeting_id: str, item_id: str, key: str) -> None:
    minutes = session.kept(key)
    meeting = room.house().telling.meeting(meeting_id)
    if minutes:
        change(meeting, [_with(one, item_id, minutes=minutes) for one in meeting.agenda])


def _with(item: e.AgendaItem, item_id: str, **changed) -> e.AgendaItem:
    return item.model_copy(update=changed) if item.id == item_id else item


def _move(meeting: Meeting, number: int, step: int, w: Words) -> None:
    """One place up or down; the first has no up and the last no down."""
    name, arrow = ("up", "↑") if step < 0 else ("down", "↓")
    items, at = list(meeting.agenda), number - 1
    possible = 0 <= at + step < len(items)
    label = w(f"agenda.{name}", number=number)
    key = f"{name}-{meeting.id}-{items[at].id}"
    if st.button(arrow, key=key, help=label, disabled=not possible) and possible:
        items[at], items[at + step] = items[at + step], items[at]
        changed(meeting, items)


def _away(meeting: Meeting, number: int, item: e.AgendaItem, w: Words) -> None:
    if meeting.discussed(item.id):
        st.badge(w("agenda.discussed"), color="gray")
        return
    label, help_ = w("agenda.remove"), w("agenda.remove_of", number=number)
    if st.button(label, key=f"away-{meeting.id}-{item.id}", help=help_, type="tertiary"):
        changed(meeting, [one for one in meeting.agenda if one.id != item.id])


def _scope(meeting: Meeting, item: e.AgendaItem, card: Indicator, w: Words) -> None:
    """Whose figures, per what period, and split by what; nothing more in preparation."""
    now = scope_of(item, meeting.plan)
    with st.popover(w("agenda.scope")):
        grains = proposal.coarser(card.grain)
        grain = st.selectbox(
            w("agenda.grain"), grains, _at(grains, now.grain), w.of, key=f"grain-{item.id}"
        )
        # An empty text: None would be taken for "not chosen".
        splits = ["", *breakdowns(card), *_areas(card, now)]
        split = st.selectbox(
            w("agenda.breakdown"),
            splits,
            _at(splits, now.breakdown),
            lambda one: w.of(one) if one else w("agenda.no_breakdown"),
            key=f"split-{item.id}",
        )
        own = w("agenda.only_providers", providers=side_name(meeting, e.Side.provider, w))
        whose = [own, w("agenda.whole_municipality")]
        chosen = st.radio(
            w("agenda.whole"), whose, 0 if now.providers else 1, key=f"whose-{item.id}"
        )
        if st.button(w("agenda.save_scope"), key=f"save-scope-{item.id}", type="primary"):
            plan = meeting.plan.model_copy(update={"grain": grain})
            scope = proposal.scope_for(plan, card)
            per_area = split in AREAS  # of everybody together
            scope["providers"] = scope["providers"] if chosen == own and not per_area else ""
            if split:
                scope["breakdown"] = split.value
            if split == now.breakdown and now.per_area and now.areas:
                scope["areas"] = ",".join(now.areas)
            changed(meeting, [_with(one, item.id, scope=scope) for one in meeting.agenda])


def _at(options: Sequence, one) -> int:
    return options.index(one) if one in options else 0


def _areas(card: Indicator, scope: Scope) -> tuple[Breakdown, ...]:
    version = room.house().warehouse.current
    return area_breakdowns(card, scope, version) if version else ()


def breakdowns(card: Indicator) -> tuple[Breakdown, ...]:
    """What a card can be split by: parts of a distribution, else provider, form or age."""
    if card.measure.by_part:
        return (Breakdown.part,)
    cuts = (Breakdown.provider, Breakdown.care_form, Breakdown.age_band)
    return (*cuts, *own_breakdowns(card)) if can_be_cut(card) else cuts


def _minutes(meeting: Meeting, w: Words) -> None:
    """How much of the meeting the items take; beyond five a clear word about it."""
    total, items = meeting.plan.minutes, meeting.agenda
    used, room_for = sum(item.minutes for item in items), rules.minutes_for_items(total)
    st.caption(w("agenda.room_used", used=used, room=room_for))
    if len(items) > rules.MOST:
        each = rules.minutes_each(total, len(items))
        st.warning(w("agenda.too_many", count=len(items), each=each))


def balance(meeting: Meeting, w: Words) -> None:
    """How the agenda is divided over kinds: one square per item (M21)."""
    cards = [card for item in meeting.agenda if (card := room.card(item.indicator))]
    kinds = Counter(card.kind for card in cards)
    told = [f"{':blue[■]' * kinds[kind] or '–'} {w.of(kind)}" for kind in ORDER]
    st.markdown(f"**{w('agenda.balance')}**")
    with st.container(horizontal=True, gap="medium"):
        for one in told:
            st.markdown(one, width="content")


def change(meeting: Meeting, items: Sequence[e.AgendaItem]) -> bool:
    """Write the agenda again. In an opened meeting a new item gets its figures frozen with it."""
    known = {item.id for item in meeting.agenda}
    new = [item for item in items if item.id not in known] if meeting.opened_at else []
    figures = opening.figures_of(meeting, new)
    if figures is None:
        return False
    # Why money does not come last was said of the agenda as a whole, and holds until said anew.
    bodies = (e.AgendaSet(items=tuple(items), reason=meeting.agenda_reason), *figures)
    return all(troubles.said(meeting.id, body) for body in bodies)


def changed(meeting: Meeting, items: Sequence[e.AgendaItem]) -> None:
    """Write the agenda again and show it."""
    if change(meeting, items):
        st.rerun()
