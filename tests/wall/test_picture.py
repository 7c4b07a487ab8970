"""Pictures on the wall: large enough, safe to put in a page, drawn once."""

import re
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest

from telvertel.charts import WALL_TALL, WALL_WIDE, picture
from telvertel.wall import picture as drawing
from telvertel.wall.picture import png, svg
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, released, rows

NL = words("nl")
COUNT = card("count")
PINS = ((1, "2024KW01", None), (2, "2024KW02", None))


def some(counts=(100, 5, 110), **more):
    told = released(COUNT, rows("2024KW01", counts))
    more = {"size": WALL_TALL, "markers": PINS, **more}
    return picture(told, words=NL, card=COUNT, names=NAMES, **more)


@pytest.mark.parametrize("size", [WALL_TALL, WALL_WIDE])
def test_every_text_on_the_wall_is_at_least_forty_pixels(size):
    sizes = [float(one) for one in re.findall(r'font-size="([\d.]+)px"', svg(some(size=size)))]
    assert sizes and min(sizes) >= 40


def test_the_picture_scales_and_is_read_aloud():
    drawn = svg(some())
    root = drawn[: drawn.index(">")]
    assert f'viewBox="0 0 {WALL_TALL.width} {WALL_TALL.height}"' in root
    assert 'role="img"' in root and 'aria-label="Lijngrafiek: Jongeren met hulp' in root
    assert 'height="' not in root


def test_nothing_in_a_picture_can_run():
    evil = '<script>alert("x")</script>'
    drawn = svg(some(breaks=({"period": "2024KW03", "reason": evil},), title=evil))
    assert "<script" not in drawn and "onload" not in drawn and "&lt;script" in drawn


def test_panels_are_no_larger_than_the_box_on_the_wall():
    told = rows("2024KW01", [(30, 120), (36, 120)], group="99000001")
    told += rows("2024KW01", [(30, 120), (60, 120)], group="99000002")
    two = released(DROPOUT, told, breakdown="provider")
    drawn = png(picture(two, words=NL, card=DROPOUT, names=NAMES, size=WALL_TALL), scale=1)
    width, height = struct.unpack(">II", drawn[16:24])
    assert WALL_TALL.width * 0.95 <= width <= WALL_TALL.width
    assert WALL_TALL.height * 0.95 <= height <= WALL_TALL.height


def test_the_same_figures_are_drawn_once_even_by_several_at_a_time():
    before = len(drawing._drawn)
    with ThreadPoolExecutor(4) as room:
        results = list(room.map(lambda _: svg(some((200, 210, 220))), range(4)))
    assert len(set(results)) == 1 and len(drawing._drawn) == before + 1
