"""A forecast made from the series itself: shown first, and set by a person who puts a name to it.

From then on it is a norm like any other: it has its day, and is not computed again.
"""

from __future__ import annotations

import streamlit as st

from telvertel import counting
from telvertel.charts.description import periods_told
from telvertel.charts.figure import range_text
from telvertel.days import today
from telvertel.figures.scope import Scope
from telvertel.freezing import scope_of
from telvertel.indicators import forecast, reading
from telvertel.indicators.definition import Indicator, Unit
from telvertel.indicators.forecast import Expected, Projection
from telvertel.meeting.state import Meeting
from telvertel.screen import cached, norm_form, room, session, typed_delivery
from telvertel.screen.markdown import plain
from telvertel.screen.typed_delivery import Row
from telvertel.wording import numbers
from telvertel.wording.words import Words

FORM = "forecast"
DECIMALS = {Unit.grade: 1, Unit.per_1000: 1}


def projecting(meeting: Meeting, shown: norm_form.Shown) -> None:
    """Folded under the norms of a meeting; nothing where no series is long enough."""
    w = session.spoken()
    found = {
        item.id: (card, scope, made)
        for item in meeting.agenda
        if (card := room.card(item.indicator)) is not None
        if (scope := scope_of(item, meeting.plan)) is not None
        if (made := projection(card, scope)) is not None
    }
    if not found:
        return
    with st.expander(w("forecast.title")), st.container():
        st.markdown(w("forecast.intro"))
        chosen = st.selectbox(
            w("forecast.of"),
            list(found),
            format_func=lambda one: found[one][0].prose(w.language).name,
            key="forecast.of",
        )
        card, scope, made = found[chosen]
        st.markdown("\n".join(told(made, card, w)))
        with st.form("forecast_form", border=False):
            here = f"forecast.set_by.{norm_form.this_round()}"
            name = st.text_input(w("forecast.set_by"), max_chars=160, key=here).strip()
            pressed = st.form_submit_button(w("forecast.save"))
    if (pressed or typed_delivery.is_doubted(FORM, [name])) and name:
        rows = [_row(one, made, card, scope, name, w) for one in made.expected]
        norm_form.delivered(rows, FORM, {here: name}, meeting, w)
    elif pressed:
        st.warning(w("forecast.name_first"))
    norm_form.confirmed(FORM, meeting, shown, w)


def projection(card: Indicator, scope: Scope) -> Projection | None:
    """What is to be expected of one line; None of several, of parts, and of too short a series."""
    version = room.house().warehouse.current
    if version is None or len(scope.providers) > 1 or scope.care_forms or scope.age_bands:
        return None  # a norm is of one provider or of the whole municipality
    scope = scope.from_the_start()
    found = cached.reading(version, card.id, scope)
    if found is None or card.measure.by_part:
        return None
    figures = cached.released(version, card.id, scope)
    breaks = counting.breaks(room.house().warehouse, card, scope, version)
    group = figures.frame["group"][0]
    return forecast.project(reading.points(figures.frame, card, group), card, found, breaks)


def told(made: Projection, card: Indicator, w: Words) -> list[str]:
    """How it was made, and the band of each period."""
    key = "forecast.made_wave" if made.wave else "forecast.made"
    how = w(
        key,
        method=w.of(made.method),
        points=made.points,
        periods=periods_told([made.since, made.until], w),
    )
    lines = [
        w(
            "forecast.expected",
            period=numbers.period(one.period, w),
            band=range_text(*_rounded(one, card), card.unit, w),
        )
        for one in made.expected
    ]
    return [plain(how), "", *[f"- {plain(one)}" for one in lines]]


def _rounded(one: Expected, card: Indicator) -> tuple[float, float]:
    """No finer than the figures themselves are shown."""
    decimals = DECIMALS.get(card.unit, 0)
    return round(one.low, decimals), round(one.high, decimals)


def _row(
    one: Expected, made: Projection, card: Indicator, scope: Scope, name: str, w: Words
) -> Row:
    low, high = _rounded(one, card)
    value = round(one.value, DECIMALS.get(card.unit, 0))
    figures = {"waarde": value, "laag": low, "hoog": high}
    reason = w("forecast.reason", method=w.of(made.method).lower(), points=made.points)
    return {
        "gemeente": scope.municipality,
        "indicator": card.id,
        "aanbieder": next(iter(scope.providers), ""),
        "soort": "prognose",
        "periode_van": one.period,
        "periode_tot": one.period,
        **{key: f"{number:g}".replace(".", ",") for key, number in figures.items()},
        "gesteld_door": name,
        "gesteld_op": f"{today():%d-%m-%Y}",
        "reden": reason,
    }
