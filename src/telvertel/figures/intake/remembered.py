"""Mappings that people here confirmed: TOML files beside the figures, as those that ship.

They stand in ``figures/mappings`` of the data folder and go along with a backup. A mapping holds
headings and constants of a kind of file, and nothing of what stands in one.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import tomli_w
from pydantic import ValidationError

from telvertel.figures.intake.columns import heading_key
from telvertel.figures.intake.mapping import Mapping, mapping
from telvertel.figures.whole_file import write_text

LONGEST_NAME = 60  # characters


def remembered(folder: Path) -> tuple[Mapping, ...]:
    """All that can be read, by name; () when there is no folder yet."""
    return tuple(one for path in _files(folder) if (one := _read(path)) is not None)


def unreadable(folder: Path) -> tuple[str, ...]:
    """Files that are no mapping (any more): somebody changed them by hand."""
    return tuple(path.stem for path in _files(folder) if _read(path) is None)


def remember(folder: Path, one: Mapping) -> Mapping:
    """Written whole or not at all, and given back as it will be read.

    FileExistsError when the name is taken; ValueError when nothing of the name is left, or when the
    mapping says that its figures are published, which only the project itself may say.
    """
    if one.published:
        raise ValueError("published: only in a mapping that ships in data/mappings")
    name = file_name(one.name)
    told = one.model_dump(mode="json", exclude={"name"}, exclude_defaults=True)
    path = folder / f"{name}.toml"
    if path.exists():
        raise FileExistsError(name)
    write_text(tomli_w.dumps(told, multiline_strings=False), path)
    return mapping(path)


def rename(folder: Path, old: str, new: str) -> str:
    """The new name as it stands; FileExistsError when taken, FileNotFoundError without old."""
    name = file_name(new)
    there, wanted = folder / f"{file_name(old)}.toml", folder / f"{name}.toml"
    if wanted == there:
        return name
    if wanted.exists():
        raise FileExistsError(name)
    there.rename(wanted)
    return name


def forget(folder: Path, name: str) -> None:
    """Files that came in by it stay; the next one is asked about again."""
    (folder / f"{file_name(name)}.toml").unlink(missing_ok=True)


def file_name(name: str) -> str:
    """Small letters, figures and dashes: "De Oever, export" is de-oever-export. No folders."""
    plain = re.sub(r"_+", "-", heading_key(name))[:LONGEST_NAME].strip("-")
    if not plain:
        raise ValueError("a mapping needs a name")
    return plain


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _read(path: Path) -> Mapping | None:
    try:
        return mapping(path)
    except (ValidationError, ValueError, OSError, tomllib.TOMLDecodeError):
        return None
