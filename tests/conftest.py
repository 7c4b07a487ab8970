"""No test touches a real installation: the data folder is a fresh one, and the demo stays off."""

from __future__ import annotations

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether a claim holds.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("TELVERTEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TELVERTEL_DEMO", "0")
