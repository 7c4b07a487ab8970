"""A delivery is judged as a whole, and everything that is wrong is told at once."""

from __future__ import annotations

from datetime import date

from telvertel import counting
from telvertel.figures.intake import delivery
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import read
from telvertel.figures.merged import as_form
from telvertel.figures.problem import KEPT, SHOWN, Remark, Rule, at_most, grouped, problem
from telvertel.wording.problems import sentence
from telvertel.wording.words import words
from tests.figures.files import OBSERVATION_HEADINGS, TRAJECTORY_HEADINGS, trajectories, written


def found(delivery):
    return [(one.rule, one.row, one.column, one.found) for one in delivery.problems]


def test_a_sound_delivery_is_read_with_its_types(tmp_path):
    delivery = read(trajectories(tmp_path, "a 99000001 01 2024-01-10 2024-05-01 03"))
    assert delivery.kind is DeliveryKind.trajectories
    row = delivery.frame.row(0, named=True)
    assert (row["started_on"], row["ended_on"]) == (date(2024, 1, 10), date(2024, 5, 1))
    assert (row["care_form"], row["end_reason"], row["birth_year"]) == ("01", "03", 2012)
    assert row["assigned_on"] is None


def test_the_order_of_columns_is_free_and_headings_may_be_written_loosely(tmp_path):
    path = written(
        tmp_path,
        "levering.csv",
        """Reden beëindiging,Datum einde,DATUM AANVANG,geboortejaar,Verwijzer,hulpvorm,agb,gm,Client
        01,01-05-2024,10-01-2024,2012,02,01,99000001,GM9901,a""",
    )
    assert read(path).frame["end_reason"].to_list() == ["01"]


def test_every_problem_is_listed_and_not_only_the_first(tmp_path):
    path = trajectories(
        tmp_path,
        """a 99000001 01 2024-01-10 2024-05-01 03
           b 99000001 09 31-02-2024 2024-05-01 03
           c 99000001 01 2024-05-01 2024-01-10 09""",
    )
    assert found(read(path)) == [
        (Rule.code_unknown, 3, "hulpvorm", "09"),
        (Rule.date_does_not_exist, 3, "aanvang", "31-02-2024"),
        (Rule.code_unknown, 4, "reden_einde", "09"),
        (Rule.end_before_start, 4, "einde", "10-01-2024"),
    ]


