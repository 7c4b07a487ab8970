"""A file with other headings: a proposal to confirm, then a mapping that knows next year's too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from telvertel import counting
from telvertel.figures.intake.chosen import Chosen
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import read
from telvertel.figures.intake.likeness import look_at
from telvertel.figures.intake.mapping import MappedSeries, Mapping
from telvertel.figures.intake.remembered import forget, remember, remembered, rename, unreadable
from telvertel.figures.problem import Rule
from tests.figures.files import written
from tests.figures.workbooks import workbook


def wide(folder, year: int, suffix: int, youths: int):
    """A file as CBS gives it: padded keys, hundreds of columns, other numbers behind them."""
    others = [f"Onderwerp{at}_{at + suffix}" for at in range(120, 420)]
    head = ["ID", "WijkenEnBuurten", f"Gemeentenaam_{suffix}", f"Jeugdzorg_{suffix + 1}"]
    head += [f"AandeelMetJeugdzorg_{suffix + 2}", *others]
    rows = [
        ["0", "GM9901    ", "Rivierstede  ", f"{youths}", "0.104", *["1"] * len(others)],
        ["1", "WK990101  ", "Rivierstede  ", ".", ".", *["2"] * len(others)],
    ]
    text = "\n".join(";".join(row) for row in [head, *rows])
    return written(folder, f"kerncijfers-{year}.csv", text)


WIDE = Mapping(
    name="CBS, wijken en buurten (breed)",
    kind=DeliveryKind.observations,
    about="CBS, wijken en buurten",
    provider="CBS",
    needs=("WijkenEnBuurten", "Jeugdzorg_7", "AandeelMetJeugdzorg_8"),
    decimal=".",
    suffixes=True,
    asks=("periode",),
    fields={"gemeente": "WijkenEnBuurten"},
    constants={"aanbieder": "", "status": "definitief", "bron": "CBS"},
    series=(
        MappedSeries(indicator="youth_care", teller="Jeugdzorg_7"),
        MappedSeries(
            indicator="youth_care_share", waarde="AandeelMetJeugdzorg_8", factor=Decimal(100)
        ),
    ),
)


def test_headings_like_ours_are_proposed_for_the_columns_they_could_hold(tmp_path):
    path = written(
        tmp_path,
        "export.csv",
        """Client-nummer;Gemeente code;AGB;Hulpvorm (BiJ);Verwijzer;Geb. jaar;Datum aanvang;Einde
        K1;GM9901;99000001;01;02;2012;01-02-2024;
        K2;GM9901;99000001;01;02;2013;01-03-2024;01-06-2024""",
    )
    looked = look_at(path, Chosen())
    assert looked.kind is DeliveryKind.trajectories
    found = looked.columns[DeliveryKind.trajectories]
    assert found["client"] == "Client-nummer"
    assert found["gemeente"] == "Gemeente code"
    assert found["hulpvorm"] == "Hulpvorm (BiJ)"
    assert found["aanvang"] == "Datum aanvang"
    assert found["einde"] == "Einde"


def test_no_value_of_a_person_is_an_example(tmp_path):
    rows = "\n".join(
        f"kind-{at};Roepnaam{at};{at:02d}-03-2014;GM9901;0{1 + at % 2};Zit thuis {at}"
        for at in range(1, 25)
    )
    path = written(
        tmp_path,
        "export.csv",
        f"Dossiernummer;Wie;Gebdatum;Gemeente code;Vorm van hulp;Notities\n{rows}",
    )
    looked = look_at(path, Chosen())
    shown = {heading: values for heading, values in looked.examples.items() if values}
    assert shown == {"Gemeente code": ("GM9901",), "Vorm van hulp": ("02", "01")}


def test_a_file_with_citizen_service_numbers_is_not_proposed_at_all(tmp_path):
    path = written(tmp_path, "x.csv", "Nummer;Gemeente code\n999900006;GM9901\n999900018;GM9901\n")
    assert look_at(path, Chosen()) is None


def test_a_wide_file_of_cbs_is_proposed_as_a_table_of_figures(tmp_path):
    looked = look_at(wide(tmp_path, 2023, 6, 1040), Chosen())
    assert looked.kind is DeliveryKind.observations
    assert looked.columns[looked.kind]["gemeente"] == "WijkenEnBuurten"
    assert "Jeugdzorg_7" in looked.figures
    assert looked.examples["WijkenEnBuurten"] == ("GM9901", "WK990101")


def test_a_saved_mapping_reads_the_file_of_next_year_with_other_numbers(tmp_path):
    folder = tmp_path / "mappings"
    saved = remember(folder, WIDE)
    assert remembered(folder) == (saved,)
    for year, suffix, youths in ((2023, 6, 1040), (2024, 9, 1075)):
        path = wide(tmp_path, year, suffix, youths)
        asked = read(path, chosen=Chosen(remembered=remembered(folder)))
        assert [one.rule for one in asked.problems] == [Rule.mapping_asks]
        answered = saved.answered({"periode": f"{year}"})
        delivery = read(path, chosen=Chosen(mapping=answered))
        rows = delivery.frame.select("indicator", "municipality", "period", "numerator", "value")
        assert rows.rows()[:3:2] == [
            ("youth_care", "GM9901", f"{year}JJ00", youths, None),
            ("youth_care_share", "GM9901", f"{year}JJ00", None, 10.4),
        ]
        hidden = delivery.frame.filter(delivery.frame["municipality"] == "WK990101")
        assert hidden.select("numerator", "value").rows() == [(None, None)] * 2
        assert not delivery.published


def test_two_columns_that_differ_in_their_number_only_are_not_guessed_between(tmp_path):
    path = written(
        tmp_path,
        "x.csv",
        """WijkenEnBuurten;Jeugdzorg_7;Jeugdzorg_9;AandeelMetJeugdzorg_8
        GM9901;10;20;0.1""",
    )
    answered = WIDE.answered({"periode": "2024"})
    assert [one.rule for one in read(path, answered).problems] == [Rule.mapping_unfit]


def test_two_saved_mappings_for_the_same_headings_are_for_people_to_choose(tmp_path):
    folder = tmp_path / "mappings"
    for name in ("De Oever", "Klein Anker"):
        remember(folder, WIDE.model_copy(update={"name": name, "asks": ()}))
    found = read(wide(tmp_path, 2023, 6, 1040), chosen=Chosen(remembered=remembered(folder)))
    assert [one.rule for one in found.problems] == [Rule.mappings_several_fit]
    assert dict(found.problems[0].facts)["mappings"] == "de-oever, klein-anker"


def test_eurocents_become_euros_and_no_number_slips_through_unscaled(tmp_path):
    cents = Mapping(
        name="kosten",
        kind=DeliveryKind.observations,
        about="kosten",
        needs=("plaats", "jaar", "bedrag"),
        fields={"gemeente": "plaats", "periode": "jaar"},
        constants={"aanbieder": "", "status": "definitief", "bron": "Financiën"},
        series=(MappedSeries(indicator="costs_realised", waarde="bedrag", factor=Decimal("0.01")),),
    )
    path = written(
        tmp_path,
        "kosten.csv",
        """plaats;jaar;bedrag
        GM9901;2023;123456789
        GM9901;2024;€ 1.234.567
        GM9901;2025;*""",
    )
    assert read(path, cents).frame["value"].to_list() == [1234567.89, 12345.67, None]
    doubtful = written(tmp_path, "twijfel.csv", "plaats;jaar;bedrag\nGM9901;2023;1.234\n")
    assert [one.rule for one in read(doubtful, cents).problems] == [Rule.number_ambiguous]


def test_a_mapping_that_leaves_out_a_required_column_says_which(tmp_path):
    short = WIDE.model_copy(update={"asks": ()})
    problems = read(wide(tmp_path, 2023, 6, 1040), short).problems
    assert [(one.rule, one.column) for one in problems] == [(Rule.heading_missing, "periode")]


def test_nobody_declares_figures_published_by_a_mapping_of_their_own(tmp_path):
    with pytest.raises(ValueError, match="published"):
        remember(tmp_path, WIDE.model_copy(update={"published": True}))


def test_a_saved_mapping_can_get_another_name_or_go(tmp_path):
    remember(tmp_path, WIDE)
    with pytest.raises(FileExistsError):
        remember(tmp_path, WIDE)
    assert rename(tmp_path, "cbs-wijken-en-buurten-breed", "../CBS breed") == "cbs-breed"
    assert [one.name for one in remembered(tmp_path)] == ["cbs-breed"]
    forget(tmp_path, "cbs-breed")
    assert remembered(tmp_path) == ()


def test_a_mapping_that_somebody_broke_by_hand_stops_no_import(tmp_path):
    (tmp_path / "stuk.toml").write_text("kind = ", encoding="utf-8")
    assert (remembered(tmp_path), unreadable(tmp_path)) == ((), ("stuk",))


def test_a_file_comes_in_by_a_choice_as_it_does_by_a_mapping_that_ships(tmp_path, warehouse):
    path = wide(tmp_path, 2023, 6, 1040)
    chosen = {path: Chosen(mapping=WIDE.answered({"periode": "2023"}))}
    receipt = counting.take_in(warehouse, [path], who="beheer", why="proef", chosen=chosen)
    assert receipt.version and (receipt.rows_in, receipt.rows_kept) == (2, 2)


def test_a_cover_sheet_is_never_taken_for_the_delivery(tmp_path):
    """With headings nobody knows, the only sheet with columns is the one that is looked at; of two
    of them a person chooses, and the cover is not among them."""
    cover = [["Export uit ons systeem"], ["Gemaakt op 1 november"]]
    table = [["Cliëntnr", "Startdatum"], ["P1", "2024-01-10"]]
    one, two = tmp_path / "een.xlsx", tmp_path / "twee.xlsx"
    workbook(one, {"Toelichting": cover, "Trajecten": table})
    workbook(two, {"Toelichting": cover, "2024": table, "2025": table})
    (single,), (several,) = (counting.check([path]).problems[:1] for path in (one, two))
    assert single.rule is Rule.kind_unknown
    assert several.rule is Rule.sheet_unknown
    assert dict(several.facts)["lines"] == "2024\n2025"


def test_a_file_about_help_is_not_taken_for_one_that_needs_fewer_columns(tmp_path):
    headings = "Cliëntnr;Gem.code;AGB zorgaanbieder;Vorm van hulp;Verwezen door;Geb. jaar"
    headings += ";Startdatum;Stopdatum;Reden stop"
    rows = [f"P{n};GM9901;99000002;02;02;2012;10-01-2024;01-05-2024;01" for n in range(12)]
    path = written(tmp_path, "export.csv", "\n".join([headings, *rows]))
    looked = look_at(path, Chosen())
    assert looked.kind is DeliveryKind.trajectories, looked.columns
    found = looked.columns[DeliveryKind.trajectories]
    assert found["hulpvorm"] == "Vorm van hulp"
    assert found["verwijzer"] == "Verwezen door"
    assert found["geboortejaar"] == "Geb. jaar"
    assert found["reden_einde"] == "Reden stop"


def test_what_a_column_is_called_in_other_words_is_proposed_too(tmp_path):
    headings = "Clientnummer;Gemeentecode;AGB;Type hulp;Verwezen door;Geb. jaar;Datum toewijzing"
    headings += ";Start hulp;Einde hulp;Reden stop;Verder kind;Verder ouders"
    about = "GM9901;99000002;02;02;2012;03-01-2024;10-01-2024;01-05-2024;01;02;03"
    rows = [f"P{n};{about}" for n in range(12)]
    looked = look_at(written(tmp_path, "export.csv", "\n".join([headings, *rows])), Chosen())
    found = looked.columns[DeliveryKind.trajectories]
    assert (found["hulpvorm"], found["toegewezen"]) == ("Type hulp", "Datum toewijzing")
    assert (found["verder_jeugdige"], found["verder_ouder"]) == ("Verder kind", "Verder ouders")


def test_headings_as_people_say_them_are_read_as_trajectories(tmp_path):
    """A year of birth is no period, whatever kind the file is taken for."""
    headings = "Pseudo;Gemeente;Zorgaanbieder;Type hulp;Wie verwees;Geb. jaar;Start;Datum stop"
    rows = "\n".join(f"P{n};GM9901;99000002;02;02;2012;0{n}-01-2025;" for n in range(1, 9))
    path = written(
        tmp_path,
        "eigen.csv",
        f"{headings};Waarom gestopt\n{rows.replace(chr(10), ';01' + chr(10))};01",
    )
    looked = look_at(path, Chosen())
    assert looked.kind is DeliveryKind.trajectories
    found = looked.columns[looked.kind]
    assert (found["client"], found["einde"], found["verwijzer"]) == (
        "Pseudo",
        "Datum stop",
        "Wie verwees",
    )
    assert looked.columns[DeliveryKind.observations].get("periode") != "Geb. jaar"
