"""A delivered file is opened by a process that may use little, open nothing and outlive nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from functools import partial

import polars as pl
import pytest

from telvertel.figures.intake import parsing
from telvertel.figures.intake.apart import LIMITS, Limits, sheets_apart, table_apart
from telvertel.figures.intake.delivery import read
from telvertel.figures.intake.reading import read_table
from telvertel.figures.intake.sorts import Sort
from telvertel.figures.intake.table import Refused
from telvertel.figures.problem import Rule, problem
from tests.figures.bad_inputs import PLAIN
from tests.figures.workbooks import CHILD, HEADINGS, workbook

found = partial(problem, "levering")
unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of this kind")

TRIED = """
import socket
from telvertel.figures.intake import parsing
parsing._warm_up()
parsing.limit(2 * 2**30, 60)
for what in (lambda: open("/etc/hostname"), lambda: open({path!r}, "w"), socket.socket,
             lambda: bytearray(3 * 2**30)):
    try:
        what()
        print("done")
    except (OSError, MemoryError):
        print("refused")
"""


def test_the_process_reads_what_we_read_ourselves(tmp_path):
    path = tmp_path / "levering.csv"
    path.write_bytes(PLAIN + b"te;kort\r\n")
    here, apart = read_table(path), table_apart(Sort.text, path.read_bytes(), found)
    assert here.rows.equals(apart.rows)
    assert here.headings == apart.headings
    assert [(one.rule, one.row, one.facts) for one in here.problems] == [
        (one.rule, one.row, one.facts) for one in apart.problems
    ]


@unix
def test_within_its_limits_it_opens_no_file_no_line_and_no_memory(tmp_path):
    script = TRIED.format(path=str(tmp_path / "achtergelaten"))
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert told.stdout.split() == ["refused"] * 4, told.stderr
    assert list(tmp_path.iterdir()) == []


@unix
def test_a_file_that_asks_too_much_memory_is_refused(tmp_path):
    content = workbook(tmp_path / "x", {"Blad1": [HEADINGS, *[CHILD] * 20_000]})
    with pytest.raises(Refused) as refusal:
        sheets_apart(content, Limits(memory=340 * 2**20, seconds=60, patience=60))
    assert refusal.value.rule in (Rule.needs_too_much, Rule.file_damaged)


def test_a_file_that_takes_too_long_is_stopped_and_its_process_is_gone(tmp_path):
    content = workbook(tmp_path / "x", {"Blad1": [HEADINGS, *[CHILD] * 20_000]})
    before = time.monotonic()
    with pytest.raises(Refused) as refusal:
        sheets_apart(content, Limits(memory=LIMITS.memory, seconds=60, patience=0.05))
    assert refusal.value.rule is Rule.took_too_long
    assert time.monotonic() - before < 5


def test_a_parser_that_falls_over_is_a_problem_and_nothing_of_the_file_is_told(tmp_path):
    path = tmp_path / "levering.parquet"
    path.write_bytes(b"PAR1 Jansen, Kerkstraat 1 PAR1")
    (told,) = read_table(path).problems
    assert told.rule is Rule.file_damaged or told.rule is Rule.zip_damaged
    assert "Jansen" not in str(told)


def test_parquet_says_the_same_as_the_csv_it_was_made_from(tmp_path):
    columns = dict(zip(HEADINGS, ([one] for one in CHILD), strict=True))
    frame = pl.DataFrame(columns).with_columns(pl.col("geboortejaar").cast(pl.Int64))
    frame.write_parquet(tmp_path / "levering.parquet")
    (tmp_path / "levering.csv").write_bytes(PLAIN)
    one, other = read(tmp_path / "levering.parquet"), read(tmp_path / "levering.csv")
    assert one.problems == other.problems == ()
    assert one.frame.equals(other.frame)


def test_values_of_parquet_become_text_by_exact_rules(tmp_path):
    late = datetime(2024, 3, 2, 23, 30, tzinfo=UTC)
    pl.DataFrame(
        {
            "code": ["0363", None],
            "getal": [12.5, 3.0],
            "groot": [2.0**60, 0.1 + 0.2],
            "dag": [date(2024, 3, 3), None],
            "moment": [late, late],
            "ja": [True, None],
        }
    ).write_parquet(tmp_path / "x.parquet")
    rows = read_table(tmp_path / "x.parquet").rows.drop("\0row").rows()
    assert rows[0] == ("0363", "12,5", "1,152921504606847e+18",
                       "2024-03-03", "2024-03-03", "ja")  # fmt: skip
    assert rows[1] == (None, "3", "0,30000000000000004", None, "2024-03-03", None)


def test_a_column_of_lists_is_named(tmp_path):
    pl.DataFrame({"a": ["x"], "lijst": [[1, 2]]}).write_parquet(tmp_path / "x.parquet")
    (told,) = read_table(tmp_path / "x.parquet").problems
    assert (told.rule, dict(told.facts)) == (Rule.nested_columns, {"headings": "lijst"})


def test_a_number_in_a_workbook_is_read_as_it_is_shown(tmp_path):
    def shown(book, sheets):
        sheet = sheets["Blad1"]
        sheet.write_number(1, 0, 363, book.add_format({"num_format": "0000"}))
        sheet.write_number(1, 1, 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write_number(1, 2, 0.1 + 0.2)
        sheet.write_boolean(1, 3, True)

    path = tmp_path / "x.xlsx"
    workbook(path, {"Blad1": [("code", "deel", "getal", "ja")]}, shown)
    assert read_table(path).rows.row(0)[1:] == ("0363", "12,5%", "0,3", "ja")


def test_rows_of_a_workbook_are_numbered_as_the_spreadsheet_shows_them(tmp_path):
    path = tmp_path / "x.xlsx"
    workbook(path, {"Blad1": [("Titel",), HEADINGS, CHILD, (), (*CHILD[:6], "31-02-2024")]})
    assert [(one.rule, one.row) for one in read(path).problems] == [(Rule.date_does_not_exist, 5)]


def test_the_parts_of_the_process_are_the_sorts_that_are_opened_there():
    for sort in (Sort.text, Sort.workbook, Sort.parquet):
        assert callable(parsing._reader(sort))
