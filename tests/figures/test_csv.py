"""Every way in which a spreadsheet leaves the office comes in, or is refused with a reason."""

from __future__ import annotations

import pytest

from telvertel.figures.intake.reading import read_table
from telvertel.figures.intake.table import ROW
from telvertel.figures.problem import Remark, Rule

TEXT = "naam;code\nRené;0363\nZoë;0034\n"


def table(tmp_path, content: bytes):
    path = tmp_path / "levering.csv"
    path.write_bytes(content)
    return read_table(path)


def rules(read):
    return [one.rule for one in read.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_with_accents_survive_every_encoding_of_excel(tmp_path, encoding):
    read = table(tmp_path, TEXT.encode(encoding))
    assert read.rows["naam"].to_list() == ["René", "Zoë"]
    assert read.headings == ("naam", "code")


def test_leading_zeros_stay_because_everything_is_text_first(tmp_path):
    assert table(tmp_path, TEXT.encode()).rows["code"].to_list() == ["0363", "0034"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
    read = table(tmp_path, TEXT.replace(";", separator).encode())
    assert read.rows.columns == [ROW, "naam", "code"]


def test_the_separator_line_of_excel_is_no_heading(tmp_path):
    read = table(tmp_path, b"sep=;\na,b;c\n1;2\n")
    assert read.headings == ("a,b", "c")
    assert read.rows[ROW].to_list() == [2]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_sort_of_line_end_and_a_line_end_in_a_text_are_read(tmp_path, newline):
    read = table(tmp_path, f'a;b{newline}"een{newline}twee";2{newline}3;4{newline}'.encode())
    assert read.rows["b"].to_list() == ["2", "4"]
    assert read.rows[ROW].to_list() == [2, 3]


def test_spaces_and_invisible_characters_around_a_value_are_gone(tmp_path):
    read = table(tmp_path, "a;b\n GM0034  ;\u200b\u202e02\n".encode())
    assert read.rows.row(0)[1:] == ("GM0034", "02")


def test_an_empty_cell_is_missing_and_an_empty_row_is_no_row(tmp_path):
    read = table(tmp_path, b"a;b\n1;\n;\n\n2;3\n")
    assert read.rows["b"].to_list() == [None, "3"]
    assert read.rows[ROW].to_list() == [2, 5]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", Rule.file_empty),
        (b"\n \n", Rule.file_empty),
        (b"a;b\n", Rule.no_rows),
        (b"alleen een regel\nen nog een\n", Rule.too_few_columns),
        (b"PK\x03\x04 een werkboek", Rule.zip_damaged),
        (b"<html><table>", Rule.file_is_page),
        (b"a;b\n1;\x002\n", Rule.nul_character),
        ("a;b\nZoë;1\n".encode() + "René;2\n".encode("cp1252"), Rule.mixed_encoding),
        (b'a;b\n"open;2\n3;4\n', Rule.unclosed_quote),
        (b"a;a\n1;2\n", Rule.heading_twice),
        (b"a;\n1;2\n", Rule.heading_empty),
        (b"a;b\n1\n", Rule.ragged_row),
        (b"a;b\n1;2;3\n", Rule.ragged_row),
        (b"a;b\n1;" + b"x" * 10_001 + b"\n", Rule.value_too_long),
        (";".join(f"k{n}" for n in range(501)).encode() + b"\n1\n", Rule.too_many_columns),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(tmp_path, content, rule):
    assert rule in rules(table(tmp_path, content))


def test_a_short_row_is_named_and_not_filled_up(tmp_path):
    read = table(tmp_path, b"a;b\n1;2\n3\n4;5\n")
    assert [(one.rule, one.row) for one in read.problems] == [(Rule.ragged_row, 3)]


def test_a_file_that_is_not_there_is_a_problem_and_no_crash(tmp_path):
    assert rules(read_table(tmp_path / "weg.csv")) == [Rule.file_missing]


def test_it_is_said_when_a_file_was_read_as_windows_1252(tmp_path):
    assert rules(table(tmp_path, TEXT.encode("cp1252"))) == [Remark.read_as_windows_1252]
