"""The collected files of CBS and of Utrecht come in with their totals, each added up again by hand.

They are not part of the project; ``samples.py`` says where they are.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from telvertel import counting
from telvertel.figures.intake.mapping import mapping
from tests.figures.files import taken_in, written
from tests.figures.samples import SAMPLES, needed

pytestmark = needed


@dataclass(frozen=True)
class Expected:
    """One column of one file under one indicator: how many figures, and what they add up to.

    ``where`` are the rows of the file that count: heading and the beginnings of its texts.
    """

    file: str
    indicator: str
    column: str
    figures: int
    total: str
    where: tuple[str, tuple[str, ...]] = ("", ("",))
    factor: int = 1

    def __str__(self) -> str:
        return f"{self.file.split('_')[0]}-{self.column}"

    def by_hand(self) -> tuple[int, Decimal]:
        """Added up row by row; an empty cell or a point is no figure."""
        heading, beginnings = self.where
        count, total = 0, Decimal(0)
        with (SAMPLES / "cbs" / self.file).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                text = row[self.column].strip()
                if text in ("", ".") or not row.get(heading, "").startswith(beginnings):
                    continue
                count += 1
                total += Decimal(text) * self.factor
        return count, total


OLD, COSTS = "82972NED_indicatoren_2019.csv", "83454NED_kosten_begroot_gerealiseerd_2021.csv"
DAY = "85094NED_trajecten_peildatum_2023-06-30.csv"
DURATION = "85096NED_trajecten_verwijzer_duur_2021.csv"
REFERRED = "85097NED_trajecten_verwijzer_2023HJ1.csv"
SHARES = "85098NED_indicatoren_2023.csv"
TWO = "85101_85102NED_jongeren_met_jeugdzorg.csv"
FLOW = "jeugdbescherming_in_uitstroom_2016_2022.csv"
LONG = "jeugdhulp_2021_longread.csv"
FORMS = "jeugdhulp_hulpvorm_1hj_2020_2023.csv"
PLACES = ("regio", ("Nederland", "Friesland", "Zeeland", "Limburg", "Aa", "Middelburg", "Sittard"))
WHOLE = ("soort", ("jeugdzorg totaal",))
COUNTRY = ("verwijzer", ("Totaal",))
REFERRERS = ("verwijzer", ("Gem", "Huis", "Jeugdarts", "Gecert", "Med", "Geen", "Recht", "Onb"))
KEY = "85099NED_kerncijfers_NL_2022HJ1.csv"
IN_KIND = ("vorm_van_jeugdzorg", ("Jeugdzorg in natura",))
HELP_IN_KIND = ("vorm_van_jeugdzorg", ("1.2 Jeugdhulp in natura",))

TOTALS = [
    Expected(OLD, "cbs_youth_help_share", "pct_jeugdhulp", 7, "91.9", PLACES),
    Expected(OLD, "cbs_residential_share", "pct_jeugdhulp_met_verblijf", 7, "86.5", PLACES),
    Expected(COSTS, "costs_budgeted", "begroot_x1000_eur", 8, "78373000", WHOLE, 1000),
    Expected(COSTS, "costs_realised", "gerealiseerd_x1000_eur", 10, "93762000", WHOLE, 1000),
    Expected(
        "84134NED_jongeren_met_jeugdzorg_2020.csv",
        *("cbs_youth_care", "jongeren_met_jeugdzorg", 30, "1396795"),
    ),
    Expected(
        "84134NED_jongeren_met_jeugdzorg_2020.csv",
        *("cbs_youth_care_share", "pct_van_0_tot_23", 30, "298.7"),
    ),
    Expected(DAY, "cbs_trajectories_on_day", "trajecten_totaal", 17, "1293410"),
    Expected(DAY, "cbs_child_protection_on_day", "jeugdbescherming", 14, "77780"),
    Expected(DAY, "cbs_foster_care_on_day", "pleegzorg", 17, "50205"),
    Expected(DURATION, "cbs_trajectories_started", "begonnen", 1, "287870", COUNTRY),
    Expected(REFERRED, "cbs_referrers", "begonnen", 15, "166340", REFERRERS),
    Expected(
        *(SHARES, "cbs_youth_help_share", "pct_jongeren_met_jeugdhulp_in_natura", 30, "373.5")
    ),
    Expected(SHARES, "cbs_youth_probation_share", "pct_jeugdreclassering", 30, "9.6"),
    Expected(KEY, "cbs_youth_care", "jongeren", 1, "377050", IN_KIND),
    Expected(KEY, "cbs_youth_care_share", "pct_relatief", 1, "8.5", IN_KIND),
    Expected(KEY, "youth_with_help", "pct_relatief", 1, "83", HELP_IN_KIND, 10),
    Expected(
        "85100NED_selectie_2025HJ1.csv",
        *("cbs_youth_care", "in_natura", 2, "2330", ("regio", ("Hof van", "Land van"))),
    ),
    Expected(TWO, "cbs_youth_any_care", "jongeren", 11, "922100", ("periode", ("2023",))),
    Expected(TWO, "cbs_youth_any_care_on_day", "jongeren", 12, "787000", ("periode", ("2025",))),
    Expected(FLOW, "cbs_child_protection_inflow", "instroom", 7, "82029"),
    Expected(FLOW, "cbs_child_protection_outflow", "uitstroom", 7, "84376"),
    Expected(LONG, "cbs_trajectories_started", "waarde", 4, "1174395", ("reeks", ("begonnen",))),
    Expected(LONG, "cbs_care_form_share", "waarde", 20, "399.9", ("reeks", ("aandeel",))),
    Expected(LONG, "cbs_trajectories", "waarde", 12, "2916820", ("reeks", ("trajecten",)), 1000),
    Expected(LONG, "cbs_flow", "waarde", 25, "3810540", ("reeks", ("stroom",))),
    Expected(FORMS, "cbs_help_by_form", "jongeren_of_trajecten_x1000", 20, "3076925", factor=1000),
]


def read(name: str) -> pl.DataFrame:
    found = counting.check([SAMPLES / "cbs" / name])
    assert found.problems == ()
    assert found.deliveries[0].published
    return found.deliveries[0].frame


@pytest.mark.parametrize("expected", TOTALS, ids=str)
def test_a_file_of_cbs_comes_in_with_its_totals(expected):
    rows = read(expected.file).filter(pl.col("indicator") == expected.indicator)
    figures = pl.coalesce(pl.col("numerator").cast(pl.Float64), "value")
    known = rows.select(figures.alias("figure")).drop_nulls()["figure"]
    assert known.len() == expected.figures
    assert round(known.sum(), 6) == float(expected.total)
    assert expected.by_hand() == (expected.figures, Decimal(expected.total))


# Where every other file is read; a path of a test and what is added up there.
ELSEWHERE = {
    "cbs/utrecht_monitor_buurtteams.csv": "test_samples.py: own mapping, three sums",
    "cbs_almere_2018_2024.csv": "test_mapping.py: 115,410 young people in 825 rows",
    "gemeenten_2026.csv": "test_sample_lists.py: 342 municipalities, row by row",
    "codelijsten.json": "test_sample_lists.py: every code of every list",
    "ijw/JW301.xml": "ijw/test_samples.py: with start and stop",
    "ijw/JW305.xml": "ijw/test_samples.py: two trajectories",
    "ijw/JW307.xml": "ijw/test_samples.py: two endings",
    "ijw/JW315.xml": "ijw/test_samples.py: refused, the same impossible day twice",
    "ijw/JW317.xml": "ijw/test_samples.py: refused, ends before it begins",
    "ijw/JW323.xml": "ijw/test_samples.py: 790 euros",
}


def test_every_file_is_read_in_a_test():
    there = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file()}
    here = {f"cbs/{one.file}" for one in TOTALS} | set(ELSEWHERE)
    assert there - {"README.md"} == here
    tests = Path(__file__).parent
    assert all((tests / one.partition(":")[0]).is_file() for one in ELSEWHERE.values())


def test_ended_trajectories_by_duration_add_up_to_what_cbs_published():
    rows = read(DURATION).filter(pl.col("indicator") == "cbs_ended_by_duration")
    assert rows["numerator"].to_list() == [47200, 50485, 86590, 68260, 19610, 9175, 11505]
    assert rows["numerator"].sum() == 292_825


def test_what_came_in_and_went_out_explains_the_end():
    rows = read(LONG).filter(pl.col("indicator") == "cbs_flow")
    flow = dict(rows.select("part", "numerator").rows())
    begin, came, went, end = (
        flow[f"totaal: {name}"] for name in ("stand begin", "instroom", "uitstroom", "stand eind")
    )
    assert (begin, came, went, end) == (326_570, 149_835, 114_085, 362_320)
    assert begin + came - went == end


def test_provinces_are_not_taken_for_the_cities_of_the_same_name():
    found = dict(read(TWO).filter(pl.col("period") == "2025HJ01")
                 .select("municipality", "numerator").rows())  # fmt: skip
    assert (found["PV20"], found["PV26"], found["NL01"]) == (11_275, 26_425, 326_505)
    assert not [code for code in found if code.startswith("GM")]


def test_what_the_source_hides_stays_unknown():
    """Den Haag, judge, repeated: a point in the file. Three provinces: cut off in the fragment."""
    rows = read(DAY).filter(pl.col("indicator") == "cbs_child_protection_on_day")
    unknown = rows.filter(pl.col("numerator").is_null())["municipality"]
    assert sorted(unknown) == ["PV29", "PV30", "PV31"]


def test_all_files_of_cbs_together_are_one_version(warehouse):
    names = {one.file for one in TOTALS}
    receipt = taken_in(warehouse, *(SAMPLES / "cbs" / name for name in sorted(names)))
    assert receipt.rows_kept == 226
    assert warehouse.table("observations")["protected_at_source"].all()


# The licence of the pages of Utrecht is not known: how to read them stands here and is not shipped,
# and what comes in counts as our own, so it is protected.
UTRECHT = """about = "Utrecht monitor"
kind = "observations"
needs = ["indicator", "jaar", "waarde", "eenheid"]
decimal = "."
[fields]
periode = "jaar"
[constants]
gemeente = "GM0344"
aanbieder = ""
status = "definitief"
bron = "Utrecht Monitor"
[[series]]
indicator = "client_satisfaction"
waarde = "waarde"
only = {indicator = ["Klanttevredenheid buurtteams"]}
[[series]]
indicator = "utrecht_clients"
teller = "waarde"
only = {indicator = ["Cliënten aanvullende zorg", "Cliënten aanvullende jeugdhulp"]}
[[series]]
indicator = "utrecht_team_trajectories"
teller = "waarde"
only = {indicator = ["Trajecten buurtteams"]}
"""


def test_the_figures_of_utrecht_can_be_read_without_the_lower_bound(tmp_path):
    own = mapping(written(tmp_path, "utrecht.toml", UTRECHT))
    file = SAMPLES / "cbs" / "utrecht_monitor_buurtteams.csv"
    (delivery,) = counting.check([file], mapping=own).deliveries
    assert delivery.problems == ()
    assert not delivery.published
    by = delivery.frame.group_by("indicator").agg(
        pl.col("numerator").sum(), pl.col("value").sum().round(1), pl.len().alias("rows")
    )
    assert sorted(by.rows()) == [
        ("client_satisfaction", 0, 31.8, 4),
        ("utrecht_clients", 34_803, 0.0, 7),
        ("utrecht_team_trajectories", 34_015, 0.0, 4),
    ]
    assert delivery.rows_out == {"rows_not_mapped": 9}
