"""Agreements at the desk: made, corrected, taken back, and read back at the end."""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.indicators.period import PERIODS_PER_YEAR, containing
from telvertel.meeting import events as e
from telvertel.meeting.lasting import ContractFit, Extra, Theme
from telvertel.meeting.state import Agreement, Meeting
from telvertel.screen import session, troubles
from telvertel.screen.asking import Asking, folded
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.wall.agreements import also_at
from telvertel.wording import numbers


def panel(meeting: Meeting, item: str) -> None:
    """A new agreement on an item, and those that stand."""
    _agreement(meeting, item)
    for one in meeting.standing_agreements(item):
        _correction(meeting, one)
    for told in also_at(meeting, item, session.spoken()):
        st.caption(plain(told))


def _fields(meeting: Meeting, item: str | None, made: e.AgreementMade | None) -> list:
    """The fields of an agreement, filled in with one that is being corrected."""
    ask = Asking(meeting, made)
    return [
        ask.text("if_text", "lead.if", placeholder=ask.w("lead.if_eg")),
        ask.text("then_text", "lead.then", required=True),
        ask.line("who", "lead.who", max=120, help=ask.w("lead.who_help")),
        ask.side("side", "lead.side"),
        ask.day("due", "lead.due"),
        ask.one_of("agreement_kind", "lead.kind", e.AgreementKind),
        *folded(_more(ask, item)),
    ]


def _more(ask: Asking, item: str | None) -> list[dict[str, Any]]:
    """What is asked behind the fold; a reason is needed when nothing is done."""
    nothing_done = {"agreement_kind": e.AgreementKind.none.value}
    asked = [
        ask.line("reason", "lead.why_this", needed_with=nothing_done),
        ask.line("alternative", "steering.alternative"),
        ask.line("needs_from_municipality", "lead.needs"),
        ask.line("expected_effect", "lead.effect"),
        ask.out_of("visible_from", "lead.visible_from", _coming_periods(ask.meeting)),
    ]
    if ask.meeting.plan.plain:
        return asked
    on_figures = ask.meeting.item(item).indicator if ask.meeting.item(item) else None
    return [
        *asked,
        ask.line_of("note", "steering.answers_line", item),
        *ask.principles("principles", "steering.principles"),
        ask.several_of("themes", "steering.themes", Theme),
        *ask.figures("indicators", "steering.further_figures", on_figures),
        *(_contract(ask) if ask.meeting.has(Extra.preconditions) else ()),
    ]


def _contract(ask: Asking) -> list[dict[str, Any]]:
    return [
        ask.line("contract", "steering.contract", max=160),
        ask.one_of("contract_fit", "steering.contract_fit", ContractFit),
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
        _fields(meeting, item, None),
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
        fields = _fields(meeting, made.item, made)
        fields.append(field("reason_of_change", w("lead.reason_of_change"), "line", max=300))
        entry(
            meeting,
            f"correct.{made.agreement}.{len(agreement.corrections)}",
            fields,
            fixed={"kind": "agreement_revised"},
            nest="to",
            # What the form does not ask in this meeting stays as it was.
            nested=made.model_dump(mode="json"),
            submit=w("lead.record_correction"),
        )
        entry(
            meeting,
            f"pull.{made.agreement}",
            [field("reason", w("lead.reason_of_change"), "line", max=300, required=True)],
            fixed={"kind": "agreement_pulled_back", "agreement": made.agreement},
            submit=w("lead.pull_back_agreement"),
        )


def read_back(meeting: Meeting, shown: e.Shown) -> None:
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
