"""Codes to take part: they expire, run out, and guessing them comes to nothing."""

from __future__ import annotations

import pytest

from telvertel.web.codes import JOINS, VALID, CodeRefused, Codes, TooManyTries
from tests.meeting.saying import MEETING


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def codes(clock):
    return Codes(now=clock)


def refused(codes, given, address="10.0.0.9"):
    try:
        codes.use(given, address)
    except CodeRefused:
        return "wrong"
    except TooManyTries:
        return "too many"
    return "in"


def other_than(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def test_the_digits_and_the_long_code_let_in_to_their_own_meeting(codes):
    code = codes.renew(MEETING)
    codes.renew("ander-gesprek")
    assert len(code.pin) == 6 and code.pin.isdecimal()
    assert codes.use(code.pin, "10.0.0.1") == codes.use(code.token, "10.0.0.2") == MEETING


def test_a_code_ends_after_half_an_hour_and_when_a_new_one_is_made(codes, clock):
    old = codes.renew(MEETING)
    new = codes.renew(MEETING)
    assert refused(codes, old.token) == "wrong"
    assert refused(codes, new.token) == "in"
    clock.now += VALID
    assert refused(codes, new.token) == refused(codes, new.pin) == "wrong"
    assert codes.of(MEETING) is None


def test_forty_may_come_in_with_one_code(codes):
    code = codes.renew(MEETING)
    found = [refused(codes, code.token, f"10.0.0.{n}") for n in range(JOINS + 1)]
    assert found == ["in"] * JOINS + ["wrong"]


def test_one_address_may_be_wrong_five_times_in_ten_minutes(codes, clock):
    code = codes.renew(MEETING)
    wrong = other_than(code.pin)
    assert [refused(codes, wrong) for _ in range(6)] == ["wrong"] * 5 + ["too many"]
    assert refused(codes, code.pin) == "too many"  # nor with the right one
    assert refused(codes, code.pin, "10.0.0.1") == "in"  # who sits beside it still may
    clock.now += 601
    assert refused(codes, code.pin) == "in"


def test_after_fifty_wrong_tries_the_digits_are_replaced_and_typing_stops_for_a_while(codes):
    code = codes.renew(MEETING)
    wrong = other_than(code.pin)
    assert {refused(codes, wrong, f"10.0.1.{n}") for n in range(50)} == {"wrong"}
    assert codes.of(MEETING).pin != code.pin
    assert refused(codes, codes.of(MEETING).pin, "10.0.2.1") == "too many"
    assert refused(codes, code.token, "10.0.2.1") == "in"  # the QR code on the wall still holds


def test_a_new_code_of_the_facilitator_lets_everybody_try_again(codes):
    code = codes.renew(MEETING)
    for n in range(50):
        refused(codes, other_than(code.pin), f"10.0.1.{n}")
    assert refused(codes, codes.renew(MEETING).pin, "10.0.1.1") == "in"


def test_ten_thousand_guesses_from_as_many_addresses_let_nobody_in(clock):
    codes = Codes(now=clock, draw=iter(f"{n:06d}" for n in range(999_999, 0, -1)).__next__)
    codes.renew(MEETING)
    found = []
    for guess in range(10_000):
        found.append(refused(codes, f"{guess:06d}", f"10.{guess >> 8}.{guess & 255}.1"))
        clock.now += 0.18  # half an hour in all: the code holds until the last guess
        if codes.of(MEETING) is None:
            codes.renew(MEETING)  # a facilitator who keeps the code on the wall helps nobody
    assert found.count("in") == 0
    # Of ten thousand guesses only fifty in ten minutes are looked at: that is the protection.
    assert found.count("wrong") <= 250


def test_an_address_is_nowhere_to_be_read(codes):
    refused(codes, "000000", "192.168.7.31")
    assert "192.168.7.31" not in repr(vars(codes)) + repr(vars(codes._tries))


@pytest.mark.parametrize("given", ["", "1", "é" * 6, "٣٤٥٦٧٨", "x" * 64, "12345 "])
def test_anything_may_be_typed(codes, given):
    codes.renew(MEETING)
    assert refused(codes, given) == "wrong"
