"""The filter as one plain sentence: what is shown, of whom, and over which time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telvertel.figures.scope import Breakdown, Scope
from telvertel.screen.asked import Asked, can_be_cut
from telvertel.wording import numbers
from telvertel.wording.words import Words


def sentence(
    asked: Asked,
    stretch: tuple[str, str],
    names: Mapping[str, str],
    w: Words,
    left_out: Sequence[str] = (),
    areas: Sequence[str] = (),
) -> str:
    """E.g. "Uitval bij De Oever, alle hulpvormen en leeftijden, per kwartaal van … tot en met …."

    ``stretch`` is the first and last period that is shown, ``names`` those of codes, ``left_out``
    the providers that do not deliver this cut and so are not counted, ``areas`` the districts or
    neighbourhoods that are shown.
    """
    scope = asked.scope
    facts = {
        "indicator": _called(asked.card.prose(w.language).name),
        "where": where(scope, names, w, left_out),
        "cut": cut(scope, w),
        "split": _split(scope, names, w, areas),
        "time": time(scope, stretch, w),
    }
    form = "split" if scope.breakdown else "whole"
    cut_too = can_be_cut(asked.card) and not scope.per_area
    return w(f"explore.sentence.{form if cut_too else form + '_uncut'}", **facts)


def _split(scope: Scope, names: Mapping[str, str], w: Words, areas: Sequence[str]) -> str:
    told = w.of(scope.breakdown) if scope.breakdown else ""
    if not areas:
        return told
    named = w.join(names.get(one, one) for one in areas)
    return w("explore.areas.split", split=told, areas=named)


def _called(name: str) -> str:
    """A name with an addition is closed off: "Zonder hulp verder, volgens de jongere, in …"."""
    return f"{name}," if ", " in name else name


def where(scope: Scope, names: Mapping[str, str], w: Words, left_out: Sequence[str] = ()) -> str:
    """At which providers, in which municipality: a provider works in others too. A sum of some is
    not called that of all."""
    told = _where(scope, names, w)
    together = scope.breakdown is not Breakdown.provider and set(scope.providers) != set(left_out)
    if not left_out or not together:
        return told
    named = w.join(names.get(one, one) for one in left_out)
    return w("explore.where.without", where=told, providers=named)


def _where(scope: Scope, names: Mapping[str, str], w: Words) -> str:
    place = names.get(scope.municipality, scope.municipality)
    if scope.providers:
        named = w.join(names.get(one, one) for one in scope.providers)
        apart = scope.breakdown is Breakdown.provider or len(scope.providers) == 1
        key = "explore.where.at" if apart else "explore.where.at_together"
        return w(key, providers=named, municipality=place)
    apart = scope.breakdown is Breakdown.provider or scope.per_area
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
