"""The stages of the talk about one indicator, in their order.

Herkennen – Verklaren – Waarderen – Verbeteren is NJi's order of questions ("Praat regelmatig over
gegevens"); De vraag and Voorspel go before it. Target and forecast stay hidden until Waarderen,
because a target line in sight ends the conversation before it starts (M02).
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    question = "question"  # De vraag: name, definition, what the figure does not say; no chart
    predict = "predict"  # Voorspel: the chart without its newest points
    recognise = "recognise"  # Herkennen: all points, no target, no verdict
    explain = "explain"  # Verklaren: both voices beside the chart
    appraise = "appraise"  # Waarderen: target, forecast and the reflection questions appear
    improve = "improve"  # Verbeteren: agreements


STAGES = tuple(Stage)

# Plain mode: chart, story, agreement.
PLAIN_STAGES = (Stage.recognise, Stage.explain, Stage.improve)

# Share of the item's minutes, of an item of 15 minutes (De vraag 1, Voorspel 1½,
# Herkennen 2½, Verklaren 4, Waarderen 2, Verbeteren 3, and one to close).
SHARES = {
    Stage.question: 1,
    Stage.predict: 1.5,
    Stage.recognise: 2.5,
    Stage.explain: 4,
    Stage.appraise: 2,
    Stage.improve: 4,
}


def norms_may_show(stage: Stage) -> bool:
    """Whether target, forecast and direction may be seen in this stage."""
    return stage in (Stage.appraise, Stage.improve)


def newest_may_show(stage: Stage) -> bool:
    """Whether the newest points may be seen: not before each side has said what it expects."""
    return stage not in (Stage.question, Stage.predict)


def stages_of(plain: bool, predict: bool = False) -> tuple[Stage, ...]:
    """The stages of one item; Voorspel only where the meeting chose it, and never in plain mode."""
    if plain:
        return PLAIN_STAGES
    return tuple(stage for stage in STAGES if predict or stage is not Stage.predict)


def seconds_of(stage: Stage, item_minutes: int, plain: bool = False, predict: bool = False) -> int:
    """How long the stage may take within the item's minutes, in whole seconds."""
    stages = stages_of(plain, predict)
    if stage not in stages:
        return 0
    return round(item_minutes * 60 * SHARES[stage] / sum(SHARES[one] for one in stages))
