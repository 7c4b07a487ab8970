"""Correcting what was said: what hangs on a line, and what was said by mistake."""

from telvertel.meeting import events as e
from telvertel.meeting import lasting
from telvertel.meeting.learning import learning_points
from telvertel.meeting.standing import differences, mishaps, wishes
from telvertel.meeting.subject import texts
from tests.meeting import saying as s
from tests.meeting.lasting import difference, point, series, talk, wish


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


def dropped(body):
    return body.model_copy(update={"dropped": True, "reason": "Dit was bij vergissing."})


def test_what_was_said_by_mistake_leaves_every_list_also_in_the_meetings_that_follow():
    mishap = lasting.MishapNoted(mishap="m1", text="Een telefoontje bleef uit.")
    said = (point(), difference(), wish(), mishap)
    before = told(*said)
    taken = talk("een", *said, *map(dropped, said))
    after = series(taken, talk("twee", day=90))
    for read in (learning_points, differences, wishes, mishaps):
        assert read(before) and not read(taken) and not read(after)
    assert [one.body.text for one in taken.kept if one.body.kind == "mishap_noted"] == [
        mishap.text,
        mishap.text,
    ]


def test_a_wish_that_was_taken_away_in_a_later_meeting_is_not_brought_along():
    assert not wishes(series(told(wish()), talk("twee", dropped(wish()), day=90)), every=True)
