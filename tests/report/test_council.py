"""The council edition: stricter figures, nobody by name, and only what both sides approved."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime

import polars as pl
import pytest

from telvertel.meeting import events as e
from telvertel.meeting.lasting import Visibility
from telvertel.meeting.policies import can_release, can_say
from telvertel.meeting.stages import Stage
from telvertel.meeting.subject import ERASED
from telvertel.privacy import display
from telvertel.privacy.council import COUNCIL, Limits, for_council
from telvertel.privacy.release import SCHEMA, Mark, freeze, release
from telvertel.report import council
from telvertel.report.html import html
from telvertel.report.word import word
from telvertel.wording.words import words
from tests.report.conftest import SCOPE, Talk, agreed, card, note, planned, visits

RELEASED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PUBLIC, TALK = Visibility.public, Visibility.talk


def talk_on(talk, *bodies) -> Talk:
    later = Talk(talk.name, talk.start)
    later.events = list(talk.events)
    return later.says(*bodies)


def words_of(meeting) -> str:
    """Everything in the file but its fonts."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", html(council.council(meeting, "nl")))


def one_row(name: str, **facts):
    """A Released of one quarter."""
    return some_rows(name, [facts])


def some_rows(name: str, several: list[dict]):
    """A Released of a quarter per row, each of another year."""
    row = {
        "period": "2026KW01", "start": date(2026, 1, 1), "group": "", "numerator": None,
        "denominator": None, "value": None, "protected_at_source": False, "status": "final",
        "completeness": 1.0, "reference_date": date(2026, 8, 1), "note": "Toelichting",
    }  # fmt: skip
    schema = {**SCHEMA, "protected_at_source": pl.Boolean}
    names = [one for one in row if one in schema]
    years = [{"period": f"{2026 + at}KW01", "start": date(2026 + at, 1, 1)} for at in range(600)]
    rows = [{**row, **year, **facts} for year, facts in zip(years, several, strict=False)]
    frame = pl.DataFrame(rows, schema={one: schema[one] for one in names})
    return release(card(name), SCOPE, frame, cube="k", source="x", left_out=("Klein Anker",))


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "mark"),
    [
        ("first_line_reach", 15, None, Mark.small),
        ("first_line_reach", 20, None, Mark.shown),
        ("dropout", 20, 45, Mark.small),
        ("dropout", 20, 50, Mark.class_),
        ("dropout", 60, 195, Mark.class_),
        ("dropout", 60, 200, Mark.shown),
    ],
)
def test_counts_from_twenty_shares_from_fifty_whole_percents_from_two_hundred(
    name, numerator, denominator, mark
):
    shown = for_council(one_row(name, numerator=numerator, denominator=denominator))
    assert shown.frame["mark"].to_list() == [mark]
    if mark == Mark.small:
        hidden = shown.frame.select("value", "low", "high", "numerator", "denominator")
        assert hidden.row(0) == (None,) * 5


def test_nothing_that_the_gate_hid_comes_back_and_no_count_below_the_limit_is_left():
    pairs = [(count, whole) for count in range(0, 60, 5) for whole in range(count, 260, 15)]
    before = some_rows("dropout", [dict(numerator=n, denominator=of) for n, of in pairs])
    after = for_council(before)
    rows = zip(before.frame.to_dicts(), after.frame.to_dicts(), strict=True)
    for old, row in rows:
        if old["value"] is None:
            assert row["value"] is None
        assert row["numerator"] is None or row["numerator"] >= COUNCIL.count
        assert row["denominator"] is None or row["denominator"] >= COUNCIL.share_from
        assert row["note"] == ""
    assert len(pairs) == after.frame.height and after.left_out == ()


def test_where_nothing_of_a_figure_is_left_it_says_why():
    small = for_council(one_row("dropout", numerator=20, denominator=45))
    (why,) = council._too_small(small, words("nl"))
    assert "percentages van minder dan 50" in why.line[0].text
    shown = for_council(one_row("dropout", numerator=60, denominator=200))
    assert council._too_small(shown, words("nl")) == ()


def test_where_an_installation_shows_less_the_edition_says_so(talk):
    try:
        display.hold(60)
        small = for_council(one_row("dropout", numerator=20, denominator=55))
        (why,) = council._too_small(small, words("nl"))
        assert why.line[0].text.count("60") == 2
        assert "onder 60 en percentages van minder dan 60" in words_of(talk.meeting())
    finally:
        display.hold(None)


