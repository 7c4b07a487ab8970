"""Single lines of a silent round can be wiped, what is over expires, and no copy brings it back."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import suppress

import pytest

from telvertel.journal import backup
from telvertel.journal.erase_list import NAME, Gone
from telvertel.journal.journal import Journal
from telvertel.journal.record import ERASED
from telvertel.journal.repair import RepairKind
from telvertel.journal.troubles import CopyDamaged, JournalNotEmpty
from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed, Refusal
from telvertel.telling import Telling
from tests.meeting import saying as s

MEETING = s.MEETING
NAMED = "Noémi uit Zeewolde was de zesde plaatsing"
OTHERS = ("De wachttijd liep op.", "Wij belden vaker.")
AGREED = "We bellen binnen een week."
LINES = tuple(
    e.RoundLine(side=e.Side.provider, text=text) for text in sorted((*OTHERS, NAMED, AGREED))
)
PLACE = [one.text for one in LINES].index(NAMED)
# The same words as text, as JSON with escapes, and as the wide letters of Windows.
FORMS = ("Noémi".encode(), json.dumps("Noémi")[1:-1].encode(), "Noémi".encode("utf-16-le"))


def files_with(folder, forms=FORMS) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        str(path.relative_to(folder))
        for path in paths
        if any(one in path.read_bytes() for one in forms)
    )


def told(journal: Journal) -> Telling:
    """A silent round of four lines, one of which names a child; that one was taken over too."""
    telling = Telling(journal)
    opened = e.RoundOpened(round="r1", item="uitval", round_kind="lines", question="Waarom?")
    for body in (*s.OPEN, opened, e.RoundClosed(round="r1", lines=LINES), s.note(NAMED, "n1")):
        telling.say(s.saying(body))
    telling.say(s.saying(e.AgreementMade(agreement="a1", then_text=AGREED)))
    return telling


def wipe(telling: Telling) -> None:
    telling.say(s.saying(e.RoundLineWiped(round="r1", line=PLACE), op="op-gewist-1"))


def seal(telling: Telling) -> None:
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    telling.seal(MEETING)


@pytest.fixture
def journal(tmp_path):
    opened = Journal.open(tmp_path / "journal")
    yield opened
    with suppress(OSError):  # some tests closed it
        opened.close()


def texts_of(telling: Telling) -> list[str]:
    return [one.text for one in telling.meeting(MEETING).rounds[0].closed.lines]


def test_the_search_sees_the_words_in_every_form_they_can_stand_in(tmp_path):
    for number, form in enumerate(FORMS):
        (tmp_path / f"{number}").write_bytes(b"x" + form + b"y")
    assert files_with(tmp_path) == ["0", "1", "2"]


def test_one_line_of_a_silent_round_is_in_no_file_any_more_and_the_others_stay(tmp_path, journal):
    telling = told(journal)
    assert files_with(tmp_path)
    wipe(telling)
    assert files_with(tmp_path) == []
    kept = texts_of(telling)
    assert kept[PLACE] == ERASED
    assert sorted({*kept} - {ERASED}) == sorted((*OTHERS, AGREED))
    assert telling.meeting(MEETING).notes[0].text == ERASED  # it was taken over as a note
    assert journal.verify(MEETING).intact


def test_it_can_be_wiped_after_the_seal_and_the_seal_holds(tmp_path, journal):
    telling = told(journal)
    seal(telling)
    wipe(telling)
    assert files_with(tmp_path) == []
    held = journal.verify(MEETING)
    assert (held.intact, held.seal_holds) == (True, True)


@pytest.mark.parametrize("body", [
    e.RoundLineWiped(round="r1", line=9),
    e.RoundLineWiped(round="r2", line=0),
])  # fmt: skip
def test_a_line_that_is_not_there_cannot_be_wiped(journal, body):
    with pytest.raises(NotAllowed) as refused:
        told(journal).say(s.saying(body))
    assert refused.value.reason is Refusal.unknown_round_line


def test_until_it_is_erased_nobody_is_served_the_round_it_stood_in(journal):
    from telvertel.meeting.policies import can_see

    telling = told(journal)
    closed = next(one for one in journal.since(MEETING) if one.body.kind == "round_closed")
    wipe(telling)
    assert not can_see(telling.meeting(MEETING), closed, e.Role.facilitator, None)


DYING = textwrap.dedent("""
    import os, pkgutil, signal, sys
    from pathlib import Path
    from telvertel.journal.journal import Journal
    from tests.journal.test_expiring import told, wipe, MEETING

    folder, step = sys.argv[1], sys.argv[2]
    owner, _, name = step.rpartition(".")
    owner = pkgutil.resolve_name(owner)
    journal = Journal.open(Path(folder))
    telling = told(journal)
    aside = Path(folder) / (MEETING + ".jsonl.afgekapt-20261122T140000000000")
    aside.write_bytes((Path(folder) / (MEETING + ".jsonl")).read_bytes())
    broken = Path(folder) / "journal.duckdb.kapot-20261122T140000000000"
    broken.write_bytes((Path(folder) / "journal.duckdb").read_bytes())
    setattr(owner, name, lambda *args, **more: os.kill(os.getpid(), signal.SIGKILL))
    wipe(telling)
