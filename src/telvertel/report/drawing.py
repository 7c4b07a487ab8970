"""Pictures of the minutes, drawn from the figures frozen with the meeting, as SVG or PNG."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
from altair.utils.schemapi import debug_mode

from telvertel.charts import PAPER, Size, picture
from telvertel.indicators.definition import Indicator
from telvertel.indicators.reading import thaw
from telvertel.report.document import Picture
from telvertel.wall.picture import png, svg
from telvertel.wording.words import words

# Narrow enough to stand on A4 with its facts beside it, its letters 8.5 points there.
BESIDE = replace(PAPER, width=470, height=205, label_letters=14)

SHARPNESS = 2.0  # pixels of a PNG per pixel of the picture: 200 dots per inch at 16 cm


def drawn_svg(block: Picture, language: str) -> str:
    with debug_mode(False):
        return svg(_chart(block, language, BESIDE))


def drawn_png(block: Picture, language: str) -> bytes:
    with debug_mode(False):
        return png(_chart(block, language, PAPER), SHARPNESS)


def _chart(block: Picture, language: str, size: Size) -> alt.TopLevelMixin:
    own, *context = block.series
    return picture(
        own,
        words=words(language),
        card=Indicator.model_validate(block.card),
        context=tuple(context),
        markers=block.markers,
        norms=block.norms,
        breaks=block.breaks,
        reading=thaw(block.reading) if block.reading else None,
        names=block.names,
        size=size,
    )
