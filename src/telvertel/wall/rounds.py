"""A silent round on the wall: its question while people write, and everything at once after it.

While it runs nothing of what is written is known here; the number of lines comes beside the scene.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.anonymous import LEAST
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting, Round
from telvertel.meeting.subject import ERASED
from telvertel.wall import positions
from telvertel.wall.naming import card_of, side_name
from telvertel.wall.room_size import scale_of
from telvertel.wording.words import Words, words

PAGE = ":"  # "<id of a round>:2" is its second screen, when its lines do not fit on one
ROWS = 14  # lines of text under the name of a side, at 40 px
BETWEEN = 0.25  # of a line, the space between two contributions
LETTERS = 43  # in half the width
LONG = 45  # letters beyond which the question may take a second line
CUT = 4  # lines of text after which one contribution is cut; in full it stands at the desk


def silent_round(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    name, _, page = (shown.round or "").partition(PAGE)
    found = next((one for one in meeting.rounds if one.id == name), None)
    if found is None:
        return {"title": w("rounds.none"), "state": "none"}
    about = {
        "item": found.opened.item,
        "about": _about(meeting, found, w),
        "title": found.opened.question,
        "note": note_text(meeting, found),
    }
    if found.closed is None:
        return about | _running(found, w)
    found = replace(found, closed=_standing(meeting, found))
    if found.closed.positions:
        spread = positions.in_full(meeting, found.closed.positions, w)
        return about | {"state": "positions", "columns": spread, "left_out": ""}
    if not found.closed.lines:
        return about | {"state": "nothing", "told": w("rounds.too_few")}
    room = ROWS - 2 * (len(found.opened.question) > LONG) - bool(found.closed.left_out)
    at = int(page) if page.isdecimal() else 1
    return about | _lines(meeting, found.closed, room, at, w)


def _standing(meeting: Meeting, found: Round) -> e.RoundClosed:
    """What came out of a round without lines that were wiped, or taken over and then taken off."""
    notes = meeting.notes_of(found.opened.item, every=True)
    off = {note.text for note in notes if not note.stands} - {
        note.text for note in notes if note.stands
    }
    kept = tuple(one for one in found.closed.lines if one.text not in {*off, ERASED})
    return found.closed.model_copy(update={"lines": kept})


def _running(found: Round, w: Words) -> dict[str, Any]:
    asks_lines = found.opened.round_kind is e.RoundKind.lines
    return {
        "state": "running",
        "round": found.id,
        "told": w("rounds.silent" if asks_lines else "rounds.choose"),
        "few": w("rounds.few_phones", count=LEAST),
        "written": w.table("rounds.written" if asks_lines else "rounds.answered"),
        "since": found.at.isoformat(),
        "seconds": found.opened.seconds,
    }


def _about(meeting: Meeting, found: Round, w: Words) -> str:
    """Which item it is about: its number and its name."""
    card = card_of(meeting, found.opened.item)
    name = card.prose(w.language).name if card else ""
    return f"{meeting.number_of(found.opened.item)} · {name}" if name else ""


def note_text(meeting: Meeting, found: Round) -> str:
    """The explanation a round of positions is about; empty when it was taken off since."""
    note = meeting.note(found.opened.note)
    return note.text if note and note.stands else ""


def _lines(
    meeting: Meeting, closed: e.RoundClosed, room: int, page: int, w: Words
) -> dict[str, Any]:
    """The lines per side, both at the same size, cut into screens that fit ``room`` lines."""
    rows = max(3, int(room / scale_of(meeting)))
    letters = int(LETTERS / scale_of(meeting))
    columns = []
    for side, lines in _by_side(closed):
        wide = letters * 2 if side is None else letters
        pages = _pages([one.text for one in lines], rows, wide)
        columns.append((side, pages))
    last = max(len(pages) for _, pages in columns)
    at = min(max(page, 1), last)
    return {
        "state": "lines",
        "place": w("wall.of", number=at, total=last) if last > 1 else "",
        "screens": last,
        "columns": [
            {"name": _heading(meeting, side, w), "lines": _page(pages, at)}
            for side, pages in columns
        ],
        "left_out": left_out(closed, w),
    }


def _heading(meeting: Meeting, side: e.Side | None, w: Words) -> str:
    """Lines that were not split were not said together: they have a heading of their own."""
    return side_name(meeting, side, w) if side else w("rounds.unsplit")


def _why_unsplit(closed: e.RoundClosed, w: Words) -> str:
    unsplit = any(one.side is None for one in closed.lines)
    return w("rounds.why_unsplit", count=LEAST) if unsplit else ""


def _by_side(
    closed: e.RoundClosed,
) -> list[tuple[e.Side | None, tuple[e.RoundLine, ...]]]:
    """Provider left, municipality right; one column when they stand together."""
    together = tuple(one for one in closed.lines if one.side is None)
    if together:
        return [(None, closed.lines)]
    return [
        (side, tuple(one for one in closed.lines if one.side is side))
        for side in (e.Side.provider, e.Side.municipality)
    ]


def _pages(texts: Sequence[str], rows: int, letters: int) -> list[list[str]]:
    """Texts that fit together under a heading, in the order given."""
    pages: list[list[str]] = [[]]
    used = 0.0
    for text in texts:
        needs = min(CUT, math.ceil(len(text) / letters)) + BETWEEN
        if pages[-1] and used + needs > rows:
            pages.append([])
            used = 0.0
        pages[-1].append(text)
        used += needs
    return pages


def _page(pages: list[list[str]], at: int) -> list[str]:
    return pages[at - 1] if at <= len(pages) else []


def left_out(closed: e.RoundClosed, w: Words) -> str:
    return w("rounds.left_out", count=closed.left_out) if closed.left_out else ""


def at_desk(meeting: Meeting, language: str) -> dict[str, Any]:
    """What the facilitator needs for rounds and positions; nothing of a round that runs."""
    w = words(language)
    at = meeting.step
    item = at.item if at and at.item and meeting.item(at.item) else None
    last = next((one for one in reversed(meeting.rounds) if one.opened.item == item), None)
    running = meeting.open_round()
    return {
        "phones": bool(meeting.plan and meeting.plan.phones),
        "item": item,
        "stage": at.stage.value if at and at.stage else Stage.recognise.value,
        "question": w(f"rounds.question.{at.stage.value}") if at and at.stage else "",
        "running": running and _asked(meeting, running, w),
        "last": last and last.closed and _outcome(meeting, last, w),
        "explanations": positions.at_desk(meeting, item) if item else [],
        "sides": {side.value: side_name(meeting, side, w) for side in e.Side},
        "back": at.model_dump(mode="json") if at else None,
        "shows": meeting.shown.view.value if meeting.shown else "",
    }


def _asked(meeting: Meeting, running: Round, w: Words) -> dict[str, Any]:
    return {
        "id": running.id,
        "kind": running.opened.round_kind.value,
        "item": running.opened.item,
        "question": running.opened.question,
        "note": note_text(meeting, running),
        "since": running.at.isoformat(),
        "seconds": running.opened.seconds,
    }


def _outcome(meeting: Meeting, last: Round, w: Words) -> dict[str, Any]:
    """The last round of the item, its lines with whether they were taken over into the talk."""
    said = {note.text for note in meeting.notes_of(last.opened.item)}
    drawn = silent_round(meeting, e.Shown(view=e.View.round, round=last.id), w, None)
    return {
        "id": last.id,
        "question": last.opened.question,
        "note": note_text(meeting, last),
        "screens": drawn.get("screens", 1),
        "told": drawn.get("told", "") or _why_unsplit(last.closed, w),
        "left_out": left_out(last.closed, w),
        "lines": [
            {
                "text": one.text,
                "side": one.side.value if one.side else "",
                "name": _heading(meeting, one.side, w),
                "taken": one.text in said,
            }
            for one in last.closed.lines
        ],
        "positions": drawn.get("columns", []) if last.closed.positions else [],
    }
