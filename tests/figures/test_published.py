"""What is shown as published was published: no file, row or mapping can say so of itself."""

from __future__ import annotations

import pytest

from telvertel import counting
from telvertel.figures.intake.mapping import mapping, mappings
from telvertel.figures.scope import Scope
from telvertel.indicators.definition import Shape
from telvertel.indicators.period import Grain
from telvertel.privacy.mark import Mark
from tests.figures.files import taken_in, written

YEARS = Scope(municipality="GM9901", grain=Grain.year)
OWN_AS_CBS = """indicator;periode;gemeente;aanbieder;teller;noemer;status;bron
    kaart;2023JJ00;GM9901;{provider};3;12;definitief;{source}
    kaart;2024JJ00;GM9901;{provider};7;12;definitief;{source}"""
MAPPING = """about = "eigen telling"
kind = "observations"
needs = ["jaar", "aantal"]
{published}
[fields]
periode = "jaar"
[constants]
gemeente = "GM9901"
aanbieder = ""
status = "definitief"
bron = "CBS StatLine"
[[series]]
indicator = "kaart"
teller = "aantal"
"""


def kept(warehouse):
    table = warehouse.table("observations")
    return table["numerator"].to_list(), table["protected_at_source"].to_list()


@pytest.mark.parametrize("source", ["CBS StatLine 85097NED", "cbs", "CBSgroep eigen telling"])
@pytest.mark.parametrize("provider", ["", "99000003"])
def test_own_small_counts_that_call_themselves_cbs_are_protected(
    warehouse, card, tmp_path, source, provider
):
    rows = OWN_AS_CBS.format(source=source, provider=provider)
    taken_in(warehouse, written(tmp_path, "cbs.csv", rows))
    counts, published = kept(warehouse)
    assert published == [False, False]
    assert all(count % 5 == 0 for count in counts)
    shown = counting.released(warehouse, card(Shape.count), YEARS).frame
    assert shown["mark"].to_list() == [Mark.small, Mark.small]
    assert shown["value"].to_list() == [None, None]


def test_a_row_with_a_provider_is_never_published(warehouse, tmp_path):
    rows = OWN_AS_CBS.format(source="CBS StatLine", provider="99000003")
    taken_in(warehouse, published=(written(tmp_path, "cbs.csv", rows),))
    counts, published = kept(warehouse)
    assert published == [False, False]
    assert all(count % 5 == 0 for count in counts)


def test_a_mapping_that_somebody_brings_cannot_declare_figures_published(tmp_path):
    path = written(tmp_path, "mijn.toml", MAPPING.format(published="published = true"))
    with pytest.raises(ValueError, match="published"):
        mapping(path)


def test_counts_through_a_mapping_that_somebody_brings_are_protected(warehouse, tmp_path):
    own = mapping(written(tmp_path, "mijn.toml", MAPPING.format(published="")))
    file = written(tmp_path, "telling.csv", "jaar;aantal\n2024;7")
    taken_in(warehouse, file, mapping=own)
    counts, published = kept(warehouse)
    assert (published, counts[0] in (5, 10)) == ([False], True)


def test_every_mapping_of_cbs_that_ships_says_that_its_figures_were_published():
    assert all(one.published for one in mappings())


def test_two_publishers_of_the_same_figure_are_never_added_up(warehouse, card, tmp_path):
    head = "indicator;periode;gemeente;aanbieder;teller;noemer;status;bron"
    row = "kaart;2024JJ00;GM9901;;{count};;definitief;{source}"
    files = tuple(
        written(tmp_path, f"{source}.csv", f"{head}\n{row.format(count=count, source=source)}")
        for source, count in (("Monitor", 400), ("StatLine", 405))
    )
    taken_in(warehouse, published=files)
    shown = counting.released(warehouse, card(Shape.count), YEARS)
    assert (shown.frame["value"].to_list(), shown.source) == ([405.0], "StatLine")
