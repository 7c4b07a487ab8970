"""The wall says of whom a figure is: the names that stand beside it are those of the talk."""

from __future__ import annotations

import pytest

from telvertel.meeting import events as e
from telvertel.privacy.release import freeze, restated
from telvertel.wall.desk_steps import sections, steps
from telvertel.wall.of_whom import of_whom
from telvertel.wall.scene import scene
from telvertel.wording.words import words
from tests.wall.conftest import ITEM, frozen, released

AT_ITEM = e.Shown(view="item", item="wait", stage="recognise")


def asked(left_out=(), **query: str):
    scope = (("gm", "GM9901"), *query.items())
    return restated(released(), scope=scope, left_out=tuple(left_out))


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (asked(), "alle aanbieders samen"),
        (asked(providers="99000002"), "De Oever"),
        (asked(providers="99000002,99000003"), "De Oever en 99000003 samen"),
        (asked(breakdown="provider"), "elke aanbieder apart"),
        (
            asked(left_out=["99000003"], breakdown="care_form"),
            "alle aanbieders samen, zonder 1 die dit niet aanlevert",
        ),
        (
            asked(care_forms="team", age_bands="0-3"),
            "alle aanbieders samen, hulp van het lokale team, 0 t/m 3 jaar",
        ),
    ],
)
def test_providers_and_what_was_narrowed_are_named(told, figures, said):
    assert of_whom(told(), figures, words("nl")) == said


def test_a_figure_of_all_does_not_stand_on_the_wall_as_that_of_the_provider_in_the_talk(told):
    item = frozen().model_copy(update={"figures": (freeze(asked()),)})
    drawn = scene(told(item, AT_ITEM), "nl")
    assert drawn["figure_source"] == "Van alle aanbieders samen · bron: De Oever"
    own = frozen().model_copy(update={"figures": (freeze(asked(providers="99000002")),)})
    assert scene(told(own, AT_ITEM), "en")["figure_source"] == "Source: De Oever"


def test_the_same_figure_twice_on_the_agenda_is_told_apart_on_the_wall_and_at_the_desk(told):
    other = ITEM.model_copy(update={"id": "per-form"})
    cuts = {"wait": asked(providers="99000002"), "per-form": asked(breakdown="care_form")}
    figures = [
        frozen(item).model_copy(update={"figures": (freeze(cut),)}) for item, cut in cuts.items()
    ]
    meeting = told(e.AgendaSet(items=(ITEM, other)), *figures, e.Shown(view="agenda"))
    rows = scene(meeting, "nl")["items"]
    assert [row["apart"] for row in rows] == [
        "De Oever, zonder uitsplitsing",
        "alle aanbieders samen, per hulpvorm",
    ]
    assert (
        len({one["name"] for one in sections(steps(meeting, None), meeting, 0, words("nl"))}) >= 4
    )
    alone = told(e.Shown(view="agenda"))
    assert [row["apart"] for row in scene(alone, "nl")["items"]] == [""]
