"""Where else the words of a line stand, so that who wipes it knows what stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from telvertel.meeting import lasting
from telvertel.meeting.state import Meeting, Note
from telvertel.meeting.subject import texts
from telvertel.wording.words import Words

# What outlasts a meeting, by the word for its place; all else of it is a thing both start from.
_LASTING = {
    lasting.LearningPointNoted: "learning",
    lasting.LearningPointMoved: "learning",
    lasting.LearningPointLookedBack: "learning",
    lasting.PreconditionNoted: "precondition",
    lasting.ClashNoted: "precondition",
    lasting.AccountNoted: "precondition",
    lasting.DifferenceAgreed: "difference",
    lasting.ExplanationChecked: "checked",
    lasting.WishNoted: "wish",
    lasting.MishapNoted: "mishap",
}


def also_said(meeting: Meeting, note: Note, w: Words) -> str:
    """A sentence that names everything of this meeting with the words of a line in it; empty when
    there is nothing. An agreement that was pulled back counts too."""
    words = note.text.strip().casefold()
    if not words:
        return ""
    found = [
        w("desk.also.agreement", number=one.number)
        for one in meeting.agreements
        if _holds(texts(one.made).values(), words)
    ]
    others = (place for place, said in _others(meeting) if _holds(said, words))
    found += [w(f"desk.also.{place}") for place in dict.fromkeys(others)]
    return w("desk.also.sentence", places=", ".join(found)) if found else ""


def _others(meeting: Meeting) -> Iterator[tuple[str, Iterable[str]]]:
    """Every other place that can hold the words, with what it says."""
    for one in meeting.disputes:
        yield "dispute", texts(one.raised).values()
    for one in meeting.weighings.values():
        yield "weighing", texts(one).values()
    for one in meeting.kept:
        yield _LASTING[type(one.body)], texts(one.body).values()
    for one in meeting.founded_here:
        yield "foundation", texts(one.body).values()
    yield "reserve", meeting.reserves.values()
    yield "closing", meeting.closing.values()
    yield "agenda", (meeting.agenda_reason, *(one.reason_text for one in meeting.agenda))


def _holds(said: Iterable[str], words: str) -> bool:
    return any(words in text.casefold() for text in said)
