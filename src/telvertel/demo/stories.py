"""What happens in Rivierstede: the stories in the figures, each one function of the quarter.

``quarter`` counts from the last complete quarter, which is 0; last year's same quarter is -4. Only
what happened in the country has a year of its own.
"""

from __future__ import annotations

import numpy as np

from telvertel.indicators.period import Period

SEASON = {1: 1.08, 2: 1.03, 3: 0.80, 4: 1.09}  # in the summer holidays fewer children start

# The seventh version of the protocol asked "zonder hulp verder" in another way (BiJ-v7 4.4).
BREAK = Period(2021, 1)
FURTHER_HELP_BEFORE = (0.34, 0.27, 0.22, 0.17)
FURTHER_HELP_SINCE = (0.19, 0.22, 0.30, 0.29)

STAFF_SHORTAGE = -7  # first quarter of it, at De Oever
TRANSFERS_COUNTED = -6  # since when De Oever writes a transfer within its own house as code 04
SCHOOLS = 0  # the quarter in which the teams came to all primary schools
SCHOOL_REACH = 1.06  # how many more children they spoke with in that quarter, without a trajectory


def team_reach(period: Period) -> float:
    """The intended rise: more children start with the local team since 2022, about 9 % a year."""
    years = max(0.0, period.year + (period.number - 1) / 4 - 2022)
    return 1 + 0.09 * min(years, 5)


def schools(quarter: int) -> float:
    """The teams at all primary schools: no summer dip and more, in the last quarter."""
    return 1.45 if quarter >= SCHOOLS else 1.0


def oever_waiting_factor(quarter: np.ndarray) -> np.ndarray:
    """The missed target: waiting doubles with the staff shortage and then falls, slowly."""
    steps = np.array([1.0, 1.35, 1.65, 1.95, 2.15, 2.2, 2.05, 1.85, 1.7])
    return steps[np.clip(quarter - STAFF_SHORTAGE + 1, 0, len(steps) - 1)]


def transfer_share(quarter: np.ndarray) -> np.ndarray:
    """The disputed figure: which share of De Oever's planned endings is written as code 04."""
    return np.where(quarter >= TRANSFERS_COUNTED, 0.06, 0.0)
