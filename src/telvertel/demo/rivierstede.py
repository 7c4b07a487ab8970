"""Rivierstede, a municipality that does not exist: who gives help there, and how children come in.

A stream is one way into help: a provider, the care forms it gives, who refers, how long it lasts
and how it ends. The shares are set so that all streams together follow the published national
margins (referrers of begun trajectories 1HJ2023, StatLine 85097NED; durations of ended
trajectories 2021, 85096NED); ``tests/demo`` holds them to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MUNICIPALITY = "GM9901"
TEAMS = "99000001"  # Buurtteams Rivierstede: the local team, large
OEVER = "99000002"  # De Oever Jeugdhulp: ambulatory, family based and residential, large
GROEI = "99000003"  # Groei & Co: delivers aggregates only
ANKER = "99000004"  # Klein Anker: 25 to 30 children, too small for shares
WINDROOS = "99000005"  # middle-sized, delivers aggregates only
KWARTSLAG = (
    "99000006"  # the same: with these two no provider has most of the children of the others
)

# Drawn by themselves: whoever was there before stays as they are, whatever is changed in these.
NEWER = (WINDROOS, KWARTSLAG)

# Young people of 0–22 in the first year of the series; about a hundred in a thousand of them get
# help in the course of a half-year, as in the country (8.8 % in the first half of 2023) and more.
POPULATION = 58_000
POPULATION_GROWTH = 0.004  # a year

# Ended trajectories of 2021 by duration (85096NED, all referrers); bounds in days. The open class
# of four years and longer is given an end of six and a half years.
DURATIONS = (
    (0, 91, 47_200),
    (91, 182, 50_485),
    (182, 365, 86_590),
    (365, 730, 68_260),
    (730, 1095, 19_610),
    (1095, 1461, 9_175),
    (1461, 2370, 11_505),
)


@dataclass(frozen=True)
class Stream:
    """One way into help. Shares need not add up to one; "" is unknown."""

    name: str
    provider: str
    starts: float  # trajectories begun in an average quarter of 2019
    forms: dict[str, float]  # hulpvorm of BiJ version 7
    referrers: dict[str, float]  # verwijzer
    ages: tuple[float, float, float]  # youngest, most frequent and oldest age at the start
    waiting_days: float  # median from assignment to start
    duration: float = 1.0  # factor on the national durations
    crisis: float = 0.03
    endings: dict[str, float] = field(
        default_factory=lambda: {
            "01": 0.745, "02": 0.115, "03": 0.074, "04": 0.024, "05": 0.026, "": 0.016
        }
    )  # fmt: skip


_OEVER_ENDINGS = {"01": 0.73, "02": 0.115, "03": 0.08, "04": 0.032, "05": 0.027, "": 0.016}

STREAMS = (
    Stream(
        "team, walk-in", TEAMS, 92,
        forms={"01": 1.0},
        referrers={"06": 1.0},  # a neighbourhood team is "no referrer" by definition (BiJ 3.3)
        ages=(1, 8, 17.5),
        waiting_days=8,
    ),
    Stream(
        "team, ambulatory", TEAMS, 175,
        forms={"02": 0.45, "04": 0.55},
        referrers={"01": 0.52, "02": 0.36, "03": 0.06, "05": 0.03, "04": 0.02, "": 0.01},
        ages=(2, 9, 17.5),
        waiting_days=17,
        duration=0.9,
    ),
    Stream(
        "De Oever, ambulatory", OEVER, 312,
        forms={"02": 0.78, "03": 0.12, "04": 0.10},
        referrers={"01": 0.285, "02": 0.525, "03": 0.035, "04": 0.075, "05": 0.072, "08": 0.003,
                   "": 0.005},
        ages=(3, 12, 17.8),
        waiting_days=26,
        endings=_OEVER_ENDINGS,
    ),
    Stream(
        "De Oever, family based", OEVER, 12.5,
        forms={"11": 0.8, "12": 0.2},
        referrers={"01": 0.38, "04": 0.55, "08": 0.02, "02": 0.05},
        ages=(0.5, 7, 15),
        waiting_days=20,
        duration=1.9,
        crisis=0.15,
        endings=_OEVER_ENDINGS,
    ),
    Stream(
        "De Oever, residential", OEVER, 27,
        forms={"13": 0.06, "14": 0.94},
        referrers={"01": 0.36, "04": 0.45, "02": 0.08, "05": 0.07, "08": 0.04},
        ages=(8, 15, 17.5),
        waiting_days=24,
        crisis=0.22,
        endings=_OEVER_ENDINGS,
    ),
    Stream(
        "Klein Anker", ANKER, 4.9,
        forms={"02": 0.9, "04": 0.1},
        referrers={"01": 0.4, "02": 0.5, "05": 0.1},
        ages=(5, 10, 16),
        waiting_days=21,
    ),
    Stream(
        "Groei & Co", GROEI, 88,
        forms={"02": 0.85, "04": 0.15},
        referrers={"01": 0.4, "02": 0.5, "03": 0.04, "05": 0.06},
        ages=(4, 11, 17.5),
        waiting_days=23,
        duration=0.95,
    ),
    Stream(
        "Windroos", WINDROOS, 156,
        forms={"02": 0.7, "04": 0.3},
        referrers={"01": 0.33, "02": 0.5, "03": 0.05, "04": 0.05, "05": 0.06, "": 0.01},
        ages=(3, 10, 17.5),
        waiting_days=22,
    ),
    Stream(
        "Kwartslag", KWARTSLAG, 150,
        forms={"02": 0.9, "04": 0.1},
        referrers={"01": 0.3, "02": 0.55, "03": 0.04, "04": 0.05, "05": 0.05, "": 0.01},
        ages=(6, 14, 17.8),
        waiting_days=28,
        duration=0.9,
    ),
)  # fmt: skip
