"""The board of preconditions: two columns, a row per kind, and no more than a room takes in."""

from __future__ import annotations

import pytest

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.wall.board import BOXES, PAIRS, ROWS
from telvertel.wall.scene import scene
from tests.meeting.lasting import clash, precondition, talk

KINDS = la.PreconditionKind
ROOM, OBSTRUCTS = la.Bearing.gives_room, la.Bearing.obstructs


def board(*said):
    return scene(talk("een", *said, e.Shown(view="preconditions")), "nl")


def test_preconditions_of_one_kind_stand_on_one_row_whichever_way_they_bear():
    told = board(
        precondition("p1", bearing=OBSTRUCTS),
        precondition("p2", bearing=ROOM),
        precondition("p3", bearing=ROOM, precondition_kind=KINDS.law),
    )
    rows = {one["id"]: (one["row"], one["bearing"]) for one in told["boxes"]}
    assert rows == {"p3": (0, "gives_room"), "p2": (1, "gives_room"), "p1": (1, "obstructs")}
    assert [(one["name"], one["row"]) for one in told["kinds"]] == [("Wet", 0), ("Contract", 1)]


def test_a_pair_is_drawn_with_its_word_its_example_and_its_owner():
    told = board(
        precondition("p1"),
        precondition("p2", bearing=ROOM),
        clash("p1", "p2", example="Uren tellen maar één keer.", owner="inkoop"),
    )
    (pair,) = told["pairs"]
    told = [pair[name] for name in ("word", "example", "owner")]
    assert told == ["botst", "Uren tellen maar één keer.", "inkoop"]
    assert [one["bearing"] for one in pair["ends"]] == ["obstructs", "gives_room"]


def test_a_room_sees_no_more_than_it_takes_in_and_the_rest_is_counted():
    many = [
        precondition(
            f"p{n}", bearing=list(la.Bearing)[n % 2], precondition_kind=list(KINDS)[n // 2]
        )
        for n in range(12)
    ]
    pairs = [clash(f"p{n}", f"p{n + 1}", name=f"c{n}") for n in range(5)]
    told = board(*many, *pairs)
    assert len(told["boxes"]) <= BOXES
    assert told["rows"] <= ROWS
    assert len(told["pairs"]) == PAIRS
    assert told["figure_status"] == "nog 4 randvoorwaarden · nog 2 verbanden"


def test_what_clashes_is_seen_before_what_strengthens():
    told = board(
        *[precondition(f"p{n}", bearing=list(la.Bearing)[n % 2]) for n in range(8)],
        *[clash(f"p{n}", f"p{n + 1}", la.Relation.strengthens, f"s{n}") for n in range(3)],
        clash("p6", "p7", name="botst"),
    )
    assert told["pairs"][0]["word"] == "botst"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"disposition": "adapt"}, "aanpassen"),
        ({"disposition": "escalate", "escalate_to": "VNG"}, "escaleren: VNG"),
        ({}, ""),
    ],
)
def test_what_both_want_with_a_precondition_stands_with_it(wanted, told):
    assert board(precondition("p1", **wanted))["boxes"][0]["disposition"] == told


def test_a_precondition_nobody_rated_is_in_neither_column():
    told = board(precondition("p1", bearing=None, text="De verordening"))
    assert told["boxes"] == []
    assert told["unrated"] == "Nog niet gezegd of het ruimte geeft: De verordening"


def test_without_preconditions_the_wall_is_calm():
    assert board()["title"] == "Er zijn nog geen randvoorwaarden genoemd."
