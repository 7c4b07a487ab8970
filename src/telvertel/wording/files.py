"""Names of delivered files as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from telvertel.wording.words import Words

# A delivery of many messages is kept as its first one and how many more; a file that is taken in
# ends in its kind, so none has such a name of itself.
AND_MORE = re.compile(r"(?P<first>.+) \(\+(?P<more>\d+)\)")


def file_told(name: str, w: Words) -> str:
    """JW301.xml (+2) is "JW301.xml en 2 andere"; any other name as it is."""
    found = AND_MORE.fullmatch(name)
    if found is None:
        return name
    return w("figures.file_and_more", first=found["first"], count=int(found["more"]))


def files_told(names: Iterable[str], w: Words) -> str:
    return ", ".join(file_told(one, w) for one in names)
