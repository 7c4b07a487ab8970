"""A line on disk: what is written is read back, and what was touched is noticed."""

import json
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.journal.lines import Found, LineFile, chain, read, salvaged, written

THREE = ['{"n":1}', '{"n":2}', '{"n":3}']


def raw(texts):
    return b"".join(written(line) for line in chain(texts))


def test_a_line_can_be_read_in_any_text_editor(tmp_path):
    file = LineFile(tmp_path / "gesprek.jsonl", Found((), 0, b""))
    file.add('{"text":"Één kind, drie verhalen"}')
    crc, hash_, text = (tmp_path / "gesprek.jsonl").read_text("utf-8").rstrip("\n").split(" ", 2)
    assert len(crc) == 8 and len(hash_) == 16
    assert json.loads(text) == {"text": "Één kind, drie verhalen"}


def test_nobody_else_may_read_the_file(tmp_path):
    file = LineFile(tmp_path / "gesprek.jsonl", Found((), 0, b""))
    file.add("{}")
    assert stat.S_IMODE((tmp_path / "gesprek.jsonl").stat().st_mode) == 0o600


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))))
def test_what_is_written_is_read_back(texts):
    found = read(raw(texts))
    assert [line.text for line in found.lines] == texts
    assert found.tail == b""


@given(st.integers(0, len(raw(THREE)) - 1), st.integers(0, 7))
def test_one_changed_bit_anywhere_is_noticed(place, bit):
    data = bytearray(raw(THREE))
    data[place] ^= 1 << bit
    found = read(bytes(data))
    assert found.tail != b""
    assert [line.text for line in found.lines] == THREE[: len(found.lines)]


@given(st.integers(0, len(raw(THREE)) - 1))
def test_a_cut_file_keeps_its_whole_lines_and_no_half_one(length):
    found = read(raw(THREE)[:length])
    assert [line.text for line in found.lines] == THREE[: len(found.lines)]
    assert found.end + len(found.tail) == length
    assert b"\n" not in found.tail


@pytest.mark.parametrize("order", [(0, 2), (1, 0, 2), (0, 0, 1), (1, 2)])
def test_a_line_that_is_gone_moved_or_doubled_is_noticed(order):
    lines = raw(THREE).splitlines(keepends=True)
    assert read(b"".join(lines[n] for n in order)).tail != b""


def test_a_broken_line_does_not_take_its_neighbours_with_it():
    lines = raw(['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']).splitlines(keepends=True)
    lines[1] = lines[1].replace(b'{"n":2}', b'{"n":9}')
    found = read(b"".join(lines))
    assert [line.text for line in found.lines] == ['{"n":1}']
    assert [line.text for line in salvaged(found.tail)] == ['{"n":3}', '{"n":4}']
