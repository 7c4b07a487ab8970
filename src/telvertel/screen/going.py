"""Before a delivery is taken over: whose figures would go with it, and a second yes for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from telvertel.screen import cached, room, session
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words

ASKED = "figures.asked_again"


@dataclass(frozen=True)
class Asked:
    """What was pressed with, for these files; ``going`` are the providers that it is asked of."""

    files: tuple[str, ...]  # their file_id
    who: str
    why: str
    day: date | None
    going: tuple[str, ...] = ()


def told(codes: Sequence[str], w: Words) -> None:
    """In the preview, and again above the second yes."""
    if codes:
        names = cached.names(room.house().warehouse.current)
        named = (f"{names[one]} ({one})" if one in names else one for one in codes)
        st.warning(w("figures.going.told", providers=plain(w.join(named))))


def pressed(asked: Asked) -> None:
    session.keep(ASKED, asked)


def ask(codes: Sequence[str]) -> None:
    """Nothing was taken over: ask about these providers too."""
    before: Asked | None = session.kept(ASKED)
    if before is not None:
        session.keep(ASKED, replace(before, going=tuple(sorted({*before.going, *codes}))))


def asked_of(files: Sequence[str]) -> Asked | None:
    """What is being asked about these very files."""
    asked: Asked | None = session.kept(ASKED)
    return asked if asked and asked.going and asked.files == tuple(files) else None


def done() -> None:
    session.keep(ASKED, None)


def second_yes(asked: Asked, go_on: Callable[[Asked], None], w: Words) -> None:
    """In place of the form: take it over all the same, or not."""
    with st.container(border=True):
        told(asked.going, w)
        st.markdown(w("figures.going.sure"))
        with st.container(horizontal=True):
            yes = st.button(w("figures.going.yes"), type="primary", key="figures.going.yes")
            no = st.button(w("figures.going.no"), key="figures.going.no")
    if no:
        done()
        st.rerun()
    if yes:
        go_on(asked)
