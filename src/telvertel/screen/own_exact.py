"""Exact counts of the own delivery, as text and nothing else, for who says to own the data.

Only this page shows them: what is drawn, printed, kept or sent takes Released.
"""

from __future__ import annotations

import streamlit as st

from telvertel import counting
from telvertel.indicators.definition import Family, Indicator
from telvertel.journal.audit import Act
from telvertel.journal.troubles import NotSaved
from telvertel.privacy.own_exact import Circumstances, ExactCount, OwnExact, why_not
from telvertel.screen import cached, room, session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.web.beyond import is_open_beyond
from telvertel.wording import numbers
from telvertel.wording.words import Words

SHOWN = 60  # lines, the newest periods first


def section(asked: Asked) -> None:
    """Folded away; nothing at all for what is delivered as a total, or of a version of before."""
    if asked.card.measure.family is Family.observed or asked.earlier:
        return
    w = session.spoken()
    with st.expander(w("own_exact.title")):
        st.markdown(w("own_exact.intro"))
        refused = why_not(circumstances(owner=True))
        if refused is not None:
            st.markdown(w(f"own_exact.why_not.{refused.value}", meeting=plain(_open(w))))
            return
        if not _said(asked, w):
            return
        found = counting.own_exact(
            room.house().warehouse, asked.card, asked.scope, circumstances(owner=True)
        )
        st.markdown("\n".join(_lines(found, asked.card, w)) or w("own_exact.nothing"))
        st.caption(w("own_exact.keep_here"))


def circumstances(*, owner: bool) -> Circumstances:
    """As they are at this moment."""
    return Circumstances(beyond=is_open_beyond(), talking=bool(_talking()), owner=owner)


def _talking() -> list[str]:
    return [one.plan.title for one in room.meetings() if one.opened_at and not one.sealed_at]


def _open(w: Words) -> str:
    return w.join(_talking())


def _said(asked: Asked, w: Words) -> bool:
    """The tick of the owner, written down before anything is shown; asked anew on every visit, for
    every place and every version."""
    version, place = room.house().warehouse.current, asked.scope.municipality
    name = cached.names(version).get(place, place)
    key = f"own-exact-{version}-{place}"
    noted = f"{key}-noted"
    if not st.checkbox(w("own_exact.owner", place=plain(name)), key=key):
        session.keep(noted, False)
        return False
    if not session.kept(noted):
        try:
            room.house().audit.add(Act.own_seen, municipality=place, version=version)
        except NotSaved:
            st.error(w("own_exact.not_written_down"))
            return False
        session.keep(noted, True)
    return True


def _lines(found: OwnExact, card: Indicator, w: Words) -> list[str]:
    newest = sorted(found.counts, key=lambda one: one.period, reverse=True)
    return [f"- {_line(one, card, w)}" for one in newest[:SHOWN]]


def _line(one: ExactCount, card: Indicator, w: Words) -> str:
    names = cached.names(room.house().warehouse.current)
    group = names.get(one.group, one.group)
    facts = {
        "period": numbers.period(one.period, w),
        "group": plain(_group(group, card, w)),
        "number": numbers.number(one.count, w),
        "of": numbers.number(one.out_of or 0, w),
    }
    key = ("group_" if one.group else "") + ("count" if one.out_of is None else "share")
    return w(f"own_exact.line.{key}", **facts)


def _group(group: str, card: Indicator, w: Words) -> str:
    """A part, care form or age by the name of its code."""
    keys = (f"codes.parts.{card.measure.family}.{group}", f"codes.care_form.{group}")
    found = next((key for key in (*keys, f"codes.age_band.{group}") if w.has(key)), None)
    return w(found) if found else group
