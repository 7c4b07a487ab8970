"""Sources and calculation: where each figure came from and how it was counted, in five lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from telvertel.charts import origin
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report.document import Facts, Section, said
from telvertel.report.items import anchor_of, card_of, discussed, name_of, number_of
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.files import files_told
from telvertel.wording.words import Words


def sources(meeting: Meeting, w: Words) -> tuple[Section, ...]:
    """As it was at the moment of freezing; nothing for meetings that did not keep it yet."""
    parts = tuple(
        Section(
            f"{anchor_of(meeting, item)}-source",
            f"{number_of(meeting, item)} {name_of(meeting, item, w)}",
            (_facts(meeting, item, meeting.frozen[item.id].account, w),),
        )
        for item in discussed(meeting)
        if item.id in meeting.frozen and meeting.frozen[item.id].account
    )
    return (Section("sources", w("minutes.sources.title"), parts=parts),) if parts else ()


def _facts(meeting: Meeting, item: e.AgendaItem, account: dict[str, Any], w: Words) -> Facts:
    version = numbers.version(frozen_figures(meeting, item.id)[0].cube)
    changed = numbers.version(account["version"])
    day = numbers.day(date.fromisoformat(account["on"]), w)
    out = origin.left_out(account["rows_out"], w) or [w("account.nothing_out")]
    told = {
        "delivery": [
            w("minutes.sources.delivered", day=day, why=account["why"]),
            w("account.files", files=files_told(account["files"], w)),
        ],
        "rows": [f"{origin.rows_told(account['rows_in'], account['rows_kept'], w)}.", *out],
        "formula": origin.formula(Indicator.model_validate(card_of(meeting, item)), w),
        "version": [w("minutes.sources.kept_as", version=version, changed=changed)],
        "checks": [w("account.checks", count=account["checks"])],
    }
    rows = ((w(f"minutes.sources.{name}"), said(" ".join(lines))) for name, lines in told.items())
    return Facts(tuple(rows))
