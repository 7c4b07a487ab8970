"""All providers by name beside each other: only where none can be worked out by the rest.

The rule of the comparison (docs/privacy.md), for the breakdown too. It is decided by all young
people with help of the newest period, so no choice of providers makes it come or go. Who is chosen
in the filter sits at the table, and is shown whatever the rule says of the others.
"""

from __future__ import annotations

import streamlit as st

from telvertel.indicators import comparison
from telvertel.indicators.comparison import Refused
from telvertel.privacy.display import threshold
from telvertel.screen import cached, session
from telvertel.screen.asked import Asked


def refused(asked: Asked, version: str) -> Refused | None:
    """Why providers are not shown apart in what is asked for; None where they may be."""
    scopes = [one for one in (asked.scope, asked.second_scope) if one]
    found = (cached.refused_apart(version, asked.card.id, one) for one in scopes)
    return next((why for why in found if why), None)


def told(why: Refused) -> None:
    """In the place of the picture."""
    w = session.spoken()
    with st.container(border=True):
        st.markdown(w("explore.apart.title"))
        facts = {"needed": comparison.OTHERS_NEEDED + 1, "smallest": threshold()}
        st.markdown(w(f"explore.apart.{why.value}", **facts))
        st.markdown(w("explore.apart.instead"))
