"""Deliveries of national size: what an import costs beside DuckDB on the same file, and a click.

Each import runs in a process of its own, so that its memory is its own too.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

import duckdb
import psutil
from playwright.sync_api import Page, sync_playwright

from telvertel import counting
from telvertel.demo import national
from telvertel.figures import measure
from telvertel.figures.geography import municipalities
from telvertel.indicators.period import Grain, Period, span
from tests.bench import gate
from tests.bench.clicks import EMPTY, empty_rerun
from tests.bench.figure import ROOT, Figure, amount, keep, ratio
from tests.browser.chromium import ARGUMENTS, browser
from tests.browser.server import Server

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
BUDGET, PEAK, CLICK = 3.0, 8.0, 1.5
CLICKS = 12
DUCKDB_RUNS = 3
AT_ONCE = 1_000_000  # rows that DuckDB can count the whole cube of within a few GiB
_AGE = "h.period[1:4]::INTEGER - t.geboortejaar::INTEGER"
_OPEN = "coalesce(t.einde::DATE, DATE '9999-12-31')"
# The plainest group: one pass over the file, every column read.
PLAIN = """
SELECT count(*) FROM (
    SELECT gemeente, aanbieder, hulpvorm, left(aanvang::VARCHAR, 7) AS month, count(*),
        count(DISTINCT client), {rest}
    FROM {file} GROUP BY ALL)"""
_REST = "verwijzer geboortejaar crisis toegewezen einde reden_einde nut_jeugdige nut_ouder"
# The groups of the cube: children with help in a period, per cell. One family of seventeen.
CUBED = f"""
SELECT count(*) FROM (
    SELECT h.grain, h.period, t.gemeente, t.aanbieder, t.hulpvorm,
        CASE WHEN {_AGE} <= 3 THEN 0 WHEN {_AGE} <= 7 THEN 1 WHEN {_AGE} <= 11 THEN 2
            WHEN {_AGE} <= 17 THEN 3 ELSE 4 END AS band, count(DISTINCT client)
    FROM {{file}} t JOIN held h ON t.aanvang::DATE <= h.last AND {_OPEN} >= h.first
    GROUP BY ALL)"""


def large(names: set[str]) -> dict[str, Figure]:
    """Every size, or those that are named (100k, 1m, 10m)."""
    found: dict[str, Figure] = {}
    for name, rows in SIZES.items():
        if not names & set(SIZES) or name in names:
            with tempfile.TemporaryDirectory() as folder:
                for part in of_size(name, rows, Path(folder)):
                    found |= part
                    keep(found)  # the next part takes minutes, and may be cut off
    return found


def of_size(name: str, rows: int, folder: Path) -> Iterator[dict[str, Figure]]:
    """Parquet of so many rows, the page over what came in, and CSV; each as soon as it is known."""
    counted = 0.0
    for form in ("parquet", "csv"):
        found: dict[str, Figure] = {}
        path = folder / f"fictief.{form}"
        national.write(path, rows, form)
        plain, cubed = by_duckdb(path)
        counted = counted or same_cube(path, rows)
        told = imported(path, folder / form)
        path.unlink()
        took = told["seconds"]
        for kind, base, budget, groups in (
            ("", cubed, BUDGET, "the groups of one family of the cube"),
            ("_same_counts", plain + counted, None, "one plain group and every count of the cube"),
            ("_plain", plain, None, "one plain group"),
        ):
            about = f"{rows:,} rows of {form}; ours {took:.0f} s, DuckDB {base:.1f} s: {groups}"
            found[f"import_{form}_ratio_{name}{kind}"] = ratio([took], [base], budget, about)
        peak = f"import_peak_gib_{name}" + ("" if form == "parquet" else "_csv")
        found[peak] = amount(told["peak"], "GiB", PEAK, 1, f"with its processes, {form}")
        if form == "parquet":
            share = told["protect"] / told["processor"]
            about = "protection, of the processor time of the import"
            found[f"protect_share_of_import_{name}"] = amount(share, "share", None, 1, about)
            found |= {f"{what}_{name}": one for what, one in gated(folder / form).items()}
            pages = explored(folder / form, told["atoms"])
            found |= {f"{what}_{name}": one for what, one in pages.items()}
        yield found


def gated(home: Path) -> dict[str, Figure]:
    """What the gate adds to a question, of one municipality of the country."""
    warehouse = counting.open_figures(home / "figures")
    try:
        return gate.costs(warehouse, warehouse.remembered()[0])
    finally:
        warehouse.close()


def held() -> list[tuple[str, str, date, date]]:
    ends = {
        grain: span(
            Period(national.FIRST.year, 1, grain),
            Period(national.LAST.year + 1, 1, grain).previous,
        )
        for grain in Grain
    }
    return [(g.value, one.id, one.start, one.end) for g, several in ends.items() for one in several]


def by_duckdb(path: Path) -> tuple[float, float]:
    """Seconds that DuckDB takes to read and group the file: plainly, and as the cube is grouped.
    The middle of a few runs: one run of it may take half as long again as another."""
    read = f"read_parquet('{path}')"
    if path.suffix == ".csv":
        read = f"read_csv('{path}', delim=';', all_varchar=true)"
    rest = ", ".join(f"max({column})" for column in _REST.split())
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE held (grain TEXT, period TEXT, first DATE, last DATE)")
        connection.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", held())
        took = []
        for query in (PLAIN.format(file=read, rest=rest), CUBED.format(file=read)):
            took.append(median(_timed(connection, query) for _ in range(DUCKDB_RUNS)))
    return took[0], took[1]


def _timed(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    begun = time.perf_counter()
    connection.execute(query).fetchall()
    return time.perf_counter() - begun


def same_cube(path: Path, rows: int) -> float:
    """Seconds that DuckDB takes to group the records into every count of the cube, which is what
    an import is for: the SQL that small deliveries are counted with.

    Of a file larger than memory allows a part of its municipalities, times the rest.
    """
    parts = -(-rows // AT_ONCE)
    slice_ = path.with_name(f"deel{path.suffix}")
    asked = f"""COPY (SELECT f.* FROM read_parquet('{path}') f JOIN (SELECT gemeente, row_number()
        OVER (ORDER BY gemeente) AS n FROM (SELECT DISTINCT gemeente FROM read_parquet('{path}')))
        USING (gemeente) WHERE n % {parts} = 0) TO '{slice_}' (FORMAT parquet)"""
    with duckdb.connect() as connection:
        connection.execute(asked)
    records = counting.check([slice_]).deliveries[0].frame
    slice_.unlink()
    reference = records["started_on"].max()
    periods = counting.standing.periods_held(records, reference)
    begun = time.perf_counter()
    measure.cube(records, reference, periods)
    return (time.perf_counter() - begun) * rows / records.height


IMPORT = """
import json, sys, time
from pathlib import Path
from telvertel import counting
from telvertel.privacy import cells

