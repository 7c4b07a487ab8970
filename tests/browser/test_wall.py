"""The visual checklist of the wall, measured on every screen a wall can show."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import signal
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect
from pytest import TempPathFactory

from telvertel.charts import theme
from telvertel.meeting.events import Role, RoomSet, View
from telvertel.web.ticket import secret, ticket
from tests.browser import contrast
from tests.browser.demo import copied_to
from tests.browser.server import Server
from tests.browser.tables import FIRST, Screen, tell
from tests.once import once

pytestmark = pytest.mark.browser

MEASURES = Path(__file__).with_name("wall_measures.js").read_text(encoding="utf-8")
SCREENS = "screens"  # beside the folder of the meeting: every screen it has
SIZES = [(1920, 1080), (1024, 768), (3840, 2160)]
LETTERS = 45  # in a line of running text
EXPLANATIONS = 4  # of one side
# Gridlines, and the calm ground that data stand on: never data themselves.
GROUND = {theme.GRID, theme.USUAL, theme.EXPECTED, theme.PAPER_WHITE, theme.UNKNOWN_PART}
DATED = re.compile(r"(Concept|Vastgesteld|voorlopig).*\b\d{1,2} \w+ 20\d\d", re.S)

HOST = """
  const host = [...document.querySelectorAll('*')].flatMap(n => n.shadowRoot ? [n.shadowRoot] : [])
    .map(r => r.querySelector('.tv-wall')).find(Boolean) ?? document.querySelector('.tv-wall');
"""
# Marks the page that is drawn now, so that the one that comes after it is known.
MARK = (
    f"""() => {{ {HOST} if (host?.tvDrawn) host.querySelector('.tv-page').dataset.before = 1 }}"""
)
DRAWN = f"""([view, item, stage, agreement]) => {{ {HOST}
  if (!host?.tvDrawn || document.fonts.status !== 'loaded') return false;
  const scene = JSON.parse(host.tvDrawn), page = host.querySelector('.tv-page');
  return scene.view === view && (!stage || scene.stage === stage)
    && (!item || !scene.item || scene.item === item)
    && (!agreement || scene.agreement?.id === agreement)
    && page && !page.dataset.before
    && (!scene.picture || host.querySelector('.tv-picture')?.dataset.picture === scene.picture)
    && !host.getAnimations({{subtree: true}})
      .some(one => one.playState === 'running' && one.effect.getTiming().duration < 1000);
}}"""

# What is pale of an element and all that it stands in.
FADED = """(one) => {
  const pale = [];
  for (; one; one = one.parentElement)
    if (getComputedStyle(one).opacity < 1) pale.push(one.className);
  return pale;
}"""


class Wall:
    """A server with a meeting in which much was said, and how to ask its wall for a screen."""

    def __init__(self, folders: TempPathFactory) -> None:
        home = folders.mktemp("wall") / "home"
        made = once(folders, "told", partial(_told, folders))
        self.screens = pickle.loads((made / SCREENS).read_bytes())
        shutil.copytree(made / "home", home)
        self.server = Server(home).start()
        self._web = httpx.Client(base_url=self.server.address, timeout=60)
        self._web.get("/", headers={"accept": "text/html"})
        self._secret = secret(home / "secret")

    def say(self, meeting: str, body: dict) -> None:
        answer = self._web.post(
            "/api/lines",
            json={"op": uuid4().hex, "meeting": meeting, "body": body},
            headers={
                "origin": self.server.address,
                "x-telvertel": "1",
                "x-telvertel-ticket": ticket(self._secret, meeting, Role.facilitator, None, 1),
            },
        )
        assert answer.status_code == 200, answer.text

    def show(self, page, screen: Screen) -> None:
        """Ask for a screen, and wait until the wall has drawn it whole."""
        page.evaluate(MARK)
        if screen.meeting == FIRST:
            self.say(FIRST, screen.shown.model_dump(mode="json"))
        elif f"gesprek={screen.meeting}" not in page.url:
            page.goto(f"{self.server.address}/beamer?gesprek={screen.meeting}")
        shown = screen.shown
        page.wait_for_function(DRAWN, arg=[shown.view, shown.item, shown.stage, shown.agreement])

    def measured(self, page, screen: Screen) -> dict:
        self.show(page, screen)
        return page.evaluate(MEASURES)

    def room(self, **more) -> None:
        body = RoomSet(screen_height_m=1.2, farthest_seat_m=6.0, **more)
        self.say(FIRST, body.model_dump(mode="json"))

    def close(self) -> None:
        self._web.close()
        self.server.kill()


def _told(folders: TempPathFactory, folder: Path) -> None:
    screens = tell(copied_to(folder / "home", folders))
    (folder / SCREENS).write_bytes(pickle.dumps(screens))


@pytest.fixture(scope="module")
def wall(tmp_path_factory):
    one = Wall(tmp_path_factory)
    yield one
    one.close()


@pytest.fixture(scope="module")
def whole(wall, chromium):
    """Every screen as a wall of 1920×1080 draws it, measured once: screen, measures, picture."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{wall.server.address}/beamer?gesprek={FIRST}")
    page.locator(".tv-wall .tv-page").wait_for()
    found = [(one, wall.measured(page, one), page.screenshot()) for one in wall.screens]
    context.close()
    return found


