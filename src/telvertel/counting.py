"""The flow of a number: from delivered files to protected figures, from a question to Released.

Each hop is a function of ``figures`` or ``privacy``; this module hands the result of one to the
next, because those two rooms do not know each other. What leaves here is Released or public.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Mapping as Table
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from telvertel import bulk, days, free_texts
from telvertel.figures import alike as likeness
from telvertel.figures import areas as parts_of_town
from telvertel.figures import (
    checks,
    flow,
    listed,
    measure,
    merged,
    noticed,
    overlapping,
    own,
    peaks,
    smallest,
    standing,
    stored,
    surroundings,
    tables,
)
from telvertel.figures.geography import COUNTRY, place_names
from telvertel.figures.intake import delivery
from telvertel.figures.intake.chosen import NOTHING, Chosen
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.ijw.apart import holds_messages
from telvertel.figures.intake.ijw.reading import NAME as MESSAGES
from telvertel.figures.intake.ijw.reading import read as messages_in
from telvertel.figures.intake.mapping import Mapping
from telvertel.figures.peaks import Rounded
from telvertel.figures.problem import SHOWN, Problem, Remark, Rule, at_most, problem
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.staged import Staged
from telvertel.figures.surroundings import (
    Party,
    breaks,
    delivered,
    norms,
    norms_before,
    parties,
    providers_of,
    worth_fetching,
)
from telvertel.figures.told import Story, beside, stories
from telvertel.figures.troubles import NothingImported, ThresholdRefused
from telvertel.figures.warehouse import Version, Warehouse
from telvertel.figures.watch import UNWATCHED, ImportStep, Watch
from telvertel.indicators.comparison import Refused, refused
from telvertel.indicators.definition import Family, Indicator, Measure, Shape, Unit
from telvertel.indicators.period import Grain, Period
from telvertel.privacy import amounts, display
from telvertel.privacy import own_exact as exact
from telvertel.privacy.display import threshold
from telvertel.privacy.protect import protect, protect_observations
from telvertel.privacy.release import Mark, Released, release
from telvertel.privacy.rounding import in_secret_direction
from telvertel.privacy.seed import secrets

__all__ = [
    "Account",
    "Change",
    "Inspection",
    "Party",
    "Receipt",
    "Story",
    "account",
    "alike",
    "alike_together",
    "areas",
    "beside",
    "breaks",
    "changes",
    "children",
    "check",
    "context",
    "delivered",
    "going",
    "norms",
    "norms_before",
    "open_figures",
    "own_exact",
    "owners",
    "parties",
    "periods",
    "place_names",
    "providers_of",
    "refused_apart",
    "released",
    "side_by_side",
    "stories",
    "take_in",
    "versions",
    "worth_fetching",
]

NONE_CHOSEN: Table[Path, Chosen] = MappingProxyType({})


@dataclass(frozen=True)
class Inspection:
    """What is in the files, everything that is wrong with them, and what was put right."""

    deliveries: tuple[Delivery, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What became of a delivery: a version, or the problems for which it was refused."""

    version: Version | None
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    rows_in: int
    rows_kept: int
    rows_out: tuple[tuple[str, int], ...]  # reason (a Remark), rows
    going: tuple[str, ...] = ()  # providers for whom nobody said yes; then nothing was taken in


@dataclass(frozen=True)
class Change:
    """One figure that two versions show differently; values and marks as released."""

    period: str
    group: str
    before: float | None
    after: float | None
    before_mark: str | None  # None: that version has no such figure
    after_mark: str | None
    # Bounds of a class, where that is what is shown.
    before_class: tuple[float, float] | None = None
    after_class: tuple[float, float] | None = None
    note: str = ""  # what the deliverer explains with the figure of after and did not before


