"""A line that is wiped is gone: its words stand in no byte of what this installation holds."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
import zipfile
from contextlib import contextmanager, suppress

import pytest

from telvertel.journal import erase_list
from telvertel.journal.journal import Journal
from telvertel.journal.lines import Line, read, written
from telvertel.journal.record import ERASED
from telvertel.journal.repair import RepairKind
from telvertel.journal.troubles import NotSaved, PackFault, PackRefused, SaidOtherwise
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.state import meeting
from telvertel.telling import Telling
from tests.journal.saying import parked
from tests.meeting import saying as s

MEETING = s.MEETING
SECRET = "Sanne van der Voort was de zesde plaatsing"
EARLIER = "Sanne van der Voort vertelde het zelf"
OTHERS = ["De wachttijd liep op.", "Wij belden vaker."]
WORD = b"Voort"


def told(journal: Journal) -> Telling:
    """A talk with three notes; the second held a name, was rewritten once and taken off."""
    telling = Telling(journal)
    for body in s.OPEN:
        telling.say(s.saying(body))
    telling.say(s.saying(s.note(OTHERS[0], note="n1")))
    telling.say(s.saying(s.note(EARLIER, note="n2"), op="op-geschreven"))
    telling.say(s.saying(e.NoteRevised(note="n2", text=SECRET), op="op-herzien-1"))
    telling.say(s.saying(s.note(OTHERS[1], note="n3")))
    telling.say(s.saying(e.LineHeld(note="n2")))
    return telling


def wipe(telling: Telling) -> None:
    telling.say(s.saying(e.LineWiped(note="n2"), op="op-gewist-1"))


def files_with(folder, word: bytes = WORD) -> list[str]:
    """Every file below a folder in whose bytes the word stands."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in paths if word in path.read_bytes())


@pytest.fixture
def journal(tmp_path):
    opened = Journal.open(tmp_path / "journal")
    yield opened
    with suppress(OSError):  # a test may have closed it itself
        opened.close()


def test_before_it_is_wiped_the_words_are_found_so_the_search_can_see(tmp_path, journal):
    told(journal)
    assert "journal/rivierstede-1.jsonl" in files_with(tmp_path)
    assert any("duckdb" in name for name in files_with(tmp_path))


def test_a_wiped_line_is_in_no_file_and_not_in_memory(tmp_path, journal):
    telling = told(journal)
    wipe(telling)
    assert files_with(tmp_path) == []
    events = journal.since(MEETING)
    assert "Voort" not in repr(events)
    assert "Voort" not in repr(telling.meeting(MEETING))
    assert "Voort" not in repr(journal.across("note_written"))
    written_ = [event.body.text for event in journal.across("note_written")]
    assert written_ == [OTHERS[0], ERASED, OTHERS[1]]


def test_the_words_go_where_they_came_from_too(tmp_path, journal):
    """A line of a silent round that was taken over, and what was parked first."""
    telling = told(journal)
    telling.say(s.saying(e.Parked(parked="p1", text=SECRET)))
    telling.say(s.saying(e.Parked(parked="p2", text="Iets anders.")))
    lines = tuple(
        e.RoundLine(side=e.Side.provider, text=text) for text in ("Te weinig tijd.", SECRET)
    )
    round_ = e.RoundOpened(
        round="r1", item="uitval", round_kind=e.RoundKind.lines, question="Wat valt op?"
    )
    telling.say(s.saying(round_))
    telling.say(s.saying(e.RoundClosed(round="r1", lines=lines)))
    wipe(telling)
    assert files_with(tmp_path) == []
    state = telling.meeting(MEETING)
    assert [one.text for one in state.rounds[0].closed.lines] == ["Te weinig tijd.", ERASED]
    assert [one.text for one in state.parked] == [ERASED, "Iets anders."]
    assert journal.verify(MEETING).intact
    journal.pack(MEETING, tmp_path / "gesprek.zip")
    assert Journal.open(tmp_path / "daar").unpack(tmp_path / "gesprek.zip") == MEETING
    gone = [one.sequence for one in journal.since(MEETING) if one.body.kind == "round_closed"]
    telling.erase(MEETING, gone)  # all of it, for a request that comes later
    assert files_with(tmp_path / "journal", b"Te weinig tijd") == []


