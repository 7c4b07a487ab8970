"""axe-core over every page: no violation that stems from our own code."""

from __future__ import annotations

import pytest
from axe_core_python.sync_playwright import Axe

from tests.browser.kept import MEETING, at_rest

pytestmark = pytest.mark.browser

PAGES = ["", "voorbereiden", "regie", "beamer", "afronden", "verkennen", "leren", "gegevens",
         "klopt-dit", "deelnemen", "meedoen"]  # fmt: skip

# Streamlit's own, each seen on an empty app of the same version: nothing of ours can mend them.
# A rule is left out for the nodes of Streamlit only, never as a whole.
OF_STREAMLIT = ("stSidebar", "stHeader", "stToolbar", "stMainMenu", "stAppViewContainer",
                "stDataFrame", "stFileUploader", "stDataEditor", "st-emotion-cache",
                "stNumberInput", "stSelectbox", "stMultiSelect")  # fmt: skip


def ours(violation: dict) -> list[str]:
    """The nodes of a violation that stand in something we drew."""
    nodes = []
    for node in violation["nodes"]:
        html = node["html"]
        path = str(node["target"])
        drawn_by_us = "tv-" in path or "tv-" in html or "vega" in path.lower()
        if drawn_by_us or not any(sign in html or sign in path for sign in OF_STREAMLIT):
            nodes.append(html[:160])
    return nodes


@pytest.mark.parametrize("page_name", PAGES)
def test_no_page_shuts_anybody_out(server, window, page_name):
    page = window(1280, 900)
    page.goto(f"{server.address}/{page_name}?gesprek={MEETING}")
    page.locator("h1, .tv-place, .tv-page").first.wait_for()
    at_rest(page)
    found = Axe().run(page)
    told = {one["id"]: nodes for one in found["violations"] if (nodes := ours(one))}
    assert not told


def test_the_desk_with_an_item_on_the_wall_shuts_nobody_out(server, window):
    from tests.browser.test_desk import lead

    page = window(1280, 900)
    lead(page, server)
    at_rest(page)
    told = {one["id"]: n for one in Axe().run(page)["violations"] if (n := ours(one))}
    assert not told
