"""Minutes moved between items, and divided anew after a late start."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from telvertel.meeting.timing import divided, givers, minutes_beside, short_of, taken

PLANNED = {"wachttijd": 15, "uitval": 15, "kosten": 10}
agendas = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(1, 60), min_size=1, max_size=7
)


def test_two_minutes_more_for_one_item_are_two_less_for_the_other():
    assert taken(PLANNED, "wachttijd", "kosten") == {"wachttijd": 17, "kosten": 8}


def test_two_minutes_of_nobody_make_the_meeting_run_over():
    assert taken(PLANNED, "wachttijd", None) == {"wachttijd": 17}


def test_an_item_of_two_minutes_gives_none_away():
    assert taken({"a": 10, "b": 2}, "a", "b") == {}
    assert givers({"a": 10, "b": 2, "c": 3}, ("b", "c")) == ["c"]


def test_after_a_late_start_every_item_gives_in_proportion():
    assert divided(PLANNED, 32) == {"wachttijd": 12, "uitval": 12, "kosten": 8}


def test_without_items_there_is_nothing_to_divide():
    assert divided({}, 30) == {}


def test_as_many_minutes_as_planned_leave_everything_as_it_was():
    assert divided(PLANNED, 40) == PLANNED


@given(agendas, st.integers(-20, 300))
def test_a_new_division_uses_exactly_what_there_is_in_whole_minutes_of_at_least_one(
    planned, available
):
    given_minutes = divided(planned, available)
    assert given_minutes.keys() == planned.keys()
    assert all(isinstance(one, int) and one >= 1 for one in given_minutes.values())
    assert sum(given_minutes.values()) == max(available, len(planned))


@given(agendas, st.integers(1, 300))
def test_who_had_more_never_ends_up_with_less_than_who_had_less(planned, available):
    anew = divided(planned, available)
    for one in planned:
        for other in planned:
            if planned[one] > planned[other]:
                assert anew[one] >= anew[other]


@given(agendas, st.data())
def test_minutes_that_move_are_neither_made_nor_lost(planned, data):
    for_item = data.draw(st.sampled_from(list(planned)))
    for one in givers(planned, tuple(x for x in planned if x != for_item)):
        changed = taken(planned, for_item, one)
        assert sum({**planned, **changed}.values()) == sum(planned.values())
        assert min(changed.values()) >= 1


def test_the_start_and_the_end_of_a_meeting_keep_their_minutes():
    assert minutes_beside(90, begun=False) == 27
    assert minutes_beside(90, begun=True) == 15


def test_a_meeting_that_can_still_be_in_time_asks_nothing():
    assert short_of(PLANNED, 40) is None
    assert short_of(PLANNED, 38) is None  # two minutes nobody needs to hear of
    assert short_of(PLANNED, 32) == 32


def test_with_hardly_a_minute_each_no_division_is_offered():
    assert short_of(PLANNED, 5) is None
