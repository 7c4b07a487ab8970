"""What is new in the figures since the last meeting that was sealed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from telvertel import counting
from telvertel.charts.description import periods_told
from telvertel.charts.figure import figure_text
from telvertel.counting import Change
from telvertel.figures.scope import Scope
from telvertel.freezing import scope_of
from telvertel.indicators.definition import Indicator, Unit, naming
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.display import threshold
from telvertel.privacy.release import Mark
from telvertel.screen import account_link, cached, places, room, session
from telvertel.screen.markdown import plain
from telvertel.wall.pictures import frozen_figures
from telvertel.wording import numbers
from telvertel.wording.words import Words

MOST_PER_CARD = 3  # changes told in full; the rest is counted


@dataclass(frozen=True)
class News:
    """What changed in the figures of one agenda item since it was talked about."""

    card: Indicator
    changes: tuple[Change, ...]
    scope: Scope | None = None  # where the figures stand; None where no link leads to them

    @property
    def revised(self) -> tuple[Change, ...]:
        """Figures that were there and are different now."""
        return tuple(one for one in self.changes if _known(one.before_mark))

    @property
    def added(self) -> tuple[str, ...]:
        """Periods that had no figure then, in order."""
        found = (one.period for one in self.changes if not _known(one.before_mark))
        return tuple(dict.fromkeys(found))


def _known(mark: str | None) -> bool:
    return mark not in (None, Mark.missing)


def news() -> None:
    """The last delivery, and per indicator of the last sealed meeting what it changed."""
    w = session.spoken()
    st.header(w("start.news_title"), anchor=False)
    versions = counting.versions(room.house().warehouse)
    if not versions:
        st.caption(w("start.no_figures"))
        if st.button(w("start.to_figures")):
            places.go("figures")
        return
    day = numbers.day(versions[0].at, w)
    st.caption(w("start.version", day=day, why=plain(versions[0].why)))
    sealed = next((one for one in room.meetings() if one.sealed_at), None)
    if sealed is None:
        st.caption(w("start.no_sealed"))
        return
    with st.spinner(w("start.reading_figures")):
        found = list(since(sealed, versions[0].id))
    told(sealed, found, w)


def told(sealed: Meeting, found: Sequence[News], w: Words) -> None:
    facts = {"title": plain(sealed.plan.title), "day": numbers.day(sealed.plan.held_on, w)}
    added = sorted({period for one in found for period in one.added})
    revised = [one for one in found if one.revised]
    if added:
        st.markdown(w("start.since_added", periods=periods_told(added, w), **facts))
    if revised:
        st.markdown(w("start.also_revised") if added else w("start.since", **facts))
    elif not added:
        st.caption(w("start.unchanged", title=facts["title"]))
    for one in revised:
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(one.card.prose(w.language).name)}**")
            st.markdown("  \n".join(plain(line) for line in sentences(one, w)))
            if one.scope:
                account_link.here(one.card.id, one.scope, w)
    if revised:
        st.caption(w("start.rounded", threshold=threshold()))


def since(meeting: Meeting, version: str) -> Iterator[News]:
    """Per agenda item the changes between its figures of then and a version of now."""
    for item in meeting.agenda:
        card, figures = room.card(item.indicator), frozen_figures(meeting, item.id)
        if card is not None and figures:
            changes = changed(meeting, item, card, figures[0].cube, version)
            yield News(card, changes, scope_of(item, meeting.plan))


def changed(
    meeting: Meeting, item: e.AgendaItem, card: Indicator, older: str, newer: str
) -> tuple[Change, ...]:
    """What two versions tell differently about an item, periods after its own end included."""
    scope = scope_of(item, meeting.plan).model_copy(update={"until": None})
    if older == newer:
        return ()
    return cached.changes(older, newer, card.id, scope)


def sentences(news: News, w: Words) -> list[str]:
    """One line per revised figure, the newest period first; what is more is counted."""
    newest = sorted(news.revised, key=lambda one: one.period, reverse=True)
    told = [_sentence(one, news.card, w) for one in newest[:MOST_PER_CARD]]
    if len(newest) > MOST_PER_CARD:
        told.append(w("start.more", count=len(newest) - MOST_PER_CARD))
    return told


def _sentence(change: Change, card: Indicator, w: Words) -> str:
    facts = {
        "period": numbers.period(change.period, w),
        "before": _figure(change.before, change.before_mark, change.before_class, card.unit, w),
        "after": _figure(change.after, change.after_mark, change.after_class, card.unit, w),
    }
    told = w("start.revised", **facts)
    if change.group:
        told = w("start.revised_group", group=_group(change.group, card, w), **facts)
    return w("earlier.because", change=told, note=_one_line(change.note)) if change.note else told


def _one_line(note: str) -> str:
    return " ".join(note.split())


def _group(group: str, card: Indicator, w: Words) -> str:
    """What a part, care form, age band or provider is called."""
    places = (f"parts.{naming(card.measure)}", "care_form", "age_band")
    keys = [f"codes.{place}.{group}" for place in places]
    names = cached.names(room.house().warehouse.current)
    return next((w(key) for key in keys if w.has(key)), names.get(group, group))


def _figure(
    value: float | None,
    mark: str | None,
    bounds: tuple[float, float] | None,
    unit: Unit,
    w: Words,
) -> str:
    """As everywhere else: a class by its bounds, never by its middle."""
    low, high = bounds or (None, None)
    row = {"value": value, "mark": mark or Mark.missing, "low": low, "high": high}
    return figure_text(row, unit, w)
