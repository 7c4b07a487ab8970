"""A ticket says what a browser session may do, and nobody can make one but us."""

import stat

import pytest

from telvertel.meeting.events import Role, Side
from telvertel.web.ticket import read_ticket, secret, ticket


def test_the_secret_is_made_once_and_readable_by_nobody_else(tmp_path):
    first = secret(tmp_path / "secret")
    assert len(first) == 32
    assert secret(tmp_path / "secret") == first
    (path,) = (tmp_path / "secret").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_torn_by_a_crash_is_made_again(tmp_path):
    (tmp_path / "ticket.key").write_bytes(b"half")
    assert len(secret(tmp_path)) == 32


@pytest.mark.parametrize(
    ("role", "side"),
    [(Role.facilitator, None), (Role.provider, Side.provider), (Role.wall, None)],
)
def test_a_ticket_says_what_was_put_in_it(role, side):
    found = read_ticket(b"geheim", ticket(b"geheim", "rivierstede-1", role, side, 1))
    assert (found.meeting, found.role, found.side) == ("rivierstede-1", role, side)
    assert found.admits("rivierstede-1") and not found.admits("rivierstede-2")


def test_a_side_gets_its_own_side_whatever_was_asked():
    made = ticket(b"geheim", "rivierstede-1", Role.provider, Side.municipality, 1)
    assert read_ticket(b"geheim", made).side is Side.provider


def test_a_ticket_for_every_meeting_admits_each():
    made = read_ticket(b"geheim", ticket(b"geheim", "*", Role.facilitator, None, 1))
    assert made.admits("rivierstede-1") and made.admits("elders-2")


def test_a_changed_foreign_or_old_ticket_is_none():
    made = ticket(b"geheim", "rivierstede-1", Role.wall, None, 1)
    facilitator = ticket(b"ander geheim", "rivierstede-1", Role.facilitator, None, 1)
    body, _, signature = made.partition(".")
    mixed = f"{facilitator.partition('.')[0]}.{signature}"
    old = ticket(b"geheim", "rivierstede-1", Role.wall, None, -1)
    for text in (facilitator, mixed, old, body, f"{body}.", f".{signature}", "", "é.ü", made + "x"):
        assert read_ticket(b"geheim", text) is None