@dataclass(frozen=True)
class Account:
    """Where a figure comes from, in five facts."""

    files: tuple[str, ...]  # 1 the delivery
    rows_in: int  # 2 rows in and out, with the reasons
    rows_kept: int
    rows_out: tuple[tuple[str, int], ...]
    measure: Measure  # 3 how it is counted
    version: Version  # 4 the version, and the last figure it changed
    last_change: Change | None
    checks: tuple[str, ...]  # 5 the rules that the delivery satisfied
    flow_open: tuple[str, ...] = ()  # periods that begin with others than the one before ended with


def open_figures(folder: Path | str) -> Warehouse:
    """The figures of an installation; the folder is made at the first delivery. What the data
    folder around it says of the smallest count shown holds from here on: ThresholdRefused."""
    home = Path(folder).parent
    chosen = smallest.smallest(home)
    try:
        display.hold(chosen)
    except ValueError:
        raise ThresholdRefused(str(home / smallest.NAME), str(chosen)) from None
    return Warehouse(folder)


def check(
    paths: Iterable[Path | str],
    *,
    published: Iterable[Path] = (),
    mapping: Mapping | None = None,
    today: date | None = None,
    fetched: Iterable[Delivery] = (),
    municipalities: Path | None = None,
    known: Warehouse | None = None,
    chosen: Table[Path, Chosen] = NONE_CHOSEN,
    most: int = SHOWN,
    watch: Watch = UNWATCHED,
) -> Inspection:
    """Read and judge the files; nothing is stored anywhere.

    iJw messages (XML, loose or in a zip) are joined to deliveries of their own; what their product
    codes and end reasons mean stands in tables among the files or in the figures of ``known``.
    ``published`` are files of the project itself with figures that their publisher protected;
    what somebody delivers never belongs there. ``fetched`` was read already (StatLine).
    ``municipalities`` is a file of whoever delivers: which old codes count with which new ones; it
    may stand among ``paths`` too, and goes by its headings there.
    ``chosen``: what is settled beforehand about a file, such as its sheet or a saved mapping.
    ``most``: problems of one rule and file that are listed; then a number follows.
    ``watch`` is told how far it is, and may stop it.
    """
    today = today or days.today()
    offered = [Path(path) for path in paths]
    beside = [path for path in offered if merged.is_counted_as(path)]
    every = [path for path in offered if path not in beside]
    messages = dict.fromkeys(path for path in every if holds_messages(path))
    delivered = [
        delivery.read(path, mapping, chosen.get(path, NOTHING), watch)
        for path in every
        if path not in messages
    ]
    delivered += messages_in(messages, stored.of_regions(delivered, known), today)
    ours = [replace(delivery.read(path), published=True) for path in published]
    counted_as = [*beside, municipalities] if municipalities else beside
    looked_at, unfit = merged.seen(delivered, counted_as)
    deliveries = (*looked_at, *ours, *fetched)
    both = overlapping.seen(deliveries)
    problems = [*unfit, *(one for one in both if one.refuses)]
    for one in deliveries:
        problems += one.problems
        problems += [*free_texts.problems(one), *_too_late(one, today)]
    remarks = [
        remark
        for one in deliveries
        for remark in (*one.remarks, *_starting_ahead(one, today), *free_texts.remarks(one))
    ]
    remarks += [one for one in both if not one.refuses]
    judged = tuple(replace(one, typed=None) for one in deliveries)
    return Inspection(judged, tuple(at_most(problems, most)), tuple(remarks))


def _starting_ahead(one: Delivery, today: date) -> list[Problem]:
    if one.frame is None or one.kind is not DeliveryKind.trajectories:
        return []
    return noticed.starting_ahead(one.file, one.frame, today)


def _too_late(one: Delivery, today: date) -> list[Problem]:
    rows = one.readable
    if rows is None or one.kind is not DeliveryKind.trajectories or one.mapping == MESSAGES:
        return []  # messages were judged where their lines were known
    return checks.started_too_late(one.file, rows, today)


