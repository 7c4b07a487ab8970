"""Views with a name: kept for everybody who uses this installation, opened again with one click."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st

from telvertel.days import today
from telvertel.figures import views
from telvertel.figures.views import KeptView
from telvertel.journal.audit import Act
from telvertel.journal.troubles import NotSaved
from telvertel.privacy.text import is_hard
from telvertel.screen import asked as asking
from telvertel.screen import cached, room, session
from telvertel.screen.asked import Asked
from telvertel.screen.markdown import plain
from telvertel.wording import numbers
from telvertel.wording.words import Words

NAME, TROUBLE = "explore.view_name", "explore.view_trouble"


def kept_views(asked: Asked) -> None:
    """Keep what is on the screen, and everything that was kept before."""
    w = session.spoken()
    there = _there()
    with st.popover(_label(len(there), w), icon=":material/bookmark:"):
        st.caption(w("view.keep_help"))
        st.text_input(w("view.name"), max_chars=views.LONGEST, key=NAME)
        st.button(w("view.keep"), key="explore.keep", on_click=_keep, args=(asked,))
        if trouble := session.kept(TROUBLE):
            st.warning(w(f"view.trouble.{trouble}", most=views.MOST))
        for one in there:
            _one(one, asked, w)


def _label(count: int, w: Words) -> str:
    return w("view.kept_some", count=count) if count else w("view.kept_none")


def _one(one: KeptView, asked: Asked, w: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        here = one.query == asked.query()
        st.button(
            plain(one.name),
            key=f"view-{one.name}",
            help=w("view.kept_on", day=numbers.day(one.on, w)),
            type="tertiary",
            disabled=here,
            on_click=_open,
            args=(one,),
            width="stretch",
        )
        label = w("view.forget")
        told = w("view.forget_of", name=plain(one.name))
        key = f"forget-{one.name}"
        st.button(label, key=key, help=told, on_click=_forget, args=(one,))


def _keep(asked: Asked) -> None:
    name = str(session.kept(NAME) or "")
    session.keep(TROUBLE, None)
    if is_hard(name):
        session.keep(TROUBLE, "person")
        return
    try:
        views.keep(_folder(), KeptView(name, asked.query(), today()))
    except FileExistsError:
        session.keep(TROUBLE, "taken")
    except views.TooMany:
        session.keep(TROUBLE, "too_many")
    except ValueError:
        session.keep(TROUBLE, "no_name")
    else:
        session.keep(NAME, "")
        _written_down(Act.view_kept, asked.query())


def _open(one: KeptView) -> None:
    """What is no longer known falls back, as with any address."""
    known = asking.known(one.query.get(asking.VERSION))
    if known is not None:
        asking.put(asking.read_query(one.query, known))


def _forget(one: KeptView) -> None:
    views.forget(_folder(), one.name)
    _written_down(Act.view_gone, one.query)
    session.keep(TROUBLE, None)


def _written_down(act: Act, query: dict[str, str]) -> None:
    """What was looked at, in codes; never the name that somebody typed."""
    facts = {"indicator": query.get(asking.INDICATOR, ""), "code": query.get("gm", "")}
    with suppress(NotSaved):
        room.house().audit.add(act, **facts)


def _there() -> tuple[KeptView, ...]:
    """Read again only when the folder changed."""
    folder = _folder()
    return cached.kept_views(folder, folder.stat().st_mtime_ns) if folder.exists() else ()


def _folder() -> Path:
    return room.house().home / "figures" / "views"
