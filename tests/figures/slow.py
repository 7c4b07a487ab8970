"""The count of a cube in plain loops: slow, obvious, and written apart from the fast one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from telvertel.indicators.period import Period

HEAVINESS = ["team", "ambulatory", "family_based", "residential"]
GROUPS = {
    "01": "team",
    "02": "ambulatory",
    "03": "ambulatory",
    "04": "ambulatory",
    "11": "family_based",
    "12": "family_based",
    "13": "residential",
    "14": "residential",
}


@dataclass(frozen=True)
class Trajectory:
    client: str
    municipality: str
    provider: str
    care_form: str
    referrer: str | None
    birth_year: int
    assigned_on: date | None
    started_on: date
    ended_on: date | None
    end_reason: str | None
    usefulness_young: int | None
    further_young: str | None


def counts(trajectories: Iterable[Trajectory], reference: date, held: Iterable[Period]) -> Counter:
    """Children per family, part, grain, period, municipality, provider, care form and age band."""
    known = [known_on(one, reference) for one in trajectories if one.started_on <= reference]
    found: Counter = Counter()
    for period in held:
        for child in {(one.municipality, one.client) for one in known}:
            theirs = [one for one in known if (one.municipality, one.client) == child]
            there = [one for one in theirs if is_there(one, period)]
            if there:
                main = min(there, key=heaviest_first)
                atom = (
                    period.grain.value,
                    period.id,
                    main.municipality,
                    main.provider,
                    GROUPS[main.care_form],
                    age_band(period.year - main.birth_year),
                )
                for family, part in parts(there, theirs, period):
                    found[(family, part, *atom)] += 1
    return found


def known_on(one: Trajectory, reference: date) -> Trajectory:
    """What ends later is not known to have ended."""
    if one.ended_on and one.ended_on > reference:
        return Trajectory(**{**one.__dict__, "ended_on": None, "end_reason": None})
    return one


def is_there(one: Trajectory, period: Period) -> bool:
    return one.started_on <= period.end and (one.ended_on is None or one.ended_on >= period.start)


def heaviest_first(one: Trajectory) -> tuple:
    weight = HEAVINESS.index(GROUPS[one.care_form])
    return (-weight, one.started_on, one.provider, one.care_form)


def age_band(age: int) -> str:
    for top, band in ((3, "0-3"), (7, "4-7"), (11, "8-11"), (17, "12-17")):
        if age <= top:
            return band
    return "18-22"


def parts(there: list[Trajectory], all_of_child: list[Trajectory], period: Period):
    """The part of each family in which this child stands."""
    started = [one for one in there if one.started_on >= period.start]
    ended = [one for one in there if one.ended_on and one.ended_on <= period.end]
    yield "use", "all"
    yield "started", "yes" if started else "no"
    if started:
        first = min(started, key=lambda one: (one.started_on, *heaviest_first(one)))
        yield "repeat_use", "yes" if came_back(first, all_of_child) else "no"
        yield "referrer", first.referrer or "unknown"
        yield "waiting", waiting(first)
    if not ended:
        yield "ended", "not_ended"
        return
    last = max(ended, key=lambda one: (one.ended_on, one.started_on))
    yield "ended", last.end_reason or "unknown"
    yield "duration", duration((last.ended_on - last.started_on).days)
    yield "further_help_young", last.further_young or "no_answer"
    yield "further_help_parent", "no_answer"
    yield "usefulness_young", grade(last.usefulness_young)
    yield "usefulness_parent", "no_answer"


def came_back(first: Trajectory, all_of_child: list[Trajectory]) -> bool:
    """Another trajectory that began before and still ran within five years before this start."""
    try:
        since = first.started_on.replace(year=first.started_on.year - 5)
    except ValueError:  # 29 February
        since = first.started_on.replace(year=first.started_on.year - 5, day=28)
    return any(
        one.started_on < first.started_on and (one.ended_on is None or one.ended_on >= since)
        for one in all_of_child
    )


def waiting(one: Trajectory) -> str:
    if one.assigned_on is None or one.assigned_on > one.started_on:
        return "unknown"
    days = (one.started_on - one.assigned_on).days
    return "d0_14" if days <= 14 else "d15_42" if days <= 42 else "d43_84" if days <= 84 else "d85"


def duration(days: int) -> str:
    for below, name in ((91, "m0_3"), (182, "m3_6"), (365, "m6_12"), (730, "y1_2"), (1095, "y2_3")):
        if days < below:
            return name
    return "y3"


def grade(given: int | None) -> str:
    if given is None:
        return "no_answer"
    return "g1_5" if given <= 5 else "g6_7" if given <= 7 else "g8_10"
