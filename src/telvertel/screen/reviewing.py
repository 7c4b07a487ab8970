"""Agreements of last time: kept, and helped. Whether one helped is not asked while its figure is
still covered by Voorspel; it comes back at Waarderen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from telvertel.meeting import events as e
from telvertel.meeting.state import Agreement, Meeting
from telvertel.screen import room, session
from telvertel.screen.markdown import plain
from telvertel.screen.parts import choice, choices, entry, field
from telvertel.wall.kept_back import is_kept_back
from telvertel.wording.words import Words


def panel(meeting: Meeting, shown: e.Shown) -> None:
    """Kept? and, separately, helped? Never without a sentence on the result."""
    before = room.previous(meeting)
    made = before.standing_agreements() if before else ()
    for agreement in made:
        if agreement.id == shown.agreement:
            with st.container(border=True):
                _review(meeting, before, agreement)


def looking_back(meeting: Meeting, item: str) -> None:
    """At Waarderen: what was too early to tell while the figure was covered."""
    before, w = room.previous(meeting), session.spoken()
    for agreement in before.standing_agreements() if before and _predicts(meeting) else ():
        given = meeting.reviews.get(agreement.id)
        asked_later = given is not None and given.helped is e.Helped.too_early
        if asked_later and item in _items_about(meeting, before, agreement):
            st.info(w("reviewing.back_now"))
            with st.expander(w("reviewing.look_back")):
                _review(meeting, before, agreement)


def _predicts(meeting: Meeting) -> bool:
    return meeting.plan.predict and not meeting.plan.plain


def _items_about(meeting: Meeting, before: Meeting, agreement: Agreement) -> list[str]:
    """The items of today about the figure that an agreement was made on."""
    item = before.item(agreement.made.item) if agreement.made.item else None
    return [one.id for one in meeting.agenda if item and one.indicator == item.indicator]


def _review(meeting: Meeting, before: Meeting, agreement: Agreement) -> None:
    """The agreement in its own words, and the questions about it."""
    w, given = session.spoken(), meeting.reviews.get(agreement.id)
    covered = any(is_kept_back(meeting, one) for one in _items_about(meeting, before, agreement))
    st.markdown(f"**{_words_of(agreement, w)}**")
    if covered:
        st.caption(w("reviewing.covered"))
    fields = [
        choice("kept", w("lead.kept"), e.Answer, given),
        _helped(given, covered, w),
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
    entry(meeting, f"review.{agreement.id}", fields, fixed=fixed, submit=w("lead.record"))


def _helped(given: e.AgreementReviewed | None, covered: bool, w: Words) -> dict[str, Any]:
    """Of a figure nobody has seen yet there is one honest answer; it still has to be chosen."""
    asked = choice("helped", w("lead.helped"), e.Helped, given, help=w("lead.helped_help"))
    if not covered or (given and given.helped is not e.Helped.too_early):
        return asked
    early = [one for one in choices(e.Helped, w) if one["id"] == e.Helped.too_early]
    return {**asked, "options": early}


def _words_of(agreement: Agreement, w: Words) -> str:
    made = agreement.made
    if not made.if_text:
        return plain(made.then_text)
    facts = {"if_text": plain(made.if_text), "then_text": plain(made.then_text)}
    return w("stories_told.if_then", **facts)