def agreed(journal: Journal) -> Telling:
    """A talk in which the words of the line went into an agreement and into a taking back too."""
    telling = told(journal)
    made = e.AgreementMade(
        agreement="a1",
        item="uitval",
        if_text=SECRET,
        then_text="we bellen elke week",
        who="Wijkteam",
    )
    telling.say(s.saying(made, op="op-afgesproken"))
    telling.say(s.saying(e.AgreementRevised(to=made, reason=EARLIER)))
    longer = f"Dat {SECRET}, weten we nu."
    telling.say(s.saying(e.Parked(parked="p9", text=longer)))
    return telling


def test_the_same_words_as_a_whole_field_anywhere_in_the_meeting_go_too(tmp_path, journal):
    telling = agreed(journal)
    wipe(telling)
    (ours,) = telling.meeting(MEETING).agreements
    assert (ours.made.if_text, ours.made.then_text) == (ERASED, "we bellen elke week")
    (revised,) = (
        one.body for one in journal.since(MEETING) if one.body.kind == "agreement_revised"
    )
    assert (revised.to.if_text, revised.reason, revised.to.who) == (ERASED, ERASED, "Wijkteam")
    found = journal.verify(MEETING)
    assert found.intact and found.erased == 4
    assert f'"{SECRET}"'.encode() not in (tmp_path / f"journal/{MEETING}.jsonl").read_bytes()
    journal.pack(MEETING, tmp_path / "gesprek.zip")
    assert Journal.open(tmp_path / "daar").unpack(tmp_path / "gesprek.zip") == MEETING


def test_a_field_that_only_contains_the_words_stays_as_it_is(journal):
    telling = agreed(journal)
    wipe(telling)
    assert [one.text for one in telling.meeting(MEETING).parked] == [f"Dat {SECRET}, weten we nu."]


def test_a_retry_of_what_lost_a_part_of_its_words_is_the_same_saying(journal):
    telling = agreed(journal)
    wipe(telling)
    made = e.AgreementMade(
        agreement="a1",
        item="uitval",
        if_text=SECRET,
        then_text="we bellen elke week",
        who="Wijkteam",
    )
    assert telling.say(s.saying(made, op="op-afgesproken")).body.if_text == ERASED


def test_that_there_was_a_line_stays_with_its_number_and_all_around_it(tmp_path, journal):
    telling = told(journal)
    before = journal.since(MEETING)
    wipe(telling)
    after = journal.since(MEETING)
    assert [one.sequence for one in after[:-1]] == [one.sequence for one in before]
    assert [(one.op, one.at, one.body.kind) for one in after[:-1]] == [
        (one.op, one.at, one.body.kind) for one in before
    ]
    state = meeting(MEETING, after)
    assert [(note.number, note.text, note.wiped) for note in state.notes] == [
        (1, OTHERS[0], False),
        (2, "", True),
        (3, OTHERS[1], False),
    ]


def test_the_chain_stays_verifiable_with_the_same_check_code(tmp_path, journal):
    telling = told(journal)
    code = journal.check_code(MEETING)
    last = journal.since(MEETING)[-1].sequence
    wipe(telling)
    journal.close()
    again = Journal.open(tmp_path / "journal")
    lines = read((tmp_path / "journal" / f"{MEETING}.jsonl").read_bytes()).lines
    assert lines[last - 1].hash[:8].upper() == code
    found = again.verify(MEETING)
    assert (found.intact, found.erased) == (True, 2)
    assert again.check_code(MEETING) == found.check_code
    assert again.repairs == ()
    again.close()


def test_the_line_says_in_any_text_editor_that_it_was_erased(tmp_path, journal):
    wipe(told(journal))
    text = (tmp_path / "journal" / f"{MEETING}.jsonl").read_text("utf-8")
    erased = [line for line in text.splitlines() if "/erased " in line]
    assert len(erased) == 2
    assert all(ERASED in line for line in erased)


def test_the_meeting_goes_on_after_a_line_was_wiped_and_can_be_sealed(tmp_path, journal):
    telling = told(journal)
    wipe(telling)
    telling.say(s.saying(s.note("En verder.", note="n4")))
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    telling.seal(MEETING)
    found = journal.verify(MEETING)
    assert found.intact and found.seal_holds and found.erased == 2


def test_a_line_is_erased_after_sealing_too_and_the_seal_holds(tmp_path, journal):
    telling = told(journal)
    telling.say(s.saying(e.LineRestored(note="n2")))
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    code = telling.seal(MEETING).body.check_code
    wipe(telling)
    assert files_with(tmp_path) == []
    found = journal.verify(MEETING)
    assert found.intact and found.seal_holds and found.erased == 2
    state = telling.meeting(MEETING)
    assert state.note("n2").wiped and state.check_code == code and len(state.confirmations) == 2
    journal.pack(MEETING, tmp_path / "gesprek.zip")
    there = Journal.open(tmp_path / "daar")
    assert there.unpack(tmp_path / "gesprek.zip") == MEETING
    assert there.verify(MEETING).seal_holds
    there.close()


