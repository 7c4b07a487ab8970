"""One day for people: a moment near midnight falls on the day of the Netherlands, everywhere."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.days import HOME, day_of, local
from telvertel.wording import numbers
from telvertel.wording.words import words
from tests.house.test_directions import PACKAGE, modules

# A cell, a word or an option that is a day already: ``.date()`` there asks no moment for its day.
READS_DAYS = {
    "cli.py",
    "figures/intake/workbook.py",
    "figures/merged.py",
    "figures/stored.py",
}
# The log closes its file at midnight UTC, and its name says so.
IN_UTC = {"retention/logs.py"}
NIGHT = datetime(2026, 11, 22, 23, 37, tzinfo=UTC)


def asks_a_day_itself(call: ast.Call, here: str) -> bool:
    """``at.date()``, ``date.today()``, ``datetime.now()`` without a zone."""
    if not isinstance(call.func, ast.Attribute) or call.args or call.keywords:
        return False
    asked = {"date", "today", "now", "astimezone"} - ({"date"} if here in READS_DAYS else set())
    return call.func.attr in asked and getattr(call.func.value, "id", "") != "days"


def test_the_day_of_a_moment_is_decided_in_one_place():
    for path in modules():
        here = str(path.relative_to(PACKAGE))
        if here == "days.py" or here in IN_UTC:
            continue
        source = path.read_text(encoding="utf-8")
        calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call)]
        lines = [one.lineno for one in calls if asks_a_day_itself(one, here)]
        assert not lines, f"{here} decides itself on which day a moment fell: lines {lines}"
        assert "Europe/Amsterdam" not in source, f"{here} has a clock of its own"


def test_half_an_hour_past_midnight_is_the_day_that_began():
    w = words("nl")
    assert day_of(NIGHT) == date(2026, 11, 23)
    assert numbers.day(NIGHT, w) == "23 november 2026"
    assert numbers.clock(NIGHT, w) == "00:37"


@settings(max_examples=60)
@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1)),
    st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    st.sampled_from(["nl", "en"]),
)
def test_day_and_clock_on_screen_are_of_one_moment_in_one_zone(at, zone, language):
    w, moment = words(language), at.replace(tzinfo=zone)
    shown = f"{numbers.day(moment, w, 'short')} {numbers.clock(moment, w, seconds=True)}"
    pattern = "%d-%m-%Y %H:%M:%S" if language == "nl" else "%d/%m/%Y %H:%M:%S"
    back = datetime.strptime(shown, pattern).replace(tzinfo=HOME, fold=local(moment).fold)
    assert back.astimezone(UTC) == moment.replace(microsecond=0)


def test_a_moment_without_a_zone_falls_on_no_day():
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 11, 22, 23, 37))
