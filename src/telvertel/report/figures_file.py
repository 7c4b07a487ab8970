"""The figures of a meeting as data, released and frozen, each with whether it is disputed.

One row per item, period and group. Norms are not in it: they stand with their reasons in the
minutes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from telvertel.charts.figure import figure_text
from telvertel.indicators.period import read
from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Meeting
from telvertel.report.counted import group_called
from telvertel.report.items import name_of
from telvertel.wall.disputes import chip
from telvertel.wall.pictures import frozen_figures
from telvertel.wording.words import Words, words

# As released; "shown" is the figure in words and "disputed" the chip, empty when it is not.
COLUMNS = (
    "item", "indicator", "name", "source", "period", "group", "group_name", "shown", "value", "low",
    "high", "mark", "status", "reference_date", "note", "discussed", "disputed",
)  # fmt: skip
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(meeting: Meeting, language: str) -> bytes:
    """With semicolons and a mark at the front, as a Dutch spreadsheet opens it."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, COLUMNS, delimiter=";")
    writer.writeheader()
    for row in rows(meeting, words(language)):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return target.getvalue().encode("utf-8-sig")


def as_json(meeting: Meeting, language: str) -> bytes:
    kept = {"meeting": meeting.id, "figures": list(rows(meeting, words(language)))}
    return json.dumps(kept, ensure_ascii=False, indent=1, default=str).encode()


def rows(meeting: Meeting, w: Words) -> Iterator[dict[str, Any]]:
    """Every frozen figure in order of the agenda, the own series of an item before the context."""
    for item in meeting.agenda:
        for series in frozen_figures(meeting, item.id):
            about = {
                "item": item.id,
                "indicator": series.indicator,
                "name": name_of(meeting, item, w),
                "source": series.source,
                "discussed": meeting.discussed(item.id),
            }
            for row in series.frame.to_dicts():
                group = row["group"]
                told = {
                    "group_name": group_called(meeting, item.id, group, w) if group else "",
                    "shown": figure_text(row, series.unit, w),
                    "disputed": _disputed(meeting, item, row["period"], w),
                }
                whole = about | row | told
                yield {name: whole[name] for name in COLUMNS}


def _disputed(meeting: Meeting, item: e.AgendaItem, period: str, w: Words) -> str:
    """Who disputes the figure of a period; a dispute about no period is about all of them."""
    found = [one for one in meeting.open_disputes(item.id) if _is_in(period, one)]
    return "; ".join(dict.fromkeys(chip(meeting, one, w) for one in found))


def _is_in(period: str, dispute: Dispute) -> bool:
    disputed = dispute.raised.period
    if not e.is_period(disputed):
        return True
    return read(disputed).start <= read(period).end and read(period).start <= read(disputed).end


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
