"""Values that occur nowhere else are planted in a delivery; a browser goes through every page in
every role, takes every download, and nothing outside the import area may hold them.

Searched are WebSocket frames, HTTP bodies, addresses, what browsers keep, downloads (unzipped), the
log, the temporary folder, the tables of the cube and every file of the installation.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import BrowserContext, Error, Page, Response

from telvertel import counting
from telvertel.installation import Installation, open_installation
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from tests.browser.server import Server
from tests.pages.small import HEAD, PARTIES, open_meeting, say, sealed_meeting, trajectories

pytestmark = pytest.mark.browser

CHILD = "KANARIE-7f3a"
COLUMN = "KANARIE-kolom-5b1e"  # in a column that no delivery has
COSTS = ("13371,37", "13.371,37", "13371.37", "13,371.37", "13 371,37", "1337137")
PLANTED = (CHILD, COLUMN, *COSTS)
# These may be seen where they belong, but never in a log.
NOTE, FILE, ADDRESS = "KANARIE-notitie-41aa", "kanarie-bestand-9d2c.csv", "KANARIE-adres-77b0"
NEVER_LOGGED = (*PLANTED, NOTE, "kanarie-bestand-9d2c", ADDRESS)

LONE = f"{CHILD};GM9901;99000004;13;04;2023;01;02-02-2025;15-02-2025;20-05-2025;02;{COLUMN}"
COUNTED = "indicator;periode;gemeente;aanbieder;teller;noemer;waarde;status;bron\n" + "".join(
    f"costs_realised;2025KW0{quarter};GM9901;{who};;{children};{euros};definitief;eigen\n"
    for quarter in (1, 2, 3, 4)
    for who, children, euros in (("99000002", 80, "400000,00"), ("99000004", 4, "13371,37"))
)
PAGES = ("", "verkennen", "gegevens", "voorbereiden", "leren", "klopt-dit", "afronden")
FINEST = "indicator=dropout&gm=GM9901&grain=quarter&providers=99000004&care_forms=residential"
QUESTIONS = (
    FINEST,
    f"{FINEST}&breakdown=age_band",
    "indicator=costs_realised&gm=GM9901&breakdown=provider",
    "indicator=cost_per_client&gm=GM9901&providers=99000004",
    "indicator=inflow&gm=GM9901&grain=quarter&breakdown=care_form&since=2025KW01&until=2025KW01",
    f"indicator={ADDRESS}&gm={ADDRESS}&providers={ADDRESS}",
)


def delivery(folder: Path) -> list[Path]:
    rows = [f"{row};" for row in trajectories().splitlines()[1:]]
    told = "\n".join([f"{HEAD};interne_notitie", *rows, LONE]) + "\n"
    files = {"partijen.csv": PARTIES, FILE: told, "kosten.csv": COUNTED}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def planted(home: Path, paths: list[Path]) -> None:
    """The delivery taken in, one meeting about it under way and one that is sealed."""
    house = open_installation(home, demo=False)
    made = counting.take_in(
        house.warehouse, paths, who="tester", why="proef", reference_date=date(2025, 12, 31)
    )
    assert made.version, made.problems
    both = {"providers": ("99000002", "99000004"), "provider_names": ("De Oever", "Klein Anker")}
    sealed_meeting(house, "voorbij", date(2026, 1, 10), *_noted(), **both)
    open_meeting(house, "bezig", date.today(), phones=True, **both)
    say(house, "bezig", *_noted(), e.Shown(view=e.View.item, item="uitval", stage=Stage.explain))
    _closed(house)


def _noted() -> tuple[e.Happening, ...]:
    said = {"note": "n1", "item": "uitval", "stage": Stage.explain}
    return (e.NoteWritten(**said, note_kind=e.NoteKind.explanation, text=NOTE),)


def _closed(house: Installation) -> None:
    house.journal.close()
    house.warehouse.close()


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
                with page.expect_download(timeout=60_000) as coming:
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


def unzipped(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and every file in it, as deep as it goes."""
    yield name, content
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from unzipped(f"{name}/{inner}", packed.read(inner))


def holding(content: bytes, wanted: tuple[str, ...]) -> list[str]:
    low = content.lower()
    return [one for one in wanted if any(low.find(form) >= 0 for form in _forms(one))]


def _forms(one: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le"):
        yield one.lower().encode(encoding)
        yield one.lower().replace(" ", "\u00a0").encode(encoding)


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
    page.set_default_timeout(60_000)
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
    page.get_by_text("Overgenomen als versie").wait_for()


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
