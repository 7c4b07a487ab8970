"""Regie: what the facilitator sees and does, beside the desk itself.

Which form is open follows what the wall shows, so that nobody has to look for it; the rest is one
click away.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

import streamlit as st

from telvertel.indicators.period import PERIODS_PER_YEAR, containing
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Agreement, Meeting
from telvertel.screen import disputing, leaning, parts, room, session, troubles
from telvertel.screen.parts import choices, entry, field
from telvertel.wall.naming import side_name
from telvertel.wording import numbers


def meeting_or_stop() -> Meeting:
    """The meeting on the desk; without one a sentence that says where to begin."""
    meeting = room.meeting()
    if meeting is None:
        st.info(session.spoken()("lead.no_meeting"))
        st.stop()
    return meeting


def small_wall(meeting: Meeting) -> None:
    """The live copy, and the way to open the real wall in a second window."""
    w = session.spoken()
    parts.wall(meeting)
    open_wall, fold = st.columns(2)
    query = {session.MEETING: meeting.id, session.LANGUAGE: w.language}
    address = "/beamer?" + "&".join(f"{name}={value}" for name, value in query.items())
    open_wall.link_button(w("lead.open_wall"), address, width="stretch")
    fold.caption(w("lead.one_screen"))


def desk(meeting: Meeting) -> None:
    parts.desk(meeting)


def forms(meeting: Meeting) -> None:
    """The forms that go with what the wall shows."""
    shown = meeting.shown
    if shown is None or meeting.sealed_at:
        return
    if shown.view is e.View.last_agreements:
        _review(meeting, shown)
    elif shown.view is e.View.item and shown.item:
        _item_forms(meeting, shown)
    elif shown.view is e.View.dispute and shown.item:
        disputing.beside(meeting, shown.item)
    elif shown.view is e.View.then and shown.item:
        leaning.beside(meeting, shown.item)
    elif shown.view is e.View.read_back:
        _read_back(meeting, shown)


def _item_forms(meeting: Meeting, shown: e.Shown) -> None:
    w = session.spoken()
    item, stage = shown.item, shown.stage
    with st.expander(w("lead.weighing"), expanded=stage is Stage.appraise):
        if meeting.open_disputes(item):
            st.info(w("wall.no_weighing_on_dispute"))
        else:
            _weighing(meeting, item)
        _reflections(meeting, item)
    with st.expander(w("lead.agreements"), expanded=stage is Stage.improve):
        _agreement(meeting, item)
        for one in meeting.standing_agreements(item):
            _correction(meeting, one)
    with st.expander(w("lead.dispute")):
        disputing.panel(meeting, item)
    with st.expander(w("lead.tells")):
        _judged(meeting, item)
    _stories(meeting, item)


def _asked(name: str, label: str, members: type[Enum], given: Any, **more: Any) -> dict[str, Any]:
    """A choice that has to be made, standing at what was given before."""
    value = getattr(given, name).value if given else ""
    options = choices(members, session.spoken())
    return field(name, label, "choice", options=options, value=value, required=True, **more)


def _weighing(meeting: Meeting, item: str) -> None:
    w = session.spoken()
    given = meeting.weighings.get(item)
    fields = [
        _asked("outcome", w("lead.outcome"), e.Outcome, given),
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
    ]
    fixed = {"kind": "weighing_given", "item": item}
    entry(meeting, f"weighing.{item}", fields, fixed=fixed, submit=w("lead.record_weighing"))


def _reflections(meeting: Meeting, item: str) -> None:
    w = session.spoken()
    for question in e.Reflection:
        given = meeting.reflections.get((item, question))
        fields = [
            _asked("answer", w(f"wall.reflection.{question.value}"), e.Answer, given),
            field("text", w("lead.in_words"), "line", max=300, value=given.text if given else ""),
        ]
        entry(
            meeting,
            f"reflection.{item}.{question.value}",
            fields,
            fixed={"kind": "reflection_answered", "item": item, "question": question.value},
            submit=w("lead.record"),
        )


def agreement_fields(meeting: Meeting, item: str | None, made: e.AgreementMade | None) -> list:
    """The fields of an agreement, filled in with one that is being corrected."""
    w = session.spoken()

    def now(name: str) -> str:
        value = getattr(made, name) if made else None
        return str(getattr(value, "value", value)) if value is not None else ""

    sides = [{"id": side.value, "name": side_name(meeting, side, w)} for side in e.Side]
    return [
        field("if_text", w("lead.if"), "line", value=now("if_text"), placeholder=w("lead.if_eg")),
        field("then_text", w("lead.then"), rows=2, value=now("then_text"), required=True),
        field("who", w("lead.who"), "line", max=120, value=now("who"), help=w("lead.who_help")),
        field("side", w("lead.side"), "choice", options=sides, value=now("side")),
        field("due", w("lead.due"), "date", value=now("due")),
        field(
            "agreement_kind",
            w("lead.kind"),
            "choice",
            options=choices(e.AgreementKind, w),
            value=now("agreement_kind"),
        ),
        field(
            "visible_from",
            w("lead.visible_from"),
            "choice",
            options=_coming_periods(meeting),
            value=now("visible_from"),
        ),
        field("expected_effect", w("lead.effect"), "line", value=now("expected_effect")),
        field(
            "needs_from_municipality", w("lead.needs"), "line", value=now("needs_from_municipality")
        ),
        field("reason", w("lead.why_this"), "line", value=now("reason")),
    ]


def _coming_periods(meeting: Meeting) -> list[dict[str, str]]:
    """The two years of periods from the meeting on: where an effect can first be seen."""
    w = session.spoken()
    period = containing(meeting.plan.held_on, meeting.plan.grain)
    found = []
    for _ in range(2 * PERIODS_PER_YEAR[meeting.plan.grain]):
        found.append({"id": period.id, "name": numbers.period(period, w)})
        period = period.next
    return found


def _agreement(meeting: Meeting, item: str | None) -> None:
    w = session.spoken()
    entry(
        meeting,
        f"agreement.{item}",
        agreement_fields(meeting, item, None),
        fixed={"kind": "agreement_made", "item": item},
        new_id="agreement",
        clear=True,
        submit=w("lead.record_agreement"),
    )


def _correction(meeting: Meeting, agreement: Agreement) -> None:
    """Correct or take back an agreement: always a new line with its reason."""
    w = session.spoken()
    made = agreement.made
    with st.popover(w("lead.correct_agreement", number=agreement.number, text=made.then_text[:60])):
        fields = agreement_fields(meeting, made.item, made)
        fields.append(field("reason_of_change", w("lead.reason_of_change"), "line", max=300))
        entry(
            meeting,
            f"correct.{made.agreement}.{len(agreement.corrections)}",
            fields,
            fixed={"kind": "agreement_revised"},
            nest="to",
            nested={"kind": "agreement_made", "agreement": made.agreement, "item": made.item},
            submit=w("lead.record_correction"),
        )
        entry(
            meeting,
            f"pull.{made.agreement}",
            [field("reason", w("lead.reason_of_change"), "line", max=300, required=True)],
            fixed={"kind": "agreement_pulled_back", "agreement": made.agreement},
            submit=w("lead.pull_back_agreement"),
        )


def _judged(meeting: Meeting, item: str) -> None:
    """Does this figure tell how our young people fare? (M21)"""
    w = session.spoken()
    given = meeting.judged.get(item)
    fields = [
        _asked("tells", w("lead.tells_question"), e.Answer, given),
        field("text", w("lead.in_words"), "line", value=given.text if given else ""),
    ]
    fixed = {"kind": "indicator_judged", "item": item}
    entry(meeting, f"judged.{item}", fields, fixed=fixed, submit=w("lead.record"))


def _stories(meeting: Meeting, item: str) -> None:
    """Both prepared stories in full, for the facilitator to draw from."""
    w = session.spoken()
    with st.expander(w("lead.stories")):
        for column, side in zip(st.columns(2), (e.Side.provider, e.Side.municipality), strict=True):
            with column:
                st.subheader(side_name(meeting, side, w))
                told = meeting.story(item, side)
                if not told:
                    st.caption(w("wall.not_told_yet"))
                for name, text in told.items():
                    st.caption(w.of(name))
                    st.text(text)


def _review(meeting: Meeting, shown: e.Shown) -> None:
    """Kept? and, separately, helped? Never without a sentence on the result."""
    w = session.spoken()
    before = room.previous(meeting)
    agreement = (
        next((one for one in before.standing_agreements() if one.id == shown.agreement), None)
        if before
        else None
    )
    if agreement is None:
        return
    given = meeting.reviews.get(agreement.id)
    fields = [
        _asked("kept", w("lead.kept"), e.Answer, given),
        _asked("helped", w("lead.helped"), e.Helped, given, help=w("lead.helped_help")),
        field(
            "result",
            w("lead.result"),
            rows=2,
            required=True,
            help=w("lead.result_help"),
            value=given.result if given else "",
        ),
    ]
    fixed = {"kind": "agreement_reviewed", "agreement": agreement.id, "made_in": agreement.meeting}
    with st.container(border=True):
        entry(meeting, f"review.{agreement.id}", fields, fixed=fixed, submit=w("lead.record"))


def _read_back(meeting: Meeting, shown: e.Shown) -> None:
    w = session.spoken()
    agreement = next(
        (one for one in meeting.standing_agreements() if one.id == shown.agreement), None
    )
    if agreement is None:
        return
    if agreement.read_back:
        st.success(w("lead.was_read_back"))
    elif st.button(w("lead.so_it_is"), type="primary", width="stretch") and troubles.said(
        meeting.id, e.ReadBack(agreement=agreement.id)
    ):
        st.rerun()
    _correction(meeting, agreement)
