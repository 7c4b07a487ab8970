"""Who sat at the table, by side: a role, with a name or a task where somebody has one."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.report.document import Line, said
from telvertel.report.naming import within
from telvertel.wording.words import Words


def people_of(meeting: Meeting, w: Words) -> tuple[tuple[str, Line], ...]:
    """One row per side with people, then those of neither side, then who was absent."""
    rows = []
    for side in (*e.Side, None):
        there = [_person(one, w) for one in meeting.people if one.side is side and one.present]
        if there:
            rows.append((_label(side, w), said(w.join(there))))
    absent = [_person(one, w) for one in meeting.people if not one.present]
    if absent:
        rows.append((w("minutes.people.absent"), said(w.join(absent))))
    return tuple(rows)


def _label(side: e.Side | None, w: Words) -> str:
    return w("minutes.people.at_table", side=w.of(side)) if side else w("minutes.people.also")


def _person(person: e.Person, w: Words) -> str:
    """Role, with name and task in the talk when there are any; a task that is the role is said
    once."""
    task = within(person.task, w) if person.task else ""
    extra = [person.name, "" if task.casefold() == person.role.strip().casefold() else task]
    known = "; ".join(part for part in extra if part)
    return f"{person.role} ({known})" if known else person.role
