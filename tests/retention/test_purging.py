"""What has an end date and is due goes, with a line of proof, and nothing else does."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from telvertel import cli, counting
from telvertel.days import day_of, today
from telvertel.figures import invented
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.installation import open_installation
from telvertel.journal import backup
from telvertel.journal.audit import Act, AuditLog, Entry
from telvertel.journal.periods import DEFAULTS, NAME, PeriodsUnreadable, periods
from telvertel.meeting import events as e
from telvertel.meeting.subject import ERASED
from telvertel.retention import logs, stopping
from telvertel.retention.daily import Daily
from telvertel.retention.kept import Subject, kept
from telvertel.retention.purging import due, is_talking, purge
from telvertel.screen.retention import _proof
from telvertel.selfcheck import backups
from telvertel.web.ticket import EVERY_MEETING
from telvertel.wording import numbers
from telvertel.wording.words import words
from tests.pages.small import PARTIES, sealed_meeting, trajectories

TODAY = today()
SAID = "De wachttijd liep op door Esdoornlaan."
AGREED = e.AgreementMade(agreement="a1", item="uitval", then_text="We bellen eerder.")
REAL = PARTIES.replace(";ja", ";nee")


def note(text: str) -> e.NoteWritten:
    return e.NoteWritten(
        note="n1", item="uitval", stage="explain", note_kind=e.NoteKind.fact, text=text
    )


def taken_in(house, tmp_path, parties: str = REAL, at: datetime | None = None):
    for name, text in {"parties.csv": parties, "trajectories.csv": trajectories()}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / "parties.csv", tmp_path / "trajectories.csv"]
    receipt = counting.take_in(house.warehouse, paths, who="tester", why="proef",
                               reference_date=date(2026, 1, 31), at=at)  # fmt: skip
    assert receipt.version, receipt.problems
    return receipt.version


@pytest.fixture
def house(tmp_path):
    """An installation that is not a demo, with figures in it."""
    opened = open_installation(tmp_path / "home", demo=False)
    taken_in(opened, tmp_path)
    yield opened
    opened.close()


def files_with(folder, word: str) -> list[str]:
    forms = (word.encode(), word.encode("utf-16-le"))
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in forms)
    ]


@pytest.mark.parametrize(
    ("language", "kind"), [("nl", "aantal onder de tien"), ("en", "number below ten")]
)
def test_the_line_of_words_that_were_doubted_says_of_what(language, kind):
    doubted = Entry(
        datetime(2026, 1, 5, tzinfo=UTC), Act.text_passed, {"concerns": ["small_group"]}
    )
    assert kind in _proof(doubted, None, words(language))


def test_an_import_leaves_no_delivered_record_on_the_disk(house):
    """Zero days: the pseudonyms of the delivery stand in no file of the installation."""
    assert files_with(house.home, "K0001") == []
    names = {path.suffix for path in house.home.rglob("*") if path.is_file()}
    assert not names & {".csv", ".xlsx", ".xml", ".part"}


def test_without_a_file_the_defaults_hold_and_a_file_makes_them_longer_or_shorter(tmp_path):
    assert periods(tmp_path) == DEFAULTS
    assert (DEFAULTS.cube_days, DEFAULTS.notes_days) == (730, 365)
    assert (DEFAULTS.log_days, DEFAULTS.backup_days) == (14, 30)
    (tmp_path / NAME).write_text("notes_days = 30\nlog_days = 60\n", encoding="utf-8")
    assert periods(tmp_path).notes_days == 30
    assert periods(tmp_path).log_days == 60


@pytest.mark.parametrize("written", ["notes_days = 0", 'notes_days = "lang"', "x = 1", "notes"])
def test_a_period_that_is_none_removes_nothing_and_says_which(tmp_path, house, written):
    (house.home / NAME).write_text(written, encoding="utf-8")
    with pytest.raises(PeriodsUnreadable):
        periods(house.home)
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=500), note(SAID))
    Daily(house).once()
    assert house.telling.meeting("lang-geleden").notes[0].text == SAID


def test_a_year_after_the_meeting_what_was_said_goes_and_what_was_agreed_stays(tmp_path, house):
    held = TODAY - timedelta(days=366)
    code = sealed_meeting(house, "lang-geleden", held, note(SAID), AGREED)
    sealed_meeting(house, "kort-geleden", TODAY - timedelta(days=364), note(SAID + " Toen."))
    (one,) = due(house, DEFAULTS, TODAY)
    assert (one.subject, one.name, one.until) == (
        Subject.notes, "lang-geleden", held + timedelta(days=365),
    )  # fmt: skip
    assert len(purge(house, DEFAULTS, TODAY).gone) == 1
    state = house.telling.meeting("lang-geleden")
    assert state.notes[0].text == ERASED
    assert [one.role for one in state.people] == [ERASED, ERASED]
    assert state.agreements[0].made.then_text == "We bellen eerder."
    assert house.telling.meeting("kort-geleden").notes[0].text == SAID + " Toen."
    assert files_with(house.home, "Esdoornlaan") == [
        one for one in files_with(house.home, "Esdoornlaan") if "lang-geleden" not in one
    ]
    held = house.journal.verify("lang-geleden")
    assert (held.intact, held.seal_holds, state.check_code) == (True, True, code)
    assert due(house, DEFAULTS, TODAY) == ()


def test_the_words_of_an_expired_meeting_are_in_no_file_at_all(house):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    assert files_with(house.home, "Esdoornlaan")
    purge(house, DEFAULTS, TODAY)
    assert files_with(house.home, "Esdoornlaan") == []


def test_each_thing_that_went_leaves_a_line_of_proof_without_its_content(house):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    purge(house, DEFAULTS, TODAY)
    (entry,) = house.audit.entries()
    assert (entry.act, entry.facts["subject"], entry.facts["name"]) == (
        Act.purged, "notes", "lang-geleden",
    )  # fmt: skip
    assert house.audit.is_intact()
    raw = house.audit.path.read_bytes()
    house.audit.path.write_bytes(raw.replace(b"lang-geleden", b"kort-geleden"))
    assert not house.audit.is_intact()


def test_a_copy_elsewhere_follows(tmp_path, house):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    house.journal.back_up(tmp_path / "stick" / "journal")
    assert files_with(tmp_path / "stick", "Esdoornlaan")
    purge(house, DEFAULTS, TODAY)
    assert files_with(tmp_path, "Esdoornlaan") == []


def test_invented_meetings_and_figures_have_no_end_date(tmp_path):
    house = open_installation(tmp_path / "home", demo=False)
    taken_in(house, tmp_path, PARTIES)
    sealed_meeting(house, "demo", TODAY - timedelta(days=3000), note(SAID), fictional=True)
    assert {one.until for one in kept(house, DEFAULTS)} == {None}
    assert purge(house, DEFAULTS, TODAY + timedelta(days=4000)).gone == ()
    house.close()


def test_what_somebody_delivers_into_the_demo_has_an_end_date_like_any_other(tmp_path):
    """And looking ahead says so: how much there is of each kind, and when the first of it goes."""
    house = open_installation(tmp_path / "home", demo=False)
    of_demo = taken_in(house, tmp_path, PARTIES)
    invented.mark(house.warehouse)
    own = taken_in(house, tmp_path, PARTIES)
    until = day_of(own.at) + timedelta(days=730)
    stick = tmp_path / "stick"
    house.warehouse.back_up(stick / "figures")
    backups.remember(house.home, stick, datetime.now(UTC))
    found = kept(house, DEFAULTS)
    for kind in (Subject.cube, Subject.copied_cube):
        ends = {one.name: one.until for one in found if one.subject is kind}
        assert ends == {of_demo.id: None, own.id: until}
    house.close()
    told = run("purge", "--dry-run", "--home", str(house.home)).output
    assert "Vandaag is er niets te wissen." in told
    day = numbers.day(until, words("nl"))
    assert (
        f"Beschermde cijfers: 2, waarvan 1 zonder einddatum (verzonnen); eerste einddatum {day}"
        in told
    )
    assert "Wat in gesprekken gezegd is: geen" in told
    house = open_installation(tmp_path / "home", demo=False)
    made_up = house.warehouse.table("periods", of_demo.id)
    gone = purge(house, DEFAULTS, until + timedelta(days=1)).gone
    assert own.id in {one.name for one in gone} and of_demo.id in house.warehouse.stored()
    assert made_up.height and house.warehouse.table("periods", of_demo.id).equals(made_up)
    house.close()


def test_two_years_after_an_import_its_figures_and_sticky_table_go_and_the_seed_stays(
    tmp_path, house
):
    (version,) = house.warehouse.stored()
    later = TODAY + timedelta(days=731)
    assert [one.name for one in purge(house, DEFAULTS, later).gone] == [version]
    assert house.warehouse.stored() == ()
    assert house.warehouse.current is None
    assert [one.name for one in (house.home / "figures" / "import_area").iterdir()] == ["seed"]
    again = taken_in(house, tmp_path)
    assert house.warehouse.current == again.id


def test_what_was_taken_over_past_midnight_counts_from_the_day_that_began(tmp_path, house):
    past_midnight = datetime(2026, 11, 22, 23, 37, tzinfo=UTC)
    name = taken_in(house, tmp_path, at=past_midnight).id
    (one,) = [one for one in kept(house, DEFAULTS) if one.name == name]
    assert one.since == date(2026, 11, 23) == one.until - timedelta(days=DEFAULTS.cube_days)


def test_an_older_version_goes_and_the_newer_can_still_be_asked(tmp_path, house):
    first = house.warehouse.current
    newer = taken_in(house, tmp_path)
    house.warehouse.drop(first)
    assert [one.id for one in counting.versions(house.warehouse)] == [newer.id]
    assert taken_in(house, tmp_path).after == newer.id


AGGREGATES = """indicator;periode;gemeente;aanbieder;teller;noemer;status;peildatum;bron
client_satisfaction;{year}KW01;GM9901;99000004;43;57;definitief;31-12-{year};eigen telling
client_satisfaction;{year}KW01;GM9901;;90;130;definitief;31-12-{year};eigen telling
"""


def two_deliveries(house, tmp_path, old: int = 2021, new: int = 2024) -> None:
    """Two years of records and an aggregate taken over in the year after, twice."""
    for year in (old, new):
        named = {"parties.csv": REAL, "trajectories.csv": trajectories(year)}
        named["aggregates.csv"] = AGGREGATES.format(year=year)
        for name, text in named.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        receipt = counting.take_in(
            house.warehouse, [tmp_path / name for name in named], who="tester", why="proef",
            at=datetime(year + 2, 2, 1, tzinfo=UTC), reference_date=date(year + 2, 1, 31),
        )  # fmt: skip
        assert receipt.version, receipt.problems


def remembered(warehouse, name: str, of: str) -> list[tuple]:
    """What the import area remembers of a year."""
    rows = warehouse.sticky(name)
    column = "atom" if name == "observations" else "period"
    return sorted(rows.filter(rows[column].str.contains(of)).rows())


def test_periods_taken_over_long_ago_go_and_what_came_later_stays_as_it_was(tmp_path):
    house = open_installation(tmp_path / "home", demo=False)
    two_deliveries(house, tmp_path)
    warehouse, before = house.warehouse, house.warehouse.current
    stay = {name: remembered(warehouse, name, "202[45]") for name in ("cube", "observations")}
    figures = {
        name: warehouse.table(name).filter(warehouse.table(name)["period"] >= "2024").rows()
        for name in ("atoms", "periods", "observations", "peaks")
    }
    day = date(2023, 2, 1)
    assert remembered(warehouse, "cube", "202[12]")
    assert remembered(warehouse, "observations", "2021")
    gone = purge(house, DEFAULTS, date(2026, 2, 15)).gone
    assert [(one.subject, one.since) for one in gone] == [(Subject.cube, day), (Subject.older, day)]
    (only,) = warehouse.stored()
    assert warehouse.current == only != before
    for name, rows in figures.items():
        assert warehouse.table(name).rows() == rows, name
        assert rows or name == "peaks"
    for name, rows in stay.items():
        assert rows and sorted(warehouse.sticky(name).rows()) == rows, name
    assert warehouse.version(only).at.date() == date(2026, 2, 1)
    told = counting.account(
        warehouse, house.catalogue.cards["dropout"], Scope(municipality="GM9901")
    )
    assert (told.version.id, told.last_change) == (only, None)  # what came before is not here
    assert purge(house, DEFAULTS, date(2026, 2, 15)).gone == ()
    house.close()


def test_an_older_version_that_stays_and_a_copy_lose_the_old_periods_too(tmp_path):
    house = open_installation(tmp_path / "home", demo=False)
    two_deliveries(house, tmp_path)
    taken_in(house, tmp_path)
    stick = tmp_path / "stick"
    house.warehouse.back_up(stick / "figures")
    backups.remember(house.home, stick, datetime.now(UTC))
    purge(house, DEFAULTS, date(2026, 2, 15))
    for folder in (house.home / "figures", stick / "figures"):
        there = Warehouse(folder)
        assert len(there.stored()) == 2
        for version in there.stored():
            assert there.table("atoms", version)["period"].min() >= "2024"
        assert remembered(there, "cube", "202[12]") == []
        there.close()
    assert len(counting.versions(house.warehouse)) == 2
    house.close()


def test_a_copy_holds_the_true_counts_of_the_version_in_use_only(tmp_path, house):
    copy = tmp_path / "stick" / "figures"
    for _ in range(2):
        taken_in(house, tmp_path)
        house.warehouse.back_up(copy)
    behind = [one.name for one in (copy / "import_area").glob("*.parquet")]
    assert behind and all(one.startswith(house.warehouse.current) for one in behind)


def test_of_the_copies_the_old_ones_go_but_never_the_newest(tmp_path, house):
    stick = tmp_path / "stick"
    for days in (40, 35, 1):
        at = datetime.now(UTC) - timedelta(days=days)
        backup.write(stick / "journal", {"a.jsonl": b""}, at)
    backups.remember(house.home, stick, datetime.now(UTC))
    gone = purge(house, DEFAULTS, TODAY).gone
    assert [one.subject for one in gone] == [Subject.copy, Subject.copy]
    assert len(backup.copies(stick / "journal")) == 1
    assert purge(house, DEFAULTS, TODAY + timedelta(days=90)).gone == ()


def test_figures_in_a_copy_go_when_their_time_is_over_too(tmp_path, house):
    stick = tmp_path / "stick"
    house.warehouse.back_up(stick / "figures")
    backups.remember(house.home, stick, datetime.now(UTC))
    gone = purge(house, DEFAULTS, TODAY + timedelta(days=731)).gone
    assert [one.subject for one in gone] == [Subject.cube, Subject.copied_cube]
    assert not list((stick / "figures").rglob("*.duckdb"))
    assert not list((stick / "figures").rglob("*.parquet"))


def test_the_log_is_json_by_day_and_goes_after_its_days(house):
    handler = logs.open_log(house.home, 14)
    logging.getLogger("telvertel.proef").error("error %s", "1234")
    try:
        raise ValueError("Jan Jansen")
    except ValueError:
        logging.getLogger("telvertel.proef").exception("stumbled")
    logs.close_log(handler)
    path = house.home / logs.FOLDER / logs.NAME
    lines = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]
    assert [one["told"] for one in lines] == ["error 1234", "stumbled"]
    assert lines[1]["error"] == "ValueError"
    assert "Jansen" not in path.read_text(encoding="utf-8")
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    for days in (13, 15):
        path.with_name(f"{logs.NAME}.{TODAY - timedelta(days=days)}").write_text("{}\n")
    (one,) = purge(house, DEFAULTS, TODAY).gone
    assert one.name.endswith(str(TODAY - timedelta(days=15)))


def test_sessions_whose_time_is_over_leave_the_disk(house):
    house.sessions.begin(e.Role.provider, None, "lente", hours=-1, name="Gedragswetenschapper")
    assert files_with(house.home, "Gedragswetenschapper")
    purge(house, DEFAULTS, TODAY)
    assert files_with(house.home, "Gedragswetenschapper") == []


def test_while_people_talk_the_daily_work_waits(house):
    from tests.pages.small import open_meeting

    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    open_meeting(house, "vandaag", TODAY)
    daily = Daily(house)
    daily.once()
    assert is_talking(house)
    assert len(due(house, DEFAULTS, TODAY)) == 1
    assert not is_talking(house, datetime.now(UTC) + timedelta(hours=4))


def test_the_daily_work_is_done_at_the_start_of_the_running_app(house):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    daily = Daily(house).begin()
    daily.end()
    assert due(house, DEFAULTS, TODAY) == ()
    assert (house.home / logs.FOLDER / logs.NAME).exists()


def test_what_cannot_be_removed_is_told_and_tried_again(house, monkeypatch):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    with monkeypatch.context() as broken:
        broken.setattr("telvertel.journal.record.Record.rewrite", _refuses)
        (one,) = purge(house, DEFAULTS, TODAY).refused
    assert [entry.act for entry in house.audit.entries()] == [Act.not_purged]
    assert [found.name for found in purge(house, DEFAULTS, TODAY).gone] == ["lang-geleden"]
    assert files_with(house.home, "Esdoornlaan") == []
    assert one.name == "lang-geleden"


def _refuses(*_):
    raise OSError(28, "No space left on device")


def run(*arguments: str):
    return CliRunner().invoke(cli.app, list(arguments))


def test_the_command_shows_first_and_removes_then(house):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    shown = run("purge", "--dry-run", "--home", str(house.home))  # beside the app that has it open
    assert "lang-geleden" in shown.output and shown.exit_code == 0
    assert run("purge", "--home", str(house.home)).exit_code == 2
    house.close()
    assert files_with(house.home, "Esdoornlaan")
    done = run("purge", "--home", str(house.home))
    assert done.exit_code == 0 and "Gewist: 1." in done.output
    assert files_with(house.home, "Esdoornlaan") == []
    assert "niets te wissen" in run("purge", "--home", str(house.home)).output
    house.__dict__["journal"] = open_installation(house.home, demo=False).journal


def test_a_period_of_no_days_is_told_with_the_lowest_one(house):
    (house.home / NAME).write_text("cube_days = 0", encoding="utf-8")
    shown = run("purge", "--dry-run", "--home", str(house.home))
    assert shown.exit_code == 2
    assert "cube_days = 0" in shown.output and "van 1 tot en met 3660 dagen" in shown.output


def test_the_log_of_today_is_in_the_list(house):
    logs.close_log(logs.open_log(house.home, 14))
    (house.home / logs.FOLDER / logs.NAME).write_text("{}\n", encoding="utf-8")
    (one,) = [one for one in kept(house, DEFAULTS) if one.subject is Subject.log]
    assert (one.since, one.until) == (TODAY, TODAY + timedelta(days=14))


def test_stop_and_keep_ends_every_session_and_nothing_is_removed_any_more(house):
    sealed_meeting(house, "lang-geleden", TODAY - timedelta(days=366), note(SAID))
    token, session = house.sessions.begin(e.Role.facilitator, None, EVERY_MEETING)
    done = run("stop", "--home", str(house.home))  # while the installation is open
    assert done.exit_code == 0, done.output
    assert house.sessions.of(token) is None
    assert house.sessions.was_ended(session)
    assert not house.joining.is_open("lang-geleden")
    assert purge(house, DEFAULTS, TODAY).gone == ()
    assert house.telling.meeting("lang-geleden").notes[0].text == SAID
    run("open-again", "--home", str(house.home))
    assert stopping.stopped_at(house.home) is None
    assert house.sessions.of(token) is None  # who is out stays out
    assert len(purge(house, DEFAULTS, TODAY).gone) == 1


def test_the_time_line_tells_when_what_and_in_which_role_and_no_word_of_it(house):
    sealed_meeting(house, "lente", TODAY, note(SAID))
    house.sessions.begin(e.Role.provider, None, "lente", name="Gedragswetenschapper")
    stopping.stop(house.home, "page")
    told = stopping.time_line(house.home).decode("utf-8-sig").splitlines()
    assert told[0] == "moment;where;what;role;facts"
    assert any(";lente;note_written;facilitator;" in one for one in told)
    assert any(";sessions;session_begun;provider;" in one for one in told)
    assert any(";audit;stopped;;by=page" in one for one in told)
    assert told[1:] == sorted(told[1:])
    assert not any("Esdoornlaan" in one or "Gedrags" in one for one in told)


def test_a_copy_goes_back_with_one_command_and_what_was_wiped_since_stays_wiped(tmp_path, house):
    sealed_meeting(house, "lente", TODAY - timedelta(days=366), note(SAID))
    house.journal.back_up(tmp_path / "stick" / "journal")
    house.warehouse.back_up(tmp_path / "stick" / "figures")
    purge(house, DEFAULTS, TODAY)
    done = run("restore", str(tmp_path / "stick"), "--home", str(tmp_path / "nieuw"))
    assert done.exit_code == 0, done.output
    again = open_installation(tmp_path / "nieuw", demo=False)
    assert again.telling.meeting("lente").notes[0].text == ERASED
    assert again.warehouse.current == house.warehouse.current
    assert [one.act for one in again.audit.entries()] == [Act.restored]
    again.close()
    refused = run("restore", str(tmp_path / "stick"), "--home", str(tmp_path / "nieuw"))
    assert refused.exit_code == 2 and "lege gegevensmap" in refused.output


def test_two_programs_write_one_audit_log_and_no_line_is_lost(tmp_path):
    one, other = AuditLog(tmp_path), AuditLog(tmp_path)
    for number in range(5):
        one.add(Act.handed_out, what="html", meeting=f"m{number}", to="both")
        other.add(Act.stopped, by="command")
    assert len(one.entries()) == 10 and one.is_intact()
