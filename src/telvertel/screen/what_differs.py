"""What differs between the compared, said from the figures: size, help with stay, and age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from telvertel.charts.figure import range_text
from telvertel.figures.scope import Breakdown, Scope
from telvertel.indicators import comparison
from telvertel.indicators.definition import Unit
from telvertel.privacy.display import threshold
from telvertel.screen import cached
from telvertel.wording import numbers
from telvertel.wording.words import Words

OLDER = ("12-17", "18-22")  # the age bands of "12 and over"


def what_differs(
    sizes: Iterable[float], scopes: Sequence[Scope], indicator: str, version: str, w: Words
) -> list[str]:
    """Each from the lowest to the highest of the compared; ``scopes`` are theirs, of one period."""
    sizes = list(sizes)
    facts = {"low": numbers.number(min(sizes), w), "high": numbers.number(max(sizes), w)}
    lines = [f"- {w('comparison.differs.size', **facts)}"]
    mixes: Mapping[str, list[tuple[float, float]]] = {
        "residential": _mix(scopes, indicator, version, Breakdown.care_form, ("residential",)),
        "teenagers": _mix(scopes, indicator, version, Breakdown.age_band, OLDER),
    }
    for name, shares in mixes.items():
        if len(shares) > 1:
            ends = {"low": min(shares), "high": max(shares)}
            told = {key: range_text(*one, Unit.percent, w) for key, one in ends.items()}
            lines.append(f"- {w(f'comparison.differs.{name}', **told)}")
    if any(len(shares) < len(scopes) for shares in mixes.values()):
        lines.append(f"- {w('comparison.differs.unknown')}")
    return lines


def _mix(
    scopes: Sequence[Scope], indicator: str, version: str, by: Breakdown, parts: Sequence[str]
) -> list[tuple[float, float]]:
    """Of each between which percentages these parts make of its young people with help, from
    released counts: what is hidden may be anything under the threshold."""
    found = []
    for scope in scopes:
        split = scope.model_copy(update={"breakdown": by})
        frame = cached.children(version, indicator, split).frame
        counts = dict(frame.select("group", "numerator").iter_rows())
        shares = comparison.between(counts, parts, threshold())
        if shares is not None:
            found.append(shares)
    return found
