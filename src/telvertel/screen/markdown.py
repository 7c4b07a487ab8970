"""Words of people inside a sentence of ours."""

from __future__ import annotations

from telvertel.charts.origin import capital

__all__ = ["capital", "plain"]

SIGNS = frozenset(r"\`*_{}[]()#+-.!|<>~$:")


def plain(text: str) -> str:
    """The text for use in Markdown: its signs are shown, not obeyed, and it stays on one line."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in " ".join(text.split()))
