"""Counting in the minutes: the picture of one item, its newest figures and what they do not say."""

from __future__ import annotations

from datetime import date
from typing import Any

from telvertel.charts.description import described, groups_described
from telvertel.charts.figure import figure_text
from telvertel.charts.names import group_name, groups_of, subject_name
from telvertel.charts.said import reading_told
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.reading import thaw
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Released
from telvertel.report.document import (
    Block,
    Facts,
    Line,
    Paragraph,
    Picture,
    Piece,
    Points,
    Table,
    Tone,
    said,
)
from telvertel.report.items import anchor_of, card_of, name_of, norms_of, prose_of
from telvertel.report.norms import norm_line
from telvertel.wall.pictures import frozen_figures, markers, names
from telvertel.wall.then import then
from telvertel.wording import numbers
from telvertel.wording.words import Words

BESIDE = 300  # letters that a reading may have to stand beside the picture


def counted(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """The figure of one item: picture, norms where they may be seen, limits. How firm it is stands
    in the overview, all its periods in the annex."""
    figures = frozen_figures(meeting, item.id)
    if not figures:
        return (Paragraph(said(w("minutes.counted.without_figure")), Tone.quiet),)
    return (
        picture_of(meeting, item, figures, w),
        Facts(_facts(meeting, item, figures, w)),
        *_long_reading(meeting, item, w),
        *_revised(meeting, item, w),
    )


def _revised(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """What was revised since it was last talked about, as the wall tells it; else nothing."""
    told = then(meeting, e.Shown(view=e.View.then, item=item.id), w, None)
    if "rows" not in told:
        return ()
    lines = [f"{row['period']}: {row['told']}" for row in told["rows"]]
    lines += [one for one in (told["more"], *told["reasons"], told["leaning"]) if one]
    last = date.fromisoformat(meeting.frozen[item.id].last_talk["held_on"])
    title = said(w("minutes.counted.revised", day=numbers.day(last, w)), Tone.strong)
    return (Paragraph(title), Points(tuple(said(one) for one in lines)))


def picture_of(
    meeting: Meeting, item: e.AgendaItem, figures: tuple[Released, ...], w: Words
) -> Picture:
    frozen = meeting.frozen[item.id]
    day = numbers.day(meeting.plan.held_on, w)
    return Picture(
        anchor=f"{anchor_of(meeting, item)}-picture",
        series=figures,
        card=frozen.card,
        markers=markers(meeting, item.id),
        norms=norms_of(meeting, item),
        breaks=frozen.breaks,
        reading=frozen.reading,
        alt=_alt(meeting, item, figures, w),
        names=names_of(meeting),
        caption=w("minutes.counted.caption", name=name_of(meeting, item, w), day=day),
    )


def _alt(meeting: Meeting, item: e.AgendaItem, figures: tuple[Released, ...], w: Words) -> str:
    own, *context = figures
    card = Indicator.model_validate(card_of(meeting, item))
    around = {"markers": markers(meeting, item.id), "breaks": meeting.frozen[item.id].breaks}
    if own.shape is not Shape.distribution and own.frame["group"].n_unique() > 1:
        return groups_described(own, card, w, names_of(meeting), **around)
    return described(
        own,
        card,
        w,
        names_of(meeting),
        context=context,
        norms=norms_of(meeting, item),
        **around,
        kind="distribution" if own.shape is Shape.distribution else "trend",
    )


def figures_table(
    meeting: Meeting,
    item: e.AgendaItem,
    series: Released,
    periods: list[str],
    caption: str,
    w: Words,
) -> Table:
    """One column per period, one row per group, in display strings; empty where nothing is."""
    card = Indicator.model_validate(card_of(meeting, item))
    cells = {
        (row["group"], row["period"]): figure_text(row, series.unit, w)
        for row in series.frame.to_dicts()
    }
    return Table(
        caption=caption,
        head=(w.of(series.unit), *(numbers.period(one, w, short=True) for one in periods)),
        rows=tuple(
            (
                said(_row_name(meeting, series, card, group, w)),
                *(said(cells.get((group, one), "")) for one in periods),
            )
            for group in groups_of(series, card)
        ),
        widths=(28, *([72 // max(len(periods), 1)] * len(periods))),
        figures=True,
    )


def group_called(meeting: Meeting, item_id: str, group: str, w: Words) -> str:
    """What a group of an item's figures is called; its code when there are no figures."""
    frozen, figures = meeting.frozen.get(item_id), frozen_figures(meeting, item_id)
    if not frozen or not figures:
        return group
    card = Indicator.model_validate(frozen.card)
    return group_name(figures[0], card, group, w, names_of(meeting))


def _row_name(meeting: Meeting, series: Released, card: Indicator, group: str, w: Words) -> str:
    names = names_of(meeting)
    return group_name(series, card, group, w, names) if group else subject_name(series, names)


def names_of(meeting: Meeting) -> dict[str, str]:
    """The parties of the meeting by their codes, and the wijken and buurten of its figures."""
    return names(meeting)


def _facts(
    meeting: Meeting, item: e.AgendaItem, figures: tuple[Released, ...], w: Words
) -> tuple[tuple[str, Line], ...]:
    own, *context = figures
    rows = [
        (w("minutes.counted.norm"), norm_line(meeting, item, norm, w))
        for norm in norms_of(meeting, item)
    ]
    if context:
        beside = w.join(one.source for one in context)
        rows.append((w("minutes.counted.context"), said(beside)))
    if own.left_out:
        rows.append((w("minutes.counted.left_out"), said(w.join(own.left_out))))
    frozen = meeting.frozen[item.id]
    rows += [(w("minutes.counted.break_point"), said(_break(one, w))) for one in frozen.breaks]
    told = _read(meeting, item, w)
    if told and len(told) <= BESIDE:
        rows.append((w("minutes.counted.reading"), said(told)))
    says_not = prose_of(meeting, item, w).get("says_not")
    if says_not:
        rows.append((w("wall.says_not"), said(says_not)))
    return tuple(rows)


def _read(meeting: Meeting, item: e.AgendaItem, w: Words) -> str:
    """What could be said of the series that day; empty when nothing was read."""
    found = meeting.frozen[item.id].reading
    return reading_told(thaw(found), w) if found else ""


def _long_reading(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Block, ...]:
    """A reading too long to stand beside the picture."""
    told = _read(meeting, item, w)
    if len(told) <= BESIDE:
        return ()
    label = Piece(w("minutes.counted.reading") + ": ", Tone.quiet)
    return (Paragraph((label, Piece(told))),)


def _break(one: dict[str, Any], w: Words) -> str:
    period = numbers.period(one["period"], w)
    return w("minutes.counted.break_since", period=period, reason=one["reason"])
