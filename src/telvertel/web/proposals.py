"""A rewriting of a text in which somebody may be recognised, proposed with the refusal of it.

Nothing is ever rewritten by itself: the person takes it over, with one key, or writes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telvertel.privacy.rewriting import rewritten
from telvertel.wording.words import Words


def instead_of(text: str, w: Words) -> str | None:
    """The text without the person; None when there is nothing to propose."""
    return rewritten(text, lambda key, **facts: w(f"concerns.instead.{key}", **facts))


def with_proposals(held: Mapping[str, str], fields: Iterable[str], w: Words) -> dict[str, Any]:
    """What an answer about concerns holds besides them: per field a proposal, and the words around
    it."""
    told = {field: instead_of(held[field], w) for field in dict.fromkeys(fields) if field in held}
    return {
        "proposals": {field: text for field, text in told.items() if text},
        "proposal_title": w("concerns.proposal"),
        "take_over": w("concerns.take_over"),
        "misses": w("concerns.misses"),
    }
