"""Stretches of help become trajectories exactly as somebody with a calendar joins them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from telvertel.figures.intake.ijw.elements import Kind
from telvertel.figures.intake.ijw.end_reasons import end_reasons
from telvertel.figures.intake.ijw.stretches import Stretch, merged
from telvertel.figures.intake.ijw.values import Item

FIRST = date(2024, 1, 1)
REASONS = end_reasons()
ITEM = Item("x.xml", 1, Kind.start, "StartProduct", "GM0344", "1", FIRST, "kind", 2010, {})

STRETCHES = st.lists(
    st.tuples(st.integers(0, 300), st.none() | st.integers(0, 90), st.sampled_from(["31", "36"])),
    max_size=6,
)


def stretch(begin, days, reason):
    start = FIRST + timedelta(days=begin)
    if days is None:
        return Stretch(ITEM, start)
    return Stretch(ITEM, start, start + timedelta(days=days), reason)


def first_days(stretches):
    """Every start, unless help ran on that day already or an interruption ends there."""
    found = []
    for start in sorted({one.start for one in stretches}):
        before = [one for one in stretches if one.start < start]
        if any(one.end is None or one.end >= start for one in before):
            continue
        ended = max((one.end for one in before), default=None)
        really = any(one.end == ended and one.reason == "31" for one in before)
        if before and not really and (start - ended).days <= REASONS.continued_within_days:
            continue
        found.append(start)
    return found


@given(STRETCHES)
def test_a_trajectory_begins_where_no_help_ran_and_none_was_interrupted(given_):
    stretches = [stretch(*one) for one in given_]
    assert [one.start for one in merged(stretches, REASONS)] == first_days(stretches)


@given(STRETCHES)
def test_help_goes_on_as_long_as_one_of_its_stretches(given_):
    stretches = [stretch(*one) for one in given_]
    for one in merged(stretches, REASONS):
        inside = [s for s in stretches if s.start >= one.start]
        if one.end is None:
            assert any(s.end is None for s in inside)
        else:
            assert one.end in {s.end for s in inside}


@given(STRETCHES, st.randoms())
def test_the_order_of_messages_does_not_matter(given_, random):
    stretches = [stretch(*one) for one in given_]
    shuffled = random.sample(stretches, len(stretches))
    facts = [
        [(s.start, s.end, s.reason) for s in merged(m, REASONS)] for m in (stretches, shuffled)
    ]
    assert facts[0] == facts[1]
