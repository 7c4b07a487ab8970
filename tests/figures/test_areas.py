"""Districts and neighbourhoods: what was published of them stands beside the municipality, of
everybody together, and our own counts never do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from telvertel import counting
from telvertel.charts import PAPER, WALL_WIDE, small_multiples
from telvertel.charts.names import groups_of
from telvertel.figures import areas
from telvertel.figures.problem import Rule
from telvertel.figures.scope import Breakdown, Scope
from telvertel.freezing import frozen
from telvertel.indicators import catalogue
from telvertel.indicators.period import Grain
from telvertel.meeting import events as e
from telvertel.wording.words import words
from tests.figures.files import taken_in, written
from tests.figures.samples import SAMPLES, needed
from tests.pages.small import planned

CARDS = catalogue.load(catalogue.HERE).cards
COUNT, SHARE = CARDS["cbs_youth_care"], CARDS["cbs_youth_care_share"]
# Made up, in the shape of the extract of CBS: BU99020102 is hidden, BU99020103 cannot be of CBS.
PUBLISHED = """
    jaar,regio_code,soort_regio,inwoners,jongeren_met_jeugdzorg_in_natura,pct_jongeren_met_jeugdzorg
    2021,GM9902,Gemeente,40000,990,10.2
    2021,WK990201,Wijk,30000,800,9.4
    2022,GM9902,Gemeente,40000,1000,10.4
    2022,WK990201,Wijk,9000,235,7.4
    2022,WK990202,Wijk,9000,240,8.4
    2022,BU99020101,Buurt,900,15,9.9
    2022,BU99020102,Buurt,900,,
    2022,BU99020103,Buurt,900,4,9.1
    2022,BU99020201,Buurt,900,25,9.1
    2023,GM9902,Gemeente,40500,1050,10.8
    2023,WK990201,Wijk,9050,240,7.5
    2023,WK990202,Wijk,9000,230,8.2
    2023,BU99020101,Buurt,900,10,5.1
    2023,BU99020102,Buurt,900,20,5.0
    2023,BU99020103,Buurt,900,3,5.0
    2023,BU99020201,Buurt,900,25,9.1
