"""The dark wall: a picture drawn for paper is turned over by the browser, and stays readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from telvertel.charts import theme

CSS = Path(theme.__file__).parents[1] / "screen" / "parts" / "assets" / "wall.css"
# hue-rotate(180deg) of the CSS filter specification, on sRGB values as browsers do it.
HALF_TURN = (
    (-0.574, 1.430, 0.144),
    (0.426, 0.430, 0.144),
    (0.426, 1.430, -0.856),
)


def rgb(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def turned(colour):
    """invert(1) hue-rotate(180deg), cut off at the ends as a screen does."""
    inverted = [1 - one for one in rgb(colour)]
    mixed = (sum(a * b for a, b in zip(row, inverted, strict=True)) for row in HALF_TURN)
    return [min(max(one, 0), 1) for one in mixed]


def luminance(channels):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def dark(name):
    rule = re.search(r"\.tv-wall\.tv-dark \{([^}]*)\}", CSS.read_text(encoding="utf-8")).group(1)
    return re.search(rf"--{name}: (#[0-9a-f]{{6}})", rule).group(1)


@pytest.mark.parametrize("colour", [theme.INK, theme.QUIET, theme.FOCUS, theme.MUNICIPALITY])
def test_every_text_of_a_picture_stands_out_seven_to_one_on_a_dark_wall(colour):
    assert contrast(turned(colour), rgb(dark("paper"))) >= 7


@pytest.mark.parametrize("colour", [theme.FOCUS, theme.CONTEXT, theme.MUNICIPALITY, theme.PIN])
def test_all_data_of_a_picture_stands_out_three_to_one_on_a_dark_wall(colour):
    assert contrast(turned(colour), rgb(dark("paper"))) >= 3


def test_the_paper_of_a_picture_becomes_the_paper_of_the_dark_wall():
    assert turned(theme.PAPER_WHITE) == pytest.approx(rgb(dark("paper")), abs=0.01)


def test_the_number_in_a_marker_stands_out_on_it():
    assert contrast(turned(theme.PAPER_WHITE), turned(theme.PIN)) >= 7
    assert contrast(rgb(dark("on-marker")), rgb(dark("marker"))) >= 7


@pytest.mark.parametrize("name", ["ink", "soft", "accent", "marker"])
def test_every_text_of_the_dark_wall_itself_stands_out_seven_to_one(name):
    assert contrast(rgb(dark(name)), rgb(dark("paper"))) >= 7
