"""Names of delivered files as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from telvertel.wording.words import Words

TOLD = 4  # files of a version that are named in a list
# A delivery of many messages is kept as its first one and how many more; a file that is taken in
# ends in its kind, so none has such a name of itself.
AND_MORE = re.compile(r"(?P<first>.+) \(\+(?P<more>\d+)\)")


def file_told(name: str, w: Words) -> str:
    """JW301.xml (+2) is "JW301.xml en 2 andere"; any other name as it is."""
    found = AND_MORE.fullmatch(name)
    if found is None:
        return name
    return w("figures.file_and_more", first=found["first"], count=int(found["more"]))


def first_told(names: Sequence[str], w: Words) -> str:
    """The first few by name and how many more; all of them stand in the account of a figure."""
    if len(names) <= TOLD:
        return files_told(names, w)
    first = files_told(names[: TOLD - 1], w)
    return w("figures.file_and_more", first=first, count=len(names) - TOLD + 1)


def files_told(names: Iterable[str], w: Words) -> str:
    return ", ".join(file_told(one, w) for one in names)
