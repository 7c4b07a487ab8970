"""A message is read safely: bombs, damage and impossible values are told, and no person is kept."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest

from telvertel import counting
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.ijw.messages import ANNA, TOM, assigned, message, requested, started, stopped

TODAY = date(2025, 1, 20)
SECRETS = (TOM, ANNA, "Witteveen", "Tommie", "Kerklaan", "Bakkerij", "Jansman", "2010-02-14")


def checked(*paths):
    return counting.check(paths, today=TODAY)


def rules(inspection):
    return [str(one.rule) for one in inspection.problems]


def changed(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def start(folder, **facts):
    return message(folder, "305", {TOM: started("7", "2024-02-21")}, **facts)


BOMB = """<!DOCTYPE m:Bericht [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = '<!DOCTYPE m:Bericht [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("dtd", [BOMB, OUTSIDE, "<!DOCTYPE m:Bericht SYSTEM 'http://x/y.dtd'>"])
def test_a_message_with_entities_or_a_dtd_is_not_read(tmp_path, dtd):
    path = changed(start(tmp_path), "?>\n", f"?>\n{dtd}\n")
    assert rules(checked(changed(path, "<i:Code>45A03", "<i:Code>&a;"))) == ["message_with_dtd"]


def test_a_message_that_is_nested_without_end_is_not_read(tmp_path):
    deep = "<m:x>" * 500 + "</m:x>" * 500
    assert rules(checked(changed(start(tmp_path), "</m:Header>", f"</m:Header>{deep}"))) == [
        "message_too_deep"
    ]


def test_half_a_message_is_told_with_its_line(tmp_path):
    path = start(tmp_path)
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    (one,) = checked(path).problems
    assert (one.rule, one.row is not None) == ("message_unreadable", True)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<m:BerichtCode>438", "<m:BerichtCode>439", "message_unknown"),
        ("Subversie>2<", "Subversie>1<", "message_version"),
        ("2024-01-10<", "2024-01-32<", "message_undated"),
        ("<m:Ontvanger>0344", "<m:Ontvanger>99000002", "message_parties"),
        ("StartProduct>", "Anders>", "message_empty"),
        (TOM, "999900007", "message_client"),
        ("<m:Begindatum>2024-02-21", "<m:Begindatum>2024-02-30", "message_day_impossible"),
        ("<m:Begindatum>2024-02-21", "<m:Begindatum>0001-01-01", "message_day_impossible"),
        ("<m:Begindatum>2024-02-21</m:Begindatum>", "", "message_value_missing"),
        ("Aanlevering>1<", "Aanlevering>8<", "message_code_unknown"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, old, new, rule):
    assert rules(checked(changed(start(tmp_path), old, new))) == [rule]


def test_an_impossible_date_names_message_line_and_element(tmp_path):
    request = message(tmp_path, "315", {TOM: requested("R1", "02", until="2027-06-31")})
    (one,) = checked(request).problems
    assert sentence(one, words("nl")).startswith(
        "Bericht JW315, regel 14, element AangevraagdProduct/ToewijzingEinddatum (waarde "
        '"2027-06-31"): deze datum bestaat niet'
    )


def test_a_stop_before_its_start_is_told(tmp_path):
    stop = message(tmp_path, "307", {TOM: stopped("7", "2024-02-21", "2024-02-20")})
    assert rules(checked(stop)) == ["message_ends_early"]


def test_a_reason_that_no_list_knows_is_told(tmp_path):
    stop = message(tmp_path, "307", {TOM: stopped("7", "2024-02-21", "2024-03-20", reason="99")})
    assert rules(checked(stop)) == ["message_code_unknown"]


@pytest.mark.parametrize(
    ("birth", "rule"), [("2026-05-01", "age_impossible"), ("1900-01-01", "age_missing")]
)
def test_an_age_that_cannot_be_is_told_at_the_message(tmp_path, birth, rule):
    (one,) = checked(start(tmp_path, birth=birth)).problems
    assert (str(one.rule), one.file, one.row) == (rule, "JW305-1.xml", 14)
    assert "StartProduct/Geboortedatum" in sentence(one, words("nl"))


def test_assignments_alone_tell_of_no_help(tmp_path):
    alone = message(tmp_path, "301", {TOM: assigned("7", "2024-01-10")})
    assert rules(checked(alone)) == ["message_no_help"]


def test_the_same_message_twice_counts_once_and_another_with_its_number_is_refused(tmp_path):
    one, again = start(tmp_path), start(tmp_path, name="nog-eens.xml")
    found = checked(one, again)
    assert (rules(found), found.deliveries[0].rows_in) == ([], 1)
    other = message(tmp_path, "305", {ANNA: started("8", "2024-02-21")}, name="anders.xml")
    assert rules(checked(one, other)) == ["message_id_twice"]


def test_namespaces_and_names_of_files_do_not_matter(tmp_path):
    path = changed(start(tmp_path, name="export.txt"), "m:", "abc:")
    assert rules(checked(changed(path, "xmlns:m", "xmlns:abc"))) == []


def test_a_message_in_utf_16_is_read(tmp_path):
    path = start(tmp_path)
    text = path.read_text(encoding="utf-8").replace("UTF-8", "UTF-16")
    path.write_bytes(text.encode("utf-16"))
    assert rules(checked(path)) == []


def test_nobody_of_a_message_is_found_anywhere_afterwards(tmp_path, warehouse, caplog):
    """Not in the delivery, problems, logs or any byte that the warehouse wrote."""
    caplog.set_level(logging.DEBUG)
    paths = [
        message(tmp_path, "315", {TOM: requested("R1", "02")}, name=f"JW315_{TOM}.xml"),
        message(tmp_path, "301", {TOM: assigned("7", "2024-01-10", request="R1")}),
        message(
            tmp_path, "305", {TOM: started("7", "2024-02-21"), ANNA: started("8", "2024-03-01")}
        ),
    ]
    found = checked(*paths)
    at = datetime(2025, 1, 20, tzinfo=UTC)
    receipt = counting.take_in(warehouse, paths, who="beheer", why="levering", at=at)
    assert receipt.version is not None
    said = repr((found, receipt)) + found.deliveries[0].frame.write_csv() + caplog.text
    written = [path.read_bytes() for path in warehouse.folder.rglob("*") if path.is_file()]
    clients = found.deliveries[0].frame["client"].to_list()
    for secret in (*SECRETS, *clients):
        assert secret in clients or secret not in said
        assert not any(secret.encode() in content for content in written)


def test_nobody_of_a_refused_message_is_found_in_its_problems(tmp_path):
    path = changed(start(tmp_path), "<m:Begindatum>2024-02-21", f"<m:Begindatum>{TOM}")
    (one,) = checked(changed(path, "Aanlevering>1<", "Aanlevering>1<")).problems
    assert not any(secret in repr(one) for secret in SECRETS)
