"""A clock that is set back makes nothing live longer."""

import time

from telvertel.meeting.events import Role
from telvertel.web import clock
from telvertel.web.codes import VALID, Codes
from telvertel.web.sessions import Sessions
from telvertel.web.ticket import read_ticket, ticket

SECRET = b"s" * 32


def set_back(monkeypatch, hours: float) -> None:
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - hours * 3600)


def test_time_for_what_expires_does_not_go_back_with_the_clock(monkeypatch):
    before = clock.seconds()
    set_back(monkeypatch, 10)
    assert before <= clock.seconds() < before + 60


def test_a_ticket_and_a_session_that_expired_stay_expired_when_the_clock_is_set_back(
    monkeypatch, tmp_path
):
    old = ticket(SECRET, "gesprek", Role.provider, None, hours=-0.001)
    sessions = Sessions(tmp_path)
    token, _ = sessions.begin(Role.provider, None, "gesprek", hours=-0.001)
    assert read_ticket(SECRET, old) is None and sessions.of(token) is None
    set_back(monkeypatch, 10)
    assert read_ticket(SECRET, old) is None
    assert sessions.of(token) is None
    assert sessions.standing("gesprek") == ()


def test_a_ticket_given_out_with_the_clock_set_back_holds_no_longer_than_it_says(monkeypatch):
    set_back(monkeypatch, 10)
    made = read_ticket(SECRET, ticket(SECRET, "gesprek", Role.provider, None, hours=2))
    assert made is not None
    monkeypatch.undo()
    assert abs(made.until - clock.seconds() - 2 * 3600) < 60


def test_a_code_to_take_part_holds_no_longer_when_the_clock_is_set_back(monkeypatch):
    codes = Codes()
    codes.renew("gesprek")
    before = codes.of("gesprek")
    set_back(monkeypatch, 10)
    assert before is not None
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + VALID + 1)
    assert codes.of("gesprek") is None
