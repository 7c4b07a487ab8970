"""Gegevens: offer a delivery, see what would come in, and take it over as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from telvertel import counting
from telvertel.counting import Receipt
from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.figures.intake.offending import SERVICE_NUMBERS
from telvertel.figures.problem import Problem
from telvertel.privacy.pointing import may_stand_nowhere
from telvertel.screen import (
    cached,
    going,
    incoming,
    old_municipalities,
    places,
    room,
    session,
    settling,
    troubles,
    underway,
)
from telvertel.screen.incoming import Arriving, Checked
from telvertel.screen.markdown import plain
from telvertel.screen.parts import uploader
from telvertel.screen.problem_list import problem_list, remarks
from telvertel.wording import numbers
from telvertel.wording.files import file_told
from telvertel.wording.words import Words

ROUND = "figures.round"  # a new round empties the uploader, and lets go of the files
# Offered by the browser's own dialogue; what a file really is, its first bytes tell. Forms that are
# not read are here too, because the answer to them says how to save the file instead.
FORMS = ("csv", "txt", "tsv", "xlsx", "ods", "parquet", "gz", "xml", "xls", "xlsm", "zip")
CHECKED, DONE, WHO = "figures.checked", "figures.done", "figures.who_was"
TOASTED = "figures.toasted"  # the version that was said in a corner, once
LET_GO = "figures.let_go"  # why files with service numbers were refused; the files are gone


@dataclass(frozen=True)
class Done:
    """What became of the last delivery of this session."""

    version: str
    rows_in: int
    rows_kept: int
    remarks: tuple[Problem, ...]


def heading() -> None:
    st.title(session.spoken()("figures.title"), anchor=False)


def offer() -> None:
    """Choose files, see what is in them, and take them over as a whole."""
    w = session.spoken()
    st.header(w("figures.offer.title"), anchor=False)
    st.markdown(w("figures.offer.intro"))
    if _in_the_example():
        st.caption(w("figures.example.here"))
    uploaded = st.file_uploader(
        w("figures.offer.choose"),
        type=list(FORMS),
        accept_multiple_files=True,
        key=f"figures.files.{session.kept(ROUND, 0)}",
        label_visibility="collapsed",
    )
    uploader.in_our_words()
    if _under_way(uploaded or (), w):
        return
    if not uploaded:
        _done(w)
    if uploaded:
        session.keep(DONE, None)
        session.keep(LET_GO, None)
        _checked(uploaded, _check(uploaded, w), w)
    elif refused := session.kept(LET_GO):
        st.warning(w("figures.refused"))
        st.markdown(w("figures.let_go"))
        problem_list(refused)
    _kinds(w)
    _typed(w)


def _in_the_example() -> bool:
    """Whether all that stands here is invented: what is real belongs in a folder of its own."""
    parties = counting.parties(room.house().warehouse)
    return bool(parties) and all(one.fictional for one in parties)


def _typed(w: Words) -> None:
    """Where what needs no file is typed."""
    st.caption(w("figures.offer.typed"))
    if st.button(w("figures.offer.to_prepare"), type="tertiary"):
        places.go("prepare")


def _check(uploaded: Sequence, w: Words) -> Checked:
    """The check of these very files and of what is settled about them, made once."""
    settled = settling.settled()
    these = tuple((one.file_id, settled.get(one.file_id)) for one in uploaded)
    before = session.kept(CHECKED)
    if before is None or before[0] != these:
        with st.spinner(w("figures.offer.checking")):
            before = (these, incoming.check(uploaded, settled))
        session.keep(CHECKED, before)
    return before[1]


def _checked(uploaded: Sequence, checked: Checked, w: Words) -> None:
    if any(one.rule in SERVICE_NUMBERS for one in checked.problems):
        session.keep(LET_GO, checked.problems)
        _emptied(uploaded)
    if checked.problems:
        if not settling.offer(uploaded, checked.problems):
            return  # everything that is wrong is being asked about
        st.warning(w("figures.refused"))
        settled = settling.settled()
        problem_list(checked.problems, lambda: incoming.whole_list(uploaded, settled))
        old_municipalities.ask(checked.problems)
        return
    settling.again(uploaded)
    st.markdown(w("figures.would_come_in"))
    st.table(_arriving(checked.files, w), border="horizontal", hide_index=True)
    remarks(checked.remarks)
    old_municipalities.offer(checked.remarks)
    if _in_the_example():
        st.warning(w("figures.example.warning"))
    if asked := going.asked_of(_ids(uploaded)):
        going.second_yes(asked, lambda yes: _taken_over(uploaded, yes, w), w)
    else:
        going.told(checked.going, w)
        _take_over(uploaded, checked.going, w)


def _ids(uploaded: Sequence) -> tuple[str, ...]:
    return tuple(one.file_id for one in uploaded)


def _arriving(files: Sequence[Arriving], w: Words) -> dict[str, list[str]]:
    names = cached.names(room.house().warehouse.current)
    columns = {
        "file": [plain(file_told(one.file, w)) for one in files],
        "kind": [w.of(one.kind) if one.kind else "" for one in files],
        "rows": [_rows(one, w) for one in files],
        "stretch": [_stretch(one, w) for one in files],
        "place": [plain(w.join(names.get(p, p) for p in one.municipalities)) for one in files],
    }
    return {w(f"figures.column.{name}"): texts for name, texts in columns.items()}


def _rows(one: Arriving, w: Words) -> str:
    rows, kept = numbers.number(one.rows_in, w), numbers.number(one.rows_kept, w)
    return rows if rows == kept else w("figures.kept_of", kept=kept, rows=rows)


def _stretch(one: Arriving, w: Words) -> str:
    if one.first is None:
        return ""
    first, last = (_moment(value, w) for value in (one.first, one.last))
    return first if first == last else w("figures.from_to", first=first, last=last)


def _moment(value: str | int | date, w: Words) -> str:
    if isinstance(value, date):
        return numbers.day(value, w, "short")
    return str(value) if isinstance(value, int) else numbers.period(value, w)


def _take_over(uploaded: Sequence, would_go: Sequence[str], w: Words) -> None:
    """Who and why go with every version, so that a later reader knows where a change came from."""
    with st.form("figures.take_over", border=True):
        who = st.text_input(
            w("figures.who"),
            value=session.kept(WHO, ""),
            max_chars=80,
            placeholder=w("figures.who_example"),
        )
        why = st.text_input(w("figures.why"), max_chars=160, placeholder=w("figures.why_example"))
        with st.expander(w("figures.more")):
            day = st.date_input(w("figures.reference_date"), value=None, format="DD-MM-YYYY")
            st.caption(w("figures.reference_date_help"))
        pressed = st.form_submit_button(w("figures.take_over"), type="primary")
    if not pressed:
        return
    if not who.strip() or not why.strip():
        st.warning(w("figures.who_and_why"))
    elif may_stand_nowhere(who, why):
        st.warning(w("figures.no_persons"))
    else:
        session.keep(WHO, who.strip())
        asked = going.Asked(_ids(uploaded), who.strip(), why.strip(), day)
        if would_go and day is None:  # with another last day others may go: that is counted first
            going.pressed(replace(asked, going=tuple(would_go)))
            st.rerun()
        going.pressed(asked)
        _taken_over(uploaded, asked, w)


def _taken_over(uploaded: Sequence, asked: going.Asked, w: Words) -> None:
    settled = settling.settled()
    with st.spinner(w("figures.taking_over")):
        work = incoming.taking_in(
            uploaded,
            settled,
            who=asked.who,
            why=asked.why,
            reference_date=asked.day,
            may_go=asked.going,
        )
        errand = underway.begin(work)
    if errand.over:
        _ended(errand, uploaded, w)
    else:
        st.rerun()


def _under_way(uploaded: Sequence, w: Words) -> bool:
    """Whether a delivery of this session is still on its way in; it is shown how far."""
    errand = underway.there()
    if errand is None:
        return False
    if not errand.over:
        underway.shown()
        return True
    underway.done()
    _ended(errand, uploaded, w)
    return False


def _ended(errand: underway.TakingIn, uploaded: Sequence, w: Words) -> None:
    if trouble := errand.bug or errand.trouble:
        troubles.told(trouble)
    elif errand.came is not None:
        _receipt(errand.came, uploaded, w)


def _receipt(receipt: Receipt, uploaded: Sequence, w: Words) -> None:
    if receipt.going:
        going.ask(receipt.going)
        st.rerun()
    going.done()
    if receipt.version is None:
        st.warning(w("figures.refused"))
        problem_list(receipt.problems)
        return
    made = receipt.version
    session.keep(DONE, Done(made.id, made.rows_in, made.rows_kept, receipt.remarks))
    _emptied(uploaded)


def _emptied(uploaded: Sequence) -> None:
    """Go on with an empty uploader; nothing of the files is held any longer."""
    incoming.forget(uploaded)
    session.keep(ROUND, session.kept(ROUND, 0) + 1)
    session.keep(CHECKED, None)
    st.rerun()


def _done(w: Words) -> None:
    done = session.kept(DONE)
    if done is None:
        return
    kept, rows = numbers.number(done.rows_kept, w), numbers.number(done.rows_in, w)
    told = w(
        "figures.done",
        count=done.rows_in,
        version=numbers.version(done.version),
        kept=kept,
        rows=rows,
    )
    if session.kept(TOASTED) != done.version:  # the page may still be scrolled to its button
        session.keep(TOASTED, done.version)
        st.toast(told, duration="long")
    with st.container(border=True):
        st.markdown(told)
        if st.button(w("figures.to_explore"), type="tertiary"):
            places.go("explore")
        remarks(done.remarks)


def _kinds(w: Words) -> None:
    """Which files fit here, with the headings they need."""
    with st.expander(w("figures.kinds.title")):
        st.markdown(w("figures.kinds.intro"))
        for kind in DeliveryKind:
            needed = [f"`{one.heading}`" for one in COLUMNS[kind] if one.required]
            free = [f"`{one.heading}`" for one in COLUMNS[kind] if not one.required]
            told = w("figures.kinds.line", kind=w.of(kind), needed=" ".join(needed))
            st.markdown(told + (w("figures.kinds.free", free=" ".join(free)) if free else ""))
