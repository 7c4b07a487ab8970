"""What a disk, a clock and a folder can do to a meeting: refused in words, and nothing is lost."""

import os
import resource
import signal
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from telvertel.journal.journal import Journal
from telvertel.journal.repair import RepairKind
from telvertel.journal.troubles import NotSaved
from telvertel.meeting import events as e
from telvertel.meeting.state import meeting
from tests.journal import unprivileged
from tests.journal.saying import drafted, parked, words_of
from tests.meeting import saying as s

MEETING = "rivierstede-1"


@contextmanager
def no_file_beyond(size: int):
    """No file may grow beyond this many bytes: what a full disk does to a write, for real."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def spoken(folder, count: int = 5) -> list[str]:
    journal = Journal.open(folder)
    said = [journal.append(parked(f"regel {number}")).body.text for number in range(count)]
    journal.close()
    return said


def test_on_a_full_disk_the_journal_opens_to_read_and_refuses_to_write(tmp_path):
    said = spoken(tmp_path)
    size = (tmp_path / f"{MEETING}.jsonl").stat().st_size
    with no_file_beyond(size):
        journal = Journal.open(tmp_path)
        assert words_of(journal.since(MEETING)) == said
        with pytest.raises(NotSaved):
            journal.append(parked("past niet"))
    assert journal.append(parked("nu wel")).sequence == len(said) + 1
    assert journal.verify(MEETING).intact
    journal.close()


def test_a_disk_that_fills_up_during_the_meeting_loses_no_line_of_three_hundred(tmp_path):
    """Refused and tried again with the same operation, until there is room again."""
    journal = Journal.open(tmp_path)
    kept, refused = [], []
    with no_file_beyond(6_000):
        for number in range(300):
            saying = parked(f"regel {number}", op=f"op-{number:08}")
            try:
                kept.append(journal.append(saying).body.text)
            except NotSaved:
                refused.append(saying)
    assert kept and refused and words_of(journal.since(MEETING)) == kept
    for saying in refused:
        journal.append(saying)
    journal.close()
    again = Journal.open(tmp_path)
    assert words_of(again.since(MEETING)) == kept + [one.body.text for one in refused]
    assert again.verify(MEETING).intact
    again.close()


def test_a_draft_that_does_not_fit_is_refused_and_the_one_before_stays(tmp_path):
    journal = Journal.open(tmp_path)
    journal.drafts.add(drafted("regel", "Er zijn"))
    size = (tmp_path / "drafts" / f"{MEETING}.jsonl").stat().st_size
    with no_file_beyond(size + 10), pytest.raises(NotSaved):
        journal.drafts.add(drafted("regel", "Er zijn meer vragen"))
    assert journal.drafts.texts(MEETING) == {"regel": "Er zijn"}
    journal.close()


def test_a_backup_that_does_not_fit_is_refused_and_no_half_one_counts(tmp_path):
    spoken(tmp_path / "hier", 50)
    journal = Journal.open(tmp_path / "hier")
    whole = journal.back_up(tmp_path / "stick")
    with no_file_beyond(500), pytest.raises(NotSaved):
        journal.back_up(tmp_path / "stick")
    assert [one.name for one in (tmp_path / "stick").iterdir() if len(one.name) == 21] == [
        whole.name
    ]
    journal.close()


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="rights are given up the Unix way")
def test_a_folder_that_may_only_be_read_is_refused_in_words_and_not_touched():
    with unprivileged.read_only_for_others() as folder:
        spoken(folder / "journal")
        unprivileged.close_for_writing(folder)
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        said = unprivileged.run(
            """
            from telvertel.journal.journal import Journal
            from telvertel.journal.troubles import NotWritable
            give_up_rights()
            try:
                Journal.open(folder / "journal")
            except NotWritable as trouble:
                print("refused", trouble.path)
            """,
            folder,
        )
        assert said.startswith(f"refused {folder}")
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="rights are given up the Unix way")
def test_a_new_folder_that_cannot_be_made_is_refused_in_words():
    with unprivileged.read_only_for_others() as folder:
        unprivileged.close_for_writing(folder)
        said = unprivileged.run(
            """
            from telvertel.journal.journal import Journal
            from telvertel.journal.troubles import NotWritable
            give_up_rights()
            try:
                Journal.open(folder / "journal")
            except NotWritable:
                print("refused")
            """,
            folder,
        )
        assert said == "refused"
        assert list(folder.iterdir()) == []


def damage_both(folder) -> None:
    """A line in the middle altered, and the other copy no database any more."""
    path = folder / f"{MEETING}.jsonl"
    path.write_bytes(path.read_bytes().replace(b"regel 2", b"regel 9"))
    (folder / "journal.duckdb").write_bytes(b"geen database")


def test_with_both_copies_damaged_what_can_be_read_is_kept_and_the_rest_is_named(tmp_path):
    said = spoken(tmp_path / "hier")
    journal = Journal.open(tmp_path / "hier")
    made = journal.back_up(tmp_path / "stick")
    journal.close()
    damage_both(tmp_path / "hier")
    again = Journal.open(tmp_path / "hier")
    assert words_of(again.since(MEETING)) == [one for one in said if one != "regel 2"]
    told = {repair.kind: repair for repair in again.repairs}
    assert told.keys() == {
        RepairKind.database_rebuilt,
        RepairKind.tail_cut,
        RepairKind.lines_restored,
        RepairKind.lines_missing,
        RepairKind.last_backup,
    }
    for kind in (RepairKind.database_rebuilt, RepairKind.tail_cut):
        assert (tmp_path / "hier" / told[kind].kept_as).exists()
    assert told[RepairKind.last_backup].kept_as == str(made)
    again.close()
    assert words_of(Journal.open(made).since(MEETING)) == said


def test_without_a_backup_that_is_said_too(tmp_path):
    spoken(tmp_path)
    damage_both(tmp_path)
    journal = Journal.open(tmp_path)
    assert RepairKind.no_backup in {repair.kind for repair in journal.repairs}
    journal.close()


def test_when_nothing_can_be_read_any_more_it_is_kept_aside_and_the_meeting_can_begin_anew(
    tmp_path,
):
    spoken(tmp_path)
    (tmp_path / f"{MEETING}.jsonl").write_bytes(b"\x00" * 700)
    (tmp_path / "journal.duckdb").write_bytes(b"\x00" * 700)
    journal = Journal.open(tmp_path)
    assert journal.since(MEETING) == ()
    assert {repair.kind for repair in journal.repairs} >= {
        RepairKind.tail_cut,
        RepairKind.database_rebuilt,
        RepairKind.no_backup,
    }
    aside = [path.read_bytes() for path in tmp_path.glob("*-2*")]
    assert aside == [b"\x00" * 700] * 2
    assert journal.append(parked("opnieuw")).sequence == 1
    journal.close()


def test_a_clock_that_jumps_back_changes_neither_the_order_nor_what_a_meeting_came_to(tmp_path):
    """From half past two back to noon in the middle of the talk, and a restart after it."""
    at = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    moments = [at, at, at, at, *(at - timedelta(hours=2.5 - n / 100) for n in range(20))]
    clock = iter(moments)
    journal = Journal.open(tmp_path, now=lambda: next(clock))
    for body in (*s.OPEN, s.note("eerst")):
        journal.append(s.saying(body))
    journal.append(s.saying(e.NoteRevised(note="n1", text="daarna")))
    journal.append(s.saying(s.note("nieuw", note="n2")))
    journal.close()
    again = Journal.open(tmp_path)
    events = again.since(MEETING)
    assert events[4].at < events[3].at
    assert [one.sequence for one in events] == [1, 2, 3, 4, 5, 6]
    state = meeting(MEETING, events)
    assert [(note.number, note.text) for note in state.notes] == [(1, "daarna"), (2, "nieuw")]
    assert [one.sequence for one in again.across("note_written")] == [4, 6]
    assert again.verify(MEETING).intact
    again.close()
