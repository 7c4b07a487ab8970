"""Claims become money, hours and days per period, as anybody would add them up by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel import counting
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.ijw.claims import claims
from telvertel.figures.intake.ijw.elements import Kind
from telvertel.figures.intake.ijw.values import Item
from telvertel.figures.scope import Scope
from telvertel.figures.tables import TABLES
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from telvertel.privacy import amounts
from telvertel.privacy.mark import Mark
from tests.figures.files import written
from tests.figures.ijw.messages import ANNA, TOM, claimed, message, total

AT = datetime(2025, 1, 20, tzinfo=UTC)
QUARTER = ("2024-01", "2024-02", "2024-03")


def checked(*paths):
    return counting.check(paths, today=AT.date())


def figures(inspection, indicator):
    """Value and children by period and provider ("" is the municipality)."""
    assert inspection.problems == ()
    (one,) = inspection.deliveries
    assert one.kind is DeliveryKind.observations
    rows = one.frame.filter(pl.col("indicator") == indicator).iter_rows(named=True)
    return {(r["period"], r["provider"] or ""): (r["value"], r["denominator"]) for r in rows}


def quarter(folder, lines, **facts):
    """Claims of January to March of Tom, with further lines of Anna."""
    own = "".join(claimed(month, 10_000) for month in QUARTER)
    return message(folder, "323", {TOM: own, ANNA: lines}, **facts)


def test_amounts_are_euro_cents_and_a_child_counts_once(tmp_path):
    found = checked(quarter(tmp_path, claimed("2024-02", 2_550)))
    expected = (325.5, 2)
    assert figures(found, "costs_realised") == {
        ("2024KW01", ""): expected,
        ("2024KW01", "99000001"): expected,
    }


def test_a_child_stands_with_the_heaviest_care_form_it_was_claimed_for(tmp_path):
    """Sums are grouped by it: residential help is told apart from ambulant help by its price."""
    codes = written(
        tmp_path, "codes.csv",
        "regio;productcategorie;productcode;hulpvorm;van;tot\n;44;44A01;14;;\n;45;45A04;02;;",
    )  # fmt: skip
    lines = claimed("2024-02", 2_550) + claimed("2024-03", 90_000, product=("44", "44A01"))
    found = counting.check([quarter(tmp_path, lines), codes], today=AT.date())
    assert found.problems == ()
    (costs,) = [one for one in found.deliveries if one.kind is DeliveryKind.observations]
    rows = costs.amounts.filter(pl.col("indicator") == "costs_realised").sort("value")
    (tom, anna) = rows.select("value", "form").rows()
    assert (tom[0], anna[0]) == (300, 925.5)
    assert tom[1] < anna[1]


def test_minutes_and_parts_of_a_day_become_hours_and_days_stay_days(tmp_path):
    lines = [
        claimed("2024-02", 1, volume=90, unit="01"),
        claimed("2024-02", 1, volume=2, unit="16"),
    ]
    lines += [claimed("2024-02", 1, volume=7, unit="14"), claimed("2024-02", 1, unit="82")]
    found = checked(quarter(tmp_path, "".join(lines)))
    assert figures(found, "volume_hours")["2024KW01", ""] == (12 + 1.5 + 8, 2)
    assert figures(found, "volume_days")["2024KW01", ""] == (7, 1)


def test_a_credit_takes_back_what_was_claimed_and_the_child_with_it(tmp_path):
    back = claimed("2024-02", 2_550) + claimed("2024-02", 2_550, side="C")
    found = checked(quarter(tmp_path, back))
    assert figures(found, "costs_realised")["2024KW01", ""] == (300.0, 1)
    assert figures(found, "volume_hours")["2024KW01", ""] == (12, 1)


def test_a_period_that_is_not_there_as_a_whole_is_left_out_and_said(tmp_path):
    found = checked(quarter(tmp_path, claimed("2024-04", 100)))
    assert {period for period, _ in figures(found, "costs_realised")} == {"2024KW01"}
    (one,) = found.deliveries
    assert (one.rows_in, one.rows_kept) == (4, 3)
    assert [str(remark.rule) for remark in found.remarks] == ["claims_outside_periods"]


@pytest.mark.parametrize(("cents", "rules"), [(32_550, []), (32_551, ["message_total_differs"])])
def test_a_claim_adds_up_to_its_total(tmp_path, cents, rules):
    path = quarter(tmp_path, claimed("2024-02", 2_550), head=total(cents))
    assert [str(one.rule) for one in checked(path).problems] == rules


LINES = st.lists(
    st.tuples(
        *(st.sampled_from("abc"), st.sampled_from(["10000001", "10000002"])),
        *(st.integers(1, 12), st.integers(1, 500), st.sampled_from("DDC")),
    ),
    min_size=1,
    max_size=25,
)


@given(LINES)
def test_sums_are_what_somebody_with_a_pencil_finds(lines):
    items = [_item(*line) for line in (*lines, ("x", "10000003", 1, 9, "D"), _december())]
    found = claims(items, "x.xml").frame
    for row in found.filter(pl.col("indicator") == "costs_realised").iter_rows(named=True):
        cents, children = 0, {}
        for item in items:
            day = item.values["ProductPeriode/Begindatum"]
            if row["provider"] not in (None, item.provider) or not _within(day, row["period"]):
                continue
            sign = 1 if item.values["IngediendBedrag/DebetCredit"] == "D" else -1
            amount = sign * item.values["IngediendBedrag/Bedrag"]
            cents += amount
            children[item.client] = children.get(item.client, 0) + amount
        assert row["value"] == pytest.approx(cents / 100)
        assert row["denominator"] == sum(one > 0 for one in children.values())


def _december():
    return ("y", "10000003", 12, 9, "D")


def _item(client, provider, month, cents, side):
    values = {
        "ProductPeriode/Begindatum": date(2024, month, 1),
        "IngediendBedrag/Bedrag": cents,
        "IngediendBedrag/DebetCredit": side,
    }
    place = ("Prestatie", "GM0344", provider, date(2025, 1, 5), client, None, values)
    return Item("x.xml", 1, Kind.claim, *place)


def _within(day, period):
    months = {"JJ00": range(1, 13), "HJ01": range(1, 7), "HJ02": range(7, 13)}
    months |= {f"KW0{n}": range(3 * n - 2, 3 * n + 1) for n in range(1, 5)}
    return day.month in months[period[4:]]


def numbers():
    """BSNs of the test range that pass the eleven test."""
    for n in count(999900000):
        digits = [int(one) for one in str(n)]
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0:
            yield str(n)


def test_a_sum_is_the_protected_number_of_children_times_their_mean(tmp_path, warehouse):
    """Not the exact sum: beside the mean it would give the exact number away."""
    every = numbers()
    clients = {next(every): "".join(claimed(m, 100_000) for m in QUARTER) for _ in range(23)}
    path = message(tmp_path, "323", clients)
    assert counting.take_in(warehouse, [path], who="beheer", why="declaraties", at=AT).version
    kept = warehouse.table("observations").filter(pl.col("provider") == "")
    rows = {row["indicator"]: row for row in kept.iter_rows(named=True)}
    number = rows["costs_realised"]["denominator"]
    assert number in (20, 25) and rows["cost_per_client"]["denominator"] == number
    assert rows["costs_realised"]["value"] == pytest.approx(number * 3_000)
    assert rows["cost_per_client"]["value"] == pytest.approx(3_000)


def observed(*rows):
    """Protected observations of money: provider, children, euros."""
    plain = {name: None for name in TABLES["observations"]}
    known = {"indicator": "costs_realised", "municipality": "GM0344", "period": "2024JJ00"}
    return pl.DataFrame(
        [
            {**plain, **known, "protected_at_source": False, "part": ""}
            | {"dominated": False, "dominated_together": False}
            | {"provider": provider, "denominator": children, "value": value}
            for provider, children, value in rows
        ],
        schema=TABLES["observations"],
    )


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([("", 60, 700.0), ("a", 50, 600.0), ("b", 10, 100.0)], {"", "a", "b"}),
        ([("", 55, 700.0), ("a", 50, 600.0), ("b", 5, 100.0)], {"a"}),
        ([("", 60, 800.0), ("a", 50, 600.0), ("b", 5, 100.0), ("c", 5, 100.0)], {"", "a"}),
        ([("", 55, 700.0), ("a", 50, 600.0)], {"a"}),
        ([("", None, 800.0), ("a", None, 600.0)], {"", "a"}),
    ],
)
def test_money_of_few_children_cannot_be_found_by_subtraction(rows, shown):
    kept = amounts.settled(observed(*rows), observed(*rows)).filter(
        pl.col("indicator") == "costs_realised", pl.col("value").is_not_null()
    )
    assert set(kept["provider"]) == shown


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([("", None, 1000.0), ("a", None, 900.0), ("b", None, 80.0), ("c", None, 20.0)], {""}),
        ([("", None, 1000.0), ("a", None, 500.0), ("b", None, 300.0)], set()),
        ([("", None, 1000.0), ("a", None, 950.0)], set()),
    ],
)
def test_a_figure_of_one_or_two_providers_is_refused_for_the_whole(rows, refused):
    kept = amounts.among_providers(observed(*rows))
    assert set(kept.filter("dominated")["provider"]) == refused
    assert set(kept.filter(pl.col("value").is_null())["provider"]) == refused


COSTS = "indicator;periode;gemeente;aanbieder;noemer;waarde;status;bron\n"


def taken(warehouse, tmp_path, lines):
    path = tmp_path / "kosten.csv"
    path.write_text(COSTS + lines, encoding="utf-8")
    made = counting.take_in(warehouse, [path], who="beheer", why="kosten", at=AT)
    assert made.version, made.problems


@pytest.mark.parametrize("kaart", ["costs_realised", "cost_per_client"])
def test_providers_of_whom_one_has_nearly_all_are_not_added_up(tmp_path, warehouse, card, kaart):
    row = "costs_realised;2024JJ00;GM0344;9900000{};{};{};definitief;eigen\n"
    rows = ((1, 90, 900_000), (2, 40, 80_000), (3, 20, 20_000))
    taken(warehouse, tmp_path, "".join(row.format(*one) for one in rows))
    shape = Shape.amount if kaart == "costs_realised" else Shape.mean
    money = card(shape, id=kaart)
    scope = Scope(municipality="GM0344", grain=Grain.year)
    (whole,) = counting.released(warehouse, money, scope).frame.iter_rows(named=True)
    assert (whole["mark"], whole["value"], whole["note"]) == (Mark.dominated, None, "@dominated")
    one = scope.model_copy(update={"providers": ("99000001",)})
    (own,) = counting.released(warehouse, money, one).frame.iter_rows(named=True)
    assert own["mark"] == Mark.shown
    # A fourth and a fifth come in later, and nobody has nearly all any more.
    rows = ((4, 80, 700_000), (5, 80, 600_000))
    taken(warehouse, tmp_path, "".join(row.format(*one) for one in rows))
    (whole,) = counting.released(warehouse, money, scope).frame.iter_rows(named=True)
    assert whole["mark"] == Mark.shown


def test_a_version_of_before_has_refused_nothing(tmp_path, warehouse):
    row = "costs_realised;2024JJ00;GM0344;99000001;90;900000;definitief;eigen\n"
    taken(warehouse, tmp_path, row)
    (version,) = warehouse.stored()
    warehouse.close()
    with duckdb.connect(warehouse.folder / "versions" / f"{version}.duckdb") as old:
        for name in ("dominated", "dominated_together"):
            old.execute(f"ALTER TABLE observations DROP COLUMN {name}")
    table = Warehouse(warehouse.folder).table("observations")
    assert table["value"].null_count() == 0 and not table["dominated"].any()


def test_money_of_few_children_is_shown_as_too_small_and_not_as_unknown(tmp_path, warehouse, card):
    """Nothing may be read from the figures either: the sum itself is not in them any more."""
    every = numbers()
    clients = {next(every): "".join(claimed(m, 100_000) for m in QUARTER) for _ in range(4)}
    path = message(tmp_path, "323", clients)
    counting.take_in(warehouse, [path], who="beheer", why="declaraties", at=AT)
    assert warehouse.table("observations")["value"].null_count() == 6
    money = card(Shape.amount, id="costs_realised")
    scope = Scope(municipality="GM0344", grain=Grain.quarter)
    (row,) = counting.released(warehouse, money, scope).frame.iter_rows(named=True)
    assert (row["mark"], row["value"]) == ("small", None)
