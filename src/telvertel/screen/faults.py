"""Why the house cannot be opened, as a sentence with what to do about it."""

from __future__ import annotations

from pathlib import Path

from telvertel.figures.troubles import FiguresTrouble
from telvertel.journal import disk
from telvertel.journal.troubles import JournalTrouble, NotSaved, NotWritable

Told = tuple[str, dict[str, str]]  # the key of a sentence, and its facts


def told(trouble: Exception, home: Path) -> Told | None:
    """The sentence for this trouble; None when it is a mistake of ours."""
    if isinstance(trouble, NotSaved) and isinstance(trouble.__cause__, OSError):
        trouble = trouble.__cause__
    if isinstance(trouble, OSError):
        trouble = disk.trouble_of(trouble, home) or trouble
    if isinstance(trouble, NotSaved):
        trouble = NotWritable(str(home))
    if isinstance(trouble, JournalTrouble | FiguresTrouble):
        return f"cli.trouble.{type(trouble).__name__}", vars(trouble)
    return None
