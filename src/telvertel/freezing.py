"""Figures as they were: what an item is talked about with is frozen into the meeting."""

from __future__ import annotations

from telvertel import counting
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.privacy.release import freeze


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
    """The released figures, reference lines, norms, breaks and card of one agenda item."""
    scope = scope_of(item, plan)
    own = counting.released(warehouse, card, scope)
    context = counting.context(warehouse, card, scope)
    return e.FiguresFrozen(
        item=item.id,
        card=card.model_dump(mode="json"),
        figures=tuple(freeze(one) for one in (own, *context)),
        norms=counting.norms(warehouse, card, scope),
        breaks=counting.breaks(warehouse, card, scope),
    )
