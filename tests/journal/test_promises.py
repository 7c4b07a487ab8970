"""What the journal promises to people who talk: kept means kept, once, in order, by one program."""

import json
import resource
import subprocess
import sys
import textwrap
import threading
from datetime import UTC, datetime, timedelta

import pytest

from telvertel.journal.journal import Journal
from telvertel.journal.lines import chain, written
from telvertel.journal.troubles import (
    JournalInUse,
    JournalTooNew,
    NotSaved,
    SaidOtherwise,
)
from tests.journal.saying import drafted, parked, words_of


def test_what_was_said_is_there_after_a_restart_in_the_order_of_saying(tmp_path):
    journal = Journal.open(tmp_path)
    for text in ("eerst", "toen", "daarna"):
        journal.append(parked(text))
    journal.close()

    again = Journal.open(tmp_path)
    assert again.repairs == ()
    assert words_of(again.since("rivierstede-1")) == ["eerst", "toen", "daarna"]
    assert [event.sequence for event in again.since("rivierstede-1")] == [1, 2, 3]


def test_each_meeting_counts_its_own_lines(tmp_path):
    journal = Journal.open(tmp_path)
    journal.append(parked("hier", "rivierstede-1"))
    event = journal.append(parked("daar", "rivierstede-2"))
    assert event.sequence == 1
    assert journal.meetings() == ("rivierstede-1", "rivierstede-2")


def test_the_same_message_sent_twice_is_stored_once(tmp_path):
    journal = Journal.open(tmp_path)
    first = journal.append(parked("een zin", op="op-12345678"))
    journal.append(parked("iets anders"))
    second = journal.append(parked("een zin", op="op-12345678"))
    assert second == first
    assert len(journal.since("rivierstede-1")) == 2


def test_a_retry_after_a_restart_is_stored_once(tmp_path):
    journal = Journal.open(tmp_path)
    first = journal.append(parked("een zin", op="op-12345678"))
    journal.close()
    again = Journal.open(tmp_path)
    assert again.append(parked("een zin", op="op-12345678")) == first


def test_another_text_under_a_used_operation_is_not_swallowed(tmp_path):
    journal = Journal.open(tmp_path)
    journal.append(parked("een zin", op="op-12345678"))
    with pytest.raises(SaidOtherwise):
        journal.append(parked("een andere zin", op="op-12345678"))


def test_the_order_is_the_order_of_saying_even_when_the_clock_goes_back(tmp_path):
    # The night the clock goes back, and somebody who sets it right by hand.
    times = iter(datetime(2026, 10, 25, 1, 0, tzinfo=UTC) - timedelta(hours=n) for n in range(100))
    journal = Journal.open(tmp_path, now=lambda: next(times))
    for text in ("eerst", "toen", "daarna"):
        journal.append(parked(text))
    events = journal.since("rivierstede-1")
    assert words_of(events) == ["eerst", "toen", "daarna"]
    assert events[0].at > events[2].at


def test_since_gives_only_what_is_new(tmp_path):
    journal = Journal.open(tmp_path)
    for number in range(5):
        journal.append(parked(str(number)))
    assert words_of(journal.since("rivierstede-1", 3)) == ["3", "4"]
    assert journal.since("rivierstede-1", 5) == ()
    assert journal.since("onbekend") == ()


