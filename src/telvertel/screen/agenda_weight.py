"""What an agenda asks and leaves out: the work of a provider, figures without a principle, and why
money does not come last."""

from __future__ import annotations

import streamlit as st

from telvertel.indicators.definition import Indicator, Kind
from telvertel.meeting.foundations import foundations, money_not_last
from telvertel.meeting.lasting import Extra
from telvertel.meeting.state import Meeting
from telvertel.meeting.year import minutes_a_year
from telvertel.screen import room, session
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.wording import numbers
from telvertel.wording.words import Words


def weight(meeting: Meeting) -> None:
    """Quiet lines below the agenda; nothing where there is nothing to say."""
    w = session.spoken()
    cards = cards_of(meeting)
    st.caption(burden(cards, w))
    if meeting.has(Extra.principles):
        known = foundations(meeting).principle_ids
        loose = orphans(cards, known)
        if loose:
            st.caption(w("agenda.orphan", names=plain(w.join(_names(loose, w)))))
    _money(meeting, w)


def cards_of(meeting: Meeting) -> list[Indicator]:
    """The cards on the agenda, each once, in its order."""
    found = (room.card(item.indicator) for item in meeting.agenda)
    return list({card.id: card for card in found if card}.values())


def burden(cards: list[Indicator], w: Words) -> str:
    """What these figures ask of a provider in a year, as their cards estimate it (M65)."""
    asking = [card for card in cards if card.burden_minutes]
    if not asking:
        return w("agenda.asks_nothing")
    minutes = sum(minutes_a_year(card) for card in asking)
    names = plain(w.join(_names(asking, w)))
    told = w("agenda.asks", minutes=numbers.number(minutes, w), names=names)
    return f"{told} {w('agenda.asks_no_more')}" if len(asking) < len(cards) else told


def orphans(cards: list[Indicator], principles: tuple[str, ...]) -> list[Indicator]:
    """Figures whose card names no principle that holds (M51)."""
    return [card for card in cards if not set(card.principles) & set(principles)]


def _names(cards: list[Indicator], w: Words) -> list[str]:
    return [card.prose(w.language).name for card in cards]


def is_money_early(meeting: Meeting) -> bool:
    """Whether a figure about money stands before one that is not (M24)."""
    cards = room.house().catalogue.cards.values()
    return money_not_last(
        meeting.agenda, frozenset(card.id for card in cards if card.kind is Kind.means)
    )


def _money(meeting: Meeting, w: Words) -> None:
    """Asks for the reason, and shows it once it was given."""
    if not is_money_early(meeting):
        return
    if meeting.agenda_reason:
        st.caption(w("agenda.money_said", reason=plain(meeting.agenda_reason)))
    else:
        st.markdown(w("agenda.money_not_last"))
    if meeting.opened_at:
        return
    items = [item.model_dump(mode="json") for item in meeting.agenda]
    fields = [
        field(
            "reason", w("agenda.money_reason"), "line", max=300, required=True,
            value=meeting.agenda_reason,
        )
    ]  # fmt: skip
    fixed = {"kind": "agenda_set", "items": items}
    entry(meeting, "money", fields, fixed=fixed, submit=w("agenda.keep_reason"))
