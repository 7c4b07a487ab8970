"""Voorspel eerst: nothing of the newest points is seen before its stage, and no gap before both
sides want it."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.indicators.period import Grain, Period, read
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import meeting as fold
from telvertel.privacy.release import freeze, release
from telvertel.wall import pictures
from telvertel.wall.desk import desk, standing
from telvertel.wall.expected import Gap, became_told, gap, newest
from telvertel.wall.kept_back import newest_told, periods_kept_back
from telvertel.wall.scene import scene
from telvertel.wording.words import words
from tests.meeting.saying import saying
from tests.wall.conftest import CARDS, ITEM, PLAN, note

CARD = CARDS["waiting_time"]
PROVIDER, MUNICIPALITY = e.Side.provider, e.Side.municipality
QUARTERS = [f"{year}KW0{quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4)][:7]


def at(stage):
    return e.Shown(view="item", item="wait", stage=stage)


def figures(counts, periods=QUARTERS, out_of=200, group="", status="final", note=""):
    """Shares of 200 per period; the newest two carry a status and a note of their own."""
    newest_two = range(len(counts) - 2, len(counts))
    rows = [
        {"period": one, "start": read(one).start, "group": group, "numerator": count,
         "denominator": out_of if count is not None else None, "value": None,
         "protected_at_source": False, "status": status if number in newest_two else "final",
         "completeness": 1.0, "reference_date": date(2026, 10, 1),
         "note": note if number in newest_two else ""}
        for number, (one, count) in enumerate(zip(periods, counts, strict=True))
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema_overrides={"value": pl.Float64, "numerator": pl.Int64,
                                                 "denominator": pl.Int64})  # fmt: skip
    return release(CARD, (("gm", "GM9901"),), frame, cube="v1", source="De Oever")


SEEN = (40, 45, 50, 40, 60)  # five quarters: 20%, 22%, 25%, 20%, 30%


def frozen(*series, **more):
    return e.FiguresFrozen(
        item="wait",
        card=CARD.model_dump(mode="json"),
        figures=tuple(freeze(one) for one in series or (figures((*SEEN, 70, 90)),)),
        **more,
    )


def predicted(*bodies, figures=None, **plan):
    """An opened meeting with Voorspel, and what was said in it."""
    plan = PLAN.model_copy(update={"predict": True, **plan})
    first = (plan, e.AgendaSet(items=(ITEM,)), figures or frozen(), e.MeetingOpened())
    events = [
        e.Event(**dict(saying(body)), sequence=number, at="2026-11-22T13:00:00Z")
        for number, body in enumerate((*first, *bodies), start=1)
    ]
    return fold(events[0].meeting, events)


def expects(side, **more):
    return e.PredictionGiven(item="wait", side=side, **more)


def surprise(side, surprised=None, show_gap=True):
    return e.SurpriseTold(item="wait", side=side, surprised=surprised, show_gap=show_gap)


def picture_of(meeting, stage, size="half"):
    return pictures.SHELF.svg(pictures.key_of(meeting, "wait", stage, "nl", size))


def side_of(drawn, number=0):
    return drawn["prediction"]["sides"][number]


# ---- which points are kept back -----------------------------------------------------------------


def test_of_quarters_the_newest_half_year_is_kept_back():
    own = figures((*SEEN, 70, 90))
    assert periods_kept_back(own) == ("2026KW02", "2026KW03")


@pytest.mark.parametrize(("grain", "kept"), [(Grain.half_year, 1), (Grain.year, 1)])
def test_of_half_years_and_years_only_the_newest_is_kept_back(grain, kept):
    period, ids = Period(2020, 1, grain), []
    for _ in range(5):
        ids.append(period.id)
        period = period.next
    assert periods_kept_back(figures((40, 50, 60, 50, 40), ids)) == tuple(ids[-kept:])


def test_at_least_three_points_stay_in_sight_or_only_the_newest_goes():
    assert len(periods_kept_back(figures((40, 50, 60, 50, 40), QUARTERS[:5]))) == 2
    assert periods_kept_back(figures((40, 50, 60, 50), QUARTERS[:4])) == (QUARTERS[3],)


def test_a_period_without_a_figure_goes_with_the_newest_that_has_one():
    own = figures((*SEEN, 70, None))
    assert newest_told(own) == "2026KW02"
    assert periods_kept_back(own) == ("2026KW01", "2026KW02", "2026KW03")


def test_a_series_of_one_point_is_asked_for_without_a_picture():
    only = frozen(figures((40,), QUARTERS[:1]))
    drawn = scene(predicted(at("predict"), figures=only), "nl")
    assert drawn["picture"] is None
    assert drawn["prediction"]["compared"] == ""


# ---- nothing leaks ------------------------------------------------------------------------------

counts = st.integers(0, 40).map(lambda n: 5 * n)  # 0 is too small to show
newest_points = st.tuples(counts, counts)
VIEWS = [
    at("question"),
    at("predict"),
    e.Shown(view="agenda"),
    *(e.Shown(view=one, item="wait") for one in ("definition", "then", "dispute", "neutral")),
]


def told_with(two, status, word, shown):
    """A meeting in which everything that can be of the newest points is of these two."""
    own = figures((*SEEN, *two), status=status, note=word)
    country = figures((50, 50, 50, 50, 50, *two), status=status, note=word)
    breaks = ({"period": "2026KW03", "reason": word},)
    revisions = ({"period": "2026KW03", "group": "", "reasons": (), "notes": (),
                  "before": {}, "after": {}, "redefined": False},)  # fmt: skip
    return predicted(
        note("a", "Al bekend", PROVIDER, "2026KW01"),
        note("b", "Op het nieuwste punt", PROVIDER, "2026KW03"),
        e.FigureDisputed(
            dispute="d",
            item="wait",
            side=PROVIDER,
            dispute_kind="count",
            text="Bij ons staat iets anders",
            period="2026KW03",
        ),
        shown,
        figures=frozen(
            own, country, breaks=breaks, revisions=revisions, last_talk={"held_on": "2025-11-20"}
        ),
    )


@settings(max_examples=12, deadline=None)
@given(
    newest_points,
    newest_points,
    st.sampled_from(["final", "provisional"]),
    st.sampled_from(VIEWS),
)
def test_whatever_the_newest_points_are_the_room_sees_the_same(one, other, status, shown):
    """Not a value, not a status, not a remark: two meetings that differ in nothing but their newest
    points have the same scene, the same desk and the same picture, letter by letter."""
    first = told_with(one, status, "opmerking", shown)
    second = told_with(other, "final", "andere opmerking", shown)
    assert scene(first, "nl") == scene(second, "nl")
    desks = [desk(meeting, "nl")["desk"] for meeting in (first, second)]
    for drawn in desks:
        drawn.pop("upcoming")  # keys of what the desk alone fetches beforehand
    assert json.dumps(desks[0], default=str) == json.dumps(desks[1], default=str)
    for stage in (Stage.predict, None):
        assert picture_of(first, stage) == picture_of(second, stage)


def test_once_they_are_seen_other_points_are_another_picture():
    one, other = (told_with((70, last), "final", "", at("recognise")) for last in (90, 20))
    assert scene(one, "nl")["picture"] != scene(other, "nl")["picture"]
    assert picture_of(one, Stage.recognise) != picture_of(other, Stage.recognise)


def test_the_picture_of_voorspel_has_no_pin_on_what_is_kept_back_and_a_place_for_it():
    drawn = picture_of(told_with((70, 90), "final", "opmerking", at("predict")), Stage.predict)
    label = drawn[: drawn.index(">")]
    assert "2e kwartaal 2026" not in drawn
    assert "Wat verwacht u hier?: 3e kwartaal 2026" in label
    assert "Aantekening" not in label or "2026KW03" not in label
    assert label.count("3e kwartaal 2026") == 1


def test_beside_an_agreement_of_last_time_the_newest_points_wait_too():
    made = e.AgreementMade(
        agreement="oud", item="wait", then_text="bellen", visible_from="2026KW03"
    )
    before = predicted(made)
    shown = e.Shown(view="last_agreements", agreement="oud")
    one, other = (
        scene(predicted(shown, figures=frozen(figures((*SEEN, 70, newest)))), "nl", before)
        for newest in (90, 20)
    )
    assert one == other
    assert one["too_early"] == "Wat er sinds 3e kwartaal 2026 gebeurde, ziet u straks, na Voorspel."
    seen = predicted(at("recognise"), shown)
    assert scene(seen, "nl", before)["picture"] != one["picture"]


def test_without_voorspel_everything_is_shown_as_before():
    meeting = predicted(at("question"), predict=False)
    assert scene(meeting, "nl")["figure_status"] == "2026 K3 definitief"
    assert pictures.figures_in_sight(meeting, "wait")[0].frame.height == 7
    assert pictures.figures_in_sight(predicted(), "wait")[0].frame.height == 5


def test_only_the_desk_may_fetch_the_picture_of_herkennen_beforehand():
    shelf = pictures.Shelf()

    def key(meeting):
        return pictures.key_of(meeting, "wait", Stage.recognise, "nl", "full", shelf)

    beforehand = key(predicted(at("predict")))
    assert not shelf.is_for_wall(beforehand)
    assert key(predicted(at("predict"), at("recognise"))) == beforehand
    assert shelf.is_for_wall(beforehand)
    key(predicted(at("predict")))
    assert shelf.is_for_wall(beforehand), "what the room has seen is not taken back"


# ---- what the room sees -------------------------------------------------------------------------


def test_the_room_sees_whether_a_side_has_written_and_never_what():
    drawn = scene(
        predicted(
            at("predict"),
            expects(PROVIDER, direction="up", value=41.5, why="Er kwamen mensen bij"),
            expects(MUNICIPALITY, known=True),
        ),
        "nl",
    )
    assert drawn["prediction"]["question"] == "Wat verwacht u voor 2026 K3?"
    assert drawn["prediction"]["compared"] == "Hoger, ongeveer gelijk of lager dan in 2026 K1?"
    assert [one["told"] for one in drawn["prediction"]["sides"]] == [
        "heeft opgeschreven",
        "wist het al",
    ]
    told = json.dumps(drawn, ensure_ascii=False)
    assert "41" not in told and "mensen" not in told and "hoger" not in told


def test_what_is_taken_out_again_is_not_written():
    drawn = scene(predicted(at("predict"), expects(PROVIDER, value=41), expects(PROVIDER)), "nl")
    assert side_of(drawn)["told"] == "nog niet"


def test_prepared_stories_wait_and_a_line_said_before_the_newest_points_stands():
    story = e.StoryPrepared(item="wait", side=PROVIDER, field="wall_line", text="Het daalt weer")
    early = note("a", "We kennen dit", PROVIDER).model_copy(update={"stage": Stage.predict})
    late = note("b", "Nu weer lager", PROVIDER)
    drawn = scene(predicted(story, early, at("recognise"), late, at("predict")), "nl")
    assert [line["text"] for line in side_of(drawn)["lines"]] == ["We kennen dit"]
    assert "Het daalt weer" not in json.dumps(drawn)


def test_the_gap_is_shown_only_when_both_sides_agree_and_at_the_same_size():
    written = (expects(PROVIDER, direction="up", value=35), expects(MUNICIPALITY, direction="down"))
    seen = (*written, at("recognise"))
    one = scene(predicted(*seen, surprise(PROVIDER, False)), "nl")
    assert [voice["predicted"] for voice in one["voices"]] == [
        ["Verrast: nee"], ["Verrast: nog niet gezegd"]
    ]  # fmt: skip
    refused = scene(predicted(*seen, surprise(PROVIDER), surprise(MUNICIPALITY, True, False)), "nl")
    assert refused["voices"][1]["predicted"] == ["Verrast: ja"]
    both = scene(predicted(*seen, surprise(PROVIDER), surprise(MUNICIPALITY)), "nl")
    assert [voice["predicted"] for voice in both["voices"]] == [
        ["Verwacht: hoger, 35%", "Werd 45%: hoger dan verwacht"],
        ["Verwacht: lager", "Werd 45%: hoger dan verwacht"],
    ]
    assert both["predicted_rows"] == 2


def test_who_knew_already_or_wrote_nothing_is_no_gap():
    meeting = predicted(
        expects(PROVIDER, known=True), at("recognise"), surprise(PROVIDER), surprise(MUNICIPALITY)
    )
    assert [voice["predicted"] for voice in scene(meeting, "nl")["voices"]] == [
        ["Wist het al", "Werd 45%"], ["Niets opgeschreven", "Werd 45%"]
    ]  # fmt: skip


def test_a_figure_too_small_to_show_has_nothing_to_put_beside_it():
    small = frozen(figures((*SEEN, 70, 5), out_of=15))
    meeting = predicted(
        expects(PROVIDER, value=35), at("recognise"), surprise(PROVIDER), surprise(MUNICIPALITY),
        figures=small,
    )  # fmt: skip
    told = scene(meeting, "nl")["voices"][0]["predicted"]
    assert told == ["Verwacht: 35%", "Nog geen cijfer om naast te leggen"]


def test_a_split_figure_is_predicted_in_words():
    split = pl.concat([figures((*SEEN, 70, 90), group=one).frame for one in ("a", "b")])
    columns = split.with_columns(protected_at_source=pl.lit(False)).sort("period", "group")
    own = release(CARD, (), columns, cube="v1", source="De Oever")
    said = (expects(PROVIDER, why="Bij de een meer dan bij de ander"),)
    asked = scene(predicted(at("predict"), figures=frozen(own)), "nl")["prediction"]
    assert asked["compared"] == "Elke kant zegt het in eigen woorden."
    meeting = predicted(*said, at("recognise"), surprise(PROVIDER), surprise(MUNICIPALITY),
                        figures=frozen(own))  # fmt: skip
    told = scene(meeting, "nl")["voices"][0]["predicted"]
    assert told == ["Verwacht: Bij de een meer dan bij de ander"]


def test_a_meeting_that_did_not_predict_has_no_trace_of_it_at_herkennen():
    drawn = scene(predicted(at("recognise")), "nl")
    assert drawn["predicted_rows"] == 0
    assert all(not voice["predicted"] for voice in drawn["voices"])
    assert drawn["picture_units"] == pictures.units("full")


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("seat", [6.0, 8.0, 9.5])
def test_what_was_just_said_fits_under_the_gap_however_deep_the_room(together, seat):
    said = [note("z", "a" * 38, PROVIDER), *([note("y", "Samen", None)] if together else [])]
    meeting = predicted(
        expects(PROVIDER, direction="level", value=35.5), at("recognise"),
        surprise(PROVIDER), surprise(MUNICIPALITY), *said, farthest_seat_m=seat,
    )  # fmt: skip
    drawn = scene(meeting, "nl")
    assert drawn["voices"][0]["lines"][-1]["text"] == "a" * 38
    assert drawn["picture_units"] < pictures.units("full")


# ---- the gap in words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({"value": 45}, Gap.as_expected),
        ({"value": 45.4}, Gap.as_expected),  # nobody predicts behind the comma
        ({"value": 46.5}, Gap.about),  # closer than rounding may have moved the figure
        ({"value": 60}, Gap.lower),
        ({"value": 20}, Gap.higher),
        ({"direction": "up"}, Gap.as_expected),
        ({"direction": "level"}, Gap.higher),
        ({"direction": "down"}, Gap.higher),
        (
            {"direction": "down", "value": 45},
            Gap.as_expected,
        ),  # the number counts
        ({"why": "Geen idee"}, None),
        ({"known": True, "value": 20}, None),
    ],
)
def test_the_gap_says_how_the_figure_lies_to_what_was_expected(expected, found):
    assert gap(expects(PROVIDER, **expected), newest(predicted(), "wait")) == found


def told_after(before, now, direction):
    """What a side that gave a direction is told when the figure went from one to the other."""
    of = newest(predicted(figures=frozen(figures((*SEEN[:4], before, 70, now)))), "wait")
    given = expects(PROVIDER, direction=direction)
    return gap(given, of), became_told(given, of, words("nl"))


@pytest.mark.parametrize("direction", list(e.Direction))
def test_a_movement_within_rounding_is_told_to_every_side_alike_with_both_figures(direction):
    found, told = told_after(60, 65, direction)
    assert found is Gap.level
    assert told == "Werd 33%: ongeveer gelijk gebleven (30% → 33%, binnen de afronding)"


def test_a_figure_that_stayed_the_same_names_it_once():
    assert told_after(60, 60, "up")[1] == "Werd 30%: ongeveer gelijk gebleven"


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 37), st.integers(3, 37))
def test_nobody_is_told_what_the_room_can_refute_by_looking(before, now):
    """A side that said up and sees it rise is never told it is lower, and the mirror."""
    up, down = (told_after(5 * before, 5 * now, one)[0] for one in ("up", "down"))
    if now > before:
        assert up is not Gap.lower and down is not Gap.as_expected
    if now < before:
        assert down is not Gap.higher and up is not Gap.as_expected
    if now == before:
        assert up is down is Gap.level


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_gap_has_its_words(language):
    assert all(words(language)(f"prediction.gap.{one}") for one in Gap)


def test_the_desk_is_drawn_anew_when_a_side_has_written_from_its_phone(told):
    shown = e.Shown(view="item", item="wait", stage="predict")
    before, after = told(shown), told(shown, expects("provider", direction="up"))
    assert standing(before) != standing(after)
    assert "up" not in standing(after).split("|")
