"""A disputed figure on every page that shows it, until somebody says how it was settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from telvertel import counting
from telvertel.days import today
from telvertel.meeting import events as e
from telvertel.screen.disputing import due_after
from tests.pages.small import open_meeting, page, planned, say, sealed_meeting, texts
from tests.pages.test_explore import written

TODAY = today()
LAST_YEAR = TODAY - timedelta(days=360)
CHIP = "Betwist door De Oever: telling"
ASKED = {"indicator": "dropout", "gm": "GM9901", "providers": "99000002"}


def dispute(**more) -> e.FigureDisputed:
    told = {"period": "2025KW02", "own_value": "24%", "own_source": "eigen registratie"}
    return e.FigureDisputed(
        dispute="d1", item="uitval", side="provider", dispute_kind="count",
        text="Wij tellen vanaf het eerste gesprek.", **(told | more),
    )  # fmt: skip


@pytest.fixture
def disputed(figures):
    """A sealed meeting of last year that left a figure disputed."""
    sealed_meeting(figures, "lente", LAST_YEAR, dispute())
    return figures


@pytest.mark.parametrize("name", ["explore", "account"])
def test_where_a_figure_is_shown_it_says_who_disputes_it_and_with_which_number(disputed, name):
    found = texts(page(name, **ASKED)).replace("\\", "")
    assert CHIP in found
    assert "Volgens De Oever: 24% (bron: eigen registratie)." in found


def test_another_figure_or_another_provider_carries_no_chip(disputed):
    other = texts(page("explore", **ASKED | {"indicator": "waiting_time"}))
    elsewhere = texts(page("explore", **ASKED | {"providers": "99000004"}))
    assert CHIP not in other + elsewhere


def test_start_lists_what_is_open_with_the_request_to_the_deliverer(disputed):
    test = page("start")
    assert CHIP in texts(test).replace("\\", "")
    assert "nog van niemand" in texts(test)
    assert "Tekst voor een mail" in [one.label for one in test.get("download_button")]


def test_what_a_side_disputes_beforehand_is_on_no_page_before_the_opening(figures):
    say(figures, "straks", planned(TODAY), e.AgendaSet(items=_items()), dispute())
    assert CHIP not in texts(page("explore", **ASKED)) + texts(page("start"))


def _items() -> tuple[e.AgendaItem, ...]:
    return (e.AgendaItem(id="uitval", indicator="dropout", scope={}, minutes=20),)


def test_the_desk_offers_the_periods_a_date_and_the_first_words_to_say(figures):
    open_meeting(figures, "vandaag", TODAY)
    say(figures, "vandaag", e.Shown(view="item", item="uitval", stage="explain"))
    found = written(page("lead", gesprek="vandaag"))
    assert "2025KW02" in found
    assert due_after(TODAY).isoformat() in found
    assert "Ik pas het hier niet aan" in found


def test_at_the_desk_a_dispute_of_last_year_is_settled_with_the_meeting_it_was_raised_in(disputed):
    open_meeting(disputed, "vandaag", TODAY, previous="lente")
    say(disputed, "vandaag", e.Shown(view="item", item="uitval", stage="appraise"))
    found = written(page("lead", gesprek="vandaag")).replace("\\", "")
    assert '"raised_in":"lente"' in found.replace(" ", "")
    assert "We waarderen niet op een betwist cijfer" in found


def test_a_dispute_is_put_on_the_wall_with_one_button_and_the_talk_comes_back(disputed):
    open_meeting(disputed, "vandaag", TODAY, previous="lente")
    where = e.Shown(view="item", item="uitval", stage="explain")
    say(disputed, "vandaag", where)
    test = page("lead", gesprek="vandaag")
    next(one for one in test.button if one.label == "Zet op het scherm").click().run()
    assert disputed.telling.meeting("vandaag").shown.view is e.View.dispute
    next(one for one in test.button if one.label == "Terug naar het agendapunt").click().run()
    assert disputed.telling.meeting("vandaag").shown == where


def test_ten_working_days_skip_the_weekends():
    assert due_after(date(2026, 11, 20)) == date(2026, 12, 4)  # from Friday to Friday


def test_a_hard_moment_gives_its_words_at_one_click(figures):
    open_meeting(figures, "vandaag", TODAY)
    test = page("lead", gesprek="vandaag")
    assert "Ik parkeer het met uw kant erbij" not in written(test)
    pills = next(one for one in test.button_group if "moment" in one.key)
    pills.select("Iemand is al bij een ander cijfer").run()
    assert "Ik parkeer het met uw kant erbij" in written(test)


def test_a_story_on_a_figure_that_was_revised_since_is_marked(disputed, tmp_path):
    note = e.NoteWritten(
        note="n1", item="uitval", stage="explain", note_kind="explanation", period="2025KW02",
        text="Het team was klein.",
    )  # fmt: skip
    sealed_meeting(disputed, "zomer", LAST_YEAR + timedelta(days=90), note)
    assert "steunt op bijgesteld cijfer" not in written(page("explore", **ASKED))
    _deliver_fewer_dropouts(disputed, tmp_path)
    assert "steunt op bijgesteld cijfer" in written(page("explore", **ASKED))


def _deliver_fewer_dropouts(house, tmp_path) -> None:
    from tests.pages.small import trajectories

    path = tmp_path / "opnieuw.csv"
    path.write_text(trajectories().replace(";03\n", ";01\n", 84), encoding="utf-8")
    made = counting.take_in(
        house.warehouse, [path], who="tester", why="nagekomen", reference_date=date(2026, 1, 31)
    )
    assert made.version, made.problems
