"""Waarderen: the weighing, the reflection questions, and whether a figure tells how it goes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra, Strength
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.asking import Asking
from telvertel.screen.parts import choice, entry, field


def panel(meeting: Meeting, item: str) -> None:
    """On a disputed figure nobody weighs; the reflection questions can still be answered."""
    if meeting.open_disputes(item):
        st.info(session.spoken()("wall.no_weighing_on_dispute"))
    else:
        _weighing(meeting, item)
    _reflections(meeting, item)


def _weighing(meeting: Meeting, item: str) -> None:
    w = session.spoken()
    given = meeting.weighings.get(item)
    fields = [
        choice("outcome", w("lead.outcome"), e.Outcome, given),
        field("title", w("lead.title"), "line", max=120, value=given.title if given else ""),
        field(
            "reasons",
            w("lead.reasons"),
            help=w("lead.reasons_help"),
            value=given.reasons if given else "",
            required=True,
        ),
        field(
            "municipality_share",
            w("lead.municipality_share"),
            help=w("lead.municipality_share_help"),
            value=given.municipality_share if given else "",
            required=True,
        ),
        *_strength(meeting, given),
    ]
    # Said again it is said whole: what is not asked today stays as it was.
    asked = {one["name"] for one in fields}
    before = given.model_dump(mode="json", exclude=asked) if given else {}
    fixed = {**before, "kind": "weighing_given", "item": item}
    entry(meeting, f"weighing.{item}", fields, fixed=fixed, submit=w("lead.record_weighing"))


def _strength(meeting: Meeting, given: e.WeighingGiven | None) -> list[dict[str, Any]]:
    """How strong the conclusion is (M69); one talk gives a signal, seldom more."""
    if not meeting.has(Extra.learning):
        return []
    return [Asking(meeting, given).one_of("strength", "steering.strength", Strength, folded=True)]


def _reflections(meeting: Meeting, item: str) -> None:
    w = session.spoken()
    for question in e.Reflection:
        given = meeting.reflections.get((item, question))
        fields = [
            choice("answer", w(f"wall.reflection.{question.value}"), e.Answer, given),
            field("text", w("lead.in_words"), "line", max=300, value=given.text if given else ""),
        ]
        entry(
            meeting,
            f"reflection.{item}.{question.value}",
            fields,
            fixed={"kind": "reflection_answered", "item": item, "question": question.value},
            submit=w("lead.record"),
        )


def judged(meeting: Meeting, item: str) -> None:
    """Does this figure tell how our young people fare? (M21)"""
    w = session.spoken()
    given = meeting.judged.get(item)
    fields = [
        choice("tells", w("lead.tells_question"), e.Answer, given),
        field("text", w("lead.in_words"), "line", value=given.text if given else ""),
    ]
    fixed = {"kind": "indicator_judged", "item": item}
    entry(meeting, f"judged.{item}", fields, fixed=fixed, submit=w("lead.record"))
