"""Where else the words of a line stand, so that who wipes it knows what stays."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting, Note
from telvertel.meeting.subject import texts
from telvertel.wording.words import Words


def also_said(meeting: Meeting, note: Note, w: Words) -> str:
    """A sentence that names the agreements, disputes and weighings with the words of a line in
    them; empty when there are none. An agreement that was pulled back counts too."""
    words = note.text.strip().casefold()
    found = [
        w("desk.also.agreement", number=one.number)
        for one in meeting.agreements
        if _holds(one.made, words)
    ]
    if any(_holds(one.raised, words) for one in meeting.disputes):
        found.append(w("desk.also.dispute"))
    if any(_holds(one, words) for one in meeting.weighings.values()):
        found.append(w("desk.also.weighing"))
    return w("desk.also.sentence", places=", ".join(found)) if words and found else ""


def _holds(body: e.Happening, words: str) -> bool:
    return any(words in text.casefold() for text in texts(body).values())
