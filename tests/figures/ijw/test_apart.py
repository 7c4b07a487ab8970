"""Messages are parsed by a process that may use little and open nothing; here nothing is parsed."""

from __future__ import annotations

import os

import pytest

from telvertel.figures.intake.apart import LIMITS, Limits
from telvertel.figures.intake.ijw.apart import MOST_FALLS, read_messages
from telvertel.figures.intake.ijw.message import KEY_BYTES, message_in
from telvertel.figures.intake.ijw.wire import line_of, message_of
from telvertel.figures.problem import Rule
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.ijw.messages import ANNA, TOM, claimed, message, requested, started, total

KEY = b"k" * KEY_BYTES
unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of this kind")


def rules(messages):
    return [[str(problem.rule) for problem in one.problems] for one in messages]


def endless(folder, name="lang.xml", elements=4_000_000):
    """A message that is well formed and takes far longer than its worth."""
    path = folder / name
    path.write_bytes(b'<m:Bericht xmlns:m="urn:jw305">' + b"<a/>" * elements + b"</m:Bericht>")
    return path


def test_the_process_says_what_reading_here_would_say(tmp_path):
    paths = [
        message(
            tmp_path, "305", {TOM: started("7", "2024-02-21"), ANNA: started("8", "2024-02-30")}
        ),
        message(tmp_path, "315", {TOM: requested("R1", "02")}),
        message(tmp_path, "323", {TOM: claimed("2024-01", 50_000)}, head=total(50_000)),
    ]
    here = [message_in(path.name, path.read_bytes(), KEY) for path in paths]
    assert read_messages(paths, KEY) == here
    assert [message_of(line_of(one)) for one in here] == here
    assert rules(here) == [["message_day_impossible"] * 2, [], []]


@unix
def test_the_message_over_which_the_process_falls_is_named_and_the_others_are_read(tmp_path):
    sound = message(tmp_path, "305", {TOM: started("7", "2024-02-21")})
    after = message(tmp_path, "305", {ANNA: started("8", "2024-02-30")}, id="2")
    read = read_messages([sound, endless(tmp_path), after], KEY, Limits(2 * 2**30, 2, 60))
    assert rules(read) == [[], ["took_too_long"], ["message_day_impossible"] * 2]


def test_after_three_falls_the_rest_is_not_reached(tmp_path):
    paths = [
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}, id=str(number))
        for number in range(MOST_FALLS + 2)
    ]
    read = read_messages(paths, KEY, Limits(LIMITS.memory, 60, patience=0.01))
    assert rules(read) == [["took_too_long"]] * MOST_FALLS + [["message_not_reached"]] * 2
    assert "vastlopen" in sentence(read[-1].problems[0], words("nl"))


@unix
def test_a_message_that_asks_too_much_memory_is_refused(tmp_path):
    path = tmp_path / "groot.xml"
    path.write_bytes(b"<m:Bericht a='" + b"x" * 60_000_000 + b"'></m:Bericht>")
    (read,) = read_messages([path], KEY, Limits(400 * 2**20, 60, 60))
    assert read.problems[0].rule in (Rule.needs_too_much, Rule.message_unreadable)


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "UTF-16", "windows-1252", "ISO-8859-15", "koi8-r", "x"]
)
def test_a_message_in_any_encoding_is_read_or_told_and_never_falls(tmp_path, encoding):
    path = message(tmp_path, "305", {TOM: started("7", "2024-02-21")})
    text = path.read_text(encoding="utf-8").replace("UTF-8", encoding)
    path.write_bytes(text.encode("utf-16" if encoding == "UTF-16" else "ascii"))
    (read,) = read_messages([path], KEY)
    unknown = encoding in ("koi8-r", "x")
    assert rules([read]) == ([["message_unreadable"]] if unknown else [[]])