@pytest.fixture
def room(wall, window):
    """A wall of a size, on the meeting."""

    def open_wall(width: int = 1920, height: int = 1080, more: str = ""):
        page = window(width, height)
        page.goto(f"{wall.server.address}/beamer?gesprek={FIRST}{more}")
        page.locator(".tv-wall .tv-page").wait_for()
        return page

    return open_wall


def test_every_view_there_is_stands_on_this_checklist(wall):
    assert {screen.shown.view for screen in wall.screens} == set(View)


@pytest.mark.parametrize(
    ("width", "height", "every"),
    [
        (*SIZES[0], 1),
        (*SIZES[1], 5),
        *(pytest.param(*size, 1, marks=pytest.mark.soak) for size in SIZES[1:]),
    ],
)
def test_every_text_is_large_enough_whole_and_free_of_others(
    wall, whole, room, width, height, every
):
    measured = [one[:2] for one in whole]
    if (width, height) != SIZES[0]:
        page = room(width, height)
        measured = ((one, wall.measured(page, one)) for one in wall.screens[::every])
    # 40 px at 1080 lines; a narrower screen is bound by its width (wall.css).
    smallest = min(40 * height / 1080, 40 * width / 1920)
    small, outside, cut, scrolls, on_top = [], [], [], [], []
    for screen, seen in measured:
        assert len(seen["texts"]) >= 2, f"{screen.name}: nothing was measured"
        for one in seen["texts"]:
            told = (screen.name, one["text"][:50])
            if one["size"] < smallest * 0.985:  # a pixel of rounding
                small.append((*told, round(one["size"] / smallest, 2)))
            if (
                one["right"] > width + 1
                or one["bottom"] > height + 1
                or min(one["left"], one["top"]) < -1
            ):
                outside.append(told)
            if one["cut"]:
                cut.append((*told, one["within"]))
        if seen["scrolls"]:
            scrolls.append(screen.name)
        on_top += [(screen.name, *pair) for pair in seen["onTop"]]
    assert (small, outside, cut, scrolls, on_top) == ([], [], [], [], [])


def test_no_line_is_longer_than_an_eye_can_follow_and_no_side_says_more_than_four(whole):
    long, many = [], []
    for screen, seen, _ in whole:
        rows = [row for rows in seen["running"] for row in rows]
        long += [(screen.name, len(row), row) for row in rows if len(row) > LETTERS]
        many += [screen.name for count in seen["explanations"] if count > EXPLANATIONS]
    assert (long, many) == ([], [])


def test_texts_and_data_stand_out_also_in_a_room_with_light(whole):
    assert [one for screen, seen, shot in whole for one in _faint(screen, seen, shot)] == []


def test_texts_and_data_stand_out_on_a_dark_wall_too(wall, room):
    page = room()
    wall.room(dark=True)
    faint = []
    for screen in wall.screens[::4]:  # the colours are the same few; the light wall has them all
        seen = wall.measured(page, screen)
        assert seen["paper"] == "rgb(0, 0, 0)" or screen.meeting != FIRST
        faint += _faint(screen, seen, page.screenshot())
    wall.room()
    assert faint == []


