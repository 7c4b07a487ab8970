"""How many rows came in and were left out; coarsely where that would be a count of children.

Only the receipt that somebody gets at a delivery of their own tells it exactly.
"""

from __future__ import annotations

from telvertel.charts import origin
from telvertel.figures.warehouse import Version
from telvertel.freezing import rows_shown
from telvertel.privacy import display
from telvertel.wording.words import Words


def coarse(count: int, w: Words) -> str:
    """The nearest multiple of five; under the threshold only that it is under it."""
    return origin.number_told(display.coarse(count), w)


def in_and_kept(made: Version, w: Words) -> str:
    return origin.rows_told(rows_shown(made, made.rows_in), rows_shown(made, made.rows_kept), w)


def left_out(made: Version, w: Words) -> list[str]:
    rows = ((reason, rows_shown(made, count)) for reason, count in made.rows_out)
    return origin.left_out(rows, w)
