"""Rows of a municipality that was merged away: said, and counted with the new one only when asked.

Nothing is moved silently. Whoever delivers may bring a file (old;new;since, or oud;nieuw;sinds)
that says which old codes count with which municipality of today, and from which day on.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from telvertel.figures.checks import KEYS
from telvertel.figures.geography import INSIDE, is_known, mergers, municipalities
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.ijw.reading import NAME as MESSAGES
from telvertel.figures.problem import KEPT, Problem, Remark, Rule, at_most, problem
from telvertel.indicators import period as periods

# The headings of the file, in English or in Dutch; nothing else stands in it.
HEADINGS = (("old", "new", "since"), ("oud", "nieuw", "sinds"))
_SIGNS = ";,\t"
_FIRST_LINE = 200  # bytes
_CODE = re.compile(r"GM\d{4}")
_DUTCH_DAY = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")
# What makes a figure one figure; the same twice after a merger has to be added up by its owner.
_ONCE = {kind: KEYS[kind] for kind in (DeliveryKind.observations, DeliveryKind.population)}
_KINDS = (DeliveryKind.trajectories, *_ONCE)
NEARLY_ALL = 0.9  # of the trajectories: then the others are the odd ones out
LIKE = 2  # codes that are proposed for one that is none
NAMED = 5  # municipalities that one remark names; the rest is a count


@dataclass(frozen=True)
class CountedAs:
    """Rows of ``old`` that are of force on ``since`` or later count with ``new``."""

    old: str
    new: str
    since: date


def is_counted_as(path: Path) -> bool:
    """Whether a file is one that says which old codes count with which new ones: by its headings,
    so that it can come along with the delivery it is about."""
    try:
        with path.open("rb") as file:
            first = file.read(_FIRST_LINE).decode("utf-8-sig", "replace").splitlines()[:1]
    except OSError:
        return False
    return any(_headings(first[0], sign) in HEADINGS for sign in _SIGNS) if first else False


def _headings(line: str, sign: str) -> tuple[str, ...]:
    return tuple(one.strip().strip('"').lower() for one in line.split(sign))


def as_file(merged: Iterable[Mapping[str, str]]) -> str:
    """The file for these remarks of merged municipalities, each from its own day on: old, new and
    day are read from their facts."""
    rows = {(one["old"], one["new"], one["day"]) for one in merged}
    return "\n".join([";".join(HEADINGS[1]), *(";".join(row) for row in sorted(rows)), ""])


def as_form(codes: Iterable[str]) -> str:
    """The file to fill in for old codes that no list here knows: only they stand in it."""
    return "\n".join([";".join(HEADINGS[1]), *(f"{code};;" for code in sorted(set(codes))), ""])


def read_counted_as(path: Path) -> tuple[tuple[CountedAs, ...], tuple[Problem, ...]]:
    """The file of whoever delivers, or one problem: a file half understood would move rows."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        sign = next(s for s in _SIGNS if _headings(text.splitlines()[0], s) in HEADINGS)
        lines = [row for row in csv.reader(text.splitlines()[1:], delimiter=sign) if any(row)]
        rows = [_counted_as(*row) for row in lines]
    except (OSError, ValueError, IndexError, TypeError, StopIteration):
        rows = []
    if not rows or len({one.old for one in rows}) < len(rows):
        return (), (problem(path.name, Rule.municipalities_unfit),)
    return tuple(rows), ()


def _counted_as(old: str, new: str, since: str) -> CountedAs:
    old, new, since = old.strip(), new.strip(), since.strip()
    if not (_CODE.fullmatch(old) and _CODE.fullmatch(new)) or old == new:
        raise ValueError(old)
    if _DUTCH_DAY.fullmatch(since):
        return CountedAs(old, new, datetime.strptime(since, "%d-%m-%Y").date())
    return CountedAs(old, new, date.fromisoformat(since))


def with_counted_as(one: Delivery, asked: Sequence[CountedAs]) -> Delivery:
    """The delivery with those rows under their new code, and a remark for each old code moved.

    Refused when two figures of the same thing now stand under one municipality: adding up figures
    that were protected or that are percentages is not ours to do.
    """
    if one.frame is None or one.kind not in _KINDS:
        return one
    frame, remarks = one.frame, list(one.remarks)
    for change in asked:
        hit = (pl.col("municipality") == change.old) & _of_force(one.kind, frame, change.since)
        count = frame.filter(hit).height
        if not count:
            continue
        moved = pl.when(hit).then(pl.lit(change.new)).otherwise("municipality")
        frame = frame.with_columns(moved.alias("municipality"))
        facts = {"old": change.old, "new": change.new, "day": f"{change.since:%d-%m-%Y}"}
        remarks.append(problem(one.file, Remark.municipality_counted_as, count=count, **facts))
    twice = _twice(one, frame)
    if twice:
        return replace(one, frame=None, problems=(*one.problems, *twice))
    return replace(one, frame=frame, remarks=tuple(remarks))


def _twice(one: Delivery, frame: pl.DataFrame) -> list[Problem]:
    key = _ONCE.get(one.kind) if one.kind else None
    if key is None:
        return []
    double = frame.filter(pl.struct(key).is_duplicated())
    return [
        problem(one.file, Rule.merged_into_one, row=row, column="gemeente", found=place)
        for row, place in double.select("row", "municipality").iter_rows()
    ]