def _faint(screen: Screen, seen: dict, png: bytes) -> list[tuple]:
    found = (*_faint_texts(seen, contrast.Shot(png)), *_faint_data(seen))
    return [(screen.name, *one) for one in found]


def _faint_texts(seen: dict, shot: contrast.Shot):
    """Texts under 7:1 in the file or 4.5:1 in the room, as their pixels are."""
    for one in seen["texts"]:
        found = shot.ink_and_paper(one)
        if found and (contrast.in_the_file(*found) < 6.9 or contrast.in_the_room(*found) < 4.5):
            ratios = contrast.in_the_file(*found), contrast.in_the_room(*found)
            yield one["text"][:40], *(round(ratio, 1) for ratio in ratios)


def _faint_data(seen: dict):
    """Shapes of which neither inside nor outline reaches 3:1 in the room."""
    paper = contrast.parsed(seen["paper"])
    turned = contrast.inverted if seen["filter"] != "none" else tuple
    for colours in {(one["stroke"], one["fill"]) for one in seen["shapes"]}:
        drawn = [one for one in map(contrast.parsed, colours) if one and _hex(one) not in GROUND]
        if drawn and max(contrast.in_the_room(turned(one), paper) for one in drawn) < 3:
            yield "data", *colours


def _hex(colour) -> str:
    return "#" + "".join(f"{round(one):02X}" for one in colour)


def test_a_grey_print_of_a_picture_still_tells_its_lines_apart(whole):
    alike = []
    for screen, seen, _ in whole:
        styles = {
            (one["stroke"], one["dash"], one["thick"])
            for one in seen["shapes"]
            if one["kind"] == "mark-line" and contrast.parsed(one["stroke"])
        }
        pairs = [(one, other) for one in styles for other in styles if one < other]
        alike += [(screen.name, *pair) for pair in pairs if _only_hue_differs(*pair)]
    assert alike == []


def _only_hue_differs(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    colours = contrast.parsed(one[0]), contrast.parsed(other[0])
    return one[1:] == other[1:] and one[0] != other[0] and contrast.in_the_file(*colours) < 1.5


def test_every_screen_says_what_it_is_and_holds_nothing_to_press_or_to_hover(whole):
    wrong = {}
    for screen, seen, _ in whole:
        found = {name: seen[name] for name in ("controls", "hoverOnly", "under") if seen[name]}
        if not DATED.search(seen["foot"]):
            found["foot"] = seen["foot"]
        picture = seen["picture"]
        if picture and (picture["role"] != "img" or len(picture["label"]) < 40):
            found["picture"] = picture["label"]
        if picture and not _says_where_it_begins(picture):
            found["axis"] = picture["values"]
        if found:
            wrong[screen.name] = found
    assert wrong == {}


def _says_where_it_begins(picture: dict) -> bool:
    """An axis that does not begin at 0 says so (as text in the picture)."""
    numbers = [re.sub(r"[^\d,-]", "", one).replace(",", ".") for one in picture["values"]]
    values = [float(one) for one in numbers if re.fullmatch(r"-?\d+(\.\d+)?", one)]
    return not values or min(values) <= 0 or "De as begint bij" in picture["words"]


def test_a_wall_does_not_fade_while_its_page_waits_for_a_busy_server(wall, room):
    page = room()
    os.killpg(wall.server.process.pid, signal.SIGSTOP)
    try:
        page.keyboard.press("r")  # asks the page anew
        page.locator('[class*="st-key-wall-"][data-stale="true"]').wait_for(state="attached")
        page.wait_for_timeout(2000)  # Streamlit begins to fade after half a second, for one second
        faded = page.locator('[class*="st-key-wall-"]').evaluate(FADED)
    finally:
        os.killpg(wall.server.process.pid, signal.SIGCONT)
    assert faded == []


def test_the_meeting_is_named_in_the_language_of_the_address(room):
    page = room(more="&taal=en")
    expect(page.locator(".tv-wall")).to_contain_text("Draft, not sealed")
