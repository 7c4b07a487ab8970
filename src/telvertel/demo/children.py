"""Trajectories of children who do not exist, made quarter by quarter from a seed.

Only the flow of quarters is a loop, because whoever returns must have been there before; within a
quarter everything is drawn at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from telvertel.demo import course, stories
from telvertel.demo.rivierstede import DURATIONS, NEWER, STREAMS, TEAMS
from telvertel.indicators.period import Period, span

WARM_UP = 26  # quarters before the series, so that its first quarter has its long trajectories too
RETURNS = 0.14  # share of starts by a child whose help had ended before
BESIDE = 0.135  # share of starts by a child that has other help at that moment
RETURN_DAYS = 300  # how soon a child returns, on average
GROWN_UP = 22  # the last year of age in which help is given here


@dataclass
class _Children:
    """Who has been in help so far; one entry per child. Days count from 1-1-1970."""

    birth_year: np.ndarray
    last_end: np.ndarray

    def add(self, birth_year: np.ndarray, last_end: np.ndarray) -> None:
        self.birth_year = np.concatenate([self.birth_year, birth_year])
        self.last_end = np.concatenate([self.last_end, last_end])


def trajectories(seed: int, first: Period, last: Period, *, newer: bool = False) -> pl.DataFrame:
    """One row per trajectory with a day of help from ``first`` to ``last``, ordered by start; of
    the newer providers only, or of the others only.

    Columns: client (int), stream (index in STREAMS), birth_year, crisis, assigned, started, ended
    (never null here: the future is known), form, referrer, reason, useful_* and further_*.
    """
    rng = np.random.default_rng(seed)
    drawn = _flow(rng, _warm(first), last, newer)
    drawn = {name: values[drawn["ended"] >= _day(first.start)] for name, values in drawn.items()}
    order = np.argsort(drawn["started"], kind="stable")
    drawn = {name: values[order] for name, values in drawn.items()}
    quarter_of_end = _quarters_from(last, drawn["ended"])
    drawn |= course.way_in(rng, drawn, _quarters_from(last, drawn["started"]))
    drawn["reason"] = course.endings(rng, drawn["stream"], quarter_of_end)
    drawn |= course.answers(rng, drawn)
    return _frame(drawn)


def _flow(
    rng: np.random.Generator, first: Period, last: Period, newer: bool
) -> dict[str, np.ndarray]:
    """Child, stream, start, end and birth year of all that starts in these quarters."""
    children = _Children(np.empty(0, int), np.empty(0, int))
    parts = []
    periods = span(first, last)
    for number, period in enumerate(periods):
        starts = _starts(rng, period, number - len(periods) + 1, newer)
        stream = np.repeat(np.arange(len(STREAMS)), starts)
        parts.append(_quarter(rng, period, stream, children))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _starts(rng: np.random.Generator, period: Period, quarter: int, newer: bool) -> np.ndarray:
    """How many trajectories begin in each stream; none in those that are drawn apart."""
    here = [one.starts * ((one.provider in NEWER) == newer) for one in STREAMS]
    levels = np.array(here) * stories.SEASON[period.number]
    for index, one in enumerate(STREAMS):
        if one.provider == TEAMS:
            levels[index] *= stories.team_reach(period) * stories.schools(quarter)
    return rng.poisson(levels)


def _quarter(
    rng: np.random.Generator, period: Period, stream: np.ndarray, children: _Children
) -> dict[str, np.ndarray]:
    """The trajectories that begin in one quarter; remembers their children in ``children``."""
    started = rng.integers(_day(period.start), _day(period.end) + 1, len(stream))
    if period.number == 1:  # administration writes the first of January more often than children do
        started[rng.random(len(stream)) < 0.05] = _day(period.start)
    ended = started + _durations(rng, stream)
    client = _known_children(rng, period, len(stream), children)
    new = client < 0
    client[new] = len(children.birth_year) + np.arange(new.sum())
    birth_year = _birth_years(rng, stream[new], started[new], ended[new])
    children.add(birth_year, ended[new])
    ended = np.minimum(ended, _last_days(children.birth_year[client] + GROWN_UP))
    ended = np.maximum(ended, started + 1)
    np.maximum.at(children.last_end, client, ended)
    return {
        "client": client,
        "stream": stream,
        "birth_year": children.birth_year[client],
        "started": started,
        "ended": ended,
    }


def _known_children(
    rng: np.random.Generator, period: Period, starts: int, children: _Children
) -> np.ndarray:
    """For each start the child that is known already, or -1 for a child that is new."""
    begin, end = _day(period.start), _day(period.end)
    client = np.full(starts, -1)
    young = period.year - children.birth_year <= 16
    since_end = begin - children.last_end
    back = np.flatnonzero(young & (since_end > 0) & (since_end < 5 * 365))
    back = _some(rng, back, -since_end[back] / RETURN_DAYS, round(RETURNS * starts))
    beside = np.flatnonzero(young & (children.last_end > end))
    beside = _some(rng, beside, np.zeros(len(beside)), round(BESIDE * starts))
    known = np.concatenate([back, beside])
    places = rng.permutation(starts)[: len(known)]
    client[places] = known
    return client


def _some(
    rng: np.random.Generator, who: np.ndarray, log_weight: np.ndarray, count: int
) -> np.ndarray:
    """``count`` different entries of ``who`` by weight (Gumbel's trick); fewer when there are."""
    order = np.argsort(-(log_weight + rng.gumbel(size=len(who))))
    return who[order[:count]]


def _durations(rng: np.random.Generator, stream: np.ndarray) -> np.ndarray:
    """Days of help, by the national classes of duration and the factor of the stream."""
    low, high, weight = np.array(DURATIONS).T
    kind = rng.choice(len(weight), size=len(stream), p=weight / weight.sum())
    days = low[kind] + rng.random(len(stream)) * (high[kind] - low[kind])
    factor = np.array([one.duration for one in STREAMS])[stream]
    return np.maximum(1, days * factor).astype(int)


def _birth_years(
    rng: np.random.Generator, stream: np.ndarray, started: np.ndarray, ended: np.ndarray
) -> np.ndarray:
    """Years of birth of new children; most help ends before a child is eighteen."""
    youngest, usual, oldest = np.array([one.ages for one in STREAMS])[stream].T
    age = rng.triangular(youngest, usual, oldest)
    until_18 = np.maximum(0.5, 17.9 - (ended - started) / 365.25)
    age = np.where(rng.random(len(age)) < 0.88, np.minimum(age, until_18), age)
    return np.floor(1970 + started / 365.2425 - age).astype(int)


def _frame(drawn: dict[str, np.ndarray]) -> pl.DataFrame:
    days = {name: drawn[name].astype("datetime64[D]") for name in ("assigned", "started", "ended")}
    return pl.DataFrame(drawn | days)


def _warm(first: Period) -> Period:
    for _ in range(WARM_UP):
        first = first.previous
    return first


def _quarters_from(last: Period, days: np.ndarray) -> np.ndarray:
    """The quarter of each day, counted from the last complete one."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    return months // 3 - ((last.year - 1970) * 4 + last.number - 1)


def _last_days(year: np.ndarray) -> np.ndarray:
    """31 December of each year, as a day number."""
    return ((year - 1969).astype("datetime64[Y]").astype("datetime64[D]")).astype(int) - 1


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days
