"""Figures as they were: what an item is talked about with is frozen into the meeting."""

from __future__ import annotations

from typing import Any

from telvertel import counting
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import reading
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.privacy.release import Released, freeze


def scope_of(item: e.AgendaItem, plan: e.MeetingPlanned) -> Scope:
    """The scope of an agenda item; what it leaves open follows the meeting."""
    default = Scope(
        municipality=plan.municipality,
        providers=plan.providers,
        grain=plan.grain,
        since=plan.since,
        until=plan.until,
    )
    return Scope.from_query(item.scope, default)


def frozen(
    warehouse: Warehouse, card: Indicator, item: e.AgendaItem, plan: e.MeetingPlanned
) -> e.FiguresFrozen:
    """The released figures, reference lines, norms, breaks, card and reading of one item."""
    scope = scope_of(item, plan)
    own = counting.released(warehouse, card, scope)
    context = counting.context(warehouse, card, scope)
    breaks = counting.breaks(warehouse, card, scope)
    return e.FiguresFrozen(
        item=item.id,
        card=card.model_dump(mode="json"),
        figures=tuple(freeze(one) for one in (own, *context)),
        norms=counting.norms(warehouse, card, scope),
        breaks=breaks,
        reading=reading_of(own, card, breaks),
    )


def reading_of(
    own: Released, card: Indicator, breaks: tuple[dict[str, Any], ...]
) -> dict[str, Any] | None:
    """What may be said of the series, as frozen; None when it is split or holds no figure.

    A split series has a line per group, and the rules are about one line.
    """
    points = reading.points(own.frame, card)
    if set(own.frame["group"]) != {""} or all(point.value is None for point in points):
        return None
    return reading.freeze(reading.read(points, card, breaks))
