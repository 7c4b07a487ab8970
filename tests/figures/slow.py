"""The count of a cube in plain loops: slow, obvious, and written apart from the fast one."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from telvertel.indicators.period import Period

# What a count is told of, in the order of the keys of ``counts``.
KEYS = ("family", "part", "grain", "period", "municipality", "provider", "care_form", "age_band")
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
    usefulness_parent: int | None
    further_young: str | None
    further_parent: str | None


def counts(trajectories: Iterable[Trajectory], reference: date, held: Iterable[Period]) -> Counter:
    """Children per family, part, grain, period, municipality, provider, care form and age band."""
    children: dict[tuple[str, str], list[Trajectory]] = {}
    for one in trajectories:
        if one.started_on <= reference:
            children.setdefault((one.municipality, one.client), []).append(known_on(one, reference))
    found: Counter = Counter()
    for period in held:
        for theirs in children.values():
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
                for family, part_of in FAMILIES.items():
                    part = part_of(Seen(theirs, there, period, reference))
                    if part is not None:
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


@dataclass(frozen=True)
class Seen:
    """A child in a period: all its trajectories, and those that ran in the period."""

    all: list[Trajectory]
    there: list[Trajectory]
    period: Period
    reference: date

    @property
    def started(self) -> list[Trajectory]:
        return [one for one in self.there if one.started_on >= self.period.start]

    @property
    def first(self) -> Trajectory | None:
        """The first that started in the period."""
        return min(
            self.started, key=lambda one: (one.started_on, *heaviest_first(one)), default=None
        )

    @property
    def last(self) -> Trajectory | None:
        """The last that ended in the period."""
        ended = [one for one in self.there if one.ended_on and one.ended_on <= self.period.end]
        # Of two that ended and started on the same days: the heaviest.
        ended.sort(key=lambda one: (one.provider, one.care_form))
        ended.sort(key=lambda one: HEAVINESS.index(GROUPS[one.care_form]), reverse=True)
        ended.sort(key=lambda one: (one.ended_on, one.started_on), reverse=True)
        return ended[0] if ended else None


def of_started(part):
    """A part that only a child with a start in the period has."""
    return lambda seen: part(seen) if seen.first else None


def of_ended(part, *reasons: str):
    """A part that only a child with an ending in the period has, for these reasons if any."""

    def of(seen: Seen) -> str | None:
        last = seen.last
        if last is None or (reasons and last.end_reason not in reasons):
            return None
        return part(last)

    return of


def reason(seen: Seen) -> str:
    return (seen.last.end_reason or "unknown") if seen.last else "not_ended"


def line(seen: Seen) -> str:
    beyond = any(one.care_form != "01" for one in seen.started)
    return "specialist" if beyond else "first_line"


def flow(seen: Seen) -> str:
    before = any(one.started_on < seen.period.start for one in seen.there)
    after = any(one.ended_on is None or one.ended_on > seen.period.end for one in seen.there)
    if before:
        return "stayed" if after else "left"
    return "came" if after else "passed"


def new_start(seen: Seen) -> str | None:
    last = seen.last
    if last is None:
        return None
    until = half_a_year_after(last.ended_on)
    if any(last.ended_on < one.started_on <= until for one in seen.all):
        return "yes"
    return "unknown" if until > seen.reference else "no"


def half_a_year_after(day: date) -> date:
    """The same day of the month, or the last one of a month that is shorter."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    last = monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


def lasted(one: Trajectory) -> str:
    return duration((one.ended_on - one.started_on).days)


# The part of each family in which a child stands; None where the family does not hold it.
FAMILIES = {
    "use": lambda seen: "all",
    "started": lambda seen: "yes" if seen.first else "no",
    "ended": reason,
    "repeat_use": of_started(lambda seen: "yes" if came_back(seen.first, seen.all) else "no"),
    "referrer": of_started(lambda seen: seen.first.referrer or "unknown"),
    "waiting": of_started(lambda seen: waiting(seen.first)),
    "line": of_started(line),
    "flow": flow,
    "duration": of_ended(lasted),
    "lasted_planned": of_ended(lasted, "01"),
    "lasted_dropout": of_ended(lasted, "03", "04"),
    "lasted_otherwise": of_ended(lasted, "02", "05"),
    "new_start": new_start,
    "further_help_young": of_ended(lambda last: last.further_young or "no_answer"),
    "further_help_parent": of_ended(lambda last: last.further_parent or "no_answer"),
    "usefulness_young": of_ended(lambda last: grade(last.usefulness_young)),
    "usefulness_parent": of_ended(lambda last: grade(last.usefulness_parent)),
}


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
