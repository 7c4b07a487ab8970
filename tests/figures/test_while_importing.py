"""Importing while a meeting runs: a reader sees the old figures or the new, whole; never between.

On real folders: several threads and another process read while versions come in.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from telvertel import counting
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.freezing import frozen
from telvertel.indicators.catalogue import load
from telvertel.indicators.period import Grain
from telvertel.journal.journal import Journal
from telvertel.meeting import events as e
from telvertel.telling import Telling
from telvertel.wall.scene import scene
from tests.figures.files import AT, many, taken_in
from tests.pages.small import say

ROOT = Path(__file__).parents[2]
CARD = load(ROOT / "data" / "indicators").cards["dropout"]
SCOPE = Scope(municipality="GM9901", grain=Grain.quarter, since="2023KW01", until="2024KW04")
ROUNDS = 4
OUTSIDE = """
import json, sys
from pathlib import Path
from types import SimpleNamespace
from tests.figures.test_while_importing import seen
from telvertel.figures.warehouse import Warehouse
found, stop = [], Path(sys.argv[2])
print("reading", flush=True)
while not stop.exists():
    house = Warehouse(sys.argv[1])
    found.append(seen(house))
    house.close()
print(json.dumps(found))
"""


def seen(warehouse: Warehouse) -> list:
    """What a screen asks: the figures with the version they say they are of."""
    released = counting.released(warehouse, CARD, SCOPE)
    rows = released.frame.select("period", "numerator", "denominator", "value").rows()
    return [released.cube, [list(row) for row in rows]]


def test_every_read_is_wholly_of_one_version_while_others_come_in(tmp_path, warehouse):
    files = [many(tmp_path, per_quarter=30 + 10 * n, name=f"v{n}.csv") for n in range(ROUNDS)]
    taken_in(warehouse, files[0])
    reads: list[list] = []
    troubles: list[Exception] = []
    over = tmp_path / "over"

    def read(own: Warehouse) -> None:
        try:
            while not over.exists():
                reads.append(seen(own))
        except Exception as trouble:  # noqa: BLE001  (told by the test)
            troubles.append(trouble)

    another = Warehouse(warehouse.folder)
    threads = [threading.Thread(target=read, args=(one,)) for one in (warehouse, another)]
    command = [sys.executable, "-c", OUTSIDE, str(warehouse.folder), str(over)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as outside:
        try:
            assert outside.stdout.readline() == "reading\n"
            for one in threads:
                one.start()
            for number, file in enumerate(files[1:], 1):
                taken_in(warehouse, file, at=datetime(2025, 1, 20 + number, tzinfo=UTC))
        finally:
            over.touch()
            for one in threads:
                one.join()
            elsewhere = json.loads(outside.communicate()[0])
    whole = {one.id: seen_in(warehouse, one.id) for one in counting.versions(warehouse)}
    assert (troubles, len(whole)) == ([], ROUNDS)
    assert all(rows == whole[version] for version, rows in (*reads, *elsewhere))
    assert len({version for version, _ in reads}) > 1
    another.close()


def seen_in(warehouse: Warehouse, version: str) -> list:
    rows = counting.released(warehouse, CARD, SCOPE, version).frame
    return [list(row) for row in rows.select("period", "numerator", "denominator", "value").rows()]


@pytest.fixture
def telling(tmp_path):
    journal = Journal.open(tmp_path / "journal")
    yield Telling(journal)
    journal.close()


def test_an_open_meeting_keeps_its_figures_and_the_wall_its_picture(tmp_path, warehouse, telling):
    taken_in(warehouse, many(tmp_path))
    plan = e.MeetingPlanned(
        title="Gesprek", municipality="GM9901", municipality_name="Rivierstede",
        providers=("99000001",), provider_names=("De Oever",), held_on=date(2025, 2, 3),
    )  # fmt: skip
    item = e.AgendaItem(id="uitval", indicator="dropout", scope={}, minutes=20)
    house = SimpleNamespace(telling=telling)
    figures = frozen(warehouse, CARD, item, plan)
    say(house, "gesprek", plan, e.AgendaSet(items=(item,)), figures, e.MeetingOpened())
    say(house, "gesprek", e.Shown(view=e.View.item, item="uitval", stage=e.Stage.recognise))
    before = telling.meeting("gesprek")
    shown = scene(before, "nl")
    taken_in(warehouse, many(tmp_path, per_quarter=90, name="meer.csv"), at=AT.replace(day=21))
    assert frozen(warehouse, CARD, item, plan).figures != figures.figures
    after = telling.meeting("gesprek")
    assert after.frozen == before.frozen
    assert scene(after, "nl") == shown


def test_what_is_frozen_is_of_one_version_also_when_another_comes_in_between(
    tmp_path, warehouse, monkeypatch
):
    """A delivery that is taken in after the figures were read and before the norms were."""
    taken_in(warehouse, many(tmp_path))
    plan = e.MeetingPlanned(
        title="Gesprek", municipality="GM9901", municipality_name="Rivierstede",
        providers=(), provider_names=(), held_on=date(2025, 2, 3),
    )  # fmt: skip
    item = e.AgendaItem(id="uitval", indicator="dropout", scope={}, minutes=20)
    alone = frozen(warehouse, CARD, item, plan)
    norm = tmp_path / "normen.csv"
    norm.write_text(
        "indicator;gemeente;aanbieder;soort;periode_van;periode_tot;waarde;laag;hoog;"
        "gesteld_door;gesteld_op;reden\n"
        "dropout;GM9901;;ambitie;2024KW01;;10;;;Raad;01-01-2024;Afgesproken\n",
        encoding="utf-8",
    )
    read = counting.context

    def with_a_delivery_in_between(*asked):
        taken_in(warehouse, norm, at=AT.replace(day=22))
        return read(*asked)

    monkeypatch.setattr(counting, "context", with_a_delivery_in_between)
    assert frozen(warehouse, CARD, item, plan) == alone
