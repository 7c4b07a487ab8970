"""The smallest honest server: our own routes for words, behind the gate, on a real folder.

``python -m tests.soak.server <folder> <port>``: ready in under a second, so that it can be killed
hundreds of times.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from telvertel.journal.journal import Journal
from telvertel.journal.rounds import Rounds
from telvertel.telling import Telling
from telvertel.web import lines, rounds
from telvertel.web.gate import Gate
from telvertel.web.join import Joining
from telvertel.web.rounds import Silence
from telvertel.web.sessions import Sessions
from telvertel.web.ticket import secret


def serve(home: Path, port: int) -> None:
    journal = Journal.open(home / "journal")
    for repair in journal.repairs:
        print("mended", repair.kind, repair.meeting, repair.lines, flush=True)  # noqa: T201
    sessions = Sessions(home / "secret")
    telling, key = Telling(journal), secret(home / "secret")
    silence = Silence(telling, Rounds(home / "rounds"), Joining(telling, sessions))
    app = Starlette(
        routes=[*lines.routes(telling, key), *rounds.routes(key, silence)],
        middleware=[Middleware(Gate, sessions=lambda: sessions)],
    )
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
