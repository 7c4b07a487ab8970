"""Places by name and code, what stands around them, and municipalities that are no more."""

from __future__ import annotations

import csv
from datetime import date

import polars as pl
import pytest
from typer.testing import CliRunner

from telvertel import counting
from telvertel.cli import app
from telvertel.figures.geography import (
    REFERENCE,
    mergers,
    municipalities,
    place_names,
    province_of,
    regions,
    youth_region_of,
)
from telvertel.figures.intake.places import code_of
from telvertel.figures.merged import as_file
from telvertel.figures.problem import Remark, Rule
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from tests.figures.files import AT, OBSERVATION_HEADINGS, TRAJECTORY_HEADINGS, taken_in, written


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("s-Gravenhage", "GM0518"),
        ("'s-Gravenhage (gemeente)", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("SUDWEST-FRYSLAN", "GM1900"),
        ("Utrecht", "GM0344"),
        ("Utrecht (PV)", "PV26"),
        ("Friesland (PV)", "PV21"),
        ("Groningen", "GM0014"),
        ("Noord-Nederland", "LD01"),
        ("Delfzijl en omgeving (CR)", "CR02"),
        ("Centraal Gelderland (JZ)", "JZ28"),
        ("Nederland", "NL01"),
        ("Weesp", "GM0457"),
        ("Bergen", None),
        ("Atlantis", None),
    ],
)
def test_a_place_is_known_by_the_names_that_people_write(name, code):
    assert code_of(name) == code


def test_the_number_of_municipalities_follows_from_the_mergers():
    """CBS counts 388 municipalities on 1-1-2017, 380 in 2018, 355, 352, 345 and 342 in 2023."""
    left, first = len(municipalities()), {}
    for several in mergers().values():
        first.setdefault(several[0].since.year, set()).update({one.old_code for one in several})
    made = {}
    for several in mergers().values():
        for one in several:
            made.setdefault(one.since.year, set()).add(one.new_code)
    older = {code for code in municipalities() if int(code[2:]) < 1949}
    counts = {}
    for year in sorted(first, reverse=True):
        counts[year] = left
        left += len(first[year]) - len(made[year] - older)
    assert counts == {2023: 342, 2022: 344, 2021: 352, 2019: 355, 2018: 380}
    assert left == 388


def test_a_merged_municipality_is_none_of_today_and_its_successor_is():
    for old, several in mergers().items():
        assert old not in municipalities()
        for one in several:
            today = municipalities()[one.new_code].name
            assert today.split(" (")[0] == one.new_name


def test_every_province_of_the_list_has_a_code():
    assert {province_of(code) for code in municipalities()} == {f"PV{n}" for n in range(20, 32)}
    assert province_of("GM9901") is None


def test_every_region_that_the_table_names_stands_in_the_list_of_municipalities():
    known = {one.youth_region for one in municipalities().values()}
    with (REFERENCE / "regions.csv").open(encoding="utf-8", newline="") as file:
        named = {row["youth_region"] for row in csv.DictReader(file, delimiter=";")} - {""}
    assert named <= known
    assert set(regions()) <= set(place_names())


def test_a_region_whose_code_is_not_certain_is_known_once_statline_names_it():
    assert youth_region_of("GM0796", {}) == "JZ33"  # 's-Hertogenbosch: Noordoost-Brabant
    assert youth_region_of("GM0855", {}) is None  # Tilburg: Hart van Brabant
    assert youth_region_of("GM0855", {"JZ77": "Hart van Brabant"}) == "JZ77"
    assert youth_region_of("GM0228", {"JZ78": "Foodvalley"}) == "JZ78"  # Ede: Food Valley
    assert youth_region_of("GM9901", {"JZ77": "Hart van Brabant"}) is None


