"""A house that cannot be opened says why and what to do, on the page and at the command line."""

from __future__ import annotations

import errno
import os

import duckdb
import pytest

from telvertel import counting
from telvertel.figures.troubles import FiguresDamaged, FiguresInUse
from telvertel.installation import open_installation
from telvertel.journal.troubles import JournalInUse, NoRoom, NotSaved, NotWritable
from telvertel.screen import faults
from telvertel.wording.words import words
from tests.journal import unprivileged


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "trouble",
    [
        JournalInUse("/gegevens"),
        NotWritable("/gegevens"),
        NoRoom("/gegevens"),
        NotSaved(OSError(errno.ENOSPC, "vol")),
        PermissionError(errno.EACCES, "nee", "/gegevens"),
        OSError(errno.EROFS, "nee", "/gegevens"),
        OSError(errno.ENOSPC, "vol", "/gegevens"),
        FiguresInUse("/gegevens/figures/v1.duckdb"),
        FiguresDamaged("/gegevens/figures/v1.duckdb"),
    ],
    ids=repr,
)
def test_every_fault_at_the_start_is_a_sentence_with_what_to_do(trouble, language, tmp_path):
    key, facts = faults.told(trouble, tmp_path)
    sentence = words(language)(key, **facts)
    assert sentence.endswith(".") and "Errno" not in sentence and "Error" not in sentence


def test_a_mistake_of_ours_is_not_told_as_a_fault_of_the_disk(tmp_path):
    assert faults.told(KeyError("x"), tmp_path) is None
    assert faults.told(OSError(errno.EINTR, "x"), tmp_path) is None


def version(folder):
    """A small file of figures, as the current version."""
    (folder / "versions").mkdir(parents=True)
    (folder / "current").write_text("v0001-abcdef")
    return folder / "versions" / "v0001-abcdef.duckdb"


def test_figures_that_cannot_be_read_shut_the_house_and_leave_the_journal_free(tmp_path):
    version(tmp_path / "figures").write_bytes(b"geen database" * 100)
    for _ in range(2):  # the second try hears the same, not that the journal is in use
        with pytest.raises(FiguresDamaged):
            open_installation(tmp_path, demo=False)


def test_a_version_of_the_figures_that_is_gone_is_damage_too(tmp_path):
    version(tmp_path / "figures")
    with pytest.raises(FiguresDamaged):
        counting.open_figures(tmp_path / "figures").must_read()


def test_figures_that_another_program_has_open_are_not_touched(tmp_path):
    import subprocess
    import sys

    path = version(tmp_path / "figures")
    duckdb.connect(path).close()
    code = f"import duckdb, sys; c = duckdb.connect({str(path)!r}); "
    code += "print('ready', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    other.stdout.readline()
    with pytest.raises(FiguresInUse):
        counting.open_figures(tmp_path / "figures").must_read()
    other.stdin.close()
    other.wait(10)
    other.stdout.close()


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="rights are given up the Unix way")
def test_the_page_says_in_dutch_that_the_folder_may_not_be_written():
    with unprivileged.read_only_for_others() as folder:
        unprivileged.close_for_writing(folder)
        said = unprivileged.run(
            """
            import telvertel.installation, telvertel.screen.faults
            from telvertel.screen import door
            from telvertel.wording.words import words
            give_up_rights()
            key, facts = door.trouble_of_opening()
            print(words("nl")(key, **facts))
            """,
            folder,
        )
        assert said.startswith("Tel & Vertel mag niet schrijven in")
        assert "schrijfrechten" in said
