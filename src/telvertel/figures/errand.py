"""An errand beside the page that asked for it: how far it is, how to stop it, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from telvertel.figures.troubles import FiguresTrouble

Came = TypeVar("Came")
Tell = Callable[..., None]  # how far it is, in the terms of the errand


class Errand(Generic[Came]):
    """Starts at once. Ask ``progress``; when ``over`` there is what came, trouble or a bug."""

    def __init__(
        self, about: str, work: Callable[[Tell, Event], Came], progress: tuple[Any, ...]
    ) -> None:
        """``work`` tells how far it is and looks at the event to see whether it has to stop;
        ``progress`` is how far it is at the start."""
        self.about = about
        self.came: Came | None = None
        self.trouble: FiguresTrouble | None = None
        self.bug: Exception | None = None
        self.progress = progress  # replaced as a whole
        self._stop = Event()
        # Daemon: closing the app does not wait for it, and nothing is stored half-way.
        self._thread = Thread(target=self._go, args=(work,), name=about, daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        return not self._thread.is_alive()

    def stop(self) -> None:
        """It ends at the next moment at which it looks."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Whether it was over within so many seconds."""
        self._thread.join(seconds)
        return self.over

    def _go(self, work: Callable[[Tell, Event], Came]) -> None:
        try:
            self.came = work(self._told, self._stop)
        except FiguresTrouble as trouble:
            self.trouble = trouble
        except Exception as bug:  # noqa: BLE001  (told to the page, which shows it as any other)
            self.bug = bug

    def _told(self, *progress: Any) -> None:
        self.progress = progress