def weesp(folder, *rows: str):
    """Figures of Weesp, which was merged into Amsterdam on 24 March 2022."""
    lines = [f"kaart;{one};99000003;;30;60;;definitief;eigen" for one in rows]
    return written(folder, "weesp.csv", "\n".join([OBSERVATION_HEADINGS, *lines]))


def remarks(found, *rules: Remark) -> list[tuple[Remark, dict[str, str]]]:
    return [(one.rule, dict(one.facts)) for one in found.remarks if one.rule in rules]


def test_an_old_code_in_a_later_year_is_said_and_left_as_it_is(tmp_path):
    found = counting.check([weesp(tmp_path, "2021JJ00;GM0457", "2023JJ00;GM0457")])
    ((_, facts),) = remarks(found, Remark.municipality_merged)
    assert facts == {
        "old": "GM0457",
        "name": "Weesp",
        "day": "24-03-2022",
        "new": "GM0363",
        "new_name": "Amsterdam",
    }
    assert found.problems == ()
    assert set(found.deliveries[0].frame["municipality"]) == {"GM0457"}


def test_an_old_code_in_its_own_years_is_nothing_to_speak_of(tmp_path):
    found = counting.check([weesp(tmp_path, "2020JJ00;GM0457", "2021JJ00;GM0457")])
    assert remarks(found, Remark.municipality_merged) == []


def test_a_municipality_that_was_divided_has_no_successor(tmp_path):
    found = counting.check([weesp(tmp_path, "2022JJ00;GM0788")])
    ((_, facts),) = remarks(found, Remark.municipality_split)
    assert facts["new_name"] == "Boxtel, Oisterwijk, Tilburg, Vught"


def test_old_codes_count_with_the_new_ones_only_by_a_file_of_whoever_delivers(tmp_path):
    moves = written(tmp_path, "samen.csv", "old;new;since\nGM0457;GM0363;2021-01-01")
    file = weesp(tmp_path, "2020JJ00;GM0457", "2021JJ00;GM0457", "2023JJ00;GM0457")
    found = counting.check([file], municipalities=moves)
    frame = found.deliveries[0].frame
    assert frame.select("period", "municipality").rows() == [
        ("2020JJ00", "GM0457"),
        ("2021JJ00", "GM0363"),
        ("2023JJ00", "GM0363"),
    ]
    ((_, facts),) = remarks(found, Remark.municipality_counted_as)
    assert facts == {"old": "GM0457", "new": "GM0363", "day": "01-01-2021", "count": "2"}
    assert remarks(found, Remark.municipality_merged) == []


@pytest.mark.parametrize(
    "text",
    [
        "oud;nieuw;sinds\nGM0457;GM0363;01-01-2021",
        '\ufeff"Oud","Nieuw","Sinds"\r\nGM0457,GM0363,2021-01-01\r\n\r\n',
    ],
)
def test_the_file_of_mergers_may_come_along_with_the_delivery(tmp_path, warehouse, text):
    moves = written(tmp_path, "samen.csv", text)
    receipt = counting.take_in(
        warehouse, [moves, weesp(tmp_path, "2023JJ00;GM0457")], who="b", why="l", at=AT
    )
    assert receipt.version.moved == (("GM0457", "GM0363", date(2021, 1, 1)),)
    assert receipt.version.files == ("weesp.csv",)
    assert warehouse.table("observations")["municipality"].to_list() == ["GM0363"]


def test_a_file_of_mergers_without_a_delivery_is_said(tmp_path, warehouse):
    moves = written(tmp_path, "samen.csv", "old;new;since\nGM0457;GM0363;2021-01-01")
    receipt = counting.take_in(warehouse, [moves], who="b", why="l", at=AT)
    assert [one.rule for one in receipt.problems] == [Rule.municipalities_alone]


def test_two_files_that_send_one_municipality_two_ways_refuse_everything(tmp_path):
    files = [
        written(tmp_path, f"samen{new}.csv", f"old;new;since\nGM0457;{new};2021-01-01")
        for new in ("GM0363", "GM0344")
    ]
    found = counting.check([weesp(tmp_path, "2023JJ00;GM0457"), *files])
    assert [one.rule for one in found.problems] == [Rule.municipalities_unfit]


