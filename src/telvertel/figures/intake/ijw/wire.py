"""A message between the process that reads it and ours: one line of JSON, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from telvertel.figures.intake.ijw.elements import ITEMS, Kind, Sort
from telvertel.figures.intake.ijw.message import Message
from telvertel.figures.intake.ijw.values import Item, Value
from telvertel.figures.problem import Problem, Remark, Rule


def line_of(message: Message) -> bytes:
    """One line, with its newline; what the items share stands in it once."""
    facts: dict[str, Any] = {
        **vars(message),
        "written": message.written and message.written.isoformat(),
        "items": [_told(one) for one in message.items],
        "problems": [vars(one) for one in message.problems],
    }
    return json.dumps(facts, default=date.isoformat).encode() + b"\n"


def message_of(line: bytes) -> Message:
    facts = json.loads(line)
    problems = tuple(_problem(one) for one in facts.pop("problems"))
    items = facts.pop("items")
    kind = Kind(facts["kind"]) if facts["kind"] else None
    written = date.fromisoformat(facts["written"]) if facts["written"] else None
    head = {**facts, "kind": kind, "written": written, "problems": problems}
    bare = Message(**head)
    return Message(**head, items=tuple(_item(bare, one) for one in items))


def _told(item: Item) -> list[Any]:
    return [item.line, item.element, item.client, item.birth_year, item.values]


def _item(message: Message, told: list[Any]) -> Item:
    line, element, client, birth_year, values = told
    assert message.kind is not None and message.written is not None  # else it has no items
    return Item(
        *(message.file, line, message.kind, element, message.municipality, message.provider),
        *(message.written, client, birth_year),
        {name: _value(element, name, value) for name, value in values.items()},
    )


def _value(element: str, name: str, value: Any) -> Value:
    day = ITEMS[element][name].sort is Sort.day
    return date.fromisoformat(value) if day else value


def _problem(told: dict[str, Any]) -> Problem:
    name = told["rule"]
    rule = Rule(name) if name in Rule.__members__ else Remark(name)
    facts = tuple((key, text) for key, text in told["facts"])
    return Problem(**{**told, "rule": rule, "facts": facts})
