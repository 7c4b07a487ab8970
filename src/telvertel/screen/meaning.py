"""What may be said of a figure, what it says and does not say, and where to check it."""

from __future__ import annotations

import streamlit as st

from telvertel.charts.said import finding_told, limits_told, reading_told, rules_told
from telvertel.indicators.reading import Finding, Reading, Rule, State
from telvertel.screen import asked as asking
from telvertel.screen import cached, session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words


def meaning(asked: Asked, version: str) -> None:
    w = session.spoken()
    prose = asked.card.prose(w.language)
    reading = cached.reading(version, asked.card.id, asked.scope)
    st.subheader(w("explore.reading_title"), anchor=False)
    if cached.released(version, asked.card.id, asked.scope).frame.is_empty():
        st.markdown(w("explore.no_series"))
    else:
        st.markdown("\n".join(reading_lines(reading, w)))
    if reading is not None and reading.state is not State.too_short:
        with st.popover(w("explore.how_read"), type="tertiary"):
            st.markdown("  \n".join(plain(one) for one in limits_told(reading, w)))
            st.markdown("\n".join(f"- {plain(one)}" for one in rules_told(w)))
    says, says_not = st.columns(2)
    says.markdown(f"**{w('explore.says')}**  \n{plain(prose.says)}")
    says_not.markdown(f"**{w('explore.says_not')}**  \n{plain(prose.says_not)}")
    if st.button(w("explore.to_account"), key="explore.account"):
        asking.go("account", asked)


def reading_lines(reading: Reading | None, w: Words) -> list[str]:
    """What may be said, in Markdown: one sentence, or a list of what stands out."""
    if reading is None:
        return [w("explore.no_reading")]
    if reading.state is not State.signal:
        return [plain(reading_told(reading, w))]
    found = [f"- {plain(finding_told(one, w))}" for one in together(reading.findings)]
    return [w("explore.stands_out"), "", *found]


def together(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The same findings, with all points beyond the same limit as one."""
    merged: dict[object, Finding] = {}
    for one in findings:
        key = (one.rule, one.way) if one.rule is Rule.beyond_limits else one
        before = merged[key].periods if key in merged else ()
        merged[key] = Finding(one.rule, one.way, (*before, *one.periods))
    return tuple(merged.values())
