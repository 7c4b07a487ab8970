"""No way out beside the gate: who may open the figures, who takes what, and what goes into a chart.

A figure leaves as ``Released`` or not at all. What is read here is the source; what a picture
really hands to the browser is looked at in tests/charts/test_only_encoded.py.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from telvertel.figures.tables import TABLES
from tests.house.test_directions import PACKAGE, imports, modules, room

# Reads protected figures before the display rules, or what stands behind them.
BEHIND_THE_GATE = {"cursor", "sticky", "sticky_of", "seed"}
# The same, where it is the warehouse that is asked; elsewhere these words are of other things.
OF_WAREHOUSE = {"remembered", "shown", "kept", "accept", "write_again", "staging"}
# Tables that hold no count of children.
OPEN_TABLES = {"norms", "breaks"}
# The journal has cursors of its own.
OPENS_FIGURES = {"figures", "counting", "bulk", "forgetting", "journal"}
MAKES_RELEASED = {
    "release": {"counting"},
    "thaw": {"freezing", "report", "wall"},
    "restated": {"privacy"},
}
# Turn records into figures, or read them: nobody but those who bring figures and gate together.
OF_FIGURES = {"measure", "counted", "observed", "given", "stored", "child", "tables"}
MAY_READ_FIGURES = {"figures", "counting", "bulk", "forgetting", "demo"}  # that makes up its own
# Rooms that show, print, send or keep: they take Released, never a frame.
SHOWS = {"charts", "report", "wall", "exchange", "web", "freezing", "telling", "meeting", "journal"}
# Reads files of figures; the projection and the intake have their own.
READS_FILES = {"figures", "journal"}
READERS = ("read_csv", "read_parquet", "read_excel", "read_json", "scan_csv", "scan_parquet")
# What a message of a mistake may not hold: it may end up in a log.
COUNTS = {"x", "y", "value", "count", "counts", "numerator", "denominator", "row", "rows", "frame"}


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            told = node.func
            called = told.attr if isinstance(told, ast.Attribute) else getattr(told, "id", "")
            yield called, node


def tables_read(path: Path) -> set[str]:
    """The tables of the warehouse that a module asks for."""
    asked = (
        node.args[0].value
        for called, node in calls(path)
        if called == "table" and node.args and isinstance(node.args[0], ast.Constant)
    )
    return {one for one in asked if one in TABLES}


def asks_the_warehouse(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """What a module asks of a warehouse, by whatever way it came to it."""
    for called, node in calls(path):
        if isinstance(node.func, ast.Attribute):
            of = ast.unparse(node.func.value)
            if of.split(".")[-1].split("(")[0] in {"warehouse", "figures", "Warehouse"}:
                yield called, node


def past_the_gate(path: Path) -> Iterator[str]:
    """Calls by which true or undisplayed counts would come to hand."""
    for called, _ in calls(path):
        if called in BEHIND_THE_GATE:
            yield called
    for called, node in asks_the_warehouse(path):
        literal = bool(node.args) and isinstance(node.args[0], ast.Constant)
        if called in OF_WAREHOUSE or (called == "table" and not literal):
            yield called


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_only_counting_asks_for_figures_before_the_gate():
    for path in modules():
        for called in past_the_gate(path):
            assert room(path) in OPENS_FIGURES, f"{name(path)} calls {called}"
        if room(path) not in MAY_READ_FIGURES:
            assert tables_read(path) <= OPEN_TABLES, f"{name(path)} reads a table past the gate"
        theirs = {one for one in imports(path) if one.startswith("telvertel.figures.")}
        if {one.split(".")[2] for one in theirs} & OF_FIGURES:
            assert room(path) in MAY_READ_FIGURES, f"{name(path)} reads figures past the gate"


@pytest.mark.parametrize(
    "line",
    ['st.dataframe(house.warehouse.sticky_of("GM9901"))', "st.write(warehouse.remembered())",
     "st.write(room.house().warehouse.shown(1))", "st.table(warehouse.table(name))",
     'replace(released, frame=warehouse.sticky("cube"))'],
)  # fmt: skip
def test_a_screen_that_asked_for_true_counts_would_be_found(line, tmp_path):
    page = tmp_path / "page.py"
    page.write_text(line, encoding="utf-8")
    assert list(past_the_gate(page))


def test_a_screen_that_asked_for_the_cells_would_be_found(tmp_path):
    page = tmp_path / "page.py"
    page.write_text('st.table(warehouse.table("atoms"))', encoding="utf-8")
    assert not tables_read(page) <= OPEN_TABLES


@pytest.mark.parametrize("maker", MAKES_RELEASED)
def test_released_is_made_at_the_gate_and_read_back_from_the_journal(maker):
    for path in modules():
        used = f"telvertel.privacy.release.{maker}" in imports(path)
        assert not used or room(path) in MAKES_RELEASED[maker], f"{name(path)} uses {maker}"
        if name(path) != "privacy/release.py":
            assert "_made_by" not in path.read_text(encoding="utf-8"), name(path)


def test_what_shows_or_sends_takes_released_and_never_a_frame():
    """A frame inside a function, from a Released it was given, is fine; one handed over is not."""
    for path in modules():
        if room(path) not in SHOWS:
            continue
        for one in functions(path):
            if one.name.startswith("_"):
                continue
            for given in (*one.args.args, *one.args.kwonlyargs):
                told = ast.unparse(given.annotation) if given.annotation else ""
                assert "DataFrame" not in told, f"{name(path)}: {one.name}({given.arg})"


def test_the_screen_draws_figures_in_two_places_only():
    """Both have Released in hand: of the version that is looked at, and frozen on a sheet."""
    for path in modules():
        if room(path) != "screen" or name(path) in {"screen/cached.py", "screen/sheet.py"}:
            continue
        found = imports(path)
        assert "telvertel.charts.picture" not in found, name(path)
        assert "telvertel.charts.table.table" not in found, name(path)


def test_files_with_figures_are_read_at_the_way_in_only():
    for path in modules():
        if room(path) not in READS_FILES:
            assert not {called for called, _ in calls(path)} & set(READERS), name(path)


def test_a_mistake_in_figures_or_gate_tells_no_count():
    for path in modules():
        if room(path) not in {"figures", "privacy", "counting"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                pieces = [one for given in node.exc.args for one in ast.walk(given)]
                names = {
                    inner.id
                    for one in pieces
                    if isinstance(one, ast.FormattedValue)
                    for inner in ast.walk(one)
                    if isinstance(inner, ast.Name)
                }
                assert not names & COUNTS, f"{name(path)}: {ast.unparse(node)}"


def test_figures_gate_and_charts_write_no_log():
    for path in modules():
        if room(path) in {"figures", "privacy", "counting", "charts", "indicators"}:
            assert "logging" not in {one.split(".")[0] for one in imports(path)}, name(path)
            assert "print" not in {called for called, _ in calls(path)}, name(path)


def test_exact_own_counts_go_from_the_import_area_to_one_page_and_nowhere_else():
    makes, shows = "privacy/own_exact.py", "screen/own_exact.py"
    for path in modules():
        found = imports(path)
        exact = any(one.startswith("telvertel.privacy.own_exact") for one in found)
        assert not exact or name(path) in {"counting.py", makes, shows}, name(path)
        read = "telvertel.figures.own" in found
        assert not read or name(path) == "counting.py", name(path)
        asked = "own_exact" in {called for called, _ in calls(path)}
        assert not asked or name(path) in {"counting.py", shows}, name(path)
        assert "telvertel.screen.own_exact" not in found, name(path)
    pages = [path for path in (PACKAGE.parents[1] / "pages").glob("*.py")]
    seen = {path.name for path in pages if "own_exact" in path.read_text(encoding="utf-8")}
    assert seen == {"account.py"}


def test_exact_own_counts_are_shown_as_text_that_offers_no_download_and_no_picture():
    path = PACKAGE / "screen" / "own_exact.py"
    drawn = {one for one, _ in calls(path)} & {
        "table", "dataframe", "data_editor", "download_button", "vega_lite_chart", "write", "json",
        "put_address", "lru_cache",
    }  # fmt: skip
    assert not drawn


# What a switch would be called; the gate has none, for no page and no mode (docs/privacy.md).
SWITCHES = {"mode", "strict", "projection", "projecting", "unprotected", "raw", "suppress", "gate"}
GATED = {"privacy", "charts", "wall", "counting", "figures", "freezing", "report"}


def test_nothing_switches_the_gate_off():
    """No argument and no setting of the surroundings: the wall is as strict as everything else."""
    for path in modules():
        if room(path) not in GATED:
            continue
        if name(path) != "figures/intake/apart.py":  # hands a few on to the process apart
            assert "os.environ" not in path.read_text(encoding="utf-8"), name(path)
        for one in functions(path):
            given = {arg.arg for arg in (*one.args.args, *one.args.kwonlyargs)}
            assert not given & SWITCHES, f"{name(path)}: {one.name}"


def test_the_wall_draws_what_was_frozen_and_asks_no_figures():
    """It gets a meeting with its figures, and cannot reach any other."""
    for path in modules():
        if room(path) == "wall":
            found = imports(path)
            reach = ("telvertel.counting", "telvertel.figures", "telvertel.installation")
            assert not [one for one in found if one.startswith(reach)], name(path)
