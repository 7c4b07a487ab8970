"""Small delivery files, written as people would write them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from telvertel import counting
from telvertel.counting import Receipt
from telvertel.figures.warehouse import Warehouse

TRAJECTORY_HEADINGS = (
    "client;gemeente;aanbieder;hulpvorm;verwijzer;geboortejaar;aanvang;einde;reden_einde"
)
OBSERVATION_HEADINGS = (
    "indicator;periode;gemeente;aanbieder;uitsplitsing;teller;noemer;waarde;status;bron"
)
AT = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file with this text; leading spaces of lines and the first newline are dropped."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    lines = [line.strip() for line in text.strip().splitlines()]
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def trajectories(folder: Path, rows: str, name: str = "trajecten.csv") -> Path:
    """``rows``: client aanbieder hulpvorm aanvang einde reden, with spaces; "-" is nothing."""
    lines = [TRAJECTORY_HEADINGS]
    for row in rows.strip().splitlines():
        cells = ["" if cell == "-" else cell for cell in row.split()]
        client, provider, form, start, end, reason = cells
        lines.append(f"{client};GM9901;{provider};{form};02;2012;{start};{end};{reason}")
    return written(folder, name, "\n".join(lines))


def many(folder: Path, *, per_quarter: int = 40, name: str = "trajecten.csv") -> Path:
    """Two years in which so many children start at each of two providers in every quarter.

    All are helped for 200 days; every fifth leaves one-sidedly (03), the others by plan.
    """
    lines, child = [TRAJECTORY_HEADINGS], 0
    for year in (2023, 2024):
        for month in (1, 4, 7, 10):
            for provider, form in (("99000001", "01"), ("99000002", "14")):
                for _ in range(per_quarter):
                    child += 1
                    start = datetime(year, month, 5)
                    end = datetime.fromordinal(start.toordinal() + 200)
                    over = end < datetime(2025, 1, 1)
                    reason = ("03" if child % 5 == 0 else "01") if over else ""
                    ended = f"{end:%d-%m-%Y}" if over else ""
                    lines.append(
                        f"kind-{child:05d};GM9901;{provider};{form};0{1 + child % 2};"
                        f"{year - 4 - child % 13};{start:%d-%m-%Y};{ended};{reason}"
                    )
    return written(folder, name, "\n".join(lines))


def taken_in(warehouse: Warehouse, *paths: Path, **facts: object) -> Receipt:
    """A delivery that must be accepted."""
    known = {"who": "beheer", "why": "levering", "at": AT} | facts
    receipt = counting.take_in(warehouse, paths, **known)
    assert receipt.problems == ()
    return receipt
