"""Nobody stands by name beside others who did not agree to that, and nobody is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.figures.consents import (
    NAME,
    Consent,
    by_name,
    consents,
    give,
    standing,
    withdraw,
)

DAY, LATER = date(2026, 11, 22), date(2027, 1, 5)
CODES = st.frozensets(st.sampled_from("abcdefgh"))


def test_nobody_is_named_until_somebody_says_so(tmp_path):
    assert standing(tmp_path) == {}
    give(tmp_path, "99000001", "bestuurder", DAY)
    assert standing(tmp_path) == {"99000001": Consent("99000001", "bestuurder", DAY)}


def test_a_withdrawn_yes_holds_no_more_and_stays_readable(tmp_path):
    give(tmp_path, "99000001", "bestuurder", DAY)
    withdraw(tmp_path, "99000001", LATER)
    assert standing(tmp_path) == {}
    give(tmp_path, "99000001", "directeur", LATER)
    assert consents(tmp_path) == (
        Consent("99000001", "bestuurder", DAY, LATER),
        Consent("99000001", "directeur", LATER),
    )


@pytest.mark.parametrize(("code", "by"), [("", "bestuurder"), ("99000001", "  "), ("../x", "wij")])
def test_a_yes_without_who_gave_it_is_not_kept(tmp_path, code, by):
    with pytest.raises(ValueError):
        give(tmp_path, code, by, DAY)
    assert consents(tmp_path) == ()


def test_with_a_broken_file_nobody_is_named(tmp_path):
    give(tmp_path, "99000001", "bestuurder", DAY)
    (tmp_path / NAME).write_text("consent = [", encoding="utf-8")
    assert standing(tmp_path) == {}


@given(CODES, CODES, CODES)
def test_never_is_exactly_one_left_to_be_guessed_by_who_agreed(codes, own, agreed):
    named = by_name(codes, own, agreed)
    assert codes & own <= named <= codes & (own | agreed)
    others = codes - own
    assert len(codes - named) != 1 or len(others) == 1


def test_all_may_agree_and_then_all_are_named():
    assert by_name("abcd", "a", "bcd") == frozenset("abcd")
    assert by_name("abcd", "a", "bc") == frozenset("a")
    assert by_name("abcd", "a", "b") == frozenset("ab")
