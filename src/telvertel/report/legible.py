"""Text without the signs that no document can hold: a pasted one never stops the minutes."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from telvertel.privacy.release import Released

# Control signs other than tab and line ends, halves of a sign, and what XML leaves out.
_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legible(part: Any) -> Any:
    """A part of the minutes, or the whole, with every text in it made legible."""
    if type(part) is str:
        return _ILLEGIBLE.sub("", part)
    if isinstance(part, tuple):
        return tuple(legible(one) for one in part)
    if is_dataclass(part) and not isinstance(part, Released):
        kept = {field.name: legible(getattr(part, field.name)) for field in fields(part)}
        return replace(part, **kept)
    return part
