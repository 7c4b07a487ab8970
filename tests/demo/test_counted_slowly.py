"""Every figure of the demo, counted again in plain loops: children first, then each indicator."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from telvertel import ROOT, counting
from telvertel.demo import deliveries, files
from telvertel.demo.rivierstede import MUNICIPALITY, OEVER
from telvertel.figures import measure, stored
from telvertel.figures.intake import delivery as intake
from telvertel.figures.scope import Scope
from telvertel.indicators.catalogue import load
from telvertel.indicators.definition import Family, Shape
from telvertel.indicators.period import Grain, Period
from tests.figures import slow, slow_series

CARDS = load(ROOT / "data" / "indicators").cards
TOWN = Scope(municipality=MUNICIPALITY)
SCOPES = {
    "everybody": {},
    "one provider": {"providers": (OEVER,)},
    "one form": {"care_forms": ("ambulatory",)},
    "two ages": {"age_bands": ("4-7", "12-17")},
}


@pytest.fixture(scope="module")
def delivered(drawn, tmp_path_factory):
    """The files of the current delivery, and the warehouse after the first and the current one."""
    folder = tmp_path_factory.mktemp("counted")
    warehouse = counting.open_figures(folder / "figures")
    first, _, current = deliveries.deliveries(drawn)
    for one in (first, current):
        paths = files.write(drawn, one, CARDS.values(), folder)
        at = datetime(one.on.year, one.on.month, one.on.day, tzinfo=UTC)
        facts = {"reference_date": one.until.end, "at": at, "who": "demo", "why": one.why}
        assert counting.take_in(warehouse, paths, **facts).version
    yield paths, warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def rows(delivered) -> dict[str, list[dict]]:
    tables = ("atoms", "observations")
    return {name: delivered[1].table(name).to_dicts() for name in tables}


def test_every_child_of_the_demo_is_counted_as_plain_loops_count_it(delivered, drawn):
    paths, _ = delivered
    records = stored.records([intake.read(path) for path in paths])
    names = list(slow.Trajectory.__dataclass_fields__)
    told = [slow.Trajectory(**row) for row in records.select(names).iter_rows(named=True)]
    last = deliveries.deliveries(drawn)[-1].until
    year = last.year - 1
    held = [last, last.previous, Period(year, 2, Grain.half_year), Period(year, 1, Grain.year)]
    fast = measure.cube(records, last.end, held)
    counted = {row[:-1]: row[-1] for row in fast.select(*slow.KEYS, "x").iter_rows()}
    assert counted == dict(slow.counts(told, last.end, held))


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("filters", SCOPES.values(), ids=SCOPES.keys())
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_every_indicator_is_what_plain_loops_over_rows_make_of_it(
    delivered, rows, card, filters, grain
):
    scope = TOWN.model_copy(update={**filters, "grain": grain})
    fast = measure.series(delivered[1], card, scope).frame
    slowly = slow_series.figures(card, scope, **rows)
    divided = card.measure.shape in (Shape.share, Shape.distribution)
    for period, group, above, below, value in fast.select(
        "period", "group", "numerator", "denominator", "value"
    ).iter_rows():
        observed = card.measure.family is Family.observed
        nothing = (None, None, None) if above is None or observed else (0, below, None)
        expected = slowly.pop((period, group), nothing)
        assert above == expected[0]
        assert not (divided or observed) or below == expected[1]
        assert value == pytest.approx(expected[2])
    assert slowly == {}
