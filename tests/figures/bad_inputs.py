"""The bad inputs that a municipality really sends: each a small file, and what must come of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from telvertel.figures.problem import Remark, Rule
from tests.figures.files import OBSERVATION_HEADINGS
from tests.figures.workbooks import (
    CHILD,
    HEADINGS,
    bomb,
    link,
    ods,
    with_part,
    without_results,
    workbook,
    zipped,
)

Content = bytes | Callable[[Path], bytes]


@dataclass(frozen=True)
class Bad:
    """``says``: every rule and remark, no more and no less. ``keeps``: column → its values."""

    number: int
    what: str
    content: Content
    says: tuple[Rule | Remark, ...] = ()
    keeps: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    name: str = "levering.csv"
    told: str | None = None  # a piece of the Dutch sentences

    @property
    def refused(self) -> bool:
        return any(isinstance(one, Rule) for one in self.says)


_CHILD = dict(
    zip(
        HEADINGS,
        ("a", "GM9901", "99000001", "01", "02", "2012", "10-01-2024", "01-05-2024", "03"),
        strict=True,
    )
)
GROUPS = ("Client", "", "", "Hulpvorm", "", "", "Einde", "", "")  # known words, each over three
_FIGURE = dict.fromkeys(OBSERVATION_HEADINGS.split(";"), "") | {
    "indicator": "kaart",
    "periode": "2024JJ00",
    "gemeente": "GM9901",
    "teller": "20",
    "noemer": "100",
    "status": "definitief",
    "bron": "Onderzoek",
}


def _text(*rows: dict[str, str]) -> str:
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    return "\r\n".join(lines) + "\r\n"


def child(**cells: str) -> dict[str, str]:
    return _CHILD | cells


def figure(**cells: str) -> dict[str, str]:
    return _FIGURE | cells


def csv_of(*rows: dict[str, str]) -> bytes:
    return _text(*rows).encode()


def amount(text: str, **cells: str) -> bytes:
    """A figure with this text as its value."""
    return csv_of(figure(teller="", noemer="", waarde=text, **cells))


def started(text: str) -> bytes:
    return csv_of(child(aanvang=text, einde="", reden_einde=""))


def _values(*values: float | None) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    return (("value", values),)


def _begins(day: date) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    return (("started_on", (day,)),)


ONE = (("client", ("a",)),)
PLAIN = csv_of(child())
NAMES = csv_of(figure(bron="Onderzoek Zoë")).decode()
BSN = ("999900006", "999900018")
_DAY = date(2024, 3, 3)

READ: tuple[Bad, ...] = (
    Bad(1, "cp1252", NAMES.encode("cp1252"), (Remark.read_as_windows_1252,),
        (("source", ("Onderzoek Zoë",)),), told="Windows-1252"),
    Bad(2, "UTF-8 with BOM", NAMES.encode("utf-8-sig"), (), (("source", ("Onderzoek Zoë",)),)),
    Bad(3, "UTF-16 LE", NAMES.encode("utf-16"), (Remark.read_as_utf_16,),
        (("source", ("Onderzoek Zoë",)),)),
    Bad(3, "UTF-16 BE", b"\xfe\xff" + NAMES.encode("utf-16-be"), (Remark.read_as_utf_16,),
        (("source", ("Onderzoek Zoë",)),)),
    Bad(4, "two encodings in one file", NAMES.encode() + "René;\r\n".encode("cp1252"),
        (Rule.mixed_encoding,), told="Rij 3"),
    Bad(5, "one column only", b"client\r\na\r\nb\r\n", (Rule.too_few_columns,)),
    Bad(5, "commas", PLAIN.replace(b";", b","), (), ONE),
    Bad(6, "tabs", PLAIN.replace(b";", b"\t"), (), ONE),
    Bad(6, "bars", PLAIN.replace(b";", b"|"), (), ONE),
    Bad(7, "a first line sep=;", b"sep=;\r\n" + PLAIN, (), ONE),
    Bad(8, "a decimal comma", amount("12,50"), (), _values(12.5)),
    Bad(9, "points for thousands and a comma", amount("1.234,56"), (), _values(1234.56)),
    Bad(10, "1,234.56 in a file with commas",
        amount("1_234.56").replace(b";", b",").replace(b"_", b","), (Rule.ragged_row,)),
    Bad(10, "1,234.56 between quotation marks",
        amount('"1_234.56"').replace(b";", b",").replace(b"_", b","), (Rule.number_ambiguous,)),
    Bad(11, "1.234", amount("1.234"), (Rule.number_ambiguous,), told="onduidelijk"),
    Bad(12, "€ 1 234,- with a hard space", amount("€\u00a01\u00a0234,-".encode().decode()), (),
        _values(1234.0)),
    Bad(12, "EUR 1.234", amount("EUR 1.234"), (), _values(1234.0)),
    *(Bad(13, f"a negative amount as {text}", amount(text), (Rule.negative_amount,))
      for text in ("(123)", "-123", "123-")),
    Bad(14, "completeness from 0 to 1 and from 0 to 100", csv_of(
        figure(volledigheid="0,98"), figure(periode="2023JJ00", volledigheid="97")),
        (Rule.number_ambiguous,), told="0 tot 1"),
    Bad(15, "12% and 0,5%", csv_of(
        figure(teller="", noemer="", waarde="12%"),
        figure(teller="", noemer="", waarde="0,5%", periode="2023JJ00")), (), _values(12.0, 0.5)),
    Bad(16, "1E+05 for a number of a child", csv_of(child(client="1E+05")),
        (Rule.number_ambiguous,)),
    Bad(17, "#N/B is missing", csv_of(figure(noemer="#N/B")), (), (("denominator", (None,)),)),
    *(Bad(17, f"{text} is no number", amount(text), (Rule.number_unreadable,))
      for text in ("NaN", "inf", "#VERW!", "#REF!")),
    Bad(18, "what the source hid and what it lacks", csv_of(
        figure(teller="<5"), figure(teller="*", periode="2023JJ00"),
        figure(teller="nvt", periode="2022JJ00")), (Remark.suppressed_at_source,),
        (("numerator", (None, None, None)), ("suppressed", (True, True, False)))),
    Bad(19, "leading zeros", csv_of(child(gemeente="0363", aanbieder="06012345")), (),
        (("municipality", ("GM0363",)), ("provider", ("06012345",)))),
    Bad(23, "a care form that is in no list", csv_of(child(hulpvorm="77")), (Rule.code_unknown,),
        told="Verwacht: 01, 02"),
    Bad(24, "one provider in two ways", csv_of(
        child(aanbieder="06012345"), child(client="b", aanbieder="6012345")),
        (Remark.provider_odd, Remark.written_in_two_ways), (("provider", ("06012345", "6012345")),),
        told="niet samengevoegd"),
    Bad(25, "31-12-2023", started("31-12-2023"), (), _begins(date(2023, 12, 31))),
    Bad(26, "01/02/2024", started("01/02/2024"), (), _begins(date(2024, 2, 1))),
    Bad(26, "12/31/2023", started("12/31/2023"), (Rule.date_month_first,), told="vóór de dag"),
    Bad(27, "a year of two figures", started("03-03-24"), (Remark.short_years,), _begins(_DAY)),
    *(Bad(28, text, started(text), (), _begins(_DAY))
      for text in ("3 mrt 2024", "3 maart 2024", "3 mrt. 2024")),
    Bad(28, "3 aug. 2023", started("3 aug. 2023"), (), _begins(date(2023, 8, 3))),
    Bad(29, "45354 in a column of dates", started("45354"), (), _begins(_DAY)),
    *(Bad(29, f"dates of Excel, counted from {1904 if base else 1900}",
          lambda to, base=base: workbook(to / "x", {"Blad1": [HEADINGS, CHILD]}, date_1904=base),
          (), (("started_on", (date(2024, 1, 10),)), ("ended_on", (date(2024, 5, 1),))))
      for base in (False, True)),
    Bad(30, "late in the evening in UTC", started("2024-03-02T23:30:00Z"), (), _begins(_DAY)),
    Bad(30, "in summer time", started("2023-08-03T00:30:00+02:00"), (),
        _begins(date(2023, 8, 3))),
    Bad(31, "31-02-2024", started("31-02-2024"), (Rule.date_does_not_exist,), told="bestaat niet"),
    Bad(31, "00-00-0000", started("00-00-0000"), (Rule.date_does_not_exist,)),
    Bad(31, "01-01-1900", started("01-01-1900"), (Rule.date_out_of_range,)),
    Bad(31, "31-12-9999 as an end", csv_of(child(einde="31-12-9999", reden_einde="")), (),
        (("ended_on", (None,)),)),
    Bad(32, "a start next month", started("01-02-2025"), (Remark.starts_ahead,),
        _begins(date(2025, 2, 1)), told="na vandaag"),
    Bad(32, "a start in two years", started("01-02-2027"),
        (Rule.start_too_late, Remark.starts_ahead)),
    Bad(33, "an end before the start", csv_of(child(einde="01-01-2024")),
        (Rule.end_before_start,)),
    Bad(34, "a child that is not born yet", csv_of(child(geboortejaar="2025")),
        (Rule.age_impossible,)),
    Bad(34, "a child of 24", csv_of(child(geboortejaar="2000")), (Rule.age_impossible,)),
    Bad(34, "somebody of 22", csv_of(child(geboortejaar="2002")), (), ONE),
    Bad(35, "a full date of birth", csv_of(child(geboortejaar="17-06-2012")).replace(
        b"geboortejaar", b"geboortedatum"), (Remark.birth_dates_reduced,),
        (("birth_year", (2012,)),)),
    Bad(36, "the same row twice", csv_of(child(), child()), (Remark.identical_rows,), ONE),
    Bad(38, "two trajectories of one form at once", csv_of(
        child(), child(aanvang="01-04-2024", einde="01-06-2024")),
        (Remark.trajectories_overlap,), told="telt één keer"),
    Bad(39, "one child in two municipalities", csv_of(child(), child(gemeente="GM9902")),
        (Remark.client_in_two_places,)),
    Bad(41, "a column called BSN", csv_of(child()).replace(b"client", b"BSN"),
        (Rule.bsn_heading,), told="geweigerd"),
    Bad(41, "numbers under another heading", csv_of(*(child(client=one) for one in BSN)),
        (Rule.bsn_values,), told="er is niets bewaard"),
    Bad(42, "a number inside an explanation",
        csv_of(figure(toelichting=f"zie {BSN[0]} in dossier")), (Rule.bsn_values,)),
    Bad(42, "a number with letters before it", csv_of(child(client=f"NL{BSN[0]}")),
        (Rule.bsn_values,)),
    Bad(43, "a number with points", csv_of(child(client="9999.00.006")), (Rule.bsn_values,)),
    Bad(44, "a column with names", csv_of(child(achternaam="Jansen")),
        (Remark.columns_not_read,), ONE, told="achternaam"),
    Bad(45, "a column of free text", csv_of(child(verslag="Ging goed")),
        (Remark.columns_not_read,), ONE),
    Bad(46, "an empty file", b"", (Rule.file_empty,), told="Het bestand is leeg"),
    Bad(47, "headings only", PLAIN.splitlines()[0], (Rule.no_rows,), told="geen gegevensrijen"),
    Bad(48, "no headings", b"".join(PLAIN.splitlines(True)[1:]) * 2, (Rule.no_headings,)),
    Bad(49, "a heading twice", csv_of(child(extra="x")).replace(b"extra", b"client"),
        (Rule.heading_twice,)),
    Bad(50, "headings written loosely", PLAIN.replace(
        b"reden_einde", b'"Reden\nEinde "').replace(b"client", " CLIËNT".encode()), (),
        ONE),
    Bad(51, "headings in two rows, merged", lambda to: workbook(
        to / "x", {"Blad1": [("",) * 9, ("", *HEADINGS[1:]), CHILD]},
        lambda book, sheets: sheets["Blad1"].merge_range("A1:A2", "client")),
        (Remark.headings_on_row,), ONE),
    Bad(51, "groups in a merged row above the headings", lambda to: workbook(
        to / "x", {"Blad1": [("Export",), GROUPS, HEADINGS, CHILD]},
        lambda book, sheets: sheets["Blad1"].merge_range("G2:I2", "Einde")),
        (Remark.headings_on_row,), ONE, told="rij 3"),
    Bad(52, "titles above and a total below", lambda to: workbook(to / "x", {"Blad1": [
        ("Export jeugdhulp",), ("Gemaakt op", "1 mei"), (), HEADINGS, CHILD, ("Totaal", 1)]}),
        (Remark.headings_on_row, Remark.totals_rows), ONE, told="rij 4"),
    Bad(52, "a title above a CSV", b"Export jeugdhulp 2024;;\r\n\r\n" + PLAIN,
        (Remark.headings_on_row,), ONE),
    Bad(53, "hidden rows", lambda to: workbook(
        to / "x", {"Blad1": [HEADINGS, CHILD]},
        lambda book, sheets: sheets["Blad1"].set_row(1, None, None, {"hidden": True})),
        (Remark.hidden_cells,), ONE, told="verborgen"),
    Bad(53, "a hidden sheet", lambda to: workbook(
        to / "x", {"Blad1": [HEADINGS, CHILD], "Oud": [HEADINGS, CHILD]},
        lambda book, sheets: sheets["Oud"].hide()), (Remark.hidden_sheets,), ONE, told="Oud"),
    Bad(54, "one sheet of several fits", lambda to: workbook(
        to / "x", {"Uitleg": [("Lees mij",)], "Data": [HEADINGS, CHILD]}),
        (Remark.sheet_chosen,), ONE, told="Data"),
    Bad(54, "two sheets fit", lambda to: workbook(
        to / "x", {"2023": [HEADINGS, CHILD], "2024": [HEADINGS, CHILD]}),
        (Rule.sheets_several_fit,), told="2023, 2024"),
    Bad(54, "no sheet fits", lambda to: workbook(
        to / "x", {"Een": [("x", "y"), (1, 2)], "Twee": [("x", "y"), (1, 2)]}),
        (Rule.sheet_unknown,), told="Een, Twee"),
    Bad(55, "formulas that were never worked out", lambda to: without_results(workbook(
        to / "x", {"Blad1": [HEADINGS, (*CHILD[:8], "=1+1")]})),
        (Rule.formula_without_result,), told="I2"),
    *(Bad(56, f"a formula in a cell: {text}", csv_of(figure(bron=text)), (),
          (("source", (text,)),))
      for text in ("=cmd|'/C calc'!A0", '=WEBSERVICE("http://x")')),
    *(Bad(57, f"a value that begins as {text}", csv_of(figure(bron=text)), (),
          (("source", (text,)),))
      for text in ("+31 cijfers", "-x", "@x")),
    Bad(58, "macros", lambda to: zipped(
        ("xl/workbook.xml", b"<workbook/>"), ("xl/vbaProject.bin", b"x")),
        (Rule.workbook_with_macros,), name="levering.xlsm", told="macro's"),
    Bad(59, "a bomb", lambda to: bomb(workbook(to / "x", {"Blad1": [HEADINGS, CHILD]})),
        (Rule.unpacks_too_large,), told="te groot"),
    Bad(59, "a bomb of gzip", gzip.compress(b" " * (200 * 2**20 + 1)),
        (Rule.unpacks_too_large,)),
    Bad(60, "a zip in a zip", zipped(("binnen.zip", zipped(("a.csv", PLAIN)))),
        (Rule.packed_file,), told="Pak het eerst uit"),
    Bad(60, "a path upwards", zipped(("xl/workbook.xml", b"<x/>"), ("../../x", b"x")),
        (Rule.zip_astray,)),
    Bad(60, "an absolute path", zipped(("xl/workbook.xml", b"<x/>"), ("/etc/x", b"x")),
        (Rule.zip_astray,)),
    Bad(60, "a link", zipped(("xl/workbook.xml", b"<x/>"), link("xl/x", "/etc/passwd")),
        (Rule.zip_astray,)),
    Bad(61, "entities in a workbook", lambda to: with_part(
        workbook(to / "x", {"Blad1": [HEADINGS, CHILD]}), "xl/workbook.xml",
        lambda xml: xml.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)),
        (Rule.entities,)),
    Bad(62, "a web page called .xls", b"\r\n<html><table><tr><td>1</td></tr></table></html>",
        (Rule.file_is_page,), name="levering.xls", told="webpagina"),
    Bad(62, "a PDF called .csv", b"%PDF-1.7 ...", (Rule.file_is_pdf,)),
    Bad(62, "a CSV called .xls", PLAIN, (), ONE, name="levering.xls"),
    Bad(63, "a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
        + "EncryptedPackage".encode("utf-16-le"), (Rule.file_locked,), name="levering.xlsx",
        told="beveiligd met een wachtwoord"),
    Bad(64, "half a workbook", lambda to: workbook(to / "x", {"Blad1": [HEADINGS]})[:3000],
        (Rule.zip_damaged,), told="beschadigd"),
    Bad(65, "ODS", ods([HEADINGS, [*_CHILD.values()]]), (), ONE, name="levering.ods"),
    Bad(65, "Numbers", zipped(("Index/Document.iwa", b"x")), (Rule.numbers_workbook,)),
    Bad(65, "an old XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        (Rule.old_workbook,), told="Opslaan als"),
    Bad(66, "a NUL in text", PLAIN.replace(b";a;", b";\0a;").replace(b"GM9901", b"GM\x009901"),
        (Rule.nul_character,), told="Rij 2"),
    Bad(67, "a field too many", PLAIN + b"b;c;d;e;f;g;h;i;j;k\r\n", (Rule.ragged_row,),
        told="Rij 3"),
    Bad(68, "a field too few", PLAIN + b"b;GM9901\r\n", (Rule.ragged_row,), told="Rij 3"),
    Bad(69, "a quotation mark that never closes", PLAIN.replace(b"99000001", b'"99000001'),
        (Rule.unclosed_quote,), told="Rij 2"),
    Bad(70, "CR only", PLAIN.replace(b"\r\n", b"\r"), (), ONE),
    Bad(70, "a line end inside quotation marks", csv_of(figure(bron='"een\r\ntwee"')), (),
        (("source", ("een\r\ntwee",)),)),
    Bad(71, "another type after row 100", csv_of(
        *(figure(uitsplitsing=f"d{n}", teller="0") for n in range(120)),
        figure(noemer="veel")), (Rule.number_unreadable,), told='Rij 122, kolom "noemer"'),
    Bad(73, "10,000 columns", ";".join(f"k{n}" for n in range(10_000)).encode() + b"\r\n1\r\n",
        (Rule.too_many_columns,), told="500"),
    Bad(74, "a field of 1 MB", csv_of(child(client="x" * 1_000_000)), (Rule.value_too_long,)),
    Bad(75, "a number beyond 64 bits", csv_of(figure(teller="9" * 25)),
        (Rule.number_unreadable,)),
    Bad(76, "invisible and composed characters", csv_of(
        child(client="\u202ea\u200b", hulpvorm="\u20660\u200f1"),), (), ONE),
    Bad(76, "a Cyrillic O for a zero", csv_of(child(hulpvorm="О1")), (Rule.code_unknown,)),
    Bad(81, "parts above their total", csv_of(
        figure(), figure(uitsplitsing="d1", teller="15"), figure(uitsplitsing="d2", teller="10")),
        (Remark.parts_above_total,), told="verschil is 5"),
    *(Bad(83, f"{text} in a cell", csv_of(figure(bron=f'"{text}"')), (), (("source", (text,)),))
      for text in ("<img src=x onerror=alert(1)>", "'); DROP TABLE atoms --")),
)  # fmt: skip
