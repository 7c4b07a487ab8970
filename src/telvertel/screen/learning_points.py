"""Learning points at the desk: raised in a few words, taken a step further, and looked back on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.lasting import (
    ENDED,
    Extra,
    LearningPointNoted,
    Level,
    PreconditionKind,
    Route,
    Sector,
    Securing,
    Strength,
    Theme,
)
from telvertel.meeting.learning import LearningPoint, learning_points, open_points, to_look_back
from telvertel.meeting.state import Meeting
from telvertel.screen import session, troubles
from telvertel.screen.asking import Asking, folded, shortly
from telvertel.screen.markdown import plain
from telvertel.screen.parts import choices, entry, field
from telvertel.screen.withdrawing import withdraw
from telvertel.wording import numbers
from telvertel.wording.words import Words


def panel(meeting: Meeting, item: str) -> None:
    """A new learning point about the figure on the wall, and those that are open in the series."""
    w = session.spoken()
    indicator = meeting.item(item).indicator
    entry(
        meeting,
        f"learning.{item}",
        _fields(meeting, item, None),
        fixed={"kind": "learning_point_noted", "indicator": indicator},
        new_id="learning",
        clear=True,
        submit=w("steering.record_learning"),
    )
    known = [one for one in open_points(meeting) if not _is_on_the_wall(meeting, one)]
    here = [one for one in known if one.noted.indicator == indicator]
    listed(meeting, here, w("steering.learning_here"))
    listed(meeting, [one for one in known if one not in here], w("steering.learning_elsewhere"))


def opening(meeting: Meeting) -> None:
    """With the agreements of last time: what is open, and what was secured and is asked after."""
    if not meeting.has(Extra.learning):
        return
    w = session.spoken()
    longest_first = sorted(open_points(meeting), key=lambda one: -one.meetings_since)
    waiting = [one for one in longest_first if not _is_on_the_wall(meeting, one)]
    listed(meeting, waiting, w("steering.learning_open"))
    for one in to_look_back(meeting):
        if not _is_on_the_wall(meeting, one):
            _look_back(meeting, one, w)


def _is_on_the_wall(meeting: Meeting, one: LearningPoint) -> bool:
    """Its forms stand at hand then, and nowhere else."""
    shown = meeting.shown
    return bool(shown and shown.view is e.View.learning and shown.about == one.id)


def beside(meeting: Meeting) -> None:
    """While one point is on the wall: what can be done with it, at hand."""
    w = session.spoken()
    asked = [one.id for one in to_look_back(meeting)]
    for one in learning_points(meeting):
        if _is_on_the_wall(meeting, one):
            with st.container(border=True):
                _point(meeting, one, w)
            if one.id in asked:
                _look_back(meeting, one, w)


def listed(meeting: Meeting, points: Sequence[LearningPoint], title: str) -> None:
    """Each point in one line, with what can be done with it behind it."""
    if not points:
        return
    w = session.spoken()
    st.markdown(f"**{plain(title)}**")
    for one in points:
        with st.expander(f"{plain(shortly(one.noted.text))} · {plain(age(one, w))}"):
            _point(meeting, one, w)


def age(one: LearningPoint, w: Words) -> str:
    """Where it stands and for how long: "Gedeeld, al 3 gesprekken open"."""
    status = w.of(one.status)
    if not one.is_open or not one.meetings_since:
        return status
    return w("steering.open_since", status=status, count=one.meetings_since)


def about(one: LearningPoint, w: Words) -> str:
    """Route, document and its day, and who carries it on inside the municipality."""
    noted = one.noted
    facts = [
        w.of(noted.route) if noted.route else w("steering.no_route"),
        noted.target_document,
        numbers.day(noted.due, w) if noted.due else "",
        key_person(one, w),
    ]
    return " · ".join(fact for fact in facts if fact)


def key_person(one: LearningPoint, w: Words) -> str:
    """Role and department; without one of them that it is missing (M10)."""
    if one.has_key_person:
        return f"{one.noted.key_role}, {one.noted.key_department}"
    return w("steering.no_key_person")


def _point(meeting: Meeting, one: LearningPoint, w: Words) -> None:
    st.markdown(plain(one.noted.text))
    st.caption(plain(about(one, w)))
    if not one.has_key_person:
        st.warning(w("steering.key_person_missing"))
    if one.not_ready:
        kinds = w.join(w.of(kind).lower() for kind in one.not_ready)
        st.caption(w("steering.not_ready", kinds=kinds))
    for step in one.steps:
        st.caption(f"{numbers.day(step.on, w)} · {w.of(step.moved.to)} · {plain(step.moved.text)}")
    if one.is_open:
        further(meeting, one)
    with st.container(horizontal=True):
        _on_the_wall(meeting, one, w)
        with st.popover(w("steering.correct_learning")):
            _correction(meeting, one, w)
        withdraw(meeting, one.noted, one.id)


def further(meeting: Meeting, one: LearningPoint) -> None:
    """One step on, back, or deliberately no further: never without a sentence."""
    w = session.spoken()
    ahead = [{"id": s.value, "name": w.of(s)} for s in steps_ahead(one)]
    entry(
        meeting,
        f"further.{one.id}.{len(one.steps)}",
        [
            field("to", w("steering.step"), "choice", options=ahead, value=ahead[0]["id"]),
            field("text", w("steering.step_text"), "line", max=600, required=True),
        ],
        fixed={"kind": "learning_point_moved", "learning": one.id},
        submit=w("steering.move"),
    )


def steps_ahead(one: LearningPoint) -> tuple[Securing, ...]:
    """What can come of a point, the next step first; earlier steps last, for going back. What was
    ended can be taken up again, not ended twice."""
    order = list(Securing)
    at = order.index(one.status)
    ahead = order[at + 1 :] if one.is_open else []
    return (*ahead, *(s for s in order[:at] if s not in ENDED))


def _on_the_wall(meeting: Meeting, one: LearningPoint, w: Words) -> None:
    if not meeting.opened_at or meeting.sealed_at or _is_on_the_wall(meeting, one):
        return
    shown = e.Shown(view=e.View.learning, about=one.id)
    if st.button(w("steering.on_the_wall"), key=f"show.learning.{one.id}") and troubles.said(
        meeting.id, shown
    ):
        st.rerun()


def _correction(meeting: Meeting, one: LearningPoint, w: Words) -> None:
    """The whole of a point again: what the form does not ask stays as it was."""
    reason = field("reason", w("lead.reason_of_change"), "line", max=300)
    entry(
        meeting,
        f"correct.learning.{one.id}.{len(one.earlier_texts)}",
        [*_fields(meeting, None, one.noted), reason],
        fixed={**one.noted.model_dump(mode="json"), "learning": one.id},
        submit=w("lead.record_correction"),
        unfolded=True,
    )


def _fields(meeting: Meeting, item: str | None, given: LearningPointNoted | None) -> list:
    """First the point itself, where it goes and who carries it on; the rest behind the fold."""
    ask = Asking(meeting, given)
    return [
        ask.text("text", "steering.learned", required=True),
        ask.one_of("route", "steering.route", Route),
        ask.line("key_role", "steering.key_role", max=120, help=ask.w("steering.key_person_help")),
        ask.line("key_department", "steering.key_department", max=120),
        ask.text("meaning", "steering.meaning", rows=1),
        ask.several_of("sectors", "steering.sectors", Sector),
        *folded(_more(ask, item)),
    ]


def _more(ask: Asking, item: str | None) -> list[dict[str, Any]]:
    return [
        ask.line("target_document", "steering.target_document", max=300),
        ask.day("due", "steering.document_due"),
        ask.one_of("level", "steering.level", Level),
        ask.one_of("strength", "steering.strength", Strength),
        ask.side("side", "steering.raised_by"),
        *([ask.line_of("note", "steering.from_line", item)] if item else []),
        ask.check("pilot", "steering.pilot"),
        ask.several_of(
            "ready", "steering.ready", PreconditionKind, help=ask.w("steering.ready_help")
        ),
        ask.several_of("themes", "steering.themes", Theme),
        *ask.principles("principles", "steering.principles"),
    ]


def _look_back(meeting: Meeting, one: LearningPoint, w: Words) -> None:
    """Nog steeds zo? Every third meeting, of what was secured (M57)."""
    with st.container(border=True):
        st.markdown(w("steering.still_so", text=plain(one.noted.text)))
        entry(
            meeting,
            f"back.{one.id}.{meeting.id}",
            [
                field("still", w("steering.still"), "choice", options=choices(e.Answer, w),
                      required=True),
                field("text", w("steering.still_text"), "line", max=600, required=True),
            ],
            fixed={"kind": "learning_point_looked_back", "learning": one.id},
            submit=w("lead.record"),
        )  # fmt: skip
