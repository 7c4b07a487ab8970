"""Fields that several forms at the desk ask alike: a side, a figure of the agenda, a line, several
of a list, and a form that corrects what was said before."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.screen import room, session
from telvertel.screen.parts import choices, field, listed, principles
from telvertel.wall.naming import principle_name, side_name

LETTERS = 70  # of a line in a list


class Asking:
    """The fields of one form, filled in with what was given before (None: nothing yet)."""

    def __init__(self, meeting: Meeting, given: Any = None) -> None:
        self.meeting, self.given, self.w = meeting, given, session.spoken()

    def now(self, name: str) -> str:
        """What was given, as the text in which a field keeps it; "" where nothing was."""
        value = getattr(self.given, name, None) if self.given else None
        if isinstance(value, bool):
            return "true" if value else ""
        if isinstance(value, tuple):
            return listed(value)
        return "" if value is None else str(value)

    def line(self, name: str, label: str, **more: Any) -> dict[str, Any]:
        return self._field(name, label, "line", **more)

    def text(self, name: str, label: str, **more: Any) -> dict[str, Any]:
        return self._field(name, label, "text", **{"rows": 2, "max": 20_000, **more})

    def day(self, name: str, label: str, **more: Any) -> dict[str, Any]:
        return self._field(name, label, "date", **more)

    def number(self, name: str, label: str, **more: Any) -> dict[str, Any]:
        return self._field(name, label, "number", **more)

    def check(self, name: str, label: str, **more: Any) -> dict[str, Any]:
        return self._field(name, label, "check", **more)

    def one_of(self, name: str, label: str, members: type[Enum], **more: Any) -> dict[str, Any]:
        return self._field(name, label, "choice", options=choices(members, self.w), **more)

    def out_of(self, name: str, label: str, options: list[dict], **more: Any) -> dict[str, Any]:
        """One of options of the caller's own: {id, name}."""
        return self._field(name, label, "choice", options=options, **more)

    def several_of(self, name: str, label: str, members: type[Enum], **more: Any) -> dict[str, Any]:
        return self._field(name, label, "choices", options=choices(members, self.w), **more)

    def side(self, name: str, label: str, **more: Any) -> dict[str, Any]:
        options = [{"id": s.value, "name": side_name(self.meeting, s, self.w)} for s in e.Side]
        return self.out_of(name, label, options, **more)

    def principles(self, name: str, label: str, **more: Any) -> list[dict[str, Any]]:
        """One field; none where the principles are off."""
        options = principles(self.meeting, self.w)
        before = getattr(self.given, name, ())
        names = {one: principle_name(self.meeting, one, self.w) for one in before}
        return self._several(name, label, options, names, **more)

    def figures(self, name: str, label: str, without: str | None, **more: Any) -> list[dict]:
        """Other figures on the agenda; no field when there is no other."""
        options = [one for one in figures(self.meeting) if one["id"] != without]
        names = {one: card_name(one) for one in getattr(self.given, name, ())}
        return self._several(name, label, options, names, **more)

    def line_of(self, name: str, label: str, item: str | None, **more: Any) -> dict[str, Any]:
        """A line of an item that stands."""
        notes = self.meeting.notes_of(item) if item else ()
        options = [{"id": one.id, "name": shortly(one.text)} for one in notes]
        return self.out_of(name, label, options, **more)

    def _several(self, name: str, label: str, options: list, names: dict, **more: Any) -> list:
        """``names``: id → name of what was chosen before, for what is not on offer any more."""
        if not options:
            return []
        return [self._field(name, label, "choices", options=options, names=names, **more)]

    def _field(self, name: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
        told = {"value": self.now(name), **more} if self.given else more
        return field(name, self.w(label), kind, **told)


def figures(meeting: Meeting) -> list[dict[str, str]]:
    """The figures on the agenda by indicator, each once, to choose from."""
    indicators = dict.fromkeys(item.indicator for item in meeting.agenda)
    return [{"id": name, "name": card_name(name)} for name in indicators]


def card_name(indicator: str) -> str:
    """A figure as its card calls it; of a card that is gone its id."""
    card = room.card(indicator)
    return card.prose(session.spoken().language).name if card else indicator


def folded(fields: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same fields, behind the fold of the form."""
    return [{**one, "folded": True} for one in fields]


def shortly(text: str) -> str:
    """A text as an entry of a list."""
    return text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"