def test_an_erased_line_of_a_newer_version_keeps_only_its_own_meeting_waiting(tmp_path, journal):
    telling = told(journal)
    wipe(telling)
    journal.append(parked("Een ander gesprek.", meeting="ander-1"))
    journal.close()
    path = tmp_path / "journal" / f"{MEETING}.jsonl"
    lines = list(read(path.read_bytes()).lines)
    at = next(n for n, line in enumerate(lines) if line.erased)
    newer = lines[at].text.replace('"v":1', '"v":99').replace("note_written", "hologram_shown")
    lines[at] = Line(lines[at].hash, newer, erased=True)
    path.write_bytes(b"".join(written(line) for line in lines))
    (tmp_path / "journal" / "journal.duckdb").unlink()
    again = Journal.open(tmp_path / "journal")
    assert [one.kind for one in again.repairs if one.meeting == MEETING] == [
        RepairKind.erasing_waits
    ]
    assert len(again.since("ander-1")) == 1
    again.back_up(tmp_path / "kopie")
    again.close()


def test_a_copy_that_a_crash_left_half_made_goes_with_the_next_copy(tmp_path, journal):
    telling = told(journal)
    half = tmp_path / "kopie" / "20260101T101010000000.new"
    half.mkdir(parents=True)
    (half / f"{MEETING}.jsonl").write_bytes(
        (tmp_path / "journal" / f"{MEETING}.jsonl").read_bytes()
    )
    (tmp_path / "kopie" / "van mijzelf.new").mkdir()
    wipe(telling)
    made = journal.back_up(tmp_path / "kopie")
    assert sorted(one.name for one in (tmp_path / "kopie").iterdir()) == [
        made.name,
        "van mijzelf.new",
    ]
    assert files_with(tmp_path) == []


def test_drafts_that_hold_the_words_go_and_other_drafts_stay(tmp_path, journal):
    telling = told(journal)
    typed = {
        "regel": SECRET[:20],
        "rewrite.n2": "iets anders",
        "afspraak": f"Zie {SECRET}!",
        "verhaal": "Hier gaat het niet over.",
    }
    telling.draft(s.saying(e.Drafted(field="weg", text=SECRET)))
    telling.draft(s.saying(e.Drafted(field="weg", text="")))
    for field, text in typed.items():
        telling.draft(s.saying(e.Drafted(field=field, text=text)))
    wipe(telling)
    assert telling.drafts(MEETING) == {"verhaal": typed["verhaal"]}
    assert files_with(tmp_path) == []


def test_files_that_were_set_aside_lose_the_words_too(tmp_path):
    folder = tmp_path / "journal"
    telling = told(Journal.open(folder))
    telling.journal.close()
    raw = (folder / f"{MEETING}.jsonl").read_bytes()
    (folder / f"{MEETING}.jsonl").write_bytes(raw[:-9] + b"#" + raw[-8:])
    (folder / "journal.duckdb").write_bytes(b"geen database" + SECRET.encode())
    (folder / f"{MEETING}.jsonl.new").write_bytes(raw)  # a rewriting that a power cut broke off
    journal = Journal.open(folder)
    aside = [one.kept_as for one in journal.repairs if one.kept_as]
    assert len(aside) == 2 and set(aside) <= set(os.listdir(folder))
    again = Telling(journal)
    again.say(s.saying(e.LineHeld(note="n2")))  # its first taking off was in the damaged tail
    wipe(again)
    assert files_with(tmp_path) == []
    assert journal.verify(MEETING).intact
    journal.close()


def test_what_was_set_aside_keeps_the_lines_of_others(tmp_path, journal):
    telling = told(journal)
    raw = (tmp_path / "journal" / f"{MEETING}.jsonl").read_bytes()
    aside = tmp_path / "journal" / f"{MEETING}.jsonl.afgekapt-20261122T140000000000"
    aside.write_bytes(raw)
    wipe(telling)
    assert OTHERS[0].encode() in aside.read_bytes()
    assert files_with(tmp_path) == []


