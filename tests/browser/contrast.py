"""Contrast of rendered colours: as in the file, and as a beamer shows it in a room with light.

A projector adds the light of the room to everything: f = 1/(C − 1) of the white of the wall, where
C is the contrast the room has (15 for decisions).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import numpy as np
from PIL import Image

ROOM = 15.0
BYTES = np.array([65536, 256, 1])  # a colour as one number: far faster to count than three
Colour = Sequence[float]  # red, green, blue from 0 to 255


def luminance(colour: Colour) -> float:
    """Relative luminance as in WCAG."""
    parts = np.asarray(colour, dtype=float)[..., :3] / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def in_the_file(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def in_the_room(one: Colour, other: Colour, room: float = ROOM) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    light = 1 / (room - 1)
    return (high + light) / (low + light)


def parsed(css: str) -> tuple[float, ...] | None:
    """A colour as a browser tells it; None when nothing is drawn."""
    found = [float(one) for one in re.findall(r"[\d.]+", css)] if css.startswith("rgb") else []
    if len(found) < 3 or (len(found) == 4 and found[3] == 0):
        return None
    return tuple(found[:3])


def inverted(colour: Colour) -> tuple[float, ...]:
    """What ``invert(1) hue-rotate(180deg)`` makes of a colour: how a dark wall shows a picture."""
    red, green, blue = (255 - one for one in colour)
    turned = (
        -0.574 * red + 1.430 * green + 0.144 * blue,
        0.426 * red + 0.430 * green + 0.144 * blue,
        0.426 * red + 1.430 * green - 0.856 * blue,
    )
    return tuple(min(255.0, max(0.0, one)) for one in turned)


class Shot:
    """A screenshot, to look at the pixels of a text."""

    def __init__(self, png: bytes) -> None:
        self._pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))

    def ink_and_paper(self, box: dict[str, float]) -> tuple[Colour, Colour] | None:
        """The commonest colour in a box, and of the others the one that stands out most from it."""
        left, top = max(0, int(box["left"])), max(0, int(box["top"]))
        part = self._pixels[top : int(box["bottom"]) + 1, left : int(box["right"]) + 1]
        if part.size == 0:
            return None
        packed, counts = np.unique(part.reshape(-1, 3) @ BYTES, return_counts=True)
        colours = packed[:, None] // BYTES % 256
        paper = colours[counts.argmax()]
        apart = np.abs(luminance(colours) - luminance(paper))
        return colours[apart.argmax()], paper
