"""A server with the demo, and a Chromium, each once per test file."""

from __future__ import annotations

from collections import defaultdict

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, PATIENCE, browser
from tests.browser.demo import copied_to
from tests.browser.doubles import wait_out
from tests.browser.screens import SCREENS, listen, on_screen
from tests.browser.server import Server

KEPT = "local_storage,indexeddb,service_workers,cache_storage"
expect.set_options(timeout=PATIENCE)
wait_out()


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


@pytest.fixture(scope="module")
def idle(chromium):
    """Devices that were used and wiped, per size: a browser that knows the app starts it faster."""
    return defaultdict(list)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that fails says what was on its screens and in the log of its server."""
    report = yield
    if report.when == "call" and report.failed:
        opened = item.stash.get(SCREENS, [])
        for number, page in enumerate(page for device, _ in opened for page in device.pages):
            report.sections.append((f"screen {number + 1}: {page.url}", on_screen(page)))
        server = item.funcargs.get("server")
        if server is not None:
            report.sections.append(("server", server.log.read_text()[-3000:]))
    return report


@pytest.fixture
def window(chromium, idle, request):
    """Open a window of a size on a device of its own, with nothing of a test before."""
    opened = request.node.stash[SCREENS] = []

    def open_window(width: int = 1920, height: int = 1080):
        spare = idle[width, height]
        device = spare.pop() if spare else _device(chromium, width, height)
        opened.append((device, (width, height)))
        page = device.new_page()
        page.set_default_timeout(PATIENCE)
        listen(page)
        return page

    yield open_window
    for device, size in opened:
        if device.pages:
            _wipe(device)
            idle[size].append(device)


def _device(chromium, width, height):
    return chromium.new_context(
        viewport={"width": width, "height": height}, locale="nl-NL", accept_downloads=True
    )


def _wipe(device) -> None:
    """Leave nothing of the test but what the browser may keep of the app itself.

    The pages leave first: what they keep when they are left is wiped too.
    """
    device.set_offline(False)
    device.unroute_all()
    last = device.pages[-1]
    origins = {page.evaluate("origin") for page in device.pages} - {"null", "://"}
    for page in device.pages:
        page.unroute_all()
        page.goto("about:blank")
    asked = device.new_cdp_session(last)
    for origin in origins:
        asked.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
    for page in device.pages:
        page.close()
    device.clear_cookies()
