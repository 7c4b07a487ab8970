"""The command line: mappings that people confirmed, used by name or by headings, and taken along.

Words are those of wording/…/cli.toml.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from telvertel.cli_help import speaking
from telvertel.figures.intake import mapping as mappings
from telvertel.figures.intake.chosen import Chosen
from telvertel.figures.intake.mapping import Mapping
from telvertel.figures.intake.remembered import (
    file_name,
    forget,
    remember,
    remembered,
    unreadable,
)
from telvertel.privacy.text import is_hard
from telvertel.wording.words import words

W = words(os.environ.get("TELVERTEL_LANGUAGE", "nl"))
TROUBLE = 2  # exit code, as in cli.py
LOCAL = Path("local")

app = speaking(W, help=W("cli.help.mappings"), no_args_is_help=True)
Home = Annotated[
    Path, typer.Option(help=W("cli.help.home"), envvar="TELVERTEL_HOME", file_okay=False)
]
Name = Annotated[str, typer.Argument(help=W("cli.help.saved_name"))]


def chosen(
    files: Iterable[Path], home: Path, mapping: str, filled: Sequence[str]
) -> dict[Path, Chosen]:
    """For every file the mapping that was asked for, else those from which one may be taken.

    ``mapping``: a TOML file, or the name of a saved mapping or of one that ships. ``filled``:
    "heading=text", for what a mapping asks with every file.
    """
    known = remembered(_folder(home))
    given, answers = None, _answers(filled)
    if mapping:
        given = _asked_for(mapping, known)
    if answers:
        known = tuple(one.answered(answers) for one in known)
        given = given and given.answered(answers)
    return dict.fromkeys(files, Chosen(mapping=given, remembered=known))


def _asked_for(mapping: str, known: Sequence[Mapping]) -> Mapping:
    path = Path(mapping)
    if path.suffix == ".toml" or path.is_file():
        return _read(path)
    by_name = {one.name: one for one in (*mappings.mappings(), *known)}
    found = by_name.get(mapping) or by_name.get(_plain(mapping))
    if found is None:
        raise _stopped("cli.mapping.unknown", name=mapping, known=W.join(by_name))
    return found


def _answers(filled: Sequence[str]) -> dict[str, str]:
    """Heading = text; anything else is said."""
    pairs = [one.partition("=") for one in filled]
    wrong = next((one for one in pairs if not all(part.strip() for part in one)), None)
    if wrong is not None:
        raise _stopped("cli.mapping.fill_unclear", text="".join(wrong))
    return {heading.strip(): text.strip() for heading, _, text in pairs}


@app.command("list", help=W("cli.help.mapping_list"))
def list_saved(home: Home = LOCAL) -> None:
    known, broken = remembered(_folder(home)), unreadable(_folder(home))
    for one in known:
        whose = W("cli.mapping.of", provider=one.provider) if one.provider else ""
        typer.echo(W("cli.mapping.line", name=one.name, kind=W.of(one.kind), whose=whose))
        typer.echo(W("cli.mapping.needs", needs=", ".join(one.needs)))
        if one.asks:
            typer.echo(W("cli.mapping.asks", asks=", ".join(one.asks)))
    if broken:
        typer.echo(W("mapping.saved.broken", names=W.join(broken)))
    if not known and not broken:
        typer.echo(W("cli.mapping.none"))


@app.command("export", help=W("cli.help.mapping_export"))
def export_saved(
    name: Name,
    file: Annotated[Path, typer.Argument(help=W("cli.help.export_to"), dir_okay=False)],
    home: Home = LOCAL,
) -> None:
    path = _folder(home) / f"{_plain(name)}.toml"
    if not path.is_file():
        known = W.join(one.name for one in remembered(_folder(home))) or "–"
        raise _stopped("cli.mapping.unknown", name=name, known=known)
    if file.exists():
        raise _stopped("cli.mapping.file_there", path=file)
    try:
        file.write_bytes(path.read_bytes())
    except OSError:
        raise _stopped("cli.check.not_written", path=file) from None
    typer.echo(W("cli.mapping.exported", name=path.stem, path=file))


@app.command("import", help=W("cli.help.mapping_import"))
def import_saved(
    file: Annotated[Path, typer.Argument(help=W("cli.help.mapping"), dir_okay=False)],
    name: Annotated[str, typer.Option(help=W("cli.help.saved_name"))] = "",
    instead: Annotated[bool, typer.Option("--replace", help=W("cli.help.replace"))] = False,
    home: Home = LOCAL,
) -> None:
    """Looked at as one that is made on screen: nobody is named in it, and it publishes nothing."""
    one = _read(file)
    one = one.model_copy(update={"name": name}) if name else one
    texts = (one.name, one.about, one.provider, *one.constants.values())
    if is_hard(*texts):
        raise _stopped("cli.mapping.person")
    plain = _plain(one.name)
    there = _folder(home) / f"{plain}.toml"
    before = there.read_bytes() if instead and there.is_file() else None
    if before is not None:
        forget(_folder(home), plain)
    try:
        made = remember(_folder(home), one)
    except FileExistsError:
        raise _stopped("cli.mapping.name_taken", name=plain) from None
    except (OSError, ValueError) as trouble:
        if before is not None:
            there.write_bytes(before)
        raise _stopped("cli.mapping.not_kept", name=plain) from trouble
    typer.echo(W("cli.mapping.imported", name=made.name))


@app.command("remove", help=W("cli.help.mapping_remove"))
def remove_saved(name: Name, home: Home = LOCAL) -> None:
    if not (_folder(home) / f"{_plain(name)}.toml").is_file():
        raise _stopped("cli.mapping.unknown", name=name, known="–")
    forget(_folder(home), name)
    typer.echo(W("cli.mapping.removed", name=_plain(name)))


def _folder(home: Path) -> Path:
    return home / "figures" / "mappings"


def _plain(name: str) -> str:
    try:
        return file_name(name)
    except ValueError:
        raise _stopped("mapping.name_unfit") from None


def _read(path: Path) -> Mapping:
    try:
        return mappings.mapping(path)
    except (OSError, ValueError, ValidationError) as trouble:
        found = str(trouble).splitlines()[0]
        raise _stopped("cli.trouble.mapping_unreadable", path=path, found=found) from None


def _stopped(key: str, **facts: Any) -> typer.Exit:
    """Say a sentence, and the exit to raise."""
    typer.echo(W(key, **facts), err=True)
    return typer.Exit(TROUBLE)
