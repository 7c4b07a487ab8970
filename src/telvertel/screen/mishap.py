"""When a page stumbles over a mistake of ours: a sentence with an error id, its place in the log.

The log names the kind of mistake and the lines of our code it came through. What an exception
says may hold a figure or somebody's words, so that is written nowhere.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from secrets import token_hex

log = logging.getLogger(__name__)

OURS = Path(__file__).parents[1]  # the package; pages/ only call into it
# Where the server logs addresses that were asked for, and mistakes in a route of ours.
SERVER_TELLS = (
    "uvicorn",
    "uvicorn.access",
    "uvicorn.asgi",
    "uvicorn.error",
    "websockets",
    "asyncio",
)
STREAMLIT_TELLS = "streamlit.error_util"  # where Streamlit logs a mistake with all it says


def told(error: Exception) -> bool:
    """Show our sentence and log the place under the same id; True: nothing else is to be shown."""
    import streamlit as st

    from telvertel.screen import session

    number = token_hex(4)
    log.error("error %s: %s at %s", number, type(error).__name__, place(error))
    st.error(session.spoken()("menu.mishap", number=number))
    return True


def place(error: BaseException) -> str:
    """The lines of ours the error came through, innermost last: "screen/lead.py:41 (opening)"."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if OURS in Path(one.filename).parents] or frames[-1:]
    return " > ".join(f"{_inside(Path(one.filename))}:{one.lineno} ({one.name})" for one in ours)


def _inside(path: Path) -> str:
    return path.relative_to(OURS).as_posix() if OURS in path.parents else path.name


def hush() -> None:
    """Keep what an exception says, and who asked for which address, out of other logs as well."""
    logging.getLogger(STREAMLIT_TELLS).addFilter(lambda record: not record.exc_info)
    for name in SERVER_TELLS:
        logging.getLogger(name).addFilter(_scrubbed)


def _scrubbed(record: logging.LogRecord) -> bool:
    """From a warning on, and of an exception only its kind and its place."""
    if record.levelno < logging.WARNING:
        return False
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = "%s at %s", (type(error).__name__, place(error))
        record.exc_info = record.exc_text = None
    return True
