"""A table of CBS comes in as published figures: what CBS keeps secret stays unknown, and without a
network there is a sentence and nothing else."""

from __future__ import annotations

import json
import time
from datetime import date
from threading import Event

import httpx
import polars as pl
import pytest

from telvertel.figures.problem import Remark
from telvertel.figures.statline import fetch as statline
from telvertel.figures.statline import web
from telvertel.figures.statline.fetch import Addresses, Question, fetch
from telvertel.figures.statline.mapping import TableMapping, table_mappings
from telvertel.figures.statline.troubles import (
    StatlineCancelled,
    StatlineNoMeasure,
    StatlineNoTable,
    StatlineNothing,
    StatlineOffline,
    StatlineOpenDimension,
    StatlineRefused,
    StatlineTooMuch,
    StatlineUnreadable,
)
from telvertel.indicators import catalogue
from tests.figures.replay import Table, replaying

TODAY = date(2026, 11, 22)
NO_ONE_LISTENS = "http://127.0.0.1:9"
FIGURE, SHARE = "JongerenMetJeugdzorg_1", "JongerenMetJeugdzorgRelatief_2"


def kerncijfers() -> Table:
    """In the shape of 85099NED, with figures made up here."""
    return Table(
        measures={FIGURE: "Jongeren met jeugdzorg", SHARE: "Jongeren met jeugdzorg, relatief"},
        places={"NL01": "Nederland", "PV26": "Utrecht (PV)", "JZ33": "Noordoost-Brabant (JZ)",
                "GM0344": "Utrecht (gemeente)", "GM0796": "'s-Hertogenbosch"},
        periods={"2022JJ00": "Definitief", "2023HJ01": "NaderVoorlopig", "2023JJ00": "Voorlopig"},
        members={"A045561": "Jeugdzorg totaal", "A099999": "Jeugdzorg in natura"},
        rows=[
            ("NL01", "2022JJ00", "A099999", {FIGURE: 469000, SHARE: 10.5}),
            ("NL01", "2023JJ00", "A099999", {FIGURE: 474000, SHARE: 10.6}),
            ("NL01", "2023JJ00", "A045561", {FIGURE: 480000, SHARE: 10.8}),
            ("JZ33", "2023JJ00", "A099999", {FIGURE: 17000, SHARE: 11.0}),
            ("GM0796", "2022JJ00", "A099999", {FIGURE: 4000, SHARE: 9.9}),
            ("GM0796", "2023HJ01", "A099999", {FIGURE: 3500, SHARE: 9.0}),
            ("GM0796", "2023JJ00", "A099999", {FIGURE: None, SHARE: None}),
            ("GM0344", "2023JJ00", "A099999", {FIGURE: 9000, SHARE: 9.1}),
        ],
    )  # fmt: skip


@pytest.fixture
def replay():
    with replaying() as server:
        yield server


def asked(replay, *places: str, since: int | None = None, table: str = "85099NED", **how):
    mapping = how.pop("mapping", None) or table_mappings()[table]
    return fetch(
        mapping,
        Question(places or ("NL01", "JZ33", "GM0796"), since),
        today=TODAY,
        addresses=Addresses.at(replay if isinstance(replay, str) else replay.address),
        first_pause=0.01,
        **how,
    ).deliveries


def told(delivery) -> list[tuple[str, str, float | None]]:
    rows = delivery.frame.filter(pl.col("indicator") == "cbs_youth_care")
    return sorted(rows.select("municipality", "period", "numerator").rows())


EXPECTED = [
    ("GM0796", "2022JJ00", 4000),
    ("GM0796", "2023HJ01", 3500),
    ("GM0796", "2023JJ00", None),
    ("JZ33", "2023JJ00", 17000),
    ("NL01", "2022JJ00", 469000),
    ("NL01", "2023JJ00", 474000),
]


@pytest.mark.parametrize("version", ["version4", "version3"])
def test_both_versions_give_the_same_figures_over_several_pages(replay, version):
    getattr(replay, version)["85099NED"] = kerncijfers()
    figures, regions = asked(replay)
    assert told(figures) == EXPECTED
    assert (figures.published, figures.problems) == (True, ())
    assert regions.frame.select("code", "name", "kind").rows() == [
        ("JZ33", "Noordoost-Brabant", "youth_region")
    ]
    assert any("skip" in one for one in replay.asked)


