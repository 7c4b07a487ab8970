"""How a figure stands: its source, how final and complete it is, and what was left out."""

from __future__ import annotations

import polars as pl

from telvertel.charts.description import periods_told
from telvertel.indicators.definition import Family, Indicator
from telvertel.indicators.reading import is_complete
from telvertel.privacy.release import Released
from telvertel.screen import cached, room, session
from telvertel.wording import numbers
from telvertel.wording.notes import sentences
from telvertel.wording.words import Words

NOT_SETTLED = ("revised_provisional", "provisional")  # the longest known first


def lines(figures: Released, card: Indicator, version: str) -> list[str]:
    """What stands under every picture: source and date, what is not settled, who is not in it."""
    w = session.spoken()
    told = [_source(figures, w), *_unsettled(figures, w), *_notes(figures, w)]
    if figures.left_out:
        names = cached.names(version)
        providers = w.join(names.get(one, one) for one in figures.left_out)
        told.append(w("explore.standing.left_out", providers=providers))
    return [*told, _rounded(card, w), _version(version, w)]


def _source(figures: Released, w: Words) -> str:
    dates = figures.frame["reference_date"].drop_nulls()
    if dates.is_empty():
        return w("explore.standing.source", source=figures.source)
    day = numbers.day(dates.max(), w)
    return w("explore.standing.source_on", source=figures.source, day=day)


def _unsettled(figures: Released, w: Words) -> list[str]:
    """Which periods are provisional, and how much of the incomplete ones is there."""
    frame = figures.frame.sort("start")
    told = []
    for status in NOT_SETTLED:
        periods = frame.filter(pl.col("status") == status)["period"].unique(maintain_order=True)
        if len(periods):
            facts = {"status": w(f"charts.status.{status}"), "periods": periods_told(periods, w)}
            told.append(w("explore.standing.status", **facts))
    lacking = [row for row in frame.iter_rows(named=True) if not is_complete(row)]
    if lacking:
        least = min(row["completeness"] for row in lacking)
        periods = list(dict.fromkeys(row["period"] for row in lacking))
        facts = {"periods": periods_told(periods, w), "share": numbers.percent(100 * least, w)}
        told.append(w("explore.standing.incomplete", **facts))
    return told


def _notes(figures: Released, w: Words) -> list[str]:
    """Remarks that came with the figures, each once."""
    found = (line for note in figures.frame["note"].unique() for line in sentences(note, w))
    return sorted(dict.fromkeys(found))


def _rounded(card: Indicator, w: Words) -> str:
    """What the cube counts is rounded to fives; what was delivered as a total says it itself."""
    cut = card.measure.family is not Family.observed
    return w("explore.standing.rounded" if cut else "explore.standing.delivered")


def _version(version: str, w: Words) -> str:
    day = numbers.day(room.house().warehouse.version(version).at, w)
    return w("explore.standing.version", version=numbers.version(version), day=day)
