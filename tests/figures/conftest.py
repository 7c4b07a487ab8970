from __future__ import annotations

from datetime import date

import pytest

from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import catalogue
from telvertel.indicators.definition import (
    BuildingBlock,
    Family,
    Indicator,
    Kind,
    Measure,
    Prose,
    Shape,
    Unit,
)
from telvertel.indicators.period import Grain

# Cards of these tests alone: each has what one claim needs.
MADE_UP = (
    *("alle_jeugdzorg", "anders", "cijfer", "eigen", "helped", "kaart", "kosten", "landelijk"),
    *(
        "rate",
        "reasons",
        "share",
        "uitval",
        "utrecht_clients",
        "utrecht_team_trajectories",
        "youth_care",
        "youth_care_share",
    ),
)


@pytest.fixture(autouse=True)
def cards_of_these_tests(monkeypatch):
    """Figures of a card that is not there are refused, so ours are there."""
    known = (*catalogue.ids(), *MADE_UP)
    monkeypatch.setattr(catalogue, "ids", lambda: known)


@pytest.fixture
def warehouse(tmp_path):
    opened = Warehouse(tmp_path / "figures")
    yield opened
    opened.close()


@pytest.fixture
def card():
    """A card with this measure; its words say nothing."""

    def made(shape: Shape, family: Family = Family.observed, id: str = "kaart", **measure):
        prose = Prose(
            name="Kaart",
            question="Wat zien we?",
            definition="Een kaart.",
            says="Iets.",
            says_not="Iets anders.",
            questions=("Wat?", "Hoe?", "Waarom?"),
        )
        return Indicator(
            id=id,
            kind=Kind.outcome,
            building_block=BuildingBlock.ambition,
            unit=Unit.count,
            grain=Grain.quarter,
            measure=Measure(shape=shape, family=family, **measure),
            source="-",
            recorded_by="-",
            burden_minutes=0,
            owner="-",
            checked_by="-",
            review_on=date(2027, 1, 1),
            nl=prose,
            en=prose,
        )

    return made
