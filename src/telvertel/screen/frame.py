"""The frame around every page: language, the menu, and the page itself.

Pages are named here once; the menu follows the meeting, then what happens between meetings. The
wall has no menu at all.
"""

from __future__ import annotations

from urllib.parse import urlparse

import streamlit as st

from telvertel.installation import ROOT
from telvertel.screen import places, session
from telvertel.wording.words import LANGUAGES

PAGES = {
    "meeting": ("start", "prepare", "lead", "close"),
    "between": ("explore", "learn", "figures", "account"),
}
ADDRESSES = {
    "prepare": "voorbereiden",
    "lead": "regie",
    "close": "afronden",
    "explore": "verkennen",
    "learn": "leren",
    "figures": "gegevens",
    "account": "klopt-dit",
    "wall": "beamer",
}


def page(name: str) -> st.Page:
    w = session.spoken()
    return st.Page(
        ROOT / "pages" / f"{name}.py",
        title=w(f"menu.{name}"),
        url_path=ADDRESSES.get(name),
        default=name == "start",
        visibility="hidden" if name == "wall" else "visible",
    )


def on_the_wall() -> bool:
    return urlparse(st.context.url or "").path.strip("/") == ADDRESSES["wall"]


def switch_language() -> None:
    """One switch away: the other language, on every page."""
    w = session.spoken()
    other = next(one for one in LANGUAGES if one != w.language)
    if st.sidebar.button(w("menu.other_language"), key="language"):
        session.say_language(other)
        st.rerun()


def show() -> None:
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    session.language()
    names = [name for section in PAGES.values() for name in section] + ["wall"]
    names = [n for n in names if (ROOT / "pages" / f"{n}.py").exists()]
    wall = on_the_wall()
    # Who comes by an invitation gets the sheet of that side, and no menu to the other one.
    bare = wall or session.address(places.KEY) is not None
    chosen = st.navigation([page(name) for name in names], position="hidden" if bare else "top")
    if not wall:
        switch_language()
    chosen.run()


show()
