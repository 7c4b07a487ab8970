"""What counts as told: agreed, sealed, and found again years later."""

from __future__ import annotations

from datetime import UTC, date, datetime

from telvertel.meeting import events as e
from telvertel.meeting import state
from telvertel.meeting.told import ToldKind, discussed, found, sealed, told


def held(name: str, day: date, *said, seal: bool = True) -> state.Meeting:
    """A meeting about dropout with these happenings, sealed unless said otherwise."""
    plan = e.MeetingPlanned(
        title=name,
        municipality="GM9901",
        municipality_name="Rivierstede",
        providers=("99000002",),
        provider_names=("De Oever",),
        held_on=day,
    )
    item = e.AgendaItem(id="p1", indicator="dropout", scope={}, minutes=15)
    bodies = [plan, e.AgendaSet(items=(item,)), e.MeetingOpened(), *said]
    bodies += [e.Sealed(check_code="0A1B2C3D")] if seal else []
    return state.meeting(
        name,
        [
            e.Event(
                sequence=number,
                op=f"op-{number:06d}",
                meeting=name,
                role="facilitator",
                at=datetime(day.year, day.month, day.day, 14, number, tzinfo=UTC),
                body=body,
            )
            for number, body in enumerate(bodies, 1)
        ],
    )


def note(name: str, text: str, kind: str = "explanation", **more) -> e.NoteWritten:
    return e.NoteWritten(note=name, item="p1", stage="explain", note_kind=kind, text=text, **more)


AGREED = e.AgreementMade(agreement="a1", item="p1", then_text="belt De Oever na drie weken")


def test_nothing_of_a_meeting_that_is_not_sealed_is_told():
    going_on = held("vandaag", date(2026, 11, 22), note("n1", "Nog niet vastgesteld"), seal=False)
    assert told([going_on]) == ()
    assert discussed([going_on], "dropout") == ()


def test_a_line_that_was_pulled_back_is_not_told():
    meeting = held(
        "toen", date(2025, 11, 20), note("n1", "Te stellig"), e.LinePulledBack(note="n1")
    )
    assert told([meeting]) == ()


def test_the_newest_meeting_comes_first():
    old = held("toen", date(2024, 11, 20), note("n1", "Toen"))
    new = held("later", date(2025, 11, 20), note("n1", "Later"))
    assert [one.said.text for one in told([old, new])] == ["Later", "Toen"]
    assert sealed([old, new]) == (new, old)


def test_an_agreement_comes_with_the_answer_of_a_later_meeting():
    made = held("toen", date(2024, 11, 20), AGREED)
    answer = e.AgreementReviewed(
        agreement="a1", made_in="toen", kept="yes", helped="too_early", result="Er is gebeld."
    )
    later = held("later", date(2025, 11, 20), answer)
    assert [one.review for one in told([made, later])] == [answer]


def test_an_answer_that_is_not_sealed_yet_is_no_answer():
    made = held("toen", date(2024, 11, 20), AGREED)
    answer = e.AgreementReviewed(
        agreement="a1", made_in="toen", kept="yes", helped="yes", result="Er is gebeld."
    )
    going_on = held("vandaag", date(2026, 11, 22), answer, seal=False)
    assert [one.review for one in told([made, going_on])] == [None]


def test_an_agreement_apart_from_any_figure_is_told_too():
    loose = AGREED.model_copy(update={"item": None})
    (one,) = told([held("toen", date(2024, 11, 20), loose)])
    assert (one.kind, one.indicator) == (ToldKind.agreement, None)


def test_searching_forgets_capitals_accents_and_the_order_of_words():
    everything = told([held("toen", date(2024, 11, 20), note("n1", "De coördinator belt"), AGREED)])
    assert [one.said.text for one in found(everything, "BELT coordinator")] == [
        "De coördinator belt"
    ]
    assert len(found(everything, "belt")) == 2
    assert len(found(everything, "")) == 2
    assert found(everything, "belt niet") == ()


def test_a_figure_is_discussed_when_something_was_said_about_it():
    silent = held("toen", date(2024, 11, 20))
    spoken = held("later", date(2025, 11, 20), note("n1", "Gezegd", "fact"))
    assert [meeting.id for meeting, _ in discussed([silent, spoken], "dropout")] == ["later"]
    assert discussed([spoken], "inflow") == ()