def test_districts_and_neighbourhoods_come_with_the_names_that_cbs_gives_them(replay):
    """In the shape of 85984NED, with figures and names made up here."""
    count = "JongerenMetJeugdzorgInNatura_93"
    replay.version4["85984NED"] = Table(
        measures={count: "Jongeren met jeugdzorg in natura"},
        places={"GM0796": "'s-Hertogenbosch", "WK079601": "Wijk 01 Noord", "BU07960101": "De Kom",
                "WK034401": "Elders"},
        periods={"2024JJ00": "Definitief"},
        rows=[("GM0796", "2024JJ00", "", {count: 4000.0}),
              ("WK079601", "2024JJ00", "", {count: 250.0}),
              ("BU07960101", "2024JJ00", "", {count: None}),
              ("WK034401", "2024JJ00", "", {count: 90.0})],
        region="WijkenEnBuurten",
    )  # fmt: skip
    mapping = table_mappings()["85984NED"].model_copy(update={"only_period": None})
    assert mapping.is_per_area
    figures, named = asked(replay, "GM0796", "WK0796", "BU0796", mapping=mapping)
    assert told(figures) == [
        ("BU07960101", "2024JJ00", None),
        ("GM0796", "2024JJ00", 4000),
        ("WK079601", "2024JJ00", 250),
    ]
    assert named.frame.select("code", "name", "kind").rows() == [
        ("BU07960101", "De Kom", "neighbourhood"),
        ("WK079601", "Wijk 01 Noord", "district"),
    ]


def test_what_cbs_keeps_secret_stays_unknown_and_is_counted(replay):
    replay.version4["85099NED"] = kerncijfers()
    figures, _ = asked(replay)
    secret = figures.frame.filter(
        (pl.col("municipality") == "GM0796") & (pl.col("period") == "2023JJ00")
    )
    assert secret.select("numerator", "value").rows() == [(None, None)] * 2
    (remark,) = [one for one in figures.remarks if one.rule is Remark.unknown_at_source]
    assert dict(remark.facts) == {"count": "2"}


def test_youth_help_in_kind_comes_in_under_our_own_card_and_per_1000(replay):
    table = kerncijfers()
    table.members["A045560"] = "1.2 Jeugdhulp in natura"
    table.rows.append(("NL01", "2023JJ00", "A045560", {FIGURE: 460000, SHARE: 8.3}))
    replay.version4["85099NED"] = table
    figures, _ = asked(replay)
    ours = figures.frame.filter(pl.col("indicator") == "youth_with_help")
    assert ours.select("municipality", "period", "value").rows() == [("NL01", "2023JJ00", 83.0)]
    assert "percentage" in ours["note"][0]
    assert told(figures) == EXPECTED


def test_a_table_without_youth_help_in_kind_gives_the_rest_and_says_what_it_lacks(replay):
    replay.version4["85099NED"] = kerncijfers()
    figures, _ = asked(replay)
    assert told(figures) == EXPECTED
    (remark,) = [one for one in figures.remarks if one.rule is Remark.measure_not_there]
    assert dict(remark.facts) == {"measure": "Jeugdhulp in natura"}


def test_status_and_source_are_those_of_cbs_with_the_day_of_fetching(replay):
    replay.version3["85099NED"] = kerncijfers()
    figures, _ = asked(replay)
    status = dict(figures.frame.select("period", "status").unique().rows())
    assert status == {
        "2022JJ00": "final",
        "2023HJ01": "revised_provisional",
        "2023JJ00": "provisional",
    }
    (source,) = figures.frame["source"].unique()
    assert source == "CBS StatLine 85099NED, opgehaald 22-11-2026 (CC BY 4.0)"


def test_only_what_was_asked_for_is_asked_of_cbs(replay):
    replay.version4["85099NED"] = kerncijfers()
    figures, *_ = asked(replay, "GM0344", since=2023)
    assert told(figures) == [("GM0344", "2023JJ00", 9000)]
    (question,) = [one for one in replay.asked if "Observations" in one and "$count" not in one]
    assert "startswith(RegioS,'GM0344')" in question
    assert "2022JJ00" not in question
    assert "A045561" not in question


def test_progress_tells_how_far_it_is(replay):
    replay.version4["85099NED"] = kerncijfers()
    steps: list[tuple[int, int | None]] = []
    asked(replay, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(3, 12), (6, 12), (9, 12), (12, 12)]


def test_a_busy_cbs_is_asked_again(replay):
    replay.version4["85099NED"] = kerncijfers()
    replay.busy = 2
    figures, _ = asked(replay)
    assert told(figures) == EXPECTED


