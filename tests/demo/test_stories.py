"""Each story of data/demo/README.md is really in the figures."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from telvertel import counting
from telvertel.demo import aggregates, children, deliveries, files, stories
from telvertel.demo.moments import Moments
from telvertel.demo.rivierstede import GROEI, OEVER, STREAMS, TEAMS
from telvertel.indicators.period import Grain, Period
from tests.demo.conftest import TODAY

SEEDS = (2026, 7)


@pytest.fixture(scope="module", params=SEEDS)
def told(request):
    return deliveries.draw(request.param, Moments(TODAY))


def of_quarter(told, provider: str, offset: int, day: str) -> pl.DataFrame:
    period = told.moments.quarter(offset)
    rows = deliveries.of(told.trajectories, provider)
    return rows.filter(pl.col(day).is_between(period.start, period.end))


def long_waits(told, offset: int) -> float:
    rows = of_quarter(told, OEVER, offset, "started")
    return ((rows["started"] - rows["assigned"]).dt.total_days() > 42).mean()


def test_waiting_at_de_oever_misses_its_target_since_the_shortage_and_eases(told):
    before = [long_waits(told, offset) for offset in range(-15, stories.STAFF_SHORTAGE)]
    worst = [long_waits(told, offset) for offset in (-4, -3)]
    lately = [long_waits(told, offset) for offset in (-1, 0)]
    assert sum(before) / len(before) < 0.30
    assert min(worst) > 0.45
    assert 0.30 < sum(lately) / 2 < sum(worst) / 2


def test_the_last_two_quarters_came_closer_as_both_stories_say(drawn):
    last, previous, before = (long_waits(drawn, offset) for offset in (0, -1, -2))
    assert last < previous - 0.03 and previous < before - 0.03


def dropout(told, provider: str, offsets: range) -> float:
    rows = pl.concat(of_quarter(told, provider, offset, "ended") for offset in offsets)
    return rows.filter(pl.col("reason") != "")["reason"].is_in(["03", "04"]).mean()


def test_dropout_at_de_oever_rises_when_transfers_are_counted(told):
    before = dropout(told, OEVER, range(-20, stories.TRANSFERS_COUNTED))
    since = dropout(told, OEVER, range(stories.TRANSFERS_COUNTED, 1))
    assert since - before > 0.03


def test_dropout_at_the_teams_does_not_rise(told):
    before = dropout(told, TEAMS, range(-20, stories.TRANSFERS_COUNTED))
    since = dropout(told, TEAMS, range(stories.TRANSFERS_COUNTED, 1))
    assert since - before == pytest.approx(0, abs=0.02)


def test_the_teams_reach_more_while_de_oever_stays_about_the_same(told):
    periods = [Period(2021, 1, Grain.year), Period(2025, 1, Grain.year)]
    then, now = told.reach(periods)["teller"]
    starts = {
        year: deliveries.of(told.trajectories, OEVER)
        .filter(pl.col("started").dt.year() == year)
        .height
        for year in (2021, 2025)
    }
    assert now > 1.15 * then
    assert starts[2025] == pytest.approx(starts[2021], rel=0.1)


def test_the_answers_on_going_on_without_help_break_in_2021(told):
    answers = told.trajectories.filter(pl.col("further_young") != "").with_columns(
        since=pl.col("ended") >= stories.BREAK.start,
        alone=pl.col("further_young").is_in(["03", "04"]),
    )
    shares = dict(answers.group_by("since").agg(pl.col("alone").mean()).iter_rows())
    assert shares[True] - shares[False] > 0.15
    assert told.told["breaks"][0]["periode"] == "2021KW01"


def test_what_parents_think_is_only_noise(told):
    rows = told.trajectories.filter(pl.col("useful_parent") > 0)
    rows = rows.filter(pl.col("reason").is_in(["01", "02"]))
    by_year = rows.group_by(pl.col("ended").dt.year()).agg(
        share=(pl.col("useful_parent") >= 8).mean(), n=pl.len()
    )
    for share, count in by_year.filter(pl.col("n") > 300).select("share", "n").iter_rows():
        assert abs(share - 0.56) < 4 * (0.25 / count) ** 0.5


@pytest.mark.parametrize("which", [0, 1])
def test_the_half_year_that_is_revised_was_four_to_five_percent_too_low(told, which):
    early, late = deliveries.deliveries(told)[which : which + 2]
    period = Period(2025, which + 1, Grain.half_year)

    def helped(delivery):
        rows = deliveries.known(told, delivery).filter(
            (pl.col("started") <= period.end)
            & (pl.col("ended").is_null() | (pl.col("ended") >= period.start))
        )
        return rows["client"].n_unique()

    assert helped(early) / helped(late) - 1 == pytest.approx(-0.045, abs=0.012)


def test_an_incomplete_delivery_leaves_older_periods_as_they_are(told):
    early, _, late = deliveries.deliveries(told)
    old = pl.col("started") < Period(2024, 3).start
    rows = [deliveries.known(told, one).filter(old)["client"] for one in (early, late)]
    assert rows[0].equals(rows[1])


def forecast(told) -> pl.DataFrame:
    norms = files.norms.norms(told, deliveries.deliveries(told)[-1])
    forecasts = norms.filter(pl.col("soort") == "prognose").sort("periode_van")
    return forecasts.with_columns(pl.col("waarde", "laag", "hoog").cast(pl.Float64))


def test_only_the_last_quarter_leaves_the_forecast_and_it_was_frozen_before(told):
    rows = forecast(told)
    reached = told.reach([told.moments.quarter(offset) for offset in (-2, -1, 0)])["teller"]
    inside = (reached >= rows["laag"]) & (reached <= rows["hoog"])
    assert inside.to_list() == [True, True, False]
    assert reached[-1] > rows["hoog"][-1]
    assert rows["gesteld_op"].max() < told.moments.quarter(-2).start.isoformat()


def test_the_forecast_is_the_same_in_every_later_delivery(told):
    _, spring, current = deliveries.deliveries(told)
    then, now = (
        files.norms.norms(told, one).filter(pl.col("soort") == "prognose")
        for one in (spring, current)
    )
    assert then.equals(now)


def test_duration_has_no_target_on_purpose(told):
    (norm,) = (one for one in told.told["norms"] if one["indicator"] == "duration")
    assert norm["waarde"] == "bewust geen"
    assert norm["reden"]


def test_every_story_says_where_it_is_from_and_that_it_is_invented(told):
    for one in told.told["stories"]:
        assert one["bron"].endswith("(fictief)")
        assert one["toestemming"] in ("gegeven", "niet nodig")


def test_counts_of_the_provider_without_records_agree_with_counting_by_hand(drawn, cards):
    rows = deliveries.of(drawn.trajectories, GROEI)
    period = Period(2023, 2)
    counted = aggregates.delivered(rows, cards.values(), [period])
    share = counted.filter(pl.col("indicator") == "dropout").row(0, named=True)

    last_reason = {}
    for row in rows.sort("started").iter_rows(named=True):
        if period.start <= row["ended"] <= period.end:
            last_reason[row["client"]] = row["reason"]
    known = [reason for reason in last_reason.values() if reason]
    assert share["noemer"] == len(known)
    assert share["teller"] == sum(reason in ("03", "04") for reason in known)


def test_a_provider_alone_does_not_deliver_repeat_use(drawn, cards):
    rows = deliveries.of(drawn.trajectories, GROEI)
    counted = aggregates.delivered(rows, cards.values(), [Period(2023, 2)])
    assert "repeat_use" not in set(counted["indicator"])


def test_no_distribution_of_the_provider_without_records_passes_its_whole(drawn, cards):
    rows = deliveries.of(drawn.trajectories, GROEI)
    counted = aggregates.delivered(rows, cards.values(), [Period(2023, 2), Period(2024, 1)])
    parts = counted.filter(pl.col("uitsplitsing").is_not_null())
    sums = parts.group_by("indicator", "periode").agg(
        pl.col("teller").sum(), pl.col("noemer").max()
    )
    assert (sums["teller"] == sums["noemer"]).all()


def test_everything_is_called_fictional_and_no_name_is_of_a_person(drawn):
    assert all(one["naam"].endswith("(fictief)") for one in drawn.told["parties"])
    assert {one["code"][:2] for one in drawn.told["parties"]} == {"GM", "99"}
    assert all(one.provider.startswith("9900000") for one in STREAMS)


def test_the_records_hold_nothing_but_a_made_up_key_and_codes(drawn, cards, tmp_path):
    paths = files.write(drawn, deliveries.deliveries(drawn)[-1], cards.values(), tmp_path)
    records = [path for path in paths if path.name.startswith("trajecten")]
    assert len(records) == 3
    for path in records:
        table = pl.read_csv(path, separator=";", infer_schema=False)
        assert table["client"].str.contains(r"^RS\d{6}$").all()
        assert not re.search(r"\b\d{9}\b", path.read_text(encoding="utf-8"))


def test_the_readme_names_files_that_are_there():
    root = Path(__file__).parents[2]
    text = (root / "data" / "demo" / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(src/[\w/]+\.\w+)`", text):
        assert (root / path).exists(), path


def test_children_come_back_only_after_they_were_there(drawn):
    rows = children.trajectories(3, Period(2024, 1), Period(2024, 4))
    births = rows.group_by("client").agg(pl.col("birth_year").n_unique())
    assert births["birth_year"].max() == 1


def test_only_the_figures_of_the_country_stand_there_as_published(home):
    warehouse = counting.open_figures(home / "figures")
    table = warehouse.table("observations")
    warehouse.close()
    published = table.filter(pl.col("protected_at_source"))
    assert published.height > 10
    assert set(published["municipality"]) == {"NL01"}
    assert "NL01" not in set(table.filter(~pl.col("protected_at_source"))["municipality"])
