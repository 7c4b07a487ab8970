"""A view of Verkennen as a picture file: the filter above it, source and status beneath it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from telvertel.charts import Size, picture, two_cuts
from telvertel.charts.plane import wrap
from telvertel.charts.theme import BOLD, FONT, INK, LINE_HEIGHT, PAPER_WHITE, QUIET
from telvertel.report.view import View
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
    """The picture of the screen at a size of its own; its text alternative goes along."""
    drawn = svg(_chart(view, w))
    width, height = (float(one) for one in _BOX.search(drawn).groups())
    day = numbers.day(view.made_on, w)
    beneath = [*view.standing, w("view.made_on", day=day)]
    wide = max(width, SIZE.width)
    top = _text([one.told for one in view.cuts], MARGIN, ABOVE, wide, INK, BOLD)
    middle = MARGIN + top[1] + ABOVE
    foot = _text(beneath, middle + height + BENEATH, BENEATH, wide, QUIET, 400)
    whole = (wide + 2 * MARGIN, middle + height + BENEATH + foot[1] + MARGIN)
    placed = drawn.replace('width="100%"', f'width="{width:g}" height="{height:g}"', 1)
    placed = placed.replace("<svg ", f'<svg x="{MARGIN}" y="{middle:g}" ', 1)
    size = " ".join(f"{one:g}" for one in whole)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]:g}" height="{whole[1]:g}" '
        f'viewBox="0 0 {size}"><rect width="100%" height="100%" fill="{PAPER_WHITE}"/>'
        f"{top[0]}{placed}{foot[0]}</svg>"
    )


def _chart(view: View, w: Words):
    """As on the screen, without numbered markers."""
    first, *second = view.cuts
    if second:
        cuts = (first.released, second[0].released)
        cards = (first.card, second[0].card)
        look = {"size": SIZE, "names": view.names, "breaks": view.breaks}
        return two_cuts(*cuts, words=w, cards=cards, **look)
    return picture(
        first.released,
        words=w,
        card=view.card,
        context=view.context,
        norms=view.norms,
        breaks=view.breaks,
        reading=view.reading,
        agreed=view.agreed,
        size=SIZE,
        names=view.names,
        title="",
    )


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
