"""Invented true counts: a cube of unique children with every split, drawn from a seeded dice."""

from __future__ import annotations

import numpy as np
import polars as pl

from telvertel.indicators.definition import PARENT, PARTS, Family
from telvertel.privacy.protect import KEYS

SEED = b"the seed of a test installation."
PROVIDERS = ("99000001", "99000002", "99000003", "99000004")
FORMS = {"team": 0.5, "ambulatory": 0.33, "family_based": 0.09, "residential": 0.08}
AGES = {"0-3": 0.1, "4-7": 0.2, "8-11": 0.25, "12-17": 0.35, "18-22": 0.1}
QUARTERS = ("2024KW01", "2024KW02", "2024KW03")
# How often each part of a split is drawn; parts not named share alike.
LIKELY = {Family.started: (0.2, 0.8), Family.ended: (0.12, 0.03, 0.02, 0.01, 0.01, 0.01, 0.8)}


def cube(
    dice: int,
    *,
    sizes: tuple[int, ...] = (80, 60, 30, 8),
    periods: tuple[str, ...] = QUARTERS,
    municipality: str = "GM9901",
    only_use: bool = False,
) -> pl.DataFrame:
    """Counts as the figures make them: one row per atom above 0. ``sizes``: children each."""
    drawn = np.random.default_rng(dice)
    rows = []
    for period in periods:
        for provider, size in zip(PROVIDERS, sizes, strict=False):
            for form, form_share in FORMS.items():
                for age, age_share in AGES.items():
                    children = int(drawn.poisson(size * form_share * age_share))
                    cell = ("quarter", period, municipality, provider, form, age)
                    rows += _cell(children, cell, drawn, only_use)
    return counts(rows)


def _cell(children: int, cell: tuple, drawn: np.random.Generator, only_use: bool) -> list[tuple]:
    counted = {Family.use: {"all": children}}
    for family, parent in PARENT.items():
        if parent is not None and not only_use:
            above = sum(counted[parent[0]][part] for part in parent[1])
            parts = PARTS[family]
            likely = LIKELY.get(family, (1 / len(parts),) * len(parts))
            counted[family] = dict(zip(parts, drawn.multinomial(above, likely), strict=True))
    return [
        (family.value, part, *cell, int(x))
        for family, parts in counted.items()
        for part, x in parts.items()
        if x
    ]


def counts(rows: list[tuple]) -> pl.DataFrame:
    """Rows of (family, part, grain, period, municipality, provider, form, age, x)."""
    schema = {**dict.fromkeys(KEYS, pl.String()), "x": pl.Int64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def use(**children: int) -> pl.DataFrame:
    """A tiny cube of one quarter: use(p1_team=3) is three children of provider p1 in team."""
    return counts(
        [
            ("use", "all", "quarter", "2024KW01", "GM9901", *name.split("_"), "12-17", x)
            for name, x in children.items()
        ]
    )
