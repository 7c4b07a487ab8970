"""Pictures as SVG and PNG, drawn on this machine only and kept by what they show.

One lock for the renderer, which is not safe for several threads; a picture once drawn is kept
under a digest of its spec, so the same figures are never drawn twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Callable
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any

import altair as alt
import vl_convert

FONTS = Path(__file__).parent.parent / "charts" / "fonts"
KEPT = 300  # drawn pictures in memory: a few dozen kilobytes each

_renderer = Lock()
_drawn: OrderedDict[str, Any] = OrderedDict()
_started = False


def svg(chart: alt.TopLevelMixin) -> str:
    """The picture as an element to put inside a page: no size of its own, no script, with words.

    It takes the width it is given and is read aloud as its description.
    """
    spec = chart.to_dict(validate=False)  # the renderer refuses what is no picture
    return _kept("svg", spec, 1.0, lambda: _inline(_convert_svg(spec), spec["description"]))


def png(chart: alt.TopLevelMixin, scale: float = 2.0) -> bytes:
    """The picture as PNG, ``scale`` times its natural size."""
    spec = chart.to_dict(validate=False)  # the renderer refuses what is no picture
    return _kept("png", spec, scale, lambda: _convert_png(spec, scale))


def png_of(drawn: str, scale: float = 2.0) -> bytes:
    """An SVG of our own making as PNG, with the same letters."""
    with _renderer:
        _start()
        return vl_convert.svg_to_png(drawn, scale=scale)


def warm_up() -> None:
    """Pay for the first picture, about a second and a half, before anybody waits for it."""
    blank = alt.Chart(alt.InlineData(values=[{}])).mark_text(text="0").properties(description="")
    svg(blank)


def _kept(kind: str, spec: dict, scale: float, draw: Callable[[], Any]) -> Any:
    told = json.dumps(spec, sort_keys=True)
    key = hashlib.sha256(f"{kind}{scale}{told}".encode()).hexdigest()
    with _renderer:
        if key not in _drawn:
            _start()
            _drawn[key] = draw()
        _drawn.move_to_end(key)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
        return _drawn[key]


def _start() -> None:
    """Give the renderer our font, once."""
    global _started
    if not _started:
        vl_convert.register_font_directory(str(FONTS))
        _started = True


def _convert_svg(spec: dict) -> str:
    return vl_convert.vegalite_to_svg(_silent(spec), allowed_base_urls=[])


def _convert_png(spec: dict, scale: float) -> bytes:
    return vl_convert.vegalite_to_png(_silent(spec), scale=scale, allowed_base_urls=[])


def _silent(spec: dict) -> dict:
    """Without labels on every mark: the picture as a whole has one description."""
    return {**spec, "config": {**spec.get("config", {}), "aria": False}}


def _inline(drawn: str, description: str) -> str:
    """The root with a role, a label and a view box instead of a fixed size."""
    root, rest = drawn.split(">", 1)
    box = re.search(r'viewBox="[^"]*"', root).group(0)
    label = escape(description, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-label="{label}" '
        f'{box} width="100%" preserveAspectRatio="xMidYMid meet">{rest}'
    )
