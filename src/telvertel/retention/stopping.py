"""Stop and keep, at a data breach: everybody is out, nothing is removed any more, and the time line
is there for whoever has to report it.

The mark is a file beside the sessions, so that the command line stops a running app as well.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from telvertel.journal import disk
from telvertel.journal.audit import Act, AuditLog
from telvertel.journal.lines import read
from telvertel.web.sessions import ENDED, STOPPED

COLUMNS = ("moment", "where", "what", "role", "facts")


def stopped_at(home: Path) -> datetime | None:
    """Since when the installation is stopped; None when it is not."""
    try:
        told = (home / "secret" / STOPPED).read_text(encoding="utf-8")
        return datetime.fromisoformat(told)
    except FileNotFoundError:
        return None
    except ValueError:
        return datetime.fromtimestamp((home / "secret" / STOPPED).stat().st_mtime, UTC)


def stop(home: Path, by: str) -> datetime:
    """End every session of every browser, now and in a running app; ``by`` is page or command."""
    at = datetime.now(UTC)
    disk.make_folder(home / "secret")
    for name in (STOPPED, ENDED):
        disk.write_whole(home / "secret" / name, at.isoformat().encode())
    AuditLog(home / "audit").add(Act.stopped, by=by)
    return at


def open_again(home: Path, by: str) -> None:
    """From now on phones may come in and what is due may go. The old sessions stay ended."""
    (home / "secret" / STOPPED).unlink(missing_ok=True)
    AuditLog(home / "audit").add(Act.opened_again, by=by)


def time_line(home: Path) -> bytes:
    """CSV with one row per thing that was said, done or begun, the oldest first: when, where, which
    kind, in which role. No text, no name. UTC; opens in a spreadsheet."""
    rows = sorted((*_audited(home), *_said(home), *_sessions(home)))
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


Row = tuple[str, str, str, str, str]


def _audited(home: Path) -> Iterator[Row]:
    for one in AuditLog(home / "audit").entries():
        facts = ", ".join(f"{name}={value}" for name, value in sorted(one.facts.items()))
        yield _moment(one.at), "audit", one.act.value, "", facts


def _said(home: Path) -> Iterator[Row]:
    for path in sorted((home / "journal").glob("*.jsonl")):
        for line in read(path.read_bytes()).lines:
            told = json.loads(line.text)
            at = datetime.fromisoformat(told["at"])
            facts = f"sequence={told['sequence']}"
            yield _moment(at), path.stem, told["body"]["kind"], told.get("role", ""), facts


def _sessions(home: Path) -> Iterator[Row]:
    try:
        held = json.loads((home / "secret" / "sessions.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for one in held.values():
        begun = datetime.fromtimestamp(one["begun_at"], UTC)
        facts = f"session={one['id']}, meeting={one['meeting']}"
        yield _moment(begun), "sessions", "session_begun", one["role"], facts


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
