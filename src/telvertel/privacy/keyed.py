"""The secret numbers of very many keys: ``seed.secrets`` and ``seed.secret_rows``, compiled.

BLAKE2b of RFC 7693, keyed: the same numbers to the bit, which a test holds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit, uint64

_IV = np.array(
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ],
    dtype=np.uint64,
)  # fmt: skip
_SIGMA = np.array(
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    ],
    dtype=np.int64,
)  # fmt: skip
_BLOCK = 128

Texts = tuple[np.ndarray, np.ndarray]  # the bytes of all of them, and where each begins and ends


def texts(several: Sequence[str]) -> Texts:
    """Texts as one array of bytes."""
    coded = [one.encode() for one in several]
    ends = np.cumsum([0, *map(len, coded)]).astype(np.int64)
    return np.frombuffer(b"".join(coded) or b"\0", dtype=np.uint8), ends


def begun(seed: bytes, digest: int = 8) -> np.ndarray:
    """The state after the key, from which every text goes on to a digest of so many bytes."""
    state = _IV.copy()
    state[0] ^= np.uint64(0x01010000 ^ (len(seed) << 8) ^ digest)
    block = np.zeros(_BLOCK, dtype=np.uint8)
    block[: len(seed)] = np.frombuffer(seed, dtype=np.uint8)
    _compress(state, block, np.uint64(_BLOCK), False)
    return state


def secrets_of(seed: bytes, several: Sequence[str]) -> np.ndarray:
    """As ``seed.secrets`` of these texts; none of them may be empty."""
    content, ends = texts(several)
    return _each(begun(seed), content, ends)


@njit(nogil=True, cache=True)
def _each(state, content, ends):
    found = np.empty(len(ends) - 1, dtype=np.int64)
    work, block = np.empty(8, dtype=np.uint64), np.empty(_BLOCK, dtype=np.uint8)
    for at in range(len(found)):
        found[at] = number(state, content[ends[at] : ends[at + 1]], work, block)
    return found


@njit(nogil=True, cache=True)
def number(begin, text, state, block):
    """The secret number of a text: its digest without the lowest bit. ``state`` and ``block`` are
    room to work in."""
    digest(begin, text, state, block)
    return np.int64(state[0] >> uint64(1))


@njit(nogil=True, cache=True)
def digest(begin, text, state, block):
    """Leaves the digest of a text in ``state``."""
    for word in range(8):
        state[word] = begin[word]
    done = 0
    while len(text) - done > _BLOCK:
        block[:] = text[done : done + _BLOCK]
        done += _BLOCK
        _compress(state, block, uint64(_BLOCK + done), False)
    left = len(text) - done
    for byte in range(left):
        block[byte] = text[done + byte]
    for byte in range(left, _BLOCK):
        block[byte] = 0
    _compress(state, block, uint64(_BLOCK + len(text)), True)


@njit(nogil=True, cache=True, inline="always")
def _turned(value, by):
    return (value >> uint64(by)) | (value << uint64(64 - by))


@njit(nogil=True, cache=True, inline="always")
def _mix(a, b, c, d, one, other):
    a = a + b + one
    d = _turned(d ^ a, 32)
    c = c + d
    b = _turned(b ^ c, 24)
    a = a + b + other
    d = _turned(d ^ a, 16)
    c = c + d
    b = _turned(b ^ c, 63)
    return a, b, c, d


@njit(nogil=True, cache=True)
def _compress(state, block, length, last):
    """One block into the state. Sixteen names and no array: so they stay in registers."""
    m = block.view(np.uint64)  # little-endian, as every machine that this runs on
    a0, a1, a2, a3, b0, b1, b2, b3 = (
        state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
    )  # fmt: skip
    c0, c1, c2, c3 = _IV[0], _IV[1], _IV[2], _IV[3]
    d0, d1, d2, d3 = _IV[4] ^ length, _IV[5], _IV[6], _IV[7]
    if last:
        d2 = ~d2
    for turn in range(12):
        s = _SIGMA[turn]
        a0, b0, c0, d0 = _mix(a0, b0, c0, d0, m[s[0]], m[s[1]])
        a1, b1, c1, d1 = _mix(a1, b1, c1, d1, m[s[2]], m[s[3]])
        a2, b2, c2, d2 = _mix(a2, b2, c2, d2, m[s[4]], m[s[5]])
        a3, b3, c3, d3 = _mix(a3, b3, c3, d3, m[s[6]], m[s[7]])
        a0, b1, c2, d3 = _mix(a0, b1, c2, d3, m[s[8]], m[s[9]])
        a1, b2, c3, d0 = _mix(a1, b2, c3, d0, m[s[10]], m[s[11]])
        a2, b3, c0, d1 = _mix(a2, b3, c0, d1, m[s[12]], m[s[13]])
        a3, b0, c1, d2 = _mix(a3, b0, c1, d2, m[s[14]], m[s[15]])
    state[0] ^= a0 ^ c0
    state[1] ^= a1 ^ c1
    state[2] ^= a2 ^ c2
    state[3] ^= a3 ^ c3
    state[4] ^= b0 ^ d0
    state[5] ^= b1 ^ d1
    state[6] ^= b2 ^ d2
    state[7] ^= b3 ^ d3