def test_a_retry_of_the_message_that_brought_the_words_does_not_bring_them_back(tmp_path, journal):
    telling = told(journal)
    wipe(telling)
    last = journal.since(MEETING)[-1].sequence
    again = telling.say(s.saying(s.note(EARLIER, note="n2"), op="op-geschreven"))
    assert again.body.text == ERASED
    telling.say(s.saying(e.LineWiped(note="n2"), op="op-gewist-1"))
    assert journal.since(MEETING)[-1].sequence == last
    with pytest.raises(SaidOtherwise):
        telling.say(s.saying(s.note(EARLIER, note="n9"), op="op-geschreven"))
    assert files_with(tmp_path) == []


def test_a_pack_and_every_backup_made_after_hold_the_erased_form(tmp_path, journal):
    telling = told(journal)
    old = journal.back_up(tmp_path / "stick")
    assert files_with(tmp_path / "stick") != []
    wipe(telling)
    journal.pack(MEETING, tmp_path / "gesprek.zip")
    new = journal.back_up(tmp_path / "stick")
    # The older one on the same stick is rewritten, and still opens with the same check code.
    assert old != new and files_with(tmp_path) == []
    there = Journal.open(tmp_path / "daar")
    there.unpack(tmp_path / "gesprek.zip")
    assert files_with(tmp_path) == []
    assert there.check_code(MEETING) == journal.check_code(MEETING)
    assert there.verify(MEETING).intact
    there.close()
    restored = Journal.open(new)
    assert restored.repairs == () and restored.since(MEETING) == journal.since(MEETING)
    restored.close()
    older = Journal.open(old)
    assert older.verify(MEETING).intact and len(older.since(MEETING)) > 5
    older.close()


def test_lines_that_come_back_from_an_older_copy_lose_their_words_at_the_start(tmp_path, journal):
    telling = told(journal)
    path = tmp_path / "journal" / f"{MEETING}.jsonl"
    old = path.read_bytes()
    wipe(telling)
    journal.close()
    path.write_bytes(old)
    (tmp_path / "journal" / "journal.duckdb").unlink()
    again = Journal.open(tmp_path / "journal")
    assert [one.kind for one in again.repairs] == [RepairKind.erased_late]
    assert files_with(tmp_path) == []
    assert again.verify(MEETING).intact
    again.close()


def test_an_older_pack_brings_nothing_back_and_a_newer_one_wipes_here_too(tmp_path, journal):
    telling = told(journal)
    journal.pack(MEETING, tmp_path / "oud.zip")
    there = Journal.open(tmp_path / "daar")
    there.unpack(tmp_path / "oud.zip")
    wipe(telling)
    journal.pack(MEETING, tmp_path / "nieuw.zip")
    assert files_with(tmp_path / "daar") != []
    there.unpack(tmp_path / "nieuw.zip")
    assert files_with(tmp_path / "daar") == []
    assert there.since(MEETING) == journal.since(MEETING)
    there.close()
    journal.close()
    for name in (f"{MEETING}.jsonl", "journal.duckdb"):
        (tmp_path / "journal" / name).unlink()
    empty = Journal.open(tmp_path / "journal")
    empty.unpack(tmp_path / "oud.zip")
    assert files_with(tmp_path / "journal") == []
    assert [note.text for note in meeting(MEETING, empty.since(MEETING)).notes][1] == ERASED
    empty.close()


