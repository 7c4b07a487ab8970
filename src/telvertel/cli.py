"""The command line. Words are those of wording/…/cli.toml and gate.toml."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from telvertel import cli_mappings as saved_mappings
from telvertel import counting, days, installation
from telvertel.cli_help import speaking
from telvertel.cli_progress import ProgressLine
from telvertel.counting import Receipt
from telvertel.figures import smallest
from telvertel.figures.intake.chosen import Chosen
from telvertel.figures.intake.names import safe_name
from telvertel.figures.intake.offending import offending
from telvertel.figures.intake.places import code_of
from telvertel.figures.problem import KEPT, SHOWN, Problem, Rule, at_most, grouped
from telvertel.figures.statline import mapping as saved_tables
from telvertel.figures.statline.fetch import Addresses, Question, fetch
from telvertel.figures.statline.mapping import TableMapping
from telvertel.figures.statline.troubles import StatlineNoMapping
from telvertel.figures.troubles import FiguresTrouble
from telvertel.figures.watch import Watch
from telvertel.installation import Installation
from telvertel.journal import backup as copies
from telvertel.journal.audit import Act, AuditLog
from telvertel.journal.journal import Journal
from telvertel.journal.periods import Periods, PeriodsUnreadable, periods
from telvertel.journal.troubles import JournalInUse, JournalTrouble, PackRefused
from telvertel.privacy.text import is_hard
from telvertel.problem_book import as_workbook
from telvertel.retention import purging, stopping
from telvertel.retention.ahead import Ahead, ahead
from telvertel.retention.kept import Kept, OnDisk, kept
from telvertel.selfcheck import backups
from telvertel.selfcheck.findings import findings, is_fictional, needing_attention
from telvertel.selfcheck.lines import line
from telvertel.telling import Telling
from telvertel.web import beyond
from telvertel.web.beyond import Beyond
from telvertel.web.certificate import tried
from telvertel.web.passphrase import SHORTEST, Passphrase, PassphraseRefused
from telvertel.wording import numbers
from telvertel.wording.files import file_told
from telvertel.wording.problems import sentence
from telvertel.wording.words import words

W = words(os.environ.get("TELVERTEL_LANGUAGE", "nl"))
ROOT = Path(__file__).parents[2]
REFUSED = 1  # exit code: the files are not in order
TROUBLE = 2  # exit code: it could not be done

app = speaking(
    W,
    help=W("cli.help.app"),
    no_args_is_help=True,
    add_completion=False,
    # A drawn traceback may show what is in a delivery.
    pretty_exceptions_enable=False,
)

app.add_typer(saved_mappings.app, name="mapping")

Files = Annotated[list[Path], typer.Argument(help=W("cli.help.files"))]
Home = Annotated[
    Path, typer.Option(help=W("cli.help.home"), envvar="TELVERTEL_HOME", file_okay=False)
]
MappingFile = Annotated[Path | None, typer.Option(help=W("cli.help.mapping"))]
MappingName = Annotated[str, typer.Option("--mapping", help=W("cli.help.mapping_name"))]
Filled = Annotated[list[str] | None, typer.Option("--fill", help=W("cli.help.fill"))]
MunicipalitiesFile = Annotated[Path | None, typer.Option(help=W("cli.help.municipalities"))]
Since = Annotated[datetime | None, typer.Option(help=W("cli.help.since"), formats=["%Y-%m-%d"])]
ReferenceDate = Annotated[
    datetime | None, typer.Option(help=W("cli.help.reference_date"), formats=["%Y-%m-%d"])
]
CertificateFile = Annotated[Path | None, typer.Option(help=W("cli.help.certificate"))]
KeyFile = Annotated[Path | None, typer.Option(help=W("cli.help.key"))]
LOCAL = Path("local")


class Form(StrEnum):
    """The forms of a generated delivery."""

    parquet = "parquet"
    csv = "csv"


# No log of who asked for what, and no header by which somebody could say to be another machine.
UVICORN = (
    *("--host", "0.0.0.0", "--ws", "websockets-sansio", "--ws-max-size", str(50 * 2**20)),
    *("--no-access-log", "--no-proxy-headers", "--no-server-header", "--log-level", "warning"),
)


def told_in_words(command: Callable[..., None]) -> Callable[..., None]:
    """Trouble for people becomes its sentence and an exit code; a bug keeps its traceback."""

    @wraps(command)
    def spoken(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except (FiguresTrouble, JournalTrouble) as trouble:
            typer.echo(W(f"cli.trouble.{type(trouble).__name__}", **vars(trouble)), err=True)
            raise typer.Exit(TROUBLE) from None

    return spoken


@app.command(help=W("cli.help.run"))
@told_in_words
def run(
    home: Home = LOCAL,
    port: Annotated[int, typer.Option(help=W("cli.help.port"))] = 8501,
    empty: Annotated[bool, typer.Option("--no-demo", help=W("cli.help.no_demo"))] = False,
) -> None:
    Journal.must_be_free(home / "journal")
    where = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *where]
    opened = subprocess.run(command, env=_surroundings(home, empty), cwd=ROOT, check=False)
    raise typer.Exit(opened.returncode)


def _surroundings(home: Path, empty: bool) -> dict[str, str]:
    """Which data folder the app opens, and whether an empty one stays empty."""
    told = {"TELVERTEL_HOME": str(home.resolve())}
    return {**os.environ, **told, **({"TELVERTEL_DEMO": "0"} if empty else {})}


@app.command(help=W("cli.help.serve"))
@told_in_words
def serve(
    host_name: Annotated[str, typer.Option(help=W("cli.help.host_name"))] = "",
    certificate: CertificateFile = None,
    key: KeyFile = None,
    home: Home = LOCAL,
    port: Annotated[int, typer.Option(help=W("cli.help.port"))] = 8443,
    self_signed: Annotated[bool, typer.Option(help=W("cli.help.self_signed"))] = False,
    empty: Annotated[bool, typer.Option("--no-demo", help=W("cli.help.no_demo"))] = False,
) -> None:
    Journal.must_be_free(home / "journal")
    certificate, key = _readable(certificate), _readable(key)
    _check_certificate(certificate, key, host_name.lower(), home, self_signed)
    if not Passphrase(home / "secret").is_set():
        _no_passphrase(home)
    opened = Beyond(host_name.lower(), port)
    typer.echo(W("gate.serve.open", address=opened.address))
    command = [sys.executable, "-m", "uvicorn", "app:app", *UVICORN, "--port", str(port)]
    command += ["--ssl-certfile", str(certificate), "--ssl-keyfile", str(key)]
    told = {**_surroundings(home, empty), beyond.NAME: opened.told()}
    served = subprocess.run(command, env=told, cwd=ROOT, check=False)
    raise typer.Exit(served.returncode)


@app.command(help=W("cli.help.passphrase"))
@told_in_words
def passphrase(home: Home = LOCAL) -> None:
    _ask_passphrase(home)
    typer.echo(W("gate.passphrase.kept"))


@app.command(help=W("cli.help.demo"))
@told_in_words
def demo(
    home: Home = LOCAL,
    rows: Annotated[int, typer.Option(min=0, help=W("cli.help.rows"))] = 0,
    form: Annotated[Form, typer.Option("--format", help=W("cli.help.format"))] = Form.parquet,
    to: Annotated[Path | None, typer.Option(help=W("cli.help.to"), dir_okay=False)] = None,
) -> None:
    from telvertel.demo import build, national

    if rows:
        path = to or Path(f"fictief-{rows}-trajecten.{form.value}")
        national.write(path, rows, form.value)
        beside = W.join(str(one) for one in national.beside(path, rows))
        typer.echo(W("cli.demo.written", path=path, rows=rows, beside=beside))
        return
    if not build(home, today=days.today()):
        typer.echo(W("cli.demo.not_empty", folder=home), err=True)
        raise typer.Exit(TROUBLE)
    typer.echo(W("cli.demo.done", folder=home))


@app.command(help=W("cli.help.check"))
@told_in_words
def check(
    files: Files,
    mapping: MappingName = "",
    fill: Filled = None,
    municipalities: MunicipalitiesFile = None,
    every: Annotated[bool, typer.Option("--all", help=W("cli.help.all"))] = False,
    excel: Annotated[Path | None, typer.Option(help=W("cli.help.excel"), dir_okay=False)] = None,
    home: Home = LOCAL,
) -> None:
    chosen = saved_mappings.chosen(files, home, mapping, fill or ())
    inspection = counting.check(
        files,
        municipalities=municipalities,
        known=counting.open_figures(home / "figures"),
        chosen=chosen,
        most=KEPT if every or excel else SHOWN,
    )
    for one in inspection.deliveries:
        if one.kind is None:
            typer.echo(W("cli.check.file_unknown", file=file_told(one.file, W)))
        else:
            kind = W.of(one.kind)
            facts = {"file": file_told(one.file, W), "kind": kind, "rows": one.rows_in}
            typer.echo(W("cli.check.file", count=one.rows_in, **facts))
    listed = inspection.problems if every else at_most(inspection.problems)
    _tell(listed, inspection.remarks, hint=W("cli.check.more"))
    if excel and inspection.problems:
        _write_book(excel, inspection.problems, chosen)
    if not excel and any(one.rule is Rule.product_unmapped for one in inspection.problems):
        typer.echo(W("cli.check.products"))
    if inspection.problems:
        typer.echo(W("cli.check.refused"))
        raise typer.Exit(REFUSED)
    typer.echo(W("cli.check.sound"))


@app.command("import", help=W("cli.help.import"))
@told_in_words
def take_in(
    files: Files,
    home: Home = LOCAL,
    who: Annotated[str, typer.Option(help=W("cli.help.who"))] = W("cli.default.who"),
    why: Annotated[str, typer.Option(help=W("cli.help.why"))] = W("cli.default.why"),
    since: Since = None,
    reference_date: ReferenceDate = None,
    mapping: MappingName = "",
    fill: Filled = None,
    municipalities: MunicipalitiesFile = None,
) -> None:
    _nobody_named(who, why)
    with ProgressLine(W) as line:
        receipt = counting.take_in(
            counting.open_figures(home / "figures"),
            files,
            who=who,
            why=why,
            since=since.date() if since else None,
            reference_date=reference_date.date() if reference_date else None,
            municipalities=municipalities,
            chosen=saved_mappings.chosen(files, home, mapping, fill or ()),
            watch=Watch(line.tell),
        )
    _tell_receipt(receipt)


@app.command(help=W("cli.help.statline"))
@told_in_words
def statline(
    table: Annotated[str, typer.Argument(help=W("cli.help.table"))],
    region: Annotated[list[str] | None, typer.Option(help=W("cli.help.region"))] = None,
    since: Annotated[int | None, typer.Option(help=W("cli.help.since_year"))] = None,
    home: Home = LOCAL,
    who: Annotated[str, typer.Option(help=W("cli.help.who"))] = W("cli.default.who"),
    mapping: MappingFile = None,
    address: Annotated[str, typer.Option(envvar="TELVERTEL_STATLINE", hidden=True)] = "",
) -> None:
    """Nothing else on the command line goes to the network; stopping half-way stores nothing."""
    _nobody_named(who)
    chosen = _table_mapping(table, mapping)
    warehouse = counting.open_figures(home / "figures")
    places = tuple(_place(one) for one in region or ()) or counting.worth_fetching(
        warehouse, inside=chosen.is_per_area
    )
    typer.echo(W("cli.statline.going", table=chosen.table, places=", ".join(places)))
    fetched = fetch(
        chosen,
        Question(places, since),
        today=days.today(),
        addresses=Addresses.at(address),
        progress=_tell_progress,
    )
    why = W("cli.statline.why", table=chosen.table)
    _tell_receipt(counting.take_in(warehouse, (), fetched=fetched.deliveries, who=who, why=why))


@app.command(help=W("cli.help.backup"))
@told_in_words
def backup(
    folder: Annotated[Path, typer.Argument(help=W("cli.help.folder"), file_okay=False)],
    home: Home = LOCAL,
) -> None:
    copied = counting.open_figures(home / "figures").back_up(folder / "figures")
    if (home / "journal").is_dir():
        journal = Journal.open(home / "journal")
        try:
            copied += (journal.back_up(folder / "journal"),)
        finally:
            journal.close()
    if copied:
        (folder / smallest.NAME).unlink(missing_ok=True)
        smallest.carried(home, folder)
        backups.remember(home, folder, datetime.now(UTC))
    done = W("cli.backup.done", folder=folder) if copied else W("cli.backup.nothing")
    typer.echo(done)


@app.command(help=W("cli.help.restore"))
@told_in_words
def restore(
    folder: Annotated[Path, typer.Argument(help=W("cli.help.copy"), file_okay=False, exists=True)],
    home: Home = LOCAL,
) -> None:
    """Opened once after it, so that what was erased since loses its texts before anybody reads."""
    made = copies.newest(folder / "journal") or copies.newest(folder)
    if made is None:
        raise _refused("cli.restore.nothing", folder=folder)
    meetings = copies.restore(made, home / "journal")
    Journal.open(home / "journal").close()
    smallest.carried(folder, home)
    figures = counting.open_figures(home / "figures")
    if figures.current is None and (folder / "figures").is_dir():
        counting.open_figures(folder / "figures").back_up(home / "figures")
    AuditLog(home / "audit").add(Act.restored, copy=made.name, meetings=meetings)
    backups.put_back(folder, datetime.now(UTC))
    typer.echo(W("cli.restore.done", meetings=meetings, copy=made.name))


@app.command(help=W("cli.help.purge"))
@told_in_words
def purge(
    home: Home = LOCAL,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=W("cli.help.dry_run"))] = False,
) -> None:
    """With the app running it says that the meetings are in use: then the app does it itself.
    Only looking works beside it."""
    chosen = _periods(home)
    if dry_run:
        figures = counting.open_figures(home / "figures")
        try:
            found = kept(OnDisk(home, figures), chosen)
            _due(tuple(one for one in found if one.is_due(days.today())))
            for one in ahead(found):
                typer.echo(_ahead(one))
        finally:
            figures.close()
        return
    house = installation.open_installation(home, demo=False)
    try:
        _due(purging.due(house, chosen, days.today()))
        if stopping.stopped_at(home):
            raise _refused("cli.purge.stopped")
        done = purging.purge(house, chosen, days.today())
        typer.echo(W("cli.purge.done", count=len(done.gone)))
        if done.refused:
            raise _refused("cli.purge.refused", count=len(done.refused))
    finally:
        house.close()


@app.command(help=W("cli.help.stop"))
@told_in_words
def stop(home: Home = LOCAL) -> None:
    """Works while the app runs: it looks at the mark with every word it hears."""
    if not home.is_dir():
        raise _refused("cli.selfcheck.no_folder", folder=home)
    at = stopping.stop(home, "command")
    path = home / "audit" / f"time-line-{at:%Y%m%dT%H%M%S}.csv"
    path.write_bytes(stopping.time_line(home))
    path.chmod(0o600)
    typer.echo(W("cli.stop.done", path=path))


@app.command("open-again", help=W("cli.help.open_again"))
@told_in_words
def open_again(home: Home = LOCAL) -> None:
    stopping.open_again(home, "command")
    typer.echo(W("cli.stop.open_again"))


def _due(found: tuple[Kept, ...]) -> None:
    for one in found:
        kind = W.of(one.subject)
        typer.echo(W("cli.purge.one", kind=kind, name=one.name, until=one.until))
    if not found:
        typer.echo(W("cli.purge.nothing"))


def _ahead(one: Ahead) -> str:
    """ "Beschermde cijfers: 4, waarvan 3 zonder einddatum (verzonnen); eerste einddatum …"."""
    day = numbers.day(one.first, W) if one.first else ""
    facts = {"kind": W.of(one.subject), "number": one.count, "invented": one.invented, "day": day}
    if not one.count:
        return W("cli.purge.ahead.none", **facts)
    if not one.first:
        return W("cli.purge.ahead.invented", **facts)
    return W("cli.purge.ahead.mixed" if one.invented else "cli.purge.ahead.dated", **facts)


def _periods(home: Path) -> Periods:
    try:
        return periods(home)
    except PeriodsUnreadable as trouble:
        facts = {"path": trouble.path, "found": trouble.found}
        if trouble.low is None:
            raise _refused("retention.unreadable", **facts) from None
        bounds = {"low": trouble.low, "high": trouble.high}
        raise _refused("retention.out_of_bounds", **facts, **bounds) from None


@app.command(help=W("cli.help.unpack"))
@told_in_words
def unpack(
    files: Annotated[list[Path], typer.Argument(help=W("cli.help.packs"), exists=True)],
    home: Home = LOCAL,
) -> None:
    journal = Journal.open(home / "journal")
    try:
        for path in files:
            _unpack(journal, path)
    except PackRefused as refused:
        typer.echo(f"{path.name}: {W(f'journal.pack.{refused.fault.value}')}", err=True)
        raise typer.Exit(REFUSED) from None
    finally:
        journal.close()


def _unpack(journal: Journal, path: Path) -> None:
    """Take in one packed meeting, and say with which check code it is here now."""
    found = Telling(journal).meeting(journal.unpack(path))
    title = found.plan.title if found.plan else found.id
    if found.check_code and journal.verify(found.id).seal_holds:
        typer.echo(W("cli.unpack.sealed", title=title, code=found.check_code))
    else:
        typer.echo(W("cli.unpack.not_sealed", title=title))


@app.command(help=W("cli.help.selfcheck"))
@told_in_words
def selfcheck(home: Home = LOCAL) -> None:
    """Exit code 1 when something asks for attention, so that a script can ask too."""
    home = home.resolve()
    if not home.is_dir():
        raise _refused("cli.selfcheck.no_folder", folder=home)
    house = _open_when_free(home)
    found = findings(home, house, live=None)
    for one in (line(finding, W) for finding in found):
        typer.echo(f"{one.standing}: {one.name}. {one.sentence}")
        if one.advice:
            typer.echo(f"  {one.advice}")
    fictional = house is not None and is_fictional(house)
    if house is not None:
        house.close()
    raise typer.Exit(REFUSED if needing_attention(found, fictional=fictional) else 0)


def _open_when_free(home: Path) -> Installation | None:
    """The installation, or None when there is none yet or another program has it open."""
    if not (home / "journal").is_dir():
        return None
    try:
        return installation.open_installation(home, demo=False)
    except JournalInUse:
        return None


def _refused(key: str, **facts: Any) -> typer.Exit:
    """Say a sentence, and the exit to raise."""
    typer.echo(W(key, **facts), err=True)
    return typer.Exit(TROUBLE)


def _nobody_named(*texts: str) -> None:
    """Who and why stand with the figures for good and go into minutes: as on the page."""
    if is_hard(*texts):
        raise _refused("figures.no_persons")


def _readable(path: Path | None) -> Path:
    if path is None:
        raise _refused("gate.serve.no_certificate")
    if not (path.is_file() and os.access(path, os.R_OK)):
        raise _refused("gate.serve.no_such_file", path=path)
    return path.resolve()


def _check_certificate(
    certificate: Path, key: Path, host: str, home: Path, fictional: bool
) -> None:
    """Refuse what a browser would refuse; one signed by itself only over invented data."""
    if not host:
        raise _refused("gate.serve.no_name")
    found = tried(certificate, key, host)
    if found.trouble:
        raise _refused(found.trouble, host=host)
    if found.self_signed and not fictional:
        raise _refused("gate.serve.self_signed")
    if found.self_signed and not installation.holds_only_demo(home):
        raise _refused("gate.serve.self_signed_real")


def _no_passphrase(home: Path) -> None:
    """Ask for one where somebody sits at the terminal; else say how to choose it."""
    if not sys.stdin.isatty():
        raise _refused("gate.serve.no_passphrase")
    _ask_passphrase(home)


def _ask_passphrase(home: Path) -> None:
    """Asked twice, shown never."""
    asked = W("gate.passphrase.ask", shortest=SHORTEST)
    first = typer.prompt(asked, hide_input=True)
    if typer.prompt(W("gate.passphrase.again"), hide_input=True) != first:
        raise _refused("gate.passphrase.different")
    try:
        Passphrase(home / "secret").choose(first)
    except PassphraseRefused as refusal:
        raise _refused(refusal.reason, **refusal.facts) from None


def _table_mapping(table: str, path: Path | None) -> TableMapping:
    known = {**saved_tables.table_mappings(), **_own_table(path)}
    if table.upper() not in known:
        raise StatlineNoMapping(table, ", ".join(known))
    return known[table.upper()]


def _own_table(path: Path | None) -> dict[str, TableMapping]:
    if path is None:
        return {}
    try:
        read = saved_tables.table_mapping(path)
    except (OSError, ValueError) as trouble:
        found = str(trouble).splitlines()[0]
        raise _refused("cli.trouble.mapping_unreadable", path=path, found=found) from None
    return {read.table: read}


def _place(written: str) -> str:
    """A key of CBS, the beginning of one (JZ: all youth-care regions), or the name of a place."""
    key = written.upper()
    found = key if re.fullmatch(r"[A-Z]{2}\d{0,8}", key) else code_of(written)
    if found is None:
        raise _refused("cli.statline.no_place", place=written)
    return found


def _tell_progress(done: int, total: int | None) -> None:
    key = "cli.statline.so_far" if total is None else "cli.statline.so_far_of"
    typer.echo(W(key, done=done, total=total or 0), err=True)


def _tell_receipt(receipt: Receipt) -> None:
    _tell(receipt.problems, receipt.remarks, hint=W("cli.import.more"))
    if receipt.version is None:
        typer.echo(W("cli.import.refused"))
        raise typer.Exit(REFUSED)
    version = numbers.version(receipt.version.id)
    facts = {"version": version, "kept": receipt.rows_kept, "rows": receipt.rows_in}
    typer.echo(W("cli.import.done", count=receipt.rows_in, **facts))


def _write_book(excel: Path, problems: tuple[Problem, ...], chosen: dict[Path, Chosen]) -> None:
    """The whole list as a workbook, as *Gegevens* gives it."""
    found = [
        offending(path, one, [each for each in problems if each.file == safe_name(path.name)])
        for path, one in chosen.items()
    ]
    try:
        excel.write_bytes(as_workbook(problems, [one for one in found if one is not None], W))
    except OSError:
        raise _refused("cli.check.not_written", path=excel) from None
    typer.echo(W("cli.check.written", path=excel))


def _tell(problems: Iterable[Problem], remarks: Iterable[Problem], *, hint: str) -> None:
    """Per file and rule how often it occurs and where; then what was noticed."""
    for one in grouped(problems):
        what = W.table(f"problems.rule.{one.rule}")["what"]
        what = what[:1].upper() + what[1:]
        file = file_told(one.file, W)
        typer.echo(W("cli.problems.group", file=file, what=what, count=one.count))
        for each in one.ones:
            typer.echo(f"  {sentence(each, W)}")
        if left := one.count - len(one.ones):
            typer.echo(f"  {W('cli.problems.left', count=left, hint=hint)}")
    for each in remarks:
        told = sentence(each, W)
        typer.echo(f"{file_told(each.file, W)}: {told}" if each.file else told)