def take_in(
    warehouse: Warehouse,
    paths: Iterable[Path | str],
    *,
    who: str,
    why: str,
    reference_date: date | None = None,
    since: date | None = None,
    at: datetime | None = None,
    mapping: Mapping | None = None,
    published: Iterable[Path] = (),
    fetched: Iterable[Delivery] = (),
    municipalities: Path | None = None,
    chosen: Table[Path, Chosen] = NONE_CHOSEN,
    may_go: Collection[str] | None = None,
    watch: Watch = UNWATCHED,
) -> Receipt:
    """Files become a new version of the figures, all of them or none.

    Records of one municipality belong together in one call: they replace, for that municipality,
    the periods they hold as a whole. ``since`` is their first day and ``reference_date`` the last,
    read from the records by default; ``at`` is the moment of the delivery, now by default.
    ``published``, ``fetched``, ``municipalities``, ``chosen`` and ``watch``: see ``check``.
    ``may_go``: the providers of whom nothing may be shown any more; when it would be so of others
    nothing is changed, and the receipt names them. None asks nobody.
    ImportStopped when somebody stopped it; then nothing was changed.
    """
    at = at or datetime.now(UTC)
    today = days.day_of(at)
    after = warehouse.current
    inspection = check(
        paths,
        published=published,
        mapping=mapping,
        today=today,
        fetched=fetched,
        municipalities=municipalities,
        known=warehouse,
        chosen=chosen,
        watch=watch,
    )
    deliveries, remarks = inspection.deliveries, list(inspection.remarks)
    if inspection.problems or not deliveries:
        rows_in = sum(one.rows_in for one in deliveries)
        return Receipt(None, inspection.problems, inspection.remarks, rows_in, 0, ())
    records = stored.records(deliveries)
    held: tuple[Period, ...] = ()
    if records is not None:
        reference_date = reference_date or standing.reference_date(records, today)
        held = standing.periods_held(records, reference_date, since)
    contents = stored.kept_as_is(warehouse, deliveries, today)
    watch.at(ImportStep.counting)
    with _room(warehouse, records) as staged:
        cube, sticky, shown, gone = _cube(
            warehouse, records, reference_date, held, contents["breaks"], staged, watch, today
        )
        if going := set() if may_go is None else {*gone} - {*may_go}:
            rows_in = sum(one.rows_in for one in deliveries)
            return Receipt(None, (), tuple(remarks), rows_in, 0, (), tuple(sorted(going)))
        contents |= cube
        contents["observations"], sticky["observations"] = _observed(warehouse, deliveries, today)
        around = (contents[name] for name in ("periods", "parties", "observations"))
        contents["providers"] = listed.listed(shown, *around)
        remarks += [] if records is None else _told(held, gone, contents["parties"])
        remarks += _taken_in_before(warehouse, deliveries)
        doubles = stored.doubled(deliveries, records)
        contents |= stored.facts(deliveries, who, why, at, reference_date, doubles=doubles)
        watch.at(ImportStep.storing)
        made = warehouse.accept(contents, sticky, after=after, staged=staged)
    remarks += [problem("", Remark.identical_rows, count=doubles)] if doubles else []
    remarks += [] if records is None else _not_fitting(warehouse, records, held, made.id)
    return Receipt(made, (), tuple(remarks), made.rows_in, made.rows_kept, made.rows_out)


_COUNTED = ("atoms", "peaks", "periods")
Frames = dict[str, pl.DataFrame]
Cube = tuple[Frames, Frames, list[pl.DataFrame], list[str]]


def _room(
    warehouse: Warehouse, records: pl.DataFrame | None
) -> AbstractContextManager[Staged | None]:
    """Files to count into, where the delivery or what is there already is too much for memory."""
    return warehouse.staging() if _large(warehouse, records) else nullcontext()


def _large(warehouse: Warehouse, records: pl.DataFrame | None) -> bool:
    return warehouse.is_large or (records is not None and records.height >= bulk.LARGE)