""")


@pytest.mark.parametrize(
    "step",
    [
        "telvertel.journal.erase_list.EraseList.begin",
        "telvertel.journal.record.Record.rewrite",
        "telvertel.journal.mirror.Mirror.erase",
        "telvertel.journal.erasing.scrub",
        "telvertel.journal.mirror.Mirror.forget_set_aside",
        "telvertel.journal.erase_list.EraseList.finish",
    ],
)
def test_killed_between_any_two_steps_the_line_is_gone_after_the_next_start(tmp_path, step):
    done = subprocess.run([sys.executable, "-c", DYING, str(tmp_path), step], check=False)
    assert done.returncode == -signal.SIGKILL
    journal = Journal.open(tmp_path)
    assert files_with(tmp_path) == []
    assert journal.verify(MEETING).intact
    assert texts_of(Telling(journal))[PLACE] == ERASED
    journal.close()


def test_a_pack_and_a_copy_from_before_bring_nothing_back(tmp_path, journal):
    telling = told(journal)
    journal.pack(MEETING, tmp_path / "voor.zip")
    made = journal.back_up(tmp_path / "stick")
    wipe(telling)
    (tmp_path / "journal" / f"{MEETING}.jsonl").unlink()
    journal.close()
    backup.restore(made, tmp_path / "terug")
    (tmp_path / "terug" / NAME).write_bytes((tmp_path / "journal" / NAME).read_bytes())
    again = Journal.open(tmp_path / "terug")
    assert files_with(tmp_path / "terug") == []
    assert RepairKind.erased_late in {one.kind for one in again.repairs}
    again.unpack(tmp_path / "voor.zip")
    assert files_with(tmp_path / "terug") == []
    again.close()


def test_copies_on_the_stick_follow_without_a_new_copy(tmp_path, journal):
    telling = told(journal)
    journal.back_up(tmp_path / "stick")
    wipe(telling)
    assert files_with(tmp_path / "stick")
    journal.erase_in_copies()
    assert files_with(tmp_path) == []
    made = backup.newest(tmp_path / "stick")
    assert backup.restore(made, tmp_path / "terug") == 1  # its sums hold


def test_a_restored_copy_loses_what_was_erased_since_by_the_list_that_is_still_here(
    tmp_path, journal
):
    telling = told(journal)
    made = journal.back_up(tmp_path / "stick")
    wipe(telling)
    journal.close()
    for path in (tmp_path / "journal").glob("*"):
        if path.name != NAME and path.is_file():
            path.unlink()
    assert backup.restore(made, tmp_path / "journal") == 1
    again = Journal.open(tmp_path / "journal")
    assert files_with(tmp_path / "journal") == []
    assert texts_of(Telling(again))[PLACE] == ERASED
    again.close()


def test_a_copy_is_not_put_over_what_was_said_and_a_damaged_one_not_at_all(tmp_path, journal):
    told(journal)
    made = journal.back_up(tmp_path / "stick")
    with pytest.raises(JournalNotEmpty):
        backup.restore(made, tmp_path / "journal")
    with (made / f"{MEETING}.jsonl").open("ab") as file:
        file.write(b"erbij\n")
    with pytest.raises(CopyDamaged):
        backup.restore(made, tmp_path / "terug")
    assert not list((tmp_path / "terug").glob("*.jsonl"))


def test_what_expires_goes_everywhere_but_takes_no_words_along(tmp_path, journal):
    telling = told(journal)
    seal(telling)
    journal.pack(MEETING, tmp_path / "voor.zip")
    journal.back_up(tmp_path / "stick")
    rounds = {one.sequence for one in journal.since(MEETING) if one.body.kind == "round_closed"}
    notes = {one.sequence for one in journal.since(MEETING) if one.body.kind == "note_written"}
    telling.erase(MEETING, Gone(expired=frozenset(rounds | notes)))
    journal.erase_in_copies()
    (tmp_path / "voor.zip").unlink()
    assert files_with(tmp_path) == []
    state = telling.meeting(MEETING)
    assert state.agreements[0].made.then_text == AGREED  # the same words, decided on
    held = journal.verify(MEETING)
    assert (held.intact, held.seal_holds) == (True, True)
    journal.close()
    again = Journal.open(tmp_path / "journal")
    assert again.repairs == ()
    assert again.gone(MEETING).expired == rounds | notes
    again.close()


def test_a_list_as_older_versions_wrote_it_still_holds(tmp_path):
    held = {"unfinished": {}, "erased": {MEETING: [3, 5]}}
    (tmp_path / NAME).write_text(json.dumps(held), encoding="utf-8")
    journal = Journal.open(tmp_path)
    assert journal.gone(MEETING) == Gone(frozenset({3, 5}))
    journal.close()
    assert os.listdir(tmp_path)
