"""What outlasts a meeting comes back in the next, until somebody says that it is done."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.following import with_carried
from telvertel.meeting.foundations import (
    DEFAULT_PRINCIPLES,
    accounts,
    coverage,
    foundations,
    history,
    margin,
    money_not_last,
    tree,
)
from telvertel.meeting.learning import learning_points, long_open, open_points, to_look_back
from telvertel.meeting.policies import can_see
from telvertel.meeting.preconditions import board
from telvertel.meeting.standing import checks, differences, for_minutes, mishaps, wishes
from tests.meeting import saying as s
from tests.meeting.lasting import (
    NOON,
    clash,
    difference,
    moved,
    point,
    precondition,
    principles,
    series,
    talk,
    wish,
)
from tests.meeting.test_policies import answer


def events_of(bodies) -> list[e.Event]:
    return [
        e.Event(**dict(s.saying(body)), sequence=number, at=NOON)
        for number, body in enumerate(bodies, start=10)
    ]


def test_a_learning_point_is_raised_and_open_until_somebody_takes_it_further():
    (one,) = learning_points(series(talk("een", point())))
    assert (one.status, one.is_open, one.has_key_person) == (la.Securing.raised, True, False)


def test_deciding_is_not_the_end_of_a_learning_point():
    steps = (la.Securing.shared, la.Securing.decided, la.Securing.carried_out)
    now = series(talk("een", point(), moved(la.Securing.shared)), talk("twee", *map(moved, steps)))
    (one,) = open_points(now)
    assert one.status is la.Securing.carried_out
    assert [step.meeting for step in one.steps] == ["een", "twee", "twee", "twee"]


@pytest.mark.parametrize("end", la.ENDED)
def test_secured_and_deliberately_not_are_both_an_end(end):
    assert open_points(series(talk("een", point()), talk("twee", moved(end)))) == ()


def test_what_stays_open_through_more_than_two_meetings_opens_the_next_by_itself():
    talks = [talk("een", point()), *(talk(name) for name in ("twee", "drie", "vier"))]
    assert [len(long_open(series(*talks[:n]))) for n in (1, 2, 3, 4)] == [0, 0, 0, 1]
    assert long_open(series(*talks))[0].meetings_since == 3


def test_a_corrected_learning_point_keeps_what_it_said_before_and_where_it_was_raised():
    now = series(talk("een", point()), talk("twee", point(text="Aanmelden kan op twee plekken.")))
    (one,) = learning_points(now)
    assert one.noted.text == "Aanmelden kan op twee plekken."
    assert (one.raised_in, one.earlier_texts) == ("een", ("Aanmelden kan op één plek.",))


def test_every_third_meeting_asks_after_what_was_secured():
    talks = [talk("een", point(), moved(la.Securing.secured)), talk("twee"), talk("drie")]
    assert [bool(to_look_back(series(*talks[:n]))) for n in (1, 2, 3)] == [False, False, True]
    asked = la.LearningPointLookedBack(learning="l1", still=e.Answer.yes, text="Nog steeds.")
    assert to_look_back(series(*talks[:2], talk("drie", asked))) == ()


def test_of_a_pilot_the_preconditions_that_nobody_looked_at_are_named():
    (one,) = learning_points(
        series(talk("een", point(pilot=True, ready=(la.PreconditionKind.law,))))
    )
    assert la.PreconditionKind.law not in one.not_ready
    assert len(one.not_ready) == len(la.PreconditionKind) - 1


def test_what_was_last_said_of_a_precondition_holds_in_whichever_meeting():
    now = series(
        talk("een", precondition(), precondition("p2")),
        talk("twee", precondition(disposition=la.Disposition.adapt), clash()),
    )
    found = board(now)
    assert found.find("p1").disposition is la.Disposition.adapt
    assert [one.relation for one in found.pairs] == [la.Relation.clashes]


def test_two_preconditions_go_together_in_one_way_whichever_was_named_first():
    again = clash("p2", "p1", la.Relation.strengthens, name="c2")
    now = series(talk("een", precondition(), precondition("p2"), clash()), talk("twee", again))
    assert [one.relation for one in board(now).pairs] == [la.Relation.strengthens]


def test_a_precondition_that_is_taken_off_the_board_takes_its_pairs_along():
    both = (precondition(), precondition("p2"), clash())
    now = series(talk("een", *both), talk("twee", precondition("p2", dropped=True)))
    assert [one.precondition for one in board(now).preconditions] == ["p1"]
    assert board(now).pairs == ()


def test_clashes_are_counted_at_the_figure_they_touch():
    now = series(
        talk("een", precondition(indicator="dropout"), precondition("p2"), clash(), day=0),
    )
    assert len(board(now).clashes_of("dropout")) == 1
    assert board(now).clashes_of("waiting") == ()


def test_two_readings_stay_open_until_it_is_said_what_the_datum_told():
    first = talk("een", difference())
    assert len(differences(series(first, talk("twee")))) == 1
    settled = talk("twee", difference(settled="De duur steeg alleen bij 12 tot 17 jaar."))
    assert differences(series(first, settled)) == ()
    assert len(differences(series(first, settled), every=True)) == 1


def test_a_wish_asks_what_can_go_instead():
    assert answer(s.OPEN, wish(drops=" ")) == "nothing_dropped"
    assert answer(s.OPEN, wish(drops="Niets")) == "yes"
    assert len(wishes(series(talk("een", wish()), talk("twee")))) == 1


def test_what_went_wrong_stays_in_its_own_meeting():
    told = la.MishapNoted(mishap="m1", text="De brief kwam te laat.", learned="Eerst bellen.")
    first = talk("een", told)
    assert len(mishaps(series(first))) == 1
    assert mishaps(series(first, talk("twee"))) == ()


def test_whether_an_explanation_held_is_what_was_said_last():
    def checked(held):
        return la.ExplanationChecked(note="n1", made_in="een", held=held)

    now = series(talk("twee", checked(la.Held.unclear)), talk("drie", checked(la.Held.held)))
    assert checks(now)["n1"].held is la.Held.held


def test_without_own_principles_the_six_of_utrecht_hold():
    assert foundations(series(talk("een"))).principle_ids == DEFAULT_PRINCIPLES


def test_a_principle_holds_from_its_day_in_every_meeting_of_the_municipality():
    set_ = talk("een", principles("nabij", valid_from=date(2026, 12, 1)))
    before, after = talk("los", day=5), talk("later", day=20)
    assert foundations(series(set_, before)).principle_ids == DEFAULT_PRINCIPLES
    assert foundations(series(set_, after)).principle_ids == ("nabij",)


def test_the_history_of_principles_has_every_version_with_its_reason():
    now = series(
        talk("een", principles("nabij")),
        talk("twee", principles("samen", valid_from=date(2026, 6, 1), reason="Na de evaluatie.")),
    )
    versions = history(now, la.PrinciplesSet)
    assert [one.reason for one in versions] == ["Vastgesteld in de raad.", "Na de evaluatie."]


def test_of_two_versions_for_one_day_the_later_holds_and_both_stay_in_the_history():
    first, then = talk("een", principles("nabij")), talk("twee", principles("samen"), day=1)
    for now in (series(first, then), with_carried(first, (), (first, then))):
        assert foundations(now).principle_ids == ("samen",)
        assert len(history(now, la.PrinciplesSet)) == 2


def test_a_line_that_is_gone_takes_no_agreement_or_learning_point_along():
    said = (s.note(), s.agreement().model_copy(update={"note": "n1"}), point(note="n1"))
    now = s.after(*s.OPEN, *said, e.LinePulledBack(note="n1"))
    seen = [can_see(now, event, e.Role.provider, e.Side.provider) for event in events_of(said)]
    assert seen == [False, True, True]


def test_the_numbers_on_the_wall_do_not_tell_that_a_line_is_for_the_talk_alone():
    private = s.note(note="n2", visibility=la.Visibility.talk)
    said = (*s.OPEN, s.note(), private, s.note(note="n3"))
    assert [(n.id, n.number) for n in s.after(*said).notes] == [("n1", 1), ("n2", 0), ("n3", 2)]
    projected = s.after(*said, la.LineProjected(note="n2"))
    assert projected.note("n2").number == 3
    told = s.after(*said, e.NoteRevised(note="n2", text="Nu voor beide.", visibility="parties"))
    assert told.note("n2").number == 3


def test_only_a_line_for_the_talk_alone_waits_for_a_second_yes():
    assert answer((*s.OPEN, s.note()), la.LineProjected(note="n1")) == "line_not_private"


def test_looking_back_is_at_what_was_secured():
    asked = la.LearningPointLookedBack(learning="l1", still=e.Answer.yes, text="Nog steeds.")
    assert answer((*s.OPEN, point()), asked) == "learning_open"
    assert answer((*s.OPEN, point(), moved(la.Securing.secured)), asked) == "yes"


def test_an_ambition_names_principles_that_hold_on_its_day():
    def vision(*names):
        rests = (la.Ambition(id="thuis", name="Thuis opgroeien", principles=names),)
        return la.VisionSet(
            vision="Elk kind telt", ambitions=rests, valid_from=date(2026, 1, 1), reason="Raad."
        )

    assert answer(s.OPEN, vision("simplicity")) == "yes"
    assert answer(s.OPEN, vision("bestaat_niet")) == "unknown_principle"


def test_coverage_says_of_each_principle_what_is_counted_and_what_is_told():
    noted = s.note(principles=("simplicity",))
    now = series(talk("een", noted))
    covered = {one.principle: one for one in coverage(now, {"dropout": ("what_is_needed",)})}
    assert (covered["what_is_needed"].items, covered["what_is_needed"].told) == (("uitval",), False)
    assert (covered["simplicity"].counted, covered["simplicity"].notes) == (False, ("n1",))


def test_a_tree_names_what_hangs_loose():
    grown = tree(series(talk("een")), {"dropout": ("what_is_needed",)})
    assert grown.loose_items == ("wachttijd",)
    assert "what_is_needed" not in grown.bare_principles
    assert "simplicity" in grown.bare_principles


@pytest.mark.parametrize(
    ("limit", "value", "left"),
    [(100, 80, 20), (100, 120, -20), (None, 80, None), (100, None, None)],
)
def test_the_margin_is_what_is_left_under_the_limit(limit, value, left):
    one = la.Framework(
        id="b", name="Budget", framework_kind=la.FrameworkKind.financial, limit=limit, value=value
    )
    assert margin(one) == left
    least = one.model_copy(update={"at_least": True})
    assert margin(least) == (None if left is None else -left)


def test_a_team_that_gives_account_to_two_shows_both():
    def account(name, to, **more):
        return la.AccountNoted(account=name, team="Wijkteam", accounts_to=to, **more)

    now = series(talk("een", account("a", "De gemeente"), account("b", "De aanbieder")))
    assert len(accounts(now)["Wijkteam"]) == 2
    gone = series(talk("een", account("a", "De gemeente"), account("a", "", dropped=True)))
    assert accounts(gone) == {}


def test_a_line_for_the_talk_alone_waits_for_a_second_yes_and_stands_in_no_minutes():
    told = s.note(visibility=la.Visibility.talk)
    waits = s.after(*s.OPEN, told)
    assert waits.notes_of("uitval") == ()
    shown = s.after(*s.OPEN, told, la.LineProjected(note="n1"))
    assert len(shown.notes_of("uitval")) == 1
    assert for_minutes(shown).notes_of("uitval") == ()


def test_a_pair_is_made_of_two_preconditions_that_are_on_the_board():
    assert answer((*s.OPEN, precondition()), clash()) == "unknown_precondition"
    assert answer((*s.OPEN, precondition()), clash(other="p1")) == "same_precondition"
    assert answer((*s.OPEN, precondition(), precondition("p2")), clash()) == "yes"


def test_a_learning_point_nobody_raised_cannot_be_moved():
    assert answer(s.OPEN, moved(la.Securing.shared)) == "unknown_learning"
    ended = (*s.OPEN, point(), moved(la.Securing.let_go))
    assert answer(ended, moved(la.Securing.secured)) == "learning_ended"
    assert answer(ended, moved(la.Securing.shared)) == "yes"


def test_money_before_another_figure_asks_for_a_reason():
    assert money_not_last(s.AGENDA.items, frozenset({"dropout"}))
    assert not money_not_last(s.AGENDA.items, frozenset({"waiting"}))


def test_what_goes_beyond_chart_story_and_agreement_can_be_off():
    assert talk("een").has(la.Extra.learning)
    assert not talk("een", plain=True).has(la.Extra.learning)
    off = talk("een", without=(la.Extra.learning,))
    assert (off.has(la.Extra.learning), off.has(la.Extra.principles)) == (False, True)
