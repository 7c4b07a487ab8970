"""The scene: what the wall shows of a meeting, as plain data that a browser draws by itself.

A scene is a pure function of the meeting, the one before it and the language. It holds nothing
that is not meant for the room: no drafts, no lines that were pulled back, no target before
Waarderen, and of the figures only the key of a picture drawn from released ones.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Extra
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Meeting
from telvertel.wall import clock
from telvertel.wall.agreements import last_agreements, read_back, to_review
from telvertel.wall.at_item import item_view
from telvertel.wall.board import preconditions_board
from telvertel.wall.closing import closing
from telvertel.wall.definition import definition
from telvertel.wall.disputes import dispute_line, disputed
from telvertel.wall.frame import frameworks
from telvertel.wall.join import joining
from telvertel.wall.learned import learned
from telvertel.wall.naming import card_of, side_name
from telvertel.wall.of_whom import told_apart
from telvertel.wall.room_size import is_dark, scale_of
from telvertel.wall.rounds import silent_round
from telvertel.wall.steering import difference, mishap, reserves
from telvertel.wall.then import then
from telvertel.wall.tree import principles
from telvertel.wall.trial import trial
from telvertel.wording import numbers
from telvertel.wording.words import Words, words

# A view of a part that is off in a meeting is not drawn: the talk goes on where it was.
PART_OF = {
    e.View.reserves: Extra.reserves,
    e.View.learning: Extra.learning,
    e.View.mishap: Extra.learning,
    e.View.preconditions: Extra.preconditions,
    e.View.frameworks: Extra.principles,
    e.View.principles: Extra.principles,
    e.View.difference: Extra.differences,
}


def scene(meeting: Meeting, language: str, previous: Meeting | None = None) -> dict[str, Any]:
    """The scene of the wall; a meeting without a plan gives a scene with only its view."""
    w = words(language)
    if meeting.plan is None:
        return {"view": "waiting", "texts": _texts(w)}
    if meeting.sealed_at:
        meeting = for_minutes(meeting)  # what was for the talk alone ended with the talk
    shown = in_sight(meeting)
    drawn = _VIEWS[shown.view](meeting, shown, w, previous)
    return {
        "meeting": meeting.id,
        "view": shown.view.value,
        "shown_at": _moment(meeting.shown_at),
        "language": language,
        "goal": meeting.plan.goal,
        "status": _status(meeting, w),
        "scale": scale_of(meeting),
        "dark": is_dark(meeting),
        "clock": clock.clock(meeting),
        "texts": _texts(w),
        "dispute": dispute_line(meeting, shown.item, w) if shown.item else "",
        **drawn,
    }


def in_sight(meeting: Meeting) -> e.Shown:
    """What the wall was asked for; where the talk is when that belongs to a part that is off."""
    shown = meeting.shown or e.Shown(view=e.View.welcome)
    if is_on(meeting, shown.view):
        return shown
    at = meeting.step
    return at if at and is_on(meeting, at.view) else e.Shown(view=e.View.neutral)


def is_on(meeting: Meeting, view: e.View) -> bool:
    """Whether a view is part of this meeting."""
    return view not in PART_OF or meeting.has(PART_OF[view])


def _texts(w: Words) -> dict[str, Any]:
    more = {"more_lines": w.table("wall.more_lines")}
    return w.table("wall.texts") | w.table("wall_steering.texts") | more


def _moment(at: datetime | None) -> str:
    """Of the same length always, so that a browser can tell which of two came later."""
    return at.isoformat(timespec="microseconds") if at else ""


def _status(meeting: Meeting, w: Words) -> str:
    """What every screen carries: concept or vastgesteld, and the date."""
    plan = meeting.plan
    key = "wall.status_sealed" if meeting.sealed_at else "wall.status_concept"
    status = w(key, day=numbers.day(plan.held_on, w))
    return f"{status} · {w('wall.fictional')}" if plan.fictional else status


def _welcome(
    meeting: Meeting, shown: e.Shown, w: Words, previous: Meeting | None
) -> dict[str, Any]:
    plan = meeting.plan
    by_side = [
        {"name": side_name(meeting, side, w), "people": _people(meeting, side, w)}
        for side in (e.Side.provider, e.Side.municipality, None)
    ]
    end = plan.starts_at.hour * 60 + plan.starts_at.minute + plan.minutes
    return {
        "title": plan.title,
        "until": w("wall.welcome_question", time=f"{end // 60 % 24:02d}:{end % 60:02d}"),
        "purpose": w(f"wall.purpose.{plan.purpose.value}"),
        "sides": [side for side in by_side if side["people"]],
        "rules": [w(f"wall.rule.n{number}") for number in (1, 2, 3)],
        "last": w("wall.last_time", count=len(to_review(previous))) if previous else "",
    }


def _people(meeting: Meeting, side: e.Side | None, w: Words) -> list[str]:
    """Roles at the table, with a task where somebody has one; names only when given."""
    lines = []
    for person in meeting.people:
        if person.side is side and person.present:
            named = f"{person.name}, {person.role}" if person.name else person.role
            task = w.of(person.task) if person.task else ""
            said = not task or task.casefold() in named.casefold()
            lines.append(named if said else f"{named} ({task})")
    return lines


def _agenda(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    rows, kinds = [], {}
    for number, item in enumerate(meeting.agenda, 1):
        card = card_of(meeting, item.id)
        rows.append(
            {
                "number": number,
                "question": card.prose(w.language).question if card else w("wall.not_named_yet"),
                "minutes": w("wall.minutes", count=item.minutes),
                "apart": told_apart(meeting, item.id, w),
                "kind": w.of(card.kind) if card else "",
                "discussed": meeting.discussed(item.id),
                "dispute": dispute_line(meeting, item.id, w),
            }
        )
        if card:
            kinds[card.kind] = kinds.get(card.kind, 0) + 1
    balance = [{"name": w.of(kind), "count": count} for kind, count in kinds.items()]
    return {"title": w("wall.agenda_title"), "items": rows, "balance": balance}


def _client_voice(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    voice = meeting.client_voice
    return {
        "title": w("wall.client_voice_title"),
        "text": voice.text if voice else w("wall.not_told_yet"),
        "source": voice.source if voice else "",
    }


def _sealed(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    return {
        "title": w("wall.sealed_title"),
        "code_title": w("wall.check_code"),
        "code": meeting.check_code or "",
        "thanks": w("wall.thanks"),
    }


def _neutral(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    card = card_of(meeting, shown.item) if shown.item else None
    return {"title": card.prose(w.language).question if card else meeting.plan.goal}


_VIEWS = {
    e.View.welcome: _welcome,
    e.View.agenda: _agenda,
    e.View.last_agreements: last_agreements,
    e.View.client_voice: _client_voice,
    e.View.item: item_view,
    e.View.read_back: read_back,
    e.View.closing: closing,
    e.View.sealed: _sealed,
    e.View.neutral: _neutral,
    e.View.then: then,
    e.View.dispute: disputed,
    e.View.definition: definition,
    e.View.wall_test: trial,
    e.View.round: silent_round,
    e.View.join: joining,
    e.View.reserves: reserves,
    e.View.learning: learned,
    e.View.preconditions: preconditions_board,
    e.View.frameworks: frameworks,
    e.View.principles: principles,
    e.View.difference: difference,
    e.View.mishap: mishap,
}
