"""What may be said of a series, in the words of the reader; every number from the rules."""

from __future__ import annotations

from telvertel.indicators import rules
from telvertel.indicators.limits import LIMIT
from telvertel.indicators.reading import BASE_POINTS, Reading, Standing, State
from telvertel.indicators.rules import Finding, Rule
from telvertel.wording.numbers import number
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
    rule = f"{finding.rule}{_of_wave(finding)}{_joined(finding)}"
    return words(
        f"reading.{rule}.{finding.way}",
        length=len(finding.periods),
        first=period_text(finding.periods[0], words),
        last=period_text(finding.periods[-1], words),
        periods=words.join(period_text(one, words) for one in finding.periods),
        **({"near": rules.NEAR_POINTS, "out_of": rules.NEAR_OUT_OF} if near else {}),
    )


def _of_wave(finding: Finding) -> str:
    """A run or trend of a series with a yearly wave is none of the figures themselves."""
    return "_in_wave" if finding.wave and finding.rule in (Rule.run, Rule.trend) else ""


def _joined(finding: Finding) -> str:
    """More than one window of neighbours near a limit is not told as one."""
    near = finding.rule is Rule.near_limit
    return "_joined" if near and len(finding.periods) > rules.NEAR_POINTS else ""


def standing_told(standing: Standing, words: Words) -> str:
    """What could be said of one point, as kept with a story that is pinned to it."""
    return words(f"reading.standing.{standing}")


def limits_told(reading: Reading, words: Words) -> list[str]:
    """Where the limits come from, in sentences; nothing where there are none."""
    if not reading.bounds:
        return []
    facts = {"step": number(LIMIT, words, 2), "limit": number(rules.BEYOND, words)}
    told = [words(f"reading.chart.{reading.chart}", **facts)]
    if reading.wider:
        told.append(words("reading.base.wider"))
    if reading.wave:
        told.append(words("reading.base.wave"))
    if reading.base < BASE_POINTS:
        told.append(words("reading.base.trial", base=reading.base, needed=BASE_POINTS))
    else:
        first, last = (period_text(reading.periods[at], words) for at in (0, reading.base - 1))
        told.append(words("reading.base.fixed", base=reading.base, first=first, last=last))
    return told


def rules_told(words: Words) -> list[str]:
    """When something stands out, one sentence per rule, with the numbers of the rules."""
    facts = {
        "run": rules.RUN,
        "trend": rules.TREND,
        "near": rules.NEAR_POINTS,
        "out_of": rules.NEAR_OUT_OF,
    }
    return [words(f"reading.rule.{rule}", **facts) for rule in rules.Rule]
