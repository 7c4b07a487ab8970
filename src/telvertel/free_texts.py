"""The free texts of a delivery, looked over at the door: what may point at a person stays out.

Of an explanation what surely names somebody is refused, and what points at one child. A
story is about somebody, so there every doubt stops the delivery too, until a person says to have
looked at that row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.problem import Problem, Remark, Rule, problem
from telvertel.privacy.pointing import points_at_one
from telvertel.privacy.text import NOT_IN_A_NAME, Concern, ConcernKind, look

# The columns of each kind in which people write freely, by our own names.
FREE: dict[DeliveryKind, tuple[str, ...]] = {
    DeliveryKind.observations: ("note",),
    DeliveryKind.norms: ("reason", "set_by"),
    DeliveryKind.breaks: ("reason",),
    DeliveryKind.stories: ("text", "source", "read_by"),
}
# Where an organisation is named: it may be called after somebody, but by no number or address. The
# source of a figure stands with it everywhere, the wall and the minutes included.
NAMES: dict[DeliveryKind, tuple[str, ...]] = {
    DeliveryKind.parties: ("name",),
    DeliveryKind.observations: ("source",),
    DeliveryKind.population: ("source",),
}
TOLD = "text"  # the column of a story in which a doubt counts


def problems(one: Delivery) -> Iterator[Problem]:
    """Per row and column one problem of each rule: what was found by its beginning, never more. The
    name of a file stands with its figures, so that is looked over too."""
    for concern in look(one.file.replace("_", " ")):
        if concern.kind in NOT_IN_A_NAME:
            yield problem(one.file, Rule.person_in_text, found=concern.found_shortened)
    for row, name, heading, rule, concern in _found(one):
        if rule is Rule.person_in_text or name == TOLD and not row.get("read_by"):
            found = concern.found_shortened
            yield problem(one.file, rule, row=row["row"], column=heading, found=found)


def remarks(one: Delivery) -> list[Problem]:
    """How many stories came in although the check had doubts: a person looked at them."""
    if one.frame is None:
        return []
    looked_at = {
        row["row"]
        for row, name, _, _, concern in _found(one)
        if name == TOLD and not concern.hard and row.get("read_by")
    }
    return [problem(one.file, Remark.looked_at_twice, count=len(looked_at))] if looked_at else []


def _rule(concern: Concern, *, story: bool, of_one: bool) -> Rule:
    """A story is of one child: there that is a doubt, elsewhere it does not belong."""
    if concern.hard or (of_one and not story):
        return Rule.person_in_text
    small = concern.kind is ConcernKind.small_group
    return Rule.small_number if small else Rule.person_perhaps


def _found(one: Delivery) -> Iterator[tuple[dict[str, Any], str, str, Rule, Concern]]:
    """Row, our name and heading of the column, and each rule with the first concern of it."""
    columns = (*FREE.get(one.kind, ()), *NAMES.get(one.kind, ()))
    rows = one.readable
    if rows is None or not columns:
        return
    headings = {column.name: column.heading for column in COLUMNS[one.kind]}
    for name in columns:
        called = name in NAMES.get(one.kind, ())
        texts = rows[name].drop_nulls().unique()  # a source stands on very many rows
        first = partial(_first, called=called, story=name == TOLD)
        found = {text: seen for text in texts if (seen := first(text))}
        for row in rows.filter(pl.col(name).is_in(list(found))).iter_rows(named=True):
            for rule, concern in found[row[name]]:
                yield row, name, headings[name], rule, concern


def _first(text: str, *, called: bool, story: bool) -> tuple[tuple[Rule, Concern], ...]:
    """The first concern of each rule in a text; ``called``: what an organisation is called."""
    counts = [one for one in look(text) if not called or one.kind in NOT_IN_A_NAME]
    of_one = points_at_one(text, counts)
    rules = {_rule(one, story=story, of_one=of_one): one for one in reversed(counts)}
    return tuple(rules.items())
