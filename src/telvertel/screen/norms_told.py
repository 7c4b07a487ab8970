"""A norm in words: what it is, over which periods, since when and why; and what stood before."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from telvertel.charts.description import periods_told
from telvertel.charts.norms import Norm, is_absent, norm_text
from telvertel.figures.scope import Scope
from telvertel.indicators.definition import Indicator
from telvertel.screen import cached, room
from telvertel.screen.markdown import capital, plain
from telvertel.wording import numbers
from telvertel.wording.words import Words


def background(norm: Norm, w: Words) -> str:
    """Over which periods it holds, since when it stands, and why it is there."""
    parts = [_stretch(norm, w)]
    if not is_absent(norm):  # which has its day and its reason in its own sentence
        if norm.get("set_on"):
            day = numbers.day(date.fromisoformat(norm["set_on"]), w)
            parts.append(w("prepare.norm_set_on", day=day))
        parts.append(plain(norm.get("reason") or ""))
    return " · ".join(part for part in parts if part)


def _stretch(norm: Norm, w: Words) -> str:
    since, until = norm.get("since"), norm.get("until")
    if since and until:
        return periods_told(list(dict.fromkeys((since, until))), w)
    return w("prepare.norm_since", since=numbers.period(since, w)) if since else ""


def before(version: str | None, card: Indicator, scope: Scope, w: Words) -> None:
    """What a later delivery changed or took away, the newest change first."""
    if version is None:
        return
    for norm in cached.norms_before(version, card.id, scope):
        told = norm_text(norm, card.unit, w)
        gone = {"day": numbers.day(date.fromisoformat(norm["gone_on"]), w)}
        line = w("prepare.norm_before", norm=plain(told))
        after = w("prepare.norm_gone", why=plain(norm["gone_why"]), **gone)
        st.caption(" · ".join((line, background(norm, w), after)))


def providers_with(version: str, card: Indicator, scope: Scope) -> tuple[str, ...]:
    """Of the chosen providers (all without), the names of those with a norm of their own."""
    rows = (
        room.house()
        .warehouse.table("norms", version)
        .filter(
            pl.col("indicator") == card.id,
            pl.col("municipality") == scope.municipality,
            pl.col("provider") != "",
            pl.col("provider").is_in(scope.providers) | pl.lit(not scope.providers),
        )
    )
    names = cached.names(version)
    return tuple(names.get(one, one) for one in rows["provider"].unique().sort())


def beside(version: str, card: Indicator, scope: Scope, w: Words) -> None:
    """Every norm of a figure with its background, and those of before; nothing without any."""
    for norm in cached.norms(version, card.id, scope):
        told = plain(capital(norm_text(norm, card.unit, w)))
        st.caption(" · ".join(part for part in (told, background(norm, w)) if part))
    before(version, card, scope, w)
