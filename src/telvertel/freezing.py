"""Figures as they were: what an item is talked about with is frozen into the meeting.

What was talked about before is laid beside it: which figures were revised since, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from telvertel import counting
from telvertel.counting import Change
from telvertel.days import day_of
from telvertel.figures.problem import Rule
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Version, Warehouse
from telvertel.indicators import reading
from telvertel.indicators.definition import Indicator
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.display import coarse
from telvertel.privacy.release import Mark, Released, freeze, thaw

# Of a released figure: what decides how it is shown, and so whether it was revised.
SHOWN = ("value", "low", "high", "mark")


def scope_of(item: e.AgendaItem, plan: e.MeetingPlanned) -> Scope:
    """The scope of an agenda item; what it leaves open follows the meeting."""
    default = Scope(
        municipality=plan.municipality,
        providers=plan.providers,
        grain=plan.grain,
        since=plan.since,
        until=plan.until,
    )
    return Scope.from_query(item.scope, default)


def _at_the_table(scope: Scope, plan: e.MeetingPlanned) -> Scope:
    """With the providers of the talk alone, where figures of the others could be worked out; a talk
    without any has the whole."""
    if not plan.providers:
        return scope.model_copy(update={"breakdown": None})
    return scope.model_copy(update={"providers": plan.providers})


def frozen(
    warehouse: Warehouse,
    card: Indicator,
    item: e.AgendaItem,
    plan: e.MeetingPlanned,
    series: Sequence[Meeting] = (),
) -> e.FiguresFrozen:
    """The released figures, reference lines, norms, breaks, card and reading of one item, where its
    figures come from, and what was revised since the last of ``series`` (newest first) that talked
    about the same ones."""
    # All of one version: a delivery may come in between.
    version = warehouse.current
    scope = scope_of(item, plan)
    if counting.refused_apart(warehouse, card, scope, version):
        scope = _at_the_table(scope, plan)
    if counting.refused_apart(warehouse, card, scope, version):  # everybody sits at it
        scope = scope.model_copy(update={"breakdown": None})
    own = counting.released(warehouse, card, scope, version)
    context = counting.context(warehouse, card, scope, version)
    breaks = counting.breaks(warehouse, card, scope, version)
    then = last_time(item, plan, series)
    whole = counting.released(warehouse, card, scope.from_the_start(), version)
    return e.FiguresFrozen(
        item=item.id,
        card=card.model_dump(mode="json"),
        figures=tuple(freeze(one) for one in (own, *context)),
        norms=counting.norms(warehouse, card, scope, version),
        breaks=breaks,
        reading=reading_of(own, card, breaks, whole),
        account=_account(warehouse, card, scope, own.cube),
        revisions=tuple(revisions(warehouse, card, scope, own, then)) if then else (),
        last_talk=_when(then) if then else None,
        names=_names(warehouse, scope, own, version),
    )


def _names(
    warehouse: Warehouse, scope: Scope, own: Released, version: str | None
) -> dict[str, str]:
    """What the wijken and buurten of a series are called; the plan names everybody else."""
    if not scope.per_area:
        return {}
    shown = set(own.frame["group"]) - {scope.municipality}
    parties = counting.parties(warehouse, version)
    return {one.code: one.name for one in parties if one.code in shown}


def _account(warehouse: Warehouse, card: Indicator, scope: Scope, version: str) -> dict[str, Any]:
    """What *Klopt dit?* tells of the figures, JSON-able: rows as coarse as there, nobody named."""
    every = counting.versions(warehouse)
    upto = every[[one.id for one in every].index(version) :]
    made, _ = delivered_by(
        upto, lambda older, newer: counting.changes(warehouse, card, scope, older, newer)
    )
    return {
        "version": made.id,
        "on": day_of(made.at).isoformat(),
        "why": made.why,
        "files": list(made.files),
        "rows_in": rows_shown(made, made.rows_in),
        "rows_kept": rows_shown(made, made.rows_kept),
        "rows_out": [[reason, rows_shown(made, rows)] for reason, rows in made.rows_out],
        "checks": len(Rule),
    }


def rows_shown(made: Version, rows: int) -> int | None:
    """A number of rows of a delivery as it may be shown: of rows that may be people only about how
    many, None for few."""
    return coarse(rows) if made.of_people else rows


def delivered_by(
    versions: Sequence[Version], changed: Callable[[str, str], tuple[Change, ...]]
) -> tuple[Version, tuple[Change, ...]]:
    """The newest of these versions (newest first) that changed a series, and what it changed; else
    the oldest. ``changed`` tells what an older and a newer version show differently."""
    for one, before in pairwise(versions):
        if changes := changed(before.id, one.id):
            return one, changes
    return versions[-1], ()


def reading_of(
    own: Released,
    card: Indicator,
    breaks: tuple[dict[str, Any], ...],
    whole: Released | None = None,
) -> dict[str, Any] | None:
    """What may be said of the series, as frozen; None when it is split or holds no figure.
    ``whole``: the same series from its start, which its limits are of.

    A split series has a line per group, and the rules are about one line.
    """
    shown = reading.points(own.frame, card)
    if set(own.frame["group"]) != {""} or all(point.value is None for point in shown):
        return None
    found = reading.read(reading.points((whole or own).frame, card), card, breaks)
    return reading.freeze(reading.in_sight(found, own.frame["period"]))


@dataclass(frozen=True)
class Then:
    """The last time the same figures were talked about."""

    meeting: Meeting
    item: str
    figures: Released
    card: Mapping[str, Any]


def last_time(item: e.AgendaItem, plan: e.MeetingPlanned, series: Iterable[Meeting]) -> Then | None:
    """Same indicator, same place, providers and cut; how far back it looks may differ."""
    asked = _cut(item, plan)
    for before in series:
        for one in before.agenda:
            kept = before.frozen.get(one.id)
            if (
                kept
                and kept.figures
                and one.indicator == item.indicator
                and before.discussed(one.id)
                and _cut(one, before.plan) == asked
            ):
                return Then(before, one.id, thaw(kept.figures[0]), kept.card)
    return None


def _cut(item: e.AgendaItem, plan: e.MeetingPlanned) -> Scope:
    return scope_of(item, plan).model_copy(update={"since": None, "until": None})


def _when(then: Then) -> dict[str, str]:
    return {"meeting": then.meeting.id, "held_on": then.meeting.plan.held_on.isoformat()}


def revisions(
    warehouse: Warehouse, card: Indicator, scope: Scope, own: Released, then: Then
) -> Iterator[dict[str, Any]]:
    """One dict per period and group that is shown otherwise than last time, in order of time:
    before and after (fields of SCHEMA as released), why, and the notes of then that lean on it.

    A figure that was not there then, or is out of sight now, was not revised.
    """
    changed = shown_otherwise(then.figures, own)
    if not changed:
        return
    reasons = _reasons(warehouse, card, scope, then.figures.cube, own.cube)
    redefined = then.card.get("measure") != card.model_dump(mode="json")["measure"]
    for (period, group), (before, after) in sorted(changed.items()):
        yield {
            "period": period,
            "group": group,
            "before": before,
            "after": after,
            **_when(then),
            "reasons": [_told(one) for one in reasons.get((period, group), ())],
            "redefined": redefined,
            "notes": _leaning(then, period, group),
        }


Key = tuple[str, str]  # period, group


def shown_otherwise(
    then: Released, now: Released
) -> dict[Key, tuple[dict[str, Any], dict[str, Any]]]:
    """Figures that had something to show then and are in sight now, but look different."""
    before, after = (
        {(row["period"], row["group"]): _shown(row) for row in one.frame.to_dicts()}
        for one in (then, now)
    )
    return {
        key: (shown, after[key])
        for key, shown in before.items()
        if shown["mark"] != Mark.missing and key in after and shown != after[key]
    }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in SHOWN}


def _reasons(
    warehouse: Warehouse, card: Indicator, scope: Scope, older: str, newer: str
) -> dict[Key, list[Version]]:
    """Which deliveries between two versions changed a figure, oldest first.

    Nothing when the older version is not here any more: then nobody can say.
    """
    every = {one.id: one for one in reversed(counting.versions(warehouse))}
    ids = list(every)
    if older not in ids or newer not in ids:
        return {}
    found: dict[Key, list[Version]] = {}
    for before, after in pairwise(ids[ids.index(older) : ids.index(newer) + 1]):
        for change in counting.changes(warehouse, card, scope, before, after):
            found.setdefault((change.period, change.group), []).append(every[after])
    return found


def _told(version: Version) -> dict[str, str]:
    return {"version": version.id, "on": day_of(version.at).isoformat(), "why": version.why}


def _leaning(then: Then, period: str, group: str) -> list[str]:
    """Notes of then that are pinned to the figure, those of the whole period included."""
    return [
        note.id
        for note in then.meeting.notes_of(then.item)
        if note.written.period == period and note.written.group in (None, "", group)
    ]
