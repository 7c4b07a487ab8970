"""One row per child and period, in SQL: the atom the child stands in and its part of each family.

A child is a pseudonym within one municipality. Of several trajectories in a period the heaviest
care form decides the atom (the order of ``scope.CARE_FORMS``, lightest first); ties go to the
earliest start, then the lowest provider code and care form. So a child stands in exactly one atom.
"""

from __future__ import annotations

from telvertel.figures.scope import AGE_BANDS, CARE_FORMS
from telvertel.indicators.definition import PARENT, PARTS, Family

# Days from start to end, as 85096NED has its classes; upper bounds are not in the class.
DURATION_DAYS = {"m0_3": 91, "m3_6": 182, "m6_12": 365, "y1_2": 730, "y2_3": 1095}
LONGEST_DURATION = "y3"
# Days from assignment to start, both bounds in the class.
WAITING_DAYS = {"d0_14": 14, "d15_42": 42, "d43_84": 84}
LONGEST_WAITING = "d85"
GRADES = {"g1_5": 5, "g6_7": 7}  # highest grade in the class
HIGHEST_GRADES = "g8_10"
FIRST_LINE = "team"  # the care group that is help of the local team
LOOK_AHEAD_MONTHS = 6  # new start: help that begins within so many months after the ending
LOOK_BACK_YEARS = 5  # repeat use: another trajectory ran within so many years before the start


def _case(expression: str, bounds: dict[str, int], sign: str, last: str) -> str:
    whens = " ".join(
        f"WHEN {expression} {sign} {top} THEN '{name}'" for name, top in bounds.items()
    )
    return f"{whens} ELSE '{last}' END"


def _age_band(age: str) -> str:
    """Ages above the last band stay in it: with a birth year only, 22 may look like 23."""
    tops = {band: int(band.split("-")[1]) for band in AGE_BANDS[:-1]}
    return f"CASE {_case(age, tops, '<=', AGE_BANDS[-1])}"


_FORMS = [(code, group) for group, codes in CARE_FORMS.items() for code in codes]
_GROUP = "CASE care_form " + " ".join(f"WHEN '{c}' THEN '{g}'" for c, g in _FORMS) + " END"
_WEIGHT = (
    "CASE care_form "
    + " ".join(
        f"WHEN '{code}' THEN {weight}"
        for weight, codes in enumerate(CARE_FORMS.values())
        for code in codes
    )
    + " END"
)


def _grade(column: str) -> str:
    classes = _case(column, GRADES, "<=", HIGHEST_GRADES)
    return f"CASE WHEN {column} IS NULL THEN 'no_answer' {classes}"


_LASTED = "CASE " + _case("e.duration_days", DURATION_DAYS, "<", LONGEST_DURATION)

# Each family's part for a child, over the row ``m`` (main trajectory), ``s`` (first that started in
# the period) and ``e`` (last that ended in it); ``p`` tells of all its trajectories together.
_PART: dict[Family, str] = {
    Family.use: "'all'",
    Family.started: "CASE WHEN s.id IS NULL THEN 'no' ELSE 'yes' END",
    Family.ended: "CASE WHEN e.id IS NULL THEN 'not_ended' "
    "ELSE coalesce(e.end_reason, 'unknown') END",
    Family.repeat_use: "CASE WHEN s.again THEN 'yes' ELSE 'no' END",
    Family.referrer: "coalesce(s.referrer, 'unknown')",
    Family.waiting: "CASE WHEN s.waiting_days IS NULL OR s.waiting_days < 0 THEN 'unknown' "
    + _case("s.waiting_days", WAITING_DAYS, "<=", LONGEST_WAITING),
    Family.line: "CASE WHEN p.beyond_team THEN 'specialist' ELSE 'first_line' END",
    Family.flow: "CASE WHEN p.there_before AND p.there_after THEN 'stayed' "
    "WHEN p.there_after THEN 'came' WHEN p.there_before THEN 'left' ELSE 'passed' END",
    Family.duration: _LASTED,
    Family.lasted_planned: _LASTED,
    Family.lasted_dropout: _LASTED,
    Family.lasted_otherwise: _LASTED,
    Family.new_start: "e.new_start",
    Family.further_help_young: "coalesce(e.further_young, 'no_answer')",
    Family.further_help_parent: "coalesce(e.further_parent, 'no_answer')",
    Family.usefulness_young: _grade("e.usefulness_young"),
    Family.usefulness_parent: _grade("e.usefulness_parent"),
}

