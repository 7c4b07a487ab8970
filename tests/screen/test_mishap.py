"""A mistake of ours gives a sentence with a number; the log has the place, never what was said."""

from __future__ import annotations

import logging
import re

import streamlit as st

from telvertel.indicators import period
from telvertel.screen import mishap
from telvertel.wording.words import LANGUAGES, words

SECRET = "Sem uit Rivierstede, 3 kinderen"


def stumble() -> Exception:
    try:
        period.read(SECRET)
    except ValueError as error:
        return error
    raise AssertionError("a period that is none should not be read")


def test_the_page_shows_our_sentence_with_the_number_of_the_log(monkeypatch, caplog):
    shown = []
    monkeypatch.setattr(st, "error", shown.append)
    with caplog.at_level(logging.ERROR):
        assert mishap.told(stumble()) is True
    (number,) = re.findall(r"\*\*([0-9a-f]{8})\*\*", shown[0])
    assert number in caplog.text and "indicators/period.py" in caplog.text


def test_nothing_of_what_the_error_says_is_shown_or_logged(monkeypatch, caplog):
    shown = []
    monkeypatch.setattr(st, "error", shown.append)
    with caplog.at_level(logging.DEBUG):
        mishap.told(stumble())
    assert "Sem" not in caplog.text and "Sem" not in shown[0]


def test_streamlits_own_log_keeps_silent_about_what_an_error_says(capsys):
    mishap.hush()
    logger = logging.getLogger(mishap.STREAMLIT_TELLS)
    heard = []
    handler = logging.Handler()
    handler.emit = heard.append
    logger.addHandler(handler)
    logger.error("Uncaught app execution", exc_info=stumble())
    logger.removeHandler(handler)
    assert heard == []


def test_the_log_of_the_server_has_the_place_of_a_mistake_and_no_addresses(caplog):
    mishap.hush()
    for name in mishap.SERVER_TELLS:
        logger = logging.getLogger(name)
        logger.addHandler(caplog.handler)
        with caplog.at_level(logging.DEBUG, logger=name):
            logger.info('"GET /regie?gesprek=%s" 200', SECRET)
            logger.error("Exception in ASGI application", exc_info=stumble())
        logger.removeHandler(caplog.handler)
    assert "ValueError" in caplog.text and "indicators/period.py" in caplog.text
    assert "Sem" not in caplog.text


def test_the_sentence_is_there_in_every_language():
    for language in LANGUAGES:
        assert "abcd1234" in words(language)("menu.mishap", number="abcd1234")
