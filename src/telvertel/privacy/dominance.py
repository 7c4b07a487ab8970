"""Dominance: a figure of money that is nearly all of one or two contributors tells what theirs is.

Both rules of statistical offices. Whoever contributes second knows the rest and so the first to
within that rest (p %); and two that hold nearly everything know each other (n, k).
"""

from __future__ import annotations

from collections.abc import Iterable

P = 10  # percent of the largest: closer than this nobody may come to it
K = 90  # percent of the whole that the two largest may have


def dominated(contributions: Iterable[float], whole: float | None = None) -> bool:
    """Whether one or two make up the figure; False where no contribution is known.

    ``whole``: the figure itself, which may hold contributions that nobody knows; their sum unless
    given. What is 0 or less contributes nothing.
    """
    known = sorted((one for one in contributions if one > 0), reverse=True)
    if not known:
        return False
    total = sum(known) if whole is None else whole
    first, second = (*known, 0.0)[:2]
    rest = total - first - second
    return 100 * rest < P * first or 100 * (first + second) > K * total
