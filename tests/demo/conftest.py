"""One demo for all tests of this room, as on 22 November 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest

from telvertel.demo import SEED, build, deliveries
from telvertel.demo.deliveries import Drawn
from telvertel.demo.moments import Moments
from telvertel.indicators import catalogue
from tests.once import once

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def cards():
    return catalogue.load(Path(__file__).parents[2] / "data" / "indicators").cards


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    return deliveries.draw(SEED, Moments(TODAY))


@pytest.fixture(scope="session")
def trajectories(drawn) -> pl.DataFrame:
    return drawn.trajectories


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """The demo as a first start makes it."""
    made = once(tmp_path_factory, "demo-of-22-november", lambda one: build(one, today=TODAY))
    return copytree(made, tmp_path_factory.mktemp("demo") / "home")
