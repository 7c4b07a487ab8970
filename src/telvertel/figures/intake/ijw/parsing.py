"""The process that reads messages: it may use little, open nothing and reach nobody.

Run by ``apart.py``. In: one line of JSON, then the files. Out: a line per message, at once, so
that the first one without an answer is the one over which the process fell.
"""

from __future__ import annotations

import codecs
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from defusedxml.sax import make_parser

from telvertel.figures.intake.ijw.message import Message, message_in
from telvertel.figures.intake.ijw.wire import line_of
from telvertel.figures.intake.parsing import limit
from telvertel.figures.problem import Rule, problem

_CODECS = ("utf-8", "utf-16", "ascii", "latin-1", "iso8859-15", "cp1252", "cp437")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def main() -> None:
    """Never a traceback: it could hold what is in the file."""
    asked = json.loads(sys.stdin.buffer.readline())
    _warm_up()
    limit(asked["memory"], asked["seconds"])
    key = bytes.fromhex(asked["key"])
    for file in asked["files"]:
        content = sys.stdin.buffer.read(file["size"])
        for message in _messages(file["pieces"], content, key):
            sys.stdout.buffer.write(line_of(message))
            sys.stdout.buffer.flush()


def _messages(pieces: list[dict[str, Any]], content: bytes, key: bytes) -> Iterator[Message]:
    """``at``: the place in the directory of a zip, None for a file that is a message itself."""
    for piece in pieces:
        wrong = partial(problem, piece["file"])
        try:
            text = content if piece["at"] is None else _unpacked(content, piece["at"])
            yield message_in(piece["file"], text, key)
        except _DAMAGED:
            yield Message(piece["file"], "", problems=(wrong(Rule.zip_damaged),))
        except MemoryError:
            yield Message(piece["file"], "", problems=(wrong(Rule.needs_too_much),))
        except Exception:  # noqa: BLE001  (whatever a crafted file brings about)
            yield Message(piece["file"], "", problems=(wrong(Rule.message_unreadable),))


def _unpacked(content: bytes, at: int) -> bytes:
    """Never more than its directory promised, which was looked at before."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(packed.infolist()[at])


def _warm_up() -> None:
    """What is loaded at first use is loaded while files can still be opened."""
    make_parser()
    for name in _CODECS:
        codecs.lookup(name)


if __name__ == "__main__":
    main()
