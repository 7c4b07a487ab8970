"""Municipalities like this one as a grey line behind its own, and in words what that line is."""

from __future__ import annotations

from collections.abc import Iterator

from telvertel.figures.alike import NEAR, TOGETHER
from telvertel.indicators.comparison import OTHERS_NEEDED
from telvertel.indicators.definition import Shape
from telvertel.privacy.release import Released
from telvertel.screen import cached
from telvertel.screen.asked import Asked
from telvertel.wording.words import Words


def has_room(asked: Asked) -> bool:
    """Whether the picture is one line of a share or rate. A rate of one provider is not that of a
    municipality: it is over all inhabitants."""
    shape, scope = asked.card.measure.shape, asked.scope
    one_line = scope.breakdown is None and asked.second is None and not asked.card.measure.by_part
    return one_line and (shape is Shape.share or (shape is Shape.rate and not scope.providers))


def line(asked: Asked, version: str) -> Released | None:
    """Those like it as one series; None where it is not asked for or too few can be in it."""
    if not (asked.alike and has_room(asked)):
        return None
    together, count = cached.alike_together(version, asked.card.id, asked.scope)
    return together if count >= OTHERS_NEEDED else None


def named(asked: Asked, version: str, w: Words) -> dict[str, str]:
    """What the line is called beside its end; {} without one."""
    if line(asked, version) is None:
        return {}
    _, count = cached.alike_together(version, asked.card.id, asked.scope)
    return {TOGETHER: w("comparison.line.name", count=count)}


def told(asked: Asked, version: str, w: Words) -> Iterator[str]:
    """What the line is, or that too few are like it; nothing where nobody asked."""
    if not (asked.alike and has_room(asked)):
        return
    _, count = cached.alike_together(version, asked.card.id, asked.scope)
    if count >= OTHERS_NEEDED:
        yield w("comparison.line.told", count=count, near=f"{NEAR:g}")
    else:
        yield w("comparison.line.too_few", count=count, needed=OTHERS_NEEDED)
