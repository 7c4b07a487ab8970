"""What a reading and its picture cost, beside plain charts of the same figures."""

from __future__ import annotations

import time
from collections.abc import Callable

import altair as alt

from telvertel.charts import SCREEN, picture
from telvertel.indicators.reading import points, read
from telvertel.wording.words import words
from tests.bench.figure import Figure, ratio
from tests.charts.released import DROPOUT, released, rows

PERIODS, PLAIN, RUNS = 44, 10, 15


def figures() -> dict[str, Figure]:
    """One reading and chart specification of 44 periods against ten plain charts of the same."""
    told = rows("2015KW01", [(30 + at % 5 * 5, 120 + at % 3 * 10) for at in range(PERIODS)])
    shown, w = released(DROPOUT, told), words("nl")
    values = [{"start": one["period"], "value": at} for at, one in enumerate(told)]

    def ours() -> None:
        found = read(points(shown.frame, DROPOUT), DROPOUT)
        picture(shown, words=w, card=DROPOUT, reading=found, size=SCREEN).to_dict()

    def plain() -> None:
        for _ in range(PLAIN):
            data = alt.Chart(alt.InlineData(values=values))
            data.mark_line().encode(x="start:N", y="value:Q").to_dict()

    about = f"a reading and a picture of {PERIODS} periods, against {PLAIN} plain charts of them"
    return {"reading_and_chart_ratio": ratio(_times(ours), _times(plain), 1.0, about)}


def _times(act: Callable[[], None]) -> list[float]:
    act()
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return found
