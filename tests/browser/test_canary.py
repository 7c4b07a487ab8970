"""Values that occur nowhere else are planted in a delivery; a browser goes through every page in
every role, takes what stands open on them, and nothing outside the import area may hold them. The
files behind a fold are made by ``tests/report/test_planted_files.py``.

Searched are WebSocket frames, HTTP bodies, addresses, what browsers keep, downloads (unzipped), the
log, the temporary folder, the tables of the cube and every file of the installation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath

import duckdb
import pytest
from playwright.sync_api import BrowserContext, Error, Page, Response

from tests.browser.chromium import PATIENCE
from tests.browser.server import Server
from tests.planted import (
    NEVER_LOGGED,
    NOTE,
    PLANTED,
    QUESTIONS,
    delivery,
    holding,
    planted,
    unzipped,
)

pytestmark = pytest.mark.browser

PAGES = ("", "verkennen", "gegevens", "voorbereiden", "leren", "klopt-dit", "afronden")


class Ear:
    """Everything that reaches one browser, by where it was found."""

    def __init__(self, context: BrowserContext) -> None:
        self.heard: list[tuple[str, bytes]] = []
        self._answers = []
        self.context = context
        context.on("request", lambda asked: self._note("address", asked.url))
        context.on("response", lambda answer: self._answers.append(answer))
        context.on("page", self._page)

    def _page(self, page: Page) -> None:
        page.on("websocket", self._socket)
        page.on("console", lambda told: self._note("console", told.text))

    def _socket(self, socket) -> None:
        socket.on("framereceived", lambda frame: self._note("frame", frame))

    def _note(self, where: str, what: str | bytes) -> None:
        self.heard.append((where, what.encode() if isinstance(what, str) else what))

    def settle(self, page: Page) -> None:
        """What answers held and what the browser keeps, once a page has come to rest."""
        page.wait_for_timeout(400)
        for answer in filter(_with_a_body, self._answers):
            with suppress(Error):  # the browser has thrown it away already
                self._note(f"body of {answer.url}", answer.body())
        self._answers.clear()
        self._note("address bar", page.url)
        self._note("kept by the browser", page.evaluate(_KEPT))

    def downloads(self, page: Page) -> int:
        """Press every button that gives a file."""
        buttons = page.get_by_test_id("stDownloadButton").get_by_role("button")
        for at in range(buttons.count()):
            if buttons.nth(at).is_visible() and buttons.nth(at).is_enabled():
                with page.expect_download() as coming:
                    buttons.nth(at).click()
                content = Path(coming.value.path()).read_bytes()
                self._note(f"name of {coming.value.suggested_filename}", coming.value.url)
                for name, piece in unzipped(coming.value.suggested_filename, content):
                    self._note(f"download {name}", piece)
        return buttons.count()


_KEPT = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
  for (const {name} of await indexedDB.databases()) {
    const open = indexedDB.open(name)
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result) })
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll()
      const rows = await new Promise((done) => { all.onsuccess = () => done(all.result) })
      found.push(JSON.stringify(rows))
    }
    db.close()
  }
  return found.join('\\n')
}"""


def _with_a_body(answer: Response) -> bool:
    """What an answer held, but for code that comes with Streamlit; downloads are read as files, and
    asking for their answer would wait for ever."""
    kind = answer.headers.get("content-type", "")
    a_file = "/media/" in answer.url and not kind.startswith("image/")
    empty = answer.request.redirected_to or answer.status in (101, 204, 304)
    return not (empty or a_file or "/static/" in answer.url or "event-stream" in kind)


