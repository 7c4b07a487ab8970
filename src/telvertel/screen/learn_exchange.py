"""Leren van elkaar: what goes to another municipality, line by line, and what came from one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from telvertel import counting
from telvertel.exchange.offered import Offer, Offered, is_own, offered
from telvertel.exchange.sheet import LARGEST, Fault, LineKind, SheetRefused, parsed, written
from telvertel.exchange.shelf import Shelved
from telvertel.figures.scope import AREAS
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session, way_out
from telvertel.screen.elsewhere import imported, line_facts, said, shelf
from telvertel.screen.markdown import plain
from telvertel.screen.parts import uploader
from telvertel.wording import numbers
from telvertel.wording.words import Words

ROUND, DONE = "exchange.round", "exchange.done"  # a new uploader after each file; what it gave


def show() -> None:
    w = session.spoken()
    st.markdown(w("exchange.intro"))
    found = of_house()
    _outgoing(found, w)
    _incoming(found, w)


def of_house() -> Offered:
    """Everything told here that may go."""
    house = room.house()
    parties = counting.parties(house.warehouse) if house.warehouse.current else ()
    called = [name for one in parties if one.kind not in AREAS for name in (one.code, one.name)]
    areas = [name for one in parties if one.kind in AREAS for name in (one.code, one.name)]
    inside = {one.id for one in _sealed() if way_out.keeps_inside(one.id)}
    return offered(room.meetings(), called, house.catalogue.cards, inside, areas)


def _sealed() -> list[Meeting]:
    return [one for one in room.meetings() if one.sealed_at is not None]


def _outgoing(found: Offered, w: Words) -> None:
    st.header(w("exchange.out_title"), anchor=False)
    _kept_here(found, w)
    if not found.offers:
        st.caption(w("exchange.nothing_to_go"))
        return
    st.markdown(w("exchange.choose"))
    chosen = [one for kind in LineKind for one in _of_kind(found, kind, w)]
    _download(chosen, w)


def _of_kind(found: Offered, kind: LineKind, w: Words) -> list[Offer]:
    """The lines of one kind that go; learning points are open, the others behind a fold."""
    offers = [one for one in found.offers if one.line.kind is kind]
    if not offers:
        return []
    label = w("exchange.of_kind", kind=w(f"exchange.kinds.{kind.value}"), count=len(offers))
    with st.expander(label, expanded=kind is LineKind.learning):
        return [one for one in offers if _goes(one, w)]


def _kept_here(found: Offered, w: Words) -> None:
    """How many lines stay here and why; never which, for their words are the reason."""
    if found.kept:
        st.caption(w("exchange.stay", count=found.kept.total()))
        lines = [
            w("exchange.stays_line", count=count, why=w(f"exchange.stays.{why.value}"))
            for why, count in found.kept.most_common()
        ]
        st.caption("\n".join(f"- {line}" for line in lines))


def _goes(offer: Offer, w: Words) -> bool:
    """One line exactly as it would stand in the file, with its own yes or no."""
    line = offer.line
    with st.container(gap="xxsmall"):
        goes = st.checkbox(said(line, w), offer.by_itself, key=f"exchange.{offer.name}")
        if line.more:
            st.markdown(plain(line.more))
        st.caption(" · ".join(line_facts(line, w)))
    return goes


def _download(chosen: Sequence[Offer], w: Words) -> None:
    st.markdown(w("exchange.goes", count=len(chosen)))
    if not chosen:
        return
    try:
        data = written(tuple(one.line for one in chosen), w("exchange.licence"))
    except SheetRefused as trouble:
        st.warning(refusal(trouble, w))
        return
    with st.expander(w("exchange.preview")):
        st.code(data.decode(), language="json", wrap_lines=True)
    # Lines of the others are not among the chosen ones.
    holds = tuple(one.id for one in _sealed() if not way_out.keeps_inside(one.id))
    name, mime = w("exchange.file"), "application/json"
    way_out.offer(w("exchange.download"), data, name, mime, holds, type="primary")


def refusal(trouble: SheetRefused, w: Words) -> str:
    key = f"exchange.refused.{trouble.fault.value}"
    sentence = w(key)
    return w("exchange.at_line", line=trouble.line, sentence=sentence) if trouble.line else sentence


def _incoming(found: Offered, w: Words) -> None:
    st.header(w("exchange.in_title"), anchor=False)
    st.markdown(w("exchange.in_intro"))
    if done := session.kept(DONE):
        st.success(done)
    uploaded = st.file_uploader(
        w("exchange.choose_file"),
        type=["json"],
        max_upload_size=LARGEST // 1_000_000,
        key=f"exchange.file.{session.kept(ROUND, 0)}",
        label_visibility="collapsed",
    )
    uploader.in_our_words()
    if uploaded is not None:
        _take_in(uploaded.getvalue(), found, w)
    for one in shelf().sheets():
        _sheet(one, w)


def _take_in(data: bytes, found: Offered, w: Words) -> None:
    """The whole file or nothing of it; what was told here is not from elsewhere."""
    try:
        with st.spinner(w("exchange.reading")):
            if is_own(parsed(data).lines, found):
                raise SheetRefused(Fault.own)
            put = shelf().put(data)
    except SheetRefused as trouble:
        st.warning(refusal(trouble, w))
    except OSError:
        st.warning(w("journal.not_saved"))
    else:
        session.keep(DONE, w("exchange.taken_in", count=len(put.sheet.lines)))
        session.keep(ROUND, session.kept(ROUND, 0) + 1)
        st.rerun()


def _sheet(one: Shelved, w: Words) -> None:
    day = numbers.day(one.taken_in, w)
    title = w("exchange.sheet", day=day, count=len(one.sheet.lines)) if one.sheet else None
    with st.expander(title or w("exchange.damaged", day=day)):
        if one.sheet:
            if one.sheet.licence:
                st.caption(plain(one.sheet.licence))
            for line in one.sheet.lines:
                imported(line, w)
        if st.button(w("exchange.remove"), key=f"exchange.remove.{one.name}"):
            shelf().remove(one.name)
            session.keep(DONE, None)
            st.rerun()
