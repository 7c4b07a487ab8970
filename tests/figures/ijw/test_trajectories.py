"""iJw messages of assignment, start and stop become trajectories with their waiting time."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel import counting
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.files import written
from tests.figures.ijw.messages import (
    ANNA,
    TOM,
    assigned,
    message,
    requested,
    started,
    stopped,
)

TODAY = date(2025, 1, 20)
PRODUCTS = "regio;productcategorie;productcode;hulpvorm;van;tot"


def checked(*paths):
    return counting.check(paths, today=TODAY)


def rows(inspection):
    """The trajectories of a sound delivery, without what is empty or a key."""
    assert inspection.problems == ()
    (one,) = (one for one in inspection.deliveries if one.kind is DeliveryKind.trajectories)
    return [
        {k: v for k, v in row.items() if v is not None and k not in ("row", "client")}
        for row in one.frame.iter_rows(named=True)
    ]


def rules(inspection):
    return [str(one.rule) for one in (*inspection.problems, *inspection.remarks)]


def told(inspection):
    return [sentence(one, words("nl")) for one in (*inspection.problems, *inspection.remarks)]


def test_assignment_start_and_stop_make_one_trajectory(tmp_path):
    found = checked(
        message(tmp_path, "301", {TOM: assigned("7", "2024-01-10")}),
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}),
        message(tmp_path, "307", {TOM: stopped("7", "2024-02-21", "2024-06-30", reason="32")}),
    )
    assert rows(found) == [
        {
            "municipality": "GM0344",
            "provider": "99000001",
            "care_form": "02",
            "birth_year": 2010,
            "assigned_on": date(2024, 1, 10),
            "started_on": date(2024, 2, 21),
            "ended_on": date(2024, 6, 30),
            "end_reason": "03",
        }
    ]


def test_what_ijw_does_not_know_stays_unknown(tmp_path):
    (one,) = checked(message(tmp_path, "305", {TOM: started("7", "2024-02-21")})).deliveries
    unknown = ["usefulness_young", "usefulness_parent", "further_young", "further_parent"]
    assert one.frame.select(*unknown, "crisis", "referrer", "ended_on", "end_reason").row(0) == (
        (None,) * 8
    )


def test_a_request_tells_who_referred(tmp_path):
    found = checked(
        message(tmp_path, "315", {TOM: requested("R1", "02")}),
        message(tmp_path, "301", {TOM: assigned("7", "2024-01-10", request="R1")}),
        message(tmp_path, "305", {TOM: started("7", "2024-02-01")}),
    )
    assert rows(found)[0]["referrer"] == "02"


def test_one_child_has_one_key_over_all_messages_and_another_in_the_next_import(tmp_path):
    paths = [
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}, id="1"),
        message(
            tmp_path,
            "305",
            {TOM: started("8", "2024-03-01", product="43/x"), ANNA: started("9", "2024-03-01")},
            id="2",
        ),
    ]
    first, second = ({row["started_on"]: set() for row in rows(checked(*paths))} for _ in range(2))
    first, second = (checked(*paths).deliveries[0].frame["client"].to_list() for _ in range(2))
    assert len(set(first)) == 2
    assert not set(first) & set(second)


def test_a_start_without_assignment_counts_and_its_waiting_is_unknown(tmp_path):
    found = checked(message(tmp_path, "305", {TOM: started("7", "2024-02-21")}))
    assert "assigned_on" not in rows(found)[0]
    assert "start_not_assigned" in rules(found)


def test_waiting_runs_from_the_first_assignment_and_not_from_its_change(tmp_path):
    found = checked(
        message(tmp_path, "301", {TOM: assigned("7", "2024-01-10")}, id="1"),
        message(tmp_path, "301", {TOM: assigned("7", "2024-03-01", change="04")}, id="2"),
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}),
    )
    assert rows(found)[0]["assigned_on"] == date(2024, 1, 10)


def test_an_assignment_that_was_taken_back_was_never_there(tmp_path):
    found = checked(
        message(tmp_path, "301", {TOM: assigned("7", "2024-01-10")}, id="1"),
        message(tmp_path, "301", {TOM: assigned("7", "2024-01-11", change="13")}, id="2"),
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}),
    )
    assert "assigned_on" not in rows(found)[0]


def test_a_stop_whose_start_is_not_there_tells_the_whole_trajectory(tmp_path):
    found = checked(message(tmp_path, "307", {TOM: stopped("7", "2023-02-01", "2024-03-31")}))
    (row,) = rows(found)
    assert (row["started_on"], row["ended_on"]) == (date(2023, 2, 1), date(2024, 3, 31))
    assert "stop_without_start" in rules(found)


def test_a_stop_with_another_first_day_than_the_open_start_is_for_people(tmp_path):
    found = checked(
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}),
        message(tmp_path, "307", {TOM: stopped("7", "2024-02-20", "2024-06-30")}),
    )
    assert rules(found)[0] == "message_stop_differs"
    assert "JW307" in told(found)[0] and "2024-02-20" in told(found)[0]


def test_a_second_start_that_was_stopped_while_the_first_is_open_is_for_people(tmp_path):
    found = checked(
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}, id="1"),
        message(tmp_path, "305", {TOM: started("7", "2024-03-01")}, id="2"),
        message(tmp_path, "307", {TOM: stopped("7", "2024-03-01", "2024-06-30")}),
    )
    assert rules(found)[0] == "message_stop_differs"


def test_a_deleted_start_is_gone_and_the_one_sent_anew_counts(tmp_path):
    found = checked(
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}, id="1"),
        message(
            tmp_path,
            "305",
            {TOM: started("7", "2024-02-21", status="3") + started("7", "2024-02-12")},
            id="2",
            day="2024-03-01",
        ),
    )
    assert [row["started_on"] for row in rows(found)] == [date(2024, 2, 12)]
    (one,) = found.deliveries
    assert (one.rows_in, one.rows_kept, one.rows_out) == (3, 1, {"message_corrected": 2})


def test_a_deletion_and_its_replacement_may_be_of_one_day(tmp_path):
    """Another end under the same key: the old one goes first, whatever the order of files."""
    first = {TOM: stopped("7", "2024-02-01", "2024-05-31")}
    away = {TOM: stopped("7", "2024-02-01", "2024-05-31", status="3")}
    new = {TOM: stopped("7", "2024-02-01", "2024-06-30")}
    paths = [
        message(tmp_path, "307", new, id="3", day="2024-07-02"),
        message(tmp_path, "307", away, id="2", day="2024-07-02"),
        message(tmp_path, "307", first, id="1", day="2024-06-01"),
    ]
    assert rows(checked(*paths))[0]["ended_on"] == date(2024, 6, 30)


def test_a_stop_that_was_deleted_leaves_help_running(tmp_path):
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-01")})
    stop = {TOM: stopped("7", "2024-02-01", "2024-05-31")}
    away = {TOM: stopped("7", "2024-02-01", "2024-05-31", status="3")}
    found = checked(
        start,
        message(tmp_path, "307", stop, id="1", day="2024-06-01"),
        message(tmp_path, "307", away, id="2", day="2024-06-05"),
    )
    assert "ended_on" not in rows(found)[0]


def test_a_pause_does_not_end_a_trajectory(tmp_path):
    found = checked(
        message(
            tmp_path,
            "305",
            {TOM: started("7", "2024-02-01") + started("7", "2024-05-20")},
        ),
        message(
            tmp_path,
            "307",
            {
                TOM: stopped("7", "2024-02-01", "2024-04-30", reason="20")
                + stopped("7", "2024-05-20", "2024-09-30", reason="31")
            },
        ),
    )
    (row,) = rows(found)
    assert (row["started_on"], row["ended_on"], row["end_reason"]) == (
        *(date(2024, 2, 1), date(2024, 9, 30)),
        "01",
    )
    assert found.deliveries[0].rows_out == {"stretches_joined": 1}


def test_after_an_administrative_stop_that_nothing_follows_the_reason_is_unknown(tmp_path):
    found = checked(
        message(tmp_path, "307", {TOM: stopped("7", "2024-02-01", "2024-04-30", reason="36")})
    )
    assert "end_reason" not in rows(found)[0]
    assert "ended_administratively" in rules(found)


def test_two_products_of_one_care_form_at_once_are_one_trajectory(tmp_path):
    products = started("7", "2024-02-01", product="45/A") + started(
        "8", "2024-03-01", product="45/B"
    )
    (row,) = rows(checked(message(tmp_path, "305", {TOM: products})))
    assert row["started_on"] == date(2024, 2, 1)


def test_a_code_without_a_care_form_is_named_with_how_often_it_occurs(tmp_path):
    products = started("7", "2024-02-01", product="55/55A11") + started(
        "8", "2024-03-01", product="55/55A11"
    )
    products += started("9", "2024-03-01", product="46/46X")
    found = checked(message(tmp_path, "305", {TOM: products}))
    assert rules(found) == ["product_unmapped", "product_unmapped"]
    assert "Code 46 46X komt 1 keer voor in Utrecht stad." in told(found)[0]
    assert "Code 55 55A11 komt 2 keer voor in Utrecht stad." in told(found)[1]


def test_the_table_of_a_region_says_what_a_code_is_and_when(tmp_path):
    table = written(
        tmp_path,
        "codes.csv",
        f"""{PRODUCTS}
        Utrecht Stad;55;55A11;13;;2024-02-29
        Utrecht Stad;55;55A11;14;2024-03-01;
        Utrecht Stad;45;;geen;;""",
    )
    both = started("7", "2024-02-01", product="55/55A11")
    later = {ANNA: started("8", "2024-03-01", product="55/55A11") + started("9", "2024-03-01")}
    found = checked(table, message(tmp_path, "305", {TOM: both, **later}))
    assert [row["care_form"] for row in rows(found)] == ["13", "14"]
    assert "product_no_help" in rules(found)


def test_the_table_of_another_region_does_not_count(tmp_path):
    table = written(tmp_path, "codes.csv", f"{PRODUCTS}\nFlevoland;55;;14;;")
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-01", product="55/55A11")})
    assert rules(checked(table, start)) == ["product_unmapped"]


def test_a_region_that_does_not_exist_is_refused(tmp_path):
    table = written(tmp_path, "codes.csv", f"{PRODUCTS}\nNergenshuizen;55;;14;;")
    assert rules(checked(table)) == ["region_unknown"]


def test_the_table_is_remembered_for_the_next_messages(tmp_path, warehouse):
    table = written(tmp_path, "codes.csv", f"{PRODUCTS}\nUtrecht;55;55A11;14;;")
    counting.take_in(warehouse, [table], who="beheer", why="productcodes")
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-01", product="55/55A11")})
    found = counting.check([start], today=TODAY, known=warehouse)
    assert rows(found)[0]["care_form"] == "14"


@pytest.mark.parametrize("reason", ["02", "20", "31", "32", "33", "34", "35", "36", "37", "38"])
def test_every_reason_of_the_standard_has_a_place(tmp_path, reason):
    stop = stopped("7", "2024-02-01", "2024-04-30", reason=reason)
    rows(checked(message(tmp_path, "307", {TOM: stop})))


REASONS = "regio;reden_jz588;reden_einde"


def ended(tmp_path, table, reason):
    rows = written(tmp_path, "redenen.csv", f"{REASONS}\n{table}")
    stop = message(tmp_path, "307", {TOM: stopped("7", "2024-02-01", "2024-05-01", reason=reason)})
    found = checked(rows, stop)
    if found.problems:
        return [str(one.rule) for one in found.problems]
    return found.deliveries[1].frame["end_reason"].to_list()


@pytest.mark.parametrize(
    ("table", "reason", "expected"),
    [
        ("Utrecht Stad;39;05", "39", ["05"]),
        ("Haaglanden;39;05", "39", ["01"]),  # another region: what ships with the project
        (";39;05\nUtrecht;39;04", "39", ["04"]),  # the nearest row counts
        (";2;04", "02", ["04"]),  # a spreadsheet took the zero
        ("Utrecht;31;administratief", "31", [None]),
        ("Utrecht;77;02", "77", ["02"]),  # a code that only this region has
        ("Haaglanden;77;02", "77", ["message_code_unknown"]),
        ("Nergens;39;05", "39", ["region_unknown"]),
        ("Utrecht;39;09", "39", ["code_unknown"]),
    ],
)
def test_the_table_of_a_region_says_what_an_end_reason_is(tmp_path, table, reason, expected):
    assert ended(tmp_path, table, reason) == expected
