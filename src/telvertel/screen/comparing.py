"""Providers beside each other, fairly: one's own by name, others by a letter unless they agreed to
be named, in the order of size. Whether they may be compared is decided by the whole data set of a
period, not by a filter."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from telvertel.charts import Compared, Size
from telvertel.charts.comparison import compared, table
from telvertel.figures.scope import Breakdown, Scope
from telvertel.indicators import comparison
from telvertel.indicators.comparison import Comparison, Lies, Refused
from telvertel.indicators.definition import Indicator, Shape
from telvertel.privacy.display import share_from, threshold
from telvertel.privacy.release import Released
from telvertel.screen import cached, naming, session
from telvertel.screen.asked import Asked, Known
from telvertel.screen.markdown import plain
from telvertel.screen.what_differs import what_differs
from telvertel.wording import numbers
from telvertel.wording.words import Words


@dataclass(frozen=True)
class Beside:
    """What stands beside each other: figures of one period, by the name or letter of each."""

    released: Released
    scope: Scope
    of: Compared
    lies: Comparison


def can_be_compared(card: Indicator) -> bool:
    """Shares only: a rate of a provider over all inhabitants only says how large it is."""
    return card.measure.shape is Shape.share and not card.measure.by_part


def why_not(card: Indicator) -> str | None:
    """Why providers cannot be compared by this figure, as a key of ``comparison.not_for``; None
    where they can."""
    if can_be_compared(card):
        return None
    parts = card.measure.by_part or card.measure.shape is Shape.distribution
    size = card.measure.shape in (Shape.count, Shape.rate)
    return "parts" if parts else "size" if size else "spread"


def comparing(asked: Asked, known: Known, size: Size) -> None:
    """Picture, what may be said of it, and what differs between the compared."""
    w = session.spoken()
    st.subheader(w("comparison.title"), anchor=False)
    one = found(asked, known, w)
    if isinstance(one, str):
        st.markdown(plain(one))
        return
    drawn = cached.compared(known.version, asked.card.id, one.scope, w.language, size, one.of)
    st.caption(w("comparison.period", period=numbers.period(one.of.period, w)))
    st.vega_lite_chart(spec=drawn, theme=None, width="content", key="explore.comparison")
    _told(one.released, one.lies, one.of, asked, known, w)
    with st.expander(w("comparison.table_title")):
        st.table(table(one.released, one.lies, one.of, w), border="horizontal", hide_index=True)


def found(asked: Asked, known: Known, w: Words) -> Beside | str:
    """What is compared, or the sentence why it is not."""
    whole = cached.released(known.version, asked.card.id, everybody(asked.scope))
    period, why = newest(whole, asked.card)
    if period is None:
        facts = {"needed": comparison.OTHERS_NEEDED + 1, "smallest": least_shown(asked.card)}
        return w(f"comparison.refused.{why}", **facts) if why else w("comparison.refused.not_final")
    scope = asked.scope.model_copy(update={"providers": (), "breakdown": Breakdown.provider})
    released = cached.released(known.version, asked.card.id, scope)
    of = _named(whole, period, asked, known, w)
    lies = compared(released, asked.card, of)
    return Beside(released, scope, of, lies) if lies else w("comparison.refused.not_final")


def least_shown(card: Indicator) -> int:
    """Of how many a figure is at least before it can be compared: of fewer no share is shown."""
    return share_from() if card.measure.shape is Shape.share else threshold()


def newest(whole: Released, card: Indicator) -> tuple[str | None, Refused | None]:
    """The newest period in which the whole data set allows a comparison; else why the newest
    settled one does not, None where no period is settled."""
    why = None
    for period in reversed(whole.frame["period"].unique().sort().to_list()):
        codes = whole.frame["group"].unique().sort().to_list()
        if not comparison.figures_in(whole.frame, card, period, codes):
            continue
        refused = comparison.refused(comparison.children(whole.frame, period), threshold())
        if refused is None:
            return period, None
        why = why or refused
    return None, why


def everybody(scope: Scope) -> Scope:
    """All providers and children of the municipality, over the same time."""
    return scope.whole().model_copy(update={"breakdown": Breakdown.provider})


def _named(whole: Released, period: str, asked: Asked, known: Known, w: Words) -> Compared:
    """Everybody large enough: chosen ones and who agreed by name, the rest by a letter that stays
    with its place in the order of size, whoever is chosen."""
    children = comparison.children(whole.frame, period)
    enough = [code for code, number in children.items() if number >= threshold()]
    by_size = sorted(enough, key=lambda code: (-children[code], code))
    own = frozenset(asked.scope.providers) & set(by_size)
    named = naming.by_name(by_size, own)
    names = {
        code: known.names.get(code, code)
        if code in named
        else w("comparison.unnamed", letter=numbers.letter(at))
        for at, code in enumerate(by_size)
    }
    return Compared(period, tuple(names.items()), own)


def _told(
    released: Released, found: Comparison, of: Compared, asked: Asked, known: Known, w: Words
) -> None:
    figures = dict(zip(*list(table(released, found, of, w).values())[::2][:2], strict=True))
    lines = [
        w("comparison.own", name=name, figure=figures[name], lies=w.of(one.lies))
        for one in found.placed
        if one.figure.code in of.own
        for name in [of.names[one.figure.code]]
    ]
    within = all(one.lies is Lies.within for one in found.placed)
    lines.append(w("comparison.all_within" if within else "comparison.some_outside"))
    st.markdown("  \n".join(plain(one) for one in lines))
    st.markdown("\n".join([w("comparison.differs.title"), "", *_differing(asked, known, of, w)]))
    st.caption(w("comparison.unnamed_why"))
    here = cached.providers_of(known.version, asked.scope.municipality)
    naming.naming(set(here) - of.own, known.names)


def _differing(asked: Asked, known: Known, of: Compared, w: Words) -> list[str]:
    """Size, stay and age of those compared."""
    whole = cached.released(known.version, asked.card.id, everybody(asked.scope))
    sizes = comparison.children(whole.frame, of.period)
    time = {"since": of.period, "until": of.period}
    scopes = [
        everybody(asked.scope).model_copy(update={"providers": (code,), **time})
        for code in of.names
    ]
    compared_sizes = (sizes[code] for code in of.names)
    return what_differs(compared_sizes, scopes, asked.card.id, known.version, w)
