"""A program that is killed at any moment loses no line that it had acknowledged."""

import json
import os
import random
import subprocess
import sys
import textwrap
import time

import pytest

from telvertel.journal.journal import Journal

ROUNDS = 15

# A writer appends without end, and prints a line only after append() has returned.
WRITER = textwrap.dedent("""
    import sys
    from telvertel.journal.journal import Journal
    from tests.journal.saying import parked

    folder, round_ = sys.argv[1:]
    print("ready", flush=True)
    journal = Journal.open(folder)
    number = 0
    while True:
        for meeting in ("tafel-a", "tafel-b"):
            event = journal.append(parked(f"{round_}-{number}", meeting))
            print("kept", meeting, event.sequence, event.body.text, flush=True)
        number += 1
""")


def killed_while_writing(folder, round_: int, after: float) -> list[tuple[str, int, str]]:
    """What a writer had acknowledged when it was killed: meeting, sequence and text."""
    command = [sys.executable, "-c", WRITER, str(folder), str(round_)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=os.getcwd())
    assert writer.stdout.readline() == "ready\n"
    time.sleep(after)
    writer.kill()
    told, _ = writer.communicate(timeout=60)
    lines = [line.split() for line in told.splitlines(keepends=True) if line.endswith("\n")]
    return [(meeting, int(number), text) for _, meeting, number, text in lines]


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(500, marks=pytest.mark.soak)])
def test_kills_at_any_moment_lose_no_acknowledged_line(tmp_path, rounds):
    chance = random.Random(7)
    kept: dict[str, list[tuple[int, str]]] = {"tafel-a": [], "tafel-b": []}
    longest = 0.25
    for round_ in range(rounds):
        # From the middle of starting up to well into writing.
        told = killed_while_writing(tmp_path, round_, chance.uniform(0.02, longest))
        for meeting, number, text in told:
            kept[meeting].append((number, text))
        longest *= 1 if told else 1.3  # a busy machine takes longer to come to writing

    journal = Journal.open(tmp_path)
    for meeting, acknowledged in kept.items():
        events = {event.sequence: event.body.text for event in journal.since(meeting)}
        assert [pair for pair in acknowledged if events.get(pair[0]) != pair[1]] == []
        assert acknowledged == sorted(acknowledged)
        assert list(events) == list(range(1, len(events) + 1))
        assert journal.verify(meeting).intact
        assert len(acknowledged) > rounds
        # The database holds the same, and nothing twice.
        rows = [event for event in journal.across("parked") if event.meeting == meeting]
        assert [event.sequence for event in rows] == list(events)
    for path in tmp_path.glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            json.loads(line.split(" ", 2)[2])
