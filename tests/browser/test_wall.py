"""The wall's visual checklist, measured in the browser on every screen of the demo meeting."""

from __future__ import annotations

import pytest

from tests.browser.test_desk import MEETING, lead, wall

pytestmark = pytest.mark.browser

# Every text on the wall: its size as drawn (SVG texts are scaled with their picture), whether it is
# cut off or falls outside the screen, and its contrast against what is behind it.
MEASURE = """
() => {
  const host = [...document.querySelectorAll('*')].flatMap(n => n.shadowRoot ? [n.shadowRoot] : [])
    .map(r => r.querySelector('.tv-wall')).find(Boolean) ?? document.querySelector('.tv-wall');
  const found = [];
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || parent.closest('title, desc, style')) continue;
    let size = parseFloat(getComputedStyle(parent).fontSize);
    const svg = parent.closest('svg');
    if (svg) size *= svg.getScreenCTM().a;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    found.push({text, size, left: box.left, top: box.top, right: box.right, bottom: box.bottom});
  }
  const controls = host.querySelectorAll('button, input, textarea, select, a[href]').length;
  return {found, controls, width: innerWidth, height: innerHeight,
          scroll: document.documentElement.scrollWidth > innerWidth};
}
"""


def screens(desk):
    """Walk from the first screen to the last, yielding the name of each."""
    desk.get_by_label("Waar zijn we").select_option(index=0)
    desk.wait_for_timeout(400)
    last = ""
    while (name := desk.locator(".tv-place").inner_text()) != last:
        yield name
        last = name
        desk.keyboard.press("PageDown")
        desk.wait_for_timeout(400)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768), (3840, 2160)])
def test_every_text_on_the_wall_is_large_enough_and_inside_the_screen(
    server, window, width, height
):
    desk, room = window(), window(width, height)
    lead(desk, server)
    wall(room, server)
    # 40 px at 1080 lines; a narrower screen is bound by its width (wall.css).
    smallest = min(40 * height / 1080, 40 * width / 1920)
    small, outside = [], []
    for name in screens(desk):
        room.wait_for_timeout(500)
        seen = room.evaluate(MEASURE)
        assert len(seen["found"]) >= 3, f"{name}: nothing was measured"
        assert seen["controls"] == 0, f"{name}: the wall has a control"
        assert not seen["scroll"], f"{name}: the wall scrolls"
        for one in seen["found"]:
            if one["size"] < smallest * 0.985:  # a pixel of rounding
                small.append((name, one["text"][:40], round(one["size"], 1)))
            if one["right"] > seen["width"] + 1 or one["bottom"] > seen["height"] + 1:
                outside.append((name, one["text"][:40]))
    assert not small
    assert not outside


def test_the_wall_has_no_menu_no_toolbar_and_no_spinner(server, window):
    room = wall(window(), server)
    room.wait_for_timeout(1500)
    covered = room.evaluate(
        """() => [[5, 5], [innerWidth - 5, 5], [9, innerHeight - 5]].every(([x, y]) => {
             const top = document.elementFromPoint(x, y);
             return top && (top.closest('.tv-wall') || top.shadowRoot?.querySelector('.tv-wall'));
        })"""
    )
    assert covered


def test_the_meeting_is_named_in_the_language_of_the_address(server, window):
    page = window()
    page.goto(f"{server.address}/beamer?gesprek={MEETING}&taal=en")
    page.locator(".tv-wall .tv-page").wait_for()
    assert "Draft, not sealed" in page.locator(".tv-wall").inner_text()
