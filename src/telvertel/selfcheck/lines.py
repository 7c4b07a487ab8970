"""A finding in words: its name, how it stands, a sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telvertel.selfcheck.findings import Finding, State
from telvertel.wording import numbers
from telvertel.wording.words import Words


@dataclass(frozen=True)
class Line:
    name: str
    state: State
    standing: str  # the state in words
    sentence: str
    advice: str  # empty when there is nothing to do


def line(one: Finding, w: Words) -> Line:
    key = f"selfcheck.{one.check}"
    facts = {name: _said(value, w) for name, value in one.facts.items()}
    advice = "" if one.state is State.fine else w(f"{key}.{one.reason}_do", **facts)
    standing = w(f"selfcheck.states.{one.state}")
    return Line(w(f"{key}.name"), one.state, standing, w(f"{key}.{one.reason}", **facts), advice)


def _said(value: Any, w: Words) -> Any:
    if isinstance(value, datetime):
        return f"{numbers.day(value, w)}, {numbers.clock(value, w)}"
    return value
