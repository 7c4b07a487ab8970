"""The checks, each a finding in words to come: what was looked at, how it stands, which facts.

Nothing is made up: what this system does not tell is "not to be seen", and looks like neither.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from telvertel.installation import Installation
from telvertel.journal.audit import Act
from telvertel.journal.journal import Journal
from telvertel.journal.troubles import JournalTrouble
from telvertel.selfcheck import backups
from telvertel.selfcheck.encryption import is_encrypted
from telvertel.wall import picture
from telvertel.web.beyond import is_open_beyond
from telvertel.web.ticket import BYTES

# What Streamlit must be told, whatever it does by itself; .streamlit/config.toml says the same.
SHIPPED: dict[str, Any] = {
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["127.0.0.1", "localhost"],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 50,
    "server.maxMessageSize": 50,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "logger.enableRich": False,
    "runner.magicEnabled": False,
}
# These follow the name of a server that is open beyond the laptop; the gate stands in front.
NAMED = ("server.address", "server.allowedHosts", "browser.serverAddress")
ROOM_NEEDED = 500 * 2**20
BACKUP_WITHIN = timedelta(days=7)
AHEAD = timedelta(minutes=5)  # a clock may be set right by a little
ONLY_FOR_REAL = ("disk", "backup")  # of no weight while everybody is invented


class State(StrEnum):
    fine = "fine"
    attention = "attention"
    unseen = "unseen"


@dataclass(frozen=True)
class Finding:
    """One line: ``selfcheck.<check>.<reason>`` is its sentence, ``…_do`` what to do about it."""

    check: str
    reason: str
    state: State
    facts: dict[str, Any] = field(default_factory=dict)


def findings(
    home: Path, house: Installation | None, live: Mapping[str, Any] | None
) -> tuple[Finding, ...]:
    """All checks, in the order of the page. ``house`` is None when another program holds the
    meetings, ``live`` (the options of the running app) where there is no app."""
    now = datetime.now(UTC)
    return (
        options(live),
        folder(home),
        secret(home / "secret"),
        lock(home),
        journal(house),
        clock(house, now),
        space(home),
        pictures(),
        disk(home),
        backup(home, house, now),
        restore(home, house),
    )


def needing_attention(found: tuple[Finding, ...], *, fictional: bool) -> tuple[Finding, ...]:
    """What somebody should look at before a meeting."""
    return tuple(
        one
        for one in found
        if one.state is State.attention and not (fictional and one.check in ONLY_FOR_REAL)
    )


def is_fictional(house: Installation) -> bool:
    """Whether every meeting that is planned is one of the demo."""
    return all(one.plan.fictional for one in house.telling.meetings() if one.plan)


def options(live: Mapping[str, Any] | None) -> Finding:
    if live is None:
        return Finding("options", "unseen", State.unseen)
    left_out = NAMED if is_open_beyond() else ()
    other = [name for name, value in SHIPPED.items() if live.get(name) != value]
    other = [name for name in other if name not in left_out]
    if other:
        facts = {"names": ", ".join(other)}
        return Finding("options", "other", State.attention, facts)
    return Finding("options", "shipped", State.fine)


def folder(home: Path) -> Finding:
    """Whether other users of this machine can read what is in the data folder."""
    if os.name != "posix":
        return Finding("folder", "unseen", State.unseen, {"path": home})
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode & 0o077:
        return Finding("folder", "readable", State.attention, {"path": home, "mode": f"{mode:o}"})
    return Finding("folder", "own", State.fine, {"path": home})


def secret(folder: Path) -> Finding:
    """The key of the tickets, and that nobody else reads what is beside it."""
    key = folder / "ticket.key"
    if not key.exists() or key.stat().st_size != BYTES:
        return Finding("secret", "absent", State.attention)
    if os.name == "posix":
        files = [one for one in folder.iterdir() if one.is_file()]
        if any(stat.S_IMODE(one.stat().st_mode) & 0o077 for one in files):
            return Finding("secret", "readable", State.attention, {"path": folder})
    return Finding("secret", "own", State.fine)


def lock(home: Path) -> Finding:
    """Whether a second program would be kept out; asked by trying to be that program."""
    try:
        Journal.must_be_free(home / "journal")
    except JournalTrouble:
        return Finding("lock", "held", State.fine)
    return Finding("lock", "free", State.unseen)


def journal(house: Installation | None) -> Finding:
    if house is None:
        return Finding("journal", "unseen", State.unseen)
    known = house.journal.meetings()
    found = [house.journal.verify(one) for one in known]
    broken = [one for one in found if not one.intact or one.seal_holds is False]
    facts = {"meetings": len(found), "lines": sum(one.lines for one in found)}
    if broken:
        return Finding("journal", "broken", State.attention, {**facts, "broken": len(broken)})
    if house.journal.repairs:
        return Finding("journal", "mended", State.attention, facts)
    return Finding("journal", "intact", State.fine, facts)


def clock(house: Installation | None, now: datetime) -> Finding:
    """Not before the newest line: then it was set back, and times in minutes would be wrong."""
    newest = _newest(house)
    if house is None:
        return Finding("clock", "unseen", State.unseen)
    if newest and now < newest - AHEAD:
        return Finding("clock", "back", State.attention, {"at": newest})
    return Finding("clock", "right", State.fine)


def space(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    facts = {"megabytes": free // 2**20, "needed": ROOM_NEEDED // 2**20}
    if free < ROOM_NEEDED:
        return Finding("space", "little", State.attention, facts)
    return Finding("space", "enough", State.fine, facts)


def pictures() -> Finding:
    """A picture is really drawn, with the face that is shipped."""
    try:
        picture.warm_up()
        drawn = any(picture.FONTS.glob("*.ttf"))
    except Exception:  # noqa: BLE001
        # Whatever it is that stops a renderer: no picture can be drawn for the minutes.
        drawn = False
    if not drawn:
        return Finding("pictures", "not_drawn", State.attention)
    return Finding("pictures", "drawn", State.fine)


def disk(home: Path) -> Finding:
    found = is_encrypted(home)
    if found is None:
        return Finding("disk", "unseen", State.unseen)
    if not found:
        return Finding("disk", "open", State.attention)
    return Finding("disk", "encrypted", State.fine)


def backup(home: Path, house: Installation | None, now: datetime) -> Finding:
    """The last copy: there is one, its place takes a next one, and it is of these days."""
    made = backups.last(home)
    if made is None:
        return Finding("backup", "never", State.attention)
    facts = {"path": made.folder, "at": made.at}
    if not (made.folder.is_dir() and os.access(made.folder, os.W_OK)):
        return Finding("backup", "gone", State.attention, facts)
    newest = _newest(house)
    if newest and newest > made.at and now - made.at > BACKUP_WITHIN:
        return Finding("backup", "old", State.attention, facts)
    return Finding("backup", "made", State.fine, facts)


def restore(home: Path, house: Installation | None) -> Finding:
    """Putting back was practised when a copy says so, or the audit log of this installation."""
    acts = house.audit.entries() if house else ()
    times = [one.at for one in acts if one.act is Act.restored]
    times += [at for at in [backups.last_put_back(home)] if at]
    if not times:
        return Finding("restore", "never", State.unseen)
    return Finding("restore", "done", State.fine, {"at": max(times)})


def _newest(house: Installation | None) -> datetime | None:
    """When the last line was written, over all meetings."""
    if house is None:
        return None
    lines = (house.journal.since(one) for one in house.journal.meetings())
    return max((one[-1].at for one in lines if one), default=None)
