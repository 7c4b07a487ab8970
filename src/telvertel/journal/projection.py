"""The same events in DuckDB, for questions across meetings; never the truth.

All of it can be made again from the lines, so every failure here ends in setting the file aside and
building it anew, not in refusing somebody's words.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from telvertel.journal import disk
from telvertel.journal.troubles import JournalInUse

# One row per event. The line is kept whole: from it the journal is repaired.
TABLE = """
create table if not exists events (
    meeting varchar, sequence bigint, kind varchar, side varchar,
    said_at timestamp with time zone, hash varchar, line varchar
)
"""
COLUMNS = ("meeting", "sequence", "kind", "side", "said_at", "hash", "line")

# Rows come as one list per column: one statement for thousands of events (single inserts took
# 7.7 s for 5,000).
# A line can come twice, when the database is made anew while somebody speaks; the first stays.
INSERT = f"""
with new as (select {", ".join(f"unnest(${name}) as {name}" for name in COLUMNS)})
insert into {{table}} select * from new anti join {{table}} using (meeting, sequence)
"""

OF_MEETING = "(meeting = $meeting and sequence <= $last)"
MEMORY = "256MB"


class ProjectionFailed(Exception):
    """The database did not do what was asked; the lines are untouched."""


@dataclass(frozen=True)
class Row:
    meeting: str
    sequence: int
    kind: str
    side: str | None
    said_at: datetime
    hash: str
    line: str


class Projection:
    """One DuckDB file. Closed after any failure; ``opened`` says whether it can be asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()  # one connection refuses to be used by two threads
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def opened(self) -> bool:
        return self._connection is not None

    def open(self) -> None:
        """ProjectionFailed when the file is damaged; JournalInUse when another program has it."""
        with self._lock:
            try:
                connection = _connected(self.path)
                # Reads every block once: damage shows now, not in the middle of a meeting.
                connection.sql("select bit_xor(hash(columns(*))) from events").fetchall()
            except duckdb.Error as trouble:
                if "Could not set lock" in str(trouble):
                    raise JournalInUse(str(self.path)) from None
                raise ProjectionFailed from trouble
            self._connection = connection

    def set_aside(self, at: datetime) -> Path | None:
        """Rename a database that does not open, with its WAL; where it went, or None if absent."""
        self.close()
        kept = None
        for path in (self.path, self._wal):
            if path.exists():
                aside = path.with_name(f"{path.name}.kapot-{at:%Y%m%dT%H%M%S%f}")
                os.replace(path, aside)
                kept = kept or aside
        return kept

    def add(self, rows: Iterable[Row]) -> None:
        """Insert rows with one statement."""
        columns = _columns(rows)
        if columns["meeting"]:
            self._ask(INSERT.format(table="events"), columns)

    def replace(self, meeting: str, rows: Iterable[Row]) -> None:
        """Put these rows in the place of what is held of a meeting up to the last of them."""
        rows = list(rows)
        self._ask(
            f"delete from events where {OF_MEETING}",
            {"meeting": meeting, "last": rows[-1].sequence if rows else 0},
        )
        self.add(rows)

    def rewrite(self, meeting: str, rows: Iterable[Row]) -> None:
        """Copy everything to a new file, with these rows in the place of what is held of a meeting
        up to the last of them, and put it in the place of the old one.

        A row that is deleted stays in the bytes of the file; only in a new file it never was.
        """
        rows = list(rows)
        last = {"meeting": meeting, "last": rows[-1].sequence if rows else 0}
        with self._lock:
            if self._connection is None:
                raise ProjectionFailed
            try:
                self._copy(rows, last)
                self.close()
                self._wal.unlink(missing_ok=True)  # it belongs to the old file
                os.replace(self._fresh, self.path)
                disk.flush_folder(self.path.parent)
                self._connection = _connected(self.path)
            except (duckdb.Error, OSError) as trouble:
                self.close()
                raise ProjectionFailed from trouble

    def _copy(self, rows: list[Row], last: dict[str, object]) -> None:
        self._fresh.unlink(missing_ok=True)
        ask = self._connection.execute
        ask(f"attach '{_quoted(self._fresh)}' as fresh")
        ask(f"create table fresh.events as from events where not {OF_MEETING}", last)
        if rows:
            ask(INSERT.format(table="fresh.events"), _columns(rows))
        ask("checkpoint fresh")
        ask("detach fresh")

    def remove(self) -> None:
        """Take the database away, with its WAL."""
        with self._lock:
            self.close()
            for path in (self.path, self._wal):
                path.unlink(missing_ok=True)

    def remove_set_aside(self) -> None:
        """Take away damaged databases, half copies and what was swapped to disk."""
        with self._lock:
            for path in self.path.parent.glob(f"{self.path.name}?*"):
                if path.is_dir():
                    shutil.rmtree(path)
                elif path != self._wal:
                    path.unlink()

    @property
    def _wal(self) -> Path:
        return self.path.with_name(self.path.name + ".wal")

    @property
    def _fresh(self) -> Path:
        return self.path.with_name(self.path.name + ".new")

    def chains(self) -> dict[str, list[tuple[int, str]]]:
        """Meeting → its (sequence, hash as written) in order."""
        found: dict[str, list[tuple[int, str]]] = {}
        query = "select meeting, sequence, hash from events order by meeting, sequence"
        for meeting, sequence, hash_ in self._ask(query):
            found.setdefault(meeting, []).append((sequence, hash_))
        return found

    def lines(self, meeting: str) -> list[tuple[str, str]]:
        """The (hash as written, line) of one meeting, in order."""
        return self._ask(
            "select hash, line from events where meeting = $meeting order by sequence",
            {"meeting": meeting},
        )

    def lines_of_kind(self, kind: str) -> list[str]:
        """The lines of all events of a kind, over all meetings, by meeting and sequence."""
        query = "select line from events where kind = $kind order by meeting, sequence"
        return [line for (line,) in self._ask(query, {"kind": kind})]

    def close(self) -> None:
        if self._connection is not None:
            try:
                self._connection.close()
            except duckdb.Error:
                # A database that was invalidated cannot be closed in order; the lines hold all.
                pass
            finally:
                self._connection = None

    def _ask(self, query: str, facts: dict[str, object] | None = None) -> list[tuple]:
        with self._lock:
            if self._connection is None:
                raise ProjectionFailed
            try:
                return self._connection.execute(query, facts).fetchall()
            except duckdb.Error as trouble:
                # After a FatalException (a checkpoint on a full disk) the connection is of no use.
                self.close()
                raise ProjectionFailed from trouble


def _columns(rows: Iterable[Row]) -> dict[str, list[object]]:
    rows = list(rows)
    return {name: [getattr(row, name) for row in rows] for name in COLUMNS}


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        path,
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": MEMORY,
            "threads": "1",
        },
    )
    try:
        connection.execute(f"set allowed_directories = ['{_quoted(path.parent)}']")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        path.chmod(0o600)
        # The only change of structure, and at start: none happens during a meeting.
        connection.execute(TABLE)
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
