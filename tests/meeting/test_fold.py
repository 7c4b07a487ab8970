"""The same events always add up to the same meeting, taken at once or one by one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed, check_say
from telvertel.meeting.stages import STAGES
from telvertel.meeting.state import Meeting, after, meeting
from telvertel.meeting.subject import overtaken, subject
from tests.meeting import saying as s

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
IDS = st.sampled_from(["x1", "x2", "x3"])
ITEMS = st.sampled_from(["uitval", "wachttijd"])
SIDES = st.sampled_from(list(e.Side))

HAPPENINGS = st.one_of(
    st.just(s.PLAN),
    st.permutations(s.AGENDA.items).map(lambda items: e.AgendaSet(items=tuple(items))),
    st.just(e.MeetingOpened()),
    st.builds(s.story, SIDES, st.sampled_from(["", "Meer vraag.", "Minder mensen."]), ITEMS),
    st.builds(lambda i, n: s.note(f"Regel {n}", n, i), ITEMS, IDS),
    st.builds(lambda n: e.NoteRevised(note=n, text="Anders."), IDS),
    st.builds(lambda n: e.LinePulledBack(note=n), IDS),
    st.builds(
        lambda i, stage: e.Shown(view=e.View.item, item=i, stage=stage),
        ITEMS,
        st.sampled_from(STAGES),
    ),
    st.builds(s.dispute, SIDES, ITEMS),
    st.just(e.DisputeSettled(dispute="d1", text="Nageteld.")),
    st.builds(s.weighing, ITEMS),
    st.builds(s.agreement, IDS, ITEMS),
    st.builds(lambda a: e.AgreementRevised(to=s.agreement(a), reason="Datum."), IDS),
    st.builds(lambda a: e.AgreementPulledBack(agreement=a, reason="Dubbel."), IDS),
    st.builds(lambda a: e.ReadBack(agreement=a), IDS),
    st.builds(s.confirmed, SIDES),
    st.just(e.Sealed(check_code="0123ABCD")),
)


def events_of(bodies, clock=1) -> list[e.Event]:
    return [
        e.Event(**dict(s.saying(b)), sequence=n, at=NOON + clock * n * timedelta(minutes=1))
        for n, b in enumerate(bodies, start=1)
    ]


@given(st.lists(HAPPENINGS, max_size=25), st.data())
def test_any_order_of_arrival_gives_the_same_meeting(bodies, data):
    events = events_of(bodies)
    shuffled = data.draw(st.permutations(events))
    assert meeting(s.MEETING, shuffled) == meeting(s.MEETING, events)


@given(st.lists(HAPPENINGS, max_size=25), st.integers(0, 25))
def test_going_on_from_a_moment_gives_the_same_as_starting_over(bodies, moment):
    events = events_of(bodies)
    state = meeting(s.MEETING, events[:moment])
    for event in events[moment:]:
        state = after(state, event)
    assert state == meeting(s.MEETING, events)


@given(st.lists(HAPPENINGS, max_size=15))
def test_a_clock_that_runs_backwards_changes_times_and_no_order(bodies):
    forward, backward = (meeting(s.MEETING, events_of(bodies, clock)) for clock in (1, -1))
    assert [note.text for note in forward.notes] == [note.text for note in backward.notes]
    assert forward.agenda == backward.agenda and forward.shown == backward.shown


@given(st.lists(HAPPENINGS, max_size=40))
def test_a_meeting_that_keeps_the_rules_has_no_note_outside_its_agenda(bodies):
    state = Meeting(s.MEETING)
    for event in events_of(bodies):
        try:
            check_say(state, event)
        except NotAllowed:
            continue
        assert state.sealed_at is None
        state = after(state, event)
    on_agenda = {item.id for item in state.agenda}
    assert {note.written.item for note in state.notes} <= on_agenda
    assert len({note.id for note in state.notes}) == len(state.notes)
    if state.sealed_at is not None:
        assert set(state.confirmations) == set(e.Side)


def test_a_changed_agreement_has_to_be_confirmed_again():
    both = (s.confirmed(e.Side.municipality), s.confirmed(e.Side.provider))
    assert len(s.after(*s.OPEN, s.agreement(), *both).confirmations) == 2
    revised = e.AgreementRevised(to=s.agreement(), reason="Datum vergeten.")
    assert s.after(*s.OPEN, s.agreement(), *both, revised).confirmations == {}


BOTH = (s.confirmed(e.Side.municipality), s.confirmed(e.Side.provider))
TALKED = (*s.OPEN, s.note(), s.agreement(), s.dispute(), *BOTH)
CHANGES = [
    s.PLAN,
    s.AGENDA,
    e.PeopleNoted(people=(e.Person(role="beleid"),)),
    s.story(),
    s.note(note="n2"),
    e.NoteRevised(note="n1", text="Anders."),
    e.LinePulledBack(note="n1"),
    e.Parked(parked="p1", text="Later."),
    e.FigureDisputed.model_validate({**s.dispute().model_dump(), "dispute": "d2"}),
    e.DisputeSettled(dispute="d1", text="Nageteld."),
    e.IndicatorJudged(item="uitval", tells=e.Answer.partly),
    s.weighing(),
    e.ReflectionAnswered(question=e.Reflection.ambition, answer=e.Answer.yes),
    s.agreement("a2"),
    e.AgreementRevised(to=s.agreement(), reason="Datum."),
    e.AgreementPulledBack(agreement="a1", reason="Dubbel."),
    s.review(),
    e.ClosingAnswered(question="asks_of_me", side=e.Side.provider, text="Tijd."),
]
NO_CHANGES = [
    e.Shown(view=e.View.closing),
    e.ReadBack(agreement="a1"),
    s.confirmed(e.Side.provider),
    e.Sealed(check_code="0123ABCD"),
]


@pytest.mark.parametrize("body", CHANGES, ids=lambda body: body.kind)
def test_after_any_change_of_the_text_both_sides_are_asked_again(body):
    assert set(s.after(*TALKED).confirmations) == set(e.Side)
    assert s.after(*TALKED, body).confirmations == {}


@pytest.mark.parametrize("body", NO_CHANGES, ids=lambda body: body.kind)
def test_showing_reading_back_and_confirming_leave_what_was_confirmed(body):
    assert set(s.after(*TALKED, body).confirmations) == set(e.Side)


def test_writing_on_what_one_had_not_seen_names_the_other_text():
    first = s.saying(s.weighing(), device="laptop", base=3)
    other = e.Event(**dict(s.saying(s.weighing(), device="telefoon")), sequence=4, at=NOON)
    elsewhere = e.Event(**dict(s.saying(s.weighing("wachttijd"))), sequence=5, at=NOON)
    assert overtaken(first, [other, elsewhere]) == other
    assert overtaken(first, [elsewhere]) is None
    assert overtaken(first.model_copy(update={"device": "telefoon"}), [other]) is None
    assert overtaken(first.model_copy(update={"base": None}), [other]) is None


def test_two_sides_telling_about_one_item_do_not_overtake_each_other():
    assert subject(s.story(e.Side.provider)) != subject(s.story(e.Side.municipality))
