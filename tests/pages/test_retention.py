"""Gegevens, Bewaren en wissen; and the council edition at Afronden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from telvertel import forgetting
from telvertel.days import today
from telvertel.figures.scope import Scope
from telvertel.figures.troubles import NoSuchVersion
from telvertel.journal.audit import Act
from telvertel.journal.periods import NAME
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.subject import ERASED
from telvertel.report import council
from telvertel.retention import stopping
from telvertel.screen import cached, door, handing
from tests.pages.small import page, sealed_meeting, texts

TODAY = today()


def press(test, key: str):
    next(one for one in test.button if one.key == key).click().run()
    assert not test.exception, test.exception
    return test


def note(text: str, **more) -> e.NoteWritten:
    return e.NoteWritten(
        note="n1", item="uitval", stage="explain", note_kind=e.NoteKind.fact, text=text, **more
    )


def overview(test) -> str:
    return "\n".join(one.value.to_csv() for one in test.table)


def test_it_shows_what_is_kept_how_long_and_that_records_never_come_here(figures):
    sealed_meeting(figures, "lente", TODAY, note("Het stijgt."))
    test = page("figures")
    told = overview(test)
    assert "0 dagen: komt nooit op deze schijf" in told
    assert "730 dagen na het overnemen" in told
    assert "365 dagen na het gesprek" in told
    assert "Vandaag is er niets te wissen." in texts(test)


def test_what_is_due_is_listed_first_and_goes_at_the_press_of_a_button(figures):
    sealed_meeting(figures, "lente", TODAY - timedelta(days=370), note("Het stijgt."))
    test = page("figures")
    assert "Wat gezegd is in Kwartaalgesprek" in texts(test)
    assert figures.telling.meeting("lente").notes[0].text == "Het stijgt."
    button = next(one for one in test.button if one.key == "retention.purge")
    assert button.disabled  # asked twice
    next(one for one in test.checkbox if one.key == "retention.purge.sure").check().run()
    test = press(test, "retention.purge")
    assert "Gewist: 1" in texts(test)
    assert figures.telling.meeting("lente").notes[0].text == ERASED
    assert "Vandaag is er niets te wissen." in texts(test)
    assert "bewaartermijn van dit gesprek is voorbij" in texts(page("close", gesprek="lente"))
    assert "Gewist en gedaan (1)" in "".join(one.label for one in test.expander)


def test_a_file_that_cannot_be_read_is_named_and_the_rest_of_the_page_stands(figures):
    (figures.home / NAME).write_text("notes_days = -1", encoding="utf-8")
    told = texts(page("figures"))
    assert "notes_days = -1" in told and "van 1 tot en met 3660 dagen" in told
    assert "wordt er niets gewist" in told


def test_a_line_of_a_silent_round_is_wiped_here(figures):
    opened = e.RoundOpened(round="r1", item="uitval", round_kind="lines", question="Waarom?")
    lines = tuple(e.RoundLine(side=None, text=one) for one in ("Aap", "Noot", "Mies uit Zeewolde"))
    closed = e.RoundClosed(round="r1", lines=lines)
    sealed_meeting(figures, "lente", TODAY, opened, closed)
    test = page("figures")
    chosen = next(one for one in test.selectbox if one.label == "Regel")
    chosen.select_index(2).run()
    press(test, "retention.round.wipe")
    kept = figures.telling.meeting("lente").rounds[0].closed.lines
    assert [one.text for one in kept] == ["Aap", "Noot", ERASED]


def test_a_line_of_the_talk_is_wiped_here_also_after_the_seal_and_when_it_was_taken_back(figures):
    kept = note("Het stijgt.")
    back = note("Zij is boos op de Zeewoldse toegang").model_copy(update={"note": "n2"})
    sealed_meeting(figures, "lente", TODAY, kept, back, e.LinePulledBack(note=back.note))
    test = page("figures")
    chosen = next(one for one in test.selectbox if one.label == "Regel")
    assert chosen.options == [kept.text, back.text]
    chosen.select_index(1).run()
    press(test, "retention.round.wipe")
    told = {one.id: one for one in figures.telling.meeting("lente").notes}
    assert told[back.note].wiped and told[kept.note].text == "Het stijgt."
    (noted,) = figures.audit.entries()
    assert (noted.act, noted.facts["line"], noted.facts["role"]) == (
        Act.line_wiped, back.note, "facilitator",
    )  # fmt: skip
    assert "een regel gewist uit Kwartaalgesprek" in texts(test)
    written = b"".join(one.read_bytes() for one in figures.home.rglob("*") if one.is_file())
    assert b"Zeewoldse toegang" not in written


def test_who_got_which_copy_is_on_a_list(figures):
    sealed_meeting(figures, "lente", TODAY, note("Het stijgt."))
    meeting = figures.telling.meeting("lente")
    made = handing.recorded(lambda: b"x", "html", meeting, "provider")
    assert made() == b"x"
    assert [one.act for one in figures.audit.entries()] == [Act.handed_out]
    told = overview(page("figures"))
    assert "Verslag (HTML)" in told and "De aanbieder" in told and "Kwartaalgesprek" in told


def test_stop_and_keep_asks_first_and_tells_afterwards_since_when(figures):
    test = page("figures")
    go = next(one for one in test.button if one.key == "retention.stop.go")
    assert go.disabled
    next(one for one in test.checkbox if one.key == "retention.stop.sure").check().run()
    press(test, "retention.stop.go")
    assert stopping.stopped_at(figures.home)
    test = page("figures")
    assert "Alles ligt stil sinds" in texts(test)
    press(test, "retention.stop.again")
    assert stopping.stopped_at(figures.home) is None


@pytest.fixture
def sealed(figures):
    public = note("Wij belden vaker.", side="provider", visibility=Visibility.public)
    sealed_meeting(figures, "lente", TODAY, public)
    return figures


def test_the_council_edition_is_read_approved_by_both_and_then_released(sealed):
    test = page("close", gesprek="lente")
    assert "council-release" not in [one.key for one in test.button]
    agree = next(one for one in test.button if one.key == "council-True-provider")
    assert agree.disabled  # nobody agrees with what was not read
    assert "als u hierboven de tekst hebt opengezet" in texts(test)
    next(one for one in test.toggle if one.key == "council-read-lente").set_value(True).run()
    assert "Wij belden vaker." in texts(test).replace("\\", "")
    press(test, "council-True-provider")
    assert "council-release" not in [one.key for one in test.button]
    press(test, "council-True-municipality")
    press(test, "council-release")
    meeting = sealed.telling.meeting("lente")
    assert meeting.released_on(council.mark_of(meeting))
    assert "Vrijgegeven op" in texts(test)
    assert sealed.journal.verify("lente").seal_holds
    press(test, "council-back-provider")
    assert "council-release" not in [one.key for one in test.button]


def test_who_prepares_reads_first_who_will_read_it_and_how_long_it_is_kept(figures):
    from tests.pages.small import ITEM, planned, say

    (figures.home / NAME).write_text("notes_days = 200", encoding="utf-8")
    say(figures, "zomer", planned(TODAY + timedelta(days=3)), e.AgendaSet(items=(ITEM,)))
    test = page("prepare", gesprek="zomer", kant="aanbieder")
    assert "200 dagen na het gesprek gewist" in texts(test)


def test_figures_that_ended_are_in_no_page_that_was_shown_before(figures, monkeypatch):
    monkeypatch.setattr(door, "_daily", None)
    door._keep_time()
    try:
        version, scope = figures.warehouse.current, Scope(municipality="GM9901")
        assert cached.released(version, "dropout", scope).frame.height
        forgetting.forget(figures.warehouse, TODAY)
        with pytest.raises(NoSuchVersion):
            cached.released(version, "dropout", scope)
    finally:
        door._daily.end()
