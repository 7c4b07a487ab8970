"""A delivery of very many records gives the figures that a small one gives, and can be stopped."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from threading import Event

import polars as pl
import pytest
from hypothesis import given, settings

from telvertel import bulk, counting
from telvertel.demo import national
from telvertel.figures import geography, tally
from telvertel.figures.intake import apart, plain_csv
from telvertel.figures.intake import csv as csv_files
from telvertel.figures.intake import parquet as parquet_files
from telvertel.figures.intake.reading import read_table
from telvertel.figures.problem import problem
from telvertel.figures.troubles import ImportStopped
from telvertel.figures.warehouse import Warehouse
from telvertel.figures.watch import ImportStep, Watch
from telvertel.indicators.definition import PARTS
from tests.figures import slow
from tests.figures.files import AT, many, trajectories
from tests.figures.test_cube import REFERENCE, as_delivered, held, several

NAMES = [(family.value, part) for family, parts in PARTS.items() for part in parts]
ROWS = 20_000


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """A fictional delivery of the whole country, as Parquet."""
    path = tmp_path_factory.mktemp("land") / "fictief.parquet"
    national.write(path, ROWS)
    return path


def tallied(rows, until) -> Counter:
    found: Counter = Counter()
    for cells in tally.cells(as_delivered(rows), REFERENCE, until):
        for row in cells.iter_rows(named=True):
            cell = tuple(row[name] for name in tally.CELL)
            found.update({(*name, *cell): x for name, x in zip(NAMES, row["x"], strict=True) if x})
    return found


@given(several)
@settings(max_examples=40, deadline=None)
def test_counting_a_country_agrees_with_counting_child_by_child(rows):
    until = held(rows)
    assert tallied(rows, until) == slow.counts(rows, REFERENCE, until)


def test_a_municipality_too_wide_for_memory_is_counted_in_turns(monkeypatch, country):
    rows = parquet_delivery(country)
    whole = list(tally.cells(rows, REFERENCE, held_of(rows)))
    monkeypatch.setattr(tally, "AT_ONCE", 1)
    turns = list(tally.cells(rows, REFERENCE, held_of(rows)))
    assert all(one.equals(other) for one, other in zip(whole, turns, strict=True))


def parquet_delivery(path) -> pl.DataFrame:
    rows = counting.check([path]).deliveries[0].frame
    few = sorted(rows["municipality"].unique())[:3]
    return rows.filter(pl.col("municipality").is_in(few))


def held_of(rows: pl.DataFrame):
    return counting.standing.periods_held(rows, REFERENCE)


def cube(warehouse: Warehouse) -> list[tuple]:
    atoms = warehouse.table("atoms")
    return atoms.filter(pl.col("y") > 0).sort(atoms.columns).rows()


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Take the same deliveries in twice, under one seed: at once and as a large one."""

    def taken(*deliveries, **more) -> tuple[Warehouse, Warehouse]:
        houses = Warehouse(tmp_path / "gewoon"), Warehouse(tmp_path / "groot")
        for house in houses:
            (house.folder / "import_area").mkdir(parents=True)
            (house.folder / "import_area" / "seed").write_bytes(bytes(range(32)))
        for house, large in zip(houses, (10**9, 1), strict=True):
            monkeypatch.setattr(bulk, "LARGE", large)
            for paths in deliveries:
                receipt = counting.take_in(house, paths, who="b", why="p", at=AT, **more)
                assert receipt.version, receipt.problems
        return houses

    return taken


def test_a_large_delivery_gives_the_same_protected_figures(both, tmp_path):
    first, second = many(tmp_path), many(tmp_path / "later", per_quarter=43)
    plainly, large = both([first], [second])
    assert cube(plainly) == cube(large)
    for name in ("periods", "providers", "peaks"):
        assert plainly.table(name).equals(large.table(name)), name
    keys = large.sticky("cube").columns
    assert plainly.sticky("cube").select(keys).sort(keys).equals(large.sticky("cube").sort(keys))


def test_a_large_delivery_keeps_what_it_does_not_replace(both, tmp_path):
    rows = "\n".join(f"x{n} 99000003 02 2024-0{1 + n % 9}-10 - -" for n in range(60))
    other = trajectories(tmp_path / "ander", rows)
    other.write_text(other.read_text().replace("GM9901", "GM9902"))
    plainly, large = both([many(tmp_path)], [other])
    assert cube(plainly) == cube(large)
    assert {row[4] for row in cube(large)} == {"GM9901", "GM9902"}


def test_a_country_comes_in_with_its_progress_told(country, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 1)
    told: list[tuple[ImportStep, float]] = []
    warehouse = Warehouse(tmp_path / "land")
    watch = Watch(lambda step, share: told.append((step, share)))
    receipt = counting.take_in(warehouse, [country], who="b", why="p", watch=watch)
    assert receipt.rows_kept == ROWS
    assert list(dict.fromkeys(step for step, _ in told)) == list(ImportStep)
    shares = [share for step, share in told if step is ImportStep.counting]
    assert shares == sorted(shares) and shares[-1] == 1.0
    atoms = warehouse.table("atoms")["municipality"]
    assert (atoms == atoms.sort()).all()  # a scope reads its own part only


