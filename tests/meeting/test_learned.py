"""What the page Leren is made of: the register, the library, the calendar and the year."""

from __future__ import annotations

from datetime import date, timedelta

from telvertel import ROOT
from telvertel.indicators.catalogue import load
from telvertel.indicators.definition import Kind
from telvertel.indicators.period import Grain
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting import library, talks, year
from telvertel.meeting.following import with_carried
from telvertel.meeting.register import families, register
from telvertel.meeting.told import told
from tests.meeting import saying as s
from tests.meeting.lasting import moved, point, talk

SEALED = e.Sealed(check_code="0123ABCD")
DAY = s.PLAN.held_on


def sealed(name: str, *bodies, day: int = 0, **plan):
    return talk(name, *bodies, SEALED, day=day, **plan)


def test_the_register_holds_no_point_of_a_meeting_that_is_not_sealed():
    assert register([talk("een", point())]) == ()


def test_a_point_ages_with_every_sealed_meeting_it_was_open_in():
    held = [
        sealed("een", point()),
        sealed("twee", day=90, previous="een"),
        sealed("drie", day=180, previous="twee"),
    ]
    ages = [register(held[:n])[0].point for n in (1, 2, 3)]
    assert [one.meetings_since for one in ages] == [1, 2, 3]
    assert [one.open_long for one in ages] == [False, False, True]


def test_a_step_between_two_meetings_counts_at_once_and_the_coming_meeting_takes_the_next():
    coming = talk("twee", moved(la.Securing.decided), day=90, previous="een", open_=False)
    first = sealed("een", point())
    (one,) = register([first, with_carried(coming, [first])])
    assert one.point.status is la.Securing.decided
    assert one.coming.id == "twee"


def test_without_a_planned_meeting_no_step_can_be_taken():
    (one,) = register([sealed("een", point())])
    assert one.coming is None


def test_a_plain_meeting_takes_no_steps():
    first = sealed("een", point())
    plain = talk("twee", day=90, previous="een", open_=False, plain=True)
    (one,) = register([first, with_carried(plain, [first])])
    assert one.coming is None


def test_what_waits_longest_stands_first_and_what_ended_last():
    held = [
        sealed("een", point("oud"), point("klaar"), moved(la.Securing.secured, "klaar")),
        sealed("twee", point("nieuw"), day=90, previous="een"),
    ]
    assert [one.point.id for one in register(held)] == ["oud", "nieuw", "klaar"]


def test_meetings_that_follow_on_each_other_are_one_family():
    held = [sealed("een"), sealed("los", day=1), sealed("twee", day=2, previous="een")]
    assert [[one.id for one in family] for family in families(held)] == [["een", "twee"], ["los"]]


def test_an_explanation_comes_with_what_a_later_meeting_said_of_it():
    first = sealed("een", s.note(), s.note("Vakantie.", "n2"))
    check = la.ExplanationChecked(note="n1", made_in="een", held=la.Held.did_not_hold)
    held = [first, sealed("twee", check, day=90)]
    found = library.checks(held)
    explained = library.explanations(told(held), "dropout")
    assert [found.get((one.meeting.id, one.said.id)) for one in explained] == [check, None]


def test_an_agreement_is_found_under_every_figure_it_is_about():
    made = s.agreement().model_copy(update={"indicators": ("inflow",)})
    everything = told([sealed("een", made)])
    for indicator in ("dropout", "inflow"):
        assert len(library.interventions(everything, indicator)) == 1
    assert library.interventions(everything, "waiting") == ()
    assert library.figures(everything) == ("dropout", "inflow")


def test_stories_of_two_providers_are_found_by_what_they_are_about():
    staff = {"reason_tag": e.ReasonTag.staff}
    other = {"providers": ("99000009",), "provider_names": ("Klein Anker",)}
    held = [
        sealed("een", s.note("Twee vacatures.", **staff)),
        sealed("twee", s.note("Veel verzuim.", **staff), s.note("Zomer.", "n2"), day=1, **other),
    ]
    found = library.stories(told(held), "reason.staff")
    assert [one.said.text for one in found] == ["Veel verzuim.", "Twee vacatures."]


