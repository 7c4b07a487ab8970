"""The forms of an agenda item at the desk: what belongs to the stage is open, the rest one click
away, and what this meeting leaves out is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from telvertel.meeting.lasting import Extra
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.screen import (
    agreements,
    board,
    differing,
    disputing,
    explained_before,
    learning_points,
    mishaps,
    prepared,
    reviewing,
    session,
    weighing,
    wishing,
)
from telvertel.wording.words import Words

Panel = Callable[[Meeting, str], None]


class Form(NamedTuple):
    """A fold, or a choice among those that are seldom needed: its words, its panel, and the stage
    it belongs to, or the part of the talk without which it is not there."""

    words: str
    panel: Panel
    stage: Stage | None = None
    part: Extra | None = None


FOLDS = (
    Form("lead.weighing", weighing.panel, stage=Stage.appraise),
    Form("lead.agreements", agreements.panel, stage=Stage.improve),
    Form("steering.learning", learning_points.panel, part=Extra.learning),
    Form("lead.dispute", disputing.panel),
)
SELDOM = (
    Form("steering.explained_before", explained_before.panel, part=Extra.learning),
    Form("steering.board", board.panel, part=Extra.preconditions),
    Form("steering.differing", differing.panel, part=Extra.differences),
    Form("steering.mishap", mishaps.panel, part=Extra.learning),
    Form("lead.tells", weighing.judged),
    Form("steering.wishing", wishing.panel, part=Extra.learning),
    Form("lead.stories", prepared.panel),
)


def forms(meeting: Meeting, item: str, stage: Stage | None) -> None:
    """What belongs to this stage stands first and open; the order of the others stays."""
    w = session.spoken()
    if stage is Stage.appraise:
        reviewing.looking_back(meeting, item)
    folds = [one for one in FOLDS if _is_on(meeting, one)]
    for one in sorted(folds, key=lambda form: form.stage is not stage):
        # A fold without a key is another, closed one as soon as something comes above it.
        key = f"fold-{one.words}-{item}-{stage}"
        with st.expander(w(one.words), expanded=one.stage is stage, key=key):
            one.panel(meeting, item)
    _seldom(meeting, item, w)


def _is_on(meeting: Meeting, form: Form) -> bool:
    return form.part is None or meeting.has(form.part)


def _seldom(meeting: Meeting, item: str, w: Words) -> None:
    """One click opens one of them, another click closes it: none is there until it is asked for."""
    names = {form.words: form for form in SELDOM if _is_on(meeting, form)}
    if not explained_before.explanations(meeting, item):
        names.pop("steering.explained_before", None)
    chosen = st.pills(
        w("steering.more_at_item"),
        list(names),
        format_func=lambda words: w(words),
        key=f"seldom-{meeting.id}",
        wrap=True,
    )
    if chosen in names:
        with st.container(border=True):
            names[chosen].panel(meeting, item)
