"""The way from a figure, wherever it stands, to its account: one click, with the same scope."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from telvertel.figures.scope import Scope
from telvertel.freezing import scope_of
from telvertel.meeting.state import Meeting
from telvertel.screen import asked as asking
from telvertel.screen import session
from telvertel.wall.pictures import frozen_figures
from telvertel.wording.words import Words

ACCOUNT = "/klopt-dit"


def address_of(indicator: str, scope: Scope, version: str | None = None) -> str:
    """Klopt dit? about this figure, in the language of this session.

    ``version`` is the one the figure was seen in; the page itself knows whether it is still in use.
    """
    query = {asking.INDICATOR: indicator, **scope.to_query()}
    if version:
        query[asking.VERSION] = version
    query[session.LANGUAGE] = session.language()
    return f"{ACCOUNT}?{urlencode(query)}"


def address_at(meeting: Meeting, item_id: str) -> str | None:
    """Of the figure of an agenda item, in the version it was frozen in; None without such item."""
    item = meeting.item(item_id)
    if item is None:
        return None
    frozen = frozen_figures(meeting, item_id)
    version = frozen[0].cube if frozen else None
    return address_of(item.indicator, scope_of(item, meeting.plan), version)


def account_link(meeting: Meeting, item_id: str | None, w: Words) -> None:
    """Opens beside the page, so that a desk or a sheet stays as it is."""
    address = address_at(meeting, item_id) if item_id else None
    if address:
        st.markdown(f"[{w('account.link')}]({address})")


def here(indicator: str, scope: Scope, w: Words) -> None:
    """The same for a figure of today."""
    st.markdown(f"[{w('account.link')}]({address_of(indicator, scope)})")
