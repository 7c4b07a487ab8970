"""One installation: the data folder of this machine, opened once per process.

``TELVERTEL_HOME`` names the folder (default ``./local``). An empty one is filled with the fictional
demo, unless ``TELVERTEL_DEMO=0``, so that the first start needs no question.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from telvertel import ROOT, counting, home
from telvertel.days import today
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import catalogue, questions
from telvertel.indicators.catalogue import Catalogue
from telvertel.indicators.questions import QuestionBank
from telvertel.journal.audit import Act, AuditLog
from telvertel.journal.journal import Journal
from telvertel.journal.rounds import Rounds
from telvertel.journal.troubles import NotSaved
from telvertel.meeting.events import Event, LineWiped, RoundLineWiped
from telvertel.meeting.following import carrying
from telvertel.meeting.state import Meeting
from telvertel.telling import Telling
from telvertel.web import ticket
from telvertel.web.join import Joining
from telvertel.web.rounds import Silence
from telvertel.web.sessions import Sessions, sessions_in


@dataclass(frozen=True, eq=False)  # one per process: itself, not its contents, is its identity
class Installation:
    home: Path
    journal: Journal
    telling: Telling
    warehouse: Warehouse
    catalogue: Catalogue
    questions: QuestionBank
    secret: bytes
    sessions: Sessions
    joining: Joining
    silence: Silence
    audit: AuditLog

    def previous(self, meeting: Meeting) -> Meeting | None:
        """The meeting before this one, with all agreements that still wait for an answer."""
        return carrying(self.telling.series(meeting))

    def close(self) -> None:
        self.journal.close()
        self.warehouse.close()


def wants_demo() -> bool:
    return os.environ.get("TELVERTEL_DEMO", "1") != "0"


_opened: Installation | None = None
_opening = Lock()  # pages, routes and the start-up thread may all come first


def installation() -> Installation:
    """Open the installation of this process; whoever comes later gets the same one.

    Raises JournalTrouble when another program holds it; the next call tries again.
    """
    global _opened
    with _opening:
        if _opened is None:
            _opened = open_installation(home(), demo=wants_demo())
        return _opened


def opened() -> Installation | None:
    """The installation when it has been opened, without opening it."""
    return _opened


def forget() -> None:
    """Close the installation of this process; the next call opens the one that is named then."""
    global _opened
    with _opening:
        if _opened is not None:
            _opened.close()
        _opened = None


def open_installation(folder: Path, *, demo: bool) -> Installation:
    """Open a data folder; with ``demo`` an empty one is filled with the fictional demo first."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if demo:
        from telvertel.demo import build

        build(folder, today=today())
    warehouse = counting.open_figures(folder / "figures")
    warehouse.must_read()  # before the journal is held: the next try may hold it
    journal = Journal.open(folder / "journal")
    telling, sessions = Telling(journal), sessions_in(folder / "secret")
    audit = AuditLog(folder / "audit")
    telling.listen(partial(_note_wiping, audit))
    joining = Joining(telling, sessions)
    return Installation(
        home=folder,
        journal=journal,
        telling=telling,
        warehouse=warehouse,
        catalogue=catalogue.load(catalogue.HERE),
        questions=questions.load(ROOT / "data" / "questions"),
        secret=ticket.secret(folder / "secret"),
        sessions=sessions,
        joining=joining,
        silence=Silence(telling, Rounds(folder / "rounds"), joining),
        audit=audit,
    )


def _note_wiping(audit: AuditLog, meeting: str, event: Event) -> None:
    """That a line was wiped goes into the audit log too: which, why and in which role, no word."""
    body = event.body
    if not isinstance(body, LineWiped | RoundLineWiped):
        return
    line = body.note if isinstance(body, LineWiped) else f"{body.round}/{body.line}"
    facts = {"line": line, "ground": body.ground or "", "role": event.role}
    with suppress(NotSaved):  # the meeting itself keeps it as well
        audit.add(Act.line_wiped, meeting=meeting, **facts)


def holds_only_demo(folder: Path) -> bool:
    """Whether everybody in a data folder is invented; an empty one is filled first if it may be."""
    house = open_installation(folder, demo=wants_demo())
    try:
        plans = [one.plan for one in house.telling.meetings() if one.plan]
        parties = counting.parties(house.warehouse)
        return bool(plans) and all(one.fictional for one in (*plans, *parties))
    finally:
        house.close()
