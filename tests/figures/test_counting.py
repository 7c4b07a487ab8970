"""From files to what may be shown: one flow, and every question about it."""

from __future__ import annotations

from datetime import date

import pytest

from telvertel import counting
from telvertel.figures.problem import Remark, Rule
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.troubles import NothingImported
from telvertel.indicators.definition import Family, Shape
from telvertel.indicators.period import Grain
from tests.figures.files import AT, many, taken_in, trajectories, written

TOWN = Scope(municipality="GM9901")


@pytest.fixture
def helped(card):
    return card(Shape.count, Family.use, id="helped", counted=("all",))


def test_check_stores_nothing(tmp_path, warehouse):
    inspection = counting.check([many(tmp_path)])
    assert inspection.problems == ()
    assert not warehouse.folder.exists()


def test_the_receipt_tells_which_periods_count(tmp_path, warehouse):
    receipt = taken_in(warehouse, many(tmp_path))
    (told,) = [one for one in receipt.remarks if one.rule is Remark.periods_held]
    assert dict(told.facts) == {"first": "01-07-2023", "last": "31-12-2024"}


def test_a_delivery_replaces_the_periods_it_holds_and_no_others(tmp_path, warehouse, helped):
    taken_in(warehouse, many(tmp_path))
    before = shown(warehouse, helped)
    taken_in(warehouse, many(tmp_path, per_quarter=60), since=date(2024, 7, 1))
    after = shown(warehouse, helped)
    assert [period for period in before if before[period] != after[period]] == [
        "2024KW03",
        "2024KW04",
    ]


def shown(warehouse, card, scope=TOWN):
    frame = counting.released(warehouse, card, scope).frame
    return dict(frame.select("period", "value").iter_rows())


def test_a_delivery_of_other_things_leaves_the_counts_alone(tmp_path, warehouse, helped):
    taken_in(warehouse, many(tmp_path))
    before = shown(warehouse, helped)
    parties = written(tmp_path, "partijen.csv", "code;naam;soort\nGM9901;Rivierstede;gemeente")
    taken_in(warehouse, parties)
    assert shown(warehouse, helped) == before
    assert taken_in(warehouse, many(tmp_path)).version.id.startswith("v0003-")
    assert shown(warehouse, helped) == before


def test_the_same_delivery_again_changes_no_figure_and_is_said(tmp_path, warehouse, helped):
    first = taken_in(warehouse, many(tmp_path)).version
    again = taken_in(warehouse, many(tmp_path))
    assert counting.changes(warehouse, helped, TOWN, first.id, again.version.id) == ()
    assert Remark.taken_in_before in [one.rule for one in again.remarks]


def test_a_correction_is_told_as_a_difference_in_fives(tmp_path, warehouse, helped):
    first = taken_in(warehouse, many(tmp_path)).version
    second = taken_in(warehouse, many(tmp_path, per_quarter=52)).version
    found = counting.changes(warehouse, helped, TOWN, first.id, second.id)
    assert [one.period for one in found][0] == "2023KW03"
    for change in found:
        assert change.before % 5 == change.after % 5 == 0
        assert change.after > change.before


def test_figures_in_use_stay_after_a_newer_version_came(tmp_path, warehouse, helped):
    first = taken_in(warehouse, many(tmp_path)).version
    before = counting.released(warehouse, helped, TOWN)
    taken_in(warehouse, many(tmp_path, per_quarter=60))
    assert counting.released(warehouse, helped, TOWN, first.id).frame.equals(before.frame)


def test_a_provider_that_is_gone_from_its_periods_is_named(tmp_path, warehouse):
    taken_in(warehouse, many(tmp_path))
    only = trajectories(
        tmp_path / "later",
        "\n".join(f"n{n} 99000001 01 2024-01-10 2024-03-01 01" for n in range(40)),
    )
    sound = counting.check([only]).deliveries
    assert counting.going(warehouse, sound, at=AT) == ("99000002",)  # told before …
    asked = counting.take_in(warehouse, [only], who="x", why="y", at=AT, may_go=())
    assert (asked.version, asked.problems, asked.going) == (None, (), ("99000002",))
    assert len(warehouse.versions()) == 1  # … and nothing is changed until somebody says yes
    receipt = taken_in(warehouse, only, may_go=["99000002"])
    (told,) = [one for one in receipt.remarks if one.rule is Remark.providers_gone]
    assert dict(told.facts) == {"providers": "99000002"}


