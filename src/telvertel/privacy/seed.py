"""What the secret seed of an installation decides: one number per key, the same for ever."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

SEED_BYTES = 32
AT_ONCE = 32  # numbers that one digest of 64 bytes gives


def secrets(seed: bytes, keys: Iterable[str]) -> np.ndarray:
    """One unpredictable number below 2⁶³ per key, whatever the order of the keys."""
    return (np.frombuffer(_digests(seed, keys, 8), dtype="<u8") >> 1).astype(np.int64)


def secret_rows(seed: bytes, keys: Iterable[str], width: int) -> np.ndarray:
    """Key × ``width`` unpredictable numbers below 2¹⁶: the digests of "0/key", "1/key" and so on,
    cut into words. A number each would take a digest each."""
    blocks = range(-(-width // AT_ONCE))
    drawn = _digests(seed, (f"{block}/{key}" for key in keys for block in blocks), 64)
    words = np.frombuffer(drawn, dtype="<u2").astype(np.int64)
    return words.reshape(-1, len(blocks) * AT_ONCE)[:, :width]


def _digests(seed: bytes, keys: Iterable[str], size: int) -> bytes:
    if len(seed) != SEED_BYTES:
        raise ValueError(f"the seed of an installation has {SEED_BYTES} bytes, not {len(seed)}")
    keyed = blake2b(key=seed, digest_size=size)
    drawn = bytearray()
    for key in keys:
        one = keyed.copy()
        one.update(key.encode())
        drawn += one.digest()
    return bytes(drawn)


def secret_order(seed: bytes, name: str, length: int) -> np.ndarray:
    """A secret permutation of so many places."""
    return np.argsort(secrets(seed, (f"order/{name}/{place}" for place in range(length))))


def name_of(seed: bytes, content: bytes) -> str:
    """A short name for protected content; without the seed it says nothing of seed or counts."""
    return blake2b(content, key=seed, person=b"telvertel cube", digest_size=6).hexdigest()