def forged(journal, target):
    """A pack in which a line calls itself erased, and says something else instead."""
    import zipfile

    journal.pack(MEETING, target)
    with zipfile.ZipFile(target) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    lines = list(read(parts["journal.jsonl"]).lines)
    lines[3] = Line(lines[3].hash, lines[3].text.replace("wachttijd", "uitval"), erased=True)
    parts["journal.jsonl"] = b"".join(written(line) for line in lines)
    with zipfile.ZipFile(target, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return parts["journal.jsonl"]


def test_nobody_puts_other_words_in_a_line_by_calling_it_erased(tmp_path, journal):
    telling = told(journal)
    raw = forged(telling.journal, tmp_path / "anders.zip")
    with pytest.raises(PackRefused) as refusal:
        Journal.open(tmp_path / "daar").unpack(tmp_path / "anders.zip")
    assert refusal.value.fault is PackFault.altered
    (tmp_path / "journal" / f"{MEETING}.jsonl").write_bytes(raw)
    assert not journal.verify(MEETING).intact


def test_an_erased_line_is_restored_from_the_database_as_it_was_erased(tmp_path, journal):
    wipe(told(journal))
    code = journal.check_code(MEETING)
    journal.close()
    path = tmp_path / "journal" / f"{MEETING}.jsonl"
    path.write_bytes(path.read_bytes()[:200])
    again = Journal.open(tmp_path / "journal")
    assert again.check_code(MEETING) == code
    assert again.verify(MEETING).erased == 2
    assert again.verify(MEETING).intact
    again.close()


def test_any_events_can_be_erased_for_a_request_that_comes_later(tmp_path, journal):
    telling = told(journal)
    telling.say(s.saying(s.agreement().model_copy(update={"who": "Sanne van der Voort"})))
    telling.say(s.saying(s.story(text="Sanne van der Voort belde.")))
    telling.meeting(MEETING)
    gone = [one.sequence for one in journal.since(MEETING) if "Voort" in repr(one.body)]
    telling.erase(MEETING, gone)
    assert files_with(tmp_path) == []
    assert telling.meeting(MEETING).agreements[0].made.who == ERASED
    assert journal.verify(MEETING).intact


def test_the_database_still_answers_and_grows_after_the_swap(tmp_path, journal):
    telling = told(journal)
    journal.append(parked("elders", "rivierstede-2"))
    wipe(telling)
    journal.append(parked("en later", "rivierstede-2"))
    assert [one.body.text for one in journal.across("parked")] == ["elders", "en later"]
    assert {path.name for path in (tmp_path / "journal").glob("*duckdb*")} <= {
        "journal.duckdb",
        "journal.duckdb.wal",
    }


@contextmanager
def disk_full_beyond(size: int):
    """No file may grow beyond this size: what a full disk does to a write, for real."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def test_with_a_full_disk_the_line_is_off_the_wall_and_erased_at_the_next_start(tmp_path, journal):
    telling = told(journal)
    path = tmp_path / "journal" / f"{MEETING}.jsonl"
    with disk_full_beyond(path.stat().st_size + 600):
        # The event still fits; a second copy of the file does not.
        filler = s.saying(e.Parked(parked="p1", text="x" * 10))
        wipe(telling)
        with pytest.raises(NotSaved):
            for _ in range(20):
                telling.say(filler.model_copy(update={"op": os.urandom(8).hex()}))
    journal.close()
    assert Telling(Journal.open(tmp_path / "journal")).meeting(MEETING).note("n2").wiped
    assert files_with(tmp_path) == []


def test_when_the_disk_refuses_the_erasing_it_is_told_and_nothing_is_served(tmp_path, journal):
    telling = told(journal)
    path = tmp_path / "journal" / f"{MEETING}.jsonl"
    journal.drafts.add(s.saying(e.Drafted(field="regel", text="x" * 9000)))
    event_fits = path.stat().st_size + 1000
    with disk_full_beyond(event_fits):
        wipe(telling)
    assert [one.kind for one in journal.repairs] == [RepairKind.erasing_waits]
    assert telling.meeting(MEETING).note("n2").wiped
    journal.pack(MEETING, tmp_path / "gesprek.zip")
    made = journal.back_up(tmp_path / "stick")
    assert files_with(made) == []
    journal.close()
    again = Journal.open(tmp_path / "journal")
    assert [(one.kind, one.lines) for one in again.repairs] == [(RepairKind.erased_late, 2)]
    assert files_with(tmp_path) == []
    again.close()


# The points at which a program can die while it erases: just before the n-th of these calls.
STEPS = [
    ("telvertel.journal.erase_list.EraseList.begin", 1),
    ("telvertel.journal.drafts.Drafts.forget", 1),
    ("telvertel.journal.record.Record.rewrite", 1),
    ("telvertel.journal.mirror.Mirror.erase", 1),
    ("telvertel.journal.projection.Projection._copy", 1),
    ("telvertel.journal.erasing.scrub", 1),
    ("telvertel.journal.mirror.Mirror.forget_set_aside", 1),
    ("telvertel.journal.erase_list.EraseList.finish", 1),
    *(("os.replace", number) for number in range(1, 6)),
    *(("os.fsync", number) for number in range(2, 10, 2)),
]

DYING = textwrap.dedent("""
    import os, pkgutil, signal, sys
    from pathlib import Path
    from telvertel.journal.journal import Journal
    from tests.journal.test_erasing import told, wipe, MEETING, SECRET

    folder, step, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    owner, _, name = step.rpartition(".")
    owner = pkgutil.resolve_name(owner)
    real = getattr(owner, name)
    journal = Journal.open(Path(folder))
    telling = told(journal)
    aside = Path(folder) / (MEETING + ".jsonl.afgekapt-20261122T140000000000")
    aside.write_bytes((Path(folder) / (MEETING + ".jsonl")).read_bytes())

    def dies(*args, **more):
        global times
        times -= 1
        if times == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **more)

    setattr(owner, name, dies)
    wipe(telling)
    print("alive", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
""")


@pytest.mark.parametrize(("step", "times"), STEPS)
def test_whenever_the_program_is_killed_the_words_are_gone_after_the_next_start(
    tmp_path, step, times
):
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), step, str(times)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, ""), done.stderr
    journal = Journal.open(tmp_path)
    assert files_with(tmp_path) == []
    state = meeting(MEETING, journal.since(MEETING))
    assert [note.text for note in state.notes] == [OTHERS[0], "", OTHERS[1]]
    assert journal.verify(MEETING).intact
    assert [one.body.text for one in journal.across("note_revised")] == [ERASED]
    journal.close()
    again = Journal.open(tmp_path)
    assert again.repairs == ()
    again.close()


def test_an_erase_list_that_cannot_be_read_costs_nothing_that_is_needed(tmp_path, journal):
    wipe(told(journal))
    journal.close()
    (tmp_path / "journal" / erase_list.NAME).write_bytes(b"\xff{kapot")
    again = Journal.open(tmp_path / "journal")
    assert again.verify(MEETING).intact
    assert files_with(tmp_path) == []
    again.close()


LATER = "rivierstede-2"
POINT = la.LearningPointNoted(learning="l1", text=SECRET, note="n2")


def later(telling: Telling, *bodies) -> None:
    """The meeting that follows on this one, in which this was said again."""
    plan = s.PLAN.model_copy(update={"previous": MEETING})
    for body in (plan, *s.OPEN[1:], *bodies):
        telling.say(s.saying(body).model_copy(update={"meeting": LATER}))


def repeated() -> tuple:
    """What a later meeting repeats: a point corrected there, and why an item is on the agenda."""
    reason = f"Vorige keer gevraagd: {SECRET}"
    items = tuple(one.model_copy(update={"reason_text": reason}) for one in s.AGENDA.items)
    return (
        e.AgendaSet(items=items),
        POINT.model_copy(update={"route": la.Route.purchasing}),
        s.note("Een andere regel.", note="n9"),
    )


def test_the_words_of_a_wiped_line_go_out_of_the_meetings_that_follow_and_out_of_all_copies(
    tmp_path, journal
):
    telling = told(journal)
    telling.say(s.saying(POINT))
    later(telling, *repeated())
    journal.back_up(tmp_path / "kopie")
    code = journal.check_code(LATER)
    (tmp_path / "journal" / f"{LATER}.jsonl.afgekapt-1").write_bytes(journal._raw(LATER))
    wipe(telling)
    assert files_with(tmp_path / "journal") == []
    assert "Voort" not in repr(telling.meeting(LATER))
    assert telling.meeting(LATER).kept[0].body.route is la.Route.purchasing
    assert telling.meeting(LATER).note("n9").text == "Een andere regel."
    held = journal.verify(LATER)
    assert (held.intact, held.check_code, held.erased) == (True, code, 2)
    journal.back_up(tmp_path / "kopie")
    assert b"Voort" not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )


def test_what_a_full_disk_left_in_a_later_meeting_goes_at_the_next_start(tmp_path, journal):
    telling = told(journal)
    later(telling, *repeated())
    typed = s.saying(e.Drafted(field="regel", text="x" * 9000))
    journal.drafts.add(typed.model_copy(update={"meeting": LATER}))
    with disk_full_beyond(journal._record(MEETING).size + 1000):  # the event itself fits
        wipe(telling)
    assert f"journal/{LATER}.jsonl" in files_with(tmp_path)
    journal.pack(LATER, tmp_path / "mee.zip")
    assert b"Voort" not in pack_of(tmp_path / "mee.zip")
    journal.close()
    again = Journal.open(tmp_path / "journal")
    assert files_with(tmp_path) == []
    assert again.verify(LATER).intact
    again.close()


def pack_of(path) -> bytes:
    with zipfile.ZipFile(path) as held:
        return b"".join(held.read(name) for name in held.namelist())


def test_a_meeting_that_does_not_follow_keeps_its_own_words(journal):
    telling = told(journal)
    for body in (*s.OPEN, e.Parked(parked="p1", text=SECRET)):
        telling.say(s.saying(body).model_copy(update={"meeting": "elders-1"}))
    wipe(telling)
    assert telling.meeting("elders-1").parked[0].text == SECRET
