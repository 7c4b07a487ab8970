"""One measured figure, with its budget and the machine it was measured on."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Figure:
    value: float
    unit: str
    budget: float | None
    runs: int
    median: float
    p95: float
    about: str


def machine() -> dict[str, float]:
    return {
        "cores": os.cpu_count() or 0,
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
    }


def p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def ratio(
    ours: Sequence[float], empty: Sequence[float], budget: float | None, about: str
) -> Figure:
    """Our median over the empty app's median; median and p95 are of ours, in seconds."""
    value = statistics.median(ours) / statistics.median(empty)
    return Figure(round(value, 2), "ratio", budget, len(ours), _s(statistics.median(ours)),
                  _s(p95(ours)), about)  # fmt: skip


def seconds(measured: Sequence[float], budget: float, about: str) -> Figure:
    """The 95th percentile in seconds."""
    return Figure(_s(p95(measured)), "s", budget, len(measured), _s(statistics.median(measured)),
                  _s(p95(measured)), about)  # fmt: skip


def amount(value: float, unit: str, budget: float | None, runs: int, about: str) -> Figure:
    """Something counted or weighed once; nothing is spread."""
    return Figure(round(value, 2), unit, budget, runs, round(value, 2), round(value, 2), about)


def _s(value: float) -> float:
    return round(value, 4)


def keep(figures: dict[str, Figure]) -> Path:
    """Write build/bench.json: one object per figure, keyed by name, with the machine."""
    path = ROOT / "build" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    told = {name: {**asdict(one), "machine": machine()} for name, one in figures.items()}
    path.write_text(json.dumps(told, indent=2))
    return path
