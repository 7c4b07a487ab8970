"""Every field of words that is kept is looked at for persons, or stands here with why it is not.

Found by planting a phone number in each field of each happening: a new field that nobody thought of
makes this fail.
"""

from __future__ import annotations

import datetime
import types
import typing
from enum import Enum

import pytest
from pydantic import BaseModel

from telvertel.looking import concerns
from telvertel.meeting import events as e
from telvertel.meeting.subject import replaced
from tests.house.test_directions import PACKAGE, imports, modules, room

PLANTED = "Bel 06-12345678."

# Field → why it holds no words of a person. By its own name, wherever it stands.
NO_WORDS = {
    "id": "made on the device or at the server",
    **dict.fromkeys(
        ("item", "note", "agreement", "parked", "round", "dispute", "learning", "precondition",
         "one", "other", "difference", "wish", "mishap", "account", "about", "clash"),
        "the id of a thing",
    ),
    **dict.fromkeys(("made_in", "raised_in", "previous"), "the id of a meeting"),
    **dict.fromkeys(("municipality", "providers", "indicator", "indicators"), "a code"),
    "group": "the code of a series in the figures",
    "principles": "ids of principles; what they are called is in PrinciplesSet",
    **dict.fromkeys(("since", "until", "period", "visible_from"), "the key of a period"),
    "reading": "the name of a reading, put in at the server",
    **dict.fromkeys(("overruled", "concerns"), "kinds of concern"),
    "check_code": "eight signs",
    "edition": "a mark over the text of an edition",
    "field": "the name of a field",
}  # fmt: skip
# Made at the server from what was looked at already.
MADE_HERE = {e.MinutesSet}
# Looked at while it is typed for what may never be kept, and dropped at sealing.
UNSAID = {e.Drafted}


def happenings() -> list[type[BaseModel]]:
    return list(typing.get_args(typing.get_args(e.Happening)[0]))


def plain(kind: object) -> object:
    """A type without what is annotated to it."""
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    return kind


