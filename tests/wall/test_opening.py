"""The next meeting opens by itself with what was left open."""

from __future__ import annotations

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.following import carrying
from telvertel.wall.closing import TAKEN
from telvertel.wall.desk import desk
from telvertel.wall.desk_steps import place, steps
from telvertel.wording.words import words
from tests.meeting import saying as s
from tests.meeting.lasting import moved, point, series, talk

W = words("nl")


def before(*said):
    """Three meetings: points raised in the first, a figure disputed in the last."""
    last = talk("drie", s.agreement(), s.dispute(), day=2, previous="twee")
    return talk("een", *said), talk("twee", day=1, previous="een"), last


def now(talks, *said, **plan):
    return series(*talks, talk("vier", *said, day=3, previous="drie", **plan))


def order(meeting, talks=()):
    return steps(meeting, carrying(tuple(reversed(talks))) if talks else None)


def views(shown):
    first = next(n for n, one in enumerate(shown) if one.view is e.View.item)
    return [one.view.value for one in shown[:first]]


def test_reserves_due_agreements_open_points_and_disputes_come_before_the_first_figure():
    talks = before(point())
    meeting = now(talks, e.ClientVoiceGiven(text="Ik wil weten wanneer."))
    assert views(order(meeting, talks)) == [
        "welcome",
        "agenda",
        "client_voice",
        "reserves",
        "last_agreements",
        "learning",
        "dispute",
    ]


def test_of_many_open_points_three_have_a_screen_and_the_rest_a_list():
    talks = before(*[point(f"l{n}") for n in range(5)])
    shown = [one for one in order(now(talks)) if one.view is e.View.learning]
    assert [one.about for one in shown] == ["l0", "l1", "l2", None]


def test_what_is_off_or_plain_opens_with_nothing_of_it():
    talks = before(point())
    off = now(talks, without=(la.Extra.learning, la.Extra.reserves))
    assert views(order(off)) == ["welcome", "agenda", "dispute"]
    assert "learning" not in views(order(now(talks, plain=True)))


def test_every_third_meeting_asks_whether_what_was_secured_is_still_so():
    talks = talk("een", point(), moved(la.Securing.secured)), talk("twee", day=1)
    meeting = series(*talks, talk("drie", e.Shown(view="learning", about="l1"), day=2))
    assert e.Shown(view="learning", about="l1") in order(meeting)
    assert desk(meeting, "nl")["wall"]["title"] == "Nog steeds zo?"


def test_a_point_that_is_settled_while_it_opens_the_meeting_keeps_its_place():
    talks = before(point("l1"), point("l2"))
    at = e.Shown(view="learning", about="l1")
    meeting = now(talks, at, moved(la.Securing.secured, "l1"))
    found = order(meeting)
    assert found[place(meeting, found)] == at
    assert found[place(meeting, found) + 1].about == "l2"


def test_the_way_goes_on_from_a_screen_that_later_stands_beside_the_talk():
    talks = before(point())
    at = e.Shown(view="learning", about="l1")
    opening = desk(now(talks, e.Shown(view="reserves"), at), "nl")["desk"]
    assert (opening["steps"][opening["step"]]["name"], opening["aside"]) == ("Leerpunt 1", "")
    item = e.Shown(view="item", item="uitval", stage="explain")
    later = desk(now(talks, item, at), "nl")["desk"]
    assert (later["steps"][later["step"]]["name"], later["aside"]) == (
        "1 · Verklaren",
        "Leerpunten",
    )


def test_the_calm_screen_leads_back_to_what_opened_the_meeting():
    at = e.Shown(view="learning", about="l1")
    talks = before(point())
    calm = desk(now(talks, at, e.Shown(view="definition", item="uitval")), "nl")["desk"]
    assert calm["back"]["about"] == "l1"


def test_a_meeting_ends_with_what_goes_to_purchasing_and_policy_and_then_the_last_words():
    last = order(now(before()))[-2:]
    assert [(one.view, one.about) for one in last] == [("closing", TAKEN), ("closing", None)]
    plain = order(now(before(), plain=True))
    assert [one.about for one in plain if one.view is e.View.closing] == [None]
