"""What is planted in a delivery to be found nowhere else: values that occur in nothing else, and
how they are looked for. Shared by the browser that goes through every page and by who makes files.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from telvertel import counting
from telvertel.days import today
from telvertel.installation import Installation, open_installation
from telvertel.meeting import events as e
from telvertel.meeting.stages import Stage
from tests.pages.small import HEAD, PARTIES, open_meeting, say, sealed_meeting, trajectories

CHILD = "KANARIE-7f3a"
COLUMN = "KANARIE-kolom-5b1e"  # in a column that no delivery has
COSTS = ("13371,37", "13.371,37", "13371.37", "13,371.37", "13 371,37", "1337137")
PLANTED = (CHILD, COLUMN, *COSTS)
# These may be seen where they belong, but never in a log.
NOTE, FILE, ADDRESS = "KANARIE-notitie-41aa", "kanarie-bestand-9d2c.csv", "KANARIE-adres-77b0"
NEVER_LOGGED = (*PLANTED, NOTE, "kanarie-bestand-9d2c", ADDRESS)

LONE = f"{CHILD};GM9901;99000004;13;04;2023;01;02-02-2025;15-02-2025;20-05-2025;02;{COLUMN}"
COUNTED = "indicator;periode;gemeente;aanbieder;teller;noemer;waarde;status;bron\n" + "".join(
    f"costs_realised;2025KW0{quarter};GM9901;{who};;{children};{euros};definitief;eigen\n"
    for quarter in (1, 2, 3, 4)
    for who, children, euros in (("99000002", 80, "400000,00"), ("99000004", 4, "13371,37"))
)
FINEST = "indicator=dropout&gm=GM9901&grain=quarter&providers=99000004&care_forms=residential"
QUESTIONS = (
    FINEST,
    f"{FINEST}&breakdown=age_band",
    "indicator=costs_realised&gm=GM9901&breakdown=provider",
    "indicator=cost_per_client&gm=GM9901&providers=99000004",
    "indicator=inflow&gm=GM9901&grain=quarter&breakdown=care_form&since=2025KW01&until=2025KW01",
    f"indicator={ADDRESS}&gm={ADDRESS}&providers={ADDRESS}",
)


def delivery(folder: Path) -> list[Path]:
    rows = [f"{row};" for row in trajectories().splitlines()[1:]]
    told = "\n".join([f"{HEAD};interne_notitie", *rows, LONE]) + "\n"
    files = {"partijen.csv": PARTIES, FILE: told, "kosten.csv": COUNTED}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def planted(home: Path, paths: list[Path]) -> None:
    """The delivery taken in, one meeting about it under way and one that is sealed."""
    house = open_installation(home, demo=False)
    made = counting.take_in(
        house.warehouse, paths, who="tester", why="proef", reference_date=date(2025, 12, 31)
    )
    assert made.version, made.problems
    both = {"providers": ("99000002", "99000004"), "provider_names": ("De Oever", "Klein Anker")}
    sealed_meeting(house, "voorbij", date(2026, 1, 10), *_noted(), **both)
    open_meeting(house, "bezig", today(), phones=True, **both)
    say(house, "bezig", *_noted(), e.Shown(view=e.View.item, item="uitval", stage=Stage.explain))
    _closed(house)


def _noted() -> tuple[e.Happening, ...]:
    said = {"note": "n1", "item": "uitval", "stage": Stage.explain}
    return (e.NoteWritten(**said, note_kind=e.NoteKind.explanation, text=NOTE),)


def _closed(house: Installation) -> None:
    house.journal.close()
    house.warehouse.close()


def unzipped(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and every file in it, as deep as it goes."""
    yield name, content
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from unzipped(f"{name}/{inner}", packed.read(inner))


def holding(content: bytes, wanted: tuple[str, ...]) -> list[str]:
    low = content.lower()
    return [one for one in wanted if any(low.find(form) >= 0 for form in _forms(one))]


def _forms(one: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le"):
        yield one.lower().encode(encoding)
        yield one.lower().replace(" ", "\u00a0").encode(encoding)
