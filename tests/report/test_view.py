"""What stands on Verkennen as a file: figures as released, with source, status, date and filter."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook

from telvertel.charts import Compared
from telvertel.report.view import Beside, Cut, View, as_csv, as_workbook
from telvertel.report.view_picture import as_png, as_svg
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, card, released, rows

FEW, OF_FEW = 7, 13  # too few to be shown, and found nowhere else
FILTER = "Uitval bij De Brug, ambulante hulp, per kwartaal."
SOURCE = "Bron: Eigen telling. Stand van 31 januari 2026."


def view(*tolds: str, **more) -> View:
    told = tolds or (FILTER,)
    values = [(30, 120), (FEW, OF_FEW), (36, 120), (41, 60)]
    own = released(DROPOUT, rows("2024KW01", values, status=["final"] * 3 + ["provisional"]))
    cuts = tuple(Cut(own, one, DROPOUT) for one in told)
    given = {"names": NAMES, "standing": (SOURCE,), "made_on": date(2026, 11, 22), **more}
    return View(card=DROPOUT, cuts=cuts, **given)


def read_csv(of: View, language: str = "nl") -> list[dict[str, str]]:
    text = as_csv(of, words(language)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_every_row_of_a_csv_tells_filter_source_status_and_day():
    found = read_csv(view())
    assert len(found) == 4
    for row in found:
        assert row["Keuze"] == FILTER and row["Bron"] == "Eigen telling"
        assert row["Gemaakt op"] == "2026-11-22"
    assert [row["Stand"] for row in found] == ["definitief"] * 3 + ["voorlopig"]
    assert [row["Cijfer"] for row in found][:3] == ["25%", "te klein", "30%"]


def test_what_is_hidden_on_the_screen_is_in_no_file():
    one = view()
    hidden = read_csv(one)[1]
    assert [hidden[name] for name in ("Waarde", "Van", "Tot", "Teller", "Noemer")] == [""] * 5
    cells = [cell for sheet in sheets(one).values() for line in sheet for cell in line]
    assert FEW not in cells and OF_FEW not in cells
    assert not re.search(rf">[^<]*\b{OF_FEW}\b", as_svg(one, words("nl")))


def sheets(of: View) -> dict[str, list[list]]:
    book = load_workbook(io.BytesIO(as_workbook(of, words("nl"))))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_workbook_has_the_filter_on_top_and_what_the_figure_does_not_say_behind_it():
    found = sheets(view())
    figures, meaning = found["Cijfers"], found["Wat het cijfer zegt"]
    assert [line[0] for line in figures[:3]] == [
        FILTER, SOURCE, "Gemaakt op 22 november 2026 met Tel & Vertel."
    ]  # fmt: skip
    heads = next(line for line in figures if line[0] == "Indicator")
    first = dict(zip(heads, figures[figures.index(heads) + 1], strict=True))
    assert (first["Cijfer"], first["Waarde"]) == ("25%", 25.0)
    assert any("Niet alles." in str(line[0]) for line in meaning)


def test_what_is_compared_goes_along_with_what_chance_does():
    heads = ("Aanbieder", "Jongeren", "Cijfer", "Met toeval en afronding", "Ligt")
    rows = [
        ("De Brug", "120", "25%", "18–33%", "binnen"),
        ("aanbieder B", "60", "30%", "20–42%", "x"),
    ]
    table = dict(zip(heads, zip(*rows, strict=True), strict=True))
    one = view(beside=(Beside("Eerlijk vergeleken: over 2024.", "2024JJ00", "Teams", table),))
    last = read_csv(one)[-2:]
    assert [line["Onderdeel"] for line in last] == ["De Brug", "aanbieder B"]
    assert (last[0]["Periode"], last[0]["Cijfer"], last[0]["Noemer"]) == ("2024", "25%", "120")
    assert last[0]["Toelichting"] == "Met toeval en afronding: 18–33%; Ligt: binnen"
    assert last[0]["Bron"] == "Teams" and last[0]["Hoe vast het staat"] == SOURCE
    sheet = [[cell for cell in line if cell] for line in sheets(one)["Vergeleken 1"]]
    assert sheet[0] == ["Eerlijk vergeleken: over 2024."] and sheet[1] == ["Bron: Teams"]
    assert list(heads) in sheet and list(rows[1]) in sheet


def test_a_target_on_the_screen_goes_along_with_who_set_it_when_and_why():
    norm = {
        "kind": "ambition", "value": 30.0, "low": None, "high": None, "absent": False,
        "since": "2024KW01", "until": None, "set_by": "Raad", "set_on": "2023-12-10",
        "reason": "Samen bedacht.",
    }  # fmt: skip
    one = view(norms=(norm, norm | {"until": "2024KW04", "value": None, "absent": True}))
    told, absent = read_csv(one)[-2:]
    assert (told["Keuze"], told["Periode"]) == ("streefwaarde 30%, Raad", "vanaf 1e kwartaal 2024")
    assert (told["Waarde"], told["Bron"], told["Peildatum"]) == ("30", "Raad", "2023-12-10")
    assert told["Toelichting"] == "Samen bedacht." and told["Cijfer"] == ""
    assert absent["Keuze"].startswith("bewust geen streefwaarde: Samen bedacht")
    assert absent["Periode"] == "1e kwartaal 2024 tot en met 4e kwartaal 2024"
    assert any("streefwaarde 30%, Raad" in line for line in sheets(one)["Cijfers"])
    assert len(read_csv(view())) == 4  # not on the screen: not in the file


def test_words_that_came_with_figures_and_point_at_somebody_do_not_go_along():
    child = "Sanne en haar moeder vroegen erom op 14 maart 2026."
    norm = {
        "kind": "ambition", "value": 30.0, "low": None, "high": None, "absent": False,
        "since": "2024KW01", "until": None, "set_by": "Sanne de Vries", "set_on": "2023-12-10",
        "reason": child,
    }  # fmt: skip
    broken = {"period": "2024KW03", "reason": child}
    one = view(norms=(norm, norm | {"value": None, "absent": True}), breaks=(broken,))
    files = as_csv(one, words("nl")).decode("utf-8-sig") + as_svg(one, words("nl"))
    assert "Sanne" not in files and "14 maart" not in files
    told = read_csv(one)[-2]
    assert (told["Keuze"], told["Toelichting"]) == ("streefwaarde 30%", "(reden weggelaten)")
    noted = [row | {"note": f"{child}\nAndere telling."} for row in rows("2024KW01", [(30, 120)])]
    cut = replace(one.cuts[0], released=released(DROPOUT, noted))
    assert read_csv(replace(one, cuts=(cut,), norms=()))[0]["Toelichting"] == "Andere telling."


def test_what_is_compared_is_in_the_picture_under_the_series():
    codes = ("99000001", "99000002")
    told = [row for code in codes for row in rows("2024KW01", [(30, 120)], group=code)]
    of = Compared("2024KW01", tuple((code, f"aanbieder {at}") for at, code in enumerate(codes)))
    one = Beside("Eerlijk vergeleken.", "2024KW01", "", {}, (released(DROPOUT, told), of))
    drawn = as_svg(replace(view(), beside=(one,)), words("nl"))
    assert drawn.count("<svg x=") == 2
    told = re.sub(r"<[^>]+>", "|", drawn)
    assert told.index(FILTER[:20]) < told.index("Eerlijk vergeleken.") < told.index("aanbieder 1")
    assert told.index("aanbieder 1") < told.index(SOURCE)


def test_a_text_that_a_spreadsheet_would_run_stays_text():
    (first, *_) = read_csv(view("=1+1"))
    assert first["Keuze"] == "'=1+1"
    assert sheets(view("=1+1"))["Cijfers"][0][0] == "=1+1"  # a text, and calculated by nobody


def test_numbers_are_written_as_the_language_does():
    published = released(DROPOUT, rows("2024KW01", [31.5], at_source=True), gm="NL01")
    for language, value in (("nl", "31,5"), ("en", "31.5")):
        *_, last = csv.reader(
            io.StringIO(as_csv(view(context=(published,)), words(language)).decode("utf-8-sig")),
            delimiter=";",
        )
        assert value in last
        assert NAMES["NL01"] in last


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_picture_has_the_filter_above_it_and_source_and_day_beneath(language):
    drawn = as_svg(view(), words(language))
    told = re.sub(r"<[^>]+>", "|", drawn)
    assert told.index(FILTER[:40]) < told.index("65–70%")
    assert told.index(SOURCE) > told.index("2024")
    assert "Tel &amp; Vertel" in told
    assert 'role="img"' in drawn and "aria-label" in drawn
    assert "<script" not in drawn and "http://www.w3.org" in drawn
    assert "http" not in drawn.replace("http://www.w3.org", "")


def test_a_picture_of_two_cuts_tells_both_filters():
    drawn = re.sub(r"<[^>]+>", "|", as_svg(view(FILTER, "Een andere keuze."), words("nl")))
    assert FILTER[:40] in drawn and "Een andere keuze." in drawn
    assert "A 65–70%" in drawn and "B 65–70%" in drawn


def test_two_distributions_are_two_pictures_in_one_file():
    parts = [
        one for part, count in (("m0_3", 40), ("m3_6", 60))
        for one in rows("2024KW01", [(count, 100)] * 3, group=part)
    ]  # fmt: skip
    of = card("distribution", family="duration", out_of=["m0_3", "m3_6"])
    cuts = tuple(Cut(released(of, parts), told, of) for told in ("A · Eerst.", "B · Dan."))
    drawn = as_svg(replace(view(), card=of, cuts=cuts), words("nl"))
    assert drawn.count("<svg x=") == 2
    told = re.sub(r"<[^>]+>", "|", drawn)
    assert told.index("A · Eerst") < told.index("B · Dan") < told.index(SOURCE)


def test_a_png_is_twice_the_size_of_its_svg(tmp_path: Path):
    from PIL import Image

    drawn = as_svg(view(), words("nl"))
    width, height = (
        float(re.search(rf'<svg [^>]*?{one}="([\d.]+)"', drawn).group(1))
        for one in ("width", "height")
    )
    made = Image.open(io.BytesIO(as_png(view(), words("nl"))))
    assert abs(made.width - 2 * width) <= 2 and abs(made.height - 2 * height) <= 2
