"""Voorspel eerst at the desk: what each side expects, and afterwards whether it was a surprise.

The desk often stands on the screen that the room sees: what a side expects is in a part that stays
folded until the facilitator opens it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.screen import session
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.wall.expected import Newest, expectation_told, is_written, newest
from telvertel.wall.naming import side_name
from telvertel.wall.prediction import SIDES, compared, question, state_of
from telvertel.wording import numbers
from telvertel.wording.words import Words


def panel(meeting: Meeting, item: str, stage: Stage | None) -> None:
    """Before the newest points both expectations, after them both surprises; nothing in a meeting
    without Voorspel."""
    if not meeting.plan.predict or meeting.plan.plain:
        return
    w, of = session.spoken(), newest(meeting, item)
    revealed = meeting.revealed(item)
    now = Stage.recognise if revealed else Stage.predict
    asked = stage in (now, Stage.predict)
    key = f"fold-prediction-{item}-{asked}"
    with st.expander(w("prediction.desk.title"), expanded=asked, key=key):
        if of is None:
            st.info(question(of, w))
            return
        if not revealed:
            st.markdown(f"**{question(of, w)}** {compared(of, w)}")
        if revealed and stage is Stage.predict:
            st.markdown(f"**{w('prediction.seen')}**")
        st.caption(w(f"prediction.desk.{'after' if revealed else 'before'}"))
        for column, side in zip(st.columns(2), SIDES, strict=True):
            with column:
                _side(meeting, item, side, of, w)


def _side(meeting: Meeting, item: str, side: e.Side, of: Newest, w: Words) -> None:
    given = meeting.predictions.get((item, side))
    name = plain(side_name(meeting, side, w))
    st.markdown(f"**{name}**: {w(f'prediction.state.{state_of(given)}')}")
    if meeting.revealed(item):
        _surprise(meeting, item, side, w)
    with st.expander(w("prediction.desk.folded"), key=f"fold-expected-{item}-{side.value}"):
        if not meeting.revealed(item):
            _expectation(meeting, item, side, of, w)
        st.caption(_stands(given, of, w))


def _stands(given: e.PredictionGiven | None, of: Newest, w: Words) -> str:
    """What stands now, why included: for the facilitator's eyes."""
    if not is_written(given):
        return w("prediction.desk.stands_nothing")
    parts = [w("prediction.state.known")] if given.known else []
    parts += [expectation_told(given, of.unit, w), given.why.strip()]
    told = " · ".join(dict.fromkeys(part for part in parts if part))
    return w("prediction.desk.stands", what=plain(told))


def _expectation(meeting: Meeting, item: str, side: e.Side, of: Newest, w: Words) -> None:
    entry(
        meeting,
        f"prediction.{item}.{side}",
        expectation_fields(meeting.predictions.get((item, side)), of, w),
        fixed={"kind": "prediction_given", "item": item, "side": side.value},
        submit=w("prediction.desk.record"),
    )


def expectation_fields(
    given: e.PredictionGiven | None, of: Newest, w: Words
) -> list[dict[str, Any]]:
    """Direction, number, why, and that it was known; a split figure has words only."""
    directions = [
        {"id": one.value, "name": w(f"prediction.direction.{one}")} for one in e.Direction
    ]
    direction = given.direction.value if given and given.direction else ""
    value = numbers.typed(given.value, w) if given and given.value is not None else ""
    why = given.why if given else ""
    known = "true" if given and given.known else ""
    label = w("prediction.desk.why" if of.row is not None else "prediction.desk.why_words")
    help_ = w("prediction.desk.value_help")
    asked = [
        field("direction", w("prediction.desk.direction"), "choice", options=directions,
              value=direction),
        field("value", w("prediction.desk.value"), "line", max=20, value=value, help=help_),
    ]  # fmt: skip
    return [
        *(asked if of.row is not None else ()),
        field("why", label, rows=2, max=600, value=why),
        field("known", w("prediction.desk.known"), "check", value=known),
    ]


def _surprise(meeting: Meeting, item: str, side: e.Side, w: Words) -> None:
    told = meeting.surprises.get((item, side))
    answer = "" if told is None or told.surprised is None else str(told.surprised).lower()
    answers = [
        {"id": "true", "name": w("prediction.surprised.yes")},
        {"id": "false", "name": w("prediction.surprised.no")},
    ]
    shown = "true" if told and told.show_gap else ""
    entry(
        meeting,
        f"surprise.{item}.{side}",
        [
            field("surprised", w("prediction.desk.surprised"), "choice", options=answers,
                  value=answer),
            field("show_gap", w("prediction.desk.show_gap"), "check", value=shown),
        ],
        fixed={"kind": "surprise_told", "item": item, "side": side.value},
        submit=w("prediction.desk.record"),
    )  # fmt: skip
