"""Who may know whom: the directions of the house, as a table, held by reading every import."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "telvertel"

# room → the rooms of ours it may import. A room may always import itself.
MAY_IMPORT = {
    "indicators": set(),
    "meeting": {"indicators"},
    "wording": {"indicators"},
    "figures": {"indicators"},
    "privacy": {"indicators"},
    "journal": {"meeting"},
    "charts": {"indicators", "privacy", "wording"},
    "wall": {"charts", "privacy", "meeting", "indicators", "wording"},
    "report": {"charts", "wall", "privacy", "meeting", "indicators", "wording"},
    "free_texts": {"figures", "privacy"},
    "counting": {"figures", "privacy", "indicators", "free_texts", "bulk"},
    "bulk": {"figures", "privacy", "indicators"},
    "forgetting": {"figures", "privacy"},
    "cli_progress": {"figures", "wording"},
    "cli_help": {"wording"},
    "looking": {"meeting", "privacy"},
    "telling": {"looking", "meeting", "journal", "privacy"},
    "freezing": {"counting", "figures", "indicators", "meeting", "privacy"},
    "problem_book": {"figures", "privacy", "wording"},
    "exchange": {"meeting", "privacy", "journal"},
    "demo": {"counting", "telling", "freezing", "journal", "figures", "privacy", "meeting",
             "indicators", "wording"},
    "installation": {"counting", "telling", "figures", "indicators", "journal", "meeting", "web",
                     "demo"},
    "retention": {"installation", "counting", "forgetting", "figures", "journal", "meeting", "web",
                  "selfcheck"},
    "selfcheck": {"installation", "journal", "wall", "web", "wording"},
    "web": {"looking", "journal", "meeting", "privacy", "wording", "wall", "telling", "counting"},
    "cli": {"counting", "telling", "figures", "journal", "installation", "demo", "wording",
            "indicators", "meeting", "privacy", "report", "web", "selfcheck", "exchange",
            "problem_book", "cli_help", "cli_mappings", "cli_progress", "retention"},
    "cli_mappings": {"cli_help", "figures", "privacy", "wording"},
    "screen": {"looking", "figures", "journal", "report", "charts", "privacy", "meeting",
               "indicators", "wording", "wall", "web", "counting", "telling", "freezing",
               "installation", "selfcheck", "exchange", "problem_book", "retention"},
}  # fmt: skip
EVERYBODY_MAY = {"days"}
ONLY_HERE = {
    "duckdb": {
        "figures/warehouse.py",
        "figures/staged.py",
        "figures/measure.py",
        "journal/projection.py",
    },
    "streamlit": {"screen"},
}
PURE = {"indicators", "meeting", "wording", "privacy"}
FORBIDDEN_NAMES = {"utils", "common", "misc", "core", "manager", "service", "helpers", "base"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def imports(path: Path) -> set[str]:
    """Full dotted names of everything a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def ours(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("telvertel.")}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_the_rooms_it_may_know(path):
    here = room(path)
    if here in {"__init__", *EVERYBODY_MAY}:
        return
    assert here in MAY_IMPORT, f"{here} is a new room: give it a row in the table"
    known = MAY_IMPORT[here] | EVERYBODY_MAY | {here}
    strangers = {one for one in ours(path) if (PACKAGE / one).exists()
                 or (PACKAGE / f"{one}.py").exists()} - known  # fmt: skip
    assert not strangers, f"{path.name} of {here} may not import {', '.join(sorted(strangers))}"


@pytest.mark.parametrize("library", ONLY_HERE)
def test_a_library_is_spoken_in_its_own_place_only(library):
    for path in modules():
        name = str(path.relative_to(PACKAGE))
        if any(name == place or name.startswith(f"{place}/") for place in ONLY_HERE[library]):
            continue
        used = {one.split(".")[0] for one in imports(path)}
        assert library not in used, f"{name} imports {library}"


def test_what_is_monitored_and_what_is_said_know_no_disk_and_no_screen():
    for path in modules():
        if room(path) in PURE:
            used = {one.split(".")[0] for one in imports(path)}
            assert not used & {"streamlit", "duckdb", "altair", "os", "sqlite3"}, path.name


def test_pages_speak_to_the_screen_only():
    for path in sorted((ROOT / "pages").glob("*.py")):
        assert ours(path) <= {"screen"}, path.name
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = (ast.FunctionDef, ast.ClassDef, ast.Try)
        assert not any(isinstance(node, kinds) for node in ast.walk(tree)), path.name
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60, path.name


def test_session_state_is_touched_in_one_file():
    found = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(
            isinstance(node, ast.Attribute) and node.attr == "session_state"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert found == ["screen/session.py"]


def test_no_name_that_refuses_nothing():
    for path in [*modules(), *(ROOT / "pages").glob("*.py")]:
        assert not {part.removesuffix(".py") for part in path.parts} & FORBIDDEN_NAMES, path


def test_no_html_from_strings_reaches_the_screen():
    for path in [*modules(), *(ROOT / "pages").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text, path
        assert "st.html(" not in text, path


def test_no_frame_is_an_argument_of_a_cached_function():
    """The cache key of a polars frame covers only its first and last rows."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            cached = any("cache_data" in ast.unparse(one) for one in node.decorator_list)
            if cached:
                told = " ".join(ast.unparse(a.annotation) for a in node.args.args if a.annotation)
                assert "DataFrame" not in told and "Released" not in told, f"{path}: {node.name}"
                assert not any(a.arg.startswith("_") for a in node.args.args), node.name


def test_what_is_compiled_is_loaded_for_a_large_delivery_only():
    """Loading the compiler takes longer than the first page may."""
    asked = "import sys, telvertel.cli, telvertel.installation; print('numba' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT)
    assert told.stdout.split()[-1:] == ["False"], told.stderr
