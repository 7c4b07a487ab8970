"""The three deliveries of Rivierstede: what was known on each of their days.

The first is what last year's meeting looked at, the second lacks late start messages, the third is
the current one. A later delivery tells the same periods again, and fuller.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from telvertel.demo import aggregates, children
from telvertel.demo.moments import Moments
from telvertel.demo.rivierstede import STREAMS, TEAMS
from telvertel.indicators.period import Period

FIGURES = Path(__file__).parent / "figures.toml"

# What comes in late: provisional totals run 4 to 5 % below final ones. Only what began
# can be missing without touching older periods, hence a larger share of a smaller number.
LATE_STARTS = 0.145  # of what began in the last whole half-year and the quarter after it
LATE_ENDS = 0.08  # of what ended in the last quarter: still open in the file


@dataclass(frozen=True)
class Delivery:
    """One moment at which everybody delivers."""

    since: Period  # the first quarter its counts hold; records always go back to the beginning
    until: Period  # the last quarter it holds
    on: date  # the day it came in
    complete: bool
    why: str


@dataclass(frozen=True)
class Drawn:
    """Everything that happens in Rivierstede, to be delivered in parts."""

    seed: int
    moments: Moments
    trajectories: pl.DataFrame
    newer: pl.DataFrame  # the same of the newer providers; its clients are others
    told: dict  # figures.toml with its moments filled in

    def reach(self, periods: list[Period]) -> pl.DataFrame:
        """How many young people the local team spoke with (aggregates.reach)."""
        return aggregates.reach(self.seed, of(self.trajectories, TEAMS), periods, self.moments.last)


def draw(seed: int, moments: Moments) -> Drawn:
    told = moments.filled(tomllib.loads(FIGURES.read_text(encoding="utf-8")))
    first, last = moments.first, moments.last
    before = children.trajectories(seed, first, last)
    newer = children.trajectories(seed + 1, first, last, newer=True)
    newer = newer.with_columns(pl.col("client") + before["client"].max() + 1)
    return Drawn(seed, moments, before, newer, told)


def deliveries(drawn: Drawn) -> tuple[Delivery, ...]:
    """Oldest first: before last year's meeting, about seven months ago, and the current one."""
    moments, why = drawn.moments, drawn.told["deliveries"]
    found = []
    for offset, name in ((-4, "before_last_meeting"), (-2, "spring"), (0, "current")):
        until = moments.quarter(offset)
        # Counts are told again for this year and the last one only: older ones are settled.
        since = Period(until.year - 1, 1) if found else moments.first
        on = until.end + timedelta(days=24)
        found.append(Delivery(since, until, on, complete=offset == 0, why=why[name]))
    return tuple(found)


def known(drawn: Drawn, delivery: Delivery, *, newer: bool = False) -> pl.DataFrame:
    """The trajectories as on the day of the delivery: ``ended`` is null while help goes on."""
    until = delivery.until
    rows = drawn.newer if newer else drawn.trajectories
    began = rows.filter(pl.col("started") <= until.end)
    late, open_ = pl.lit(False), pl.col("ended") > until.end
    if not delivery.complete:
        rng = np.random.default_rng([drawn.seed + newer, until.year, until.number])
        chance = pl.Series("chance", rng.random(began.height))
        recent = pl.col("started") >= until.previous.previous.start
        late = recent & (chance < LATE_STARTS)
        open_ = open_ | ((pl.col("ended") >= until.start) & (chance > 1 - LATE_ENDS))
    return began.with_columns(ended=pl.when(~open_).then(pl.col("ended"))).filter(~late)


def of(trajectories: pl.DataFrame, provider: str) -> pl.DataFrame:
    """The trajectories of one provider."""
    streams = [index for index, one in enumerate(STREAMS) if one.provider == provider]
    return trajectories.filter(pl.col("stream").is_in(streams))


def is_late(period: Period, delivery: Delivery) -> bool:
    """Whether start messages of this period may still be missing in the delivery."""
    return not delivery.complete and period.end >= delivery.until.previous.previous.start