def test_what_was_for_the_talk_alone_is_told_nowhere_also_when_it_was_on_the_wall():
    private = s.note("Vertrouwelijk.", visibility=la.Visibility.talk)
    held = [sealed("een", private, la.LineProjected(note="n1"))]
    assert told(held) == ()


def test_a_good_development_asks_for_its_story():
    items = (
        e.AgendaItem(
            id="uitval", indicator="dropout", scope={}, minutes=15, reason=e.AgendaReason.good_news
        ),
    )
    agenda = e.AgendaSet(items=items)
    held = [
        sealed("een", agenda=agenda),
        sealed("twee", s.note("Elke week bellen."), agenda=agenda, day=1),
    ]
    spots = library.bright_spots(held, told(held))
    assert [[one.said.text for one in spot.told] for spot in spots] == [["Elke week bellen."], []]


def test_what_helped_is_what_a_later_meeting_said_helped():
    answer = e.AgreementReviewed(
        agreement="a1", made_in="een", kept=e.Answer.yes, helped=e.Helped.yes, result="Gebeld."
    )
    held = [sealed("een", s.agreement()), sealed("twee", answer, day=90)]
    assert [one.said.id for one in library.helped(told(held))] == ["a1"]
    assert library.helped(told(held[:1])) == ()


def test_a_period_is_discussed_when_it_was_the_newest_or_a_line_was_pinned_to_it():
    held = [sealed("een", s.note(period="2026KW01"))]
    days = talks.discussed_on(held, "dropout", lambda meeting, item: "2026KW03")
    assert days == {"2026KW01": DAY, "2026KW03": DAY}


def test_a_quarter_is_discussed_with_the_year_it_is_a_part_of():
    days = {"2025JJ00": DAY, "2026KW01": DAY}
    assert talks.day_of(days, "2025KW03") == DAY
    assert talks.day_of(days, "2026KW01") == DAY
    assert talks.day_of(days, "2026KW02") is None


def test_a_learning_point_is_found_by_where_it_goes():
    noted = point(route=la.Route.funding, themes=(la.Theme.experiment,))
    assert library.tags_of_point(noted) == ("route.funding", "theme.experiment")


def test_a_figure_nobody_spoke_about_has_no_day():
    assert talks.discussed_on([sealed("een")], "dropout", lambda meeting, item: "2026KW03") == {}


def test_the_calendar_knows_the_next_talk_of_a_provider():
    held = [sealed("een"), talk("twee", day=90, open_=False), talk("later", day=180, open_=False)]
    assert talks.coming(held, DAY + timedelta(days=1)).id == "twee"
    assert talks.coming(held, DAY + timedelta(days=999)) is None
    assert talks.providers(held) == {"99000001": "De Brug (fictief)"}


def test_the_last_whole_periods_end_before_today():
    found = talks.periods_before(date(2026, 11, 22), Grain.quarter, 3)
    assert found == ("2026KW01", "2026KW02", "2026KW03")


def test_principles_are_covered_over_a_year_by_figures_stories_and_agreements():
    said = s.note(principles=("simplicity",))
    held = [sealed("een", said), sealed("oud", said, day=-500)]
    within = year.of_year(held, DAY)
    assert [one.id for one in within] == ["een"]
    named = {"dropout": ("simplicity",), "waiting": ()}
    found = {one.principle: one for one in year.covered(within, lambda meeting: named)}
    assert (found["simplicity"].indicators, found["simplicity"].stories) == (("dropout",), 1)
    assert found["possibilities_first"].indicators == ()


def test_the_balance_of_a_year_counts_what_was_talked_about():
    held = [sealed("een", s.note())]
    kinds = {"dropout": Kind.outcome, "waiting": Kind.process}
    found = year.balance(held, kinds.get)
    assert found[Kind.outcome] == ("dropout",)
    assert found[Kind.process] == () and list(found) == list(Kind)


def test_what_costs_time_and_was_never_talked_about_could_be_dropped():
    cards = load(ROOT / "data" / "indicators").cards
    asked = [cards["first_line_reach"], cards["client_satisfaction"], cards["dropout"]]
    assert [one.id for one in year.asked_in_vain(asked, [])] == [
        "client_satisfaction",
        "first_line_reach",
    ]
    assert year.minutes_a_year(cards["first_line_reach"]) == 60