def test_the_file_that_is_made_ready_moves_what_was_remarked(tmp_path):
    file = weesp(tmp_path, "2023JJ00;GM0457")
    found = counting.check([file])
    ready = as_file([facts for _, facts in remarks(found, Remark.municipality_merged)])
    moved = counting.check([file, written(tmp_path, "klaar.csv", ready)])
    assert moved.deliveries[0].frame["municipality"].to_list() == ["GM0363"]


def test_two_figures_for_the_same_municipality_after_a_merger_are_refused(tmp_path, warehouse):
    moves = written(tmp_path, "samen.csv", "old;new;since\nGM0457;GM0363;2021-01-01")
    file = weesp(tmp_path, "2021JJ00;GM0457", "2021JJ00;GM0363")
    receipt = counting.take_in(
        warehouse, [file], who="beheer", why="levering", at=AT, municipalities=moves
    )
    assert [one.rule for one in receipt.problems] == [Rule.merged_into_one] * 2
    assert warehouse.current is None


@pytest.mark.parametrize(
    "text",
    [
        "oud;nieuw\nGM0457;GM0363",
        "old;new;since\nWeesp;Amsterdam;2021-01-01",
        "old;new;since\nGM0457;GM0363;1 januari",
        "old;new;since\nGM0457;GM0363;2021-01-01\nGM0457;GM0344;2022-01-01",
        "old;new;since",
    ],
)
def test_a_file_with_mergers_that_is_not_understood_refuses_everything(tmp_path, text):
    found = counting.check(
        [weesp(tmp_path, "2021JJ00;GM0457")], municipalities=written(tmp_path, "samen.csv", text)
    )
    assert [one.rule for one in found.problems] == [Rule.municipalities_unfit]


