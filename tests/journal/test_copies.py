"""A meeting is carried elsewhere whole, and copies stand in a second place."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime

import pytest

from telvertel.journal import backup
from telvertel.journal.journal import Journal
from telvertel.journal.troubles import PackFault, PackRefused
from telvertel.meeting import events as e
from tests.journal.saying import parked, words_of

MEETING = "rivierstede-1"


def spoken(folder, *texts):
    journal = Journal.open(folder)
    for text in texts:
        journal.append(parked(text, op=f"op-{text:0>10}"))
    return journal


def test_a_packed_meeting_is_the_same_elsewhere_with_the_same_check_code(tmp_path):
    here = spoken(tmp_path / "hier", "een", "twee")
    here.pack(MEETING, tmp_path / "gesprek.zip", {"verslag.html": b"<h1>Verslag</h1>"})
    there = Journal.open(tmp_path / "daar")
    assert there.unpack(tmp_path / "gesprek.zip") == MEETING
    assert there.since(MEETING) == here.since(MEETING)
    assert there.check_code(MEETING) == here.check_code(MEETING)
    assert words_of(there.across("parked")) == ["een", "twee"]
    with zipfile.ZipFile(tmp_path / "gesprek.zip") as file:
        assert file.read("verslag.html") == b"<h1>Verslag</h1>"


def test_the_check_code_is_eight_signs_that_change_with_every_line(tmp_path):
    journal = spoken(tmp_path, "een")
    first = journal.check_code(MEETING)
    journal.append(parked("twee"))
    assert first != journal.check_code(MEETING)
    assert len(first) == 8 and e.Sealed(check_code=first)


def test_unpacking_twice_changes_nothing_and_a_longer_one_is_taken_up(tmp_path):
    here = spoken(tmp_path / "hier", "een")
    here.pack(MEETING, tmp_path / "vroeg.zip")
    here.append(parked("twee"))
    here.pack(MEETING, tmp_path / "laat.zip")
    there = Journal.open(tmp_path / "daar")
    for name in ("vroeg", "vroeg", "laat"):
        there.unpack(tmp_path / f"{name}.zip")
    assert words_of(there.since(MEETING)) == ["een", "twee"]


def test_a_meeting_that_went_on_differently_is_not_overwritten(tmp_path):
    spoken(tmp_path / "hier", "een", "twee").pack(MEETING, tmp_path / "gesprek.zip")
    there = spoken(tmp_path / "daar", "een", "iets anders")
    with pytest.raises(PackRefused) as refusal:
        there.unpack(tmp_path / "gesprek.zip")
    assert refusal.value.fault is PackFault.differs
    assert words_of(there.since(MEETING)) == ["een", "iets anders"]


def altered(source, target, change):
    with zipfile.ZipFile(source) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def test_a_pack_in_which_one_word_was_changed_is_refused(tmp_path):
    spoken(tmp_path / "hier", "behaald", "twee").pack(MEETING, tmp_path / "gesprek.zip")

    def change(parts):
        parts["journal.jsonl"] = parts["journal.jsonl"].replace(b"behaald", b"gehaald")

    altered(tmp_path / "gesprek.zip", tmp_path / "ander.zip", change)
    with pytest.raises(PackRefused) as refusal:
        Journal.open(tmp_path / "daar").unpack(tmp_path / "ander.zip")
    assert refusal.value.fault is PackFault.altered


def test_a_pack_that_names_another_meeting_is_refused(tmp_path):
    spoken(tmp_path / "hier", "een").pack(MEETING, tmp_path / "gesprek.zip")

    def change(parts):
        manifest = json.loads(parts["manifest.json"]) | {"meeting": "../../etc/x"}
        parts["manifest.json"] = json.dumps(manifest).encode()

    altered(tmp_path / "gesprek.zip", tmp_path / "ander.zip", change)
    with pytest.raises(PackRefused):
        Journal.open(tmp_path / "daar").unpack(tmp_path / "ander.zip")


def test_a_zip_that_would_fill_the_disk_is_refused_before_unpacking(tmp_path):
    with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b"{}")
        file.writestr("journal.jsonl", b"0" * 60_000_000)
    with pytest.raises(PackRefused) as refusal:
        Journal.open(tmp_path / "daar").unpack(tmp_path / "bom.zip")
    assert refusal.value.fault is PackFault.too_large


@pytest.mark.parametrize("data", [b"", b"geen zip", b"PK\x03\x04half"])
def test_what_is_no_pack_is_said_to_be_none(tmp_path, data):
    (tmp_path / "iets.zip").write_bytes(data)
    with pytest.raises(PackRefused) as refusal:
        Journal.open(tmp_path / "daar").unpack(tmp_path / "iets.zip")
    assert refusal.value.fault is PackFault.not_a_pack


def test_a_backup_holds_every_line_and_opens_as_a_journal(tmp_path):
    journal = spoken(tmp_path / "hier", "een", "twee")
    seed = tmp_path / "seed.key"
    seed.write_bytes(b"geheim")
    made = journal.back_up(tmp_path / "stick", also=[seed])
    sums = json.loads((made / "sha256.json").read_text())
    for name, expected in sums.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == expected
    assert (made / "ook" / "seed.key").read_bytes() == b"geheim"
    restored = Journal.open(made)
    assert words_of(restored.since(MEETING)) == ["een", "twee"]
    assert restored.check_code(MEETING) == journal.check_code(MEETING)


def test_backups_of_today_stay_twelve_and_of_a_day_before_one_for_a_week():
    today = [f"20261122T{hour:02d}0000000000" for hour in range(6, 20)]
    yesterday = ["20261121T100000000000", "20261121T160000000000"]
    long_ago = ["20261101T100000000000"]
    strange = ["vakantiefotos"]
    gone = backup.too_old(
        today + yesterday + long_ago + strange, datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert set(gone) == {*today[:2], yesterday[0], *long_ago}
