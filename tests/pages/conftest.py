"""Pages run on their own file, over a fresh installation."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from telvertel import counting
from telvertel.installation import forget, installation
from telvertel.screen import cached, underway
from tests.pages.small import PARTIES, trajectories

# Our components can be declared inside Streamlit only; once that is done, tests may import them.
AppTest.from_string(
    "import telvertel.screen.lead, telvertel.screen.explore, telvertel.screen.replay"
).run()


@pytest.fixture
def house(own_home):
    """The installation that the page will open too; closed again after the test."""
    _forget()
    yield installation()
    _forget()


def _forget() -> None:
    forget()
    for kept in vars(cached).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """However busy the machine: a small delivery is in before the page would show progress."""
    monkeypatch.setattr(underway, "AT_ONCE", 60.0)


@pytest.fixture
def figures(house, tmp_path):
    """Two years of quarters of De Oever in Rivierstede."""
    files = {"parties.csv": PARTIES, "trajectories.csv": trajectories()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in files]
    receipt = counting.take_in(
        house.warehouse, paths, who="tester", why="proef", reference_date=date(2026, 1, 31)
    )
    assert receipt.version, receipt.problems
    return house
