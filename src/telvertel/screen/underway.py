"""Gegevens: a delivery on its way in beside the page, so that it can be followed and stopped.

A small one is in before anybody sees this; a large one shows how far it is.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import streamlit as st

from telvertel.counting import Receipt
from telvertel.figures.troubles import FiguresTrouble
from telvertel.figures.watch import ImportStep, Watch
from telvertel.screen import session

ERRAND = "figures.underway"
AT_ONCE = 3.0  # seconds that the page waits before it shows progress


class TakingIn:
    """Starts at once. Ask ``progress``; when ``over`` there is a receipt, trouble or a bug."""

    def __init__(self, work: Callable[[Watch], Receipt]) -> None:
        self.receipt: Receipt | None = None
        self.trouble: FiguresTrouble | None = None
        self.bug: Exception | None = None
        self.progress: tuple[ImportStep, float] = (ImportStep.reading, 0.0)
        self._stop = Event()
        # Daemon: closing the app does not wait; a delivery is in as a whole or not at all.
        self._thread = Thread(target=self._go, args=(work,), name="taking in", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        return not self._thread.is_alive()

    def stop(self) -> None:
        """It ends at the next municipality, or while the file is being read."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Whether it was over within so many seconds."""
        self._thread.join(seconds)
        return self.over

    def _go(self, work: Callable[[Watch], Receipt]) -> None:
        try:
            self.receipt = work(Watch(self._told, self._stop))
        except FiguresTrouble as trouble:
            self.trouble = trouble
        except Exception as bug:  # noqa: BLE001  (told to the page, which shows it as any other)
            self.bug = bug

    def _told(self, stage: ImportStep, share: float) -> None:
        self.progress = (stage, share)


def begin(work: Callable[[Watch], Receipt]) -> TakingIn:
    """Start it, and wait a moment: most deliveries are in by then."""
    errand = TakingIn(work)
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