def _cube(
    warehouse: Warehouse,
    records: pl.DataFrame | None,
    reference: date | None,
    held: tuple[Period, ...],
    breaks: pl.DataFrame,
    staged: Staged | None,
    watch: Watch,
    day: date,
) -> Cube:
    """The tables of the cube, its sticky table, the providers shown in it (listed.SHOWN), and those
    of whom nothing is shown any more in the delivered periods.

    ``staged`` then holds the atoms and the sticky table instead.
    """
    if records is None or reference is None:
        return _counted_before(warehouse, staged)
    seed = warehouse.seed()
    rounded = _in_secret_direction(seed)
    delivered = stored.held(records, held, reference, day)
    tables_of = {"periods": tables.replaced("periods", warehouse.table("periods"), delivered)}
    if staged is None:
        tables_of["atoms"], sticky, shown = _counted(warehouse, records, reference, held, delivered)
        high = peaks.found(records, held, reference, breaks, rounded)
    else:
        sticky = {}
        high, shown = bulk.counted(
            warehouse,
            records,
            reference,
            held,
            breaks,
            rounded,
            delivered,
            staged,
            watch,
            seed=seed,
        )
    tables_of["peaks"] = peaks.replaced(warehouse.table("peaks"), high, delivered)
    before = warehouse.shown(threshold())
    stays = before.join(delivered, on=list(tables.REPLACES["periods"]), how="anti")
    return tables_of, sticky, [stays, shown], listed.gone(before, shown, delivered)


def _counted_before(warehouse: Warehouse, staged: Staged | None) -> Cube:
    """The cube and its sticky table as they were: this delivery has no records."""
    known = {name: warehouse.table(name) for name in _COUNTED if name != "atoms"}
    shown = [warehouse.shown(threshold())]
    if staged is not None:
        bulk.keep(warehouse, tables.empty("periods"), staged)
        bulk.remember(warehouse, staged, without=set())
        return known, {}, shown, []
    sticky = warehouse.sticky("cube")
    cube = {"cube": pl.DataFrame() if sticky is None else sticky}
    return {**known, "atoms": warehouse.table("atoms")}, cube, shown, []


def _counted(
    warehouse: Warehouse,
    records: pl.DataFrame,
    reference: date,
    held: tuple[Period, ...],
    delivered: pl.DataFrame,
) -> tuple[pl.DataFrame, Frames, pl.DataFrame]:
    """The atoms with the delivered periods in place of the old ones, their sticky table, and the
    providers shown in the delivered periods (listed.SHOWN)."""
    sticky = warehouse.sticky("cube")
    previous = sticky if sticky is not None and sticky.width else None
    cube = protect(measure.cube(records, reference, held), previous, warehouse.seed())
    old = warehouse.table("atoms")
    atoms = tables.replaced_atoms(old, cube.atoms, delivered)
    new = cube.atoms.join(delivered, on=list(tables.REPLACES["periods"]), how="semi")
    return atoms, {"cube": cube.sticky}, listed.shown(new, threshold())


def _in_secret_direction(seed: bytes) -> Rounded:
    """How the counts behind the peaks are rounded: by the secret of what they are about."""

    def rounded(names: pl.Series, counts: pl.Series) -> pl.Series:
        return pl.Series(in_secret_direction(counts.to_numpy(), secrets(seed, names)))

    return rounded


def _not_fitting(
    warehouse: Warehouse, records: pl.DataFrame, held: Iterable[Period], version: str
) -> list[Problem]:
    """Delivered municipalities in which a period begins with others than the one before ended, in
    one remark that names a few."""
    theirs, delivered = set(records["municipality"].unique()), {one.id for one in held}
    found = [
        (place, ids)
        for place, ids in flow.gaps_around(warehouse, version, delivered)
        if place in theirs
    ]
    if not found:
        return []
    names = place_names() | {one.code: one.name for one in parties(warehouse)}
    told = [f"{names.get(place, place)} ({', '.join(ids)})" for place, ids in found]
    more = ["…"] if len(told) > merged.NAMED else []
    periods = ", ".join([*told[: merged.NAMED], *more])
    return [problem("", Remark.flow_open, count=len(found), periods=periods)]


