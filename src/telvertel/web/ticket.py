"""A signed ticket says what one browser session may do: which meeting, which role, until when.

It is made by the screen that the session opened and shown at our own routes, which stand outside
Streamlit's session. Nothing is stored: the signature is the proof.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from telvertel.meeting.events import Role, Side
from telvertel.web import clock

EVERY_MEETING = "*"
BYTES = 32


@dataclass(frozen=True)
class Ticket:
    meeting: str  # an id, or "*" for every meeting
    role: Role
    side: Side | None
    until: float  # seconds since 1970

    def admits(self, meeting: str) -> bool:
        return self.meeting in (EVERY_MEETING, meeting)


def secret(folder: Path) -> bytes:
    """The secret of this installation, made at the first start; mode 600, in no backup."""
    path = own_folder(Path(folder)) / "ticket.key"
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        held = path.read_bytes()
        if len(held) == BYTES:
            return held
        # Torn by a crash at the first start: no ticket was given out with it.
        path.unlink()
        return secret(folder)
    with os.fdopen(fd, "wb") as file:
        made = secrets.token_bytes(BYTES)
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return made


def own_folder(folder: Path) -> Path:
    """The secret folder, made when absent, and the data folder around it: for this user only."""
    for one in (folder.parent, folder):
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def ticket(secret: bytes, meeting: str, role: Role, side: Side | None, hours: float) -> str:
    """A ticket as text, fit for a header or an address; the role of a side brings its side."""
    if role in (Role.municipality, Role.provider):
        side = Side(role.value)
    payload = {
        "meeting": meeting,
        "role": role.value,
        "side": side.value if side else None,
        "until": round(clock.seconds() + hours * 3600),
    }
    body = _text(json.dumps(payload, sort_keys=True).encode())
    return f"{body}.{_signature(secret, body)}"


def read_ticket(secret: bytes, text: str) -> Ticket | None:
    """The ticket, or None when it is not ours, altered, or past its time."""
    body, _, signature = text.partition(".")
    if not hmac.compare_digest(_signature(secret, body).encode(), signature.encode()):
        return None
    facts = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    if facts["until"] < clock.seconds():
        return None
    side = Side(facts["side"]) if facts["side"] else None
    return Ticket(facts["meeting"], Role(facts["role"]), side, facts["until"])


def _signature(secret: bytes, body: str) -> str:
    return _text(hmac.new(secret, body.encode(), hashlib.sha256).digest())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
