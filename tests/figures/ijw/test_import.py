"""Messages go the whole way: from files to figures that may be shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from telvertel import counting
from telvertel.cli import app
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Family, Shape
from telvertel.indicators.period import Grain
from tests.figures.files import written
from tests.figures.ijw.messages import TOM, assigned, claimed, message, started, stopped
from tests.figures.ijw.test_claims import numbers

AT = datetime(2025, 1, 20, tzinfo=UTC)


def year(folder):
    """A hundred children assigned on 2 January; every other waits ten days and the rest sixty."""
    clients = list(islice(numbers(), 100))
    waits = {one: 10 if at % 2 else 60 for at, one in enumerate(clients)}
    starts = {one: f"{date(2024, 1, 2) + timedelta(days)}" for one, days in waits.items()}
    number = {one: str(at) for at, one in enumerate(clients)}
    return [
        message(folder, "301", {one: assigned(number[one], "2024-01-02") for one in clients}),
        message(folder, "305", {one: started(number[one], day) for one, day in starts.items()}),
        message(
            folder,
            "307",
            {one: stopped(number[one], day, "2024-09-30") for one, day in starts.items()},
        ),
        message(folder, "323", {one: claimed("2024-01", 50_000) for one in clients}),
    ]


def test_waiting_from_assignment_to_start_is_a_figure(tmp_path, warehouse, card):
    receipt = counting.take_in(
        warehouse, year(tmp_path), who="beheer", why="iJw", at=AT, since=date(2024, 1, 1)
    )
    assert receipt.problems == ()
    waiting = card(
        Shape.share,
        Family.waiting,
        counted=("d43_84", "d85"),
        out_of=("d0_14", "d15_42", "d43_84", "d85"),
    )
    scope = Scope(municipality="GM0344", grain=Grain.quarter, since="2024KW01", until="2024KW01")
    (row,) = counting.released(warehouse, waiting, scope).frame.iter_rows(named=True)
    assert (row["denominator"], row["value"]) == (100, 50.0)


def test_the_command_line_checks_messages_with_the_table_it_knows(tmp_path):
    home, runner = tmp_path / "home", CliRunner()
    table = written(
        tmp_path,
        "codes.csv",
        "regio;productcategorie;productcode;hulpvorm;van;tot\nUtrecht;55;;14;;",
    )
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-01", product="55/x")})
    asked = ["check", str(start), "--home", str(home)]
    before = runner.invoke(app, asked)
    assert before.exit_code == 1 and "Code 55 x komt 1 keer voor in Utrecht stad" in before.output
    assert runner.invoke(app, ["import", str(table), "--home", str(home)]).exit_code == 0
    assert runner.invoke(app, asked).exit_code == 0


def test_figures_of_before_there_were_product_tables_still_open(tmp_path, warehouse):
    counting.take_in(warehouse, year(tmp_path), who="beheer", why="iJw", at=AT)
    version = warehouse.current
    warehouse.close()
    with duckdb.connect(warehouse.folder / "versions" / f"{version}.duckdb") as older:
        older.execute("DROP TABLE products")
    again = Warehouse(warehouse.folder)
    again.must_read()
    assert again.table("products").height == 0
    again.close()


@pytest.mark.parametrize("broken", [0, 1, 2, 3])
def test_one_broken_message_stores_nothing(tmp_path, warehouse, broken):
    paths = year(tmp_path)
    text = paths[broken].read_text(encoding="utf-8")
    paths[broken].write_text(text.replace("2024-01", "2024-13", 9), encoding="utf-8")
    receipt = counting.take_in(warehouse, paths, who="beheer", why="iJw", at=AT)
    assert receipt.problems and receipt.version is None
    assert not list(warehouse.folder.rglob("*"))


def test_tables_of_a_region_are_kept_with_their_version_and_replaced_region_by_region(
    tmp_path, warehouse
):
    def delivered(name, text):
        path = written(tmp_path, name, text)
        facts = {"who": "beheer", "why": "tabel", "at": AT}
        return counting.take_in(warehouse, [path], **facts).version.id

    heads = "regio;productcategorie;productcode;hulpvorm;van;tot"
    first = delivered("een.csv", f"{heads}\nUtrecht;45;45A03;14;;\nHaaglanden;45;45A03;13;;")
    delivered("redenen.csv", "regio;reden_jz588;reden_einde\nUtrecht;39;05")
    newest = delivered("twee.csv", f"{heads}\nUtrecht;45;45A04;12;;")
    codes = [
        warehouse.table("products", version).select("region", "code").sort(pl.all()).rows()
        for version in (first, newest)
    ]
    assert codes == [
        [("Haaglanden", "45A03"), ("Utrecht", "45A03")],
        [("Haaglanden", "45A03"), ("Utrecht", "45A04")],
    ]
    assert warehouse.table("end_reasons", first).rows() == []
    assert warehouse.table("end_reasons", newest).rows() == [("Utrecht", "39", "05")]
    stop = message(
        tmp_path,
        "307",
        {TOM: stopped("7", "2024-02-01", "2024-05-01", reason="39", product="45/45A04")},
    )
    (found,) = counting.check([stop], known=warehouse).deliveries
    assert found.frame.select("care_form", "end_reason").rows() == [("12", "05")]
