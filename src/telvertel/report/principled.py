"""Vision and leading principles in the minutes: what speaks for each, and what speaks for none."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.foundations import Coverage, coverage, foundations, tree
from telvertel.meeting.lasting import Extra, PrinciplesSet
from telvertel.meeting.state import Meeting
from telvertel.report.document import Block, Box, Entry, Facts, Line, Voice, Voices, said
from telvertel.report.items import discussed, is_on, name_of
from telvertel.wall.naming import principle_name, principles_of, side_name
from telvertel.wording.words import Words


def reserves(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """What each side holds back on and why, side by side; nothing when neither said so (M14)."""
    if not any(text.strip() for text in meeting.reserves.values()):
        return ()
    columns = tuple(
        Voice(side_name(meeting, side, w), _reserve(meeting, side), w("wall.not_told_yet"), side)
        for side in (e.Side.provider, e.Side.municipality)
    )
    return (Box(said(w("minutes.purpose.reserves")), (Voices(columns),)),)


def _reserve(meeting: Meeting, side: e.Side) -> tuple[Entry, ...]:
    text = meeting.reserves.get(side, "")
    return (Entry("", None, "", text),) if text.strip() else ()


def principles(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """The vision, and which principles were spoken for by figures, by stories, by both or not."""
    if not is_on(meeting, Extra.principles, PrinciplesSet):
        return ()
    rows = (*_vision(meeting, w), *_covered(meeting, w), *_loose(meeting, w))
    return (Facts(rows),) if rows else ()


def _vision(meeting: Meeting, w: Words) -> tuple[tuple[str, Line], ...]:
    found = foundations(meeting).vision
    if found is None:
        return ()
    ambitions = w.join(one.name for one in found.ambitions)
    told = (
        (w("minutes.purpose.vision"), found.vision),
        (w("minutes.purpose.ambitions"), ambitions),
    )
    return tuple((label, said(text)) for label, text in told if text.strip())


def _covered(meeting: Meeting, w: Words) -> tuple[tuple[str, Line], ...]:
    """Principles by what spoke for them; without anything talked about there is nothing to say."""
    if not discussed(meeting):
        return ()
    kinds: dict[str, list[str]] = {name: [] for name in ("both", "counted", "told", "neither")}
    for one in coverage(meeting, principles_of(meeting)):
        kinds[_kind(meeting, one)].append(principle_name(meeting, one.principle, w))
    return tuple(
        (w(f"minutes.purpose.{kind}"), said(w.join(names)))
        for kind, names in kinds.items()
        if names
    )


def _kind(meeting: Meeting, one: Coverage) -> str:
    talked = {item.id for item in discussed(meeting)}
    counted, told = bool(talked & set(one.items)), one.told or bool(one.agreements)
    if counted and told:
        return "both"
    return "counted" if counted else "told" if told else "neither"


def _loose(meeting: Meeting, w: Words) -> tuple[tuple[str, Line], ...]:
    """Figures that were talked about and that name no principle (M51)."""
    loose = set(tree(meeting, principles_of(meeting)).loose_items)
    names = [
        name_of(meeting, item, w)
        for item in discussed(meeting)
        if item.id in loose and item.id in meeting.frozen
    ]
    return ((w("minutes.purpose.loose"), said(w.join(names))),) if names else ()
