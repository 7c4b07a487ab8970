"""Names of choices within a sentence: "Gespreksleider" is "gespreksleider" there."""

from __future__ import annotations

from enum import Enum

from telvertel.wording.words import Words


def within(member: Enum, w: Words) -> str:
    """The name of a choice, its first letter small unless it begins with an abbreviation."""
    name = w.of(member)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