def built(kind: object, path: tuple[str, ...] = ()) -> object:
    """Something of this type; with a path the phone number is planted there."""
    kind = plain(kind)
    of, parts = typing.get_origin(kind), typing.get_args(kind)
    if of in (typing.Union, types.UnionType):
        return built(next(one for one in parts if one is not type(None)), path)
    if of is typing.Literal:
        return parts[0]
    if of is tuple:
        return (built(parts[0], path),)
    if of is dict:
        return {}
    if kind is str:
        return PLANTED if path == () else "x"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return filled(kind, path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    made = {int: 1, float: 1.0, bool: False, datetime.date: datetime.date(2026, 1, 1),
            datetime.time: datetime.time(14)}  # fmt: skip
    return made[kind]


NOWHERE = ("nowhere",)


def filled(model: type[BaseModel], path: tuple[str, ...]) -> BaseModel:
    values = {
        name: built(field.annotation, path[1:] if path[:1] == (name,) else NOWHERE)
        for name, field in model.model_fields.items()
    }
    return model.model_construct(**values)


def fields_of_words(kind: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The way to every field that holds free text, also in parts of parts."""
    kind = plain(kind)
    of, parts = typing.get_origin(kind), typing.get_args(kind)
    if of in (typing.Union, types.UnionType, tuple):
        held = [one for one in parts if one not in (type(None), ...)]
        return [way for one in held for way in fields_of_words(one, path)]
    if kind is str:
        return [path]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [
            way
            for name, field in kind.model_fields.items()
            for way in fields_of_words(field.annotation, (*path, name))
        ]
    return []


EVERY = [
    (kind, way)
    for kind in happenings()
    if kind not in MADE_HERE | UNSAID
    for way in fields_of_words(kind)
]


@pytest.mark.parametrize(
    ("kind", "way"), EVERY, ids=[f"{kind.__name__}.{'.'.join(way)}" for kind, way in EVERY]
)
def test_every_field_of_words_is_looked_at_or_says_why_not(kind, way):
    found = concerns(filled(kind, way))
    looked_at = any(one.concern.kind.value == "phone" for one in found)
    assert looked_at or way[-1] in NO_WORDS, "words that nobody looks at"


# What comes with figures is kept as it was delivered: field → whether people write words in it.
# That there are no others is asked in tests/figures/test_norms.py.
NORM = {"kind": 0, "value": 0, "low": 0, "high": 0, "set_by": 1, "reason": 1, "absent": 0,
        "since": 0, "until": 0, "set_on": 0}  # fmt: skip
BREAK = {"period": 0, "reason": 1}
WITH_FIGURES = [
    *({"norms": ({name: PLANTED},)} for name, words in NORM.items() if words),
    *({"breaks": ({name: PLANTED},)} for name, words in BREAK.items() if words),
    {"account": {"why": PLANTED}},
    {"revisions": ({"reasons": [{"why": PLANTED}]},)},
    {"figures": ({"columns": ["period", "note"], "rows": [["2024KW01", PLANTED]]},)},
]


@pytest.mark.parametrize("held", WITH_FIGURES, ids=lambda held: next(iter(held)))
def test_words_that_come_with_figures_are_looked_at_too(held):
    frozen = e.FiguresFrozen(**({"item": "i", "card": {}, "figures": ()} | held))
    assert [one.concern.kind.value for one in concerns(frozen)] == ["phone"]
    left = concerns(replaced(frozen, "█"))
    assert bool(left) is ("figures" in held), (
        "a note of a row stands under the digest of its figures"
    )


def test_what_is_said_to_hold_no_words_exists():
    known = {way[-1] for _, way in EVERY}
    assert set(NO_WORDS) <= known, set(NO_WORDS) - known


def test_a_field_that_is_looked_at_is_found_by_planting():
    assert (e.NoteWritten, ("text",)) in EVERY
    assert (e.PeopleNoted, ("people", "name")) in EVERY
    assert (e.MeetingPlanned, ("provider_names",)) in EVERY


# Every way out: who offers files, and what is in them. Words of a talk name its meetings.
WAYS_OUT = {
    "screen/report.py": "(meeting.id,)",  # minutes, concept, the whole meeting
    "screen/takeaway.py": "(meeting.id,)",  # calendar, decision notes
    "screen/council.py": "(meeting.id,)",
    "screen/corrections.py": "(raised_in.id, meeting.id)",
    "screen/learn_exchange.py": "holds",
    "screen/downloads.py": "NoTalk.figures",
    "screen/old_municipalities.py": "NoTalk.delivery",
    "screen/problem_list.py": "NoTalk.delivery",
    "screen/template.py": "NoTalk.delivery",
    "screen/retention.py": "NoTalk.acts",
}
# What makes a document, a calendar or a copy of a meeting.
MAKES = ("report.html", "report.word", "report.decision", "report.ics", "report.carried",
         "report.correction.request", "exchange.sheet.written")  # fmt: skip


def test_files_leave_by_one_door_and_those_with_words_of_a_talk_behind_the_second_look():
    """No other module offers a file, so none can forget to ask."""
    found = {}
    for path in modules():
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(PACKAGE))
        if "download_button" in text:
            assert name == "screen/way_out.py", f"{name} offers a file by itself"
        if "way_out.offer(" in text:
            found[name] = text
    assert set(found) == set(WAYS_OUT)
    for name, holds in WAYS_OUT.items():
        assert holds in found[name], name


def test_what_makes_a_copy_of_a_talk_is_called_by_a_way_out_only():
    makers = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if room(path) not in ("report", "demo", "exchange") and _parts(path) & set(MAKES)
    }
    talks = {name for name, holds in WAYS_OUT.items() if not holds.startswith("NoTalk")}
    assert makers == talks, makers ^ talks


def _parts(path) -> set[str]:
    return {name.removeprefix("telvertel.") for name in imports(path)}
