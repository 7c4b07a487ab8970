"""Where a figure comes from, in words: how many rows came in and counted, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list

from telvertel.indicators.definition import PARTS, Family, Indicator, Measure, Shape
from telvertel.privacy.display import threshold
from telvertel.wording import numbers
from telvertel.wording.words import Words

Coarse = int | None  # as ``freezing.rows_shown`` gives it


def rows_told(rows_in: Coarse, rows_kept: Coarse, w: Words) -> str:
    """One line, as "1.200 rijen binnen, 1.195 tellen mee"."""
    told = (("came", rows_in), ("kept", rows_kept))
    return capital(", ".join(_counted(f"figures.rows.{name}", rows, w) for name, rows in told))


def _counted(key: str, count: Coarse, w: Words) -> str:
    return w(key, count=count or 0, number=number_told(count, w))


def left_out(rows_out: Iterable[tuple[str, Coarse]], w: Words) -> list[str]:
    """One sentence per reason; a coarse number is never one, so it never reads as one row."""
    return [
        capital(
            w.table(f"problems.remark.{reason}")["one" if count == 1 else "other"].format(
                count=number_told(count, w)
            )
        )
        for reason, count in rows_out
    ]


def number_told(count: Coarse, w: Words) -> str:
    if count is None:
        return w("figures.rows.few", threshold=threshold())
    return numbers.number(count, w)


def formula(card: Indicator, w: Words) -> list[str]:
    """How the figure is counted."""
    measure = card.measure
    if measure.family is Family.observed:
        return [w(f"account.observed.{measure.shape}")]
    facts = {
        "counted": _parts(measure, measure.counted, w),
        "out_of": _parts(measure, measure.out_of, w),
        "ages": measure.population or "",
        "family": w.of(measure.family),
    }
    lines = [w(f"account.formula.{measure.shape}", **facts)]
    if measure.shape in (Shape.share, Shape.distribution):
        lines += _not_counted(measure, w)
    return [*lines, w("account.unit")]


def _parts(measure: Measure, parts: Iterable[str], w: Words) -> str:
    """The parts by name: one, another or a third."""
    names = (w(f"codes.parts.{measure.family}.{part}") for part in parts)
    quoted = [w("account.part", name=name) for name in names]
    return format_list(quoted, style="or", locale=w.locale)


def _not_counted(measure: Measure, w: Words) -> list[str]:
    """The parts of the family that are in neither numerator nor denominator."""
    out = [part for part in PARTS[measure.family] if part not in measure.out_of]
    return [w("account.left_out", parts=_parts(measure, out, w))] if out else []


def capital(text: str) -> str:
    """The text with a capital first, to begin a line of its own."""
    return text[:1].upper() + text[1:]
