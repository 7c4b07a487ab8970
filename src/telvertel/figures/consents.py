"""Who agreed to stand by name beside others: per provider or municipality, since when and by whom.

A TOML file beside the figures. Nobody is in it until somebody says so, and what was withdrawn stays
with its day: who looks back sees under which consent a picture was made.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import tomli_w

from telvertel.figures.whole_file import write_text

NAME = "named.toml"
LONGEST = 120  # characters of who said so
_CODE = re.compile(r"[A-Za-z0-9]{1,20}", re.ASCII)


@dataclass(frozen=True)
class Consent:
    """One yes; ``until`` is the day on which it was withdrawn."""

    code: str
    by: str  # the role of who said so
    on: date
    until: date | None = None


def consents(folder: Path) -> tuple[Consent, ...]:
    """Everything that was said, the oldest first; () without a file, or with one that is broken:
    then nobody is named."""
    try:
        told = tomllib.loads((folder / NAME).read_text(encoding="utf-8"))["consent"]
        return tuple(Consent(**one) for one in told)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def standing(folder: Path) -> dict[str, Consent]:
    """Code → the yes that holds now."""
    return {one.code: one for one in consents(folder) if one.until is None}


def give(folder: Path, code: str, by: str, on: date) -> None:
    """A second yes changes nothing; ValueError without a code or without who said so."""
    by = " ".join(by.split())
    if not _CODE.fullmatch(code) or not by or len(by) > LONGEST:
        raise ValueError("a consent has a code and somebody who gave it")
    if code not in standing(folder):
        _write(folder, (*consents(folder), Consent(code, by, on)))


def withdraw(folder: Path, code: str, on: date) -> None:
    """From now on a letter again; nothing when there was no yes."""
    known = consents(folder)
    kept = (replace(one, until=on) if one.code == code and not one.until else one for one in known)
    _write(folder, tuple(kept))


def by_name(
    codes: Collection[str], own: Collection[str], agreed: Collection[str]
) -> frozenset[str]:
    """Who of these stands by name: one's own, and who agreed, unless exactly one would be left
    without a name: that one is then named by who is missing."""
    named = frozenset(codes) & (frozenset(own) | frozenset(agreed))
    return frozenset(codes) & frozenset(own) if len(frozenset(codes) - named) == 1 else named


def _write(folder: Path, kept: tuple[Consent, ...]) -> None:
    told = [{key: value for key, value in asdict(one).items() if value} for one in kept]
    write_text(tomli_w.dumps({"consent": told}), folder / NAME)
