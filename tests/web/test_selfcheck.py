"""The self-check says what it saw, what it could not see, and what to do; it makes nothing up."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from telvertel.cli import app
from telvertel.installation import open_installation
from telvertel.selfcheck import backups, encryption, findings
from telvertel.selfcheck.findings import SHIPPED, State
from telvertel.selfcheck.lines import line
from telvertel.wording.words import LANGUAGES, words
from tests.meeting import saying as s

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")


@pytest.fixture
def closed(tmp_path):
    """The data folder of an installation with one meeting, which no program has open."""
    house = open_installation(tmp_path / "home", demo=False)
    for body in s.OPEN:
        house.telling.say(s.saying(body))
    house.close()
    return house.home


@pytest.fixture
def house(closed):
    house = open_installation(closed, demo=False)
    yield house
    house.close()


def test_a_fresh_installation_is_fine_but_for_what_only_people_can_do(house):
    found = {one.check: one for one in findings.findings(house.home, house, SHIPPED)}
    fine = ("options", "folder", "secret", "lock", "journal", "clock", "space", "pictures")
    for check in fine:
        assert found[check].state is State.fine, found[check]
    assert found["backup"].reason == "never"
    assert found["restore"].state is State.unseen  # it is never claimed
    assert len(found) == 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_there_can_be_has_its_sentence_and_its_advice(language):
    w = words(language)
    checks = w.table("selfcheck")
    groups = {name: one for name, one in checks.items() if isinstance(one, dict)}
    for name, one in groups.items():
        if name in ("states", "quiet"):
            continue
        advised = {key.removesuffix("_do") for key in one if key.endswith("_do")}
        reasons = {key for key in one if not key.endswith("_do")} - {"name"}
        assert one["name"] and advised and advised <= reasons


def test_an_option_that_somebody_changed_is_named(house):
    other = {**SHIPPED, "server.enableXsrfProtection": False}
    found = findings.options(other)
    assert found.state is State.attention and found.facts["names"] == "server.enableXsrfProtection"
    assert findings.options(None).state is State.unseen


@POSIX
def test_a_folder_or_a_key_that_others_can_read_is_said(house):
    house.home.chmod(0o755)
    assert findings.folder(house.home).reason == "readable"
    key = house.home / "secret" / "ticket.key"
    key.chmod(0o644)
    assert findings.secret(key.parent).reason == "readable"
    key.write_bytes(b"kort")
    assert findings.secret(key.parent).reason == "absent"


def test_a_clock_that_was_set_back_is_said(house):
    newest = max(one.at for one in house.journal.since(s.MEETING))
    assert findings.clock(house, newest - timedelta(days=1)).reason == "back"
    assert findings.clock(house, newest + timedelta(seconds=1)).reason == "right"
    assert findings.clock(None, newest).state is State.unseen


def test_a_line_that_was_changed_behind_our_back_is_said(house):
    (path,) = (house.home / "journal").glob(f"*{s.MEETING}*.jsonl")
    path.write_bytes(path.read_bytes().replace(b"meeting_opened", b"meeting_closed"))
    found = findings.journal(house)
    assert found.state is State.attention and found.facts["broken"] == 1


def test_little_room_is_said(house, monkeypatch):
    monkeypatch.setattr(findings, "ROOM_NEEDED", 2**62)
    assert findings.space(house.home).reason == "little"


def test_a_lock_that_keeps_nobody_out_is_not_called_a_lock(tmp_path, house):
    assert findings.lock(house.home).reason == "held"
    assert findings.lock(tmp_path / "elsewhere").state is State.unseen


def test_the_last_copy_is_known_by_its_place_and_its_day(house, tmp_path):
    place = tmp_path / "copy"
    place.mkdir()
    assert findings.backup(house.home, house, NOW).reason == "never"
    newest = max(one.at for one in house.journal.since(s.MEETING))
    backups.remember(house.home, place, newest - timedelta(days=8))
    assert findings.backup(house.home, house, newest).reason == "old"
    backups.remember(house.home, place, newest + timedelta(seconds=1))
    assert findings.backup(house.home, house, newest).reason == "made"
    place.rmdir()
    assert findings.backup(house.home, house, newest).reason == "gone"


def device(system, number, *, uuid=None, slaves=()):
    """One device as Linux shows it: a folder, and a link to it by its number."""
    folder = system / "devices" / number.replace(":", "-")
    (folder / "slaves").mkdir(parents=True)
    if uuid:
        (folder / "dm").mkdir()
        (folder / "dm" / "uuid").write_text(f"{uuid}\n")
    for slave in slaves:
        (folder / "slaves" / slave.name).symlink_to(slave)
    return folder


@pytest.mark.parametrize(
    ("built", "encrypted"),
    [
        (lambda at: device(at, "8:1"), False),
        (lambda at: device(at, "254:0", uuid="CRYPT-LUKS2-abc-home"), True),
        (lambda at: device(at, "254:0", uuid="LVM-abc", slaves=[device(at, "8:1")]), False),
        (
            lambda at: device(
                at, "254:1", uuid="LVM-a", slaves=[device(at, "254:0", uuid="CRYPT-LUKS2-a")]
            ),
            True,
        ),
        (
            lambda at: device(
                at,
                "254:2",
                uuid="LVM-a",
                slaves=[device(at, "254:0", uuid="CRYPT-LUKS2-a"), device(at, "8:2")],
            ),
            False,  # half of it lies open
        ),
    ],
)
def test_encryption_is_followed_down_to_the_disk(tmp_path, built, encrypted):
    assert encryption._crypts(built(tmp_path)) is encrypted


@pytest.mark.parametrize("source", ["overlay", "tmpfs", "/dev/does-not-exist", "server:/share"])
def test_a_disk_that_does_not_tell_is_not_to_be_seen(tmp_path, source):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 27 0:21 / / rw,relatime - ext4 {source} rw\n")
    assert encryption.on_linux(tmp_path, mounts, tmp_path / "sys") is None


def test_the_deepest_mount_is_the_one_that_holds_the_folder(tmp_path):
    mounts = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "23 22 8:2 / /home rw shared:1 - ext4 /dev/mapper/home rw\n"
        "24 22 8:3 / /home/my\\040files rw - ext4 /dev/sdb1 rw\n"
    )
    at = encryption.Path
    assert encryption._source(at("/home/anna/local"), mounts) == "/dev/mapper/home"
    assert encryption._source(at("/homes"), mounts) == "/dev/sda1"
    assert encryption._source(at("/home/my files/x"), mounts) == "/dev/sdb1"


def test_in_the_demo_only_what_harms_a_meeting_asks_for_attention(house):
    found = findings.findings(house.home, house, SHIPPED)
    real = findings.needing_attention(found, fictional=False)
    assert "backup" in {one.check for one in real}
    invented = findings.needing_attention(found, fictional=True)
    assert not {one.check for one in invented} & {"backup", "disk"}


def test_the_command_line_says_the_same(closed):
    told = CliRunner().invoke(app, ["selfcheck", "--home", str(closed)])
    w = words("nl")
    for check in ("folder", "journal", "backup", "restore"):
        assert w(f"selfcheck.{check}.name") in told.output
    assert w("selfcheck.backup.never_do") in told.output
    assert told.exit_code == 1


def test_while_the_app_is_open_the_command_line_says_what_it_can(house):
    told = CliRunner().invoke(app, ["selfcheck", "--home", str(house.home)])
    assert words("nl")("selfcheck.journal.unseen") in told.output


def test_a_backup_is_remembered(closed, tmp_path):
    CliRunner().invoke(app, ["backup", str(tmp_path / "copy"), "--home", str(closed)])
    made = backups.last(closed)
    assert made.folder == (tmp_path / "copy").resolve()
    found = findings.backup(closed, None, datetime.now(UTC))
    assert found.state is State.fine
    assert str(made.folder) in line(found, words("nl")).sentence


def test_how_much_room_is_asked_for_is_how_much_is_looked_for(house, monkeypatch):
    monkeypatch.setattr(findings, "ROOM_NEEDED", 2**60)
    advice = line(findings.space(house.home), words("nl")).advice
    assert f"{2**40} MB" in advice


def test_a_copy_that_was_put_back_in_another_folder_is_practice_here_too(closed, tmp_path):
    copy, elsewhere = tmp_path / "copy", tmp_path / "elsewhere"
    CliRunner().invoke(app, ["backup", str(copy), "--home", str(closed)])
    assert findings.restore(closed, None).reason == "never"
    told = CliRunner().invoke(app, ["restore", str(copy), "--home", str(elsewhere)])
    assert told.exit_code == 0, told.output
    found = findings.restore(closed, None)
    assert (found.reason, found.state) == ("done", State.fine)
    assert str(elsewhere) not in (copy / backups.PRACTISED).read_text(encoding="utf-8")
