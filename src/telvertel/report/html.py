"""Minutes as one self-contained HTML file: no scripts, nothing from outside, prints on A4.

Everything people wrote passes through Jinja's autoescape; the only markup that is let through as
it is are the pictures, which we draw ourselves.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import telvertel.charts
from telvertel.charts.theme import BOLD
from telvertel.report.document import Minutes, Picture
from telvertel.report.drawing import drawn_svg
from telvertel.report.paging import page_parts
from telvertel.wording.words import words

HERE = Path(__file__).parent / "templates"


def html(minutes: Minutes) -> str:
    """The whole document as text."""
    w = words(minutes.language)
    template = _environment().get_template("minutes.html")
    return template.render(
        minutes=minutes,
        w=w,
        css=Markup((HERE / "minutes.css").read_text(encoding="utf-8")),  # ours, no user text
        faces=_faces(),
        picture=lambda block: _inline(block, minutes.language),
        page_parts=page_parts(w),
    )


@dataclass(frozen=True)
class Face:
    """A font in the file itself, so that pictures look the same wherever it is opened."""

    weight: int
    data: str


@lru_cache
def _faces() -> tuple[Face, ...]:
    folder = Path(telvertel.charts.__file__).parent / "fonts"
    files = ((400, "SourceSansPro-Regular.ttf"), (BOLD, "SourceSansPro-Semibold.ttf"))
    return tuple(
        Face(weight, base64.b64encode((folder / name).read_bytes()).decode())
        for weight, name in files
    )


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = css_string
    environment.tests["a"] = lambda block, name: type(block).__name__ == name
    return environment


def css_string(text: str) -> str:
    """Text as the inside of a CSS string: all but plain letters and digits as code points, so that
    it can end neither the string nor the style element around it."""
    return "".join(
        sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text
    )


def _inline(block: Picture, language: str) -> Markup:
    """The picture as inline SVG whose ids are its own, so that pictures cannot clip each other.

    Only the whole of it has a role and a label; marks inside would be read aloud one by one.
    """
    root, inside = drawn_svg(block, language).split(">", 1)
    silent = re.sub(r' (role|aria-\w+)="[^"]*"', "", inside)
    own = re.sub(r'\bid="([^"]+)"', rf'id="{block.anchor}-\1"', silent)
    return Markup(f"{root}>" + re.sub(r'(url\(#|href="#)', rf"\1{block.anchor}-", own))
