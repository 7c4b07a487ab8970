"""The filter as one plain sentence: what is shown, of whom, and over which time."""

from __future__ import annotations

from collections.abc import Mapping

from telvertel.figures.scope import Breakdown, Scope
from telvertel.screen.asked import Asked, can_be_cut
from telvertel.wording import numbers
from telvertel.wording.words import Words


def sentence(asked: Asked, stretch: tuple[str, str], names: Mapping[str, str], w: Words) -> str:
    """E.g. "Uitval bij De Oever, alle hulpvormen en leeftijden, per kwartaal van … tot en met …."

    ``stretch`` is the first and last period that is shown, ``names`` those of codes.
    """
    scope = asked.scope
    facts = {
        "indicator": asked.card.prose(w.language).name,
        "where": where(scope, names, w),
        "cut": cut(scope, w),
        "split": w.of(scope.breakdown) if scope.breakdown else "",
        "time": time(scope, stretch, w),
    }
    form = "split" if scope.breakdown else "whole"
    return w(f"explore.sentence.{form if can_be_cut(asked.card) else form + '_uncut'}", **facts)


def where(scope: Scope, names: Mapping[str, str], w: Words) -> str:
    """At which providers, or in which municipality."""
    if scope.providers:
        named = w.join(names.get(one, one) for one in scope.providers)
        apart = scope.breakdown is Breakdown.provider or len(scope.providers) == 1
        return w("explore.where.at" if apart else "explore.where.at_together", providers=named)
    place = names.get(scope.municipality, scope.municipality)
    apart = scope.breakdown is Breakdown.provider
    return w("explore.where.in" if apart else "explore.where.in_together", municipality=place)


def cut(scope: Scope, w: Words) -> str:
    """Which care forms and ages."""
    forms = w.join(w(f"explore.care_form.{one}") for one in scope.care_forms)
    ages = w.join(w(f"codes.age_band.{one}") for one in scope.age_bands)
    if forms and ages:
        return w("explore.cut.both", forms=forms, ages=ages)
    if forms:
        return w("explore.cut.forms", forms=forms)
    return w("explore.cut.ages", ages=ages) if ages else w("explore.cut.all")


def time(scope: Scope, stretch: tuple[str, str], w: Words) -> str:
    """Over one period, or per period from the first to the last."""
    first, last = (numbers.period(one, w) for one in stretch)
    if first == last:
        return w("explore.time.one", period=first)
    return w("explore.time.stretch", grain=w.of(scope.grain), first=first, last=last)
