"""One small meeting about waiting time, told event by event."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import polars as pl
import pytest

from telvertel.indicators import catalogue
from telvertel.indicators.period import read
from telvertel.meeting import events as e
from telvertel.meeting import state
from telvertel.privacy.release import freeze, release

CARDS = catalogue.load(Path(__file__).parents[2] / "data" / "indicators").cards
PERIODS = ("2026KW01", "2026KW02", "2026KW03")
ITEM = e.AgendaItem(id="wait", indicator="waiting_time", scope={"gm": "GM9901"}, minutes=15)
PLAN = e.MeetingPlanned(
    title="Gesprek over wachten",
    municipality="GM9901",
    municipality_name="Rivierstede",
    providers=("99000002",),
    provider_names=("De Oever",),
    goal="Op tijd passende hulp",
    held_on=date(2026, 11, 22),
)


def released():
    """Three quarters: 40 of 200, 60 of 200, and one too small to show."""
    frame = pl.DataFrame(
        {
            "period": PERIODS,
            "start": [read(one).start for one in PERIODS],
            "group": ["", "", ""],
            "numerator": [40, 60, 0],
            "denominator": [200, 200, 5],
            "value": [None, None, None],
            "protected_at_source": [False] * 3,
            "status": ["final", "final", "provisional"],
            "completeness": [1.0, 1.0, 0.9],
            "reference_date": [date(2026, 10, 1)] * 3,
            "note": [""] * 3,
        },
        schema_overrides={"value": pl.Float64},
    )
    card = CARDS["waiting_time"]
    return release(card, (("gm", "GM9901"),), frame, cube="v1", source="De Oever")


def frozen(item="wait", norms=()):
    return e.FiguresFrozen(
        item=item,
        card=CARDS["waiting_time"].model_dump(mode="json"),
        figures=(freeze(released()),),
        norms=norms,
    )


def note(name, text, side=None, period=None, **more):
    return e.NoteWritten(
        note=name,
        item="wait",
        stage="explain",
        note_kind="explanation",
        text=text,
        side=side,
        period=period,
        **more,
    )


@pytest.fixture
def told():
    """Fold a list of happenings into a meeting, after plan, agenda, figures and opening."""

    def fold(*happenings, opened=True):
        numbers = count(1)
        first = [PLAN, e.AgendaSet(items=(ITEM,))]
        first += [frozen(), e.MeetingOpened()] if opened else []
        events = [
            e.Event(
                sequence=(number := next(numbers)),
                op=f"op-{number:06d}",
                meeting="rivierstede",
                role="facilitator",
                at=datetime(2026, 11, 22, 14, number % 60, tzinfo=UTC),
                body=body,
            )
            for body in [*first, *happenings]
        ]
        return state.meeting("rivierstede", events)

    return fold
