"""One iJw message is read from its XML as a stream; of a person only a key and a birth year stay.

The parser knows no DTD, entities or network (defusedxml). The client key is an HMAC of the BSN
under a key that lives as long as one import: nobody, not even with the seed of the installation,
can try all numbers afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import re
from dataclasses import dataclass, field
from datetime import date
from xml.sax import SAXException, handler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from stdnum.nl import bsn

from telvertel.figures.intake.ijw.elements import (
    ASIDE,
    BY_CODE,
    FROM_MUNICIPALITY,
    GONE,
    HEADER,
    ITEMS,
    LEAVES,
    VERSION,
    WITHOUT_CLIENT,
    Kind,
)
from telvertel.figures.intake.ijw.values import Item, item_of, read_day, wrong
from telvertel.figures.problem import Problem, Rule, problem

DEEPEST = 20  # elements within each other; the standard needs ten
LONGEST_TEXT = 1_000  # characters in an element that is read
KEY_BYTES = 32
_SCHEMA = re.compile(r"(jw|wmo|wlz)(\d{3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Message:
    """One message: its header, its items, and what is wrong with it. ``kind`` None: not read.

    ``aside``: the number of an answer or a return message, which is left aside unread.
    """

    file: str
    sha256: str
    kind: Kind | None = None
    id: str = ""  # unique for its sender (TR056)
    municipality: str = ""
    provider: str = ""
    written: date | None = None
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    aside: str = ""


def message_in(file: str, content: bytes, key: bytes) -> Message:
    """The message in this content; ``key`` makes client keys out of numbers."""
    reader = _Reader(file, key)
    sha256 = hashlib.sha256(content).hexdigest()
    trouble = _parsed(content, reader)
    if trouble:
        return Message(file, sha256, problems=(trouble,))
    return reader.message(sha256)


def _parsed(content: bytes, reader: _Reader) -> Problem | None:
    """The first reason why this is no message at all; its own text is in no report."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(reader)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException:
        return problem(reader.file, Rule.message_with_dtd)
    except _TooMuch:
        return problem(reader.file, Rule.message_too_deep, row=reader.line, limit=DEEPEST)
    except (SAXException, ValueError, LookupError, OSError):  # OSError: a codec that is not here
        return problem(reader.file, Rule.message_unreadable, row=reader.line)
    return None


class _TooMuch(Exception):
    """Deeper or longer than any message of the standard."""


@dataclass
class _Client:
    key: str | None = None
    birth_year: int | None = None


