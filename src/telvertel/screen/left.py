"""What is left of a meeting before it is sealed, quietly: it may stay open, and is then told so."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Agreement, Meeting
from telvertel.screen import places, room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.wall.scene import card_of
from telvertel.wording.words import Words


def what_is_left(meeting: Meeting) -> None:
    """Everything still open, quietly: it may stay open, and then it stands so in the minutes."""
    w = session.spoken()
    left = open_ends(meeting, w)
    st.header(w("close.left_title"), anchor=False)
    if not left:
        st.markdown(w("close.nothing_left"))
        return
    st.markdown(w("close.left_intro"))
    for key, lines in left:
        with st.container(gap="xxsmall"):
            st.markdown(f"**{w(f'close.{key}')}**")
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))
            if key == "first":
                _to_the_desk(meeting, w)
            if key == "not_read_back":
                _read_back_now(meeting, w)


def _to_the_desk(meeting: Meeting, w: Words) -> None:
    """A running round and lines that were set aside are decided about at the desk."""
    if st.button(w("close.to_lead")):
        places.go("lead", meeting.id)


def _read_back_now(meeting: Meeting, w: Words) -> None:
    """Put the first agreement that was not read back on the wall, and go to the desk."""
    if st.button(w("close.read_back_now"), type="primary"):
        first = next(one for one in meeting.standing_agreements() if not one.read_back)
        if troubles.said(meeting.id, e.Shown(view=e.View.read_back, agreement=first.id)):
            places.go("lead", meeting.id)


def open_ends(meeting: Meeting, w: Words) -> list[tuple[str, list[str]]]:
    """What is left, by key and with a line per thing; what has nothing left is not there."""
    made = meeting.standing_agreements()
    discussed = [item for item in meeting.agenda if meeting.discussed(item.id)]
    weighable = [item for item in discussed if not meeting.open_disputes(item.id)]
    before = room.previous(meeting)
    last = before.standing_agreements() if before else ()
    found = [
        ("first", _first(meeting, w)),
        ("not_reviewed", [_agreed(one, w) for one in last if one.id not in meeting.reviews]),
        ("not_read_back", [_agreed(one, w) for one in made if not one.read_back]),
        ("unowned", [_agreed(one, w) for one in made if not one.made.who]),
        ("undated", [_agreed(one, w) for one in made if not one.made.due]),
        ("disputes", [one.raised.text for one in meeting.open_disputes()]),
        ("not_weighed", _names(meeting, [i for i in weighable if not _weighed(meeting, i)], w)),
        ("unanswered", _unanswered(meeting, weighable, w)),
        ("not_discussed", _names(meeting, [i for i in meeting.agenda if i not in discussed], w)),
    ]
    return [(key, lines) for key, lines in found if lines]


def _first(meeting: Meeting, w: Words) -> list[str]:
    """What is decided at the desk before the seal, with what to do; no words of a line."""
    running, held = meeting.open_round(), len(meeting.held())
    told = [w("close.round_open", question=running.opened.question)] if running else []
    return [*told, w("close.held", count=held)] if held else told


def _agreed(one: Agreement, w: Words) -> str:
    """The whole sentence; its number in words, as the list has marks of its own."""
    made = one.made
    key = "agreed_if" if made.if_text else "agreed"
    facts = {"number": one.number, "if_text": made.if_text, "then_text": made.then_text}
    return w(f"close.{key}", **facts)


def _weighed(meeting: Meeting, item: e.AgendaItem) -> bool:
    """In a plain meeting nothing is weighed, so nothing is left to weigh."""
    return meeting.plan.plain or item.id in meeting.weighings


def _names(meeting: Meeting, items: Sequence[e.AgendaItem], w: Words) -> list[str]:
    return [_name(meeting, item, w) for item in items]


def _name(meeting: Meeting, item: e.AgendaItem, w: Words) -> str:
    card = card_of(meeting, item.id)
    return card.prose(w.language).name if card else item.indicator


def _unanswered(meeting: Meeting, items: Sequence[e.AgendaItem], w: Words) -> list[str]:
    """Per item the reflection questions nobody answered; a plain meeting asks none."""
    if meeting.plan.plain:
        return []
    lines = []
    for item in items:
        missing = [one for one in e.Reflection if (item.id, one) not in meeting.reflections]
        if missing:
            questions = " ".join(w(f"wall.reflection.{one.value}") for one in missing)
            name = _name(meeting, item, w)
            lines.append(w("close.reflections_open", name=name, questions=questions))
    return lines