def test_what_was_never_delivered_is_not_called_too_small():
    unknown = for_council(one_row("dropout"))
    assert unknown.frame["mark"].to_list() == [Mark.missing]
    (why,) = council._too_small(unknown, words("nl"))
    assert "niet geleverd of niet bekend" in why.line[0].text
    (why,) = council._too_small(for_council(some_rows("dropout", [])), words("en"))
    assert "not delivered" in why.line[0].text
    (small,) = council._too_small(
        for_council(some_rows("dropout", [{}, dict(numerator=20, denominator=45)])), words("en")
    )
    assert "fewer than 50" in small.line[0].text


def test_a_class_holds_the_share_that_it_stands_for():
    pairs = [(count, whole) for whole in range(50, 200, 5) for count in range(10, whole, 5)]
    for begin in range(0, len(pairs), 600):
        some = pairs[begin : begin + 600]
        asked = some_rows("dropout", [dict(numerator=n, denominator=of) for n, of in some])
        rows = zip(some, for_council(asked).frame.to_dicts(), strict=True)
        in_class = [(pair, row) for pair, row in rows if row["mark"] == Mark.class_]
        assert in_class
        for (count, whole), row in in_class:
            assert row["low"] <= 100 * count / whole <= row["high"], (count, whole, row)


def test_who_set_a_norm_and_why_it_is_counted_otherwise_go_through_the_same_sieve(talk):
    """Drawn in the picture and told beside it; the mark that both sides give covers them."""

    def named(frozen: e.FiguresFrozen) -> e.FiguresFrozen:
        norm = {"kind": "ambition", "since": "2024KW01", "until": "2026KW04", "value": 20.0,
                "low": None, "high": None, "set_by": "Fenna Haverkort", "set_on": "2024-01-01",
                "reason": "voor Sem (9) uit Zeewolde"}  # fmt: skip
        broken = {"period": "2024KW01", "reason": "Sem (9) uit Zeewolde ging weg"}
        return frozen.model_copy(update={"norms": (norm,), "breaks": (broken,)})

    people = e.PeopleNoted(
        people=(e.Person(role="Adviseur", side="municipality", name="Fenna Haverkort"),)
    )
    later = Talk(talk.name, talk.start)
    later.events = [
        one.model_copy(update={"body": named(one.body)})
        if isinstance(one.body, e.FiguresFrozen)
        else one
        for one in talk.events
    ]
    meeting = later.says(people).meeting()
    told = words_of(meeting)
    for name in ("Haverkort", "Fenna", "Sem (9)", "Zeewolde"):
        assert name not in told, name
    assert "Andere telling" in told
    assert council.mark_of(meeting) != council.mark_of(talk_on(talk, people).meeting())


@pytest.mark.parametrize("low", [{"count": 9}, {"share_from": 19}, {"whole_from": 99}])
def test_the_limits_go_upward_only(low):
    with pytest.raises(ValueError):
        Limits(**low)
    assert Limits(count=50, share_from=100, whole_from=500).count == 50


def test_only_lines_for_everybody_stand_in_it(talk):
    meeting = talk_on(
        talk,
        note("c1", "p1", "De regel voor iedereen.", side="provider", visibility=PUBLIC),
        note("c2", "p1", "De regel voor de kanten.", side="provider"),
        note("c3", "p1", "De regel van het gesprek alleen.", side="provider", visibility=TALK),
        e.Drafted(field="regel", text="De halve zin."),
    ).meeting()
    told = words_of(meeting)
    assert "De regel voor iedereen." in told
    for kept in ("voor de kanten", "gesprek alleen", "halve zin"):
        assert kept not in told


def test_nobody_at_the_table_is_in_it_by_name_nor_by_role(talk):
    people = e.PeopleNoted(
        people=(
            e.Person(role="Beleidsadviseur jeugd", side="municipality", name="Fenna Haverkort"),
            e.Person(role="Zorgdirecteur", side="provider", name="Iwan"),
        )
    )
    meeting = talk_on(
        talk,
        people,
        agreed(90, "p1", "Haverkort belt met de toegang", who="Fenna Haverkort"),
        agreed(91, "p1", "We bellen met de toegang", who="Zorgdirecteur", side="provider"),
    ).meeting()
    told = words_of(meeting)
    assert "We bellen met de toegang" in told
    for name in ("Haverkort", "Fenna", "Iwan", "Beleidsadviseur jeugd", "Zorgdirecteur"):
        assert name not in told
    assert "weggelaten" in told


def test_a_text_in_which_somebody_may_be_seen_stays_out_and_is_counted(talk):
    meeting = talk_on(
        talk,
        note("c1", "p1", "Twee jongeren uit Zeewolde.", side="provider", visibility=PUBLIC),
    ).meeting()
    told = words_of(meeting)
    assert "Zeewolde" not in told
    assert "weggelaten, omdat iemand er misschien in te herkennen is" in told