def test_a_cbs_that_does_not_answer_in_time_is_asked_again_and_then_given_up(replay, monkeypatch):
    replay.version4["85099NED"] = kerncijfers()
    monkeypatch.setattr(web, "TIME_LIMIT", httpx.Timeout(0.05))
    replay.delay = 0.3
    with pytest.raises(StatlineOffline):
        asked(replay)
    assert len(replay.asked) == 2 * web.TRIES  # both versions live on hosts of their own


def test_as_long_as_cbs_asks_to_wait_nobody_asks_again(replay):
    replay.version4["85099NED"] = kerncijfers()
    replay.busy, replay.status, replay.wait = 1, 429, "1"
    began = time.monotonic()
    asked(replay)
    assert time.monotonic() - began >= 1.0


def test_more_figures_than_anybody_needs_are_not_fetched(replay, monkeypatch):
    replay.version4["85099NED"] = kerncijfers()
    replay.version3["85099NED"] = kerncijfers()
    monkeypatch.setattr(statline, "MOST_FIGURES", 5)
    with pytest.raises(StatlineTooMuch):
        asked(replay)


def test_years_half_years_and_quarters_are_read_and_months_are_counted_as_left_out(replay):
    table = kerncijfers()
    table.periods = dict.fromkeys(("2023JJ00", "2023HJ01", "2023KW01", "2023MM03"), "Voorlopig")
    table.rows = [("NL01", one, "A099999", {FIGURE: 10}) for one in table.periods]
    replay.version3["85099NED"] = table
    (figures,) = asked(replay, "NL01")
    assert [period for _, period, _ in told(figures)] == ["2023HJ01", "2023JJ00", "2023KW01"]
    assert figures.rows_out


def test_a_point_in_place_of_a_figure_is_no_nought(replay):
    """UntypedDataSet writes a secret as a point after spaces; it is never read as a number."""
    table = kerncijfers()
    table.rows = [("NL01", "2023JJ00", "A099999", {FIGURE: "       ."})]
    replay.version3["85099NED"] = table
    with pytest.raises(StatlineUnreadable):
        asked(replay, "NL01")


def test_without_a_network_there_is_a_sentence():
    with pytest.raises(StatlineOffline):
        asked(NO_ONE_LISTENS)


def test_a_table_that_neither_version_has_is_no_table(replay):
    with pytest.raises(StatlineNoTable):
        asked(replay)


def test_a_refusal_is_not_taken_for_figures(replay):
    replay.busy, replay.status = 99, 403
    with pytest.raises(StatlineRefused) as refused:
        asked(replay)
    assert refused.value.status == 403


def test_the_page_of_a_portal_is_not_taken_for_figures(replay):
    replay.content = b"<html>Log in op het gastnetwerk</html>"
    with pytest.raises(StatlineUnreadable):
        asked(replay)


def test_a_redirect_is_not_followed(replay):
    with replaying() as elsewhere:
        elsewhere.version4["85099NED"] = kerncijfers()
        replay.busy, replay.status, replay.location = 99, 302, elsewhere.address
        with pytest.raises(StatlineRefused):
            asked(replay)
        assert elsewhere.asked == []


def test_it_can_be_stopped_half_way(replay):
    replay.version4["85099NED"] = kerncijfers()
    stop = Event()
    with pytest.raises(StatlineCancelled):
        asked(replay, progress=lambda done, total: stop.set(), stop=stop)


def test_places_and_years_without_figures_are_said(replay):
    replay.version4["85099NED"] = kerncijfers()
    with pytest.raises(StatlineNothing):
        asked(replay, "GM0034")
    with pytest.raises(StatlineNothing):
        asked(replay, since=2030)


def test_a_dimension_that_the_mapping_does_not_speak_of_is_never_added_up(replay):
    replay.version4["85099NED"] = kerncijfers()
    mapping = table_mappings()["85099NED"].model_copy(update={"where": {}})
    with pytest.raises(StatlineOpenDimension) as trouble:
        asked(replay, mapping=mapping)
    assert "Jeugdzorg totaal (A045561)" in trouble.value.there


def test_the_number_behind_a_measure_may_change_every_year(replay):
    table = kerncijfers()
    table.members["A045560"] = "Jeugdhulp in natura"
    table.measures = {"JongerenMetJeugdzorg_91": "Iets anders genoemd"}
    table.rows = [("NL01", "2023JJ00", "A099999", {"JongerenMetJeugdzorg_91": 5})]
    replay.version3["85099NED"] = table
    (figures,) = asked(replay)
    assert told(figures) == [("NL01", "2023JJ00", 5)]
    assert [dict(one.facts) for one in figures.remarks if one.rule is Remark.measure_not_there] == [
        {"measure": "JongerenMetJeugdzorgRelatief"}
    ]