spent, protect = [0.0], cells.protect_cells

def timed(*asked):
    begun = time.thread_time()
    made = protect(*asked)
    spent[0] += time.thread_time() - begun
    return made

cells.protect_cells = timed
warehouse = counting.open_figures(Path(sys.argv[2]) / "figures")
begun = time.perf_counter()
receipt = counting.take_in(warehouse, [sys.argv[1]], who="bench", why="bench")
seconds = time.perf_counter() - begun
assert receipt.version, receipt.problems
with warehouse.cursor() as cursor:
    atoms = cursor.execute("SELECT count(*) FROM atoms").fetchone()[0]
print(json.dumps({"seconds": seconds, "protect": spent[0], "atoms": atoms}))
"""


def imported(path: Path, home: Path) -> dict[str, float]:
    """Seconds, processor seconds, those of protection, atoms, and the most GiB it held at once."""
    surroundings = _surroundings()
    command = [sys.executable, "-c", IMPORT, str(path), str(home)]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE) as process:
        watched = _Watched(process.pid)
        said, _ = process.communicate()
        watched.over.set()
    if process.returncode:
        raise RuntimeError(f"the import of {path.name} ended with {process.returncode}")
    told = json.loads(said.splitlines()[-1])
    return {**told, "peak": watched.peak / 2**30, "processor": watched.processor}


def _surroundings(**more: str) -> dict[str, str]:
    ours = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(ours), **more}


class _Watched(threading.Thread):
    """The memory of a process and those it starts, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root, self.peak, self.over = psutil.Process(pid), 0, threading.Event()
        self._used: dict[int, float] = {}
        self.start()

    @property
    def processor(self) -> float:
        return sum(self._used.values())

    def run(self) -> None:
        while not self.over.wait(0.1):
            held = 0
            try:
                for one in (self._root, *self._root.children(recursive=True)):
                    held += one.memory_info().rss
                    times = one.cpu_times()
                    self._used[one.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
            self.peak = max(self.peak, held)


def explored(home: Path, atoms: int) -> dict[str, Figure]:
    """Another municipality on *Verkennen* until its sentence stands in a browser: against the same
    click when nothing is to be found out (an empty rerun of the page, drawing and all), and against
    a click in an empty app. And what the server spends on it, which may not grow with the rows."""
    command = [sys.executable, "-m", "tests.bench.large"]
    surroundings = _surroundings(TELVERTEL_HOME=str(home))
    said = subprocess.run(command, env=surroundings, cwd=ROOT, check=True, capture_output=True)
    told = json.loads(said.stdout.splitlines()[-1])
    new, known, floor = in_browser(home)
    about = f"another municipality until its sentence is there; {atoms:,} atoms; against"
    spent = "the server's processor for it less drawing, against an empty rerun of the page"
    return {
        "explore_ratio": ratio(new, known, CLICK, f"{about} one that was asked before"),
        "explore_empty_app_ratio": ratio(new, floor, None, f"{about} a click in an empty app"),
        "explore_server_ratio": ratio(told["new"], told["empty"], None, spent),
    }


def in_browser(home: Path) -> tuple[list[float], list[float], list[float]]:
    """Seconds of every click: to a place, to the same once more, and in an empty app."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        ours = Server(home, demo=False).start()
        empty = Server(home.with_name(f"{home.name}-empty"), script=EMPTY).start()
        try:
            page = chromium.new_page(viewport={"width": 1920, "height": 1080})
            floor = empty_rerun(page, empty.address)
            page.goto(f"{ours.address}/verkennen")
            page.get_by_role("heading", level=2).first.wait_for(timeout=90_000)
            return _municipalities(page), _municipalities(page), floor
        finally:
            ours.kill()
            empty.kill()
            chromium.close()


def _municipalities(page: Page) -> list[float]:
    chooser = page.get_by_role("combobox", name="Gemeente")
    places = [one.name for one in municipalities().values()]
    found = []
    for number in range(CLICKS):
        place = places[(number * 29 + 7) % len(places)]
        chooser.fill(place)
        choice = page.get_by_role("option", name=place, exact=True)
        choice.wait_for()
        sentence = page.get_by_role("heading", level=2).filter(has_text=place).first
        begun = time.perf_counter()
        choice.click()
        sentence.wait_for()
        found.append(time.perf_counter() - begun)
        page.wait_for_timeout(500)
    return found


def clicks() -> dict[str, list[float]]:
    """Processor seconds of every click on the page of ``TELVERTEL_HOME``, server side."""
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(ROOT / "pages" / "explore.py"), default_timeout=600)
    page.run()
    from telvertel.screen import cached

    drawing, draw = [0.0], cached.drawn

    def drawn(*asked, **more):
        begun = time.thread_time()
        spec = draw(*asked, **more)
        drawing[0] += time.thread_time() - begun
        return spec

    cached.drawn = drawn
    gc.collect()
    gc.freeze()
    places = page.selectbox(key="explore.municipality").options
    found: dict[str, list[float]] = {"new": [], "empty": []}
    for number in range(CLICKS):
        place = page.selectbox(key="explore.municipality")
        place.select_index((number * 29 + 7) % len(places))
        drawing[0] = 0.0
        begun = time.process_time()
        page.run()
        found["new"].append(time.process_time() - begun - drawing[0])
        begun = time.process_time()
        page.run()
        found["empty"].append(time.process_time() - begun)
    return found


if __name__ == "__main__":
    print(json.dumps(clicks()))  # noqa: T201
