"""How strong a conclusion is: four words of which one holds (M69)."""

from __future__ import annotations

from typing import Any

from telvertel.meeting.lasting import Strength
from telvertel.wording.words import Words


def scale(strength: Strength | None, w: Words) -> list[dict[str, Any]]:
    """Signaal · aanwijzing · patroon · vastgesteld, the present one marked; empty when not said."""
    if strength is None:
        return []
    return [{"name": w.of(one).lower(), "now": one is strength} for one in Strength]
