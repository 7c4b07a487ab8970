"""Shown: what stands on Verkennen now, as a view that can be taken along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from telvertel.charts.agreed import Agreed
from telvertel.charts.two_cuts import LETTERS
from telvertel.privacy.release import Released
from telvertel.report.view import Cut, View
from telvertel.screen import cached, disputed, filters, session, standing
from telvertel.screen import filter_sentence as sentences
from telvertel.screen.asked import Asked, Known
from telvertel.wording.words import Words


def stretch_of(asked: Asked, known: Known, figures: Released) -> tuple[str, str] | None:
    """First and last period that are shown; what was asked for when nothing is there."""
    periods = figures.frame["period"]
    if len(periods):
        return periods.min(), periods.max()
    every = known.periods[asked.scope.grain]
    return (asked.scope.since or every[0], asked.scope.until or every[-1]) if every else None


def told(asked: Asked, known: Known, w: Words) -> str:
    """The filter in plain words; empty when there are no periods at all."""
    figures = cached.released(known.version, asked.card.id, asked.scope)
    stretch = stretch_of(asked, known, figures)
    return sentences.sentence(asked, stretch, known.names, w) if stretch else ""


def other(asked: Asked) -> Asked | None:
    """The second cut as a question of its own."""
    scope = asked.second_scope
    return replace(asked, card=asked.second_card, scope=scope, second=None) if scope else None


def wants_norms() -> bool:
    """Whether target and forecast are drawn; never in the address."""
    return bool(session.kept(filters.KEY + "norms"))


def standing_of(asked: Asked, figures: Released, version: str, w: Words) -> tuple[str, ...]:
    """What is disputed about the figures, and how far they stand."""
    chips = disputed.chips(disputed.of(asked), w)
    return (*chips, *standing.lines(figures, asked.card, version))


def view(asked: Asked, known: Known, agreed: tuple[Agreed, ...], w: Words) -> View:
    """The figures on the screen with all that has to go along with them."""
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
    norms = alone and wants_norms()
    return View(
        card=card,
        cuts=cuts,
        names=cached.names(version),
        standing=standing_of(asked, cuts[0].released, version, w),
        made_on=date.today(),
        context=cached.context(version, card.id, scope) if beside else (),
        norms=cached.norms(version, card.id, scope) if norms else (),
        breaks=cached.breaks(version, card.id, scope),
        reading=cached.reading(version, card.id, scope) if alone else None,
        agreed=agreed if alone else (),
    )
