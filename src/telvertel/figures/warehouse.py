"""Warehouse: versions of the protected figures on disk, each immutable, one of them current.

A version is one DuckDB file, written beside the others and renamed when it is whole; then the
pointer ``current`` is swapped. Whoever dies half-way leaves everything as it was. Records are never
written: the import area holds only the secret seed and the sticky table (key, true count, protected
count) that keeps unchanged figures unchanged at the next delivery.
"""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

from telvertel.days import day_of
from telvertel.figures.intake.columns import WITHOUT_PEOPLE
from telvertel.figures.staged import CONFIG, Staged
from telvertel.figures.tables import ALWAYS, LATER, REPLACES, TABLES, empty
from telvertel.figures.troubles import (
    FiguresChanged,
    FiguresDamaged,
    FiguresInUse,
    ImportAreaLost,
    NoSuchVersion,
    NothingImported,
)
from telvertel.figures.whole_file import sync_folder, write_text

SEED_BYTES = 32
LARGE_VERSION = 50_000_000  # bytes of its file; some ten million atoms


@dataclass(frozen=True)
class Version:
    """One accepted delivery and what it was made of."""

    id: str
    at: datetime
    who: str
    why: str
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    rows_in: int
    rows_kept: int
    rows_out: tuple[tuple[str, int], ...]  # reason (a Remark), number of rows
    reference_date: date | None
    after: str | None  # id of the version before
    read_with: tuple[str, ...] = ()  # names of the mappings that files were read with, each once
    moved: tuple[tuple[str, str, date], ...] = ()  # municipality of then, of now, from which day
    of_people: bool = True  # a row may be a person: how many there were is a count of people


