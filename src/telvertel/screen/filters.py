"""The filters of Verkennen: each choice is in the address before the page is drawn again.

The address is the truth and the widgets follow it. Streamlit's own ``bind`` would write the words
of a choice to the address, and a Dutch link would not work in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from telvertel.figures.scope import AGE_BANDS, CARE_FORMS, Breakdown
from telvertel.indicators.period import Grain
from telvertel.screen import asked as asking
from telvertel.screen import cached, earlier, session
from telvertel.screen.asked import Asked, Known
from telvertel.wording import numbers
from telvertel.wording.words import Words

KEY = "explore."  # of the widgets
NONE = ""  # the choice "no breakdown"


def filters(asked: Asked, known: Known) -> None:
    """Which figure, at whom and over which time; what part of it, and how it stood before, is one
    click away."""
    w = session.spoken()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        indicator(asked, known, w)
        _place(asked, known, w)
        _stretch(asked, known, w)
        _parts(asked, known, w)


def indicator(asked: Asked, known: Known, w: Words) -> None:
    """Every card, how young people fare first; at the end, and marked, those of which nothing came
    in of this municipality."""
    there = cached.delivered(known.version, asked.scope.municipality)

    def named(code: str) -> str:
        card = known.cards[code]
        key = "explore.choice" if code in there else "explore.choice_nothing"
        return w(key, kind=w.of(card.kind), name=card.prose(w.language).name)

    ordered = sorted(known.cards, key=lambda code: code not in there)
    _select("indicator", asked.card.id, ordered, named, width=290)


def _place(asked: Asked, known: Known, w: Words) -> None:
    def named(code: str) -> str:
        return known.names.get(code, code)

    if len(known.municipalities) > 1:
        _select("municipality", asked.scope.municipality, known.municipalities, named, width=220)
    st.multiselect(
        w("explore.label.providers"),
        providers(asked, known, asked.scope.providers),
        format_func=named,
        key=_hold("providers", list(asked.scope.providers)),
        placeholder=w("explore.all_providers"),
        on_change=_changed,
        args=("providers",),
        select_all=False,
        width=275,
        disabled=asked.scope.per_area,  # published of everybody together
    )


def providers(asked: Asked, known: Known, chosen: Iterable[str]) -> list[str]:
    """Whoever has figures of this municipality, and those already chosen: of a country the others
    would be thousands."""
    here = {*cached.providers_of(known.version, asked.scope.municipality), *chosen}
    return [code for code in known.providers if code in here]


def _stretch(asked: Asked, known: Known, w: Words) -> None:
    def named(code: str) -> str:
        return numbers.period(code, w)

    periods = known.periods[asked.scope.grain]
    if periods:
        _select("since", asked.scope.since or periods[0], periods, named, width=168)
        _select("until", asked.scope.until or periods[-1], periods, named, width=168)


def _parts(asked: Asked, known: Known, w: Words) -> None:
    """Length of the periods, breakdown, care forms and ages, as far as the card has them."""
    scope = asked.scope
    per_area = asking.area_breakdowns(asked.card, scope, known.version)
    possible = (*asking.breakdowns(asked.card), *per_area)
    grains = known.grains(asked.card)
    chosen = len(scope.care_forms) + len(scope.age_bands) + bool(scope.breakdown)
    label = w("explore.parts_chosen", count=chosen) if chosen else w("explore.parts")
    with st.popover(label):
        if len(grains) > 1:
            _select("grain", scope.grain.value, grains, lambda code: w.of(Grain(code)))
        if possible:
            now = scope.breakdown.value if scope.breakdown else NONE
            _select("breakdown", now, [NONE, *possible], lambda code: _split(code, w))
        if asking.can_be_cut(asked.card) and not scope.per_area:
            _pills("care_forms", scope.care_forms, CARE_FORMS, "codes.care_form", w)
            _pills("age_bands", scope.age_bands, AGE_BANDS, "codes.age_band", w)
            st.caption(w("explore.parts_help"))
        version(known, w)


def version(known: Known, w: Words, width: int | str = "stretch") -> None:
    """Every version by its day, the one in use first; nothing while there is only one."""
    if len(known.versions) > 1:

        def named(one: str) -> str:
            return earlier.named(one, known, w)

        _select("version", known.version, known.versions, named, width)


def _split(code: str, w: Words) -> str:
    return w.of(Breakdown(code)) if code else w("explore.no_breakdown")


def _pills(field: str, chosen: Iterable[str], codes: Iterable[str], names: str, w: Words) -> None:
    st.pills(
        w(f"explore.label.{field}"),
        list(codes),
        selection_mode="multi",
        format_func=lambda code: w(f"{names}.{code}"),
        key=_hold(field, list(chosen)),
        on_change=_changed,
        args=(field,),
    )


def _select(
    field: str,
    chosen: str,
    codes: Iterable[str],
    named: Callable[[str], str],
    width: int | str = "stretch",
) -> None:
    st.selectbox(
        session.spoken()(f"explore.label.{field}"),
        [str(code) for code in codes],
        format_func=named,
        key=_hold(field, chosen),
        on_change=_changed,
        args=(field,),
        width=width,
    )


def _hold(field: str, value: Any) -> str:
    """The key of a widget, set to what the address says when it says something else."""
    key = KEY + field
    if session.kept(key) != value:
        session.keep(key, value)
    return key


def _changed(field: str) -> None:
    """Somebody chose: written to the address, without what no longer fits."""
    known = asking.known_here()
    if known is None:
        return
    asked, value = asking.of_address(known), session.kept(KEY + field)
    if field == "version":
        asking.put(asking.read_query(asked.query(), asking.known(value)))
        return
    if field == "grain":
        asking.put(asked.in_grain(Grain(value)))
        return
    if field == "indicator":  # each in its own length: another was chosen for the one before it
        asked = asked.in_grain(known.grains(known.cards[value])[0])
    name = {"municipality": "gm"}.get(field, field)
    query = {**asked.query(), name: ",".join(value) if isinstance(value, list) else value}
    since, until = query.get("since"), query.get("until")
    if since and until and since > until:  # the end that was just chosen holds
        query.pop("until" if field == "since" else "since")
    asking.put(asking.read_query(query, known))
