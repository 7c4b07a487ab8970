"""A server with the demo, and a Chromium, each once per test file."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, browser
from tests.browser.demo import copied_to
from tests.browser.server import Server

PATIENCE = 60_000  # milliseconds: two cores may do the work of twenty
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = tmp_path_factory.mktemp("app") / "home"
    one = Server(copied_to(home, tmp_path_factory)).start()
    yield one
    one.kill()


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="module")
def chromium(playwright):
    one = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
    yield one
    one.close()


@pytest.fixture
def window(chromium):
    """Open a window of a size; closed after the test."""
    opened = []

    def open_window(width: int = 1920, height: int = 1080):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="nl-NL", accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        opened.append(context)
        return page

    yield open_window
    for context in opened:
        context.close()
