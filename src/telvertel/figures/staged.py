"""Staged: a large cube in the making, written a municipality at a time beside the versions."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as arrow
import pyarrow.parquet as parquet

from telvertel.figures.tables import TABLES, empty

# Nothing may be fetched or loaded from outside at query time.
CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# A second thread of DuckDB costs the threads that count more than it wins.
ALONE = {**CONFIG, "threads": "1"}
FORGOTTEN_AFTER = 86_400  # seconds; files this old were left by a process that was killed


class Staged:
    """The atoms and the sticky table of a version in the making, in files that nobody looks at.

    Atoms are added a municipality at a time: so they stand in the order in which they are asked.
    """

    def __init__(self, folder: Path) -> None:
        name = secrets.token_hex(6)
        self.path = folder / "versions" / f"staged-{name}.part"
        self.sticky = folder / "import_area" / f"staged-{name}.part"
        for one in (self.path, self.sticky):
            one.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _forget_killed(one.parent)
        self._connection = duckdb.connect(self.path, config=ALONE)
        self._connection.register("frame", empty("atoms").to_arrow())
        self._connection.execute("CREATE TABLE atoms AS SELECT * FROM frame")
        self._connection.execute("BEGIN")  # of its own each piece would be written twice
        descriptor = os.open(self.sticky, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._writer: parquet.ParquetWriter | None = None

    def add(self, atoms: pl.DataFrame, sticky: pl.DataFrame) -> None:
        """One more piece of both; their texts may be coded."""
        if atoms.height:
            self._connection.register("frame", atoms.select(list(TABLES["atoms"])).to_arrow())
            self._connection.execute("INSERT INTO atoms SELECT * FROM frame")
        rows = sticky.to_arrow(compat_level=pl.CompatLevel.oldest())
        rows = rows.cast(arrow.schema([_coded(field) for field in rows.schema]))
        if self._writer is None:
            # Statistics only where they are of use: one municipality is asked for at a time.
            self._writer = parquet.ParquetWriter(
                self._file,
                rows.schema,
                compression="lz4",
                store_schema=False,
                write_statistics=["municipality"],
            )
        if sticky.height:
            self._writer.write_table(rows)

    def close(self) -> None:
        """Everything on disk."""
        if self._file.closed:
            return
        self._connection.execute("COMMIT")
        self._connection.close()
        if self._writer is not None:
            self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def sweep(self) -> None:
        """Nothing is left of it; what was given up half-way is not written to the end first."""
        self._connection.close()
        if self._writer is not None:
            self._writer.close()
        self._file.close()
        for one in (self.path, self.path.with_suffix(".part.wal"), self.sticky):
            one.unlink(missing_ok=True)


def _coded(field: arrow.Field) -> arrow.Field:
    """Texts are written as places in a list of them."""
    text = arrow.large_string()
    is_text = field.type == text or arrow.types.is_dictionary(field.type)
    return arrow.field(field.name, arrow.dictionary(arrow.int32(), text) if is_text else field.type)


def _forget_killed(folder: Path) -> None:
    for left in folder.glob("staged-*"):
        if time.time() - left.stat().st_mtime > FORGOTTEN_AFTER:
            left.unlink(missing_ok=True)
