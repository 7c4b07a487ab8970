"""Agreements at the desk: made, corrected, taken back, and read back at the end."""

from __future__ import annotations

import streamlit as st

from telvertel.indicators.period import PERIODS_PER_YEAR, containing
from telvertel.meeting import events as e
from telvertel.meeting.state import Agreement, Meeting
from telvertel.screen import session, troubles
from telvertel.screen.parts import choices, entry, field
from telvertel.wall.naming import side_name
from telvertel.wording import numbers


def panel(meeting: Meeting, item: str) -> None:
    """A new agreement on an item, and those that stand."""
    _agreement(meeting, item)
    for one in meeting.standing_agreements(item):
        _correction(meeting, one)


def _fields(meeting: Meeting, item: str | None, made: e.AgreementMade | None) -> list:
    """The fields of an agreement, filled in with one that is being corrected."""
    w = session.spoken()

    def now(name: str) -> str:
        value = getattr(made, name) if made else None
        return str(getattr(value, "value", value)) if value is not None else ""

    sides = [{"id": side.value, "name": side_name(meeting, side, w)} for side in e.Side]
    return [
        field("if_text", w("lead.if"), rows=2, value=now("if_text"), placeholder=w("lead.if_eg")),
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
