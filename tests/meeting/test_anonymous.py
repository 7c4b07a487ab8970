"""What of a silent round may be shown: nobody stands alone, and nothing tells who came first."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from telvertel.meeting import events as e
from telvertel.meeting.anonymous import LEAST, needed, stood, told

A, G = e.Side.provider, e.Side.municipality
MANY = {A: 6, G: 6}  # phones per side


def lines(*texts: str, side: e.Side) -> list[e.RoundLine]:
    return [e.RoundLine(side=side, text=text) for text in texts]


def test_enough_lines_of_each_side_stand_under_their_own_side_in_alphabetical_order():
    known = [*lines("zorg", "Wachtlijst", "aanloop", side=A), *lines("c", "b", "a", side=G)]
    closed = told("r", known, MANY)
    assert [(one.side, one.text) for one in closed.lines] == [
        (G, "a"), (G, "b"), (G, "c"), (A, "aanloop"), (A, "Wachtlijst"), (A, "zorg"),
    ]  # fmt: skip
    assert closed.left_out == 0


def test_a_side_with_two_lines_stands_together_with_the_other():
    closed = told("r", [*lines("a", "b", "c", side=A), *lines("d", "e", side=G)], MANY)
    assert {one.side for one in closed.lines} == {None}
    assert len(closed.lines) == 5


def test_a_side_that_wrote_nothing_leaves_the_other_its_name():
    closed = told("r", lines("a", "b", "c", side=A), MANY)
    assert {one.side for one in closed.lines} == {A}


def test_a_side_with_two_phones_stands_together_however_much_they_wrote():
    known = [*lines("a", "b", "c", "d", side=A), *lines("e", "f", "g", side=G)]
    assert {one.side for one in told("r", known, {A: 2, G: 6}).lines} == {None}


def test_fewer_than_three_lines_in_all_are_counted_and_nowhere_kept():
    closed = told("r", [*lines("a", side=A), *lines("b", side=G)], MANY, left_out=1)
    assert (closed.lines, closed.left_out) == ((), 3)


def test_positions_stand_as_a_spread_per_side():
    closed = stood(
        "r",
        [(A, e.Position.agree), (A, e.Position.agree), (A, e.Position.unknown)]
        + [(G, e.Position.disagree)] * 3,
    )
    assert [(one.side, one.position, one.count) for one in closed.positions] == [
        (G, e.Position.disagree, 3),
        (A, e.Position.agree, 2),
        (A, e.Position.unknown, 1),
    ]


def test_positions_of_a_side_with_two_people_stand_together():
    closed = stood("r", [(A, e.Position.agree)] * 3 + [(G, e.Position.disagree)] * 2)
    assert [(one.side, one.count) for one in closed.positions] == [(None, 3), (None, 2)]


def test_two_positions_are_not_shown():
    closed = stood("r", [(A, e.Position.agree), (G, e.Position.agree)])
    assert (closed.positions, closed.left_out) == ((), 2)


def test_how_many_are_still_needed():
    assert [needed([]), needed([1, 1]), needed([2, 4])] == [3, 1, 0]


one_line = st.builds(
    e.RoundLine,
    side=st.sampled_from(list(e.Side)),
    text=st.text(min_size=1, max_size=20),
)
phones = st.fixed_dictionaries({side: st.integers(0, 6) for side in e.Side})


@given(st.lists(one_line, max_size=12), phones, st.randoms())
def test_the_order_in_which_lines_came_cannot_be_found_in_what_is_shown(known, here, chance):
    other = list(known)
    chance.shuffle(other)
    assert told("r", known, here) == told("r", other, here)


@given(st.lists(one_line, max_size=12), phones)
def test_under_every_side_stand_at_least_three_lines_and_nothing_is_lost(known, here):
    closed = told("r", known, here)
    assert all(count >= LEAST for count in Counter(one.side for one in closed.lines).values())
    assert len(closed.lines) + closed.left_out == len(known)


stand = st.tuples(st.sampled_from(list(e.Side)), st.sampled_from(list(e.Position)))


@given(st.lists(stand, max_size=12), st.randoms())
def test_of_positions_neither_the_order_nor_a_lonely_side_can_be_found(known, chance):
    other = list(known)
    chance.shuffle(other)
    closed = stood("r", known)
    assert closed == stood("r", other)
    sides: Counter[e.Side | None] = Counter()
    for one in closed.positions:
        sides[one.side] += one.count
    assert all(count >= LEAST for count in sides.values())
    assert sum(sides.values()) + closed.left_out == len(known)
