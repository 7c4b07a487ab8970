"""A sparse invented town as files, taken in as anybody would: most cells hold fewer than ten.

Two deliveries: the second tells the same year again with a few children more, so two versions that
differ little stand side by side. The true counts are read back from the import area, which only a
test may open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from telvertel import ROOT, counting
from telvertel.figures.scope import CARE_FORMS
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.catalogue import load

TOWN = "GM9901"
PROVIDERS = ("99000001", "99000002", "99000003", "99000004")
SIZES = (55, 50, 30, 12)  # children with help in a quarter, per provider, about
FORMS = (0.5, 0.33, 0.09, 0.08)
AGES = (2, 6, 10, 14, 19)
AGE_SHARES = (0.1, 0.2, 0.25, 0.35, 0.1)
YEAR = 2024
EXTRA = 6  # children who come in with the second delivery

PARTIES = "code;naam;soort;levert;fictief\nGM9901;Rivierstede;gemeente;;ja\n" + "".join(
    f"{code};Aanbieder {code[-1]};aanbieder;bestanden;ja\n" for code in PROVIDERS
)
PEOPLE = "gemeente;jaar;leeftijd;aantal;bron\n" + "".join(
    f"{TOWN};{YEAR};{ages};{count};verzonnen\n"
    for ages, count in (
        ("0-22", 9000), ("0-3", 1500), ("4-7", 1500), ("8-11", 1600), ("12-17", 2400),
        ("18-22", 2000),
    )
)  # fmt: skip
HEAD = (
    "client;gemeente;aanbieder;hulpvorm;verwijzer;geboortejaar;toegewezen;aanvang;einde;"
    "reden_einde;nut_jeugdige;nut_ouder;verder_jeugdige;verder_ouder"
)


@dataclass(frozen=True)
class Town:
    """A warehouse with its versions, oldest first, and the true counts of each."""

    warehouse: Warehouse
    truth: dict[str, pl.DataFrame]  # version → KEYS + x, rows above 0

    @property
    def versions(self) -> tuple[str, ...]:
        return tuple(self.truth)

    def atoms(self, version: str) -> pl.DataFrame:
        """What was published: KEYS + y."""
        return self.warehouse.table("atoms", version)


def cards() -> dict:
    return load(ROOT / "data" / "indicators").cards


def town(
    folder: Path,
    dice: int,
    *,
    sizes: tuple[int, ...] = SIZES,
    versions: int = 2,
    extra: int = EXTRA,
) -> Town:
    """``folder`` is the data folder of an installation; its figures come under figures/. ``extra``:
    about how many children come in with the later versions."""
    folder.mkdir(parents=True, exist_ok=True)
    _secret(folder / "figures" / "import_area", dice)
    warehouse = counting.open_figures(folder / "figures")
    drawn = np.random.default_rng(dice)
    rows = [row for at, size in enumerate(sizes) for row in _children(drawn, at, size)]
    late = [row for at, row in enumerate(rows) if at % (len(rows) // extra) == 3]
    truth = {}
    for number in range(versions):
        # The last of the versions knows everybody; each one before lacks some of the late ones.
        missing = late[len(late) * number // max(versions - 1, 1) :] if versions > 1 else []
        told = [row for row in rows if row not in missing]
        paths = _written(folder / f"delivery-{number}", told)
        made = counting.take_in(
            warehouse, paths, who="tester", why=f"levering {number}",
            since=date(YEAR, 1, 1), reference_date=date(YEAR, 12, 31),
            at=datetime(2026, 1, 10, tzinfo=UTC) + timedelta(days=number),
        )  # fmt: skip
        assert made.version, made.problems
        truth[made.version.id] = warehouse.sticky("cube").drop("y", "window")
    return Town(warehouse, truth)


def _secret(area: Path, dice: int) -> None:
    """The secret of the installation, drawn from the dice: a test that fails, fails again."""
    area.mkdir(parents=True)
    (area / "seed").write_bytes(np.random.default_rng([dice, 7]).bytes(32))


def _written(folder: Path, told: list[str]) -> list[Path]:
    folder.mkdir()
    texts = {"partijen": PARTIES, "bevolking": PEOPLE, "trajecten": "\n".join([HEAD, *told]) + "\n"}
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in texts]


def _children(drawn: np.random.Generator, provider: int, size: int) -> list[str]:
    """About three times as many trajectories as stand in a quarter: each lasts some months."""
    codes = list(CARE_FORMS.values())
    rows = []
    for number in range(int(2.2 * size)):
        form = drawn.choice(codes[drawn.choice(4, p=FORMS)])
        born = YEAR - int(drawn.choice(AGES, p=AGE_SHARES))
        start = date(YEAR - 1, 7, 1) + timedelta(days=int(drawn.integers(0, 540)))
        end = start + timedelta(days=int(drawn.gamma(2, 110)) + 5)
        over = end <= date(YEAR, 12, 31)
        told = _told_at_the_end(drawn) if over else ("",) * 5
        ended = f"{end:%d-%m-%Y}" if over else ""
        assigned = start - timedelta(days=int(drawn.gamma(2, 20)))
        rows.append(
            ";".join(
                (
                    *(f"k{provider}-{number:04d}", TOWN, PROVIDERS[provider], form),
                    *(f"0{drawn.integers(1, 5)}", str(born)),
                    *(f"{assigned:%d-%m-%Y}", f"{start:%d-%m-%Y}", ended, *told),
                )
            )
        )
    return rows


def _told_at_the_end(drawn: np.random.Generator) -> tuple[str, ...]:
    reason = drawn.choice(["01", "02", "03", "04", "05"], p=[0.6, 0.1, 0.15, 0.1, 0.05])
    grades = [str(drawn.integers(4, 10)) if drawn.random() < 0.6 else "" for _ in range(2)]
    further = [f"0{drawn.integers(1, 5)}" if drawn.random() < 0.5 else "" for _ in range(2)]
    return (str(reason), *grades, *further)
