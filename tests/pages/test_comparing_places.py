"""Verkennen, a municipality beside those like it: by size, by a letter, shares and rates."""

from datetime import date

import polars as pl
import pytest

from telvertel import counting
from telvertel.figures.alike import together
from telvertel.figures.measure import SERIES
from telvertel.figures.scope import Scope
from tests.pages.test_comparing import written
from tests.pages.test_explore import HEAD, page, picture

# Young people who live there, and how many of them have help.
PLACES = {"GM9901": (9000, 90), "GM9902": (8000, 60), "GM9903": (12000, 70), "GM9904": (7000, 65),
          "GM9905": (60000, 400)}  # fmt: skip
NAMES = {"GM9901": "Rivierstede", "GM9902": "Dijkwijk", "GM9903": "Veenoord", "GM9904": "Berghem",
         "GM9905": "Grootstad"}  # fmt: skip
LETTERS = {f"gemeente {letter}" for letter in "ABCD"}


def taken_in(house, folder, places):
    """Endings in the first quarter of 2024; a fifth of them one-sided."""
    lines, people = [HEAD], ["gemeente;jaar;leeftijd;aantal;bron"]
    for place, (young, children) in places.items():
        people += [f"{place};{year};0-22;{young};CBS" for year in (2023, 2024)]
        for at in range(children):
            reason = "03" if at % 5 == 0 else "01"
            lines.append(
                f"{place}-{at};{place};99000002;02;02;{2006 + at % 10};02;;"
                f"05-01-2023;20-02-2024;{reason}"
            )
    parties = ["code;naam;soort;levert;fictief", "99000002;De Oever;aanbieder;bestanden;ja"]
    parties += [f"{place};{NAMES[place]};gemeente;;ja" for place in places]
    files = {"partijen.csv": parties, "trajecten.csv": lines, "inwoners.csv": people}
    for name, told in files.items():
        (folder / name).write_text("\n".join(told) + "\n", encoding="utf-8")
    receipt = counting.take_in(
        house.warehouse, [folder / name for name in files], who="t", why="p",
        reference_date=date(2026, 1, 31), since=date(2023, 1, 1),
    )  # fmt: skip
    assert receipt.version, receipt.problems
    return house


@pytest.fixture
def region(house, tmp_path):
    return taken_in(house, tmp_path, PLACES)


def table_of(test) -> list[list[str]]:
    return next(
        one.value for one in test.table if "Gemeente" in list(one.value.columns)
    ).values.tolist()


def test_those_about_as_large_stand_beside_it_in_the_order_of_size_by_a_letter(region):
    test = page("explore", indicator="dropout", gemeenten="1")
    found = table_of(test)
    assert {row[0] for row in found} == {"Rivierstede"} | (LETTERS - {"gemeente A"})
    sizes = [int(row[1]) for row in found]
    assert sizes == sorted(sizes, reverse=True) and 400 not in sizes
    told = written(test).replace("\\", "")
    assert "Rivierstede: " in told and "binnen wat bij zoveel jongeren gewoon verschilt" in told
    assert "het aantal jongeren, van 60 tot 90" in told
    assert "half tot 2 keer zo veel jongeren" in told


def test_a_rate_is_compared_over_all_young_people_of_each(region):
    found = table_of(page("explore", indicator="youth_with_help", gemeenten="1"))
    sizes = [row[1] for row in found]
    assert sizes == ["12.000", "9.000", "8.000", "7.000"]
    assert found[1][0] == "Rivierstede"


def test_the_picture_holds_no_name_of_another_municipality(region):
    test = page("explore", indicator="dropout", gemeenten="1")
    specs = [getattr(getattr(node, "proto", None), "spec", "") for node in test.main]
    (drawn,) = [one for one in specs if "own_interval" in one]
    assert "Rivierstede" in drawn
    assert not [name for code, name in NAMES.items() if code != "GM9901" and name in drawn]
    assert "GM9902" not in drawn