def going(
    warehouse: Warehouse,
    deliveries: Iterable[Delivery],
    reference_date: date | None = None,
    at: datetime | None = None,
) -> tuple[str, ...]:
    """Of which providers nothing would be shown any more in the periods that these checked
    deliveries replace; by the protected counts, as ``take_in`` finds it. Nothing is stored.

    () for a delivery or figures too large to be counted twice: ``may_go`` asks there.
    """
    records = stored.records(deliveries)
    if records is None or warehouse.current is None or _large(warehouse, records):
        return ()
    day = days.day_of(at or datetime.now(UTC))
    reference = reference_date or standing.reference_date(records, day)
    held = standing.periods_held(records, reference)
    delivered = stored.held(records, held, reference, day)
    shown = _counted(warehouse, records, reference, held, delivered)[-1]
    return tuple(listed.gone(warehouse.shown(threshold()), shown, delivered))


def _told(held: tuple[Period, ...], gone: list[str], parties: pl.DataFrame) -> list[Problem]:
    """From when until when the records count, and whose figures go: nobody should have to guess."""
    if not held:
        return [problem("", Remark.no_period_held)]
    first, last = min(one.start for one in held), max(one.end for one in held)
    ends = {"first": f"{first:%d-%m-%Y}", "last": f"{last:%d-%m-%Y}"}
    told = [problem("", Remark.periods_held, **ends)]
    if gone:
        names = dict(parties.select("code", "name").iter_rows())
        named = (f"{names[one]} ({one})" if names.get(one) else one for one in gone)
        told.append(problem("", Remark.providers_gone, providers=", ".join(named)))
    return told


