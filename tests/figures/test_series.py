"""A series is arithmetic on the protected cube and on what was delivered protected."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl
import pytest

from telvertel.figures import measure
from telvertel.figures.lacking import LATER
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.troubles import NothingImported
from telvertel.indicators.definition import PARTS, Family, Shape, by_duration
from telvertel.indicators.period import Grain
from tests.figures.files import OBSERVATION_HEADINGS, many, taken_in, written

TOWN = Scope(municipality="GM9901")
HALF_YEARS = TOWN.model_copy(update={"grain": Grain.half_year})


@pytest.fixture
def delivered(warehouse, tmp_path):
    """Two years of two providers with records."""
    taken_in(warehouse, many(tmp_path))
    return warehouse


@pytest.fixture
def dropout(card):
    reasons = ("01", "02", "03", "04", "05")
    return card(Shape.share, Family.ended, id="dropout", counted=("03", "04"), out_of=reasons)


@pytest.fixture
def helped(card):
    return card(Shape.count, Family.use, id="helped", counted=("all",))


def observations(tmp_path, *rows: str):
    return written(tmp_path, "waarnemingen.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))


def by_period(series: measure.Series, column: str = "numerator") -> dict:
    return dict(series.frame.select("period", column).iter_rows())


def test_without_figures_there_is_no_series(warehouse, helped):
    with pytest.raises(NothingImported):
        measure.series(warehouse, helped, TOWN)


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("breakdown", [None, Breakdown.provider, Breakdown.care_form,
                                       Breakdown.age_band])  # fmt: skip
def test_a_series_is_the_sum_of_its_atoms(delivered, helped, grain, breakdown):
    scope = TOWN.model_copy(update={"grain": grain, "breakdown": breakdown})
    group = pl.col(breakdown.value) if breakdown else pl.lit("")
    atoms = delivered.table("atoms").filter(
        pl.col("family") == "use", pl.col("grain") == grain.value
    )
    expected = atoms.group_by("period", group.alias("group")).agg(pl.col("y").sum())
    found = measure.series(delivered, helped, scope).frame.filter(pl.col("numerator") > 0)
    assert dict(zip(found.select("period", "group").rows(), found["numerator"], strict=True)) == {
        (period, name): y for period, name, y in expected.iter_rows()
    }


def test_filters_add_up_to_the_whole(delivered, dropout):
    def of(**filters):
        return by_period(measure.series(delivered, dropout, TOWN.model_copy(update=filters)))

    whole = of()
    one, other = of(providers=("99000001",)), of(providers=("99000002",))
    assert {period: one[period] + other[period] for period in whole} == whole
    assert of(care_forms=("team", "residential")) == whole


def test_the_parts_of_a_distribution_make_its_whole(delivered, card):
    reasons = PARTS[Family.ended]
    shares = card(Shape.distribution, Family.ended, id="reasons", out_of=reasons)
    frame = measure.series(delivered, shares, TOWN).frame
    assert set(frame["group"]) == set(reasons)
    wholes = frame.group_by("period").agg(pl.sum("numerator"), pl.max("denominator"))
    assert (wholes["numerator"] == wholes["denominator"]).all()


def test_where_records_were_delivered_nobody_counted_is_zero_and_not_missing(delivered, dropout):
    scope = TOWN.model_copy(update={"care_forms": ("family_based",)})
    frame = measure.series(delivered, dropout, scope).frame
    assert frame["numerator"].to_list() == [0] * frame.height
    assert frame["period"][0] == "2023KW03"


def test_periods_stay_between_since_and_until(delivered, helped):
    scope = TOWN.model_copy(update={"since": "2024KW01", "until": "2024KW02"})
    assert list(by_period(measure.series(delivered, helped, scope))) == ["2024KW01", "2024KW02"]


def test_the_latest_half_year_is_provisional_and_its_endings_are_said_to_be_incomplete(
    delivered, dropout, helped
):
    frame = measure.series(delivered, dropout, HALF_YEARS).frame
    last = frame.row(-1, named=True)
    assert (last["period"], last["status"]) == ("2024HJ02", "provisional")
    assert (last["note"], last["completeness"]) == ("@endings_incomplete", None)
    assert last["reference_date"] == date(2024, 12, 31)
    assert frame["status"].to_list()[-2:] == ["revised_provisional", "provisional"]
    assert measure.series(delivered, helped, HALF_YEARS).frame["note"].to_list() == [""] * 3


def test_a_provider_that_delivers_counts_only_is_added_to_the_others(delivered, dropout, tmp_path):
    before = measure.series(delivered, dropout, HALF_YEARS)
    taken_in(
        delivered,
        observations(
            tmp_path,
            "dropout;2024HJ01;GM9901;99000003;;30;100;;definitief;Groei",
            "dropout;2024HJ02;GM9901;99000003;;40;100;;definitief;Groei",
        ),
    )
    after = measure.series(delivered, dropout, HALF_YEARS)
    gained = {p: by_period(after)[p] - by_period(before)[p] for p in by_period(after)}
    assert gained == {"2023HJ02": 0, "2024HJ01": 30, "2024HJ02": 40}
    assert after.frame["note"][0] == "@providers_missing"
    assert after.frame["completeness"].to_list() == [None, 1.0, None]
    assert after.left_out == ()


def test_in_a_breakdown_the_periods_that_such_a_provider_did_not_deliver_are_gaps(
    delivered, dropout, tmp_path
):
    row = "dropout;2024HJ01;GM9901;99000003;;30;100;;definitief;Groei"
    taken_in(delivered, observations(tmp_path, row))
    scope = HALF_YEARS.model_copy(update={"breakdown": Breakdown.provider})
    frame = measure.series(delivered, dropout, scope).frame
    only = frame.filter(pl.col("group") == "99000003")
    assert by_period(measure.Series(only, "", "")) == {
        "2023HJ02": None, "2024HJ01": 30, "2024HJ02": None,
    }  # fmt: skip


@pytest.mark.parametrize("cut", [{"age_bands": ("0-3",)}, {"breakdown": Breakdown.care_form}])
def test_what_cannot_be_cut_is_left_out_and_named(delivered, dropout, tmp_path, cut):
    row = "dropout;2024HJ01;GM9901;99000003;;30;100;;definitief;Groei"
    taken_in(delivered, observations(tmp_path, row))
    series = measure.series(delivered, dropout, HALF_YEARS.model_copy(update=cut))
    assert series.left_out == ("99000003",)


def test_a_delivered_count_is_rounded_to_fives_and_a_published_one_is_not(
    warehouse, card, tmp_path
):
    own = observations(tmp_path, "eigen;2024JJ00;GM9901;99000003;;33;101;;definitief;Groei")
    row = "landelijk;2024JJ00;GM9901;;;33;101;;definitief;CBS StatLine"
    taken_in(warehouse, own, published=(observations(tmp_path / "cbs", row),))
    year = TOWN.model_copy(update={"grain": Grain.year})
    own = measure.series(warehouse, card(Shape.share, id="eigen"),
                         year).frame.row(0, named=True)  # fmt: skip
    assert own["numerator"] in (30, 35)
    assert own["denominator"] in (100, 105)
    published = measure.series(warehouse, card(Shape.share, id="landelijk"), year).frame.row(
        0, named=True
    )
    assert (published["numerator"], published["denominator"]) == (33, 101)
    assert published["protected_at_source"]


def test_the_people_of_the_year_are_the_denominator_of_a_rate(delivered, card, tmp_path):
    people = written(
        tmp_path,
        "bevolking.csv",
        """gemeente;jaar;leeftijd;aantal;bron
        GM9901;2022;0-22;9000;CBS
        GM9901;2023;0-22;10000;CBS
        GM9901;2023;0-3;2000;CBS""",
    )
    taken_in(delivered, people)
    rate = card(Shape.rate, Family.use, id="rate", counted=("all",), population="0-22")
    series = measure.series(delivered, rate, TOWN)
    assert by_period(series, "denominator") == dict.fromkeys(by_period(series), 10000)
    assert series.source == "GM9901; CBS"
    carried = by_period(series, "note")
    assert (carried["2023KW04"], carried["2024KW01"]) == ("", "@population_carried")
    young = TOWN.model_copy(update={"age_bands": ("0-3",)})
    assert measure.series(delivered, rate, young).frame["denominator"][0] == 2000
    older = TOWN.model_copy(update={"age_bands": ("4-7",)})
    assert measure.series(delivered, rate, older).frame["denominator"][0] is None


def test_means_of_several_providers_weigh_by_their_number(warehouse, card, tmp_path):
    taken_in(
        warehouse,
        observations(
            tmp_path,
            "cijfer;2024JJ00;GM9901;99000001;;;30;8,0;definitief;A",
            "cijfer;2024JJ00;GM9901;99000002;;;10;6,0;definitief;B",
        ),
    )
    year = TOWN.model_copy(update={"grain": Grain.year})
    mean = measure.series(warehouse, card(Shape.mean, id="cijfer"), year)
    assert mean.frame["value"].to_list() == [7.5]
    assert mean.frame["denominator"].to_list() == [40]
    assert mean.source == "A; B"


def test_a_year_between_two_others_without_a_figure_is_a_gap(warehouse, card, tmp_path):
    taken_in(
        warehouse,
        observations(
            tmp_path,
            "kosten;2022JJ00;GM9901;;;;;100;definitief;A",
            "kosten;2024JJ00;GM9901;;;;;120;voorlopig;A",
        ),
    )
    year = TOWN.model_copy(update={"grain": Grain.year})
    frame = measure.series(warehouse, card(Shape.amount, id="kosten"), year).frame
    assert frame["value"].to_list() == [100, None, 120]
    assert frame["status"].to_list() == ["final", None, "provisional"]


def test_an_outcome_per_class_of_duration_adds_up_to_the_outcome(delivered, dropout):
    """Nothing is rounded twice: the classes split the very reasons that they tell of."""
    whole = measure.series(delivered, dropout, HALF_YEARS).frame
    scope = HALF_YEARS.model_copy(update={"breakdown": Breakdown.duration})
    classes = measure.series(delivered, dropout, scope).frame
    assert set(classes["group"]) == set(PARTS[Family.duration])
    sums = classes.group_by("period", maintain_order=True).agg(pl.sum("numerator", "denominator"))
    assert sums.rows() == whole.select("period", "numerator", "denominator").rows()
    assert (classes["numerator"] <= classes["denominator"]).all()


def test_what_is_no_share_of_known_endings_is_not_told_by_duration(card):
    counted = ("01", "02", "03", "04", "05", "unknown")
    assert not by_duration(card(Shape.count, Family.ended, counted=counted).measure)
    one = card(Shape.share, Family.ended, counted=("03",), out_of=("01", "02", "03", "04", "05"))
    assert not by_duration(one.measure)


def test_first_line_and_specialist_starts_stand_over_the_same_people(delivered, card, tmp_path):
    people = written(
        tmp_path, "bevolking.csv", "gemeente;jaar;leeftijd;aantal;bron\nGM9901;2023;0-22;5000;CBS"
    )
    taken_in(delivered, people)
    rate = card(Shape.rate, Family.line, counted=("specialist",), population="0-22")
    scope = TOWN.model_copy(update={"breakdown": Breakdown.part, "since": "2024KW01"})
    frame = measure.series(delivered, rate, scope).frame
    assert set(frame["group"]) == {"first_line", "specialist"}
    assert set(frame["denominator"]) == {5000}
    assert frame.filter(group="specialist")["numerator"].to_list() == [40] * 4


def test_what_a_version_of_before_never_counted_is_not_there_and_not_zero(delivered, card, dropout):
    """Families thought of later are taken out of the file, as an older installation has it."""
    version = delivered.current
    delivered.close()
    with duckdb.connect(delivered.folder / "versions" / f"{version}.duckdb") as older:
        later = ", ".join(f"'{family.value}'" for family in LATER)
        older.execute(f"DELETE FROM atoms WHERE family IN ({later})")
        older.execute("DROP TABLE peaks")
    again = card(Shape.share, Family.new_start, counted=("no",), out_of=("no", "yes"))
    assert measure.series(delivered, again, TOWN).frame.is_empty()
    split = TOWN.model_copy(update={"breakdown": Breakdown.duration})
    assert measure.series(delivered, dropout, split).frame.is_empty()
    assert measure.series(delivered, dropout, TOWN).frame["numerator"].sum() > 0
