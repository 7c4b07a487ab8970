"""Messages come in loose, in a zip or both; what tells of no help is said and left aside."""

from __future__ import annotations

import re
import stat
import zipfile
from datetime import date

import pytest

from telvertel import counting
from telvertel.problem_book import fix_of
from telvertel.wording.files import file_told
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.files import written
from tests.figures.ijw.messages import ANNA, TOM, assigned, message, started, stopped

TODAY = date(2025, 1, 20)


def checked(*paths):
    return counting.check(paths, today=TODAY)


def rules(inspection):
    return [str(one.rule) for one in inspection.problems]


def packed(path, entries, method=zipfile.ZIP_DEFLATED):
    """A zip of these entries: name → path of a file, or bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as pack:
        for name, what in entries.items():
            pack.writestr(name, what if isinstance(what, bytes) else what.read_bytes())
    return path


def three(folder):
    """An assignment, the start that follows and its stop."""
    return [
        message(folder, "301", {TOM: assigned("7", "2024-01-10")}),
        message(folder, "305", {TOM: started("7", "2024-02-21")}),
        message(folder, "307", {TOM: stopped("7", "2024-02-21", "2024-09-30")}),
    ]


def stretch(inspection):
    frame = inspection.deliveries[0].frame
    return frame.select("assigned_on", "started_on", "ended_on", "end_reason").rows()


WHOLE = [(date(2024, 1, 10), date(2024, 2, 21), date(2024, 9, 30), "01")]


def test_a_zip_with_folders_says_the_same_as_its_messages_one_by_one(tmp_path):
    paths = three(tmp_path / "los")
    pack = packed(
        tmp_path / "berichten.zip",
        {
            "2024/toewijzing/a.xml": paths[0],
            "2024/Start & stop/B.XML": paths[1],
            "2024/Start & stop/c.xml": paths[2],
            "__MACOSX/2024/._a.xml": b"x",
            "2024/.DS_Store": b"x",
        },
    )
    one, other = checked(pack), checked(*paths)
    assert (rules(one), rules(other)) == ([], [])
    assert stretch(one) == stretch(other) == WHOLE
    assert one.deliveries[0].sha256 == other.deliveries[0].sha256
    assert one.deliveries[0].file == "berichten.zip/2024/toewijzing/a.xml (+2)"


def test_a_delivery_of_many_messages_is_named_in_words():
    dutch = words("nl")
    assert file_told("JW301.xml (+2)", dutch) == "JW301.xml en 2 andere"
    assert file_told("trajecten (2).csv", dutch) == "trajecten (2).csv"


def test_a_zip_and_loose_messages_and_a_table_are_one_delivery(tmp_path):
    paths = three(tmp_path / "los")
    pack = packed(tmp_path / "rest.zip", {"b.xml": paths[1], "c.xml": paths[2]})
    codes = written(
        tmp_path, "codes.csv", "regio;productcategorie;productcode;hulpvorm;van;tot\n;45;45A03;14;;"
    )
    found = checked(paths[0], pack, codes, paths[2])
    assert rules(found) == []
    assert found.deliveries[1].frame["care_form"].to_list() == ["14"]
    assert [str(one.rule) for one in found.remarks] == ["message_twice"]


def test_what_is_wrong_in_a_zip_is_told_with_the_name_in_the_zip(tmp_path):
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-30")})
    pack = packed(tmp_path / "w.zip", {f"map/JW305_{TOM}.xml": start})
    one = checked(pack).problems[0]
    assert one.file == "w.zip/map/JW305_•••.xml"
    assert sentence(one, words("nl")).startswith("Bericht JW305, regel 14, element StartProduct/")


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"lijst.csv": b"a;b\n1;2"}, "zip_mixed"),
        ({"binnen.zip": b"PK\x03\x04"}, "zip_mixed"),
        ({"../erbuiten.xml": b"<a/>"}, "zip_astray"),
        ({"/etc/x.xml": b"<a/>"}, "zip_astray"),
        ({"bom.xml": b" " * 30_000_000}, "unpacks_too_large"),
        ({f"{n}.xml": b"" for n in range(1001)}, "unpacks_too_large"),
    ],
)
def test_a_zip_with_anything_else_in_it_is_not_opened(tmp_path, other, rule):
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-21")})
    pack = packed(tmp_path / "x.zip", {"a.xml": start, **other})
    assert rules(checked(pack)) == [rule]


def test_what_else_is_in_a_zip_is_named_and_the_rest_is_counted_in_words(tmp_path):
    others = {f"lijst{n}.csv": b"a;b\n1;2" for n in range(9)}
    pack = packed(tmp_path / "x.zip", {"a.xml": b"<a/>", **others})
    (one,) = checked(pack).problems
    assert re.search(r"lijst\d\.csv en \d andere\.$", sentence(one, words("nl")))
    assert fix_of(one, words("nl")).endswith("andere.")


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    pack = packed(tmp_path / "x.zip", {})
    link = zipfile.ZipInfo("a.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(pack, "a") as opened:
        opened.writestr(link, "/etc/passwd")
    assert rules(checked(pack)) == ["zip_astray"]


def test_a_zip_with_a_password_says_so(tmp_path):
    start = message(tmp_path, "305", {TOM: started("7", "2024-02-21")})
    content = bytearray(packed(tmp_path / "x.zip", {"a.xml": start}).read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[6] |= 1
    content[at + 8] |= 1
    (tmp_path / "x.zip").write_bytes(content)
    assert rules(checked(tmp_path / "x.zip")) == ["file_locked"]


def test_a_zip_whose_bytes_were_changed_is_damaged_and_the_others_in_it_are_still_told(tmp_path):
    sound = message(tmp_path, "305", {TOM: started("7", "2024-02-30")})
    pack = packed(
        tmp_path / "x.zip", {"a.xml": b"abcdefgh" * 9, "b.xml": sound}, zipfile.ZIP_STORED
    )
    pack.write_bytes(pack.read_bytes().replace(b"abcdefgh", b"abcdefgx", 1))
    assert rules(checked(pack)) == ["zip_damaged", *["message_day_impossible"] * 2]


def answer(folder, number, code="999"):
    """A message of another sort than those that are read, under the schema of its own name."""
    path = message(folder, "305", {TOM: started("7", "2024-02-21")}, name=f"JW{number}.xml")
    text = path.read_text(encoding="utf-8").replace(
        "urn:jw305", f"http://x/ijw/3_2/jw{number}/schema"
    )
    path.write_text(text.replace("BerichtCode>438", f"BerichtCode>{code}"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("number", "remark"),
    [(n, "returns_aside") for n in ("302", "306", "308", "316", "318", "320")]
    + [("319", "answers_aside"), ("325", "claim_answers_aside")],
)
def test_answers_and_return_messages_are_left_aside_and_said(tmp_path, number, remark):
    paths = [*three(tmp_path), answer(tmp_path, number)]
    found = checked(*paths)
    assert (rules(found), stretch(found)) == ([], WHOLE)
    assert [(str(one.rule), dict(one.facts)) for one in found.remarks if "aside" in one.rule] == [
        (remark, {"count": "1"})
    ]


def test_answers_alone_are_no_delivery(tmp_path):
    (one,) = checked(answer(tmp_path, "306"), answer(tmp_path, "325")).problems
    assert str(one.rule) == "message_answers_only"
    assert "(JW306, JW325)" in sentence(one, words("nl"))


@pytest.mark.parametrize(
    ("number", "rule"),
    [("303", "message_gone"), ("321", "message_gone"), ("999", "message_unknown")],
)
def test_messages_that_are_not_of_this_standard_are_named(tmp_path, number, rule):
    (one,) = checked(answer(tmp_path, number)).problems
    assert str(one.rule) == rule
    assert f"JW{number}" in sentence(one, words("nl"))


def test_a_claim_answer_does_not_change_what_was_claimed(tmp_path):
    """Costs are what was submitted; whoever brings the answer along reads that."""
    paths = [*three(tmp_path), answer(tmp_path, "325")]
    said = [sentence(one, words("nl")) for one in checked(*paths).remarks]
    assert any("Kosten tellen zoals ze zijn ingediend (JW323)" in one for one in said)


def test_several_clients_in_several_messages_make_one_delivery(tmp_path):
    paths = [
        message(tmp_path, "305", {TOM: started("7", "2024-02-21")}, id="1"),
        message(tmp_path, "305", {ANNA: started("8", "2024-03-21")}, id="2"),
    ]
    (delivery,) = checked(*paths).deliveries
    assert (delivery.rows_in, delivery.frame.height) == (2, 2)
