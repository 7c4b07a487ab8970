"""The process that opens a delivered file: it may use little, open nothing and reach nobody.

Run by ``apart.py``. In: one line of JSON (sort, memory, seconds), then the file. Out: one line of
JSON, then the tables as Arrow. A crafted file can make a parser fall over; then it falls here.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from telvertel.figures.intake.sorts import Sort
from telvertel.figures.intake.table import Refused
from telvertel.figures.problem import Rule, problem

if TYPE_CHECKING:
    from telvertel.figures.intake.table import Parsed
    from telvertel.figures.intake.workbook import Sheet

Piece = tuple[dict[str, Any], pl.DataFrame | None]


def _told(rule: Rule, **facts: Any) -> dict[str, Any]:
    return {"rule": rule.value, **facts}


def _of_table(parsed: Parsed) -> list[Piece]:
    """One piece; the problems travel by the names of their rules."""
    problems = [
        {"rule": one.rule.value, "row": one.row, "column": one.column, "facts": dict(one.facts)}
        for one in parsed.problems
    ]
    return [({"headings": parsed.headings, "problems": problems}, parsed.rows)]


def _reader(sort: Sort, large: bool = False) -> Callable[[bytes], list[Piece]]:
    """Only what this sort needs is loaded: the start of the process is most of its time."""
    if sort is Sort.workbook:
        from telvertel.figures.intake.workbook import sheets

        return lambda content: [(_facts(one), one.cells) for one in sheets(content)]
    if sort is Sort.parquet:
        from telvertel.figures.intake.parquet import read_parquet

        return lambda content: _of_table(read_parquet(content))
    from telvertel.figures.intake.csv import read_csv
    from telvertel.figures.intake.headings import known_in

    known_in(())  # the known headings stand in files, which cannot be opened later
    if large:
        from telvertel.figures.intake import plain_csv

        plain_csv.rows_of(b"a;b\n1;x\n", ["a", "b"], ";", 1, 2)
    return lambda content: _of_table(read_csv(content, partial(problem, "")))


def _facts(sheet: Sheet) -> dict[str, Any]:
    return {name: value for name, value in vars(sheet).items() if name != "cells"}


def main() -> None:
    """Never a traceback: it could hold what is in the file."""
    asked = json.loads(sys.stdin.buffer.readline())
    read = _reader(Sort(asked["sort"]), asked["large"])
    _warm_up()
    limit(asked["memory"], asked["seconds"])
    try:
        _answer(read(sys.stdin.buffer.read()))
    except Refused as refusal:
        _answer([], _told(refusal.rule, **refusal.facts))
    except MemoryError:
        _answer([], _told(Rule.needs_too_much))
    except Exception:  # noqa: BLE001  (whatever a crafted file brings about)
        _answer([], _told(Rule.file_damaged))


def _answer(pieces: list[Piece], refused: dict[str, Any] | None = None) -> None:
    """``size``: the bytes of Arrow of each piece, None when it has no table."""
    facts, blocks = [], []
    for told, table in pieces:
        block = None if table is None else _arrow(table)
        facts.append({**told, "size": None if block is None else len(block)})
        blocks.append(block or b"")
    head = json.dumps({"refused": refused, "pieces": facts}).encode()
    for block in (head, b"\n", *blocks):
        sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()


def _arrow(table: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    table.write_ipc(written)
    return written.getvalue()


def _warm_up() -> None:
    """What the libraries load at first use is loaded while files can still be opened."""
    for one in ("cp437", "utf-8-sig", "utf-16", "cp1252"):  # the first is of the names in a zip
        codecs.lookup(one)
    small = io.BytesIO()
    pl.DataFrame({"a": ["1"], "b": [1.5]}).write_parquet(small)
    table = pl.read_parquet(io.BytesIO(small.getvalue()))
    _arrow(table.with_columns(pl.col("b").cast(pl.String)))


def limit(memory: int, seconds: int) -> None:
    """From here on: so much memory and time, no new file, no line to anywhere, no writing.

    Windows has no such limits; there the process is still one of its own, and ended in time.
    """
    if os.name == "nt":
        return
    import resource

    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 3,  # in, out and errors are open; a socket would be a fourth
    }
    for name, most in limits.items():
        resource.setrlimit(name, (most, most))


if __name__ == "__main__":
    main()
