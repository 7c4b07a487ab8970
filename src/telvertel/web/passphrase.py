"""The passphrase of the facilitator: kept as a scrypt hash with salt, never shown, no default."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
import unicodedata
from pathlib import Path

from telvertel.web.ticket import own_folder

SHORTEST = 12
LONGEST = 200  # characters; nobody may keep the server busy with a book
DIFFERENT = 6  # characters that are not the same: "aaaaaaaaaaaa" is guessed at once
COST = {"n": 2**15, "r": 8, "p": 3}  # 32 MiB and about a quarter of a second for each try
MEMORY = 64 * 2**20


class PassphraseRefused(Exception):
    """Too short, too long or too plain; ``reason`` is the key of its sentence with ``facts``."""

    def __init__(self, reason: str, **facts: int) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


class Passphrase:
    """The one of an installation; ``folder`` is its secret folder."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / "passphrase.json"
        self._one_at_a_time = threading.Lock()  # many guesses at once may not take all memory

    def is_set(self) -> bool:
        return self._kept() is not None

    def chosen(self) -> str:
        """A mark of the one that holds now, another with each choice, also of the same words; empty
        when none was chosen. No clock is in it: who logged in with another mark logs in again."""
        kept = self._kept()
        return hashlib.sha256(kept["salt"].encode()).hexdigest()[:16] if kept else ""

    def choose(self, text: str) -> None:
        """Keep a new one in place of the old; PassphraseRefused when it is too easy to guess."""
        text = _plain(text)
        if len(text) < SHORTEST:
            raise PassphraseRefused("gate.passphrase.too_short", shortest=SHORTEST)
        if len(text) > LONGEST:
            raise PassphraseRefused("gate.passphrase.too_long", longest=LONGEST)
        if len(set(text)) < DIFFERENT:
            raise PassphraseRefused("gate.passphrase.too_plain")
        salt = secrets.token_bytes(16)
        kept = {"salt": salt.hex(), "hash": _hash(text, salt, COST).hex(), **COST}
        own_folder(self._path.parent)
        fresh = self._path.with_suffix(".new")
        fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def matches(self, text: str) -> bool:
        """Whether this is the one; never when none was chosen."""
        kept = self._kept()
        if kept is None or len(text) > LONGEST:
            return False
        cost = {name: int(kept[name]) for name in COST}
        with self._one_at_a_time:
            found = _hash(_plain(text), bytes.fromhex(kept["salt"]), cost)
        return hmac.compare_digest(found.hex(), kept["hash"])

    def _kept(self) -> dict | None:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return kept if isinstance(kept, dict) and {"salt", "hash", *COST} <= kept.keys() else None


def _plain(text: str) -> str:
    """One spelling for what looks the same, however a keyboard makes its accents."""
    return unicodedata.normalize("NFC", text).strip()


def _hash(text: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hashlib.scrypt(text.encode(), salt=salt, maxmem=MEMORY, dklen=32, **cost)