# ``delivered``: the typed trajectories; ``held``: grain, period, first_day, last_day.
TRAJECTORIES = f"""
CREATE TEMP TABLE trajectory AS
SELECT row_number() OVER () AS id, municipality, client, provider, care_form,
    {_WEIGHT} AS weight, {_GROUP} AS care_group, started_on,
    CASE WHEN ended_on <= $reference THEN ended_on END AS ended_on,
    CASE WHEN ended_on <= $reference THEN end_reason END AS end_reason,
    coalesce(birth_year, year(started_on) - age) AS birth_year,
    referrer, date_diff('day', assigned_on, started_on) AS waiting_days,
    date_diff('day', started_on, ended_on) AS duration_days,
    further_young, further_parent, usefulness_young, usefulness_parent
FROM delivered WHERE started_on <= $reference
"""

# Another trajectory of the same child that began earlier and still ran in the years before. Looked
# up through what began earlier: how late had the latest of those ended? And the other way: does
# help begin again within months of the ending? Unknown while those months are not over.
REPEATS = f"""
CREATE TEMP TABLE told AS
SELECT t.*, coalesce(max(coalesce(ended_on, DATE '9999-12-31')) OVER before
    >= started_on - INTERVAL {LOOK_BACK_YEARS} YEAR, false) AS again,
    ended_on + INTERVAL {LOOK_AHEAD_MONTHS} MONTH AS ahead,
    CASE WHEN min(started_on) OVER later <= ahead THEN 'yes'
        WHEN ahead > $reference THEN 'unknown' ELSE 'no' END AS new_start
FROM trajectory t
WINDOW before AS (PARTITION BY municipality, client ORDER BY started_on
    RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING),
later AS (PARTITION BY municipality, client ORDER BY started_on
    RANGE BETWEEN to_days(coalesce(duration_days, 0)::INTEGER + 1) FOLLOWING
    AND UNBOUNDED FOLLOWING)
"""

_CHOSEN = "PARTITION BY h.grain, h.period, t.municipality, t.client ORDER BY"

CHILDREN = f"""
CREATE TEMP TABLE child AS
WITH active AS (
    SELECT h.grain, h.period, t.municipality, t.client, t.id,
        t.started_on >= h.first_day AS starts,
        t.ended_on <= h.last_day AS ends,
        t.started_on >= h.first_day AND t.care_group <> '{FIRST_LINE}' AS starts_beyond,
        t.ended_on IS NULL OR t.ended_on > h.last_day AS goes_on,
        row_number() OVER ({_CHOSEN} weight DESC, started_on, provider, care_form, id) AS main_rank,
        row_number() OVER ({_CHOSEN} (started_on >= h.first_day) DESC, started_on,
            weight DESC, provider, care_form, id) AS start_rank,
        row_number() OVER ({_CHOSEN} coalesce(ended_on <= h.last_day, false) DESC, ended_on DESC,
            started_on DESC, weight DESC, provider, care_form, id) AS end_rank
    FROM told t JOIN held h
        ON t.started_on <= h.last_day AND coalesce(t.ended_on, DATE '9999-12-31') >= h.first_day
), picked AS (
    SELECT grain, period, municipality, client,
        max(id) FILTER (main_rank = 1) AS main,
        max(id) FILTER (start_rank = 1 AND starts) AS first_start,
        max(id) FILTER (end_rank = 1 AND ends) AS last_end,
        bool_or(starts_beyond) AS beyond_team,
        NOT bool_and(starts) AS there_before,
        bool_or(goes_on) AS there_after
    FROM active GROUP BY ALL
)
SELECT p.grain, p.period, p.municipality, m.provider, m.care_group AS care_form,
    {_age_band("p.period[1:4]::INTEGER - m.birth_year")} AS age_band,
    {", ".join(f"{expression} AS {family.value}" for family, expression in _PART.items())}
FROM picked p
JOIN told m ON m.id = p.main
LEFT JOIN told s ON s.id = p.first_start
LEFT JOIN told e ON e.id = p.last_end
"""


def counts_of(family: Family) -> str:
    """SQL: children per part of a family and atom; only those in the parent's parts count."""
    inside = "true"
    parent = PARENT[family]
    if parent is not None:
        parts = ", ".join(f"'{part}'" for part in parent[1])
        inside = f"{parent[0].value} IN ({parts})"
    known = ", ".join(f"'{part}'" for part in PARTS[family])
    return f"""
SELECT '{family.value}' AS family, {family.value} AS part, grain, period, municipality, provider,
    care_form, age_band, count(*)::BIGINT AS x
FROM child WHERE {inside} AND {family.value} IN ({known}) GROUP BY ALL"""


COUNTS = "\nUNION ALL".join(counts_of(family) for family in PARTS) + "\nORDER BY ALL"
