"""Versions of the figures: accepted whole or not at all, never changed, and readable by many."""

from __future__ import annotations

import os
import stat
import threading

import duckdb
import polars as pl
import pytest

from telvertel import counting
from telvertel.figures.tables import LATER, TABLES
from telvertel.figures.troubles import (
    FiguresChanged,
    ImportAreaLost,
    NoSuchVersion,
    NothingImported,
)
from telvertel.figures.warehouse import Warehouse
from tests.figures.files import AT, many, taken_in, trajectories


def files_of(warehouse):
    return {
        path: path.read_bytes() for path in sorted(warehouse.folder.rglob("*")) if path.is_file()
    }


def test_an_empty_warehouse_has_no_versions_and_says_so(warehouse):
    assert warehouse.current is None
    assert warehouse.versions() == ()
    assert warehouse.table("atoms").height == 0
    with pytest.raises(NothingImported):
        warehouse.cursor()


def test_a_version_that_never_was_is_named(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path))
    with pytest.raises(NoSuchVersion):
        warehouse.table("atoms", "v0099-000000")


def test_a_version_knows_who_brought_it_why_and_from_which_files(warehouse, tmp_path):
    version = taken_in(warehouse, many(tmp_path), who="beheer", why="tweede halfjaar").version
    assert (version.who, version.why, version.files) == (
        "beheer",
        "tweede halfjaar",
        ("trajecten.csv",),
    )
    assert version.at == AT
    assert (version.rows_in, version.rows_kept, version.after) == (640, 640, None)


def test_older_versions_stay_as_they_were(warehouse, tmp_path):
    first = taken_in(warehouse, many(tmp_path)).version
    before = files_of(warehouse)
    second = taken_in(warehouse, many(tmp_path, per_quarter=60)).version
    assert [one.id for one in warehouse.versions()] == [second.id, first.id]
    path = warehouse.folder / "versions" / f"{first.id}.duckdb"
    assert before[path] == path.read_bytes()
    assert warehouse.table("atoms", first.id)["y"].sum() < warehouse.table("atoms")["y"].sum()


def test_a_refused_file_leaves_everything_as_it_was(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path))
    before = files_of(warehouse)
    wrong = trajectories(tmp_path / "fout", "a 99000001 99 2024-01-10 - -")
    receipt = counting.take_in(warehouse, [wrong], who="beheer", why="proef", at=AT)
    assert receipt.version is None
    assert [one.row for one in receipt.problems] == [2]
    assert files_of(warehouse) == before


def test_one_wrong_file_refuses_the_whole_delivery(warehouse, tmp_path):
    wrong = trajectories(tmp_path / "fout", "a 99000001 99 2024-01-10 - -", "fout.csv")
    paths = [many(tmp_path), wrong]
    assert counting.take_in(warehouse, paths, who="b", why="p", at=AT).version is None
    assert warehouse.current is None


def test_who_dies_before_the_pointer_is_swapped_changes_nothing(warehouse, tmp_path, monkeypatch):
    first = taken_in(warehouse, many(tmp_path)).version
    swap = os.replace

    def dies(source, target):
        if str(target).endswith("current"):
            raise KeyboardInterrupt
        swap(source, target)

    monkeypatch.setattr(os, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        taken_in(warehouse, many(tmp_path, per_quarter=60))
    monkeypatch.undo()
    assert Warehouse(warehouse.folder).current == first.id
    assert [one.id for one in Warehouse(warehouse.folder).versions()] == [first.id]
    assert taken_in(warehouse, many(tmp_path, per_quarter=60)).version.after == first.id


def test_two_deliveries_at_once_do_not_overwrite_each_other(warehouse, tmp_path):
    first = taken_in(warehouse, many(tmp_path)).version
    tables = {name: warehouse.table(name) for name in TABLES}
    taken_in(Warehouse(warehouse.folder), many(tmp_path, per_quarter=60))
    with pytest.raises(FiguresChanged):
        warehouse.accept(tables, {}, after=first.id)


def test_of_the_records_only_seed_and_sticky_table_remain(warehouse, tmp_path):
    version = taken_in(warehouse, many(tmp_path)).version
    area = sorted(path.name for path in (warehouse.folder / "import_area").iterdir())
    assert area == ["seed", f"{version.id}.cube.parquet", f"{version.id}.observations.parquet"]
    with warehouse.cursor() as cursor:
        assert {row[0] for row in cursor.sql("SHOW TABLES").fetchall()} == set(TABLES)
    for content in files_of(warehouse).values():
        assert b"kind-000" not in content


@pytest.mark.skipif(os.name == "nt", reason="file modes are of Unix")
def test_the_secret_is_readable_by_its_owner_only(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path))
    for path in (warehouse.folder / "import_area").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(warehouse.seed()) == 32


@pytest.mark.parametrize("lost", ["seed", "*.cube.parquet"])
def test_without_seed_or_sticky_table_nothing_is_rounded_a_second_time(warehouse, tmp_path, lost):
    taken_in(warehouse, many(tmp_path))
    for path in (warehouse.folder / "import_area").glob(lost):
        path.unlink()
    with pytest.raises(ImportAreaLost):
        taken_in(warehouse, many(tmp_path, per_quarter=60))


def test_a_backup_opens_as_the_same_figures(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path))
    warehouse.back_up(tmp_path / "kopie")
    copy = Warehouse(tmp_path / "kopie")
    assert copy.versions() == warehouse.versions()
    assert copy.table("atoms").equals(warehouse.table("atoms"))
    assert copy.seed() == warehouse.seed()


def test_many_threads_read_while_a_delivery_comes_in(warehouse, tmp_path):
    version = taken_in(warehouse, many(tmp_path)).version
    expected = warehouse.table("atoms", version.id)["y"].sum()
    found: list[int] = []

    def read() -> None:
        for _ in range(10):
            with warehouse.cursor(version.id) as cursor:
                found.append(cursor.sql("SELECT sum(y)::BIGINT FROM atoms").fetchall()[0][0])

    readers = [threading.Thread(target=read) for _ in range(8)]
    for one in readers:
        one.start()
    taken_in(warehouse, many(tmp_path, per_quarter=60))
    for one in readers:
        one.join()
    assert found == [expected] * 80


def test_every_protected_count_is_a_multiple_of_five(warehouse, tmp_path):
    taken_in(warehouse, many(tmp_path, per_quarter=13))
    assert warehouse.table("atoms").filter(pl.col("y") % 5 != 0).height == 0


def test_a_version_from_before_a_column_was_thought_of_still_reads(warehouse, tmp_path):
    """What came later is False there, and a day is the one of the version itself."""
    taken_in(warehouse, many(tmp_path))
    version = warehouse.current
    warehouse.close()
    with duckdb.connect(warehouse.folder / "versions" / f"{version}.duckdb") as older:
        for table, columns in LATER.items():
            for column in columns:
                older.execute(f'ALTER TABLE {table} DROP COLUMN "{column}"')
    for table in LATER:
        assert warehouse.table(table).columns == list(TABLES[table])
    assert set(warehouse.table("periods")["taken_over"]) == {AT.date()}
