"""Shown: what stands on Verkennen now, as a view that can be taken along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from telvertel.charts import norms_drawn
from telvertel.charts.agreed import Agreed
from telvertel.charts.names import groups_of
from telvertel.charts.two_cuts import LETTERS
from telvertel.days import today
from telvertel.meeting.state import Dispute
from telvertel.meeting.told import Told
from telvertel.privacy.release import Released
from telvertel.report.view import Cut, View
from telvertel.screen import (
    alike_line,
    before_after,
    cached,
    disputed,
    room,
    standing,
)
from telvertel.screen import filter_sentence as sentences
from telvertel.screen.asked import Asked, Known
from telvertel.screen.beside_taken import beside_taken
from telvertel.wording import numbers
from telvertel.wording.words import Words


@dataclass(frozen=True)
class Shown:
    """What a run of the page is about, looked up once."""

    asked: Asked
    known: Known
    figures: Released
    told: Sequence[Told]  # in sealed talks, about these figures
    disputes: Sequence[Dispute]  # still open
    standing: tuple[str, ...]  # what is disputed, how far the figures stand, what lies behind them


def stretch_of(asked: Asked, known: Known, figures: Released) -> tuple[str, str] | None:
    """First and last period that are shown; what was asked for when nothing is there."""
    periods = figures.frame["period"]
    if len(periods):
        return periods.min(), periods.max()
    every = known.periods[asked.scope.grain]
    return (asked.scope.since or every[0], asked.scope.until or every[-1]) if every else None


def told(asked: Asked, known: Known, w: Words) -> str:
    """The filter in plain words, with which earlier version it is and whether norms are drawn;
    empty when there are no periods at all."""
    figures = cached.released(known.version, asked.card.id, asked.scope)
    stretch = stretch_of(asked, known, figures)
    if stretch is None:
        return ""
    areas = areas_shown(asked, known.version) if asked.scope.per_area else ()
    whole = sentences.sentence(asked, stretch, known.names, w, figures.left_out, areas)
    return " ".join([whole, *_more(asked, known, w)])


def areas_shown(asked: Asked, version: str) -> list[str]:
    """The districts or neighbourhoods that are shown, without what they lie in."""
    figures = cached.released(version, asked.card.id, asked.scope)
    pages = cached.areas(version, asked.card.id, asked.scope.whole(), asked.scope.breakdown)
    every = {code for page in pages for code in page}
    return [one for one in groups_of(figures, asked.card) if one in every]


def _more(asked: Asked, known: Known, w: Words) -> Iterator[str]:
    """What else makes another picture of the same filter."""
    if asked.earlier:
        made = room.house().warehouse.version(asked.earlier)
        facts = {"day": numbers.day(made.at, w), "version": numbers.version(made.id)}
        yield w("explore.sentence.earlier", **facts)
    kinds = _norms_drawn(asked, known.version) if asked.norms else ()
    if kinds:
        told = [w(f"explore.norm.{kind}") for kind in kinds]
        yield w("explore.sentence.norms", norms=w.join(told))


def _norms_drawn(asked: Asked, version: str) -> tuple[str, ...]:
    card, scope = asked.card.id, asked.scope
    return norms_drawn(cached.released(version, card, scope), cached.norms(version, card, scope))


def other(asked: Asked) -> Asked | None:
    """The second cut as a question of its own."""
    scope = asked.second_scope
    return replace(asked, card=asked.second_card, scope=scope, second=None) if scope else None


def shown(asked: Asked, known: Known, told: Sequence[Told], w: Words) -> Shown:
    figures = cached.released(known.version, asked.card.id, asked.scope)
    disputes = disputed.of(asked)
    lines = disputed.chips(disputes, w)
    lines += standing.lines(figures, asked.card, known.version)
    lines += alike_line.told(asked, known.version, w)
    return Shown(asked, known, figures, told, disputes, tuple(lines))


def viewed(found: Shown, w: Words) -> Callable[[], View]:
    """The figures on the screen with all that has to go along with them, made when somebody takes
    them along: outside the page, so the session is asked here and not in there."""
    agreed = before_after.agreed(found.told, found.asked)
    beside = tuple(beside_taken(found.asked, found.known, w))
    return lambda: replace(_view(found, agreed, w), beside=beside)


def _view(found: Shown, agreed: tuple[Agreed, ...], w: Words) -> View:
    asked, known = found.asked, found.known
    both = [one for one in (asked, other(asked)) if one]
    tolds = [told(one, known, w) for one in both]
    alone = len(both) == 1
    if not alone:
        tolds = [f"{letter} · {one}" for letter, one in zip(LETTERS, tolds, strict=True)]
    series = (cached.released(known.version, one.card.id, one.scope) for one in both)
    cards = (one.card for one in both)
    cuts = tuple(Cut(*each) for each in zip(series, tolds, cards, strict=True))
    version, card, scope = known.version, asked.card, asked.scope
    beside = alone and asked.beside
    norms = alone and asked.norms
    of_alike = [one for one in [alike_line.line(asked, version)] if one]
    return View(
        card=card,
        cuts=cuts,
        names=cached.names(version) | alike_line.named(asked, version, w),
        standing=found.standing,
        made_on=today(),
        context=(*of_alike, *(cached.context(version, card.id, scope) if beside else ())),
        norms=cached.norms(version, card.id, scope) if norms else (),
        breaks=cached.breaks(version, card.id, scope),
        reading=cached.reading(version, card.id, scope) if alone else None,
        agreed=agreed if alone else (),
    )
