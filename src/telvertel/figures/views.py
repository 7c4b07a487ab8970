"""Views of the figures that people here gave a name: TOML files beside the figures.

They stand in ``figures/views`` of the data folder, as mappings do. A view holds the choices of an
address, in codes, and no figure: who opens it sees what the version in use says.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import tomli_w

from telvertel.figures.whole_file import write_text

LONGEST = 80  # characters of a name
MOST = 200  # views; a list that nobody reads helps nobody
_KEY, _CODES = re.compile(r"[a-z_]{1,30}"), re.compile(r"[A-Za-z0-9_,-]{1,4000}", re.ASCII)


@dataclass(frozen=True)
class KeptView:
    """One view: what it is called, its choices, and the day on which it was kept."""

    name: str
    query: dict[str, str]
    on: date


class TooMany(Exception):
    """There are as many as can be kept; one has to go first."""


def kept(folder: Path) -> tuple[KeptView, ...]:
    """All that can be read, by name; () when there is no folder yet."""
    found = (_read(path) for path in sorted(folder.glob("*.toml")))
    return tuple(sorted((one for one in found if one), key=lambda one: one.name.casefold()))


def keep(folder: Path, one: KeptView) -> None:
    """Written whole or not at all.

    FileExistsError when the name is taken, TooMany when the list is full, ValueError when the name
    is empty or too long or a choice is no code.
    """
    name = " ".join(one.name.split())
    if not name or len(name) > LONGEST or not _is_query(one.query):
        raise ValueError("a view needs a name and codes")
    path = _path(folder, name)
    if path.exists():
        raise FileExistsError(name)
    if len(kept(folder)) >= MOST:
        raise TooMany
    told = {"name": name, "on": one.on, "query": one.query}
    write_text(tomli_w.dumps(told), path)


def forget(folder: Path, name: str) -> None:
    """Its address still shows the same to whoever has it."""
    _path(folder, name).unlink(missing_ok=True)


def _path(folder: Path, name: str) -> Path:
    """Names differ in capitals at most once: a file system may not tell them apart."""
    return folder / f"{sha256(name.casefold().encode()).hexdigest()[:24]}.toml"


def _is_query(query: object) -> bool:
    return (
        isinstance(query, dict)
        and bool(query)
        and all(
            isinstance(value, str) and _KEY.fullmatch(key) and _CODES.fullmatch(value)
            for key, value in query.items()
        )
    )


def _read(path: Path) -> KeptView | None:
    """None when somebody changed it by hand into something else."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        name, query, on = told["name"], told["query"], told["on"]
    except (OSError, ValueError, KeyError):
        return None
    fits = isinstance(name, str) and 0 < len(name) <= LONGEST and isinstance(on, date)
    return KeptView(name, query, on) if fits and _is_query(query) else None
