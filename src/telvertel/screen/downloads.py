"""What stands on Verkennen as a file: for a spreadsheet, a report or a slide of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import streamlit as st

from telvertel.days import today
from telvertel.privacy.release import Released
from telvertel.problem_book import FORM
from telvertel.report import view_picture
from telvertel.report.view import View, as_csv, as_workbook
from telvertel.screen import cached, narrow, way_out
from telvertel.screen.shown import Shown, other, viewed
from telvertel.screen.way_out import NoTalk
from telvertel.wording.words import Words

KINDS: tuple[tuple[str, str, Callable[[View, Words], bytes | str]], ...] = (
    ("xlsx", FORM, as_workbook),
    ("csv", "text/csv", as_csv),
    ("png", "image/png", view_picture.as_png),
    ("svg", "image/svg+xml", view_picture.as_svg),
)


def downloads(found: Shown, w: Words) -> None:
    """Four buttons; nothing where nothing may be shown."""
    if not any(narrow.shows_something(one) for one in _series(found)):
        return
    view, card = viewed(found, w), found.asked.card
    with st.popover(w("view.take"), icon=":material/download:"):
        st.caption(w("view.take_help"))
        name = w("view.file", indicator=card.id, day=f"{today():%Y-%m-%d}")
        for kind, mime, made in KINDS:
            way_out.offer(
                w(f"view.as.{kind}"),
                _made(made, view, w),
                f"{name}.{kind}",
                mime,
                NoTalk.figures,
                key=f"explore.take.{kind}",
                width="stretch",
            )


def _series(found: Shown) -> Iterator[Released]:
    yield found.figures
    if second := other(found.asked):
        yield cached.released(found.known.version, second.card.id, second.scope)


def _made(made: Callable[[View, Words], bytes | str], view: Callable[[], View], w: Words):
    """Made at the click, outside the page: nothing in it asks the session."""
    return lambda: made(view(), w)
