"""Verkennen, a municipality beside those like it: by size, by a letter, shares and rates."""

from datetime import date

import pytest

from telvertel import counting
from tests.pages.test_comparing import written
from tests.pages.test_explore import HEAD, page

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


def test_with_too_few_like_it_nothing_is_offered(house, tmp_path):
    taken_in(house, tmp_path, dict(list(PLACES.items())[:3]))
    test = page("explore", indicator="dropout", gemeenten="1")
    assert "explore.alike" not in [one.key for one in test.toggle]
    assert "gemeenten als deze" not in written(test)


def test_like_one_are_those_of_half_to_twice_its_young_people_nearest_first(region):
    found = counting.alike(region.warehouse, "GM9901")
    assert found == ("GM9902", "GM9904", "GM9903")
    assert counting.alike(region.warehouse, "GM9905") == ()
    assert counting.alike(region.warehouse, "GM0001") == ()