def _observed(
    warehouse: Warehouse, deliveries: Iterable[Delivery], day: date
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Observations of the new version, their counts and amounts protected, and the sticky table."""
    every = list(deliveries)
    rows = amounts.grouped(stored.observations(every, day), stored.amounts(every))
    previous = warehouse.sticky("observations")
    protected = protect_observations(rows, previous, warehouse.seed())
    settled = amounts.settled(rows, protected.frame)
    old = warehouse.table("observations")
    return amounts.among_providers(tables.replaced("observations", old, settled)), protected.sticky


def _taken_in_before(warehouse: Warehouse, deliveries: Iterable[Delivery]) -> list[Problem]:
    """Files that were taken in before, byte for byte: allowed, and said."""
    known = {one: version for version in warehouse.versions() for one in version.sha256}
    return [
        problem(
            one.file,
            Remark.taken_in_before,
            version=known[one.sha256].id,
            day=f"{days.day_of(known[one.sha256].at):%d-%m-%Y}",
        )
        for one in deliveries
        if one.sha256 in known
    ]


def released(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> Released:
    """The figures of an indicator in a scope, as they may be shown; NothingImported without any."""
    return _release(card, scope, measure.series(warehouse, card, scope, version))


def children(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> Released:
    """How many children had help, whatever the indicator counts of them."""
    everybody = Measure(shape=Shape.count, family=Family.use, counted=("all",))
    counted = {"measure": everybody, "unit": Unit.count}
    return released(warehouse, card.model_copy(update=counted), scope, version)


def refused_apart(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> Refused | None:
    """Why a scope may not show all providers of a place apart; None where it may or does not.

    Decided by everybody with help in the newest period of the scope, never by what else is chosen.
    Providers that are named in the scope sit at the table: they are shown. Who names all of whom
    there is a number asks for all of them apart, whatever it is called; who names one does not.
    """
    if scope.breakdown is not Breakdown.provider or len(scope.providers) == 1:
        return None
    whole = scope.whole().model_copy(update={"breakdown": Breakdown.provider})
    known = children(warehouse, card, whole, version).frame
    newest = known.filter(known["period"] == known["period"].max())
    counts = {group: number or 0 for group, number in newest.select("group", "numerator").rows()}
    everybody = {one for one, number in counts.items() if number}
    everybody = everybody or {*providers_of(warehouse, scope.municipality, version)}
    if scope.providers and everybody - {*scope.providers}:
        return None
    return refused(counts, threshold())


def owners(warehouse: Warehouse, municipality: str) -> tuple[str, ...]:
    """Who owns records of a municipality in the delivery in use: itself, and the providers declared
    to deliver; only those of whom some number of children may be shown there."""
    return own.owners(warehouse, municipality, threshold())


def own_exact(
    warehouse: Warehouse, card: Indicator, scope: Scope, there: exact.Circumstances, owner: str
) -> exact.OwnExact:
    """Exact counts of what one of its ``owners`` delivered, of the delivery in use; ExactRefused
    for anybody else, in a meeting, and on a laptop that others can reach."""
    why = exact.why_not(there)
    if why is not None:  # before anything is read
        raise exact.ExactRefused(why)
    return exact.own_exact(own.counts(warehouse, card, scope, owner), there)


def context(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> tuple[Released, ...]:
    """Published figures beside our own: of the same place, its youth-care region, its province and
    the country, in that order.

    Each is a series of its own with its own source and status; they are never added or subtracted.
    A place whose main series is itself published is not repeated.
    """
    version = version or warehouse.current
    if version is None:
        return ()
    around = surroundings.around(warehouse, scope.municipality, version)
    places = dict.fromkeys((scope.municipality, *around, COUNTRY))
    found = [
        (there, one)
        for there in map(scope.whole, places)
        for one in measure.references(warehouse, card, there, version)
    ]
    if not found:
        return ()
    main = measure.series(warehouse, card, scope, version).source
    return tuple(
        _release(card, there, one)
        for there, one in found
        if there.municipality != scope.municipality or one.source != main
    )


def side_by_side(
    warehouse: Warehouse,
    card: Indicator,
    scope: Scope,
    places: Iterable[str],
    version: str | None = None,
) -> Released:
    """The figures of several municipalities, all providers together: ``group`` is the code of each.

    Care forms, ages and time are those of the scope; a distribution has groups of its own and is
    not asked for. NothingImported without figures.
    """
    found = {
        there.municipality: measure.series(warehouse, card, there, version)
        for there in _apart(scope, places)
    }
    frames = [one.frame.with_columns(group=pl.lit(code)) for code, one in found.items()]
    first = next(iter(found.values()))
    return _release(card, _whole(scope), replace(first, frame=pl.concat(frames), left_out=()))


def areas(
    warehouse: Warehouse,
    card: Indicator,
    scope: Scope,
    breakdown: Breakdown,
    version: str | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The wijken or buurten of a municipality with published figures, as many at once as a picture
    holds; () without any, and then there is no such breakdown."""
    return parts_of_town.pages(warehouse, card, scope, breakdown, version)


def alike(warehouse: Warehouse, municipality: str, version: str | None = None) -> tuple[str, ...]:
    """Municipalities of its region or about as large, nearest in size first."""
    return likeness.alike(warehouse, municipality, version)


def alike_together(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str | None = None
) -> tuple[Released, int]:
    """Municipalities like the one of the scope as one series, and how many they are: the same ones
    in every period. Its figures are empty where there are none; shares and rates only.

    Sums of protected counts, as every figure: whoever has the figures of each can add them up.
    """
    own, *others = (
        measure.series(warehouse, card, there, version).frame
        for there in _apart(
            scope, (scope.municipality, *alike(warehouse, scope.municipality, version))
        )
    )
    frame, count = likeness.together(own, others)
    there = _whole(scope).model_copy(update={"municipality": likeness.TOGETHER})
    series = measure.Series(frame, version or warehouse.current or "", "")
    return _release(card, there, series), count


def _apart(scope: Scope, places: Iterable[str]) -> Iterable[Scope]:
    return [_whole(scope).model_copy(update={"municipality": one}) for one in places]


def _whole(scope: Scope) -> Scope:
    """All providers together; care forms, ages and time stay."""
    return scope.model_copy(update={"providers": (), "breakdown": None})


def _release(card: Indicator, scope: Scope, series: measure.Series) -> Released:
    return release(
        card,
        tuple(scope.to_query().items()),
        series.frame,
        cube=series.cube,
        source=series.source,
        left_out=series.left_out,
    )


def versions(warehouse: Warehouse) -> tuple[Version, ...]:
    """All versions of the figures, newest first; empty when nothing was imported yet."""
    return warehouse.versions()


def periods(warehouse: Warehouse, grain: Grain, version: str | None = None) -> tuple[str, ...]:
    """Every period of a grain for which a version has any figure, in order."""
    return surroundings.period_ids(warehouse, grain, version)


def changes(
    warehouse: Warehouse, card: Indicator, scope: Scope, older: str, newer: str
) -> tuple[Change, ...]:
    """Which figures two versions show differently, by period and group; never exact ones."""
    before, after = (
        {
            (row["period"], row["group"]): row
            for row in released(warehouse, card, scope, version).frame.iter_rows(named=True)
        }
        for version in (older, newer)
    )
    return tuple(
        Change(
            *key,
            before=before.get(key, _NO_FIGURE)["value"],
            after=after.get(key, _NO_FIGURE)["value"],
            before_mark=before.get(key, _NO_FIGURE)["mark"],
            after_mark=after.get(key, _NO_FIGURE)["mark"],
            before_class=_class(before.get(key)),
            after_class=_class(after.get(key)),
            note=_explained(before.get(key, _NO_FIGURE), after.get(key, _NO_FIGURE)),
        )
        for key in sorted({*before, *after})
        if _shown(before.get(key)) != _shown(after.get(key))
    )


_NO_FIGURE: dict[str, Any] = {"value": None, "mark": None, "note": ""}


def _shown(row: dict[str, Any] | None) -> tuple | None:
    return row and tuple(row[name] for name in ("value", "mark", "low", "high"))


def _class(row: dict[str, Any] | None) -> tuple[float, float] | None:
    return (row["low"], row["high"]) if row and row["mark"] == Mark.class_ else None


def _explained(before: dict[str, Any], after: dict[str, Any]) -> str:
    """The lines of a note that are people's own and that the version before did not have."""
    known = set(before["note"].splitlines())
    return "\n".join(
        line for line in after["note"].splitlines() if line not in known and line[:1] != "@"
    )


def account(warehouse: Warehouse, card: Indicator, scope: Scope, at: str | None = None) -> Account:
    """Where the figures of a version come from, the one in use unless said otherwise;
    NothingImported when there are none."""
    chosen = at or warehouse.current
    if chosen is None:
        raise NothingImported
    version = warehouse.version(chosen)
    changed: tuple[Change, ...] = ()
    if version.after in warehouse.stored():  # the one before may have had its end date
        changed = changes(warehouse, card, scope, version.after, version.id)
    return Account(
        files=version.files,
        rows_in=version.rows_in,
        rows_kept=version.rows_kept,
        rows_out=version.rows_out,
        measure=card.measure,
        version=version,
        last_change=changed[-1] if changed else None,
        checks=tuple(rule.value for rule in Rule),
        flow_open=_flow_open(warehouse, card, scope, version.id),
    )


def _flow_open(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str
) -> tuple[str, ...]:
    """Of the periods asked for; what is delivered as a total has no children to follow."""
    if card.measure.family is Family.observed:
        return ()
    first, last = scope.since or "", scope.until or "9999"
    return tuple(one for one in flow.gaps(warehouse, scope, version) if first <= one <= last)