def test_a_table_with_none_of_the_measures_names_those_it_has(replay):
    table = kerncijfers()
    table.measures = {"Aantal_1": "Aantal inwoners"}
    replay.version4["85099NED"] = table
    with pytest.raises(StatlineNoMeasure) as trouble:
        asked(replay)
    assert trouble.value.there == "Aantal inwoners"


def test_thousands_of_euros_become_euros_of_all_forms_together(replay):
    """Its region is called Regio, and it is split by form; so it is used in the open."""
    replay.version3["83454NED"] = Table(
        region="Regio",
        members={"A045561": "JZ Totaal jeugdzorg", "A027918": "JH met verblijf (Zin+PGB)"},
        measures={"BegroteKosten_1": "Begrote kosten", "GerealiseerdeKosten_2": "Gerealiseerd"},
        places={"GM0917": "Heerlen"},
        periods={"2021JJ00": "Voorlopig"},
        rows=[
            (
                *("GM0917", "2021JJ00", member),
                {"BegroteKosten_1": cost, "GerealiseerdeKosten_2": None},
            )
            for member, cost in (("A027918", 9000), ("A045561", 40812))
        ],
    )
    (figures,) = asked(replay, "GM", table="83454NED")
    assert figures.frame.select("indicator", "value").rows() == [("costs_budgeted", 40_812_000)]


def test_a_dimension_can_be_the_parts_of_a_distribution(replay):
    replay.version3["85097NED"] = Table(
        measures={"TotaalBegonnenTrajecten_2": "Totaal begonnen trajecten"},
        places={"GM0518": "'s-Gravenhage"},
        periods={"2023HJ01": "Voorlopig"},
        other="VerwijzerJeugdzorg",
        members={"T001": "Totaal", "A01": "Huisarts", "A02": "Jeugdarts"},
        rows=[
            ("GM0518", "2023HJ01", "T001", {"TotaalBegonnenTrajecten_2": 900}),
            ("GM0518", "2023HJ01", "A01", {"TotaalBegonnenTrajecten_2": 600}),
            ("GM0518", "2023HJ01", "A02", {"TotaalBegonnenTrajecten_2": None}),
        ],
    )
    (figures,) = asked(replay, "GM0518", table="85097NED")
    assert figures.frame.select("part", "numerator").rows() == [("02", 600), ("03", None)]


def test_of_measures_with_one_name_none_is_taken_unless_it_is_named_whole():
    one = table_mappings()["85097NED"].series[0]
    title = "Totaal begonnen trajecten"
    there = {"TotaalBegonnenTrajecten_2": title, "TotaalBegonnenTrajecten_14": title}
    assert one.measure(there) is None
    whole = one.model_copy(update={"teller": ("TotaalBegonnenTrajecten_14",)})
    assert whole.measure(there) == "TotaalBegonnenTrajecten_14"


def test_the_percentages_of_a_real_answer_are_found_by_their_names():
    """The measures of 85098NED as the documentation of cbsodataR prints them."""
    there = dict.fromkeys(
        ("JongerenMetJeugdhulpInNatura_1", "JongerenMetJeugdhMetVerblInNat_2",
         "JongerenMetJeugdbescherming_3", "JeugdbeschEnJeugdhMetVerblInNat_4",
         "JongerenMetJeugdreclassering_5"), ""
    )  # fmt: skip
    found = [one.measure(there) for one in table_mappings()["85098NED"].series]
    assert [one[-1] for one in found] == ["1", "2", "3", "5"]


def test_every_saved_mapping_names_its_table_its_day_and_its_licence():
    for table, one in table_mappings().items():
        assert isinstance(one, TableMapping)
        assert table in one.bron
        assert "{day}" in one.bron
        assert "CC BY 4.0" in one.bron


def test_everything_that_can_be_fetched_has_a_card_on_which_it_can_be_looked_at():
    fetched = {series.indicator for one in table_mappings().values() for series in one.series}
    assert fetched <= set(catalogue.ids())


def test_a_page_that_names_itself_as_the_next_one_ends(replay):
    replay.content = json.dumps({"value": [], "@odata.nextLink": "Dimensions"}).encode()
    with pytest.raises(StatlineUnreadable):
        asked(replay)
