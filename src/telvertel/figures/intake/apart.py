"""Parsing in a process of its own, with limits, killed when it takes too long.

The file goes in and the tables come out through pipes: nothing of it touches a disk.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import polars as pl

from telvertel.figures.intake.packed import SMALL
from telvertel.figures.intake.sorts import Sort
from telvertel.figures.intake.table import Found, Parsed, Refused
from telvertel.figures.intake.workbook import Sheet
from telvertel.figures.problem import Remark, Rule
from telvertel.figures.watch import UNWATCHED, ImportStep, Watch

_SOURCE = Path(__file__).resolve().parents[3]
# Nothing of our own surroundings goes along but what an interpreter cannot start without.
HEARD_EVERY = 0.1  # seconds between two looks whether somebody wants to stop
_SURROUNDINGS = ("PATH", "SYSTEMROOT", "TEMP", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Limits:
    """What one file may cost: bytes of memory, seconds of processor and of waiting."""

    memory: int
    seconds: int
    patience: int


LIMITS = Limits(memory=2 * 2**30, seconds=60, patience=120)
# A file larger than a page accepts was brought to the command line on purpose.
ON_PURPOSE = Limits(memory=8 * 2**30, seconds=900, patience=1800)


def limits_for(size: int) -> Limits:
    return LIMITS if size <= SMALL else ON_PURPOSE


def table_apart(sort: Sort, content: bytes, found: Found, watch: Watch = UNWATCHED) -> Parsed:
    """The one table of a text or a Parquet file. Refused when it cannot be read."""
    ((facts, rows),) = _pieces(sort, content, limits_for(len(content)), watch)
    problems = tuple(
        found(_rule(one["rule"]), row=one["row"], column=one["column"], **one["facts"])
        for one in facts["problems"]
    )
    return Parsed(tuple(facts["headings"]), rows, problems)


def sheets_apart(content: bytes, limits: Limits = LIMITS) -> list[Sheet]:
    """The sheets of a workbook. Refused when it cannot be read."""
    pieces = _pieces(Sort.workbook, content, limits)
    return [
        Sheet(one["name"], one["visible"], one["hides"], one["without_result"], cells)
        for one, cells in pieces
    ]


def _pieces(
    sort: Sort, content: bytes, limits: Limits, watch: Watch = UNWATCHED
) -> list[tuple[dict[str, Any], pl.DataFrame | None]]:
    asked = {"sort": sort, "memory": limits.memory, "seconds": limits.seconds}
    asked["large"] = len(content) > SMALL
    answer = _run((json.dumps(asked).encode(), b"\n", content), limits.patience, watch)
    at = answer.find(b"\n")
    head, rest = answer[:at], memoryview(answer)[at + 1 :]
    try:
        told = json.loads(head)
    except ValueError:
        raise Refused(Rule.file_damaged) from None
    if told["refused"]:
        raise Refused(_rule(told["refused"].pop("rule")), **told["refused"])
    return _tables(told["pieces"], rest)


def _tables(
    pieces: list[dict[str, Any]], rest: memoryview
) -> list[tuple[dict[str, Any], pl.DataFrame | None]]:
    tables, at = [], 0
    for one in pieces:
        size = one.pop("size")
        table = None if size is None else pl.read_ipc(io.BytesIO(rest[at : at + size]))
        tables.append((one, table))
        at += size or 0
    return tables


def _run(asked: Sequence[bytes], patience: int, watch: Watch) -> bytes:
    said, ended = said_by("telvertel.figures.intake.parsing", asked, patience, watch)
    if ended is not None:
        raise Refused(ended)
    return said


def said_by(
    module: str, asked: Sequence[bytes], patience: float, watch: Watch = UNWATCHED
) -> tuple[bytes, Rule | None]:
    """What the process of this module says, and why when it ended before it was done.

    It is killed and done with when this returns, whatever happens.
    """
    command = [sys.executable, "-P", "-m", module]
    known = {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ}
    large = sum(map(len, asked)) > SMALL
    threads = {} if large else {"POLARS_MAX_THREADS": "1"}
    surroundings = {**known, "PYTHONPATH": str(_SOURCE), **threads}
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=surroundings, **streams) as process:
        try:
            said, late = _talk(process, asked, time.monotonic() + patience, watch)
        except BaseException:
            process.kill()
            raise
    if late:
        return said, Rule.took_too_long
    if process.returncode in _OUT_OF_TIME:
        return said, Rule.took_too_long
    return said, Rule.needs_too_much if process.returncode else None


def _talk(
    process: subprocess.Popen[bytes], asked: Sequence[bytes], until: float, watch: Watch
) -> tuple[bytes, bool]:
    """Everything it says, and whether it was ended because that took too long. No copy is made of
    what is asked, and somebody who wants to stop is heard."""
    said: list[bytes] = []
    telling = Thread(target=_tell, args=(process, asked), daemon=True)
    hearing = Thread(target=lambda: said.append(process.stdout.read()), daemon=True)
    for one in (telling, hearing):
        one.start()
    while hearing.is_alive():
        hearing.join(HEARD_EVERY)
        if time.monotonic() > until:
            process.kill()
            hearing.join()
            return b"".join(said), True
        watch.at(ImportStep.reading)
    return b"".join(said), False


def _tell(process: subprocess.Popen[bytes], asked: Sequence[bytes]) -> None:
    with suppress(OSError):  # it ended without hearing all of it, and says so itself
        for piece in asked:
            process.stdin.write(piece)
        process.stdin.close()


_OUT_OF_TIME = (-24, -9)  # SIGXCPU, and the kill that follows it


def _rule(name: str) -> Rule | Remark:
    return Rule(name) if name in Rule.__members__ else Remark(name)