def test_what_is_judged_over_the_whole_delivery_is_told_in_the_same_round(tmp_path):
    """Beside a year that cannot be read: a start far ahead and a municipality that never was."""
    rows = [
        "a;GM9901;99000001;01;02;1899;10-01-2024;;",
        "b;GM9901;99000001;01;02;2012;10-01-2999;;",
        "c;GM9901;99000001;01;02;2012;10-01-2030;;",
        "d;GM0001;99000001;01;02;2012;10-01-2024;;",
    ]
    path = written(tmp_path, "a.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    inspection = counting.check([path], today=date(2026, 11, 23))
    assert {(one.rule, one.row) for one in inspection.problems} == {
        (Rule.number_out_of_range, 2),
        (Rule.date_out_of_range, 3),
        (Rule.start_too_late, 4),
        (Rule.municipality_unknown, 5),
    }
    assert [one.readable for one in inspection.deliveries] == [None]  # no row stays behind


def test_rows_of_which_the_key_cannot_be_read_do_not_contradict_each_other(tmp_path):
    rows = [f"dropout;{period};GM9901;99000001;;{n};;;;x" for n, period in enumerate(("?", "!"))]
    path = written(tmp_path, "a.csv", "\n".join([OBSERVATION_HEADINGS, *rows]))
    assert [one.rule for one in read(path).problems] == [Rule.period_unreadable] * 2


def test_of_one_rule_twenty_are_listed_and_the_rest_is_counted(tmp_path):
    rows = "\n".join("a 99000001 09 2024-01-10 - -" for _ in range(SHOWN + 7))
    path = trajectories(tmp_path, rows)
    assert [one.more for one in counting.check([path]).problems] == [0] * SHOWN + [7]
    whole = counting.check([path], most=KEPT).problems
    assert [one.row for one in whole] == list(range(2, SHOWN + 9))


def test_what_was_counted_before_is_not_counted_again():
    many = [problem("x.csv", Rule.code_unknown, row=row) for row in range(2, 102)]
    once = at_most(many, 50)
    assert at_most(once) == at_most(many)
    assert at_most(once)[-1].more == 80
    assert [(one.count, len(one.ones)) for one in grouped(once)] == [(100, 50)]
    assert at_most([once[-1], *once[:-1]]) == at_most(many)


def test_a_code_that_is_wrong_once_is_not_hidden_behind_one_that_is_wrong_everywhere():
    many = [problem("x.csv", Rule.code_unknown, row=row, found="09") for row in range(2, 102)]
    late = problem("x.csv", Rule.code_unknown, row=500, found="zz")
    (group,) = grouped(at_most([*many, late]))
    assert (group.count, len(group.ones)) == (101, SHOWN)
    assert (group.ones[0].row, group.ones[-1]) == (2, late)


def test_of_a_column_that_is_wrong_everywhere_so_many_are_kept_and_the_others_counted(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(delivery, "KEPT", kept := 50)
    rows = "\n".join(f"a{n} 99000001 09 2024-01-10 - -" for n in range(kept + 7))
    problems = read(trajectories(tmp_path, rows)).problems
    assert (len(problems), problems[-1].more) == (kept + 1, 7)
    (group,) = grouped(at_most(problems))
    assert (group.count, len(group.ones)) == (kept + 7, SHOWN)


def test_a_missing_column_is_named(tmp_path):
    headings = TRAJECTORY_HEADINGS.replace("aanvang;", "").replace("geboortejaar;", "")
    path = written(tmp_path, "x.csv", f"{headings}\na;GM9901;99000001;01;02;;")
    missing = {one.column for one in read(path).problems}
    assert missing == {"aanvang", "geboortejaar"}


def test_an_age_may_stand_in_place_of_the_birth_year(tmp_path):
    headings = TRAJECTORY_HEADINGS.replace("geboortejaar", "leeftijd")
    row = "a;GM9901;99000001;01;02;12;10-01-2024;;"
    assert read(written(tmp_path, "x.csv", f"{headings}\n{row}")).frame["age"].to_list() == [12]


def test_a_child_is_not_helped_before_its_birth_or_after_its_youth(tmp_path):
    rows = [
        f"k{year};GM9901;99000001;01;02;{year};10-01-2024;;" for year in (2025, 2000, 2001, 2024)
    ]
    path = written(tmp_path, "x.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))
    assert found(read(path)) == [
        (Rule.age_impossible, 2, "geboortejaar", "2025"),
        (Rule.age_impossible, 3, "geboortejaar", "2000"),
    ]


def test_identical_rows_count_once_and_a_row_of_totals_does_not_count(tmp_path):
    row = "a 99000001 01 2024-01-10 - -"
    path = trajectories(tmp_path, f"{row}\n{row}\n{row.replace('a ', 'Totaal ', 1)}")
    delivery = read(path)
    assert delivery.rows_out == {"totals_rows": 1, "identical_rows": 1}
    assert (delivery.rows_in, delivery.rows_kept) == (3, 1)


def test_columns_that_are_not_in_the_contract_are_not_kept_and_that_is_said(tmp_path):
    row = "a;GM9901;99000001;01;02;2012;10-01-2024;;;Jansen"
    path = written(tmp_path, "x.csv", f"{TRAJECTORY_HEADINGS};achternaam\n{row}")
    delivery = read(path)
    assert "Jansen" not in str(delivery.frame.to_dicts())
    assert [(one.rule, one.facts) for one in delivery.remarks] == [
        (Remark.columns_not_read, (("headings", "achternaam"),))
    ]


def test_a_personal_value_is_shown_by_its_beginning_only(tmp_path):
    row = "Jansen;GM9901;99000001;01;02;Jansen;10-01-2024;;"
    problems = read(written(tmp_path, "x.csv", f"{TRAJECTORY_HEADINGS}\n{row}")).problems
    assert "Jansen" not in str(problems)


def observations(tmp_path, *rows: str):
    return read(written(tmp_path, "w.csv", "\n".join([OBSERVATION_HEADINGS, *rows])))


def test_what_the_publisher_hid_stays_missing_and_is_never_zero(tmp_path):
    delivery = observations(
        tmp_path,
        "kaart;2024JJ00;GM0034;;;<5;100;;definitief;CBS",
        "kaart;2023JJ00;GM0034;;;*;;;definitief;CBS",
    )
    assert delivery.frame["numerator"].to_list() == [None, None]
    assert [one.rule for one in delivery.remarks] == [Remark.suppressed_at_source]


def test_the_same_observation_with_two_figures_is_refused_with_both_rows(tmp_path):
    delivery = observations(
        tmp_path,
        "kaart;2024JJ00;GM0034;;;10;100;;definitief;CBS",
        "kaart;2024JJ00;GM0034;;;15;100;;definitief;CBS",
    )
    assert [(one.rule, one.row, dict(one.facts)["other"]) for one in delivery.problems] == [
        (Rule.same_key_twice, 3, "2")
    ]


def test_a_part_is_not_larger_than_its_whole(tmp_path):
    delivery = observations(tmp_path, "kaart;2024JJ00;GM0034;;;11;10;;definitief;CBS")
    assert found(delivery) == [(Rule.part_above_whole, 2, "teller", "11")]


def test_headings_that_fit_nothing_are_refused(tmp_path):
    delivery = read(written(tmp_path, "x.csv", "naam;telefoon\nA;B"))
    assert [one.rule for one in delivery.problems] == [Rule.kind_unknown]
    told = sentence(delivery.problems[0], words("nl"))
    assert "Gevonden koppen: naam, telefoon." in told and "--mapping" in told


def test_a_start_far_ahead_is_a_mistake(tmp_path):
    path = trajectories(tmp_path, "a 99000001 01 2026-03-01 - -")
    inspection = counting.check([path], today=date(2025, 1, 1))
    assert [(one.rule, one.row) for one in inspection.problems] == [(Rule.start_too_late, 2)]


def test_an_explanation_with_a_telephone_number_is_refused(tmp_path):
    headings = OBSERVATION_HEADINGS + ";toelichting"
    row = "kaart;2024JJ00;GM9901;99000003;;10;100;;definitief;Groei;Bel moeder op 06-12345678"
    inspection = counting.check([written(tmp_path, "w.csv", f"{headings}\n{row}")])
    assert [(one.rule, one.column) for one in inspection.problems] == [
        (Rule.person_in_text, "toelichting")
    ]
    assert "12345678" not in str(inspection.problems)


def of_rows(tmp_path, *rows: str):
    return written(tmp_path, "trajecten.csv", "\n".join([TRAJECTORY_HEADINGS, *rows]))


def test_a_municipality_that_never_was_is_refused_and_the_nearest_is_named(tmp_path):
    path = of_rows(
        tmp_path,
        "a;GM0034;12345678;02;02;2012;01-02-2024;;",
        "b;GM0998;12345678;02;02;2012;01-02-2024;;",
        "c;GM9998;12345678;02;02;2012;01-02-2024;;",
    )
    first, second = counting.check([path]).problems
    assert (first.rule, first.row, first.column, first.found) == (
        Rule.municipality_unknown, 3, "gemeente", "GM0998",
    )  # fmt: skip
    assert "(GM" not in dict(first.facts)["expected"]
    assert dict(first.facts)["expected"].startswith("GM0")
    assert (second.row, second.found) == (4, "GM9998")


def test_a_figure_that_no_card_tells_of_is_refused_and_the_nearest_card_is_named(tmp_path):
    figures = f"{OBSERVATION_HEADINGS}\nstaf_experience;2025JJ00;GM9901;;;;;7;definitief;Enquete"
    breaks = "indicator;gemeente;aanbieder;periode;reden\nuitvall;GM9901;;2025KW03;Systeem"
    for name, text in (("cijfers.csv", figures), ("breuken.csv", breaks)):
        (wrong,) = counting.check([written(tmp_path, name, text)]).problems
        assert (wrong.rule, wrong.row, wrong.column) == (Rule.indicator_unknown, 2, "indicator")
        assert dict(wrong.facts)["expected"].split(", ")[0] in ("staff_experience", "uitval")
    for text, card in (
        ("Wachttijd te lang", "waiting_time"),
        ("wachtijd", "waiting_time"),
        ("Doorloop tijd", "duration"),
        ("Herhaald beroeb", "repeat_use"),
    ):
        path = written(tmp_path, "namen.csv", breaks.replace("uitvall", text))
        (wrong,) = counting.check([path]).problems
        assert dict(wrong.facts)["expected"].startswith(f"{card}, "), text
    every = breaks.replace("uitvall", "")  # a break of all indicators names none
    assert counting.check([written(tmp_path, "alle.csv", every)]).problems == ()


def test_a_service_number_where_an_indicator_stands_is_not_repeated(tmp_path):
    head = "indicator;gemeente;aanbieder;periode;reden\n"
    others = "".join(f"kaart {n};GM9901;;2025KW03;Systeem\n" for n in range(12))
    text = f"{head}{others}999900006;GM9901;;2025KW03;Systeem\nzie 999900006;GM9901;;2025KW03;Ja"
    told = [
        sentence(one, words("nl"))
        for one in counting.check([written(tmp_path, "b.csv", text)]).problems
    ]
    assert len(told) == 14 and not any("999900006" in one for one in told)


def test_a_municipality_from_before_2018_is_told_of_a_file_of_mergers_that_then_helps(tmp_path):
    path = of_rows(tmp_path, "a;GM0381;12345678;02;02;2012;01-02-2024;;")
    (wrong,) = counting.check([path]).problems
    form = as_form(one.found for one in (wrong, wrong))
    assert form == "oud;nieuw;sinds\nGM0381;;\n"
    told = sentence(wrong, words("nl"))
    assert "oud;nieuw;sinds en per gemeente een regel, zoals GM0381;GM1942;2016-01-01" in told
    filled = written(tmp_path, "samen.csv", form.replace(";;", ";GM1942;2016-01-01"))
    inspection = counting.check([path, filled])
    assert inspection.problems == ()
    assert inspection.deliveries[0].frame["municipality"].to_list() == ["GM1942"]
    left = written(tmp_path, "leeg.csv", form)
    assert Rule.municipalities_unfit in [one.rule for one in counting.check([path, left]).problems]


def test_a_municipality_of_today_one_merged_away_and_a_made_up_one_are_known(tmp_path):
    codes = ("GM0034", "GM0457", "GM9901", "GM9950")
    rows = (f"k{code};{code};12345678;02;02;2012;01-02-2021;;" for code in codes)
    assert counting.check([of_rows(tmp_path, *rows)]).problems == ()


def test_a_birth_year_that_cannot_be_is_shown_whole_and_is_not_missing(tmp_path):
    delivery = read(of_rows(tmp_path, "a;GM0034;12345678;02;02;1890;01-02-2024;;"))
    assert found(delivery) == [(Rule.number_out_of_range, 2, "geboortejaar", "1890")]


def test_an_ending_without_a_reason_and_an_odd_provider_are_counted(tmp_path):
    path = of_rows(
        tmp_path,
        "a;GM0034;12345678;02;02;2012;01-02-2024;01-06-2024;",
        "b;GM0034;abc;02;02;2012;01-02-2024;01-06-2024;01",
    )
    inspection = counting.check([path])
    assert inspection.problems == ()
    assert [(one.rule, dict(one.facts)) for one in inspection.remarks] == [
        (Remark.end_without_reason, {"count": "1"}),
        (Remark.provider_odd, {"codes": "abc", "count": "1"}),
    ]
