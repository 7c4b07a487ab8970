"""How pictures look: colours by what they mean, sizes by where they are seen, one calm theme.

No red and no green; every distinction also has a shape, a dash or a lightness of its own, so a
grey print says the same. Contrast of each colour on white is held by a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from telvertel.wording.words import Words

# Colours by meaning. On white: text at least 7:1, data at least 3:1 in a room of 15:1.
PAPER_WHITE = "#FFFFFF"
INK = "#1A1A1A"  # text, norms
QUIET = "#595959"  # the lightest text
FOCUS = "#12436D"  # the series the talk is about
CONTEXT = "#767676"  # everything it is seen against
PROVIDER = "#12436D"  # what the provider says or counts
MUNICIPALITY = "#801650"  # what the municipality says or counts
PIN = "#943900"  # numbered markers of notes: white numbers on it at 7.4:1
GRID = "#BFBFBF"  # gridlines only, never data
USUAL = "#E6E6E6"  # the band of common variation, under everything
EXPECTED = "#F2F2F2"  # the inside of a forecast band, always outlined

# Ordered parts from dark to light, outlined so that the lightest still stands on white.
DARKEST_PART, LIGHTEST_PART = "#12436D", "#D3E2F0"
UNKNOWN_PART = "#FFFFFF"
SOFTER = 0.55
NOT_KNOWN = ("unknown", "no_answer")

# The page carries "Source Sans"; drawing carries the same face under its older name (see fonts/).
# Liberation Sans and Arial share their widths and are wider, never narrower.
FONT = '"Source Sans", "Source Sans Pro", "Liberation Sans", Arial, sans-serif'
BOLD = 600

# Widths of letters as shares of the font size, from the metrics of Source Sans: most, and those
# that differ much. Only for keeping texts apart; nothing is fitted to the pixel.
LETTER = 0.5
NARROW, WIDE = dict.fromkeys(" .,:;'!|()ijlftrI", 0.3), dict.fromkeys("%€—mwMWOQGD@", 0.83)
WIDTHS = {**NARROW, **WIDE}
BOLDER = 1.06
LINE_HEIGHT = 1.18


@dataclass(frozen=True)
class Size:
    """Natural size of a whole picture in pixels, and of what is in it."""

    width: int
    height: int
    font: int
    line: float  # thickness of the focus line
    point: float  # diameter of a point
    pin: float  # radius of a numbered marker
    label_letters: int  # letters on one line of a label at a line end
    ticks: int  # steps on the y axis, at most


# On the wall nothing is under 40 px at 1920×1080, to be read from the back of the room; tall
# stands beside the voices, wide above them.
WALL_TALL = Size(1150, 700, 40, 5, 13, 27, 17, 4)
WALL_WIDE = Size(1800, 430, 40, 5, 13, 27, 32, 3)
SCREEN = Size(900, 400, 15, 2.5, 7, 11, 24, 5)
PAPER = Size(640, 320, 12, 2, 5.5, 9, 20, 5)


def text_width(text: str, font: float, bold: bool = False) -> float:
    """About how many pixels a line of text takes; a little too many rather than too few."""
    return sum(WIDTHS.get(one, LETTER) for one in text) * font * (BOLDER if bold else 1)


def config(size: Size, words: Words) -> dict:
    """The Vega-Lite config of every picture: local font, horizontal text, grid on y only."""
    return {
        "font": FONT,
        "background": PAPER_WHITE,
        "locale": locale(words),
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": size.font,
            "labelColor": INK,
            "labelAngle": 0,
            "labelLimit": 0,
            "labelOverlap": False,
            "title": None,
            "domain": False,
        },
        "text": {"fontSize": size.font, "color": INK, "lineHeight": size.font * LINE_HEIGHT},
    }


def locale(words: Words) -> dict:
    """Numbers and dates as d3 writes them in the language, for what a viewer formats itself."""
    symbols = words.locale.number_symbols["latn"]
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": ["€ ", ""],
        },
        "time": {
            "dateTime": "%a %e %B %Y %X",
            "date": "%d-%m-%Y" if words.language == "nl" else "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": _days(words, "wide"),
            "shortDays": _days(words, "abbreviated"),
            "months": list(words.locale.months["format"]["wide"].values()),
            "shortMonths": list(words.locale.months["format"]["abbreviated"].values()),
        },
    }


def _days(words: Words, width: str) -> list[str]:
    """Names from Sunday on, as d3 wants them; Babel counts from Monday."""
    names = words.locale.days["format"][width]
    return [names[(day + 6) % 7] for day in range(7)]


def part_colours(parts: tuple[str, ...]) -> dict[str, str]:
    """Ordered parts from dark to light; what is not known is white. Lightness keeps the order."""
    known = [part for part in parts if part not in NOT_KNOWN]
    steps = max(len(known) - 1, 1)
    ramp = {
        part: _between(DARKEST_PART, LIGHTEST_PART, at / steps) for at, part in enumerate(known)
    }
    return {part: ramp.get(part, UNKNOWN_PART) for part in parts}


def soft(colour: str) -> str:
    """The same colour lighter, for areas that are not settled; opaque, so no grid shows through."""
    return _between(colour, PAPER_WHITE, SOFTER)


def _between(dark: str, light: str, share: float) -> str:
    pairs = zip(_channels(dark), _channels(light), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
