"""The scene: what the wall shows of a meeting, as plain data that a browser draws by itself.

A scene is a pure function of the meeting, the one before it and the language. It holds nothing
that is not meant for the room: no drafts, no lines that were pulled back, no target before
Waarderen, and of the figures only the key of a picture drawn from released ones.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage, newest_may_show, stages_of
from telvertel.meeting.state import Agreement, Meeting
from telvertel.wall import clock, pictures, positions, prediction
from telvertel.wall.definition import definition
from telvertel.wall.disputes import dispute_line, disputed, listed, refusal
from telvertel.wall.join import joining
from telvertel.wall.lines import ROOM, columns_of, fitting, lines_of, said_at, smallest_with
from telvertel.wall.naming import card_of, side_name
from telvertel.wall.room_size import is_dark, scale_of
from telvertel.wall.rounds import silent_round
from telvertel.wall.sources import figure_status
from telvertel.wall.then import then
from telvertel.wall.trial import trial
from telvertel.wording import numbers
from telvertel.wording.words import Words, words

TWO_LINE_TITLE = 60  # letters beyond which the title takes a second line from the voices


def scene(meeting: Meeting, language: str, previous: Meeting | None = None) -> dict[str, Any]:
    """The scene of the wall; a meeting without a plan gives a scene with only its view."""
    w = words(language)
    if meeting.plan is None:
        return {"view": "waiting", "texts": _texts(w)}
    shown = meeting.shown or e.Shown(view=e.View.welcome)
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


def _texts(w: Words) -> dict[str, Any]:
    return w.table("wall.texts")


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
        "last": w("wall.last_time", count=len(_to_review(previous))) if previous else "",
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
                "question": card.prose(w.language).question if card else item.indicator,
                "minutes": w("wall.minutes", count=item.minutes),
                "kind": w.of(card.kind) if card else "",
                "discussed": meeting.discussed(item.id),
                "dispute": dispute_line(meeting, item.id, w),
            }
        )
        if card:
            kinds[card.kind] = kinds.get(card.kind, 0) + 1
    balance = [{"name": w.of(kind), "count": count} for kind, count in kinds.items()]
    return {"title": w("wall.agenda_title"), "items": rows, "balance": balance}


def _to_review(previous: Meeting | None) -> tuple[Agreement, ...]:
    return previous.standing_agreements() if previous else ()


def _last_agreements(
    meeting: Meeting, shown: e.Shown, w: Words, previous: Meeting | None
) -> dict[str, Any]:
    """One agreement of last time, large, with its two separate answers."""
    agreements = _to_review(previous)
    if not agreements:
        return {"title": w("wall.last_agreements_title"), "empty": w("wall.no_last_agreements")}
    ids = [one.id for one in agreements]
    at = ids.index(shown.agreement) if shown.agreement in ids else 0
    agreement = agreements[at]
    review = meeting.reviews.get(agreement.id)
    return {
        "title": w("wall.last_agreements_title"),
        "place": w("wall.of", number=at + 1, total=len(ids)),
        "agreement": agreement_lines(agreement, previous, w),
        **_since(meeting, previous, agreement, w),
        "review": review
        and {
            "kept": w.of(review.kept),
            "helped": w.of(review.helped),
            "result": review.result,
        },
    }


def _since(meeting: Meeting, previous: Meeting, agreement: Agreement, w: Words) -> dict[str, Any]:
    """The chart beside an agreement when its indicator is on today's agenda; else nothing."""
    made_at = previous.item(agreement.made.item)
    item = next(
        (one for one in meeting.agenda if made_at and one.indicator == made_at.indicator), None
    )
    if item is None or item.id not in meeting.frozen:
        return {}
    newest = pictures.newest_period(meeting, item.id)
    visible = agreement.made.visible_from
    too_early = bool(visible and newest and visible > newest)
    later = prediction.visible_later(meeting, item.id, visible, w)
    return {
        "item": item.id,
        "picture": pictures.key_of(meeting, item.id, None, w.language, "low"),
        "picture_units": pictures.units("low"),
        "too_early": w("wall.too_early", period=numbers.period(visible, w)) if too_early else later,
    }


def agreement_lines(agreement: Agreement, meeting: Meeting, w: Words) -> dict[str, Any]:
    """An agreement in words; what is missing is said, not hidden."""
    made = agreement.made
    return {
        "id": made.agreement,
        "number": agreement.number,
        "if": made.if_text,
        "then": made.then_text,
        "who": made.who or w("wall.nobody_yet"),
        "unowned": not made.who,
        "side": side_name(meeting, made.side, w) if made.side else "",
        "due": numbers.day(made.due, w) if made.due else w("wall.no_date_yet"),
        "kind": w.of(made.agreement_kind) if made.agreement_kind else w("wall.no_kind_yet"),
        "visible_from": numbers.period(made.visible_from, w) if made.visible_from else "",
        "effect": made.expected_effect,
        "needs": made.needs_from_municipality,
        "reason": made.reason,
    }


