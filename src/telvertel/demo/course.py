"""The course of a trajectory: how it comes in, how it ends and what is answered at the end.

Arrays have one entry per trajectory; days count from 1-1-1970, quarters from the last complete one.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from telvertel.demo import stories
from telvertel.demo.rivierstede import OEVER, STREAMS


def way_in(
    rng: np.random.Generator, drawn: dict[str, np.ndarray], quarter: np.ndarray
) -> dict[str, np.ndarray]:
    """Care form, referrer, crisis and the day of assignment."""
    stream, count = drawn["stream"], len(drawn["stream"])
    median = np.array([one.waiting_days for one in STREAMS])[stream]
    oever = np.array([one.provider == OEVER for one in STREAMS])[stream]
    median = median * np.where(oever, stories.oever_waiting_factor(quarter), 1.0)
    crisis = rng.random(count) < np.array([one.crisis for one in STREAMS])[stream]
    waiting = np.where(crisis, 1, np.minimum(rng.lognormal(np.log(median), 0.75), 400))
    return {
        "form": _choice(rng, stream, "forms"),
        "referrer": _choice(rng, stream, "referrers"),
        "crisis": np.where(crisis, "01", "02"),
        "assigned": drawn["started"] - waiting.astype(int),
    }


def endings(rng: np.random.Generator, stream: np.ndarray, quarter: np.ndarray) -> np.ndarray:
    """The reason of each ending, with De Oever's transfers written as code 04 of late."""
    reason = _choice(rng, stream, "endings")
    oever = np.array([one.provider == OEVER for one in STREAMS])[stream]
    transfer = oever & np.isin(reason, ["01", "02"])
    transfer &= rng.random(len(reason)) < stories.transfer_share(quarter)
    return np.where(transfer, "04", reason)


def answers(rng: np.random.Generator, drawn: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the young person and the parent answered at the end; grade 0 and "" are no answer."""
    count = len(drawn["reason"])
    dropped = np.isin(drawn["reason"], ["03", "04"])
    age = 1970 + drawn["ended"] // 365.2425 - drawn["birth_year"]
    late = drawn["ended"] >= (stories.BREAK.start - date(1970, 1, 1)).days
    given = {}
    for who, may in (("young", age >= 12), ("parent", age < 18)):
        gave = may & (rng.random(count) < np.where(dropped, 0.18, 0.58))
        grade = np.where(dropped, rng.normal(6.4, 1.9, count), rng.normal(7.7, 1.35, count))
        code = np.where(
            late, _codes(rng, count, stories.FURTHER_HELP_SINCE),
            _codes(rng, count, stories.FURTHER_HELP_BEFORE),
        )  # fmt: skip
        given[f"useful_{who}"] = np.where(gave, np.clip(np.rint(grade), 1, 10), 0).astype(int)
        given[f"further_{who}"] = np.where(gave, code, "")
    return given


def _codes(rng: np.random.Generator, count: int, shares: tuple[float, ...]) -> np.ndarray:
    return rng.choice(["01", "02", "03", "04"], size=count, p=shares)


def _choice(rng: np.random.Generator, stream: np.ndarray, what: str) -> np.ndarray:
    """A code per trajectory by the shares of its stream (``forms``, ``referrers``, ``endings``)."""
    chosen = np.empty(len(stream), dtype="U2")
    for index, one in enumerate(STREAMS):
        shares = getattr(one, what)
        weight = np.array(list(shares.values()))
        here = stream == index
        chosen[here] = rng.choice(list(shares), size=here.sum(), p=weight / weight.sum())
    return chosen