def test_eight_people_at_once_lose_nothing(tmp_path):
    journal = Journal.open(tmp_path)

    def speak(person):
        for number in range(20):
            journal.append(parked(f"{person}-{number}", f"tafel-{person % 2}-x"))

    threads = [threading.Thread(target=speak, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for table in (0, 1):
        events = journal.since(f"tafel-{table}-x")
        assert [event.sequence for event in events] == list(range(1, 81))
        for person in range(table, 8, 2):
            mine = [t for t in words_of(events) if t.startswith(f"{person}-")]
            assert mine == [f"{person}-{number}" for number in range(20)]
        assert journal.verify(f"tafel-{table}-x").intact


def test_whoever_listens_hears_after_it_is_kept(tmp_path):
    journal = Journal.open(tmp_path)
    heard = []
    stop = journal.listen(
        lambda meeting, event: heard.append((meeting, journal.verify(meeting).lines))
    )
    journal.append(parked("een"))
    stop()
    journal.append(parked("twee"))
    assert heard == [("rivierstede-1", 1)]


def test_a_listener_that_fails_does_not_make_a_kept_line_look_lost(tmp_path):
    journal = Journal.open(tmp_path)
    journal.listen(lambda meeting, event: 1 / 0)
    assert journal.append(parked("een")).sequence == 1


def test_a_second_program_is_refused_and_nothing_is_touched(tmp_path):
    journal = Journal.open(tmp_path)
    journal.append(parked("een"))
    before = (tmp_path / "rivierstede-1.jsonl").read_bytes()
    code = textwrap.dedent(f"""
        from telvertel.journal.journal import Journal
        from telvertel.journal.troubles import JournalInUse
        try:
            Journal.open({str(tmp_path)!r})
        except JournalInUse:
            print("in use")
    """)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "in use"
    assert (tmp_path / "rivierstede-1.jsonl").read_bytes() == before
    with pytest.raises(JournalInUse):
        Journal.open(tmp_path)
    journal.close()
    Journal.open(tmp_path).close()


def test_a_full_disk_refuses_visibly_keeps_what_was_there_and_goes_on_later(tmp_path):
    """The largest size of a file stands in for the disk: the same short write, then an error."""
    journal = Journal.open(tmp_path)
    kept = [journal.append(parked(f"regel {number}")).body.text for number in range(3)]
    path = tmp_path / "rivierstede-1.jsonl"
    before = path.read_bytes()
    refused = parked("deze past er niet meer bij", op="op-te-groot")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 40, hard))
    try:
        with pytest.raises(NotSaved):
            journal.append(refused)
        assert path.read_bytes() == before
        with pytest.raises(NotSaved):
            journal.append(refused)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert words_of(journal.since("rivierstede-1")) == kept
    assert journal.append(refused).sequence == 4
    assert journal.verify("rivierstede-1").intact


def test_a_file_that_was_taken_away_is_refused_not_written_to_nowhere(tmp_path):
    journal = Journal.open(tmp_path)
    journal.append(parked("een"))
    (tmp_path / "rivierstede-1.jsonl").unlink()
    with pytest.raises(NotSaved):
        journal.append(parked("twee"))
    journal.close()
    again = Journal.open(tmp_path)
    assert words_of(again.since("rivierstede-1")) == ["een"]


def test_a_line_of_a_newer_version_is_named_not_guessed_at(tmp_path):
    journal = Journal.open(tmp_path)
    event = journal.append(parked("een"))
    journal.close()
    newer = event.model_dump(mode="json") | {"v": 99, "body": {"kind": "hologram_shown"}}
    line = written(chain([json.dumps(newer)])[0])
    (tmp_path / "rivierstede-1.jsonl").write_bytes(line)
    (tmp_path / "journal.duckdb").unlink()
    with pytest.raises(JournalTooNew) as trouble:
        Journal.open(tmp_path).since("rivierstede-1")
    assert trouble.value.version == 99


def test_a_draft_is_kept_over_a_restart_and_the_last_text_holds(tmp_path):
    journal = Journal.open(tmp_path)
    for text in ("Er z", "Er zijn meer", "Er zijn meer vragen"):
        journal.drafts.add(drafted("regel", text))
    journal.drafts.add(drafted("afspraak", "weg"))
    journal.drafts.add(drafted("afspraak", ""))
    journal.close()
    again = Journal.open(tmp_path)
    assert again.drafts.texts("rivierstede-1") == {"regel": "Er zijn meer vragen"}
    assert again.since("rivierstede-1") == ()


def test_what_was_typed_over_is_gone_from_the_disk_after_a_restart(tmp_path):
    journal = Journal.open(tmp_path)
    journal.drafts.add(drafted("regel", "Sanne van der Voort"))
    journal.drafts.add(drafted("regel", "een jongere"))
    journal.close()
    Journal.open(tmp_path).close()
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"een jongere" in held
    assert b"Sanne" not in held


def test_long_typing_does_not_let_the_drafts_grow_without_end(tmp_path):
    journal = Journal.open(tmp_path)
    for number in range(60):
        journal.drafts.add(drafted("verhaal", f"{number} " + "x" * 19_000))
    assert (tmp_path / "drafts" / "rivierstede-1.jsonl").stat().st_size < 500_000
    assert journal.drafts.texts("rivierstede-1")["verhaal"].startswith("59 ")
