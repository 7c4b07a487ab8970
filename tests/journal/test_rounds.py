"""What is written in a silent round: safe on disk at once, and nothing in it says who or when."""

from __future__ import annotations

import json
import re
from itertools import permutations

import pytest

from telvertel.journal import disk
from telvertel.journal.rounds import Rounds, RoundStopped, Written
from telvertel.journal.troubles import NotSaved
from telvertel.meeting import events as e

M, R = "rivierstede-1", "ronde-1"
A, G = e.Side.provider, e.Side.municipality


@pytest.fixture
def rounds(tmp_path):
    return Rounds(tmp_path / "rounds")


def texts(rounds: Rounds) -> list[str]:
    return [one.text for one in rounds.of(M).lines]


def test_a_line_is_on_disk_once_it_is_acknowledged(rounds, tmp_path):
    rounds.write(M, R, "op-1", Written("provider", "De wachtlijst"))
    assert texts(Rounds(tmp_path / "rounds")) == ["De wachtlijst"]


def test_a_retry_is_stored_once_also_after_a_restart(rounds, tmp_path):
    rounds.write(M, R, "op-1", Written("provider", "De wachtlijst"))
    again = Rounds(tmp_path / "rounds")
    again.write(M, R, "op-1", Written("provider", "De wachtlijst"))
    assert texts(again) == ["De wachtlijst"]


def test_two_people_who_write_the_same_both_count(rounds):
    for op in ("op-1", "op-2"):
        rounds.write(M, R, op, Written("provider", "De wachtlijst"))
    assert rounds.of(M).counts() == {"provider": 2}


def test_the_bytes_on_disk_are_the_same_whatever_the_order_of_arrival(tmp_path, monkeypatch):
    monkeypatch.setattr("telvertel.journal.rounds.secrets.token_hex", lambda size: "k" * size)
    written = [("op-1", "zorg"), ("op-2", "aanloop"), ("op-3", "Midden")]
    found = set()
    for number, order in enumerate(permutations(written)):
        rounds = Rounds(tmp_path / str(number))
        for op, text in order:
            rounds.write(M, R, op, Written("provider", text))
        found.add((tmp_path / str(number) / f"{M}.json").read_bytes())
    assert len(found) == 1


def test_the_bytes_hold_no_time_no_operation_and_no_device(rounds, tmp_path):
    rounds.write(M, R, "op-van-telefoon", Written("provider", "De wachtlijst"))
    rounds.stand(M, R, "koekje-van-telefoon", A, e.Position.agree)
    raw = (tmp_path / "rounds" / f"{M}.json").read_text(encoding="utf-8")
    assert set(json.loads(raw)) == {"round", "key", "lines", "ops", "stands", "stopped"}
    assert json.loads(raw)["lines"] == [["provider", "De wachtlijst", False]]
    assert "telefoon" not in raw
    assert not re.search(r"\b20\d\d-|\b\d\d:\d\d\b|\b1[789]\d{8}\b", raw.replace("k", ""))


def test_who_comes_back_changes_a_position_instead_of_adding_one(rounds):
    rounds.stand(M, R, "koekje", A, e.Position.agree)
    rounds.stand(M, R, "koekje", A, e.Position.disagree)
    rounds.stand(M, R, "ander", G, e.Position.agree)
    assert sorted(rounds.of(M).stands.values()) == [
        ("municipality", "agree"),
        ("provider", "disagree"),
    ]


def test_after_the_end_nothing_is_left_and_nothing_comes_in_however_late(rounds, tmp_path):
    rounds.write(M, R, "op-1", Written("provider", "De wachtlijst"))
    rounds.stop(M, R)
    with pytest.raises(RoundStopped):
        rounds.write(M, R, "op-2", Written("provider", "Te laat"))
    rounds.drop(M)
    with pytest.raises(RoundStopped):
        rounds.write(M, R, "op-2", Written("provider", "Te laat"))
    assert list((tmp_path / "rounds").iterdir()) == []


def test_what_an_earlier_round_left_never_mixes_with_the_next(rounds):
    rounds.write(M, R, "op-1", Written("provider", "Van toen"))
    rounds.write(M, "ronde-2", "op-2", Written("provider", "Van nu"))
    assert texts(rounds) == ["Van nu"]


def test_a_full_disk_is_told_and_leaves_what_was_kept(rounds, tmp_path, monkeypatch):
    rounds.write(M, R, "op-1", Written("provider", "Veilig"))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write_whole", full)
    with pytest.raises(NotSaved):
        rounds.write(M, R, "op-2", Written("provider", "Niet meer"))
    assert texts(rounds) == texts(Rounds(tmp_path / "rounds")) == ["Veilig"]


def test_a_damaged_file_does_not_stop_the_next_round(tmp_path):
    (tmp_path / "rounds").mkdir()
    (tmp_path / "rounds" / f"{M}.json").write_bytes(b'{"round": "x", "li')
    rounds = Rounds(tmp_path / "rounds")
    rounds.write(M, R, "op-1", Written("provider", "Toch"))
    assert texts(rounds) == ["Toch"]
