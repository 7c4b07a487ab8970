"""Before and after an agreement: where it stands on the time line, and whether it is too early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from telvertel.charts.agreed import Agreed, is_too_early
from telvertel.charts.series import dots
from telvertel.figures.scope import Breakdown
from telvertel.freezing import scope_of
from telvertel.indicators.period import containing
from telvertel.meeting.events import is_period
from telvertel.meeting.told import Told, ToldKind
from telvertel.privacy.release import Released
from telvertel.screen import session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wording import numbers


def agreements(told: Iterable[Told]) -> list[Told]:
    """What was agreed about the figure, the oldest first."""
    found = [one for one in told if one.kind is ToldKind.agreement]
    return sorted(found, key=lambda one: (one.meeting.plan.held_on, one.said.number))


def agreed(told: Iterable[Told], asked: Asked) -> tuple[Agreed, ...]:
    """The lines in the picture, each in the period of the day it was agreed on; of panels per
    provider only in those of the providers it was agreed with."""
    return tuple(dict.fromkeys(_agreed(one, asked) for one in agreements(told)))


def under_picture(told: Sequence[Told], asked: Asked, figures: Released) -> None:
    """Of each agreement its day and from when on it can be seen; never what it did."""
    w = session.spoken()
    lines = []
    for one in agreements(told):
        visible = _agreed(one, asked).visible_from
        early = is_too_early(_agreed(one, asked), dots(figures))
        key = "too_early" if early else "since" if visible else "plain"
        facts = {"day": numbers.day(one.meeting.plan.held_on, w)}
        if visible:
            facts["period"] = numbers.period(visible, w)
        lines.append(w(f"explore.agreed.{key}", **facts))
    if lines:
        lines = [*dict.fromkeys(lines), w("explore.agreed.help")]
        st.caption("  \n".join(plain(one) for one in lines))


def _agreed(one: Told, asked: Asked) -> Agreed:
    period = containing(one.meeting.plan.held_on, asked.scope.grain).id
    visible = one.said.made.visible_from
    apart = asked.scope.breakdown is Breakdown.provider
    groups = tuple(sorted(_providers(one))) if apart else ()
    return Agreed(period, visible if is_period(visible) else None, groups)


def _providers(one: Told) -> set[str]:
    """At whom the figure was agreed about: those of the agenda item, else all at the table."""
    plan = one.meeting.plan
    return set(scope_of(one.item, plan).providers if one.item else plan.providers)
