"""Afronden: nog open, wat nemen we mee, is het zo, vaststellen, verslag."""

from telvertel.screen import (
    close,
    council,
    disputed,
    left,
    report,
    revised_since,
    second_look,
    taking_along,
)

meeting = close.meeting_or_stop()
if meeting.sealed_at:
    close.check_code(meeting)
    second_look.of_meeting(meeting)
    report.downloads(meeting)
    council.edition(meeting)
    revised_since.of_meeting(meeting)
    disputed.of_meeting(meeting)
    close.next_meeting(meeting)
else:
    left.what_is_left(meeting)
    disputed.of_meeting(meeting)
    taking_along.what_goes_along(meeting)
    close.closing_answers(meeting)
    taking_along.balance(meeting)
    second_look.of_meeting(meeting)
    close.confirmations(meeting)
    report.downloads(meeting)
    close.seal(meeting)
