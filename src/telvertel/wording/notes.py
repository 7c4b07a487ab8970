"""The note that comes with a figure, as sentences: delivered text as it is, our keys in words."""

from __future__ import annotations

from telvertel.wording.words import Words

OWN = "@"  # before a key of notes.toml; one note holds several lines


def sentences(note: str, words: Words) -> tuple[str, ...]:
    """Each remark of a note once, in order; empty for an empty note."""
    lines = dict.fromkeys(line.strip() for line in note.splitlines() if line.strip())
    return tuple(
        words(f"notes.{line.removeprefix(OWN)}") if line.startswith(OWN) else line for line in lines
    )