@dataclass
class _Reader(handler.ContentHandler):
    """Follows the path of elements; text is kept only where the table of elements asks for it."""

    file: str
    key: bytes
    schema: str = ""  # of the root element: "JW305"
    path: list[str] = field(default_factory=list)
    header: dict[str, str] = field(default_factory=dict)
    client: _Client = field(default_factory=_Client)
    item: int | None = None  # depth of the item that is open
    began: int = 0  # its line
    texts: dict[str, tuple[str, int]] = field(default_factory=dict)
    text: list[str] | None = None
    found: list[tuple[str, int, _Client, dict[str, tuple[str, int]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def line(self) -> int:
        return self._locator.getLineNumber() if self._locator else 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if not self.path:
            self.schema = _schema(name, attrs)
        self.path.append(name.rpartition(":")[2])
        if len(self.path) > DEEPEST:
            raise _TooMuch
        here = self.path[-1]
        if here == "Client" and self.item is None:
            self.client = _Client()
        if self.item is None and here in ITEMS:
            self.item, self.began, self.texts = len(self.path), self.line, {}
        self.text = [] if here in LEAVES and self._wanted() else None

    def characters(self, content: str) -> None:
        if self.text is not None:
            self.text.append(content)
            if sum(map(len, self.text)) > LONGEST_TEXT:
                raise _TooMuch

    def endElement(self, name: str) -> None:
        if self.text is not None:
            self._keep("".join(self.text).strip())
        self.text = None
        if self.item == len(self.path):
            self.found.append((self.path[-1], self.began, self.client, self.texts))
            self.item = None
        self.path.pop()

    def _below(self) -> str:
        """The path below the open item, or below the header."""
        return "/".join(self.path[self.item or 2 :])

    def _wanted(self) -> bool:
        if self.item is not None:
            return self._below() in ITEMS[self.path[self.item - 1]]
        return (
            self.path[-2:] == ["Client", "Bsn"]
            or self.path[-3:] == ["Client", "Geboortedatum", "Datum"]
            or (self.path[1:2] == ["Header"] and self._below() in HEADER)
        )

    def _keep(self, text: str) -> None:
        if self.item is not None:
            self.texts[self._below()] = (text, self.line)
        elif self.path[-1] == "Bsn":
            self.client.key = self._client_key(text)
        elif self.path[-1] == "Datum":
            self.client.birth_year = _year(text)
        else:
            self.header[self._below()] = text

    def _client_key(self, number: str) -> str | None:
        if not bsn.is_valid(number):
            return None
        return hmac.new(self.key, bsn.compact(number).encode(), "sha256").hexdigest()[:32]

    def message(self, sha256: str) -> Message:
        """Everything read, with header and items judged."""
        if self.schema[2:] in ASIDE and self.schema.startswith("JW"):
            return Message(self.file, sha256, aside=self.schema[2:])
        code, sender, receiver, number, written = (
            self.header.get(name, "") for name in (*HEADER[:1], *HEADER[3:])
        )
        kind = BY_CODE.get(code)
        trouble = self._header_wrong(kind, code, written)
        parties = (sender, receiver) if kind in FROM_MUNICIPALITY else (receiver, sender)
        if not trouble and not _are_parties(*parties):
            trouble = problem(self.file, Rule.message_parties, message=kind.value)
        if trouble:
            return Message(self.file, sha256, problems=(trouble,))
        made = Message(
            self.file, sha256, kind, number, f"GM{parties[0]}", parties[1], read_day(written)
        )
        return self._with_items(made)

    def _header_wrong(self, kind: Kind | None, code: str, written: str) -> Problem | None:
        if self.schema.startswith("JW") and self.schema[2:] in GONE:
            return problem(self.file, Rule.message_gone, kind=self.schema)
        if kind is None:
            known = self.schema or (code if code.isdecimal() and len(code) < 5 else "–")
            return problem(self.file, Rule.message_unknown, kind=known)
        version = tuple(self.header.get(name, "") for name in HEADER[1:3])
        if version != VERSION:
            return problem(self.file, Rule.message_version, found=".".join(version)[:8])
        if read_day(written) is None:
            return problem(self.file, Rule.message_undated, message=kind.value)
        return None

    def _with_items(self, made: Message) -> Message:
        items, problems = [], []
        for element, line, client, texts in self.found:
            if element not in WITHOUT_CLIENT and client.key is None:
                problems.append(wrong(made, Rule.message_client, line, f"{element}: Bsn"))
                continue
            item, troubles = item_of(made, element, line, client, texts)
            items.append(item)
            problems += troubles
        if not self.found:
            problems.append(problem(self.file, Rule.message_empty, message=made.kind.value))
        return Message(**{**vars(made), "items": tuple(items), "problems": tuple(problems)})


def _schema(name: str, attrs: AttributesImpl) -> str:
    """The message that the namespace of the root names, such as "JW305"; else ""."""
    prefix = name.rpartition(":")[0]
    space = attrs.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
    found = _SCHEMA.search(space)
    return f"{found[1]}{found[2]}".upper() if found else ""


def _are_parties(municipality: str, provider: str) -> bool:
    return bool(re.fullmatch(r"\d{4}", municipality) and re.fullmatch(r"\d{8}", provider))


def _year(text: str) -> int | None:
    """The year of birth; 1900 is how the standard writes an unknown one (IV009)."""
    year = text[:4]
    return int(year) if year.isdecimal() and int(year) > 1900 else None
