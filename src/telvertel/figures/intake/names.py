"""The name of a delivered file, made safe to show, to keep and to put on a disk."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 80  # characters; the beginning and the ending of a longer one are kept
# What Windows keeps for itself; a file cannot have such a name.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r'[<>:"/\\|?*]')


def safe_name(name: str) -> str:
    """Without folders, invisible characters and signs that a disk refuses, and not too long."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    seen = _UNSAFE.sub("_", unicodedata.normalize("NFC", seen)).strip(" .")
    if _RESERVED.match(seen):
        seen = f"_{seen}"
    if len(seen) > LONGEST_NAME:
        seen = f"{seen[: LONGEST_NAME - 13]}…{seen[-12:]}"
    return seen or "levering"