def test_a_small_provider_is_shown_as_too_small_and_never_as_a_figure(tmp_path, warehouse, helped):
    rows = "\n".join(f"n{n} 99000004 01 2024-01-10 2024-03-01 01" for n in range(4))
    taken_in(warehouse, trajectories(tmp_path, rows))
    frame = counting.released(warehouse, helped, TOWN).frame
    assert set(frame["mark"]) == {"small"}
    assert frame["value"].to_list() == [None] * frame.height


def test_a_provider_with_one_child_is_as_visible_as_one_with_nine(tmp_path, warehouse, helped):
    """Rounded to nothing or not: "not delivered" would tell how small it is."""
    rows = [f"kind-{n:03d} 99000002 02 05-01-2024 20-03-2024 01" for n in range(60)]
    for number in range(8):
        few = f"klein-{number} 9900001{number} 02 05-01-2024 20-03-2024 01"
        taken_in(warehouse, trajectories(tmp_path, "\n".join([*rows, few])))
        scope = TOWN.model_copy(update={"providers": (f"9900001{number}",)})
        assert set(counting.released(warehouse, helped, scope).frame["mark"]) == {"small"}


def test_to_choose_all_providers_is_to_ask_for_all_of_them_apart(tmp_path, warehouse, helped):
    taken_in(warehouse, many(tmp_path))

    def refused(*providers: str):
        scope = TOWN.model_copy(update={"breakdown": Breakdown.provider, "providers": providers})
        return counting.refused_apart(warehouse, helped, scope)

    assert refused() and refused("99000001", "99000002") == refused()
    assert refused("99000001", "99000002", "99000009") == refused()
    assert refused("99000001") is None


@pytest.mark.parametrize("delivers", ["", "bestanden"])
def test_one_child_puts_no_provider_on_a_list_and_takes_none_off(
    tmp_path, warehouse, helped, delivers
):
    """The list tells who was declared and who is shown; never that a first child came."""
    parties = tmp_path / "parties.csv"
    parties.write_text(
        "code;naam;soort;levert;fictief\n"
        f"GM9901;Rivierstede;gemeente;;ja\n99000007;Gesloten;aanbieder;{delivers};ja\n"
    )
    rows = [f"kind-{n:03d} 99000002 02 05-01-2024 20-03-2024 01" for n in range(60)]
    one = "alleen 99000007 02 05-01-2024 20-03-2024 01"
    apart = TOWN.model_copy(update={"breakdown": Breakdown.provider})
    lists = []
    for number, these in enumerate([rows, [*rows, one], rows]):
        folder = tmp_path / str(number)
        receipt = taken_in(warehouse, parties, trajectories(folder, "\n".join(these)))
        assert Remark.providers_gone not in [told.rule for told in receipt.remarks]
        groups = counting.released(warehouse, helped, apart).frame["group"]
        lists.append((counting.providers_of(warehouse, "GM9901"), sorted(set(groups))))
    listed = ["99000002", "99000007"] if delivers else ["99000002"]
    assert lists == [(tuple(listed), listed)] * 3


def test_before_the_first_delivery_every_question_has_an_answer(warehouse, helped):
    assert counting.parties(warehouse) == ()
    assert counting.versions(warehouse) == ()
    assert counting.periods(warehouse, Grain.quarter) == ()
    assert counting.norms(warehouse, helped, TOWN) == ()
    assert counting.breaks(warehouse, helped, TOWN) == ()
    assert counting.context(warehouse, helped, TOWN) == ()
    with pytest.raises(NothingImported):
        counting.released(warehouse, helped, TOWN)
    with pytest.raises(NothingImported):
        counting.account(warehouse, helped, TOWN)


def test_parties_have_their_names_and_the_unnamed_go_by_their_code(tmp_path, warehouse):
    parties = written(
        tmp_path,
        "partijen.csv",
        """code;naam;soort;levert;fictief
        GM9901;Rivierstede (fictief);gemeente;;ja
        99000003;Groei & Co;aanbieder;aggregaten;ja""",
    )
    taken_in(warehouse, many(tmp_path), parties)
    found = {one.code: one for one in counting.parties(warehouse)}
    assert found["GM9901"].name == "Rivierstede (fictief)"
    assert found["99000003"].delivers == "aggregates"
    assert found["99000001"].name == "99000001"


