"""A view of Verkennen as a picture file: the filter above it, source and status beneath it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain
from typing import Any

from telvertel.charts import Size, comparison, picture, two_cuts
from telvertel.charts.names import is_per_area
from telvertel.charts.plane import wrap
from telvertel.charts.small_multiples import with_room
from telvertel.charts.theme import BOLD, FONT, INK, LINE_HEIGHT, PAPER_WHITE, QUIET
from telvertel.indicators.definition import Shape
from telvertel.report.view import View, leaving, stands
from telvertel.wall.picture import png_of, svg
from telvertel.wording import numbers
from telvertel.wording.words import Words

SIZE = Size(1000, 500, 16, 2.5, 7.5, 11, 26, 5)
MARGIN = 24  # pixels around everything
ABOVE, BENEATH = 20, 14  # letter sizes of the filter and of what stands under the picture
LETTER = 0.48  # mean width of a letter, × its size
SHARPNESS = 2.0  # pixels of the PNG per pixel of the picture
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def as_png(view: View, w: Words) -> bytes:
    return png_of(as_svg(view, w), SHARPNESS)


def as_svg(view: View, w: Words) -> str:
    """The pictures of the screen at a size of their own; their text alternatives go along."""
    day = numbers.day(view.made_on, w)
    placed, y, wide = "", float(MARGIN), float(SIZE.width)
    for tolds, chart in chain(_pictures(view, w), _compared(view, w)):
        drawn = svg(chart)
        width, height = (float(one) for one in _BOX.search(drawn).groups())
        top = _text(tolds, y, ABOVE, SIZE.width, INK, BOLD)
        y += top[1] + ABOVE
        drawn = drawn.replace('width="100%"', f'width="{width:g}" height="{height:g}"', 1)
        placed += top[0] + drawn.replace("<svg ", f'<svg x="{MARGIN}" y="{y:g}" ', 1)
        y, wide = y + height + BENEATH, max(wide, width)
    beneath = [*stands(view, w), w("view.made_on", day=day)]
    foot = _text(beneath, y, BENEATH, wide, QUIET, 400)
    whole = (wide + 2 * MARGIN, y + foot[1] + MARGIN)
    size = " ".join(f"{one:g}" for one in whole)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]:g}" height="{whole[1]:g}" '
        f'viewBox="0 0 {size}"><rect width="100%" height="100%" fill="{PAPER_WHITE}"/>'
        f"{placed}{foot[0]}</svg>"
    )


def _pictures(view: View, w: Words) -> Iterator[tuple[list[str], Any]]:
    """What stands above each picture, and the picture as on the screen, without numbered markers:
    one, or of two distributions each its own."""
    first, *second = view.cuts
    look = {"size": SIZE, "names": view.names, "breaks": leaving(view.breaks, w)}
    if second and view.card.measure.shape is Shape.distribution:
        for cut in view.cuts:
            yield [cut.told], picture(cut.released, words=w, card=cut.card, title="", **look)
        return
    tolds = [one.told for one in view.cuts]
    if second:
        cuts = (first.released, second[0].released)
        yield tolds, two_cuts(*cuts, words=w, cards=(first.card, second[0].card), **look)
        return
    if is_per_area(first.released):
        look["size"] = with_room(first.released.frame["group"].n_unique(), SIZE)
    around = {"context": view.context, "norms": leaving(view.norms, w)}
    around |= {"reading": view.reading, "agreed": view.agreed}
    yield tolds, picture(first.released, words=w, card=view.card, title="", **around, **look)


def _compared(view: View, w: Words) -> Iterator[tuple[list[str], Any]]:
    """What stands beside each other in one period, under the series."""
    for one in view.beside:
        if one.drawn:
            look = {"words": w, "card": view.card, "size": SIZE, "title": ""}
            yield [one.told], comparison(*one.drawn, **look)


def _text(
    told: Sequence[str], top: float, size: int, width: float, colour: str, weight: int
) -> tuple[str, float]:
    """Lines of text one under the other, and how high they are together."""
    lines = [line for one in told for line in wrap(one, int(width / (size * LETTER)))]
    step = size * LINE_HEIGHT
    drawn = "".join(
        f'<text x="{MARGIN}" y="{top + step * (at + 0.8):g}" font-family="{escape(FONT)}" '
        f'font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return drawn, step * len(lines)
