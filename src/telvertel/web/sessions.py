"""Who is in: a random token in a cookie, of which only the hash stands on disk.

A facilitator and a participant have cookies of their own, so that a facilitator who tries the page
for phones on the same laptop stays the facilitator. A restart keeps everybody in.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.responses import Response

from telvertel.meeting.events import Role, Side
from telvertel.web import clock
from telvertel.web.ticket import EVERY_MEETING, own_folder

log = logging.getLogger(__name__)

HOURS = 4.0  # without any use
LONGEST = 12.0  # hours since logging in, however much a session is used
STEP = 600.0  # seconds; a session in use is written to disk no more often than this
MOST = 1000  # sessions held at once; the oldest makes place
FACILITATOR, PHONE = "telvertel", "telvertel-mee"  # names of the two cookies
# Files: as long as the one is there nobody comes in by phone and nothing is removed; every session
# that began before the other was written is over, whichever program wrote it.
STOPPED, ENDED = "stopped", "sessions.ended"
COOKIE = {kind: (kind, f"__Host-{kind}") for kind in (FACILITATOR, PHONE)}  # plain, and on TLS


@dataclass(frozen=True)
class Session:
    id: str  # 8 hex digits, fit for a log
    meeting: str  # an id, or "*" for every meeting
    role: Role
    side: Side | None
    name: str
    begun_at: float  # seconds since 1970
    until: float
    chosen: str = ""  # the mark of the passphrase it began with

    def admits(self, meeting: str) -> bool:
        return self.meeting in (EVERY_MEETING, meeting)


class Sessions:
    """The sessions of one installation; may be asked from any thread."""

    def __init__(self, folder: Path, now: Callable[[], float] = clock.seconds) -> None:
        self._path = Path(folder) / "sessions.json"
        self._stop, self._end = Path(folder) / STOPPED, Path(folder) / ENDED
        self._now = now
        self._lock = threading.Lock()  # one change at a time; who only looks does not wait
        self._held = _read(self._path)
        self._ended: set[str] = set()  # ids of those that were ended before their time
        self._following: Counter[str] = Counter()  # session → sockets that are open now

    def begin(
        self,
        role: Role,
        side: Side | None,
        meeting: str,
        hours: float = HOURS,
        name: str = "",
        chosen: str = "",
    ) -> tuple[str, Session]:
        """A new session and its token; the token is nowhere but in the cookie it is put in."""
        token, now = secrets.token_urlsafe(32), self._now()
        key = _hash(token)
        if role in (Role.municipality, Role.provider):
            side = Side(role.value)
        session = Session(id_of(token), meeting, role, side, name, now, now + hours * 3600, chosen)
        with self._lock:
            standing = [pair for pair in self._held.items() if pair[1].until > now]
            self._ended |= {one.id for _, one in standing[: -MOST + 1]}
            self._held = dict([*standing[-MOST + 1 :], (key, session)])
            self._save()
        return token, session

    def of(self, token: str) -> Session | None:
        """The session of a token, or None when there is none, it ended, or its time is past."""
        key = _hash(token) if token else ""
        session = self._held.get(key)
        standing = session is not None and session.until > self._now()
        standing = standing and not self._is_stopped(session)
        return self._used(key, session) if standing else None

    def used(self, session: Session) -> None:
        """Somebody did something with this session, on a connection that was open already."""
        found = [(key, one) for key, one in self._held.items() if one.id == session.id]
        for key, one in found:
            if one.until > self._now():
                self._used(key, one)

    def _used(self, key: str, session: Session) -> Session:
        """The session of a facilitator goes on while it is used, up to a long day."""
        until = min(self._now() + HOURS * 3600, session.begun_at + LONGEST * 3600)
        last = until >= session.begun_at + LONGEST * 3600
        if session.role is not Role.facilitator or until - session.until < (1 if last else STEP):
            return session
        later = replace(session, until=until)
        with self._lock:
            if self._held.get(key) is session:  # not ended meanwhile
                self._held = {**self._held, key: later}
                self._save()
        return later

    def was_ended(self, session: Session) -> bool:
        """Whether somebody ended it before its time."""
        return session.id in self._ended or self._is_stopped(session)

    def is_stopped(self) -> bool:
        """Whether everybody was sent out, and the installation was not opened again."""
        return self._stop.exists()

    def _is_stopped(self, session: Session) -> bool:
        try:
            return session.begun_at <= self._end.stat().st_mtime
        except OSError:
            return False

    def forget_past(self) -> None:
        """Take those off the disk whose time is over."""
        now = self._now()
        with self._lock:
            kept = {
                key: one
                for key, one in self._held.items()
                if one.until > now and not self._is_stopped(one)
            }
            if len(kept) < len(self._held):
                self._held = kept
                self._save()

    @contextmanager
    def followed(self, session: Session | None) -> Iterator[None]:
        """While somebody follows the room with this session."""
        known = session.id if session else ""
        with self._lock:
            self._following[known] += 1
        try:
            yield
        finally:
            with self._lock:
                self._following[known] -= 1

    def follows(self, session: Session) -> bool:
        """Whether this session has the room open now."""
        return self._following[session.id] > 0

    def end(self, session_id: str) -> None:
        self._keep(lambda one: one.id != session_id)

    def end_all(self, meeting: str) -> None:
        """End every session of this meeting; a session for every meeting goes on."""
        self._keep(lambda one: one.meeting != meeting)

    def standing(self, meeting: str) -> tuple[Session, ...]:
        """The sessions of this meeting that still hold, in the order in which they began."""
        now, held = self._now(), self._held
        return tuple(one for one in held.values() if one.meeting == meeting and one.until > now)

    def _keep(self, stays: Callable[[Session], bool]) -> None:
        with self._lock:
            kept = {key: one for key, one in self._held.items() if stays(one)}
            if len(kept) < len(self._held):
                self._ended |= {one.id for key, one in self._held.items() if key not in kept}
                self._held = kept
                self._save()

    def _save(self) -> None:
        """Put it on disk; when that is full, sessions hold until the restart: nobody is out."""
        held = json.dumps({key: asdict(one) for key, one in self._held.items()})
        try:
            _replace(self._path, held)
        except OSError as trouble:
            log.error("sessions could not be saved: %s", type(trouble).__name__)


def _replace(path: Path, text: str) -> None:
    """Replace the file as a whole: after a crash there is the old one or the new one."""
    own_folder(path.parent)
    fresh = path.with_suffix(".new")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@lru_cache
def sessions_in(folder: Path) -> Sessions:
    """The sessions of this process in a secret folder: the gate and the pages hold the same."""
    return Sessions(folder)


def set_cookie(
    response: Response, token: str, secure: bool, kind: str = PHONE, port: int | None = None
) -> None:
    """Give the browser its token; it goes with the browser's own end or with the session's.

    ``port`` is for a cookie without TLS: browsers share cookies among all ports of a machine, and
    two installations on one laptop must not take each other's place.
    """
    response.set_cookie(
        cookie(kind, secure, port),
        token,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def end_cookie(
    response: Response, secure: bool, kind: str = PHONE, port: int | None = None
) -> None:
    name = cookie(kind, secure, port)
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="strict")


def cookie(kind: str, secure: bool, port: int | None = None) -> str:
    plain, bound = COOKIE[kind]
    if secure:
        return bound
    return plain if port is None else f"{plain}-{port}"


def id_of(token: str) -> str:
    """The id of the session of a token; of a token that is none, something as short."""
    return _hash(token)[:8]


def session_of(connection: HTTPConnection) -> Session | None:
    """Who is in, as the gate found it; None without a gate in front."""
    return connection.scope.get("telvertel.session")


def _read(path: Path) -> dict[str, Session]:
    """What was held before the restart; of a file that cannot be read nothing: people log in."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return {key: _session(facts) for key, facts in held.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _session(facts: dict) -> Session:
    side = Side(facts["side"]) if facts["side"] else None
    return Session(**{**facts, "role": Role(facts["role"]), "side": side})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