def seen(
    deliveries: Iterable[Delivery], paths: Sequence[Path]
) -> tuple[tuple[Delivery, ...], tuple[Problem, ...]]:
    """Deliveries with what is to be said of their municipalities, and what is wrong with the files
    that move old codes; without a file nothing is moved."""
    read = [read_counted_as(path) for path in paths]
    asked = [one for found, _ in read for one in found]
    wrong = [one for _, problems in read for one in problems]
    if len({one.old for one in asked}) < len(asked):
        asked, wrong = [], [*wrong, problem(paths[-1].name, Rule.municipalities_unfit)]
    deliveries = tuple(deliveries)
    if paths and not deliveries and not wrong:
        wrong = [problem(paths[0].name, Rule.municipalities_alone)]
    told_of = {code for one in asked for code in (one.old, one.new)}
    moved = (_all_known(with_counted_as(one, asked), told_of) for one in deliveries)
    remarked = (replace(one, remarks=(*one.remarks, *told(one), *elsewhere(one))) for one in moved)
    return tuple(remarked), tuple(wrong)


def _all_known(one: Delivery, told_of: Collection[str]) -> Delivery:
    """Refused when a row is about a municipality that never was: it would stand among the choices.
    So would a district of which somebody delivers children, or that is called a municipality:
    children are never counted there.

    What a publisher protected may go further back than the list of mergers; and whoever moves a
    code (``told_of``) knows it.
    """
    if one.readable is None or one.published:
        return one
    rows = _told_of_places(one.readable)
    codes = rows["place"].drop_nulls().unique().sort()
    whole = one.kind in (DeliveryKind.trajectories, DeliveryKind.parties)
    wrong = [
        code
        for code in codes
        if (code[:2] == "GM" and code not in told_of and not is_known(code))
        or (whole and code[:2] in INSIDE)
    ]
    if not wrong:
        return one
    rows = rows.filter(pl.col("place").is_in(wrong)).select("row", "place")
    found = [_unknown(one, row, code) for row, code in rows.head(KEPT).iter_rows()]
    return replace(one, frame=None, problems=(*one.problems, *at_most(found, KEPT)))


def _told_of_places(frame: pl.DataFrame) -> pl.DataFrame:
    """Row and place of what is told of municipalities; of parties those that are called one. A
    made-up code of a party is no place."""
    if "municipality" in frame.columns:
        return frame.select("row", place="municipality")
    if not {"code", "kind"} <= set(frame.columns):
        return pl.DataFrame(schema={"row": pl.Int64(), "place": pl.String()})
    called = frame.filter(pl.col("kind") == "municipality")
    return called.select("row", place="code").filter(pl.col("place").str.slice(0, 2).is_in(INSIDE))


def _unknown(one: Delivery, row: int, code: str) -> Problem:
    names = {known.code: known.name for known in municipalities().values()}
    around = f"GM{code[2:6]}"
    inside = code[:2] in INSIDE and around in names
    like = [around] if inside else get_close_matches(code, names, LIKE, cutoff=0)
    meant = " / ".join(f"{near} ({names[near]})" for near in like)
    # A row of joined messages is of no file.
    place = None if one.mapping == MESSAGES else row
    return problem(
        one.file,
        Rule.municipality_unknown,
        row=place,
        column="code" if one.kind is DeliveryKind.parties else "gemeente",
        found=code,
        place=code,
        expected=meant,
    )


def told(one: Delivery) -> list[Problem]:
    """Old codes in a time in which they were no municipality any more."""
    if one.frame is None or one.kind not in _KINDS:
        return []
    found = []
    for old in sorted(set(one.frame["municipality"].unique()) & mergers().keys()):
        several = mergers()[old]
        rows = one.frame.filter(pl.col("municipality") == old)
        if not rows.filter(_of_force(one.kind, rows, several[0].since)).height:
            continue
        facts = {"old": old, "name": several[0].old_name, "day": f"{several[0].since:%d-%m-%Y}"}
        names = ", ".join(merger.new_name for merger in several)
        if len(several) == 1:
            facts["new"] = several[0].new_code
        rule = Remark.municipality_merged if len(several) == 1 else Remark.municipality_split
        found.append(problem(one.file, rule, new_name=names, **facts))
    return found


def elsewhere(one: Delivery) -> list[Problem]:
    """Municipalities outside the youth-care region that nearly all trajectories are from.

    Nothing is left out: a child that moved may rightly stand in the records of another region.
    Where no region has nearly all, the delivery is of several and none is the odd one out.
    """
    if one.frame is None or one.kind is not DeliveryKind.trajectories:
        return []
    by_region = _by_region(one.frame["municipality"])
    if len(by_region) < 2:
        return []
    (region, rows), *_rest = by_region.most_common()
    if rows < NEARLY_ALL * by_region.total():
        return []
    known = municipalities()
    names = [
        f"{known[code].name} ({code})"
        for code in sorted(set(one.frame["municipality"].unique()) & known.keys())
        if known[code].youth_region != region
    ]
    more = ["…"] if len(names) > NAMED else []
    facts = {"region": region, "places": ", ".join([*names[:NAMED], *more])}
    return [problem(one.file, Remark.municipalities_elsewhere, count=len(names), **facts)]


def _by_region(codes: pl.Series) -> Counter[str]:
    """Rows per youth-care region; in the order of the rows, so that of two as large the first is
    named."""
    known, found = municipalities(), Counter[str]()
    counts = codes.to_frame("code").group_by("code", maintain_order=True).len()
    for code, count in counts.iter_rows():
        if code in known:
            found[known[code].youth_region] += count
    return found


def _of_force(kind: DeliveryKind, frame: pl.DataFrame, day: date) -> pl.Expr:
    """Rows about a time on or after the day: help that goes on, or a period that starts then."""
    if kind is DeliveryKind.trajectories:
        return pl.col("ended_on").is_null() | (pl.col("ended_on") >= day)
    if kind is DeliveryKind.population:
        return pl.col("year") >= day.year
    late = [one for one in frame["period"].unique() if periods.read(one).start >= day]
    return pl.col("period").is_in(late)
