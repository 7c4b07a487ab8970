"""One installation: the data folder of this machine, opened once per process.

``TELVERTEL_HOME`` names the folder (default ``./local``). An empty one is filled with the fictional
demo, unless ``TELVERTEL_DEMO=0``, so that the first start needs no question.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from telvertel import counting
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators import catalogue, questions
from telvertel.indicators.catalogue import Catalogue
from telvertel.indicators.questions import QuestionBank
from telvertel.journal.journal import Journal
from telvertel.meeting.state import Meeting
from telvertel.telling import Telling
from telvertel.web import ticket

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installation:
    home: Path
    journal: Journal
    telling: Telling
    warehouse: Warehouse
    catalogue: Catalogue
    questions: QuestionBank
    secret: bytes

    def previous(self, meeting: Meeting) -> Meeting | None:
        """The meeting before this one of the same series, if there is one."""
        if meeting.plan is None or not meeting.plan.previous:
            return None
        return self.telling.meeting(meeting.plan.previous)


def home() -> Path:
    return Path(os.environ.get("TELVERTEL_HOME", "local")).resolve()


@lru_cache
def installation() -> Installation:
    """Open the installation of this process; the second call returns the same one."""
    return open_installation(home(), demo=os.environ.get("TELVERTEL_DEMO", "1") != "0")


def open_installation(folder: Path, *, demo: bool) -> Installation:
    """Open a data folder; with ``demo`` an empty one is filled with the fictional demo first."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if demo and not any((folder / name).exists() for name in ("figures", "journal")):
        from telvertel.demo import build

        build(folder, today=date.today())
    journal = Journal.open(folder / "journal")
    return Installation(
        home=folder,
        journal=journal,
        telling=Telling(journal),
        warehouse=counting.open_figures(folder / "figures"),
        catalogue=catalogue.load(ROOT / "data" / "indicators"),
        questions=questions.load(ROOT / "data" / "questions"),
        secret=ticket.secret(folder / "secret"),
    )