def test_with_too_few_like_it_that_is_said(house, tmp_path):
    taken_in(house, tmp_path, dict(list(PLACES.items())[:3]))
    test = page("explore", indicator="dropout", gemeenten="1")
    assert test.toggle(key="explore.alike").value is True
    told = written(test).replace("\\", "")
    assert "ten minste 4 gemeenten als deze" in told
    assert "daarvoor zijn er ten minste 3 nodig" in told and "hier is dat er 2" in told
    assert "gemeenten als deze samen" not in told


def test_of_one_municipality_no_comparison_is_offered_and_it_is_said_why(house, tmp_path):
    taken_in(house, tmp_path, dict(list(PLACES.items())[:1]))
    test = page("explore", indicator="dropout", gemeenten="1")
    assert "explore.alike" not in [one.key for one in test.toggle]
    assert "de cijfers gaan over één gemeente" in written(test)


def test_like_one_are_those_of_half_to_twice_its_young_people_nearest_first(region):
    found = counting.alike(region.warehouse, "GM9901")
    assert found == ("GM9902", "GM9904", "GM9903")
    assert counting.alike(region.warehouse, "GM9905") == ()
    assert counting.alike(region.warehouse, "GM0001") == ()


def behind(test) -> list[dict]:
    """The lines behind the own line, as they go to the browser."""
    drawn = picture(test)
    return [one for one in drawn["layer"] if one["data"].get("name", "").startswith("context_")]


def test_those_like_it_are_a_grey_line_behind_its_own_with_what_it_is(region):
    test = page("explore", indicator="youth_with_help", gemeenten="1")
    told = written(test).replace("\\", "")
    assert behind(test)
    assert "Grijze lijn: 3 gemeenten als deze samen" in told
    assert "Ter vergelijking gemeenten als deze (3): laatste cijfer" in told
    test.query_params["providers"] = "99000002"  # of all inhabitants: no rate of a municipality
    assert not behind(test.run()) and "Grijze lijn" not in written(test)


def test_the_line_is_the_sum_of_the_protected_counts_of_each(region):
    card, scope = region.catalogue.cards["dropout"], Scope(municipality="GM9901")
    together, count = counting.alike_together(region.warehouse, card, scope)
    apart = counting.side_by_side(region.warehouse, card, scope, ("GM9902", "GM9903", "GM9904"))
    sums: dict[str, list[int]] = {}
    for row in apart.frame.iter_rows(named=True):
        both = sums.setdefault(row["period"], [0, 0])
        both[0] += row["numerator"] or 0
        both[1] += row["denominator"] or 0
    shown = [row for row in together.frame.iter_rows(named=True) if row["numerator"]]
    assert count == 3 and shown
    for row in shown:
        assert [row["numerator"], row["denominator"]] == sums[row["period"]]


def test_who_lacks_a_period_of_ones_own_is_in_no_period_of_the_line():
    own = series([5, 5, 5])
    full, short, later = series([10, 10, 10]), series([90, None, 90]), series([20, 20, 20])
    found, count = together(own, [full, short, later])
    assert count == 2 and found["numerator"].to_list() == [30, 30, 30]


def test_a_newest_period_that_is_provisional_may_still_lack_somebody():
    own = series([5, 5, 5], last="provisional")
    found, count = together(own, [series([10, 10, 10]), series([10, 10, None])])
    assert count == 2 and found["numerator"].to_list() == [20, 20, None]


def test_what_a_publisher_protected_is_in_no_sum():
    published = series([10]).with_columns(protected_at_source=pl.lit(True))
    assert together(series([5]), [published])[1] == 0


def series(counts, last="final") -> pl.DataFrame:
    rows = [
        {"period": f"2024KW0{at}", "start": date(2024, 3 * at - 2, 1), "group": "",
         "numerator": one, "denominator": None if one is None else 100, "value": None,
         "protected_at_source": False, "dominated": False,
         "status": last if at == len(counts) else "final", "completeness": 1.0,
         "reference_date": date(2025, 1, 1), "note": ""}
        for at, one in enumerate(counts, start=1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=SERIES)
