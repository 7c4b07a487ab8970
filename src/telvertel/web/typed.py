"""Numbers as people type them: read in their language, or refused with how to write one."""

from __future__ import annotations

import json

from starlette.responses import JSONResponse

from telvertel.web.answers import Refused
from telvertel.wording import numbers
from telvertel.wording.words import words


class NoNumber(Refused):
    """Refused in the language in which the number was typed."""

    def __init__(self, language: str) -> None:
        super().__init__(422, "prediction.no_number")
        self.language = language

    def answer(self, language: str) -> JSONResponse:
        return super().answer(self.language)


def with_number(raw: bytes) -> bytes:
    """A prediction with its number read; any other body as it came. NoNumber when it is none."""
    told = json.loads(raw)
    body = told.get("body")
    text = body.get("value") if isinstance(body, dict) else None
    if not isinstance(text, str) or body.get("kind") != "prediction_given":
        return raw
    w = words(str(told.get("lang")))
    try:
        value = numbers.read_typed(text, w) if text.strip() else None
    except ValueError:
        raise NoNumber(w.language) from None
    return json.dumps({**told, "body": {**body, "value": value}}).encode()
