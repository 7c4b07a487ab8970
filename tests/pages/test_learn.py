"""Leren: what was told over the years, of sealed meetings only."""

from __future__ import annotations

from datetime import timedelta

from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from tests.pages.small import open_meeting, page, say, sealed_meeting

LAST_YEAR = today() - timedelta(days=360)
AGREED = e.AgreementMade(
    agreement="bellen",
    item="uitval",
    if_text="een jongere niet komt",
    then_text="belt De Oever binnen een week",
    side=e.Side.provider,
)


def told(test) -> str:
    kinds = ("header", "markdown", "caption")
    texts = [element.value for kind in kinds for element in getattr(test, kind)]
    return "\n".join(texts).replace("\\", "")


def note(name: str, text: str, kind: str = "explanation", side: e.Side | None = None):
    return e.NoteWritten(
        note=name, item="uitval", stage=Stage.explain, note_kind=kind, text=text, side=side
    )


def talk(figures) -> None:
    sealed_meeting(
        figures,
        "najaar",
        LAST_YEAR,
        note("n1", "Veel wisseling in het team", side=e.Side.provider),
        note("n2", "Warme overdracht viel weg", side=e.Side.municipality),
        note("n3", "Wat zeggen jongeren zelf?", kind="question"),
        AGREED,
    )


def test_before_the_first_sealed_meeting_it_says_so(figures):
    open_meeting(figures, "lopend", today())
    say(figures, "lopend", note("n1", "Nog niet vastgesteld"))
    read = told(page("learn"))
    assert "Er is nog niets om van te leren." in read
    assert "Nog niet vastgesteld" not in read


def test_everything_told_stands_under_its_figure(figures):
    talk(figures)
    read = told(page("learn"))
    assert read.index("Uitval") < read.index("Veel wisseling in het team")
    assert "Als een jongere niet komt, dan belt De Oever binnen een week." in read
    assert "Op deze afspraak is nog niet teruggekeken." in read


def test_an_answer_of_a_later_meeting_stands_with_the_agreement(figures):
    talk(figures)
    answer = e.AgreementReviewed(
        agreement="bellen", made_in="najaar", kept="yes", helped="too_early", result="Elf gebeld."
    )
    sealed_meeting(figures, "voorjaar", LAST_YEAR + timedelta(days=180), answer, previous="najaar")
    read = told(page("learn"))
    assert "Gehouden? **Ja** · Geholpen? **Nog te vroeg om te zien**" in read
    assert "Elf gebeld." in read


def test_the_list_can_be_narrowed_by_kind_and_side(figures):
    talk(figures)
    test = page("learn")
    test.pills(key="learn.kind").set_value("explanation").run()
    read = told(test)
    assert "Warme overdracht viel weg" in read and "belt De Oever" not in read
    assert test.query_params["kind"] == "explanation"
    test.selectbox(key="learn.side").select("provider").run()
    read = told(test)
    assert "Veel wisseling" in read and "Warme overdracht" not in read


def test_a_link_opens_the_same_choice_in_english(figures):
    talk(figures)
    test = page("learn", taal="en", kind="question")
    read = told(test)
    assert "Wat zeggen jongeren zelf?" in read and "Veel wisseling" not in read
    assert "Dropout" in read


def test_searching_finds_words_of_people(figures):
    talk(figures)
    test = page("learn")
    test.text_input(key="learn.search").set_value("overdracht").run()
    read = told(test)
    assert "Warme overdracht viel weg" in read and "Veel wisseling" not in read
    test.text_input(key="learn.search").set_value("zeemeermin").run()
    assert "Niets gevonden" in told(test)
