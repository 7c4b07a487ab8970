"""What a happening may hold: checked before it is kept, readable for ever after."""

import pytest
from pydantic import ValidationError

from telvertel.figures.scope import AREAS, Breakdown, Scope
from telvertel.journal.record import event_of, text_of
from telvertel.meeting import events as e
from telvertel.meeting.state import Dispute, Note
from telvertel.meeting.told import Told, ToldKind
from telvertel.wording import numbers
from telvertel.wording.words import words
from tests.meeting import saying as s

PINNED = {
    "note": lambda period: s.note(period=period).period,
    "revised note": lambda period: e.NoteRevised(note="n1", text="Zo.", period=period).period,
    "agreement": lambda period: (
        e.AgreementMade(agreement="a1", then_text="dan", visible_from=period).visible_from
    ),
    "dispute": lambda period: (
        e.FigureDisputed.model_validate({**s.dispute().model_dump(), "period": period}).period
    ),
    "begin of the plan": lambda period: _plan(since=period).since,
    "end of the plan": lambda period: _plan(until=period).until,
}


def _plan(**changed):
    return e.MeetingPlanned.model_validate({**s.PLAN.model_dump(), **changed})


@pytest.mark.parametrize("what", PINNED)
@pytest.mark.parametrize("period", ["2024KW03", "2024HJ02", "2024JJ00"])
def test_the_key_of_a_period_is_kept(what, period):
    assert PINNED[what](period) == period


@pytest.mark.parametrize("what", PINNED)
@pytest.mark.parametrize("period", ["", None])
def test_no_period_is_none(what, period):
    assert PINNED[what](period) is None


@pytest.mark.parametrize("what", PINNED)
@pytest.mark.parametrize("period", ["nooit", "2024KW05", "2024", "0000JJ00", "9999KW04", 3])
def test_what_is_no_period_is_never_kept(what, period):
    with pytest.raises(ValidationError):
        PINNED[what](period)


def old(body) -> e.Event:
    """An event as an earlier version wrote it, read back from its line."""
    said = e.Event(**dict(s.saying(body)), sequence=4, at="2026-11-22T13:00:00Z")
    return event_of(text_of(said).replace("2024KW03", "nooit"))


def test_a_line_that_holds_an_unknown_period_is_still_read():
    assert old(s.note(period="2024KW03")).body.period == "nooit"
    assert old(_plan(since="2024KW03")).body.since is None


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("short", [True, False])
def test_an_unknown_period_is_shown_as_it_stands(language, short):
    assert numbers.period("nooit", words(language), short=short) == "nooit"


def test_what_was_told_about_an_unknown_period_is_pinned_to_no_point():
    note = old(s.note(period="2024KW03"))
    dispute = old(s.dispute().model_copy(update={"period": "2024KW03"}))
    meeting = s.after(*s.OPEN)
    said = (Note(note.body, 1, note.at, 4, note.body.text), Dispute(dispute.body, dispute.at))
    assert [Told(ToldKind.fact, one, meeting, None).period for one in said] == [None, None]


def item(**scope) -> e.AgendaItem:
    return e.AgendaItem(id="uitval", indicator="dropout", scope=scope, minutes=15)


def test_every_scope_of_the_figures_can_stand_on_the_agenda():
    assert list(Breakdown) == list(e.BREAKDOWNS)
    cuts = {
        "providers": ("99000001", "99000002"),
        "care_forms": ("team", "family_based"),
        "age_bands": ("0-3", "12-17"),
    }
    for breakdown in Breakdown:
        # Of a district there is only the whole, and which of them.
        cut = {"areas": ("WK990101", "WK990102")} if breakdown in AREAS else cuts
        whole = Scope(
            municipality="GM9901",
            grain="year",
            since="2022JJ00",
            until="2024JJ00",
            breakdown=breakdown,
            **cut,
        ).to_query()
        assert set(whole) == set(e.SCOPE_KEYS) - ({*cuts, "areas"} - set(cut))
        assert item(**whole).scope == whole


@pytest.mark.parametrize(
    "scope",
    [
        {"grain": "eeuw"},
        {"breakdown": "kind"},
        {"since": "nooit"},
        {"gm": "Jan de Vries"},
        {"providers": "99000001,"},
        {"care_forms": "<b>"},
        {"naam": "GM9901"},
    ],
)
def test_a_scope_that_no_figures_have_is_refused_and_on_disk_left_out(scope):
    with pytest.raises(ValidationError):
        item(**scope)
    held = e.AgendaSet(items=(item(gm="GM9901").model_copy(update={"scope": scope}),))
    said = e.Event(**dict(s.saying(held)), sequence=4, at="2026-11-22T13:00:00Z")
    assert event_of(text_of(said)).body.items[0].scope == {}
