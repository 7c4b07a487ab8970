"""Many starts or endings on an administrative day are noted; the figure stays as it is."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from telvertel.figures import measure, peaks
from telvertel.figures.scope import Breakdown, Scope
from telvertel.indicators.definition import Family, Shape
from telvertel.indicators.period import Grain, Period
from telvertel.privacy.rounding import in_secret_direction
from telvertel.privacy.seed import secrets
from telvertel.wording.words import LANGUAGES, words
from tests.figures.files import TRAJECTORY_HEADINGS, taken_in, trajectories, written

TOWN = Scope(municipality="GM9901")
BREAK = "indicator;gemeente;aanbieder;periode;reden\n;GM9901;;2024KW03;Nieuw contract"


def starts(tmp_path, day: date, at: str = "99000001", *, count: int = 40, spread: int = 60):
    """A file with ``count`` starts on a day and ``spread`` more, one a day from 8 January 2024."""
    lines = [TRAJECTORY_HEADINGS]
    for child in range(count + spread):
        begun = (
            day if child < count else date.fromordinal(date(2024, 1, 8).toordinal() + child - count)
        )
        where = at if child < count else "99000002"
        lines.append(f"k{child};GM9901;{where};02;02;2012;{begun:%d-%m-%Y};;")
    lines.append("y;GM9901;99000002;02;02;2012;01-10-2023;15-10-2023;01")
    lines.append("z;GM9901;99000002;02;02;2012;02-12-2024;;")
    return written(tmp_path, "trajecten.csv", "\n".join(lines))


@pytest.fixture
def inflow(card):
    return card(Shape.count, Family.started, counted=("yes",))


def notes(warehouse, card, **scope) -> dict[str, str]:
    frame = measure.series(warehouse, card, TOWN.model_copy(update=scope)).frame
    return {row["period"] + row["group"]: row["note"] for row in frame.to_dicts() if row["note"]}


@pytest.mark.parametrize("grain", list(Grain))
def test_a_peak_on_the_first_of_january_is_noted_in_every_grain(warehouse, inflow, tmp_path, grain):
    taken_in(warehouse, starts(tmp_path, date(2024, 1, 1)))
    period = {"quarter": "2024KW01", "half_year": "2024HJ01", "year": "2024JJ00"}[grain]
    found = notes(warehouse, inflow, grain=grain)
    assert found == {period: "@peak_starts_new_year"}


def test_the_figure_itself_is_not_corrected(warehouse, inflow, tmp_path):
    taken_in(warehouse, starts(tmp_path, date(2024, 1, 1), spread=0))
    frame = measure.series(warehouse, inflow, TOWN).frame
    assert frame.filter(period="2024KW01")["numerator"].to_list() == [40]


def test_the_day_of_a_contract_is_known_from_the_breaks(warehouse, inflow, tmp_path):
    on_the_day = starts(tmp_path, date(2024, 7, 1))
    taken_in(warehouse, on_the_day)
    assert notes(warehouse, inflow) == {}
    taken_in(warehouse, on_the_day, written(tmp_path, "breuken.csv", BREAK))
    assert notes(warehouse, inflow) == {"2024KW03": "@peak_starts_contract"}


def test_a_peak_is_told_of_the_provider_that_has_it(warehouse, inflow, tmp_path):
    taken_in(warehouse, starts(tmp_path, date(2024, 1, 1)))
    by_provider = notes(warehouse, inflow, breakdown=Breakdown.provider)
    assert by_provider == {"2024KW0199000001": "@peak_starts_new_year"}
    assert notes(warehouse, inflow, providers=("99000002",)) == {}


@pytest.mark.parametrize(("count", "spread"), [(20, 0), (25, 90)])
def test_few_children_or_a_small_part_of_the_quarter_is_no_peak(
    warehouse, inflow, tmp_path, count, spread
):
    taken_in(warehouse, starts(tmp_path, date(2024, 1, 1), count=count, spread=spread))
    assert notes(warehouse, inflow) == {}


def test_where_a_note_appears_tells_nobody_how_many_the_others_are():
    """A provider that adds children of its own, one by one, sees the note of the whole town come at
    a place that only the seed knows."""
    seen = set()
    for number in range(40):
        seed = bytes([number]) * 32
        there = [count for count in range(18, 30) if _noted(count, seed)]
        assert there == list(range(there[0], 30))  # once there it stays
        seen.add(there[0])
    assert len(seen) == 5, "every count of five neighbouring ones is as possible"


def _noted(count: int, seed: bytes) -> bool:
    start = [date(2024, 1, 1)] * count
    records = pl.DataFrame(
        {
            "municipality": ["GM9901"] * count,
            "provider": ["99000001"] * count,
            "client": [str(child) for child in range(count)],
            "started_on": start,
            "ended_on": pl.Series([None] * count, dtype=pl.Date),
        }
    )

    def rounded(names: pl.Series, counts: pl.Series) -> pl.Series:
        return pl.Series(in_secret_direction(counts.to_numpy(), secrets(seed, names)))

    held = (Period(2024, 1),)
    found = peaks.found(records, held, date(2024, 3, 31), pl.DataFrame({"period": []}), rounded)
    return "" in set(found["provider"])


def test_a_peak_of_endings_stands_with_endings_and_not_with_starts(
    warehouse, inflow, card, tmp_path
):
    rows = "\n".join(f"k{n} 99000001 02 2023-0{1 + n % 9}-11 2023-12-31 01" for n in range(60))
    later = "\nz 99000001 02 2024-02-01 2025-01-05 01\ny 99000001 02 2022-01-05 2022-02-01 01"
    taken_in(warehouse, trajectories(tmp_path, rows + later))
    dropout = card(Shape.share, Family.ended, counted=("03",), out_of=("01", "03"))
    assert notes(warehouse, inflow) == {}
    assert notes(warehouse, dropout)["2023KW04"] == "@peak_ends_year_end"


def test_a_later_delivery_without_the_peak_takes_the_note_away(warehouse, inflow, tmp_path):
    taken_in(warehouse, starts(tmp_path, date(2024, 1, 1)))
    taken_in(warehouse, starts(tmp_path, date(2024, 1, 2)))
    assert notes(warehouse, inflow) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["starts", "ends"])
@pytest.mark.parametrize("why", ["new_year", "year_end", "contract"])
def test_every_peak_has_a_sentence(language, what, why):
    assert words(language)(f"notes.peak_{what}_{why}").endswith(".")
