"""One request after another to CBS: with a time limit, some patience, and an ear for "stop"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import Event
from typing import Any

import httpx

from telvertel.figures.statline.troubles import (
    StatlineCancelled,
    StatlineOffline,
    StatlineRefused,
    StatlineUnreadable,
)

TRIES = 4
TRIES_WITHOUT_ROUTE = 2  # nobody answers at all: mostly a laptop without internet
FIRST_PAUSE = 0.5  # seconds; doubled after every try
LONGEST_PAUSE = 30.0  # seconds; CBS may ask for more, nobody waits that long in front of a screen
TIME_LIMIT = httpx.Timeout(30.0, connect=6.0)  # seconds
LARGEST_ANSWER = 64 * 2**20  # bytes of one page; CBS sends at most 100,000 rows in one
_BUSY = frozenset({429, 500, 502, 503, 504})
NOT_THERE = 404


class NotThere(Exception):
    """404: this address does not exist (a table that only the other version of OData has)."""


class Web:
    """Asks for JSON. ``stop`` is looked at before every request, piece of an answer and pause."""

    def __init__(self, stop: Event, first_pause: float = FIRST_PAUSE) -> None:
        self._stop = stop
        self._first_pause = first_pause
        # No redirects: what was asked of CBS is answered by CBS, or not at all.
        self._client = httpx.Client(timeout=TIME_LIMIT, follow_redirects=False)

    def close(self) -> None:
        self._client.close()

    def get(self, address: str, **query: str) -> dict[str, Any]:
        """The answer as an object.

        Raises NotThere, StatlineOffline, StatlineRefused, StatlineUnreadable, StatlineCancelled.
        """
        url = httpx.URL(address, params=query) if query else httpx.URL(address)
        for number in range(1, TRIES + 1):
            self._must_go_on()
            pause = self._first_pause * 2 ** (number - 1)
            try:
                status, content, asked = self._once(url)
            except httpx.TransportError as trouble:
                if number == TRIES or (number == TRIES_WITHOUT_ROUTE and _no_route(trouble)):
                    raise StatlineOffline from None
            else:
                if status not in _BUSY:
                    return _object(status, content)
                if number == TRIES:
                    raise StatlineRefused(status)
                pause = max(pause, asked)
            self._stop.wait(min(pause, LONGEST_PAUSE))
        raise AssertionError("the last try returns or raises")

    def pages(self, address: str, link: str, **query: str) -> Iterator[list[dict[str, Any]]]:
        """The rows of every page; ``link`` is the name under which a page tells the next one."""
        answer = self.get(address, **query)
        here = httpx.URL(address)
        seen: set[str] = set()
        while True:
            rows = answer.get("value")
            if not isinstance(rows, list):
                raise StatlineUnreadable
            yield rows
            if not answer.get(link):
                return
            there = _next(here, answer[link])
            if there in seen:
                raise StatlineUnreadable
            seen.add(there)
            answer = self.get(there)

    def rows(self, address: str, link: str, **query: str) -> list[dict[str, Any]]:
        return [row for page in self.pages(address, link, **query) for row in page]

    def _once(self, url: httpx.URL) -> tuple[int, bytes, float]:
        """Status, content and how many seconds CBS asks to wait."""
        with self._client.stream("GET", url) as answer:
            content = bytearray()
            for piece in answer.iter_bytes():
                self._must_go_on()
                content += piece
                if len(content) > LARGEST_ANSWER:
                    raise StatlineUnreadable
            wait = answer.headers.get("retry-after", "")
            return answer.status_code, bytes(content), float(wait) if wait.isdigit() else 0.0

    def _must_go_on(self) -> None:
        if self._stop.is_set():
            raise StatlineCancelled


def _next(here: httpx.URL, link: object) -> str:
    """An absolute link may name another host or plain http: only its path is followed."""
    try:
        told = here.join(str(link))
    except httpx.InvalidURL:
        raise StatlineUnreadable from None
    return str(told.copy_with(scheme=here.scheme, host=here.host, port=here.port))


def _no_route(trouble: httpx.TransportError) -> bool:
    return isinstance(trouble, httpx.ConnectError | httpx.ConnectTimeout)


def _object(status: int, content: bytes) -> dict[str, Any]:
    if status == NOT_THERE:
        raise NotThere
    if status != httpx.codes.OK:
        raise StatlineRefused(status)
    try:
        answer = json.loads(content)
    except ValueError:
        raise StatlineUnreadable from None
    if not isinstance(answer, dict):
        raise StatlineUnreadable
    return answer
