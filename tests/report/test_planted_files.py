"""Every file that can be taken along, made without a browser from a delivery with planted values:
none of them holds one, and each holds what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from urllib.parse import parse_qsl

import pytest

from telvertel.freezing import frozen
from telvertel.installation import forget, installation
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.report import council, decision, figures_file, html, ics, word
from telvertel.report.minutes import minutes
from telvertel.screen import asked as asking
from telvertel.screen import corrections, downloads, report, shown
from telvertel.wording.words import words
from tests.pages.small import planned, say
from tests.planted import NOTE, PLANTED, QUESTIONS, delivery, holding, planted, unzipped

W = words("nl")
# With everything beside it that a switch can put there.
SWITCHES = {asking.BESIDE: "1", asking.COMPARED: "1", asking.ALIKE: "1"}
OF_A_VIEW = {"xlsx", "csv", "png", "svg"}
OF_A_TALK = {"html", "docx", "txt", "ics", "zip", "csv", "json"}
File = tuple[str, bytes]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    (folder / "delivery").mkdir()
    planted(folder / "home", delivery(folder / "delivery"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TELVERTEL_HOME", str(folder / "home"))
        patch.setenv("TELVERTEL_DEMO", "0")
        forget()
        yield installation()
        forget()


@pytest.fixture(scope="module")
def talk(home):
    """A sealed talk of both providers, with the finest cut and the costs frozen in it, and all that
    can be said."""
    known = asking.known()
    both = {"providers": ("99000002", "99000004"), "provider_names": ("De Oever", "Klein Anker")}
    plan, items, kept = planned(date(2026, 1, 20), **both), [], []
    for at, question in enumerate(QUESTIONS[1:3]):
        asked = asking.read_query(dict(parse_qsl(question)), known)
        scope = {"providers": "", **asked.scope.to_query()}
        items.append(e.AgendaItem(id=f"i{at}", indicator=asked.card.id, scope=scope, minutes=5))
        kept.append(frozen(home.warehouse, asked.card, items[-1], plan))
    say(
        home, "fijnst", plan,
        e.PeopleNoted(people=(e.Person(role="Beleidsadviseur", side=e.Side.municipality),
                              e.Person(role="Bestuurder", side=e.Side.provider))),
        e.AgendaSet(items=tuple(items)), *kept, e.MeetingOpened(), *SAID,
        *(e.Confirmed(side=side, how=e.Confirmation.confirmed) for side in e.Side),
    )  # fmt: skip
    home.telling.seal("fijnst")
    return home.telling.meeting("fijnst")


SAID = (
    e.NoteWritten(note="n1", item="i0", stage=Stage.explain, text=NOTE,
                  note_kind=e.NoteKind.explanation),
    e.WeighingGiven(item="i0", outcome=e.Outcome.not_met_improve, reasons="Te veel stoppen",
                    municipality_share="Laat beschikt"),
    e.AgreementMade(agreement="a1", item="i0", then_text="wij bellen", due=date(2026, 3, 1)),
    e.FigureDisputed(dispute="d1", item="i0", side=e.Side.provider, text="Wij tellen anders",
                     dispute_kind=e.DisputeKind.count),
)  # fmt: skip


def of_a_talk(home, meeting) -> Iterator[File]:
    """Everything that *Afronden* and *Klopt dit?* give of one talk."""
    pages = {
        "minutes": minutes(meeting, None, "nl"),
        "council": council.council(meeting, "nl"),
        "decision": decision.note(meeting, meeting.item("i0"), "nl"),
    }
    for name, one in pages.items():
        yield from made(f"{name}.html", html.html(one))
    yield from made("council.docx", word.word(pages["council"]))  # of minutes the browser takes it
    for make, ending, _ in corrections.editions(meeting, meeting.disputes[0], "nl").values():
        yield from made(f"correction.{ending}", make())
    yield from made("calendar.ics", ics.whole(meeting, "nl"))
    yield from made("figures.csv", figures_file.as_csv(meeting, "nl"))
    yield from made("figures.json", figures_file.as_json(meeting, "nl"))
    yield from made("whole.zip", report.packed(home.telling, meeting, None)())


def made(name: str, content: bytes | str) -> Iterator[File]:
    yield from unzipped(name, content.encode() if isinstance(content, str) else content)


def of_a_question(question: str) -> Iterator[File]:
    """The four files of Verkennen, with each series that the switches can add; the PNG, which is
    the SVG in dots, once."""
    known = asking.known()
    asked = asking.read_query({**dict(parse_qsl(question)), **SWITCHES}, known)
    view = shown.viewed(shown.shown(asked, known, (), W), W)()
    for kind, _, make in downloads.KINDS:
        if kind != "png" or question == QUESTIONS[1]:
            yield from made(f"view.{kind}", make(view, W))


def test_the_four_files_of_every_question_hold_nothing_planted(home):
    files = [one for question in QUESTIONS for one in of_a_question(question)]
    assert {PurePath(name).suffix[1:] for name, _ in files if "/" not in name} == OF_A_VIEW
    assert all(len(content) for _, content in files)
    assert [(name, found) for name, what in files if (found := holding(what, PLANTED))] == []


def test_the_files_of_a_talk_about_the_finest_cuts_hold_nothing_planted(home, talk):
    files = list(of_a_talk(home, talk))
    assert {PurePath(name).suffix[1:] for name, _ in files if "/" not in name} == OF_A_TALK
    assert [(name, found) for name, what in files if (found := holding(what, PLANTED))] == []
    # What may be seen is found: whoever reads nothing would find nothing either.
    read = {name for name, what in files if holding(what, (NOTE,))}
    assert "minutes.html" in read
