"""Whatever is in the data of a picture reaches the browser; so nothing is in it that is not drawn.

Every form of picture is drawn of figures of which some are hidden, and its Vega-Lite is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from telvertel.charts import PAPER, SCREEN, WALL_TALL, WALL_WIDE, Asked, picture
from telvertel.charts.table import table
from telvertel.indicators import reading as readings
from telvertel.privacy.mark import Mark
from telvertel.privacy.release import Released
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, released, rows

# A count below ten with a denominator that occurs nowhere else: neither may come through.
FEW, OF_FEW = 7, 13
PARTS = ("m0_3", "m3_6", "m6_12")
FORMS = {
    "count": (card("count"), [40, FEW, 45, 50, 3, 60]),
    "share": (DROPOUT, [(30, 120), (FEW, OF_FEW), (36, 120), (4, 45), (41, 60), (20, 80)]),
    "rate": (card("rate", counted=["all"], population="0-22"), [(300, 9001), (FEW, 9001)] * 6),
}
SIZES = {"screen": SCREEN, "paper": PAPER, "wide": WALL_WIDE, "tall": WALL_TALL}


def forms() -> Iterator[tuple[str, Any, Released]]:
    for name, (one, values) in FORMS.items():
        yield name, one, released(one, rows("2024KW01", values))
    panels = [*rows("2024KW01", [(30, 120), (FEW, OF_FEW), (36, 120)], group="99000001"),
              *rows("2024KW01", [(FEW, OF_FEW)] * 3, group="99000002")]  # fmt: skip
    yield "panels", DROPOUT, released(DROPOUT, panels, breakdown="provider")
    lasting = card("distribution", family="duration", out_of=list(PARTS))
    told = [row for at, part in enumerate(PARTS)
            for row in rows("2024KW01", [((100, 60, 40)[at], 200), ((FEW, 3, 3)[at], OF_FEW)],
                            group=part)]  # fmt: skip
    yield "parts", lasting, released(lasting, told, breakdown="part")
    spent = card("amount", family="observed", id="costs_realised")
    few = [{**row, "denominator": 4} for row in rows("2023JJ00", [24_200_000, 13371.37, 25_000_000],
                                                      at_source=True)]  # fmt: skip
    few[1] |= {"protected_at_source": False}
    yield "amounts", spent, released(spent, few)


CASES = {name: (one, told) for name, one, told in forms()}


def drawn(name: str, size: str, **more: Any) -> dict:
    one, told = CASES[name]
    return picture(
        told, words=words("nl"), card=one, size=SIZES[size], names=NAMES, **more
    ).to_dict()


def everything(name: str) -> dict[str, Any]:
    """Whatever may stand in a picture besides its own line."""
    one, told = CASES[name]
    points = readings.points(told.frame, one) if told.frame["group"].n_unique() == 1 else ()
    return {
        "markers": ((1, told.frame["period"][0], told.frame["group"][0]),),
        "norms": (),
        "breaks": ({"period": told.frame["period"][1], "reason": "andere telling"},),
        "reading": readings.read(points, one, ()) if points else None,
        "context": () if name == "amounts" else (beside(one),),
    }


def beside(one: Any) -> Released:
    return released(one, rows("2024KW01", [31, 32], at_source=True), gm="NL01")


def layers(spec: Any, above: frozenset[str] = frozenset()) -> Iterator[tuple[list[dict], set]]:
    """The data of every layer, with the columns that are encoded, chosen or computed there."""
    if isinstance(spec, list):
        for one in spec:
            yield from layers(one, above)
        return
    if not isinstance(spec, dict):
        return
    used = set(above) | fields(spec.get("encoding", {})) | fields(spec.get("params", []))
    used |= set(re.findall(r"datum(?:\.|\[')(\w+)", json.dumps(spec.get("transform", []))))
    values = spec.get("data", {}).get("values") if isinstance(spec.get("data"), dict) else None
    if isinstance(values, list) and values and isinstance(values[0], dict):
        yield values, used
    for key in ("layer", "concat", "hconcat", "vconcat", "spec"):
        yield from layers(spec.get(key), frozenset(used))


def fields(spec: Any) -> set[str]:
    if isinstance(spec, list):
        return {one for part in spec for one in fields(part)}
    if not isinstance(spec, dict):
        return set()
    found = {spec["field"]} if isinstance(spec.get("field"), str) else set()
    found |= set(spec["fields"]) if isinstance(spec.get("fields"), list) else set()
    return found | {one for part in spec.values() for one in fields(part)}


def assert_all_is_drawn(spec: dict) -> None:
    """Layers that draw the same rows have the same data, so what one of them encodes is drawn."""
    drawn_of: dict[str, set[str]] = {}
    found = [(json.dumps(values), values, used) for values, used in layers(spec)]
    assert found
    for same, _, used in found:
        drawn_of.setdefault(same, set()).update(used)
    for same, values, _ in found:
        left = {column for row in values for column in row} - drawn_of[same]
        assert not left, f"{sorted(left)} is in the data and not drawn"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CASES)
def test_only_what_is_encoded_is_in_the_data_of_a_picture(name, size):
    for more in ({}, everything(name)):
        spec = drawn(name, size, **more)
        assert_all_is_drawn(spec)
        assert "datasets" not in spec


@pytest.mark.parametrize("name", CASES)
def test_what_is_hidden_is_in_no_data_text_or_description(name):
    told = CASES[name][1]
    hidden = told.frame.filter(pl.col("mark").is_in([Mark.small.value, Mark.missing.value]))
    assert hidden.height
    for column in ("value", "low", "high", "numerator"):
        assert hidden[column].null_count() == hidden.height
    text = json.dumps(drawn(name, "screen", **everything(name)))
    for secret in (f"{OF_FEW} ", "13371", "13.371", "13 371", f"{100 * FEW / OF_FEW:.1f}"):
        assert secret not in text, secret
    for values, _ in layers(drawn(name, "screen")):
        shown = [row["value"] for row in values if isinstance(row.get("value"), int | float)]
        assert FEW not in shown and OF_FEW not in shown


@pytest.mark.parametrize("name", CASES)
def test_the_table_beside_a_picture_holds_texts_of_what_is_shown(name):
    one, told = CASES[name]
    cells = table(told, words=words("nl"), card=one, names=NAMES)
    assert all(kind == pl.String() for kind in cells.schema.values())
    texts = {cell for column in cells for cell in column}
    assert not texts & {str(FEW), str(OF_FEW)}


def test_a_place_that_is_asked_about_holds_no_figure():
    one, told = CASES["count"]
    asked = Asked("2025KW03", "Wat wordt het?")
    spec = picture(told, words=words("nl"), card=one, asked=asked, size=WALL_WIDE).to_dict()
    assert_all_is_drawn(spec)
