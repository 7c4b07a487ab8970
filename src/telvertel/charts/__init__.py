"""Pictures: Released figures in, a chart out; nothing else has a way in.

``picture`` chooses the form by what the figures are; each form is one file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

# Altair asks at each drawing whether pandas was imported; half of it, while another thread is still
# importing it, is a crash. Whoever comes here waits until it is whole.
import pandas  # noqa: F401

from telvertel.charts.agreed import Agreed
from telvertel.charts.amounts import amounts
from telvertel.charts.asked import Asked, beside, with_place
from telvertel.charts.comparison import Compared, comparison
from telvertel.charts.distribution import distribution
from telvertel.charts.names import Names
from telvertel.charts.norms import Norm, kinds_under
from telvertel.charts.pins import Marker
from telvertel.charts.small_multiples import small_multiples
from telvertel.charts.theme import PAPER, SCREEN, WALL_TALL, WALL_WIDE, Size
from telvertel.charts.trend import trend
from telvertel.charts.two_cuts import two_cuts
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.reading import Reading
from telvertel.privacy.release import Released
from telvertel.wording.words import Words

__all__ = [
    "PAPER",
    "SCREEN",
    "WALL_TALL",
    "WALL_WIDE",
    "Agreed",
    "Asked",
    "Compared",
    "Marker",
    "Norm",
    "Size",
    "amounts",
    "comparison",
    "distribution",
    "norms_drawn",
    "picture",
    "small_multiples",
    "trend",
    "two_cuts",
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
    agreed: Sequence[Agreed] = (),
    size: Size = SCREEN,
    names: Names | None = None,
    title: str | None = None,
    asked: Asked | None = None,
) -> alt.LayerChart | alt.ConcatChart:
    """The picture that fits: parts of a whole, a panel per group, amounts, or one line.

    Norms, context, reading and the place of an asked period are drawn where the form has room for
    them: panels beside each other have none for such a place.
    """
    assert isinstance(released, Released), "pictures take Released figures only"
    panels = _panels(released)
    same = {
        "words": words,
        "card": card,
        "markers": markers,
        "size": beside(asked, size, words) if asked and not panels else size,
        "names": names,
        "title": title,
    }
    if panels:
        return small_multiples(released, breaks=breaks, agreed=agreed, **same)
    if released.shape is Shape.distribution:
        drawn = distribution(released, breaks=breaks, agreed=agreed, **same)
    elif released.shape is Shape.amount:
        drawn = amounts(released, context=context, **same)
    else:
        series = {"context": context, "norms": norms, "breaks": breaks, "reading": reading}
        drawn = trend(released, agreed=agreed, **series, **same)
    return with_place(drawn, asked, size, words) if asked else drawn


def norms_drawn(released: Released, norms: Sequence[Norm]) -> tuple[str, ...]:
    """The kinds of norms that ``picture`` draws of these figures: only one line has room for them;
    () where none holds in its periods."""
    other = released.shape in (Shape.distribution, Shape.amount) or _panels(released)
    return () if other else kinds_under(norms, released.frame["period"].unique().sort().to_list())


def _panels(released: Released) -> bool:
    return released.shape is not Shape.distribution and released.frame["group"].n_unique() > 1
