"""Gegevens: a table of CBS StatLine, fetched when somebody asks; nothing else in the app fetches.

The errand runs beside the page, so that it can be followed and stopped; what came is taken in as
one delivery once it is whole.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from threading import Event

import streamlit as st

from telvertel import counting, days
from telvertel.counting import Receipt
from telvertel.figures.errand import Errand, Tell
from telvertel.figures.geography import COUNTRY
from telvertel.figures.statline.fetch import Addresses, Fetched, Question, fetch
from telvertel.figures.statline.mapping import TableMapping, table_mappings
from telvertel.figures.troubles import FiguresTrouble
from telvertel.privacy.text import is_hard
from telvertel.screen import room, session, troubles
from telvertel.screen.markdown import plain
from telvertel.screen.problem_list import problem_list, remarks
from telvertel.wording import numbers
from telvertel.wording.words import Words

ERRAND, RECEIPT, TROUBLE = "statline.errand", "statline.receipt", "statline.trouble"
WHO = "figures.who_was"  # asked once in a session, by whichever form comes first
OLDEST_YEAR = 2015  # the Youth Act; CBS has no figures under it from before
YEARS_BACK = 5
Fetching = Errand[Fetched]  # about a table; progress: figures so far, and of how many if CBS tells


def offer() -> None:
    """Folded: without internet, and that is the normal case, nobody needs it."""
    w = session.spoken()
    errand: Fetching | None = session.kept(ERRAND)
    if errand is not None and errand.over:
        _ended(errand, w)
        errand = None
    told = any(session.kept(one) is not None for one in (RECEIPT, TROUBLE))
    with st.expander(w("statline.title"), expanded=told or errand is not None):
        _outcome(w)
        if errand is None:
            _ask(w)
        else:
            _under_way()


def _ask(w: Words) -> None:
    known = table_mappings()
    places = counting.worth_fetching(room.house().warehouse)
    st.markdown(w("statline.intro", places=plain(w.join(_named(one, w) for one in places))))
    if places == (COUNTRY,):
        st.markdown(w("statline.only_country"))
    with st.form("statline.ask", border=False):
        table = st.selectbox(
            w("statline.table"), list(known), format_func=lambda one: f"{known[one].about} ({one})"
        )
        since = st.number_input(
            w("statline.since"), OLDEST_YEAR, days.today().year, days.today().year - YEARS_BACK
        )
        who = st.text_input(
            w("figures.who"),
            value=session.kept(WHO, ""),
            max_chars=80,
            placeholder=w("figures.who_example"),
        )
        pressed = st.form_submit_button(w("statline.fetch"))
    if pressed:
        warehouse, inside = room.house().warehouse, known[table].is_per_area
        places = counting.worth_fetching(warehouse, inside=inside)
        _asked(known, table, places, int(since), who.strip(), w)


def _named(place: str, w: Words) -> str:
    """A place by name; JZ alone stands for all youth-care regions."""
    if place == "JZ":
        return w("statline.all_youth_regions")
    return counting.place_names().get(place, place)


def _asked(
    known: Mapping[str, TableMapping],
    table: str,
    places: tuple[str, ...],
    since: int,
    who: str,
    w: Words,
) -> None:
    if not who:
        st.warning(w("statline.who_first"))
    elif is_hard(who):
        st.warning(w("figures.no_persons"))
    else:
        address = Addresses.at(os.environ.get("TELVERTEL_STATLINE", ""))
        session.keep(WHO, who)
        session.keep(RECEIPT, None)
        session.keep(TROUBLE, None)
        session.keep(ERRAND, _fetching(known[table], Question(places, since), address))
        st.rerun()


def _fetching(mapping: TableMapping, question: Question, addresses: Addresses) -> Fetching:
    def work(tell: Tell, stop: Event) -> Fetched:
        today = days.today()
        return fetch(mapping, question, today=today, addresses=addresses, progress=tell, stop=stop)

    return Fetching(mapping.table, work, (0, None))


@st.fragment(run_every=1.0)
def _under_way() -> None:
    """How far it is, every second, and the way to stop it."""
    w = session.spoken()
    errand: Fetching | None = session.kept(ERRAND)
    if errand is None:
        return
    if errand.over:
        st.rerun()
    done, total = errand.progress
    told = numbers.number(done, w)
    text = w("statline.so_far", table=errand.about, done=told)
    st.progress(min(done / total, 1.0) if total else 0.0, text=text)
    if st.button(w("statline.stop"), key="statline.stop"):
        errand.stop()


def _ended(errand: Fetching, w: Words) -> None:
    """What came is taken in as a whole; what went wrong is kept to be told."""
    session.keep(ERRAND, None)
    session.keep(TROUBLE, errand.trouble)
    if errand.bug is not None:
        raise errand.bug
    if errand.came is None:
        return
    try:
        receipt = counting.take_in(
            room.house().warehouse,
            (),
            fetched=errand.came.deliveries,
            who=session.kept(WHO),
            why=w("cli.statline.why", table=errand.about),
        )
        session.keep(RECEIPT, receipt)
    except FiguresTrouble as trouble:
        session.keep(TROUBLE, trouble)


def _outcome(w: Words) -> None:
    trouble: FiguresTrouble | None = session.kept(TROUBLE)
    receipt: Receipt | None = session.kept(RECEIPT)
    if trouble is not None:
        troubles.told(trouble)
    elif receipt is not None and receipt.version is None:
        st.warning(w("figures.refused"))
        problem_list(receipt.problems)
    elif receipt is not None and receipt.version:
        kept, rows = (numbers.number(one, w) for one in (receipt.rows_kept, receipt.rows_in))
        version = numbers.version(receipt.version.id)
        st.markdown(w("figures.done", count=receipt.rows_in, version=version, kept=kept, rows=rows))
        remarks(receipt.remarks)
