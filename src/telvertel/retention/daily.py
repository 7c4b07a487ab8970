"""Once a day, and at the start, what is due goes; never while people are in a talk."""

from __future__ import annotations

import logging
from datetime import date
from threading import Event, Thread

from telvertel.days import today
from telvertel.installation import Installation
from telvertel.journal.periods import DEFAULTS, PeriodsUnreadable, periods
from telvertel.retention.logs import close_log, open_log
from telvertel.retention.purging import is_talking, purge

log = logging.getLogger(__name__)

LOOK = 15 * 60.0  # seconds between two looks at the clock and at whether people talk


class Daily:
    """The thread that does it, in the running app."""

    def __init__(self, house: Installation, look: float = LOOK) -> None:
        self._house, self._look = house, look
        self._ended = Event()
        self._done_on: date | None = None
        self._log: logging.Handler | None = None
        self._thread = Thread(target=self._run, name="retention", daemon=True)

    def begin(self) -> Daily:
        """From now on the log is on disk too, and what is due goes."""
        self._log = self._opened_log()
        log.info("started")
        self._thread.start()
        return self

    def end(self) -> None:
        """Stop; returns when nothing is being removed any more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)
        if self._log is not None:
            close_log(self._log)
            self._log = None

    def _opened_log(self) -> logging.Handler | None:
        """The log for as long as this installation keeps it; a full disk stops nothing else."""
        try:
            return open_log(self._house.home, periods(self._house.home).log_days)
        except PeriodsUnreadable:
            return open_log(self._house.home, DEFAULTS.log_days)
        except OSError as trouble:
            log.error("no log on disk: %s", type(trouble).__name__)
            return None

    def once(self) -> None:
        """What is due today, unless it was done already or people are in a talk."""
        day = today()
        if self._done_on == day or is_talking(self._house):
            return
        try:
            purge(self._house, periods(self._house.home), day)
        except PeriodsUnreadable:
            log.error("retention.toml cannot be read; nothing is removed")
        except Exception as trouble:  # noqa: BLE001
            # A mistake here may not end the thread: the next day it has to be tried again.
            log.error("purging failed: %s", type(trouble).__name__)
        self._done_on = day

    def _run(self) -> None:
        self.once()
        while not self._ended.wait(self._look):
            self.once()
