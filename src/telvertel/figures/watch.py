"""How far a delivery is on its way in, and the way to stop it half-way."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from threading import Event

from telvertel.figures.troubles import ImportStopped


class ImportStep(StrEnum):
    """What is being done with a delivery, in this order."""

    reading = "reading"
    checking = "checking"
    counting = "counting"
    storing = "storing"


Progress = Callable[[ImportStep, float], None]  # the stage, and which share of it is done


class Watch:
    """Told where an import is; raises ImportStopped there once somebody asked to stop."""

    def __init__(self, progress: Progress | None = None, stop: Event | None = None) -> None:
        self._progress = progress
        self.stop = stop or Event()

    def at(self, stage: ImportStep, share: float = 0.0) -> None:
        if self.stop.is_set():
            raise ImportStopped
        if self._progress:
            self._progress(stage, share)


UNWATCHED = Watch()
