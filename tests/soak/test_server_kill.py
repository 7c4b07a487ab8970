"""A server that is killed again and again while four people write loses no line that it promised.

The short form runs with the other tests; ``make soak`` kills five hundred times.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter

import pytest

from telvertel.journal.journal import Journal
from telvertel.journal.lines import read
from telvertel.journal.projection import Projection
from telvertel.journal.rounds import Rounds
from telvertel.meeting import events as e
from telvertel.telling import Telling
from tests.meeting import saying as s
from tests.soak.room import ROUND, Device, Server

ROLES = (e.Role.facilitator, e.Role.facilitator, e.Role.municipality, e.Role.provider)
ROUNDS_OF_A_MEETING = 50
DURING_THE_START = 0.1  # part of the kills that come before the server answers


def opened(home, meeting: str) -> None:
    """A meeting that is open, so that everybody may speak."""
    journal = Journal.open(home / "journal")
    asked = e.RoundOpened(
        round=ROUND, item="uitval", round_kind=e.RoundKind.lines, question="Wat valt op?"
    )
    for body in (*s.OPEN, asked):
        Telling(journal).say(s.saying(body).model_copy(update={"meeting": meeting}))
    journal.close()


def killed(server: Server, chance: random.Random) -> None:
    """One round: the server starts, people write, and it is killed at some moment."""
    server.spawn()
    if chance.random() < DURING_THE_START:
        time.sleep(chance.uniform(0.2, 1.0))
    else:
        server.wait()
        time.sleep(chance.uniform(0.05, 0.8))
    server.kill()


def spoken(home, rounds: int) -> tuple[list[Device], Server]:
    """Everybody speaks through all the rounds; the meeting is another one now and then."""
    chance, server = random.Random(7), Server(home)
    devices = [Device(server, number, role) for number, role in enumerate(ROLES)]
    for device in devices:
        device.start()
    for round_ in range(rounds):
        if round_ % ROUNDS_OF_A_MEETING == 0:
            meeting = f"tafel-{round_ // ROUNDS_OF_A_MEETING:02}"
            opened(home, meeting)
            for device in devices:
                device.meeting = meeting
                device.may_speak.set()
        killed(server, chance)
        if round_ % ROUNDS_OF_A_MEETING == ROUNDS_OF_A_MEETING - 1:
            _quiet(server, devices)
    _quiet(server, devices)
    for device in devices:
        device.leaves.set()
        device.join(20)
    return devices, server


def _quiet(server: Server, devices: list[Device]) -> None:
    """Let everybody finish the line they are at, and stop."""
    for device in devices:
        device.may_speak.clear()
    server.spawn()
    server.wait()
    for device in devices:
        assert device.is_quiet.wait(60)
        device.is_quiet.clear()
    server.kill()


@pytest.mark.parametrize("rounds", [5, pytest.param(500, marks=pytest.mark.soak)])
def test_a_server_killed_under_the_hands_of_four_people_keeps_every_line(tmp_path, rounds, capsys):
    devices, server = spoken(tmp_path, rounds)
    journal = Journal.open(tmp_path / "journal")
    events = [one for name in journal.meetings() for one in journal.since(name)]
    held = {(one.meeting, one.sequence, one.op) for one in events}
    promised = [line for device in devices for line in device.promised.lines]
    lost = [line for line in promised if line not in held]
    with capsys.disabled():
        _told(rounds, server, devices, len(promised), len(lost))

    assert [answer for one in devices for answer in one.promised.conflicts] == []
    assert len(promised) > rounds  # on a busy machine a round is a few lines
    assert lost == []
    for device in devices:
        # In the order in which each of them spoke, and nothing twice.
        spoken_ = [line[:2] for line in device.promised.lines]
        assert spoken_ == sorted(set(spoken_))
    assert max(Counter((one.meeting, one.op) for one in events).values()) == 1
    _chains_hold(journal)
    _drafts_are_there(journal, devices)
    journal.close()
    _database_is_equal(tmp_path / "journal")
    assert _silent_lost(tmp_path, devices) == []
    assert _words_left(tmp_path, devices) == set()


def _chains_hold(journal: Journal) -> None:
    for meeting in journal.meetings():
        assert journal.verify(meeting).intact
        numbers = [one.sequence for one in journal.since(meeting)]
        assert numbers == list(range(1, len(numbers) + 1))


def _drafts_are_there(journal: Journal, devices: list[Device]) -> None:
    """The last half sentence that was kept, or the one that was sent after it."""
    for device in devices:
        for meeting, kept in device.promised.draft.items():
            there = journal.drafts.texts(meeting).get(f"regel.{device.number}")
            assert there in (kept, device.promised.typed[meeting])


def _database_is_equal(folder) -> None:
    projection = Projection(folder / "journal.duckdb")
    projection.open()
    for path in folder.glob("*.jsonl"):
        lines = [(one.token, one.text) for one in read(path.read_bytes()).lines]
        assert projection.lines(path.stem) == lines
    projection.close()


def _silent_lost(home, devices: list[Device]) -> list[tuple[str, str]]:
    """Lines of silent rounds that were acknowledged and are not there exactly once."""
    promised = [line for device in devices for line in device.promised.silent]
    assert promised
    kept = Rounds(home / "rounds")
    held = Counter((name, line.text) for name in kept.meetings() for line in kept.of(name).lines)
    return [line for line in promised if held[line] != 1]


def _words_left(home, devices: list[Device]) -> set[bytes]:
    """Words of wiped lines that still stand in some file."""
    wiped = {words.encode() for one in devices for words in one.promised.wiped}
    assert wiped
    files = (path for path in home.rglob("*") if path.is_file())
    found = {
        words for path in files for words in re.findall(rb"geheim[0-9a-f]{32}", path.read_bytes())
    }
    return wiped & found


def _told(rounds: int, server: Server, devices: list[Device], promised: int, lost: int) -> None:
    wiped = sum(len(one.promised.wiped) for one in devices)
    starts = sorted(server.started_in)
    mended = Counter(
        line.split()[1]
        for line in (server.home / "server.log").read_text().splitlines()
        if line.startswith("mended")
    )
    print(  # noqa: T201
        f"\n{rounds} kills, {len(devices)} people: {promised} lines acknowledged, {lost} lost, "
        f"{wiped} lines wiped; start p50 {starts[len(starts) // 2]:.2f} s, "
        f"p95 {starts[int(len(starts) * 0.95)]:.2f} s; mended at start: {dict(mended) or 'nothing'}"
    )
