"""A program that is killed at any moment loses no line that it had acknowledged."""

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time

from telvertel.journal.journal import Journal

ROUNDS = 50

# Forks a writer for each round, so that 50 real kills do not cost 50 times starting Python. The
# writer appends without end, and prints a line only after append() has returned.
NURSERY = textwrap.dedent("""
    import os, sys
    from telvertel.journal.journal import Journal
    from tests.journal.saying import parked

    folder = sys.argv[1]
    for round_ in sys.stdin:
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            print("gone", flush=True)
            continue
        print("pid", os.getpid(), flush=True)
        journal = Journal.open(folder)
        print("mended", len(journal.repairs), flush=True)
        number = 0
        while True:
            for meeting in ("tafel-a", "tafel-b"):
                event = journal.append(parked(f"{round_.strip()}-{number}", meeting))
                print("kept", meeting, event.sequence, event.body.text, flush=True)
            number += 1
""")


def test_fifty_kills_lose_no_acknowledged_line(tmp_path):
    chance = random.Random(7)
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=os.getcwd(),
    )
    kept: dict[str, list[tuple[int, str]]] = {"tafel-a": [], "tafel-b": []}
    try:
        for round_ in range(ROUNDS):
            nursery.stdin.write(f"{round_}\n")
            nursery.stdin.flush()
            pid = int(nursery.stdout.readline().split()[1])
            # From the middle of starting up to well into writing.
            time.sleep(chance.uniform(0.02, 0.25))
            os.kill(pid, signal.SIGKILL)
            for said in iter(nursery.stdout.readline, "gone\n"):
                word, *facts = said.split()
                if word == "kept" and len(facts) == 3:
                    kept[facts[0]].append((int(facts[1]), facts[2]))
    finally:
        nursery.stdin.close()
        nursery.wait(10)
        nursery.stdout.close()

    journal = Journal.open(tmp_path)
    for meeting, acknowledged in kept.items():
        events = {event.sequence: event.body.text for event in journal.since(meeting)}
        assert [pair for pair in acknowledged if events.get(pair[0]) != pair[1]] == []
        assert acknowledged == sorted(acknowledged)
        assert list(events) == list(range(1, len(events) + 1))
        assert journal.verify(meeting).intact
        assert len(acknowledged) > ROUNDS
        # The database holds the same, and nothing twice.
        rows = [event for event in journal.across("parked") if event.meeting == meeting]
        assert [event.sequence for event in rows] == list(events)
    for path in tmp_path.glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            json.loads(line.split(" ", 2)[2])