"""
PARTIES = """code;naam;soort;levert;fictief
    GM9902;Veldwijk;gemeente;;ja
    WK990201;Haven;wijk;;ja
    BU99020101;De Wierden;buurt;;ja"""
OWN = """indicator;periode;gemeente;aanbieder;teller;status;bron
    cbs_youth_care;2023JJ00;WK990202;;500;definitief;Eigen telling"""


def scope(breakdown: str | None = None, *chosen: str, **more) -> Scope:
    asked = {"municipality": "GM9902", "grain": Grain.year, "areas": chosen, **more}
    return Scope(breakdown=breakdown, **asked)


@pytest.fixture
def town(warehouse, tmp_path):
    files = {"kerncijfers.csv": PUBLISHED, "partijen.csv": PARTIES}
    taken_in(warehouse, *(written(tmp_path, *one) for one in files.items()))
    return warehouse


def figures(warehouse, asked: Scope, card=COUNT) -> dict[tuple[str, str], float | None]:
    rows = counting.released(warehouse, card, asked).frame
    return {(group, period[:4]): value for group, period, value in
            rows.select("group", "period", "value").iter_rows()}  # fmt: skip


def test_districts_stand_after_their_municipality_as_they_were_published(town):
    shown = counting.released(town, COUNT, scope("district"))
    assert groups_of(shown, COUNT) == ("GM9902", "WK990201", "WK990202")
    assert figures(town, scope("district"))["WK990202", "2023"] == 230
    assert shown.source == "CBS, Kerncijfers wijken en buurten (CC BY 4.0)"
    assert set(shown.frame["status"]) == {"final"}


def test_neighbourhoods_stand_under_the_district_they_lie_in(town):
    shown = counting.released(town, COUNT, scope("neighbourhood"))
    assert groups_of(shown, COUNT) == ("GM9902", "WK990201", "BU99020101", "BU99020102")
    other = counting.released(town, COUNT, scope("neighbourhood", "BU99020201"))
    assert groups_of(other, COUNT) == ("GM9902", "WK990202", "BU99020201")


def test_a_figure_that_is_hidden_or_cannot_be_of_cbs_is_a_gap_that_says_so(town):
    asked = scope("neighbourhood", "BU99020101", "BU99020102", "BU99020103")
    rows = counting.released(town, COUNT, asked).frame
    hidden = rows.filter(rows["group"] == "BU99020102", rows["period"] == "2022JJ00")
    assert hidden["mark"].to_list() == ["missing"] and areas.NOT_GIVEN in hidden["note"][0]
    assert "BU99020103" not in set(rows["group"])  # 4 and 3: no publisher gives those


def test_the_row_of_the_municipality_says_that_districts_do_not_add_up_to_it(town):
    rows = counting.released(town, COUNT, scope("district")).frame
    assert all(areas.NOT_ADDED in one for one in rows.filter(rows["group"] == "GM9902")["note"])
    for language in ("nl", "en"):
        assert words(language)(f"notes.{areas.NOT_ADDED[1:]}")


def test_from_before_a_new_division_nothing_stands_under_the_same_code(town):
    """In 2021 WK990201 had 30,000 inhabitants, in 2022 9,000: the same code, another area."""
    rows = counting.released(town, COUNT, scope("district")).frame
    assert sorted(set(rows["period"])) == ["2022JJ00", "2023JJ00"]
    assert all(areas.OTHER_AREAS in n for n in rows.filter(rows["group"] == "GM9902")["note"])
    assert figures(town, scope("district", until="2021JJ00"))["WK990201", "2021"] == 800
    shares = counting.released(town, SHARE, scope("district")).frame  # told by the counts
    assert sorted(set(shares["period"])) == ["2022JJ00", "2023JJ00"]


@pytest.mark.parametrize("missing", ["2022", "2023", "2024"])
def test_a_district_that_is_not_given_for_a_year_is_no_new_division(warehouse, tmp_path, missing):
    """One of three is far more than a tenth, and yet the other two stay what they were."""
    heading = PUBLISHED.strip().splitlines()[0]
    lines = [
        f"{year},WK99020{at},Wijk,9000,{200 + 10 * at},8.4"
        for year in ("2022", "2023", "2024")
        for at in (1, 2, 3)
        if (year, at) != (missing, 3)
    ]
    taken_in(warehouse, written(tmp_path, "k.csv", "\n".join([heading, *lines])))
    rows = counting.released(warehouse, COUNT, scope("district")).frame
    assert set(rows["period"]) == {"2022JJ00", "2023JJ00", "2024JJ00"}
    assert not any(areas.OTHER_AREAS in (note or "") for note in rows["note"])


def test_districts_that_go_and_others_that_come_in_one_year_are_a_new_division(warehouse, tmp_path):
    heading = PUBLISHED.strip().splitlines()[0]
    codes = {"2022": (1, 2), "2023": (1, 3), "2024": (1, 3)}
    lines = [f"{year},WK99020{at},Wijk,9000,235,8.4" for year, some in codes.items() for at in some]
    taken_in(warehouse, written(tmp_path, "k.csv", "\n".join([heading, *lines])))
    shown = counting.released(warehouse, COUNT, scope("district")).frame
    assert set(shown["period"]) == {"2023JJ00", "2024JJ00"}


@pytest.mark.parametrize(
    "cut", [{"providers": ("1",)}, {"care_forms": ("team",)}, {"age_bands": ("0-3",)}]
)
def test_a_district_is_never_crossed_with_a_provider_a_care_form_or_an_age(town, cut):
    with pytest.raises(ValueError, match="only the whole"):
        scope("district", **cut)
    forced = scope("district").model_copy(update=cut)  # past the check
    assert counting.released(town, COUNT, forced).frame.is_empty()
    address = {"breakdown": "district", **{key: ",".join(codes) for key, codes in cut.items()}}
    assert Scope.from_query(address, scope()) == scope("district")


def test_what_somebody_delivers_of_a_district_is_never_shown(town, tmp_path):
    taken_in(town, written(tmp_path, "eigen.csv", OWN))
    assert figures(town, scope("district"))["WK990202", "2023"] == 230
    assert 500 not in set(figures(town, scope("district")).values())
    for breakdown in (Breakdown.district, Breakdown.neighbourhood):
        assert counting.areas(town, CARDS["dropout"], scope(), breakdown) == ()


TRAJECTORIES = """
    client;gemeente;aanbieder;hulpvorm;verwijzer;geboortejaar;aanvang;einde;reden_einde
    K1;{place};99000002;02;02;2012;15-01-2024;20-03-2024;01"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("trajecten.csv", TRAJECTORIES.format(place="WK003401")),
        ("trajecten.csv", TRAJECTORIES.format(place="BU00340101")),
        ("partijen.csv", "code;naam;soort;levert;fictief\nWK003401;Haven;gemeente;;nee"),
    ],
)
def test_children_are_not_counted_by_district_nor_is_one_called_a_municipality(
    tmp_path, name, text
):
    found = counting.check([written(tmp_path, name, text)]).problems
    assert [one.rule for one in found] == [Rule.municipality_unknown]
    assert "GM0034 (Almere)" in dict(found[0].facts)["expected"]