def test_a_municipality_that_no_delivery_names_is_called_as_cbs_does(tmp_path, warehouse):
    almere = many(tmp_path)
    almere.write_text(almere.read_text("utf-8").replace("GM9901", "GM0034"), encoding="utf-8")
    taken_in(warehouse, almere)
    found = {one.code: one.name for one in counting.parties(warehouse)}
    assert found["GM0034"] == "Almere"
    assert found["99000001"] == "99000001"


NORMS = """
    indicator;gemeente;aanbieder;soort;periode_van;periode_tot;waarde;laag;hoog;gesteld_door;gesteld_op;reden
    share;GM9901;;ambitie;2024JJ00;2024JJ00;10;;;gemeente;01-11-2023;samen gekozen
    share;GM9901;99000001;prognose;2024HJ01;;12;9;15;werkgroep;01-11-2023;op de reeks
    helped;GM9901;;kader;2024JJ00;2024JJ00;;;500;raad;01-11-2023;begroting
"""


def test_a_norm_is_told_in_the_periods_of_the_series(tmp_path, warehouse, card):
    taken_in(warehouse, written(tmp_path, "normen.csv", NORMS))
    share = card(Shape.share, Family.use, id="share", counted=("all",), out_of=("all",))
    (ambition,) = counting.norms(warehouse, share, TOWN)
    assert (ambition["kind"], ambition["value"]) == ("ambition", 10)
    assert (ambition["since"], ambition["until"]) == ("2024KW01", "2024KW04")
    assert ambition["set_on"] == "2023-11-01"
    one = TOWN.model_copy(update={"providers": ("99000001",)})
    (forecast,) = counting.norms(warehouse, share, one)
    assert (forecast["low"], forecast["high"], forecast["until"]) == (9, 15, None)


def test_a_limit_on_a_year_is_no_limit_on_a_quarter(tmp_path, warehouse, helped):
    taken_in(warehouse, written(tmp_path, "normen.csv", NORMS))
    assert counting.norms(warehouse, helped, TOWN) == ()
    year = TOWN.model_copy(update={"grain": Grain.year})
    assert [one["high"] for one in counting.norms(warehouse, helped, year)] == [500]


def test_a_break_holds_for_its_indicator_or_for_all(tmp_path, warehouse, helped, card):
    breaks = written(
        tmp_path,
        "breuken.csv",
        """indicator;gemeente;aanbieder;periode;reden
        ;GM9901;;2021JJ00;nieuwe uitvraag
        helped;GM9901;99000002;2023KW03;nieuw systeem""",
    )
    taken_in(warehouse, breaks)
    assert [one["period"] for one in counting.breaks(warehouse, helped, TOWN)] == [
        "2021KW01",
        "2023KW03",
    ]
    other = card(Shape.count, id="anders")
    one = TOWN.model_copy(update={"providers": ("99000001",)})
    assert counting.breaks(warehouse, other, TOWN) == (
        {"period": "2021KW01", "reason": "nieuwe uitvraag"},
    )
    assert len(counting.breaks(warehouse, helped, one)) == 1


def test_an_account_of_a_figure_holds_the_five_facts(tmp_path, warehouse, helped):
    taken_in(warehouse, many(tmp_path))
    taken_in(warehouse, many(tmp_path, per_quarter=52))
    account = counting.account(warehouse, helped, TOWN)
    assert account.files == ("trajecten.csv",)
    assert (account.rows_in, account.rows_kept, account.rows_out) == (832, 832, ())
    assert account.measure.family is Family.use
    assert account.version.id.startswith("v0002-")
    assert account.last_change.period == "2024KW04"
    assert Rule.bsn_values.value in account.checks


def test_published_figures_of_the_country_stand_beside_our_own(tmp_path, warehouse, card):
    national = written(
        tmp_path,
        "landelijk.csv",
        """indicator;periode;gemeente;aanbieder;waarde;status;bron
        share;2024HJ01;NL01;;8,4;voorlopig;CBS StatLine 85097NED""",
    )
    taken_in(warehouse, many(tmp_path), published=(national,))
    share = card(Shape.share, Family.ended, id="share", counted=("03",), out_of=("01", "03"))
    scope = TOWN.model_copy(update={"grain": Grain.half_year})
    (line,) = counting.context(warehouse, share, scope)
    assert (line.frame["value"].to_list(), line.source) == ([8.4], "CBS StatLine 85097NED")
    assert counting.released(warehouse, share, scope).source == "GM9901"


def test_the_moment_of_a_delivery_is_kept(tmp_path, warehouse):
    taken_in(warehouse, many(tmp_path))
    assert [one.at for one in counting.versions(warehouse)] == [AT]
