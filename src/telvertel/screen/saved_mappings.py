"""The mappings that people here confirmed: which there are, another name, or away with it."""

from __future__ import annotations

import streamlit as st

from telvertel.figures.intake.mapping import Mapping
from telvertel.figures.intake.remembered import forget, remembered, rename, unreadable
from telvertel.privacy.text import is_hard
from telvertel.screen import incoming, session
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words


def saved() -> None:
    """Folded; nothing at all where nothing was saved."""
    w, folder = session.spoken(), incoming.mappings_folder()
    known, broken = remembered(folder), unreadable(folder)
    if not known and not broken:
        return
    with st.expander(w("mapping.saved.title")):
        for one in known:
            _one(one, w)
        if broken:
            st.caption(w("mapping.saved.broken", names=plain(w.join(broken))))


def _one(one: Mapping, w: Words) -> None:
    whose = w("mapping.saved.of", provider=plain(one.provider)) if one.provider else ""
    st.markdown(w("mapping.saved.line", name=plain(one.name), kind=w.of(one.kind), whose=whose))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            w("mapping.saved.name"), value=one.name, max_chars=60, key=f"saved-name-{one.name}"
        )
        if st.button(w("mapping.saved.rename"), key=f"rename-{one.name}"):
            _renamed(one, name, w)
        if st.button(w("mapping.saved.remove"), key=f"remove-{one.name}"):
            forget(incoming.mappings_folder(), one.name)
            st.rerun()


def _renamed(one: Mapping, name: str, w: Words) -> None:
    if is_hard(name):
        st.warning(w("figures.no_persons"))
        return
    try:
        rename(incoming.mappings_folder(), one.name, name)
    except FileExistsError:
        st.warning(w("mapping.name_taken"))
    except ValueError:
        st.warning(w("mapping.name_unfit"))
    except FileNotFoundError:
        st.rerun()  # somebody took it away meanwhile: the list no longer has it
    else:
        st.rerun()