def test_so_many_at_once_as_a_picture_holds_and_the_rest_page_by_page(warehouse, tmp_path):
    heading = PUBLISHED.strip().splitlines()[0]
    lines = [f"2023,WK9902{at:02d},Wijk,900,{10 + 5 * at},5.0" for at in range(9)]
    path = written(
        tmp_path, "k.csv", "\n".join([heading, "2023,GM9902,Gemeente,9,900,9.0", *lines])
    )
    taken_in(warehouse, path)
    first, second = counting.areas(warehouse, COUNT, scope(), Breakdown.district)
    assert (first[0], first[-1], second) == ("WK990200", "WK990206", ("WK990207", "WK990208"))
    assert {code for code, _ in figures(warehouse, scope("district", *second))} == {
        "GM9902", *second,
    }  # fmt: skip


def test_counts_have_the_municipality_in_words_and_shares_as_the_first_panel(town):
    look = {"words": words("nl"), "names": {"GM9902": "Veldwijk", "WK990201": "Haven"}}
    counts = counting.released(town, COUNT, scope("district"))
    drawn = str(small_multiples(counts, card=COUNT, size=PAPER, **look).to_dict(validate=False))
    assert "Veldwijk: 1.050 (2023)" in drawn and "tellen niet op" in drawn
    shares = small_multiples(counting.released(town, SHARE, scope("district")), card=SHARE, **look)
    assert len(shares.to_dict(validate=False)["concat"]) == 3


def test_what_does_not_fit_on_the_wall_is_said_and_not_squeezed(town):
    asked = scope("neighbourhood", "BU99020101", "BU99020102", "BU99020201")
    shown = counting.released(town, SHARE, asked)
    low = replace(WALL_WIDE, width=1000, height=320)
    drawn = small_multiples(shown, card=SHARE, words=words("nl"), size=low).to_dict(validate=False)
    assert len(drawn["concat"]) == 2 and "passen hier niet" in str(drawn)
    assert all(one["height"] >= low.font for one in drawn["concat"])


def test_on_an_agenda_districts_keep_their_names_and_are_of_everybody(town):
    scoped = {**scope("district").to_query(), "providers": ""}
    item = e.AgendaItem(id="wijken", indicator=COUNT.id, scope=scoped, minutes=10)
    plan = planned(date(2026, 1, 1), municipality="GM9902")
    kept = frozen(town, COUNT, item, plan)
    assert kept.names == {"WK990201": "Haven"}
    groups = {row[2] for row in kept.figures[0]["rows"]}
    assert groups == {"GM9902", "WK990201", "WK990202"}


def test_cbs_is_asked_for_the_districts_of_a_municipality_only_where_its_table_has_them(
    warehouse, tmp_path
):
    parties = "code;naam;soort;levert;fictief\nGM0034;Almere;gemeente;;nee"
    taken_in(warehouse, written(tmp_path, "p.csv", parties))
    inside = counting.worth_fetching(warehouse, inside=True)
    assert set(inside) - set(counting.worth_fetching(warehouse)) == {"WK0034", "BU0034"}


@needed
def test_the_real_figures_of_almere_per_district_and_neighbourhood(warehouse):
    """Looked up in the file: WK003401 and BU00340101 in 2022–2024, BU00340110 nowhere."""
    taken_in(warehouse, SAMPLES / "cbs_almere_2018_2024.csv")
    city = {"municipality": "GM0034", "grain": Grain.year}
    pages = counting.areas(warehouse, COUNT, Scope(**city), Breakdown.district)
    assert sum(map(len, pages)) == 49
    districts = figures(warehouse, Scope(breakdown="district", **city))
    assert [districts["WK003403", year] for year in ("2022", "2023", "2024")] == [70, 65, 75]
    assert ("WK003403", "2021") not in districts  # 1,355 then: another area
    shares = figures(warehouse, Scope(breakdown="neighbourhood", **city), SHARE)
    assert shares["BU00340101", "2022"] == 9.9
    assert shares["GM0034", "2022"] == 10.8