class Warehouse:
    """The figures of one installation. Safe to use from several threads."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._lock = threading.RLock()
        self._open: dict[str, duckdb.DuckDBPyConnection] = {}
        self._versions: dict[str, Version] = {}
        self._tables: dict[tuple[str, str], pl.DataFrame] = {}
        self._told_of_gone: list[Callable[[], None]] = []

    @property
    def current(self) -> str | None:
        """The id of the version in use, or None when nothing was imported yet."""
        try:
            return (self.folder / "current").read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    @property
    def is_large(self) -> bool:
        """Whether the current version is too much to be held in memory as a whole."""
        return self.current is not None and self._path(self.current).stat().st_size > LARGE_VERSION

    def cursor(self, version: str | None = None) -> duckdb.DuckDBPyConnection:
        """A read-only cursor of one's own: connections are shared, cursors are not."""
        chosen = version or self.current
        if chosen is None:
            raise NothingImported
        with self._lock:
            if chosen not in self._open:
                path = self._path(chosen)
                if not path.is_file():
                    raise NoSuchVersion(chosen)
                self._open[chosen] = duckdb.connect(path, read_only=True, config=CONFIG)
            return self._open[chosen].cursor()

    def must_read(self) -> None:
        """Read every block of the current version once, so that damage shows now and not before a
        full room: FiguresDamaged, or FiguresInUse. Nothing imported yet is fine."""
        if self.current is None:
            return
        path = self._path(self.current)
        try:
            with self.cursor() as cursor:
                for name in _there(cursor):
                    cursor.sql(f"SELECT bit_xor(hash(columns(*))) FROM {name}").fetchall()
        except (duckdb.Error, NoSuchVersion) as trouble:
            self.close()
            locked = "Could not set lock" in str(trouble)
            raise (FiguresInUse if locked else FiguresDamaged)(str(path)) from trouble

    def table(self, name: str, version: str | None = None) -> pl.DataFrame:
        """One whole table of a version; empty when nothing was imported yet.

        All but the atoms are small and stay in memory, until figures end.
        """
        version = version or self.current
        if version is None:
            return empty(name)
        if (version, name) in self._tables:
            return self._tables[version, name]
        with self.cursor(version) as cursor:
            if name not in _there(cursor):
                return empty(name)
            found = _whole(cursor, name)
        if name != "atoms":
            self._tables[version, name] = found
        return found

    def version(self, version: str) -> Version:
        """The facts of one version; kept in memory until figures end."""
        if version not in self._versions:
            self._versions[version] = self._read_version(version)
        return self._versions[version]

    def versions(self) -> tuple[Version, ...]:
        """Newest first: from the current one back along what each replaced."""
        found: list[Version] = []
        at = self.current
        while at is not None and self._path(at).is_file():  # an older one may have been dropped
            found.append(self.version(at))
            at = found[-1].after
        return tuple(found)

    def stored(self) -> tuple[str, ...]:
        """The ids of every version that has a file here."""
        return tuple(sorted(path.stem for path in (self.folder / "versions").glob("*.duckdb")))

    def drop(self, version: str) -> None:
        """Remove one version for good; without the current one nothing is imported any more. Who
        still reads it may finish."""
        with self._lock:
            if version == self.current:
                (self.folder / "current").unlink()
                self.forget_older_sticky("")
            self._path(version).unlink(missing_ok=True)
            self._let_go(version)
            if (self.folder / "versions").is_dir():
                sync_folder(self.folder / "versions")

    def _let_go(self, version: str) -> None:
        """Nothing of this version is open or in memory any more, also of who was told."""
        self._open.pop(version, None)
        self._versions.pop(version, None)
        for key in [one for one in list(self._tables) if one[0] == version]:
            del self._tables[key]
        for tell in self._told_of_gone:
            tell()

    def sticky(self, name: str) -> pl.DataFrame | None:
        """The table (key, x, y) of the current version for the next build; None for the first."""
        path = self._sticky_there(name)
        return None if path is None else pl.read_parquet(path)

    def _sticky_there(self, name: str) -> Path | None:
        if self.current is None:
            return None
        path = self._sticky(self.current, name)
        if not path.is_file():
            raise ImportAreaLost(str(path))
        return path

    def seed(self) -> bytes:
        """The secret of this installation: 32 random bytes, readable by its owner only."""
        path = self.folder / "import_area" / "seed"
        if not path.is_file():
            if self.current is not None:
                raise ImportAreaLost(str(path))
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(SEED_BYTES))
        return path.read_bytes()

    def accept(
        self,
        tables: dict[str, pl.DataFrame],
        sticky: dict[str, pl.DataFrame],
        *,
        after: str | None,
        staged: Staged | None = None,
        instead: bool = False,
    ) -> Version:
        """Make these tables the current version, whole or not at all.

        ``tables`` has every table of TABLES except ``version``'s id, which is given here;
        ``after`` is the version they were built on: FiguresChanged when another came between.
        ``staged`` holds the atoms and the sticky table of the cube instead, when they are many.
        ``instead``: it is the version in use with less in it, which then goes.
        """
        with self._lock:
            if self.current != after:
                raise FiguresChanged(after, self.current)
            name = self._next_id(tables)
            before = tables["version"]["after"].item() if instead else after
            facts = tables["version"].with_columns(id=pl.lit(name), after=pl.lit(before, pl.String))
            self._write({**tables, "version": facts}, self._path(name), staged)
            if staged:
                os.replace(staged.sticky, self._sticky(name, "cube"))
            for table, frame in sticky.items():
                _write_parquet(frame, self._sticky(name, table))
            write_text(name, self.folder / "current")
            self.forget_older_sticky(name)
            if instead:
                self.drop(after)
            return self.version(name)

    def when_gone(self, tell: Callable[[], None]) -> None:
        """Have this called whenever a version goes, or goes on with less in it: whoever kept what
        was made from it lets go of that too."""
        self._told_of_gone.append(tell)

    def write_again(self, version: str, tables: dict[str, pl.DataFrame], staged: Staged) -> None:
        """An older version with less in it, under the id that it had."""
        with self._lock:
            self._write(tables, self._path(version), staged)
            self._let_go(version)

    @contextmanager
    def staging(self) -> Iterator[Staged]:
        """Room for the atoms of a large delivery, filled a municipality at a time; nothing of it
        is left when it was not accepted."""
        staged = Staged(self.folder)
        try:
            yield staged
        finally:
            staged.sweep()

    def kept(self, replaced: pl.DataFrame, version: str | None = None) -> Iterator[pl.DataFrame]:
        """The atoms of a version outside the periods that are replaced, in pieces."""
        if (version or self.current) is None:
            return
        on = " AND ".join(f"a.{one} = r.{one}" for one in REPLACES["periods"])
        with self.cursor(version) as cursor:
            cursor.register("replaced", replaced)
            rows = cursor.sql(f"SELECT a.* FROM atoms a ANTI JOIN replaced r ON {on}")
            for batch in rows.to_arrow_reader(500_000):
                yield pl.DataFrame(pl.from_arrow(batch)).select(list(TABLES["atoms"]))

    def shown(self, least: int, version: str | None = None) -> pl.DataFrame:
        """The providers of a version with at least so many protected children in a period
        (listed.SHOWN)."""
        names = ", ".join([*REPLACES["periods"], "provider"])
        if (version or self.current) is None:
            return empty("atoms").select(*REPLACES["periods"], "provider")
        with self.cursor(version) as cursor:
            found = f"SELECT {names} FROM atoms WHERE family = 'use' GROUP BY {names}"
            return cursor.sql(f"{found} HAVING sum(y) >= {least}").pl()

    def sticky_of(self, municipality: str) -> pl.DataFrame | None:
        """What is remembered of the cube of one municipality; None for the first version."""
        path = self._sticky_there("cube")
        if path is None:
            return None
        rows = pl.scan_parquet(path)
        if not rows.collect_schema().len():
            return None
        return rows.filter(pl.col("municipality") == municipality).collect()

    def remembered(self) -> list[str]:
        """The municipalities of which something is remembered, by code."""
        path = self._sticky_there("cube")
        if path is None or not (rows := pl.scan_parquet(path)).collect_schema().len():
            return []
        return rows.select(pl.col("municipality").unique().sort()).collect().to_series().to_list()

    def back_up(self, folder: Path) -> tuple[Path, ...]:
        """A copy of the whole figures folder, seed and sticky table included; the files copied.

        In a folder that holds a copy already the true counts behind that one go.
        """
        with self._lock:
            if not self.folder.is_dir():
                return ()
            ignore = shutil.ignore_patterns("*.part", "*.wal")
            shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=ignore)
            if self.current:
                Warehouse(folder).forget_older_sticky(self.current)
        return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))

    def close(self) -> None:
        """Let go of every file; the warehouse opens them again when it is used."""
        with self._lock:
            for connection in self._open.values():
                connection.close()
            self._open.clear()

    def _path(self, version: str) -> Path:
        return self.folder / "versions" / f"{version}.duckdb"

    def _sticky(self, version: str, name: str) -> Path:
        return self.folder / "import_area" / f"{version}.{name}.parquet"

    def _next_id(self, tables: dict[str, pl.DataFrame]) -> str:
        """v0007-3fa9c1: the number for people, the letters so that two installations differ."""
        number = int(self.current[1:5]) + 1 if self.current else 1
        content = tables["version"].write_csv() + tables["deliveries"].write_csv()
        letters = sha256(self.seed() + content.encode()).hexdigest()[:6]
        return f"v{number:04d}-{letters}"

    def _write(
        self, tables: dict[str, pl.DataFrame], path: Path, staged: Staged | None = None
    ) -> None:
        """Written beside under another name; the name is given when everything is on disk."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = staged.path if staged else path.with_suffix(".part")
        if staged:
            staged.close()
        else:
            part.unlink(missing_ok=True)
        with duckdb.connect(part, config=CONFIG) as connection:
            for name, columns in TABLES.items():
                if staged and name == "atoms":
                    continue
                frame = tables[name].select(list(columns)).cast(columns)  # noqa: F841 (read by SQL)
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
            connection.execute("CHECKPOINT")
        _sync(part)
        os.replace(part, path)
        sync_folder(path.parent)

    def forget_older_sticky(self, kept: str) -> None:
        """Only of this version the true counts stay, for the next build."""
        for path in (self.folder / "import_area").glob("*.parquet"):
            if not path.name.startswith(f"{kept}."):
                path.unlink(missing_ok=True)

    def _read_version(self, version: str) -> Version:
        row = self.table("version", version).row(0, named=True)
        deliveries = self.table("deliveries", version)
        kinds = frozenset(deliveries["kind"])
        reasons = self.table("rows_out", version).group_by("reason").agg(pl.col("rows").sum())
        return Version(
            id=row["id"],
            at=row["at"],
            who=row["who"],
            why=row["why"],
            files=tuple(deliveries["file"]),
            sha256=tuple(deliveries["sha256"]),
            rows_in=row["rows_in"],
            rows_kept=row["rows_kept"],
            rows_out=tuple(reasons.sort("reason").rows()),
            reference_date=row["reference_date"],
            after=row["after"],
            read_with=tuple(one for one in deliveries["mapping"].unique().sort() if one),
            moved=tuple(self.table("moved", version).sort("old").rows()),
            of_people=not kinds or not kinds <= WITHOUT_PEOPLE,
        )


def _whole(cursor: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """A table as it is known now; what came later is False in a version from before, and a day is
    that of the version."""
    there = cursor.sql(f"SELECT * FROM {name} LIMIT 0").columns
    lacking = [one for one in LATER.get(name, ()) if one not in there]
    kept = ", ".join(f'"{column}"' for column in TABLES[name] if column not in lacking)
    found = cursor.sql(f"SELECT {kept} FROM {name}").pl()
    for one in lacking:
        found = found.with_columns(pl.lit(_not_said(cursor, TABLES[name][one])).alias(one))
    return found.select(list(TABLES[name])).cast(TABLES[name])


def _not_said(cursor: duckdb.DuckDBPyConnection, dtype: pl.DataType) -> bool | date:
    if dtype != pl.Date:
        return False
    at = cursor.sql('SELECT "at" FROM version').pl().item()
    return day_of(at if at.tzinfo else at.replace(tzinfo=UTC))


def _there(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of a version: one made before a table was thought of does not have it."""
    known = {name for (name,) in cursor.sql("SELECT table_name FROM duckdb_tables()").fetchall()}
    return [name for name in TABLES if name in known or name in ALWAYS]


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        frame.write_parquet(file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
