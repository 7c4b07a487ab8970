"""Sessions: a cookie that lets somebody in, survives a restart, and can be ended."""

import os
import stat

import pytest
from starlette.responses import Response

from telvertel.meeting.events import Role, Side
from telvertel.web.sessions import FACILITATOR, MOST, Sessions, cookie, set_cookie

MEETING = "oever-2026"


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sessions(tmp_path, clock):
    return Sessions(tmp_path, now=clock)


def test_a_token_finds_its_session_and_another_token_finds_nothing(sessions):
    token, session = sessions.begin(Role.provider, None, MEETING, name="Sanne")
    assert sessions.of(token) == session
    assert session.side is Side.provider and session.name == "Sanne"
    assert len(session.id) == 8 and int(session.id, 16) >= 0
    assert sessions.of(token + "x") is None and sessions.of("") is None


def test_the_token_is_not_on_disk_and_only_the_owner_reads_the_file(sessions, tmp_path):
    token, _ = sessions.begin(Role.reader, None, MEETING)
    (path,) = tmp_path.iterdir()
    assert token not in path.read_text()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_restart_keeps_people_in(sessions, tmp_path, clock):
    token, session = sessions.begin(Role.municipality, None, MEETING)
    assert Sessions(tmp_path, now=clock).of(token) == session


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"a": {"role": "?"}}', b'{"a": 1}', b"\xff"]
)
def test_a_damaged_file_lets_nobody_in_and_breaks_nothing(sessions, tmp_path, clock, damage):
    token, _ = sessions.begin(Role.reader, None, MEETING)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    again = Sessions(tmp_path, now=clock)
    assert again.of(token) is None
    assert again.of(again.begin(Role.reader, None, MEETING)[0])


def test_a_session_ends_by_itself_by_hand_and_with_its_meeting(sessions, clock, tmp_path):
    first, one = sessions.begin(Role.reader, None, MEETING)
    second, two = sessions.begin(Role.reader, None, MEETING, hours=8)
    third, _ = sessions.begin(Role.reader, None, "elders")
    every, _ = sessions.begin(Role.facilitator, None, "*", hours=8)
    assert sessions.standing(MEETING) == (one, two)
    sessions.end(one.id)
    assert sessions.of(first) is None and sessions.standing(MEETING) == (two,)
    clock.now += 4 * 3600 + 1
    assert sessions.of(third) is None
    sessions.end_all(MEETING)
    assert sessions.of(second) is None and sessions.of(every)
    assert Sessions(tmp_path, now=clock).of(second) is None


def test_sessions_do_not_pile_up(sessions, clock):
    old, _ = sessions.begin(Role.facilitator, None, MEETING)
    sessions._held = {f"{n:064x}": sessions.of(old) for n in range(MOST)}
    sessions.begin(Role.facilitator, None, MEETING)
    assert len(sessions.standing(MEETING)) == MOST
    clock.now += 5 * 3600
    sessions.begin(Role.facilitator, None, MEETING)
    assert len(sessions._held) == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites():
    plain, bound = Response(), Response()
    set_cookie(plain, "abc", secure=False, kind=FACILITATOR, port=8501)
    set_cookie(bound, "abc", secure=True)
    for one in (plain, bound):
        given = one.headers["set-cookie"].lower()
        assert "httponly" in given and "samesite=strict" in given and "path=/" in given
        assert "domain" not in given
    assert "secure" not in plain.headers["set-cookie"].lower()
    assert bound.headers["set-cookie"].startswith("__Host-telvertel-mee=")
    assert "secure" in bound.headers["set-cookie"].lower()


def test_two_installations_on_one_laptop_and_two_kinds_of_people_have_cookies_of_their_own():
    names = {cookie(FACILITATOR, False, port) for port in (8501, 8502)}
    assert len(names | {cookie(FACILITATOR, True), cookie("telvertel-mee", True)}) == 4


def test_a_full_disk_locks_nobody_out(clock, tmp_path):
    (tmp_path / "secret").write_text("a file where the folder should be")
    sessions = Sessions(tmp_path / "secret", now=clock)
    token, session = sessions.begin(Role.reader, None, MEETING)
    assert sessions.of(token) == session


def test_a_facilitator_who_goes_on_working_stays_in_up_to_a_long_day_after_logging_in(
    sessions, clock, tmp_path
):
    token, begun = sessions.begin(Role.facilitator, None, "*")
    for _ in range(23):
        clock.now += 1800
        assert sessions.of(token).id == begun.id
        assert Sessions(tmp_path, now=clock).of(token)  # over a restart too
    clock.now += 1799
    assert sessions.of(token)
    clock.now += 2
    assert sessions.of(token) is None


def test_a_facilitator_who_does_nothing_for_four_hours_is_out(sessions, clock):
    token, _ = sessions.begin(Role.facilitator, None, "*")
    clock.now += 2 * 3600
    assert sessions.of(token)
    clock.now += 4 * 3600 + 1
    assert sessions.of(token) is None


def test_what_is_done_on_an_open_page_counts_as_use_and_logging_out_ends_it_all_the_same(
    sessions, clock
):
    token, begun = sessions.begin(Role.facilitator, None, "*")
    clock.now += 3 * 3600
    sessions.used(begun)
    clock.now += 3 * 3600
    assert sessions.of(token) and not sessions.was_ended(begun)
    sessions.end(begun.id)
    assert sessions.of(token) is None and sessions.was_ended(begun)


def test_a_phone_is_out_when_its_time_is_over_however_much_it_was_used(sessions, clock):
    token, _ = sessions.begin(Role.provider, None, MEETING)
    for _ in range(4):
        clock.now += 3599
        assert sessions.of(token)
    clock.now += 5
    assert sessions.of(token) is None
