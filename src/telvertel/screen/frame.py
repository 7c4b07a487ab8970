"""The frame around every page: language, the menu, and the page itself.

Pages are named here once; the menu follows the meeting, then what happens between meetings. The
wall has no menu at all.
"""

from __future__ import annotations

from urllib.parse import urlparse

import streamlit as st

from telvertel import ROOT
from telvertel.screen import door, session
from telvertel.screen.session import LANGUAGE
from telvertel.web.beyond import is_open_beyond
from telvertel.web.rights import LOGOUT
from telvertel.wording.words import LANGUAGES

# The meeting first, then what happens between meetings.
PAGES = ("start", "prepare", "lead", "close", "explore", "learn", "figures", "account")
BESIDE = ("wall", "replay", "selfcheck", "join")  # pages that stand in no menu
OTHER_LANGUAGE, LEAVING = "english", "weggaan"
BEFORE = "page-before"  # where somebody was when they asked for the other language
ADDRESSES = {
    "prepare": "voorbereiden",
    "lead": "regie",
    "close": "afronden",
    "explore": "verkennen",
    "learn": "leren",
    "figures": "gegevens",
    "account": "klopt-dit",
    "wall": "beamer",
    "replay": "terugkijken",
    "selfcheck": "zelfcontrole",
    "join": "deelnemen",
}


def page(name: str) -> st.Page:
    w = session.spoken()
    return st.Page(
        ROOT / "pages" / f"{name}.py",
        title=w(f"menu.{name}"),
        url_path=ADDRESSES.get(name),
        default=name == "start",
        visibility="hidden" if name in BESIDE else "visible",
    )


def on_the_wall() -> bool:
    return urlparse(st.context.url or "").path.strip("/") == ADDRESSES["wall"]


def other_language() -> st.Page:
    """One switch away: the other language, on the page where one was."""
    w = session.spoken()
    other = next(one for one in LANGUAGES if one != w.language)

    def switch() -> None:
        session.say_language(other)
        name, query = session.kept(BEFORE, ("start", {}))
        st.switch_page(ROOT / "pages" / f"{name}.py", query_params={**query, LANGUAGE: other})

    return st.Page(switch, title=w("menu.other_language"), url_path=OTHER_LANGUAGE)


def way_out() -> tuple[st.Page, ...]:
    """Only who logged in can log out: on the laptop itself nobody did."""
    if not is_open_beyond():
        return ()
    w = session.spoken()

    def leave() -> None:
        st.title(w("gate.log_out"), anchor=False)
        st.markdown(w("gate.logout.text"))
        st.link_button(w("gate.log_out"), f"{LOGOUT}?{LANGUAGE}={w.language}")

    return (st.Page(leave, title=w("gate.log_out"), url_path=LEAVING),)


def house_is_open() -> bool:
    """Whether the data folder could be opened; while it is being opened a sign of life."""
    w = session.spoken()
    # The place is there in every run: what stands below it would otherwise move up in the next run
    # and be made anew, under the hand that types.
    place = st.empty()
    if not door.is_ready():
        with place, st.spinner(w("menu.opening")):
            trouble = door.trouble_of_opening()
    else:
        trouble = None
    if trouble:
        sentence, facts = trouble
        st.error(w(sentence, **facts))
    return trouble is None


def show() -> None:
    st.set_page_config(layout="wide")
    session.language()
    wall = on_the_wall()
    # Who comes by an invitation gets the sheet of that side, and no menu to the other one.
    bare = wall or session.address(session.KEY) is not None
    pages = {name: page(name) for name in (*PAGES, *BESIDE)}
    switch = other_language()
    chosen = st.navigation(
        [*pages.values(), switch, *way_out()], position="hidden" if bare else "top"
    )
    here = next((name for name, one in pages.items() if one == chosen), None)
    if here:
        session.keep(BEFORE, (here, session.addresses()))
    if house_is_open():
        chosen.run()


show()
