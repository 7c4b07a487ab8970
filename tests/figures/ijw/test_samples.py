"""The sample messages of the standard are read by whoever has them; they are not in the project."""

from __future__ import annotations

import zipfile
from datetime import date

from telvertel import counting
from telvertel.figures.intake.ijw.apart import read_messages
from telvertel.figures.intake.ijw.message import KEY_BYTES
from tests.figures.files import written
from tests.figures.samples import SAMPLES, needed

pytestmark = needed
TABLE = "regio;productcategorie;productcode;hulpvorm;van;tot"


def checked(*paths):
    return counting.check(paths, today=date(2026, 12, 31))


def sample(number):
    return SAMPLES / "ijw" / f"JW{number}.xml"


def test_start_and_stop_make_two_trajectories_that_end_by_plan(tmp_path):
    table = written(tmp_path, "codes.csv", f"{TABLE}\n;55;55A11;02;;\n;55;55A12;03;;")
    found = checked(table, sample(301), sample(305), sample(307))
    frame = found.deliveries[1].frame
    assert frame.select(
        "municipality", "provider", "started_on", "ended_on", "end_reason"
    ).rows() == [
        ("GM0363", "65656055", date(2026, 4, 3), date(2026, 7, 17), "01"),
        ("GM0363", "65656055", date(2026, 4, 15), date(2026, 7, 17), "01"),
    ]
    # The sample assignment is of another municipality: these starts were not assigned.
    assert frame["assigned_on"].to_list() == [None, None]


def test_the_request_holds_the_same_impossible_day_twice():
    lines = [
        (one.row, one.found)
        for one in checked(sample(315)).problems
        if one.rule == "message_day_impossible"
    ]
    assert lines == [(44, "2027-06-31"), (66, "2027-06-31")]


def test_the_change_request_ends_before_it_begins():
    assert [str(one.rule) for one in checked(sample(317)).problems] == ["message_ends_early"]


def test_the_claim_adds_up_to_790_euros():
    (message,) = read_messages([sample(323)], b"x" * KEY_BYTES)
    cents = [one.whole("IngediendBedrag/Bedrag") for one in message.items]
    assert (message.problems, sum(cents)) == ((), 79_000)
    products = [
        (one.code("ProductCategorie"), one.code("ProductCode"))
        for one in message.items
        if one.element == "Prestatie"
    ]
    assert products == [("45", code) for code in ("45A03", "45A04", "45A03", "45A04", "45A04")]
    assert checked(sample(323)).problems == ()  # no quarter is whole in it, which is a remark


def test_together_in_a_zip_they_say_what_they_say_one_by_one(tmp_path):
    with zipfile.ZipFile(tmp_path / "alles.zip", "w") as pack:
        for number in (301, 305, 307, 315, 317, 323):
            pack.write(sample(number), f"uitwisseling/{number}/bericht.xml")
    rules = [str(one.rule) for one in checked(tmp_path / "alles.zip").problems]
    assert rules == [*["message_day_impossible"] * 2, "message_ends_early"]
