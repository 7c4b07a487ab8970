"""What the proposed agenda promises, whatever the figures are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from telvertel.indicators.definition import Kind
from telvertel.meeting import agenda
from telvertel.meeting.agenda import Candidate, Ground, is_bright, minutes_each, propose
from telvertel.meeting.events import AgendaReason as Reason


def candidate(name: str, kind: Kind, *reasons: Reason) -> Candidate:
    return Candidate(name, kind, tuple(Ground(one, f"{name}: {one}") for one in reasons))


def chosen(*candidates: Candidate) -> list[str]:
    return [one.indicator for one in propose(candidates) if one.chosen]


def test_a_disputed_figure_goes_before_an_agreement_due_and_that_before_a_signal():
    ranked = propose(
        [
            candidate("inflow", Kind.process, Reason.signal),
            candidate("dropout", Kind.process, Reason.disputed),
            candidate("waiting_time", Kind.process, Reason.agreement_due),
        ]
    )
    assert [one.indicator for one in ranked] == ["dropout", "waiting_time", "inflow"]


def test_what_was_not_finished_goes_after_a_revised_figure_and_before_what_is_new():
    ranked = propose(
        [
            candidate("inflow", Kind.process, Reason.never_discussed),
            candidate("dropout", Kind.process, Reason.unfinished),
            candidate("waiting_time", Kind.process, Reason.revised),
        ]
    )
    assert [one.indicator for one in ranked] == ["waiting_time", "dropout", "inflow"]


def test_the_strongest_of_several_reasons_is_given_with_its_sentence():
    one = propose([candidate("dropout", Kind.process, Reason.never_discussed, Reason.disputed)])[0]
    assert one.ground == Ground(Reason.disputed, "dropout: disputed")


def test_within_a_reason_every_kind_gets_its_turn():
    new = [candidate(f"o{n}", Kind.outcome, Reason.never_discussed) for n in range(4)]
    voice = candidate("voice", Kind.experience, Reason.never_discussed)
    use = candidate("use", Kind.use, Reason.never_discussed)
    assert chosen(*new, voice, use) == ["o0", "o1", "o2", "voice", "use"]


def test_no_more_than_five_are_chosen_and_the_others_stay_in_sight():
    many = [candidate(f"c{n}", Kind.process, Reason.signal) for n in range(8)]
    proposal = propose(many)
    assert sum(one.chosen for one in proposal) == 5
    assert len(proposal) == 8


def test_how_young_people_fare_comes_first_and_money_last():
    assert chosen(
        candidate("costs", Kind.means, Reason.disputed),
        candidate("use", Kind.use, Reason.disputed),
        candidate("waiting", Kind.process, Reason.signal),
        candidate("voice", Kind.experience, Reason.never_discussed),
        candidate("outcome", Kind.outcome, Reason.never_discussed),
    ) == ["outcome", "voice", "use", "waiting", "costs"]


def test_a_bright_spot_makes_room_for_itself_on_a_full_agenda():
    heavy = [candidate(f"c{n}", Kind.outcome, Reason.disputed) for n in range(6)]
    bright = candidate("reach", Kind.use, Reason.good_news)
    assert "reach" in chosen(*heavy, bright)


def test_an_agenda_with_only_volumes_gets_an_outcome_for_balance():
    volumes = [candidate(f"c{n}", Kind.use, Reason.signal) for n in range(6)]
    proposal = propose([*volumes, candidate("useful", Kind.outcome, Reason.never_discussed)])
    assert proposal[0].indicator == "useful"
    assert proposal[0].ground.reason is Reason.balance


def test_what_gives_no_reason_to_talk_is_not_chosen():
    proposal = propose([candidate("calm", Kind.process)])
    assert [one.chosen for one in proposal] == [False]
    assert proposal[0].ground.reason is Reason.chosen


def test_without_candidates_there_is_no_proposal():
    assert propose([]) == ()


def test_ninety_minutes_leave_twelve_for_each_of_five_items():
    assert minutes_each(90, 5) == 12
    assert minutes_each(90, 7) == 9
    assert agenda.minutes_over(90, [15, 15, 15, 15, 15]) == 12


GROUNDS = st.sets(st.sampled_from(agenda.RANK)).map(
    lambda reasons: tuple(Ground(one) for one in sorted(reasons))
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        indicator=st.uuids().map(str),
        kind=st.sampled_from(Kind),
        grounds=GROUNDS,
    ),
    max_size=12,
    unique_by=lambda one: one.indicator,
)


@given(CANDIDATES)
def test_every_agenda_keeps_its_promises(candidates):
    proposal = propose(candidates)
    assert sorted(one.indicator for one in proposal) == sorted(one.indicator for one in candidates)
    on_it = [one for one in proposal if one.chosen]
    assert len(on_it) == min(agenda.MOST, sum(bool(one.grounds) for one in candidates))
    order = [agenda.ORDER.index(one.candidate.kind) for one in on_it]
    assert order == sorted(order)
    if any(is_bright(one) for one in candidates):
        assert any(is_bright(one.candidate) for one in on_it)
    if any(one.kind in agenda.HOW_THEY_FARE and one.grounds for one in candidates):
        assert any(one.candidate.kind in agenda.HOW_THEY_FARE for one in on_it)


@given(CANDIDATES)
def test_the_order_in_which_indicators_are_found_changes_nothing(candidates):
    assert propose(candidates) == propose(list(reversed(candidates)))
