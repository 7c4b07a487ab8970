"""The council edition of the minutes: what was decided and what the figures say, for readers who
were not in the room.

Stricter than the minutes: larger numbers only (``privacy.council``), roles in the place of names,
other providers by a letter, of the lines only those that were meant for everybody, and no text in
which a second look finds somebody. Nothing of it leaves before both sides approved this very text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.standing import for_minutes
from telvertel.meeting.state import Meeting
from telvertel.meeting.subject import ERASED
from telvertel.privacy.council import for_council, held
from telvertel.privacy.mark import Mark
from telvertel.privacy.release import Released, freeze, with_source
from telvertel.privacy.text import look
from telvertel.report.agreed import side_short
from telvertel.report.counted import names_of
from telvertel.report.document import (
    Block,
    Box,
    Entry,
    Facts,
    Line,
    Minutes,
    Paragraph,
    Picture,
    Piece,
    Points,
    Section,
    Table,
    Tone,
    Voice,
    Voices,
    said,
)
from telvertel.report.grounds import SIDES
from telvertel.report.items import (
    anchor_of,
    card_of,
    discussed,
    name_of,
    norms_of,
    prose_of,
    question_of,
)
from telvertel.report.learned import told_points
from telvertel.report.legible import legible
from telvertel.report.predicted import predicted
from telvertel.wall.naming import side_name
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import LANGUAGES, Words, words


@dataclass
class Sieve:
    """Lets through what holds nobody; counts what it keeps back."""

    names: tuple[str, ...]
    kept_back: int = field(default=0)

    def through(self, text: str) -> str:
        """The text, or nothing when somebody may be seen in it or it was erased."""
        text = text.strip()
        if not text or text == ERASED:
            return ""
        if look(text) or any(re.search(rf"\b{re.escape(one)}\b", text, re.I) for one in self.names):
            self.kept_back += 1
            return ""
        return text


def council(meeting: Meeting, language: str, released_at: datetime | None = None) -> Minutes:
    """The edition of a planned meeting; with ``released_at`` it carries that day, else it says that
    it is not released."""
    w, plan = words(language), meeting.plan
    meeting = for_minutes(meeting)
    sieve = Sieve(_names(meeting))
    sections = (
        _agreements(meeting, sieve, w),
        *(_item(meeting, item, sieve, w) for item in discussed(meeting)),
        *_learned(meeting, sieve, w),
        *_to_policy(meeting, sieve, w),
        _how(sieve, w),
    )
    status = _status(released_at, w)
    chips = [status, *([w("minutes.fictional")] if plan.fictional else [])]
    day = numbers.day(plan.held_on, w)
    parties = w.join((plan.municipality_name, *plan.provider_names))
    return legible(
        Minutes(
            meeting=meeting.id,
            language=w.language,
            title=w("council.document.title", parties=parties, day=day),
            kicker=w("council.document.kicker"),
            chips=tuple(Piece(chip, Tone.chip) for chip in chips),
            status=status,
            goal=sieve.through(plan.goal),
            foot=w("council.document.foot", parties=parties, day=day),
            opening=_opening(meeting, sieve, w),
            sections=sections,
            dated=plan.held_on.isoformat(),
        )
    )


def mark_of(meeting: Meeting) -> str:
    """What a side approves: 16 signs over every word and figure of the edition, in all languages.
    Whatever changes in it, an erased line for one, asks for approving again."""
    told = [_told(council(meeting, language)) for language in LANGUAGES]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _told(edition: Minutes) -> list[Any]:
    heads = [section.title for _, section in edition.walk()]
    return [edition.title, edition.goal, heads, [_as_data(one) for one in edition.blocks()]]


def _as_data(block: Block) -> Any:
    if isinstance(block, Picture):
        drawn = (block.names, block.norms, block.breaks, block.alt, block.caption)
        return [[freeze(one)["digest"] for one in block.series], *map(repr, drawn)]
    return repr(block)


def _status(released_at: datetime | None, w: Words) -> str:
    if released_at is None:
        return w("council.document.not_released")
    day = numbers.day(released_at, w)
    return w("council.document.released", day=day)


def _names(meeting: Meeting) -> tuple[str, ...]:
    """Names of people at the table, whole and each part that is long enough to be one."""
    called = [one.name for one in meeting.people if one.name.strip()]
    parts = {part for name in called for part in name.split() if len(part) > 2}
    return tuple(sorted({*called, *parts}))


def _opening(meeting: Meeting, sieve: Sieve, w: Words) -> tuple[Block, ...]:
    plan = meeting.plan
    rows = [
        (w("minutes.opening.municipality"), said(plan.municipality_name)),
        (w("council.document.provider"), said(w.join(plan.provider_names))),
        (w("council.document.day"), said(numbers.day(plan.held_on, w))),
    ]
    if meeting.check_code:
        rows.append((w("council.document.code"), said(meeting.check_code)))
    goal = sieve.through(plan.goal)
    lead = (Paragraph(said(goal), Tone.lead),) if goal else ()
    return (*lead, Facts(tuple(rows)))


def _agreements(meeting: Meeting, sieve: Sieve, w: Words) -> Section:
    rows = []
    for one in meeting.standing_agreements():
        parts = [one.made.if_text, one.made.then_text]
        told = [sieve.through(part) for part in parts]
        if not told[1] or (parts[0].strip() and not told[0]):
            continue
        what = w("council.document.if_then", one=told[0], other=told[1]) if told[0] else told[1]
        due = numbers.day(one.made.due, w) if one.made.due else w("minutes.agreements.no_date")
        rows.append((said(what), said(side_short(one.made.side, w)), said(due)))
    head = tuple(w(f"minutes.agreements.{name}") for name in ("what", "who", "due"))
    none = Paragraph(said(w("council.document.no_agreements")), Tone.quiet)
    title = w("minutes.agreements.title")
    table = Table(title, head, tuple(rows), (66, 16, 18))
    return Section("agreements", title, (table if rows else none,))


def _item(meeting: Meeting, item: e.AgendaItem, sieve: Sieve, w: Words) -> Section:
    """The figure, how it was weighed, and what the sides want everybody to read about it."""
    blocks = (*_figure(meeting, item, sieve, w), *_weighed(meeting, item, sieve, w))
    if meeting.gap_agreed(item.id) and _says_nobody(meeting, item, sieve):
        blocks += predicted(meeting, item, w)
    return Section(
        anchor_of(meeting, item),
        question_of(meeting, item, w),
        (*blocks, *_lines(meeting, item, sieve, w)),
    )


def _says_nobody(meeting: Meeting, item: e.AgendaItem, sieve: Sieve) -> bool:
    given = (meeting.predictions.get((item.id, side)) for side in e.Side)
    whys = [one.why for one in given if one and one.why.strip()]
    return all([sieve.through(why) for why in whys])


def _figure(meeting: Meeting, item: e.AgendaItem, sieve: Sieve, w: Words) -> tuple[Block, ...]:
    figures = tuple(for_council(one) for one in frozen_figures(meeting, item.id))
    if not figures:
        return (Paragraph(said(w("minutes.counted.without_figure")), Tone.quiet),)
    name, day = name_of(meeting, item, w), numbers.day(meeting.plan.held_on, w)
    picture = Picture(
        anchor=f"{anchor_of(meeting, item)}-picture",
        series=tuple(with_source(one, _source(one, at, w)) for at, one in enumerate(figures)),
        card=card_of(meeting, item),
        markers=(),
        norms=tuple(_norm(one, sieve, w) for one in norms_of(meeting, item)),
        breaks=tuple(_break(one, sieve, w) for one in meeting.frozen[item.id].breaks),
        reading=None,  # it was read from figures that may be hidden here
        names=_called(meeting, figures, w),
        alt=w("council.document.alt", name=name),
        caption=w("minutes.counted.caption", name=name, day=day),
    )
    says_not = prose_of(meeting, item, w).get("says_not")
    facts = (Facts(((w("wall.says_not"), said(says_not)),)),) if says_not else ()
    return (picture, *_too_small(figures[0], w), *facts)


def _too_small(own: Released, w: Words) -> tuple[Block, ...]:
    """Why a picture is empty here, where the room saw something or nothing."""
    marks = set(own.frame["mark"])
    if not marks <= {Mark.small, Mark.missing}:
        return ()
    if Mark.small not in marks:
        return (Paragraph(said(w("council.document.not_there")), Tone.quiet),)
    limits = {"count": held().count, "share": held().share_from}
    return (Paragraph(said(w("council.document.too_small", **limits)), Tone.quiet),)


def _norm(one: Mapping[str, Any], sieve: Sieve, w: Words) -> dict[str, Any]:
    """Who set it and why were typed: as any other text."""
    reason = (one.get("reason") or "").strip()
    return {
        **one,
        "set_by": sieve.through(one.get("set_by") or ""),
        "reason": sieve.through(reason) or (w("council.document.no_reason") if reason else ""),
    }


def _break(one: Mapping[str, Any], sieve: Sieve, w: Words) -> dict[str, Any]:
    reason = sieve.through(one["reason"]) or w("council.document.other_count")
    return {**one, "reason": reason}


def _source(one: Released, at: int, w: Words) -> str:
    """Who delivered the own series may name other providers; what stands beside it is published."""
    return one.source if at else w("council.document.source")


def _called(meeting: Meeting, figures: tuple[Released, ...], w: Words) -> dict[str, str]:
    """The parties of the talk by name, every other provider by a letter."""
    known = names_of(meeting)
    others = sorted(
        {
            group
            for one in figures
            if dict(one.scope).get("breakdown") == "provider"
            for group in one.frame["group"]
            if group and group not in known
        }
    )
    letters = (numbers.letter(at) for at in range(len(others)))
    lettered = {
        code: w("council.document.other_provider", letter=letter)
        for code, letter in zip(others, letters, strict=True)
    }
    return {**known, **lettered}


def _weighed(meeting: Meeting, item: e.AgendaItem, sieve: Sieve, w: Words) -> tuple[Block, ...]:
    if meeting.open_disputes(item.id):
        return (Paragraph(said(w("council.document.disputed")), Tone.disputed),)
    weighing = meeting.weighings.get(item.id)
    if weighing is None:
        return (Paragraph(said(w("council.document.not_weighed")), Tone.quiet),)
    rows = tuple(
        (w(f"minutes.weighing.{name}"), said(text))
        for name in ("reasons", "municipality_share")
        if (text := sieve.through(getattr(weighing, name)))
    )
    title: Line = (
        Piece(w("minutes.weighing.title") + " ", Tone.quiet),
        Piece(w.of(weighing.outcome), Tone.strong),
    )
    return (Box(title, (Facts(rows),)),)


def _lines(meeting: Meeting, item: e.AgendaItem, sieve: Sieve, w: Words) -> tuple[Block, ...]:
    """Lines that were meant for everybody; the place of a side stays, also when it is empty."""
    public = [n for n in meeting.notes_of(item.id) if n.written.visibility is Visibility.public]
    columns = tuple(
        Voice(
            side_name(meeting, side, w),
            tuple(
                Entry("", None, w.of(one.written.note_kind), text)
                for one in public
                if one.written.side is side and (text := sieve.through(one.text))
            ),
            w("council.document.no_lines"),
            side.value,
        )
        for side in SIDES
    )
    return (Voices(columns),)


def _learned(meeting: Meeting, sieve: Sieve, w: Words) -> Iterator[Section]:
    lines = tuple(
        said(text) for one in told_points(meeting) if (text := sieve.through(one.noted.text))
    )
    if lines:
        yield Section("learned", w("minutes.learned.title"), (Points(lines),))


def _to_policy(meeting: Meeting, sieve: Sieve, w: Words) -> Iterator[Section]:
    rows = tuple(
        (side_name(meeting, side, w), said(text))
        for side in SIDES
        if (text := sieve.through(meeting.closing.get(("to_policy", side), "")))
    )
    if rows:
        yield Section("to-policy", w("wall.to_policy_title"), (Facts(rows),))


def _how(sieve: Sieve, w: Words) -> Section:
    """How this edition was made; the sieve has seen every other section by now."""
    limits = held()
    facts = {"count": limits.count, "share": limits.share_from, "whole": limits.whole_from}
    blocks = [Paragraph(said(w("council.document.limits", **facts)), Tone.quiet)]
    if sieve.kept_back:
        told = w("council.document.kept_back", count=sieve.kept_back)
        blocks.append(Paragraph(said(told), Tone.quiet))
    return Section("how", w("council.document.how"), tuple(blocks))