def _client_voice(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    voice = meeting.client_voice
    return {
        "title": w("wall.client_voice_title"),
        "text": voice.text if voice else w("wall.not_told_yet"),
        "source": voice.source if voice else "",
    }


def _item(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    item, card = meeting.item(shown.item), card_of(meeting, shown.item or "")
    stage = shown.stage or Stage.question
    if item is None or card is None:
        return {"title": w("wall.no_figures"), "stage": stage.value}
    prose = card.prose(w.language)
    title = _title(meeting, item.id, stage, prose.question)
    number = meeting.number_of(item.id)
    drawn = {
        "item": item.id,
        "number": number,
        "total": len(meeting.agenda),
        "title": title,
        "name": prose.name,
        "stage": stage.value,
        "stages": _rail(meeting, item.id, stage, w),
        "kind": w.of(card.kind),
        **figure_status(meeting, item.id, w, stage),
        "picture": picture_key(meeting, item.id, stage, w.language),
        "picture_units": pictures.units(picture_size(meeting, item.id, stage, w)),
        "voices": voices(meeting, item.id, stage, title, w) if newest_may_show(stage) else [],
        "predicted_rows": _predicted(meeting, item.id, stage, w).get("rows", 0),
    }
    if stage is Stage.question:
        drawn |= {
            "definition": prose.definition,
            "says_not_title": w("wall.says_not"),
            "says_not": _first_sentence(prose.says_not),
        }
    if stage is Stage.predict:
        room = _room(meeting, item.id, stage, title, w)
        drawn.pop("figure_status", None)  # the source keeps the foot: it is not cut here
        drawn |= {"prediction": prediction.predicting(meeting, item.id, room, w)}
    if stage is Stage.explain:
        drawn |= {"spreads": positions.spreads(meeting, item.id, w)}
    if stage is Stage.appraise:
        drawn |= {"appraisal": _appraisal(meeting, item.id, card, w)}
    if stage is Stage.improve:
        drawn |= {
            "agreements": [
                agreement_lines(one, meeting, w) for one in meeting.standing_agreements(item.id)
            ],
            "said": said_at(meeting, item.id, stage, w),
        }
    return drawn


def _title(meeting: Meeting, item_id: str, stage: Stage, question: str) -> str:
    """Neutral until the room has weighed; then the sentence the room agreed on."""
    weighing = meeting.weighings.get(item_id)
    if weighing and weighing.title and stage in (Stage.appraise, Stage.improve):
        return weighing.title
    return question


def _first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return head + "." if dot else text


def _rail(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> list[dict[str, Any]]:
    visited = {seen for where, seen in meeting.visited if where == item_id}
    return [
        {"id": one.value, "name": w.of(one), "now": one is stage, "seen": one in visited}
        for one in stages_of(meeting.plan.plain, meeting.plan.predict)
    ]


def picture_size(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> str:
    """As large as what was said leaves room for; largest while people first look."""
    chip = bool(meeting.open_disputes(item_id))  # takes a second line under the title
    if stage is Stage.predict:
        return prediction.SIZE
    if stage is Stage.recognise:
        rows = _predicted(meeting, item_id, stage, w).get("rows", 0)
        needed = max(ROOM["full"], chip + _lines_least(meeting, item_id))
        if not rows:
            return smallest_with(needed)
        under = (rows + needed) * scale_of(meeting)
        return smallest_with(under) if under <= ROOM["wide"] else "low"
    if stage is Stage.improve:
        return "low" if meeting.standing_agreements(item_id) else "full"
    if stage is Stage.appraise:
        return "wide"
    needed = max(_lines_said(meeting, item_id, side) for side in (*e.Side, None))
    return smallest_with(needed + chip + positions.rows(meeting, item_id, w))


def _lines_said(meeting: Meeting, item_id: str, side: e.Side | None) -> int:
    """Lines of text under one heading, the prepared one included."""
    notes = meeting.notes_of(item_id)
    columns = columns_of(notes)
    prepared = meeting.story(item_id, side).get(e.StoryField.wall_line, "") if side else ""
    texts = [note.text for note in notes if note.written.side is side]
    return sum(lines_of(text, columns) for text in (prepared, *texts) if text)


def _lines_least(meeting: Meeting, item_id: str) -> int:
    """Lines that are always on the wall: of each side the newest, with how many more there are."""
    notes = meeting.notes_of(item_id)
    columns = columns_of(notes)
    found = [0]
    for side in (*e.Side, None):
        said = [note.text for note in notes if note.written.side is side]
        prepared = meeting.story(item_id, side).get(e.StoryField.wall_line, "") if side else ""
        newest = said[-1] if said else prepared
        found.append(lines_of(newest, columns) + (len(said) > 1) if newest else 0)
    return max(found)


def _predicted(meeting: Meeting, item_id: str, stage: Stage, w: Words) -> dict[str, Any]:
    """What comes of the prediction, at Herkennen only; empty where nobody predicted."""
    if stage is not Stage.recognise:
        return {}
    return prediction.outcome(meeting, item_id, columns_of(meeting.notes_of(item_id)), w)


def picture_key(meeting: Meeting, item_id: str, stage: Stage, language: str) -> str | None:
    size = picture_size(meeting, item_id, stage, words(language))
    return pictures.key_of(meeting, item_id, stage, language, size)


def _room(meeting: Meeting, item_id: str, stage: Stage, title: str, w: Words) -> int:
    """Lines that fit under the name of a side, at the size the room needs."""
    size = picture_size(meeting, item_id, stage, w)
    room = ROOM.get(size, ROOM["wide"]) - (len(title) > TWO_LINE_TITLE)
    room -= bool(meeting.open_disputes(item_id))  # its chip takes a second line
    return max(1, int(room / scale_of(meeting)))


def voices(meeting: Meeting, item_id: str, stage: Stage, title: str, w: Words) -> list[dict]:
    """Both sides at equal size, provider left; what neither side alone said stands between."""
    predicted = _predicted(meeting, item_id, stage, w)
    under = predicted.get("rows", 0)
    if stage is Stage.explain:
        under += positions.rows(meeting, item_id, w)
    room = max(1, _room(meeting, item_id, stage, title, w) - under)
    notes = meeting.notes_of(item_id)
    between = [note for note in notes if note.written.side is None]
    columns = columns_of(notes)
    drawn = [
        _voice(meeting, item_id, side, room, columns, w)
        | {"predicted": predicted.get("lines", {}).get(side.value, ())}
        for side in (e.Side.provider, e.Side.municipality)
    ]
    if between:
        together = {"side": "together", "name": w("wall.together"), "prepared": "", "empty": ""}
        drawn.insert(1, together | fitting(between, room, columns, w))
    return drawn


def _voice(
    meeting: Meeting, item_id: str, side: e.Side, room: int, columns: int, w: Words
) -> dict[str, Any]:
    said = [note for note in meeting.notes_of(item_id) if note.written.side is side]
    prepared = meeting.story(item_id, side).get(e.StoryField.wall_line, "")
    left = room - lines_of(prepared, columns) if prepared else room
    if prepared and said and left < lines_of(said[-1].text, columns) + (len(said) > 1):
        # What was just said goes on the wall; the prepared line gives way.
        prepared, left = "", room
    return {
        "side": side.value,
        "name": side_name(meeting, side, w),
        "prepared": prepared,
        "empty": "" if said or prepared else w("wall.not_told_yet"),
    } | fitting(said, left, columns, w)


def _appraisal(meeting: Meeting, item_id: str, card: Indicator, w: Words) -> dict[str, Any]:
    """The three reflection questions and the weighing; on a disputed figure nobody weighs."""
    if meeting.open_disputes(item_id):
        refused = refusal(meeting, item_id, w)
        return {"reflections": [], "disputed": True, "weighing": None, "refused": refused}
    weighing = meeting.weighings.get(item_id)
    reflections = []
    for question in e.Reflection:
        given = meeting.reflections.get((item_id, question))
        reflections.append(
            {
                "question": w(f"wall.reflection.{question.value}"),
                "answer": w.of(given.answer) if given else w("wall.not_answered_yet"),
                "answered": bool(given),
                "text": given.text if given else "",
            }
        )
    return {
        "reflections": reflections,
        "disputed": False,
        "weighing": weighing
        and {
            "outcome": w.of(weighing.outcome),
            "reasons": weighing.reasons,
            "municipality_share": weighing.municipality_share,
        },
        "invitation": w("wall.weighing_invitation"),
    }


def _read_back(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    agreements = meeting.standing_agreements()
    title = w("wall.read_back_title")
    if not agreements:
        return {"title": title, "empty": w("wall.no_agreements"), "disputes": listed(meeting, w)}
    ids = [one.id for one in agreements]
    at = ids.index(shown.agreement) if shown.agreement in ids else 0
    return {
        "title": title,
        "place": w("wall.of", number=at + 1, total=len(ids)),
        "agreement": agreement_lines(agreements[at], meeting, w),
        "read": agreements[at].read_back,
        "disputes": listed(meeting, w),
    }


def _closing(meeting: Meeting, shown: e.Shown, w: Words, _: Meeting | None) -> dict[str, Any]:
    sides = []
    for side in (e.Side.provider, e.Side.municipality):
        confirmed = meeting.confirmations.get(side)
        sides.append(
            {
                "name": side_name(meeting, side, w),
                "asks": meeting.closing.get(("asks_of_me", side), ""),
                "policy": meeting.closing.get(("to_policy", side), ""),
                "confirmed": w.of(confirmed.how) if confirmed else "",
            }
        )
    return {
        "title": w("wall.closing_title"),
        "policy_title": w("wall.to_policy_title"),
        "asks_title": w("wall.asks_title"),
        "sides": sides,
        "empty": w("wall.not_told_yet"),
        "disputes": listed(meeting, w),
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
    e.View.last_agreements: _last_agreements,
    e.View.client_voice: _client_voice,
    e.View.item: _item,
    e.View.read_back: _read_back,
    e.View.closing: _closing,
    e.View.sealed: _sealed,
    e.View.neutral: _neutral,
    e.View.then: then,
    e.View.dispute: disputed,
    e.View.definition: definition,
    e.View.wall_test: trial,
    e.View.round: silent_round,
    e.View.join: joining,
}