@pytest.mark.parametrize("step", list(ImportStep))
def test_who_stops_it_half_way_finds_everything_as_it_was(step, country, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 1)
    warehouse, stop = Warehouse(tmp_path / "land"), Event()
    first = counting.take_in(warehouse, [many(tmp_path)], who="b", why="p", at=AT).version

    def told(now: ImportStep, share: float) -> None:
        if now is step and (share > 0.1 or step is not ImportStep.counting):
            stop.set()

    before = sorted(path for path in warehouse.folder.rglob("*") if path.is_file())
    watch = Watch(told, stop)
    if step is ImportStep.storing:  # the last moment to be asked has then passed
        return
    with pytest.raises(ImportStopped):
        counting.take_in(warehouse, [country], who="b", why="p", watch=watch)
    assert sorted(path for path in warehouse.folder.rglob("*") if path.is_file()) == before
    assert warehouse.current == first.id


def test_ctrl_c_half_way_leaves_nothing_behind(country, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 1)
    warehouse = Warehouse(tmp_path / "land")

    def told(step: ImportStep, share: float) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        counting.take_in(warehouse, [country], who="b", why="p", watch=Watch(told))
    assert warehouse.current is None
    assert not list(warehouse.folder.rglob("*.part"))


# Reading: the quick readers give what the exact ones give.


def by_python(content: bytes):
    return csv_files.read_csv(content, partial(problem, "x"))


def same_texts(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    as_text = pl.selectors.enum().cast(pl.String)
    return one.with_columns(as_text).equals(other.with_columns(as_text))


def test_beside_it_stand_names_that_speak_and_inhabitants_of_every_municipality(tmp_path):
    made = national.beside(tmp_path / "f.csv", 60_000)
    parties, people = (pl.read_csv(one, separator=";") for one in made)
    assert parties["naam"].n_unique() == parties.height == national.PROVIDERS
    assert parties["naam"][0] == "Buurtteam Groningen (fictief)"
    assert parties["naam"].str.ends_with("(fictief)").all()
    assert people["gemeente"].n_unique() == len(geography.municipalities())
    largest = people.filter(people["aantal"] == people["aantal"].max())
    assert set(largest["gemeente"]) == {"GM0014"}  # opens first, so there is something to be seen


def test_a_plain_csv_is_read_the_same_by_arrow(tmp_path, monkeypatch):
    path = tmp_path / "fictief.csv"
    national.write(path, 2_000, "csv")
    for content in (path.read_bytes(), path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n"):
        exact = by_python(content)
        quick = plain_csv.rows_of(content, list(exact.headings), ";", 1, 2)
        assert same_texts(exact.rows, quick)


@pytest.mark.parametrize(
    "content",
    [
        b'a;b\n"1";2\n',  # quotes
        b"a;b\n1;2\n3\n",  # too few
        b"a;b\n1;2;3\n",  # too many
        b"a;b\n1;2\n\n3;4\n",  # an empty line
        b"a;b\n1;2\n;\n",  # a row of nothing
        b"a;b\r1;2\r",  # lines that end in another way
        b"a;b\n\xe9;2\n",  # no UTF-8
        b"a;b\n1;" + b"x" * 20_000 + b"\n",
        b"a;b\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_exact_reader(content):
    assert plain_csv.rows_of(content, ["a", "b"], ";", 1, 2) is None


def test_a_large_parquet_is_read_the_same_as_a_small_one(country, monkeypatch):
    content = country.read_bytes()
    small = parquet_files.read_parquet(content)
    monkeypatch.setattr(parquet_files, "LARGE", 1)
    assert same_texts(small.rows, parquet_files.read_parquet(content).rows)


def test_a_large_csv_comes_through_the_limited_process(tmp_path, monkeypatch):
    """As a large file does: with the quick reader, in a process that may open nothing."""
    path = tmp_path / "fictief.csv"
    national.write(path, 2_000, "csv")
    exact = read_table(path)
    reader = "telvertel.figures.intake.reading.SMALL"
    monkeypatch.setattr(reader, 1)
    monkeypatch.setattr(apart, "SMALL", 1)
    assert same_texts(exact.rows, read_table(path).rows)


def test_the_generator_is_the_same_twice_and_says_nothing_of_anybody(tmp_path):
    one, other = tmp_path / "een.csv", tmp_path / "twee.csv"
    for path in (one, other):
        national.write(path, 500, "csv")
    assert one.read_bytes() == other.read_bytes()
    inspection = counting.check([one], today=date(2026, 11, 1))
    assert inspection.problems == ()
    assert inspection.deliveries[0].rows_kept == 500
    assert not list(tmp_path.glob("*.part"))
