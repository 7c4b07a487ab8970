"""A damaged file is repaired from the other copy, said, and kept aside; nobody's words are lost."""

import random

import duckdb
import pytest

from telvertel.journal.journal import Journal
from telvertel.journal.projection import Projection, ProjectionFailed
from telvertel.journal.repair import RepairKind
from telvertel.journal.troubles import JournalInUse
from telvertel.wording.words import words
from tests.journal.saying import parked, words_of

SAID = [f"regel {number} van het gesprek" for number in range(40)]
MEETING = "rivierstede-1"


def cut(path, chance):
    raw = path.read_bytes()
    path.write_bytes(raw[: chance.randrange(len(raw))])


def flip(path, chance):
    raw = bytearray(path.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(raw))


def gone(path, chance):
    path.unlink()


def written(folder, *, closed):
    """A journal with 40 lines; without closing, the last ones are in the WAL, as after a kill."""
    journal = Journal.open(folder)
    for text in SAID[:20]:
        journal.append(parked(text))
    journal.close()
    journal = Journal.open(folder)
    for text in SAID[20:]:
        journal.append(parked(text))
    if closed:
        journal.close()
    else:
        _let_go_as_a_kill_does(folder, journal)
    return folder


def _let_go_as_a_kill_does(folder, journal):
    """Copies of the files as they are now come back after closing, the WAL with them."""
    held = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    journal.close()
    for path, data in held.items():
        path.write_bytes(data)


def kinds(journal):
    return {repair.kind for repair in journal.repairs}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("damage", [cut, flip, gone])
@pytest.mark.parametrize("file", ["rivierstede-1.jsonl", "journal.duckdb", "journal.duckdb.wal"])
def test_whatever_happens_to_one_file_nothing_said_is_lost(tmp_path, file, damage, seed):
    folder = written(tmp_path, closed=file == "journal.duckdb")
    damage(folder / file, random.Random(seed))
    journal = Journal.open(folder)
    assert words_of(journal.since(MEETING)) == SAID
    assert journal.verify(MEETING).intact
    assert words_of(journal.across("parked")) == SAID
    journal.append(parked("en we gaan verder"))
    journal.close()
    again = Journal.open(folder)
    assert again.repairs == ()
    assert words_of(again.since(MEETING)) == [*SAID, "en we gaan verder"]


def test_a_torn_tail_is_told_with_its_number_of_lines_and_kept_aside(tmp_path):
    folder = written(tmp_path, closed=True)
    path = folder / f"{MEETING}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:37]) + lines[37][:30])
    journal = Journal.open(folder)
    cut_, restored = journal.repairs
    assert (cut_.kind, cut_.lines) == (RepairKind.tail_cut, 1)
    assert (restored.kind, restored.lines) == (RepairKind.lines_restored, 3)
    assert cut_.kept_as.startswith("rivierstede-1.jsonl.afgekapt-")
    assert (folder / cut_.kept_as).read_bytes() == lines[37][:30]


def test_the_check_code_is_the_same_after_a_repair(tmp_path):
    folder = written(tmp_path, closed=True)
    journal = Journal.open(folder)
    code = journal.check_code(MEETING)
    journal.close()
    cut(folder / f"{MEETING}.jsonl", random.Random(3))
    assert Journal.open(folder).check_code(MEETING) == code


def test_a_database_that_does_not_open_is_set_aside_and_told(tmp_path):
    folder = written(tmp_path, closed=True)
    (folder / "journal.duckdb").write_bytes(b"geen database")
    journal = Journal.open(folder)
    assert kinds(journal) == {RepairKind.database_rebuilt}
    assert (folder / journal.repairs[0].kept_as).read_bytes() == b"geen database"


def test_a_line_that_was_rewritten_by_hand_is_told(tmp_path):
    """Somebody who rewrites the whole file, chain and all, is found out by the database."""
    from telvertel.journal.lines import chain, read
    from telvertel.journal.lines import written as line_bytes

    folder = written(tmp_path, closed=True)
    path = folder / f"{MEETING}.jsonl"
    texts = [line.text for line in read(path.read_bytes()).lines]
    texts[5] = texts[5].replace("regel 5", "regel 55")
    path.write_bytes(b"".join(line_bytes(line) for line in chain(texts)))
    journal = Journal.open(folder)
    assert RepairKind.copies_differed in kinds(journal)


def test_with_both_copies_damaged_the_rest_is_kept_and_the_gap_is_told(tmp_path):
    folder = written(tmp_path, closed=True)
    (folder / "journal.duckdb").unlink()
    path = folder / f"{MEETING}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[10] = lines[10].replace(b"regel 10", b"regel 99")
    path.write_bytes(b"".join(lines))
    journal = Journal.open(folder)
    assert words_of(journal.since(MEETING)) == SAID[:10] + SAID[11:]
    told = {repair.kind: repair.lines for repair in journal.repairs}
    assert told[RepairKind.lines_missing] == 1
    assert journal.append(parked("verder")).sequence == 41


def test_a_database_held_by_another_program_refuses_the_start(tmp_path):
    folder = written(tmp_path, closed=True)
    import subprocess
    import sys

    code = f"import duckdb, sys; c = duckdb.connect({str(folder / 'journal.duckdb')!r}); "
    code += "print('ready', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    other.stdout.readline()
    with pytest.raises(JournalInUse):
        Journal.open(folder)
    other.stdin.close()
    other.wait(10)
    other.stdout.close()
    assert words_of(Journal.open(folder).since(MEETING)) == SAID


def test_a_database_that_breaks_during_the_meeting_stops_nobody(tmp_path, monkeypatch):
    folder = written(tmp_path, closed=True)
    journal = Journal.open(folder)
    journal._mirror.close()  # as after a FatalException
    assert journal.append(parked("gezegd zonder database")).sequence == 41
    journal.close()
    again = Journal.open(folder)
    assert again.repairs == ()
    assert words_of(again.across("parked")) == [*SAID, "gezegd zonder database"]


def test_a_database_that_broke_is_opened_again_and_brought_up_to_the_lines(tmp_path, monkeypatch):
    monkeypatch.setattr("telvertel.journal.mirror.RETRY_SECONDS", 0.0)
    folder = written(tmp_path, closed=True)
    journal = Journal.open(folder)
    journal._mirror.close()
    journal.append(parked("gezegd zonder database"))
    journal.append(parked("en daarna"))
    assert words_of(journal.across("parked")) == [*SAID, "gezegd zonder database", "en daarna"]


def test_questions_across_meetings_are_answered_from_the_lines_without_a_database(tmp_path):
    folder = written(tmp_path, closed=True)
    journal = Journal.open(folder)
    journal._mirror.close()
    assert words_of(journal.across("parked")) == SAID


def test_the_database_reaches_nothing_outside_its_folder(tmp_path):
    projection = Projection(tmp_path / "journal.duckdb")
    projection.open()
    for query in ("copy (select 1) to '/tmp/uit.csv'", "install httpfs", "set memory_limit='9GB'"):
        with pytest.raises(ProjectionFailed) as trouble:
            projection._ask(query)
        assert isinstance(trouble.value.__cause__, duckdb.Error)
        projection.open()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(RepairKind))
def test_every_repair_can_be_said(kind, language):
    sentence = words(language)(
        f"journal.repair.{kind}", count=2, meeting=MEETING, kept_as="x.afgekapt-1"
    )
    assert sentence.endswith(".")
