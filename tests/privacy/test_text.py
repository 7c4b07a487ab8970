"""Free text: what points at a person is found, and ordinary talk is left in peace.

The sentences stand in sentences/; all are invented, the numbers are from official test ranges.
They were written together with the rules, so they show what is covered, not how often real notes
go unnoticed.
"""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from telvertel.privacy.text import ConcernKind, look
from telvertel.wording.words import words

SENTENCES = Path(__file__).parent / "sentences"
TODAY = date(2026, 11, 22)
ALWAYS_FOUND = {"bsn", "email", "phone", "birth_date", "date"}


def lines(name: str) -> list[str]:
    read = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in read if line and not line.startswith("#")]


def hits() -> list[tuple[str, bool, str]]:
    rows = (line.split(" | ", 2) for line in lines("hits.txt"))
    return [(kind, weight == "hard", sentence) for kind, weight, sentence in rows]


def test_what_points_at_a_person_is_found(record_property):
    found: dict[str, list[bool]] = defaultdict(list)
    for kind, hard, sentence in hits():
        concerns = {(one.kind.value, one.hard) for one in look(sentence, today=TODAY)}
        found[kind].append((kind, hard) in concerns)
    recall = {kind: sum(one) / len(one) for kind, one in found.items()}
    record_property("recall", recall)
    assert set(recall) == {kind.value for kind in ConcernKind}
    for kind, share in recall.items():
        assert share == 1 if kind in ALWAYS_FOUND else share >= 0.9, kind


def test_ordinary_talk_is_left_in_peace(record_property):
    innocent = lines("innocent.txt")
    alarms = [sentence for sentence in innocent if look(sentence, today=TODAY)]
    record_property("false_alarms", len(alarms) / len(innocent))
    assert len(alarms) <= 0.05 * len(innocent), alarms


def test_a_concern_says_where_it_is_and_does_not_repeat_it():
    text = "Bel 06-12345678, zijn BSN is 999990019."
    phone, number = look(text, today=TODAY)
    assert text[phone.start : phone.end] == "06-12345678"
    assert text[number.start : number.end] == "999990019"
    assert number.found_shortened == "99…"


def test_nine_digits_that_fail_the_test_of_eleven_are_no_bsn():
    assert look("Zaak 123456789 is besproken.", today=TODAY) == ()
    assert look("Zaak 123456782 is besproken.", today=TODAY)[0].kind is ConcernKind.bsn


@pytest.mark.parametrize(
    ("sentence", "alarm"),
    [("9 jongeren", True), ("10 jongeren", False), ("één kind", True), ("een kind", False)],
)
def test_a_group_is_small_below_ten(sentence, alarm):
    assert bool(look(sentence, today=TODAY)) is alarm


def test_an_agreed_date_is_fine_and_a_date_of_birth_is_not():
    assert look("Uiterlijk 1 maart 2027.", today=TODAY) == ()
    assert look("Geboren 1 maart 2027.", today=TODAY)[0].hard


def test_the_advice_is_not_itself_a_concern():
    for language in ("nl", "en"):
        for kind in ConcernKind:
            assert look(words(language)(f"concerns.{kind.value}.rewrite"), today=TODAY) == ()


def test_every_kind_has_words_in_both_languages():
    for language in ("nl", "en"):
        for kind in ConcernKind:
            assert words(language).of(kind)
            assert words(language)(f"concerns.{kind.value}.found")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "🙂 " * 50, "a" * 5000, "1 " * 500])
def test_odd_texts_are_looked_at_without_trouble(text):
    assert isinstance(look(text, today=TODAY), tuple)


def test_a_line_is_looked_at_while_it_is_typed():
    """Under a millisecond for a line; the bound here leaves room for a busy machine."""
    sentences = lines("innocent.txt")
    start = time.perf_counter()
    for sentence in sentences:
        look(sentence, today=TODAY)
    assert (time.perf_counter() - start) / len(sentences) < 0.003
