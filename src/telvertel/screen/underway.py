"""Gegevens: a delivery on its way in beside the page, so that it can be followed and stopped.

A small one is in before anybody sees this; a large one shows how far it is.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from telvertel.counting import Receipt
from telvertel.figures.errand import Errand
from telvertel.figures.watch import ImportStep, Watch
from telvertel.screen import session

ERRAND = "figures.underway"
AT_ONCE = 3.0  # seconds that the page waits before it shows progress
TakingIn = Errand[Receipt]  # progress: the step, and which share of it is done


def begin(work: Callable[[Watch], Receipt]) -> TakingIn:
    """Start it, and wait a moment: most deliveries are in by then."""
    errand = TakingIn(
        "taking in", lambda tell, stop: work(Watch(tell, stop)), (ImportStep.reading, 0.0)
    )
    if not errand.wait(AT_ONCE):
        session.keep(ERRAND, errand)
    return errand


def there() -> TakingIn | None:
    """The delivery of this session that is on its way in, or has just ended."""
    return session.kept(ERRAND)


def done() -> None:
    session.keep(ERRAND, None)


@st.fragment(run_every=1.0)
def shown() -> None:
    """How far it is, every second, and the way to stop it."""
    w, errand = session.spoken(), there()
    if errand is None:
        return
    if errand.over:
        st.rerun()
    stage, share = errand.progress
    st.progress(min(share, 1.0), text=w("figures.underway", step=w.of(stage)))
    if st.button(w("figures.stop"), key="figures.stop"):
        errand.stop()
