"""What stands on Verkennen as a file: figures as released, with source, status, date and filter."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook

from telvertel.report.view import Cut, View, as_csv, as_workbook
from telvertel.report.view_picture import as_png, as_svg
from telvertel.wording.words import words
from tests.charts.released import DROPOUT, NAMES, released, rows

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


def test_a_png_is_twice_the_size_of_its_svg(tmp_path: Path):
    from PIL import Image

    drawn = as_svg(view(), words("nl"))
    width, height = (
        float(re.search(rf'<svg [^>]*?{one}="([\d.]+)"', drawn).group(1))
        for one in ("width", "height")
    )
    made = Image.open(io.BytesIO(as_png(view(), words("nl"))))
    assert abs(made.width - 2 * width) <= 2 and abs(made.height - 2 * height) <= 2