def files_of(home: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the installation outside the import area; tables of figures as text."""
    for path in sorted(home.rglob("*")):
        if not path.is_file() or "import_area" in path.parts:
            continue
        yield str(path), path.read_bytes()
        if path.suffix == ".duckdb":
            with duckdb.connect(path, read_only=True) as opened:
                for (table,) in opened.sql("SHOW TABLES").fetchall():
                    rows = opened.sql(f'SELECT columns(*)::VARCHAR FROM "{table}"').pl()
                    yield f"{path}: {table}", rows.write_csv().encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canary")
    (folder / "tmp").mkdir()
    (folder / "delivery").mkdir()
    planted(folder / "home", delivery(folder / "delivery"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "tmp"))
        one = Server(folder / "home", demo=False).start()
    yield one
    one.kill()


def listening(chromium) -> tuple[Ear, Page]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="nl-NL", accept_downloads=True
    )
    ear = Ear(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return ear, page


def at_rest(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_test_id("stMain").wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")


def the_desk(ear: Ear, page: Page, server: Server) -> int:
    """The facilitator: every page, every question, every download, and the delivery once more."""
    taken = 0
    for name in PAGES:
        at_rest(page, f"{server.address}/{name}")
        taken += ear.downloads(page)
        ear.settle(page)
    for question in QUESTIONS:
        at_rest(page, f"{server.address}/verkennen?{question}")
        ear.settle(page)
    for address in ("regie?gesprek=bezig", "afronden?gesprek=voorbij", "afronden?gesprek=bezig"):
        at_rest(page, f"{server.address}/{address}")
        page.wait_for_timeout(1000)
        if address.endswith("voorbij"):  # sealed: first for whom the copy is
            to = page.get_by_role("combobox", name="Voor wie is dit exemplaar?")
            # Before the click, for a list closes when the page scrolls under it.
            to.evaluate("one => one.scrollIntoView({block: 'center'})")
            to.click()
            page.get_by_role("option", name="Het archief").click()
            page.get_by_role("button", name="Het hele gesprek").wait_for()
        taken += ear.downloads(page)
        ear.settle(page)
    return taken


def delivered_again(page: Page, server: Server) -> None:
    at_rest(page, f"{server.address}/gegevens")
    chooser = page.locator("input[type=file]")
    chooser.first.wait_for(state="attached")
    chooser.first.set_input_files(sorted((server.home.parent / "delivery").iterdir()))
    page.get_by_text("Alles klopt. Dit zou binnenkomen").wait_for()
    page.get_by_label("Wie neemt dit over?").first.fill("Gegevensbeheer jeugd")
    page.get_by_label("Waarom is deze levering er?").fill("Nog eens")
    page.get_by_label("Waarom is deze levering er?").press("Tab")
    page.get_by_role("button", name="Neem over").click()
    page.get_by_text("Overgenomen als versie").first.wait_for()


def test_a_planted_child_and_its_costs_are_found_nowhere(server, chromium):
    ears: dict[str, Ear] = {}
    for role in ("desk", "wall", "phone"):
        ears[role], page = listening(chromium)
        if role == "desk":
            assert the_desk(ears[role], page, server) >= 3
            delivered_again(page, server)
        else:
            address = {"wall": "beamer", "phone": "deelnemen"}[role]
            page.goto(f"{server.address}/{address}?gesprek=bezig")
            page.wait_for_timeout(3000)
        ears[role].settle(page)
    heard = {where.split(" ")[0] for ear in ears.values() for where, _ in ear.heard}
    assert {"frame", "body", "address", "kept", "download"} <= heard, "nobody was listening"
    taken = (
        where.removeprefix("download ")
        for where, _ in ears["desk"].heard
        if where[:8] == "download"
    )
    assert {PurePath(one).suffix for one in taken if "/" not in one} == {".docx", ".html", ".zip"}
    # What may be seen is found: whoever hears nothing would find nothing either.
    desk = ears["desk"].heard
    for where in ("frame", "download"):
        assert any(holding(what, (NOTE,)) for at, what in desk if at.startswith(where)), where
    found = [
        (role, where, holding(what, PLANTED))
        for role, ear in ears.items()
        for where, what in ear.heard
        if holding(what, PLANTED)
    ]
    assert found == []
    for ear in ears.values():
        ear.context.close()


def test_no_file_outside_the_import_area_holds_them(server):
    server.kill()  # it holds the journal; what it kept is what is on disk
    kept = [(name, holding(what, PLANTED)) for name, what in files_of(server.home)]
    assert [one for one in kept if one[1]] == []
    temporary = [
        (name, holding(what, PLANTED)) for name, what in files_of(server.home.parent / "tmp")
    ]
    assert [one for one in temporary if one[1]] == []


def test_no_log_holds_a_child_a_note_a_file_name_or_an_address(server):
    assert holding(server.log.read_bytes(), NEVER_LOGGED) == []


def test_the_cube_holds_fives_only_and_does_not_know_the_lone_child(server):
    versions = sorted((server.home / "figures" / "versions").glob("*.duckdb"))
    assert len(versions) == 2
    for path in versions:
        with duckdb.connect(path, read_only=True) as opened:
            counts = {y for (y,) in opened.sql("SELECT DISTINCT y FROM atoms").fetchall()}
            ((lone,),) = opened.sql(
                "SELECT max(y) FROM atoms WHERE provider = '99000004'"
            ).fetchall()
        assert all(y % 5 == 0 for y in counts)
        assert lone in (None, 0, 5)
