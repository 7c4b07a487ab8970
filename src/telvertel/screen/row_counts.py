"""How many rows came in and were left out, coarsely: an exact number would be a count of children.

Only the receipt that somebody gets at a delivery of their own tells it exactly.
"""

from __future__ import annotations

from telvertel.figures.warehouse import Version
from telvertel.privacy.display import THRESHOLD
from telvertel.privacy.rounding import BASE
from telvertel.screen.markdown import capital
from telvertel.wording import numbers
from telvertel.wording.words import Words


def coarse(count: int, w: Words) -> str:
    """The nearest multiple of five; under the threshold only that it is under it."""
    if count < THRESHOLD:
        return w("figures.rows.few", threshold=THRESHOLD)
    return numbers.number(BASE * round(count / BASE), w)


def in_and_kept(made: Version, w: Words) -> str:
    told = w("figures.rows.told", rows=coarse(made.rows_in, w), kept=coarse(made.rows_kept, w))
    return capital(told)


def left_out(made: Version, w: Words) -> list[str]:
    """One sentence per reason; the form for one row would tell that it was one."""
    return [
        capital(w.table(f"problems.remark.{reason}")["other"].format(count=coarse(count, w)))
        for reason, count in made.rows_out
    ]
