"""Free text: what points at a person is found, and ordinary talk is left in peace.

The lines stand in sentences/; all are invented, the numbers are from official test ranges. They
show what is covered, not how often real notes go unnoticed.
"""

from __future__ import annotations

import re
import time

import pytest

from telvertel.privacy.text import ConcernKind, look
from telvertel.wording.words import words
from tests.privacy.sentences import HALVES, TODAY, alarms_of, found_of, hits, lines

ALWAYS_FOUND = {"bsn", "email", "phone", "birth_date", "date"}


def test_there_are_lines_enough_of_enough_kinds():
    every = [one for half in HALVES for one in hits(half)]
    assert len(every) >= 200 and len({kind for kind, _, _ in every}) >= 12
    assert sum(len(lines(f"innocent{half}")) for half in HALVES) >= 400
    assert len(hits("_held_out")) >= 100 and len(lines("innocent_held_out")) >= 200


def test_no_line_stands_in_both_halves():
    kept = {sentence for _, _, sentence in hits("")} | set(lines("innocent"))
    held = {sentence for _, _, sentence in hits("_held_out")} | set(lines("innocent_held_out"))
    assert not kept & held


@pytest.mark.parametrize("half", HALVES, ids=["mended with", "held back"])
def test_what_points_at_a_person_is_found(half, record_property):
    recall = {kind: sum(one) / len(one) for kind, one in found_of((half,)).items()}
    record_property("recall", recall)
    assert set(recall) == {kind.value for kind in ConcernKind}
    for kind, share in recall.items():
        assert share == 1 if kind in ALWAYS_FOUND else share >= 0.9, kind


SIGNS = {
    " ": "\N{NO-BREAK SPACE}",
    "-": "\N{NON-BREAKING HYPHEN}",
    "@": "\N{FULLWIDTH COMMERCIAL AT}",
}


@pytest.mark.parametrize("half", HALVES, ids=["mended with", "held back"])
def test_signs_that_only_look_alike_hide_nothing(half):
    """As Word, mail and web pages paste them; also with a sign of no width inside a number."""
    for kind, _, sentence in hits(half):
        told = {(one.kind, one.hard) for one in look(sentence, today=TODAY)}
        pasted = "".join(SIGNS.get(one, one) for one in sentence)
        split = re.sub(r"(?<=\d)(?=\d)", "\N{ZERO WIDTH SPACE}", sentence)
        for text in (pasted, split):
            assert told == {(one.kind, one.hard) for one in look(text, today=TODAY)}, (kind, text)


def test_the_place_of_a_concern_is_one_in_the_text_as_it_was_typed():
    text = "a\N{ZERO WIDTH SPACE}b: 06\N{NON-BREAKING HYPHEN}1234\N{SOFT HYPHEN}5678 bellen"
    (phone,) = look(text, today=TODAY)
    assert text[phone.start : phone.end] == "06\N{NON-BREAKING HYPHEN}1234\N{SOFT HYPHEN}5678"


@pytest.mark.parametrize("half", HALVES, ids=["mended with", "held back"])
def test_ordinary_talk_is_left_in_peace(half, record_property):
    alarms, of = alarms_of((half,))
    record_property("false_alarms", len(alarms) / of)
    assert len(alarms) <= 0.01 * of, alarms


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


def test_three_hundred_letters_are_looked_at_in_less_than_five_milliseconds():
    """Half a millisecond; counted in time of the processor, so that others do not weigh in."""
    text = " ".join(lines("innocent"))
    blocks = [text[start : start + 300] for start in range(0, len(text) - 300, 300)]
    look(blocks[0], today=TODAY)  # the lists of names are read at the first look
    start = time.process_time()
    for block in blocks:
        look(block, today=TODAY)
    assert (time.process_time() - start) / len(blocks) < 0.005
