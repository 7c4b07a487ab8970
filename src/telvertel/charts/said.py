"""What may be said of a series, in the words of the reader; every number from the rules."""

from __future__ import annotations

from telvertel.indicators import rules
from telvertel.indicators.reading import Reading, Standing, State
from telvertel.indicators.rules import Finding, Rule
from telvertel.wording.numbers import period as period_text
from telvertel.wording.words import Words


def reading_told(reading: Reading, words: Words) -> str:
    """What may be said of a series, in one sentence."""
    if reading.state is State.too_short:
        return words("reading.too_short", n=reading.n, needed=reading.needed)
    if reading.state is State.common:
        return words("reading.common")
    findings = words.join(finding_told(one, words) for one in reading.findings)
    return words("reading.signal", findings=findings)


def finding_told(finding: Finding, words: Words) -> str:
    """One finding in plain words; its numbers come from the finding and the rules themselves."""
    near = finding.rule is Rule.near_limit
    return words(
        f"reading.{finding.rule}.{finding.way}",
        length=len(finding.periods),
        first=period_text(finding.periods[0], words),
        last=period_text(finding.periods[-1], words),
        periods=words.join(period_text(one, words) for one in finding.periods),
        **({"near": rules.NEAR_POINTS, "out_of": rules.NEAR_OUT_OF} if near else {}),
    )


def standing_told(standing: Standing, words: Words) -> str:
    """What could be said of one point, as kept with a story that is pinned to it."""
    return words(f"reading.standing.{standing}")
