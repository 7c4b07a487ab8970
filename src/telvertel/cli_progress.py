"""How far an import is, on one line of the terminal; and what is said when somebody stops it."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import typer

from telvertel.figures.watch import ImportStep
from telvertel.wording.words import Words

QUIET = 2.0  # seconds in which nothing is said: most deliveries are in by then
STOPPED = 130  # exit code of who stops with Ctrl+C


class ProgressLine:
    """One line that is written over itself; in a file or a pipe one line per stage.

    Ctrl+C inside ends the program with a sentence: what was there is still there.
    """

    def __init__(self, w: Words) -> None:
        self._w, self._begun, self._told, self._width = w, time.monotonic(), None, 0
        self._live = sys.stderr.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def tell(self, stage: ImportStep, share: float) -> None:
        told = (stage, round(100 * share))
        if time.monotonic() - self._begun < QUIET or told == self._told:
            return
        if self._live:
            text = self._w("cli.import.so_far", step=self._w.of(stage), percent=told[1])
            typer.echo("\r" + text.ljust(self._width), nl=False, err=True)
            self._width = len(text)
        elif self._told is None or stage is not self._told[0]:
            typer.echo(self._w("cli.import.step", step=self._w.of(stage)), err=True)
        self._told = told

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._width:
            typer.echo("\r" + " " * self._width + "\r", nl=False, err=True)
        if kind is KeyboardInterrupt:
            typer.echo(self._w("cli.trouble.ImportStopped"), err=True)
            raise typer.Exit(STOPPED) from None
