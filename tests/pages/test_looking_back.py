"""Looking back at the start: each form with its own screen, and nothing covered is asked."""

from __future__ import annotations

from datetime import timedelta

from telvertel.meeting import events as e
from tests.pages.small import open_meeting, page, say, sealed_meeting, texts
from tests.pages.test_steering import EXPLAIN, NL, POINT, TODAY, forms

AGREED = e.AgreementMade(
    agreement="a1", item="uitval", if_text="er een wachtlijst is", then_text="we bellen"
)
AT_AGREEMENT = e.Shown(view="last_agreements", agreement="a1")


def after_winter(house, *bodies, **plan):
    """A meeting that follows one in which something was agreed."""
    sealed_meeting(house, "winter", TODAY - timedelta(days=90), AGREED, *bodies)
    open_meeting(house, "spring", TODAY, previous="winter", **plan)


def helped(test):
    field = next(f for f in forms(test)["review.a1"]["fields"] if f["name"] == "helped")
    return [one["id"] for one in field["options"]], field["value"]


def test_the_agreement_that_is_looked_back_on_stands_in_its_own_words_above_the_form(figures):
    after_winter(figures)
    say(figures, "spring", AT_AGREEMENT)
    assert "Als er een wachtlijst is, dan we bellen" in texts(page("lead")).replace("\\", "")


def test_whether_it_helped_is_not_asked_while_voorspel_covers_its_figure(figures):
    after_winter(figures, predict=True)
    say(figures, "spring", AT_AGREEMENT)
    test = page("lead")
    assert helped(test) == (["too_early"], "")
    assert NL("reviewing.covered") in texts(test)


def test_what_was_too_early_comes_back_when_its_figure_is_weighed(figures):
    after_winter(figures, predict=True)
    early = e.AgreementReviewed(
        agreement="a1", made_in="winter", kept="yes", helped="too_early", result="Gebeld."
    )
    appraise = e.Shown(view="item", item="uitval", stage="appraise")
    say(figures, "spring", AT_AGREEMENT, early, EXPLAIN, appraise)
    test = page("lead")
    assert NL("reviewing.back_now") in texts(test)
    assert len(helped(test)[0]) == len(e.Helped)
    say(figures, "spring", early.model_copy(update={"helped": e.Helped.yes}))
    assert "review.a1" not in forms(page("lead"))


def test_a_learning_point_of_the_opening_has_no_form_of_the_agreement_before_it(figures):
    after_winter(figures, POINT)
    say(figures, "spring", AT_AGREEMENT, e.Shown(view="learning", about="l1"))
    found = forms(page("lead"))
    assert "review.a1" not in found and "further.l1.0" in found


def test_a_dispute_of_the_opening_is_settled_there_and_nothing_else_is_asked(figures):
    raised = e.FigureDisputed(
        dispute="d1", item="uitval", side="provider", dispute_kind="count", text="Wij tellen meer."
    )
    after_winter(figures, raised)
    say(figures, "spring", AT_AGREEMENT, e.Shown(view="dispute", item="uitval", dispute="d1"))
    test = page("lead")
    assert [one for one in forms(test) if "settle" in one or "dispute" in one] == [
        "settle.uitval.winter.d1"
    ]
    assert "Terug naar het agendapunt" not in [one.label for one in test.button]
