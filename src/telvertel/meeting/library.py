"""The library: what was explained and agreed about a figure over the years, and whether it held.

Pure, on what was told in sealed meetings. Stories stand beside each other by what they are about (a
tag), never counted per provider: they are there to learn from, not to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telvertel.meeting import events as e
from telvertel.meeting.lasting import ExplanationChecked, LearningPointNoted, Route
from telvertel.meeting.state import Agreement, Meeting, Note
from telvertel.meeting.told import Told, ToldKind, sealed

STORIES = (
    ToldKind.explanation,
    ToldKind.precondition,
    ToldKind.experience,
    ToldKind.agreement,
)


def checks(meetings: Iterable[Meeting]) -> dict[tuple[str, str], ExplanationChecked]:
    """Meeting and note of an explanation → what a later sealed meeting said of it, the last."""
    bodies = (k.body for one in reversed(sealed(meetings)) for k in one.kept)
    return {(b.made_in, b.note): b for b in bodies if isinstance(b, ExplanationChecked)}


def explanations(everything: Iterable[Told], indicator: str) -> tuple[Told, ...]:
    """Every explanation of a figure, the newest first."""
    return tuple(
        one for one in everything if one.kind is ToldKind.explanation and one.indicator == indicator
    )


def interventions(everything: Iterable[Told], indicator: str) -> tuple[Told, ...]:
    """Every agreement about a figure, also those that came up with another one, newest first."""
    return tuple(
        one
        for one in everything
        if isinstance(one.said, Agreement)
        and indicator in (one.indicator, *one.said.made.indicators)
    )


def figures(everything: Iterable[Told]) -> tuple[str, ...]:
    """Indicators with an explanation or an agreement, in order of telling."""
    found: dict[str, None] = {}
    for one in everything:
        if one.kind is ToldKind.explanation and one.indicator:
            found[one.indicator] = None
        elif isinstance(one.said, Agreement):
            named = (one.indicator, *one.said.made.indicators)
            found |= dict.fromkeys(name for name in named if name)
    return tuple(found)


def tags(one: Told) -> tuple[str, ...]:
    """What it is about, as ``reason.staff``, ``theme.experiment``, ``principle.simplicity``."""
    match one.said:
        case Note(written=said):
            reason, themes, principles = said.reason_tag, (said.theme,), said.principles
        case Agreement(made=made):
            reason, themes, principles = None, made.themes, made.principles
        case _:
            return ()
    return tagged_as(reason, [theme for theme in themes if theme], principles)


def tags_of_point(noted: LearningPointNoted) -> tuple[str, ...]:
    """The same of a learning point, with ``route.purchasing`` for where it goes."""
    return tagged_as(None, noted.themes, noted.principles, noted.route)


def tagged_as(
    reason: e.ReasonTag | None,
    themes: Iterable[str],
    principles: Iterable[str],
    route: Route | None = None,
) -> tuple[str, ...]:
    """The same spelling of a tag everywhere."""
    return (
        *((f"route.{route.value}",) if route else ()),
        *((f"reason.{reason.value}",) if reason else ()),
        *(f"theme.{theme}" for theme in themes),
        *(f"principle.{name}" for name in principles),
    )


def stories(everything: Iterable[Told], tag: str) -> tuple[Told, ...]:
    """What was told about something, over all meetings."""
    return tuple(one for one in everything if one.kind in STORIES and tag in tags(one))


@dataclass(frozen=True)
class BrightSpot:
    """A good development of a sealed meeting, with its story; empty: nobody told it yet."""

    meeting: Meeting
    item: e.AgendaItem
    told: tuple[Told, ...]


def bright_spots(meetings: Iterable[Meeting], everything: Sequence[Told]) -> tuple[BrightSpot, ...]:
    """Items that were on the agenda because something went well, the newest first."""
    return tuple(
        BrightSpot(meeting, item, _told_at(everything, meeting, item))
        for meeting in sealed(meetings)
        for item in meeting.agenda
        if item.reason is e.AgendaReason.good_news
    )


def _told_at(everything: Sequence[Told], meeting: Meeting, item: e.AgendaItem) -> tuple[Told, ...]:
    return tuple(
        one
        for one in everything
        if one.kind in STORIES and one.item == item and one.meeting.id == meeting.id
    )


def helped(everything: Iterable[Told]) -> tuple[Told, ...]:
    """Agreements of which a later meeting said that they helped."""
    return tuple(one for one in everything if one.review and one.review.helped is e.Helped.yes)
