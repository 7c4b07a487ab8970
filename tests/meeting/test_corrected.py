"""Correcting what was said: what hangs on a line, and what was said by mistake."""

from telvertel.meeting import events as e
from telvertel.meeting import lasting
from telvertel.meeting.subject import texts
from tests.meeting import saying as s
from tests.meeting.lasting import talk


def told(*bodies):
    return talk("een", *bodies)


def test_what_hangs_on_a_line_is_corrected_with_it_and_can_be_taken_away():
    written = s.note(reason_tag=e.ReasonTag.staff, reason_side=e.Side.provider, evidence="HR 2025")
    revised = e.NoteRevised(
        note="n1",
        text="Het team was klein.",
        evidence="HR 2026",
        theme=lasting.Theme.cooperation,
        clears=("reason_side",),
    )
    held = told(written, revised).note("n1").written
    assert (held.reason_tag, held.reason_side) == (e.ReasonTag.staff, None)
    assert (held.evidence, held.theme) == ("HR 2026", lasting.Theme.cooperation)
    assert texts(revised)["evidence"] == "HR 2026"


def test_a_line_that_is_made_one_for_the_talk_alone_leaves_the_wall_at_once():
    talk_only = e.NoteRevised(note="n1", text="Het team was klein.", visibility="talk")
    shown = told(s.note(), lasting.LineProjected(note="n1"))
    assert shown.notes_of("uitval")
    assert not told(s.note(), talk_only).notes_of("uitval")
    assert not told(s.note(), lasting.LineProjected(note="n1"), talk_only).notes_of("uitval")
