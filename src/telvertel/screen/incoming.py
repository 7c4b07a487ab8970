"""Files on their way in: read from a folder that only we can open, gone as soon as they are read.

Nothing of the records stays behind: what the page keeps of a delivery is how much there is of what.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from telvertel import counting
from telvertel.counting import Receipt
from telvertel.figures.intake import likeness
from telvertel.figures.intake.chosen import NOTHING, Chosen
from telvertel.figures.intake.columns import DeliveryKind
from telvertel.figures.intake.delivery import Delivery
from telvertel.figures.intake.likeness import Looked
from telvertel.figures.intake.names import safe_name
from telvertel.figures.intake.offending import Offending
from telvertel.figures.intake.offending import offending as rows_of
from telvertel.figures.intake.remembered import remembered
from telvertel.figures.problem import KEPT, Problem
from telvertel.figures.watch import UNWATCHED, Watch
from telvertel.screen import room

PREFIX = "onderweg-"
FORGOTTEN_AFTER = 3600  # seconds; a folder this old was left by a process that was killed


class Uploaded(Protocol):
    """A file as the browser gives it."""

    name: str
    file_id: str

    def getbuffer(self) -> memoryview: ...


@dataclass(frozen=True)
class Arriving:
    """What one file would bring in."""

    file: str
    kind: DeliveryKind | None
    rows_in: int
    rows_kept: int
    first: str | date | None  # the earliest period or day in it
    last: str | date | None
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What a check found; holds no record."""

    files: tuple[Arriving, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    going: tuple[str, ...] = ()  # providers of whom nothing would be shown any more


Settled = Mapping[str, Chosen]  # by file_id: what a person settled about a file beforehand


def mappings_folder() -> Path:
    """Where the mappings stand that people here confirmed."""
    return room.house().home / "figures" / "mappings"


def check(uploaded: Sequence[Uploaded], settled: Settled) -> Checked:
    """Read and judge the files; nothing is stored."""
    with _on_disk(uploaded) as paths:
        chosen = _chosen(uploaded, paths, settled)
        inspection = counting.check(paths, known=room.house().warehouse, chosen=chosen)
    files = tuple(_arriving(one) for one in inspection.deliveries)
    sound = () if inspection.problems else inspection.deliveries
    going = counting.going(room.house().warehouse, sound)
    return Checked(files, inspection.problems, inspection.remarks, going)


def taking_in(
    uploaded: Sequence[Uploaded],
    settled: Settled,
    *,
    who: str,
    why: str,
    reference_date: date | None,
    may_go: Collection[str] | None = None,
) -> Callable[[Watch], Receipt]:
    """What makes the files a new version, all of them or none; to be run beside the page.
    ``may_go``: see ``counting.take_in``."""
    warehouse = room.house().warehouse

    def work(watch: Watch) -> Receipt:
        with _on_disk(uploaded) as paths:
            return counting.take_in(
                warehouse,
                paths,
                who=who,
                why=why,
                reference_date=reference_date,
                chosen=_chosen(uploaded, paths, settled),
                may_go=may_go,
                watch=watch,
            )

    return work


def take_in(
    uploaded: Sequence[Uploaded],
    settled: Settled,
    *,
    who: str,
    why: str,
    reference_date: date | None,
) -> Receipt:
    """The same at once: for the few rows of a form, which nobody has to follow or stop."""
    work = taking_in(uploaded, settled, who=who, why=why, reference_date=reference_date)
    return work(UNWATCHED)


def look_at(one: Uploaded, settled: Settled) -> Looked | None:
    """What a file that nothing fits may be; see ``likeness.look_at``."""
    with _on_disk([one]) as (path,):
        return likeness.look_at(path, _chosen([one], [path], settled)[path])


def whole_list(
    uploaded: Sequence[Uploaded], settled: Settled
) -> tuple[tuple[Problem, ...], tuple[Offending, ...]]:
    """Every problem and the wrong rows, from the files read again: the page keeps neither.

    See ``offending.offending`` for which rows stay out.
    """
    with _on_disk(uploaded) as paths:
        chosen = _chosen(uploaded, paths, settled)
        known = room.house().warehouse
        problems = counting.check(paths, known=known, chosen=chosen, most=KEPT).problems
        found = [
            rows_of(path, one, [each for each in problems if each.file == path.name])
            for path, one in chosen.items()
        ]
    return problems, tuple(one for one in found if one is not None)


def forget(uploaded: Sequence[Uploaded]) -> None:
    """Let go of what the server holds of these files: an uploader that is emptied keeps them in
    memory until the browser session ends."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for one in uploaded:
        context.uploaded_file_mgr.remove_file(context.session_id, one.file_id)


def _chosen(
    uploaded: Sequence[Uploaded], paths: Sequence[Path], settled: Settled
) -> dict[Path, Chosen]:
    known = remembered(mappings_folder())
    return {
        path: replace(settled.get(one.file_id, NOTHING), remembered=known)
        for one, path in zip(uploaded, paths, strict=True)
    }


@contextmanager
def _on_disk(uploaded: Sequence[Uploaded]) -> Iterator[list[Path]]:
    """The files under their own names, each in a folder of its own, for as long as it takes."""
    home = room.house().home
    _sweep(home)
    with TemporaryDirectory(dir=home, prefix=PREFIX) as folder:  # made for its owner only
        paths = []
        for number, one in enumerate(uploaded):
            path = Path(folder) / str(number) / safe_name(one.name)
            path.parent.mkdir()
            path.write_bytes(one.getbuffer())
            paths.append(path)
        yield paths


def _sweep(home: Path) -> None:
    for left in home.glob(f"{PREFIX}*"):
        if time.time() - left.stat().st_mtime > FORGOTTEN_AFTER:
            shutil.rmtree(left, ignore_errors=True)


def _arriving(one: Delivery) -> Arriving:
    first, last = _stretch(one)
    frame = one.frame
    known = frame is not None and "municipality" in frame.columns
    places = frame["municipality"].drop_nulls().unique().sort() if known else ()
    return Arriving(one.file, one.kind, one.rows_in, one.rows_kept, first, last, tuple(places))


def _stretch(one: Delivery) -> tuple[Any, Any]:
    """First and last of what the rows are about: days of trajectories, periods, years."""
    if one.frame is None:
        return None, None
    names = ("started_on", "period", "year", "since")
    start = next((name for name in names if name in one.frame.columns), None)
    if start is None:
        return None, None
    end = "ended_on" if start == "started_on" else start
    ends = [one.frame[start].max(), one.frame[end].max()]
    # Product codes that hold from always and for good have no day at all.
    return one.frame[start].min(), max((day for day in ends if day is not None), default=None)
