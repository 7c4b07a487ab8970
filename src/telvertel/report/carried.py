"""What goes along in the file of a whole meeting, beside its lines: everything in both languages,
so that whoever asks for it, in whichever language, gets the same bytes."""

from __future__ import annotations

from telvertel.meeting.state import Meeting
from telvertel.report import decision, figures_file, ics, rounds_file
from telvertel.report.html import html
from telvertel.report.minutes import minutes
from telvertel.wording.words import LANGUAGES


def inside(meeting: Meeting, previous: Meeting | None) -> dict[str, bytes]:
    """Name → bytes: minutes, decision notes, calendar, figures and rounds."""
    found = {"rounds.json": rounds_file.as_json(meeting)}
    for language in LANGUAGES:
        told = minutes(meeting, previous, language)
        found |= {
            f"minutes.{language}.html": html(told).encode(),
            f"figures.{language}.csv": figures_file.as_csv(meeting, language),
            f"figures.{language}.json": figures_file.as_json(meeting, language),
            f"calendar.{language}.ics": ics.whole(meeting, language),
            **_notes(meeting, language),
        }
    return found


def _notes(meeting: Meeting, language: str) -> dict[str, bytes]:
    return {
        f"weighing-{meeting.number_of(item.id)}.{language}.html": html(
            decision.note(meeting, item, language)
        ).encode()
        for item in decision.weighed(meeting)
    }