def test_help_that_goes_on_after_the_merger_counts_with_the_new_municipality(tmp_path):
    rows = [
        "a;GM0457;99000001;01;02;2012;01-02-2021;01-06-2021;01",
        "b;GM0457;99000001;01;02;2012;01-02-2021;01-06-2022;01",
        "c;GM0457;99000001;01;02;2012;01-02-2021;;",
    ]
    file = written(tmp_path, "trajecten.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    moves = written(tmp_path, "samen.csv", "old;new;since\nGM0457;GM0363;2022-03-24")
    frame = counting.check([file], municipalities=moves).deliveries[0].frame
    assert frame["municipality"].to_list() == ["GM0457", "GM0363", "GM0363"]


def test_a_municipality_outside_the_region_is_kept_and_said(tmp_path):
    rows = [
        f"kind-{n};{code};99000001;01;02;2012;01-02-2024;;"
        for n, code in enumerate(["GM0344"] * 9 + ["GM0363"])
    ]
    file = written(tmp_path, "trajecten.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    found = counting.check([file])
    ((_, facts),) = remarks(found, Remark.municipalities_elsewhere)
    assert facts == {"region": "Utrecht stad", "places": "Amsterdam (GM0363)", "count": "1"}
    assert found.deliveries[0].rows_kept == 10


def test_a_delivery_of_several_regions_has_no_odd_one_out(tmp_path):
    rows = [
        f"kind-{n};{code};99000001;01;02;2012;01-02-2024;;"
        for n, code in enumerate(["GM0344"] * 8 + ["GM0363"] * 2)
    ]
    file = written(tmp_path, "trajecten.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    assert remarks(counting.check([file]), Remark.municipalities_elsewhere) == []


def test_of_many_municipalities_outside_the_region_five_are_named(tmp_path):
    others = list(municipalities())[:7]
    rows = [
        f"kind-{n};{code};99000001;01;02;2012;01-02-2024;;"
        for n, code in enumerate(["GM0344"] * 93 + others)
    ]
    file = written(tmp_path, "trajecten.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    ((_, facts),) = remarks(counting.check([file]), Remark.municipalities_elsewhere)
    assert facts["count"] == "7"
    assert facts["places"].count("(GM") == 5
    assert facts["places"].endswith(", …")


def test_behind_the_own_line_stand_region_province_and_country_each_by_itself(
    tmp_path, warehouse: Warehouse, card
):
    rows = [
        f"kaart;2023JJ00;{place};;;{number};;;voorlopig;CBS StatLine, opgehaald {day}"
        for place, number, day in [
            ("GM0796", 40, "01-11-2026"),
            ("JZ33", 170, "01-11-2026"),
            ("PV30", 600, "02-11-2026"),
            ("PV26", 999, "02-11-2026"),
            ("NL01", 4000, "02-11-2026"),
        ]
    ]
    cbs = written(tmp_path, "cbs.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))
    own = written(
        tmp_path,
        "eigen.csv",
        f"{OBSERVATION_HEADINGS}\nkaart;2023JJ00;GM0796;;;45;;;definitief;eigen telling",
    )
    taken_in(warehouse, own, published=(cbs,))
    scope = Scope(municipality="GM0796", grain=Grain.year)
    lines = counting.context(warehouse, card(Shape.count), scope)
    shown = [(dict(one.scope)["gm"], one.frame["numerator"].to_list()) for one in lines]
    assert shown == [("GM0796", [40]), ("JZ33", [170]), ("PV30", [600]), ("NL01", [4000])]
    assert {one.frame["status"][0] for one in lines} == {"provisional"}


def test_a_table_fetched_on_two_days_is_one_line(tmp_path, warehouse, card):
    rows = [
        f"kaart;{year}JJ00;NL01;;;{year};;;voorlopig;CBS StatLine 1, opgehaald {day}"
        for year, day in [(2022, "01-11-2026"), (2023, "20-11-2026")]
    ]
    cbs = written(tmp_path, "cbs.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))
    taken_in(warehouse, published=(cbs,))
    scope = Scope(municipality="GM0796", grain=Grain.year)
    (line,) = counting.context(warehouse, card(Shape.count), scope)
    assert line.frame["period"].to_list() == ["2022JJ00", "2023JJ00"]


def test_the_days_of_the_mergers_are_first_of_january_but_for_weesp():
    days = {one.since for several in mergers().values() for one in several}
    assert days - {date(2022, 3, 24)} == {
        date(year, 1, 1) for year in (2018, 2019, 2021, 2022, 2023)
    }
    assert isinstance(pl.Series(sorted(days)).dtype, pl.Date)


def test_names_that_were_read_as_a_code_are_shown(tmp_path):
    rows = [f"kaart;2021JJ00;{name};99000003;;30;60;;definitief;eigen" for name in
            ("Den Haag", "'s-Hertogenbosch", "GM0344")]  # fmt: skip
    found = counting.check(
        [written(tmp_path, "namen.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))]
    )
    ((_, facts),) = remarks(found, Remark.places_by_name)
    assert facts == {"places": "'s-Hertogenbosch = GM0796, Den Haag = GM0518"}
    assert found.deliveries[0].frame["municipality"].to_list() == ["GM0518", "GM0796", "GM0344"]


def test_the_command_line_moves_old_codes_by_the_file_only(tmp_path):
    moves = written(tmp_path, "samen.csv", "old;new;since\nGM0457;GM0363;2018-01-01")
    file = weesp(tmp_path, "2023JJ00;GM0457")
    said = [
        CliRunner().invoke(app, ["check", str(file), *more]).output
        for more in ([], ["--municipalities", str(moves)])
    ]
    assert "Weesp (GM0457) bestaat sinds 24-03-2022 niet meer" in said[0]
    assert "1 rij van GM0457 telt mee bij GM0363" in said[1]
