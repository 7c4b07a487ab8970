"""Codes to take part with: a long one in the QR code, six digits for typing, and how often one may
try.

Nothing of it is on disk: after a restart the facilitator shows a new code, and who was in stays in.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from telvertel.web import clock
from telvertel.web.tries import IN_ALL, Tries

PIN_DIGITS = 6
VALID = 30 * 60.0  # seconds
JOINS = 40  # per code


class CodeRefused(Exception):
    """No such code, or not any more."""


class TooManyTries(Exception):
    """Whoever tries has to wait, or to ask the facilitator for a new code."""


@dataclass(frozen=True)
class Code:
    """How to come in to one meeting."""

    meeting: str
    pin: str
    token: str  # 128 bits, in the fragment of an address
    until: float  # seconds since 1970
    joins: int = 0

    def holds(self, now: float) -> bool:
        return self.until > now and self.joins < JOINS


def drawn_pin() -> str:
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


class Codes:
    """The code of each meeting, at most one at a time; may be asked from any thread."""

    def __init__(
        self, now: Callable[[], float] = clock.seconds, draw: Callable[[], str] = drawn_pin
    ) -> None:
        self._now, self._draw = now, draw
        self._lock = threading.Lock()
        self._codes: dict[str, Code] = {}
        self._tries, self._wrong = Tries(now=now), 0

    def of(self, meeting: str) -> Code | None:
        """The code that holds now, or None: never asked for, used up, or past its time."""
        with self._lock:
            code = self._codes.get(meeting)
        return code if code and code.holds(self._now()) else None

    def renew(self, meeting: str) -> Code:
        """A new code; the one before no longer holds, and tries are counted anew."""
        with self._lock:
            made = Code(meeting, self._draw(), secrets.token_urlsafe(16), self._now() + VALID)
            self._codes[meeting] = made
            self._tries, self._wrong = Tries(now=self._now), 0
            return made

    def end(self, meeting: str) -> None:
        """Nobody comes in to this meeting any more."""
        with self._lock:
            self._codes.pop(meeting, None)

    def use(self, given: str, address: str) -> str:
        """The meeting that a code lets in to, and one of its joins taken.

        Raises CodeRefused, or TooManyTries: then also for the right digits.
        """
        with self._lock:
            by_hand = len(given) == PIN_DIGITS
            if by_hand and not self._tries.take(address):
                raise TooManyTries
            found = self._find(given, by_hand)
            if found is None:
                self._count_wrong(by_hand)
                raise CodeRefused
            self._tries.forgive(address)
            self._codes[found.meeting] = replace(found, joins=found.joins + 1)
            return found.meeting

    def _find(self, given: str, by_hand: bool) -> Code | None:
        """Every code is compared, each in the same time, so that time tells nothing."""
        now, found = self._now(), None
        for code in self._codes.values():
            right = code.pin if by_hand else code.token
            if hmac.compare_digest(right.encode(), given.encode()) and code.holds(now):
                found = code
        return found

    def _count_wrong(self, by_hand: bool) -> None:
        """At the fiftieth wrong guess all digits are replaced; the QR codes keep their long one."""
        self._wrong += by_hand
        if by_hand and self._wrong % IN_ALL == 0:
            self._codes = {
                meeting: replace(code, pin=self._draw()) for meeting, code in self._codes.items()
            }
