"""A whole meeting as one file: equal for both sides, and read in elsewhere with its check code."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import pytest
from typer.testing import CliRunner

from telvertel.cli import app
from telvertel.journal.journal import Journal
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.report.html import html
from telvertel.report.minutes import minutes
from telvertel.screen import report
from telvertel.telling import Telling
from tests.pages.small import sealed_meeting, taken_home, texts

TODAY = date(2026, 11, 12)
SAID = (
    e.Shown(view=e.View.item, item="uitval", stage="appraise"),
    e.WeighingGiven(
        item="uitval", outcome="too_early", reasons="Het team is nieuw.", municipality_share="Geen."
    ),
    e.AgreementMade(
        agreement="a1", item="uitval", then_text="we bellen elke week", due=date(2027, 1, 8)
    ),
    la.LearningPointNoted(learning="l1", text="Bellen helpt bij de start.", due=date(2027, 6, 1)),
)
SECRET = e.NoteWritten(
    note="n9", item="uitval", stage="explain", note_kind="explanation",
    text="Dit blijft tussen ons.", visibility="talk",
)  # fmt: skip


@pytest.fixture
def sealed(figures):
    """A sealed meeting with one of each, and its check code."""
    return figures, sealed_meeting(figures, "spring", TODAY, *SAID, SECRET)


def packed(house) -> bytes:
    return report.packed(house.telling, house.telling.meeting("spring"), None)()


def test_both_sides_get_the_same_file_to_the_last_byte_also_on_another_moment(sealed):
    house, _ = sealed
    first = packed(house)
    time.sleep(2.1)  # a zip counts in steps of two seconds
    assert packed(house) == first


def test_minutes_weighings_calendar_and_figures_are_in_it_in_both_languages(sealed):
    house, _ = sealed
    with zipfile.ZipFile(io.BytesIO(packed(house))) as file:
        names = set(file.namelist())
        calendar = file.read("calendar.nl.ics").decode()
    for language in ("nl", "en"):
        assert {
            f"minutes.{language}.html",
            f"weighing-1.{language}.html",
            f"calendar.{language}.ics",
            f"figures.{language}.csv",
        } <= names
    assert "we bellen elke week" in calendar


def test_it_is_read_in_elsewhere_with_its_check_code_and_gives_the_same_minutes(sealed, tmp_path):
    house, code = sealed
    file, there = tmp_path / "gesprek.zip", tmp_path / "daar"
    file.write_bytes(packed(house))
    done = CliRunner().invoke(app, ["unpack", str(file), "--home", str(there)])
    assert done.exit_code == 0, done.output
    assert f"Controlecode {code} klopt." in done.output
    journal = Journal.open(there / "journal")
    told = html(minutes(Telling(journal).meeting("spring"), None, "nl")).encode()
    journal.close()
    with zipfile.ZipFile(file) as parts:
        assert parts.read("minutes.nl.html") == told


def test_a_file_in_which_a_word_was_changed_is_refused_elsewhere(sealed, tmp_path):
    house, _ = sealed
    file, there = tmp_path / "gesprek.zip", tmp_path / "daar"
    with zipfile.ZipFile(io.BytesIO(packed(house))) as made, zipfile.ZipFile(file, "w") as target:
        for name in made.namelist():
            target.writestr(name, made.read(name).replace(b"elke week", b"elke dag "))
    done = CliRunner().invoke(app, ["unpack", str(file), "--home", str(there)])
    assert done.exit_code == 1
    assert "de controlecode klopt niet" in done.output


def test_the_words_of_a_line_for_the_talk_alone_are_in_no_file_and_the_page_says_so(sealed):
    house, _ = sealed
    with zipfile.ZipFile(io.BytesIO(packed(house))) as file:
        assert not [name for name in file.namelist() if SECRET.text.encode() in file.read(name)]
    assert "1 regel die alleen voor het gesprek was" in texts(taken_home())


def test_dates_and_weighings_can_be_taken_home_one_by_one(sealed):
    labels = [one.proto.label for one in taken_home().get("download_button")]
    assert labels[3:] == [
        "Alle datums in één bestand (.ics)",
        "Afspraak 1, 8 januari 2027",
        "1. Uitval: webpagina",
        "1. Uitval: Word",
    ]


def test_learning_points_alone_have_their_dates_in_a_calendar_too(figures):
    sealed_meeting(figures, "najaar", TODAY, SAID[-1])
    labels = [one.proto.label for one in taken_home().get("download_button")]
    assert "Alle datums in één bestand (.ics)" in labels