def test_other_providers_stand_in_it_by_a_letter(talk, held):
    scope = (("gm", "GM9901"), ("grain", "quarter"), ("breakdown", "provider"))
    quarter = {"period": "2026KW01", "start": date(2026, 1, 1), "denominator": 200,
               "value": None, "protected_at_source": False, "status": "final",
               "completeness": 1.0, "reference_date": date(2026, 8, 1), "note": ""}  # fmt: skip
    rows = [{**quarter, "group": one, "numerator": 40} for one in ("99000002", "99000777")]
    frame = pl.DataFrame(rows, schema_overrides={"value": pl.Float64})
    made = release(card("dropout"), scope, frame, cube="k", source="De Overkant")
    figures = e.FiguresFrozen(
        item="p1", card=card("dropout").model_dump(mode="json"), figures=(freeze(made),)
    )
    told = words_of(talk_on(talk, figures).meeting())
    assert "99000777" not in told and "De Overkant" not in told
    assert "Andere aanbieder A" in told


def test_what_a_side_expected_is_in_it_only_when_both_want_that(talk):
    why = "Wij zagen de wachtlijst al groeien."
    expected = (
        e.PredictionGiven(item="p1", side="provider", direction="up", why=why),
        *visits("p1", Stage.recognise),
        e.SurpriseTold(item="p1", side="provider", surprised=False, show_gap=True),
    )
    plan = planned(predict=True)
    assert why not in words_of(talk_on(talk, plan, *expected).meeting())
    both = e.SurpriseTold(item="p1", side="municipality", surprised=True, show_gap=True)
    assert why in words_of(talk_on(talk, plan, *expected, both).meeting())


def test_a_word_that_is_erased_is_no_text(talk):
    meeting = talk_on(talk, note("c1", "p1", ERASED, side="provider", visibility=PUBLIC)).meeting()
    assert ERASED not in words_of(meeting)


def test_it_says_that_it_is_not_released_and_afterwards_since_when(sealed):
    assert "Concept: nog niet vrijgegeven" in html(council.council(sealed, "nl"))
    assert "Vrijgegeven op 20 november 2026" in html(council.council(sealed, "nl", RELEASED))
    assert "Released on" in html(council.council(sealed, "en", RELEASED))


def test_the_word_file_holds_the_same_and_no_more(sealed):
    data = word(council.council(sealed, "nl", RELEASED))
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        inside = held.read("word/document.xml").decode()
    assert "Raadseditie" in inside
    assert all(one.who not in inside for one in _owners(sealed))


def _owners(meeting):
    return [one.made for one in meeting.standing_agreements() if one.made.who]


def approved(side: str, mark: str, **more) -> e.CouncilApproved:
    return e.CouncilApproved(side=side, edition=mark, **more)


def saying(meeting, body) -> e.Saying:
    return e.Saying(op="op-12345678", meeting=meeting.id, role="facilitator", body=body)


def test_it_leaves_only_when_both_sides_approved_this_very_text(talk):
    end = talk_on(talk, e.Sealed(check_code="9F3C27A1"))
    mark = council.mark_of(end.meeting())
    assert not can_release(end.meeting(), mark)
    end = talk_on(end, approved("provider", mark))
    assert not can_release(end.meeting(), mark)
    assert not can_say(end.meeting(), saying(end.meeting(), e.CouncilReleased(edition=mark)))
    both = talk_on(end, approved("municipality", mark)).meeting()
    assert can_release(both, mark) and council.mark_of(both) == mark
    assert not can_release(both, "0" * 16)  # another text
    back = talk_on(end, approved("provider", mark, agrees=False)).meeting()
    assert not can_release(back, mark)


def test_a_line_that_is_wiped_later_asks_for_approving_again(talk):
    public = note("c1", "p1", "De regel voor iedereen.", side="provider", visibility=PUBLIC)
    end = talk_on(talk, public, e.Sealed(check_code="9F3C27A1"))
    mark = council.mark_of(end.meeting())
    end = talk_on(end, *(approved(side, mark) for side in e.Side), e.CouncilReleased(edition=mark))
    assert end.meeting().released_on(mark)
    wiped = talk_on(end, e.LineWiped(note="c1")).meeting()
    fresh = council.mark_of(wiped)
    assert fresh != mark
    assert not can_release(wiped, fresh)
    assert wiped.released_on(fresh) is None


def test_before_the_seal_there_is_nothing_to_approve(held):
    assert not can_say(held, saying(held, approved("provider", "0" * 16)))
