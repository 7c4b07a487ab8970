"""Exact counts of the own delivery, as text and nothing else, for who says to own the data.

Only this page shows them: what is drawn, printed, kept or sent takes Released.
"""

from __future__ import annotations

import streamlit as st

from telvertel import counting
from telvertel.indicators.definition import Family, Indicator
from telvertel.journal.audit import Act, WhyExact
from telvertel.journal.troubles import NotSaved
from telvertel.privacy.own_exact import Circumstances, ExactCount, OwnExact, why_not
from telvertel.privacy.text import names_a_person
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
        owners = counting.owners(room.house().warehouse, asked.scope.municipality)
        if not owners:
            st.markdown(w("own_exact.nobody"))
            return
        owner = _said(asked, owners, w)
        if owner is None:
            return
        found = counting.own_exact(
            room.house().warehouse, asked.card, asked.scope, circumstances(owner=True), owner
        )
        st.markdown(w("own_exact.of", name=plain(_name(owner))))
        st.markdown("\n".join(_lines(found, asked.card, w)) or w("own_exact.nothing"))
        st.caption(w("own_exact.keep_here"))


def circumstances(*, owner: bool) -> Circumstances:
    """As they are at this moment."""
    return Circumstances(beyond=is_open_beyond(), talking=bool(_talking()), owner=owner)


def _talking() -> list[str]:
    return [one.plan.title for one in room.meetings() if one.opened_at and not one.sealed_at]


def _open(w: Words) -> str:
    return w.join(_talking())


def _name(code: str) -> str:
    return cached.names(room.house().warehouse.current).get(code, code)


def _said(asked: Asked, owners: tuple[str, ...], w: Words) -> str | None:
    """Whose delivery may be seen: who looks says on behalf of whom, in which role and why, and that
    is written down before anything is shown; asked anew on every visit and every version."""
    version, place = room.house().warehouse.current, asked.scope.municipality
    key = f"own-exact-{version}-{place}"
    owner, role, purpose = _asked(key, owners, w)
    if role and names_a_person(role):
        st.warning(w("own_exact.no_name"))
        role = ""
    name = plain(_name(owner)) if owner else ""
    label = w("own_exact.owner", name=name) if owner else w("own_exact.owner_open")
    there = owner is not None and role != "" and purpose is not None
    if not st.checkbox(label, disabled=not there, key=f"{key}-{owner}") or not there:
        session.keep(key, None)
        return None
    told = {"municipality": place, "provider": owner, "role": role, "purpose": purpose.value}
    if session.kept(key) != told:
        try:
            room.house().audit.add(Act.own_seen, version=version, **told)
        except NotSaved:
            st.error(w("own_exact.not_written_down"))
            return None
        session.keep(key, told)
    return owner


def _asked(key: str, owners: tuple[str, ...], w: Words) -> tuple[str | None, str, WhyExact | None]:
    """On behalf of whom, in which role, and why."""
    owner = st.selectbox(
        w("own_exact.behalf"),
        owners,
        index=None,
        format_func=_name,
        placeholder=w("own_exact.choose"),
        key=f"owner-{key}",
    )
    role = st.text_input(w("own_exact.role"), max_chars=60, key=f"role-{key}")
    purpose = st.selectbox(
        w("own_exact.purpose"),
        list(WhyExact),
        index=None,
        format_func=w.of,
        placeholder=w("own_exact.choose"),
        key=f"purpose-{key}",
    )
    return owner, role.strip(), purpose


def _lines(found: OwnExact, card: Indicator, w: Words) -> list[str]:
    newest = sorted(found.counts, key=lambda one: one.period, reverse=True)
    return [f"- {_line(one, card, w)}" for one in newest[:SHOWN]]


def _line(one: ExactCount, card: Indicator, w: Words) -> str:
    group = _name(one.group)
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
