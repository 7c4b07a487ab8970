"""Pictures: Released figures in, a chart out; nothing else has a way in.

``picture`` chooses the form by what the figures are; each form is one file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from telvertel.charts.amounts import amounts
from telvertel.charts.distribution import distribution
from telvertel.charts.names import Names
from telvertel.charts.norms import Norm
from telvertel.charts.pins import Marker
from telvertel.charts.small_multiples import small_multiples
from telvertel.charts.theme import PAPER, SCREEN, WALL_TALL, WALL_WIDE, Size
from telvertel.charts.trend import trend
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.reading import Reading
from telvertel.privacy.release import Released
from telvertel.wording.words import Words

__all__ = [
    "PAPER",
    "SCREEN",
    "WALL_TALL",
    "WALL_WIDE",
    "Marker",
    "Norm",
    "Size",
    "amounts",
    "distribution",
    "picture",
    "small_multiples",
    "trend",
]


def picture(
    released: Released,
    *,
    words: Words,
    card: Indicator,
    context: Sequence[Released] = (),
    markers: Sequence[Marker] = (),
    norms: Sequence[Norm] = (),
    breaks: Sequence[Mapping[str, Any]] = (),
    reading: Reading | None = None,
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
) -> alt.LayerChart | alt.ConcatChart:
    """The picture that fits: parts of a whole, a panel per group, amounts, or one line.

    Norms, context and reading are drawn where the form has a place for them.
    """
    assert isinstance(released, Released), "pictures take Released figures only"
    same = {
        "words": words,
        "card": card,
        "markers": markers,
        "size": size,
        "names": names,
        "title": title,
    }
    if released.shape is Shape.distribution:
        return distribution(released, breaks=breaks, **same)
    if released.frame["group"].n_unique() > 1:
        return small_multiples(released, breaks=breaks, **same)
    if released.shape is Shape.amount:
        return amounts(released, context=context, **same)
    return trend(released, context=context, norms=norms, breaks=breaks, reading=reading, **same)
