"""An errand to CBS beside the page that asked for it: how far it is, how to stop it, what came."""

from __future__ import annotations

from datetime import date
from threading import Event, Thread

from telvertel.figures.statline.fetch import Addresses, Fetched, Question, fetch
from telvertel.figures.statline.mapping import TableMapping
from telvertel.figures.statline.troubles import StatlineTrouble, StatlineUnreadable


class Errand:
    """Starts at once. Ask ``progress``; when ``over`` there is ``fetched`` or ``trouble``."""

    def __init__(
        self, mapping: TableMapping, question: Question, today: date, addresses: Addresses
    ) -> None:
        self.table = mapping.table
        self.fetched: Fetched | None = None
        self.trouble: StatlineTrouble | None = None
        # How many figures are here, and of how many if CBS tells; replaced as a whole.
        self.progress: tuple[int, int | None] = (0, None)
        self._stop = Event()
        going = (mapping, question, today, addresses)
        # Daemon: closing the app does not wait for CBS, and nothing is stored half-way.
        self._thread = Thread(target=self._go, args=going, name="statline", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        return not self._thread.is_alive()

    def stop(self) -> None:
        """It ends before the next request, or in the middle of an answer."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Whether it was over within so many seconds."""
        self._thread.join(seconds)
        return self.over

    def _go(
        self, mapping: TableMapping, question: Question, today: date, addresses: Addresses
    ) -> None:
        # Until it is known otherwise: a fault of ours must not look as if all went well.
        self.trouble = StatlineUnreadable()
        try:
            self.fetched = fetch(
                mapping,
                question,
                today=today,
                addresses=addresses,
                progress=self._told,
                stop=self._stop,
            )
            self.trouble = None
        except StatlineTrouble as trouble:
            self.trouble = trouble

    def _told(self, done: int, total: int | None) -> None:
        self.progress = (done, total)
