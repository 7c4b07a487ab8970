"""All messages of one delivery are read and joined; the client keys are forgotten afterwards."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.ijw.apart import read_messages
from telvertel.figures.intake.ijw.care_forms import care_forms
from telvertel.figures.intake.ijw.claims import Summed, claims
from telvertel.figures.intake.ijw.elements import ANSWER, CLAIM_ANSWER, RETURNS, Kind
from telvertel.figures.intake.ijw.end_reasons import end_reasons
from telvertel.figures.intake.ijw.message import KEY_BYTES, Message
from telvertel.figures.intake.ijw.trajectories import Told, trajectories
from telvertel.figures.problem import KEPT, Problem, Remark, Rule, at_most, problem

NAME = "ijw"  # stands where a delivery names the mapping that read it


def read(
    paths: Iterable[Path], tables: Mapping[str, pl.DataFrame], today: date
) -> tuple[Delivery, ...]:
    """The deliveries that messages make together: trajectories, observations, or both.

    ``tables``: what regions say of "products" and "end_reasons" (columns of such deliveries).
    One broken message refuses them all; then there is one delivery, with every problem and no
    frame.
    """
    key = secrets.token_bytes(KEY_BYTES)
    every = read_messages(paths, key)
    messages, problems = _once(one for one in every if not one.aside)
    problems += _aside([one for one in every if one.aside], alone=not messages)
    if not messages and not problems:
        return ()
    if any(one.refuses for one in problems):
        told = Told(pl.DataFrame(), problems)
        return (_delivery(messages or every, _kind(messages), told),)
    made = []
    helping = [one for one in messages if one.kind is not Kind.claim]
    if helping:
        told = _helped(helping, tables, today)
        made.append(_delivery(helping, DeliveryKind.trajectories, told))
    if claiming := [one for one in messages if one.kind is Kind.claim]:
        made.append(_claimed(claiming, tables))
    first = made[0]
    made[0] = replace(first, remarks=(*problems, *first.remarks))
    return tuple(made)


def _claimed(messages: Sequence[Message], tables: Mapping[str, pl.DataFrame]) -> Delivery:
    items = [item for one in messages for item in one.items]
    found = claims(items, _name(messages), care_forms(tables["products"]))
    told = Told(found.frame, found.problems, found.rows_in)
    plain = _delivery(messages, DeliveryKind.observations, told)
    return Summed(**{**vars(plain), "counted": found.counted, "amounts": found.amounts})


def _helped(messages: Sequence[Message], tables: Mapping[str, pl.DataFrame], today: date) -> Told:
    if not any(one.kind in (Kind.start, Kind.stop) for one in messages):
        return Told(pl.DataFrame(), [problem(_name(messages), Rule.message_no_help)])
    items = [item for one in messages for item in one.items]
    forms, reasons = care_forms(tables["products"]), end_reasons().in_regions(tables["end_reasons"])
    return trajectories(items, forms, reasons, _name(messages), today)


def _once(messages: Iterable[Message]) -> tuple[list[Message], list[Problem]]:
    """Every message once, with all problems: an id is unique for its sender (TR056)."""
    kept: dict[object, Message] = {}
    problems: list[Problem] = []
    for one in messages:
        problems += one.problems
        key = (one.kind, one.municipality, one.provider, one.id) if one.kind else id(one)
        there = kept.setdefault(key, one)
        if there is one:
            continue
        rule = Remark.message_twice if there.sha256 == one.sha256 else Rule.message_id_twice
        problems.append(problem(one.file, rule, other=there.file))
    return list(kept.values()), problems


def _aside(messages: Sequence[Message], *, alone: bool) -> list[Problem]:
    """What is said of answers and return messages, none of which is read any further."""
    if not messages:
        return []
    name = _name(messages)
    if alone:
        kinds = ", ".join(sorted({f"JW{one.aside}" for one in messages}))
        return [problem(name, Rule.message_answers_only, kinds=kinds)]
    said = {
        Remark.returns_aside: RETURNS,
        Remark.answers_aside: {ANSWER},
        Remark.claim_answers_aside: {CLAIM_ANSWER},
    }
    counted = {
        remark: sum(one.aside in numbers for one in messages) for remark, numbers in said.items()
    }
    return [problem(name, remark, count=count) for remark, count in counted.items() if count]


def _kind(messages: Sequence[Message]) -> DeliveryKind | None:
    kinds = {one.kind for one in messages if one.kind}
    if not kinds:
        return None
    return DeliveryKind.observations if kinds == {Kind.claim} else DeliveryKind.trajectories


def _name(messages: Sequence[Message]) -> str:
    """How a delivery of many files is called: the first, and how many more."""
    more = f" (+{len(messages) - 1})" if len(messages) > 1 else ""
    return messages[0].file + more


def _delivery(messages: Sequence[Message], kind: DeliveryKind | None, told: Told) -> Delivery:
    """The hash is over the hashes of all messages in order, so it is that of the whole."""
    hashes = "\n".join(sorted(one.sha256 for one in messages))
    problems = [one for one in told.problems if one.refuses]
    remarks = [one for one in told.problems if not one.refuses]
    return Delivery(
        file=_name(messages),
        sha256=hashlib.sha256(hashes.encode()).hexdigest(),
        kind=kind,
        frame=None if problems else told.frame,
        rows_in=told.rows_in,
        problems=tuple(at_most(problems, KEPT)),
        remarks=tuple(at_most(remarks)),
        rows_out={str(name): count for name, count in told.rows_out.items() if count},
        mapping=NAME,
    )
