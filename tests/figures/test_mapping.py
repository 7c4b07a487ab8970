"""A foreign file comes in by a mapping that is data: heading by heading, and nothing is made up."""

from __future__ import annotations

import polars as pl
import pytest

from telvertel import counting
from telvertel.figures.intake.delivery import read
from telvertel.figures.intake.mapping import HERE, mapping, mappings
from telvertel.figures.problem import Remark, Rule
from telvertel.figures.scope import Scope
from telvertel.figures.statline.mapping import table_mappings
from telvertel.indicators import catalogue
from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from tests.figures.files import taken_in, written
from tests.figures.samples import SAMPLES, needed

ALMERE = SAMPLES / "cbs_almere_2018_2024.csv"
# Made up, in the shape of the extract of CBS Kerncijfers wijken en buurten.
SAME_SHAPE = """
    jaar,regio_code,soort_regio,inwoners,jongeren_met_jeugdzorg_in_natura,pct_jongeren_met_jeugdzorg
    2022,GM9902,Gemeente,40000,1000,10.4
    2022,WK990201,Wijk,9000,235,7.4
    2022,BU99020101,Buurt,900,,
    2023,GM9902,Gemeente,40500,1050,10.8
    2023,WK990201,Wijk,9050,240,0.7
    2023,BU99020101,Buurt,900,10,5.1
    2024,GM9902,Gemeente,41000,,
    2024,WK990201,Wijk,9100,,
"""


@pytest.fixture
def same_shape(tmp_path):
    return written(tmp_path, "kerncijfers.csv", SAME_SHAPE)


def figures(delivery, indicator: str, column: str) -> dict[tuple[str, str], float | None]:
    rows = delivery.frame.filter(pl.col("indicator") == indicator)
    return {(place, period): figure for place, period, figure in
            rows.select("municipality", "period", column).iter_rows()}  # fmt: skip


def test_a_mapping_is_chosen_by_the_headings(same_shape):
    assert read(same_shape).mapping == "cbs_wijken_en_buurten"


def test_one_row_gives_the_count_and_the_share_as_two_observations(same_shape):
    delivery = read(same_shape)
    assert figures(delivery, "cbs_youth_care", "numerator") == {
        ("GM9902", "2022JJ00"): 1000,
        ("WK990201", "2022JJ00"): 235,
        ("BU99020101", "2022JJ00"): None,
        ("GM9902", "2023JJ00"): 1050,
        ("WK990201", "2023JJ00"): 240,
        ("BU99020101", "2023JJ00"): 10,
    }
    assert figures(delivery, "cbs_youth_care_share", "value")["GM9902", "2023JJ00"] == 10.8


def test_a_year_that_is_not_published_yet_is_left_out_and_counted(same_shape):
    delivery = read(same_shape)
    assert delivery.rows_out["not_published"] == 2
    assert (delivery.rows_in, delivery.rows_kept) == (8, 6)


def test_a_share_that_needs_more_children_than_inhabitants_is_left_out(same_shape):
    """240 children at 0.7 % would be 34,286 children among 9,050 inhabitants."""
    delivery = read(same_shape)
    assert figures(delivery, "cbs_youth_care_share", "value")["WK990201", "2023JJ00"] is None
    assert delivery.rows_out["share_impossible"] == 1


def test_published_figures_are_never_added_to_our_own(same_shape, tmp_path, warehouse, card):
    own = written(
        tmp_path,
        "eigen.csv",
        """indicator;periode;gemeente;aanbieder;teller;status;bron
        cbs_youth_care;2023JJ00;GM9902;99000003;500;definitief;Groei""",
    )
    taken_in(warehouse, same_shape, own)
    made = card(Shape.count, id="cbs_youth_care")
    scope = Scope(municipality="GM9902", grain=Grain.year)
    assert counting.released(warehouse, made, scope).frame["numerator"].to_list() == [500]
    (line,) = counting.context(warehouse, made, scope)
    assert line.frame["numerator"].to_list() == [1000, 1050]
    assert line.source.startswith("CBS")


def test_a_mapping_that_does_not_fit_is_refused_with_what_it_needs(same_shape):
    chosen = mapping(HERE / "cbs_83454_kosten.toml")
    problems = read(same_shape, chosen).problems
    assert [one.rule for one in problems] == [Rule.mapping_unfit]


def test_every_mapping_that_ships_can_be_read_and_has_needs_of_its_own():
    shipped = mappings()
    assert len(shipped) >= 6
    assert len({one.needs for one in shipped}) == len(shipped)


def test_thousands_of_euros_become_euros(tmp_path):
    path = written(
        tmp_path,
        "kosten.csv",
        """gemeente,soort,periode,begroot_x1000_eur,gerealiseerd_x1000_eur,status,bron_url
        Heerlen,jeugdzorg totaal,2021,40812,41276,voorlopig,-
        Heerlen,jeugdhulp,2021,37999,38377,voorlopig,-""",
    )
    delivery = read(path)
    assert figures(delivery, "costs_realised", "value") == {("GM0917", "2021JJ00"): 41_276_000}
    assert delivery.rows_out == {"rows_not_mapped": 1}


@needed
def test_the_real_series_of_almere_comes_in_with_its_totals(warehouse, card):
    receipt = taken_in(warehouse, ALMERE)
    assert (receipt.rows_in, receipt.rows_kept) == (1536, 1226)
    told = {one.rule: dict(one.facts) for one in receipt.remarks}
    assert told[Remark.not_published] == {"count": "310"}
    assert told[Remark.share_impossible] == {"count": "79"}
    kept = warehouse.table("observations").filter(pl.col("indicator") == "cbs_youth_care")
    assert kept["numerator"].sum() == 115_410
    assert kept["numerator"].count() == 825
    city = Scope(municipality="GM0034", grain=Grain.year)
    shown = counting.released(warehouse, card(Shape.count, id="cbs_youth_care"), city)
    assert shown.frame["period"].to_list() == [f"{year}JJ00" for year in range(2018, 2025)]
    assert shown.frame["numerator"].to_list() == [5805, 5885, 5960, 6585, 6680, 7160, 7400]
    assert shown.source == "CBS, Kerncijfers wijken en buurten (CC BY 4.0)"


def test_whatever_a_mapping_that_ships_makes_has_a_card_to_look_at_it_with():
    made = {one.indicator for ships in mappings() for one in ships.series}
    made |= {one.indicator for table in table_mappings().values() for one in table.series}
    assert made <= set(catalogue.load(catalogue.HERE).cards)


def test_a_long_table_gives_each_series_its_own_rows_unit_and_period(tmp_path):
    """Made up, in the shape of the longread of CBS."""
    path = written(
        tmp_path,
        "lang.csv",
        """reeks,jaar,onderdeel,waarde,eenheid
        begonnen trajecten,2021,totaal,287,trajecten
        trajecten totaal,2021,totaal,1.25,x1000
        stroom 1e halfjaar 2021,2021,totaal: instroom,14,trajecten
        iets anders,2021,totaal,9,trajecten""",
    )
    delivery = read(path)
    assert delivery.frame.select("indicator", "period", "part", "numerator").rows() == [
        ("cbs_trajectories_started", "2021JJ00", None, 287),
        ("cbs_trajectories", "2021JJ00", "totaal", 1250),
        ("cbs_flow", "2021HJ01", "totaal: instroom", 14),
    ]
    assert delivery.rows_out == {"rows_not_mapped": 1}
