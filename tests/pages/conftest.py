"""Pages run on their own file, over a fresh installation."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

import tests.components  # noqa: F401
from telvertel import counting
from telvertel.installation import forget, installation
from telvertel.screen import cached, underway
from tests.pages.small import PARTIES, trajectories


@pytest.fixture
def house(own_home, request):
    """The installation that the page will open too; closed again after the test."""
    _forget()
    if "figures" in request.fixturenames:
        copytree(
            request.getfixturevalue("delivered"), Path(os.environ["TELVERTEL_HOME"], "figures")
        )
    yield installation()
    _forget()


def _forget() -> None:
    forget()
    cached.forget()


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """However busy the machine: a small delivery is in before the page would show progress."""
    monkeypatch.setattr(underway, "AT_ONCE", 60.0)


@pytest.fixture(scope="session")
def delivered(tmp_path_factory):
    """A folder of figures with two years of quarters of De Oever in Rivierstede."""
    folder = tmp_path_factory.mktemp("delivered")
    files = {"parties.csv": PARTIES, "trajectories.csv": trajectories()}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with closing(counting.open_figures(folder / "figures")) as figures:
        receipt = counting.take_in(
            figures, [folder / name for name in files],
            who="tester", why="proef", reference_date=date(2026, 1, 31),
        )  # fmt: skip
    assert receipt.version, receipt.problems
    return folder / "figures"


@pytest.fixture
def figures(house):
    """An installation with the delivery of ``delivered`` in it."""
    return house
