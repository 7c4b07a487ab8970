"""How often somebody may guess: a few times per address, and not endlessly all together."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable

PER_ADDRESS, IN_ALL = 5, 50
WINDOW = 600.0  # seconds


class Tries:
    """Wrong tries of the last ten minutes; an address is only known by a hash, and in memory."""

    def __init__(
        self,
        per_address: int = PER_ADDRESS,
        in_all: int = IN_ALL,
        window: float = WINDOW,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_address, self._in_all, self._window, self._now = per_address, in_all, window, now
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._made: list[tuple[float, str]] = []  # when, by which address

    def take(self, address: str, *, counts_for_all: bool = True) -> bool:
        """Take a try, and say whether it may be made. Taken before the answer is known, so that a
        hundred guesses at once are still a hundred.

        Who sits at the laptop itself (``counts_for_all`` False) is not kept out by others.
        """
        key, now = self._key(address), self._now()
        with self._lock:
            self._made = [one for one in self._made if one[0] > now - self._window]
            mine = sum(1 for _, whose in self._made if whose == key)
            if mine >= self._per_address or (counts_for_all and len(self._made) >= self._in_all):
                return False
            self._made.append((now, key))
            return True

    def forgive(self, address: str) -> None:
        """It was right after all: the tries of this address are forgotten."""
        key = self._key(address)
        with self._lock:
            self._made = [one for one in self._made if one[1] != key]

    def _key(self, address: str) -> str:
        return hashlib.sha256(self._salt + address.encode()).hexdigest()
