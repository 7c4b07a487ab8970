"""What the gate costs and what it keeps: the adversary's findings, the error that rounding makes in
the main views of the demo, how much of them is shown, and its share of an interaction."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from telvertel import counting
from telvertel.days import today
from telvertel.demo import build
from telvertel.demo.rivierstede import MUNICIPALITY
from telvertel.figures import measure
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import PARTS, Family, Indicator
from telvertel.privacy.mark import Mark
from telvertel.privacy.release import release
from tests.bench.figure import Figure, amount, p95
from tests.demo.test_protected import shares_shown
from tests.privacy import figures_asked as asked
from tests.privacy.attack import Shown, Tally, World, averaged, middles, with_the_cube
from tests.privacy.sparse import PROVIDERS, cards, town

SEEDS, CELLS = (1, 2, 3), 40
QUARTERS = tuple(("quarter", f"2024KW0{number}") for number in (1, 2, 3, 4))
EVERY = tuple(family for family in PARTS if family is not Family.observed)
# The views a talk begins with: name → card and how it is cut.
VIEWS = {
    "use": ("youth_with_help", None),
    "use_per_provider": ("youth_with_help", Breakdown.provider),
    "use_per_care_form": ("youth_with_help", Breakdown.care_form),
    "inflow": ("inflow", None),
    "inflow_per_provider": ("inflow", Breakdown.provider),
    "dropout_per_provider": ("dropout", Breakdown.provider),
    "waiting_per_provider": ("waiting_time", Breakdown.provider),
    "referrers": ("referrers", None),
}
TIMES = 40


def figures() -> dict[str, Figure]:
    """One row per figure; the demo is made anew, with a secret of its own."""
    with tempfile.TemporaryDirectory() as folder:
        found = _attacked(Path(folder) / "towns")
        build(Path(folder) / "demo", today=today())
        warehouse = counting.open_figures(Path(folder) / "demo" / "figures")
        try:
            return found | _useful(warehouse) | costs(warehouse, MUNICIPALITY)
        finally:
            warehouse.close()


def _attacked(folder: Path) -> dict[str, Figure]:
    tally, right = Tally(), {"averaged": 0, "shown": 0, "cells": 0}
    for dice in SEEDS:
        one = town(folder / str(dice) / "home", dice, versions=1)
        version = one.versions[0]
        for insiders in ((), PROVIDERS[:1], PROVIDERS[:2]):
            there = World(QUARTERS[1:2], PROVIDERS, EVERY, one.truth[version], one.atoms(version))
            who = asked.KEY.index("provider")
            own = {at for at, key in enumerate(there.keys) if key[who] in insiders}
            attacker = with_the_cube(there, own=sorted(own))
            cells = [at for at in np.flatnonzero((there.x > 0) & (there.x < 10)) if at not in own]
            for cell in np.random.default_rng(dice).permutation(cells)[:CELLS]:
                tally.note(*attacker.span([cell]))
        for quarter in QUARTERS:
            there = World(
                (quarter,), PROVIDERS, (Family.use,), one.truth[version], one.atoms(version)
            )
            for name, count in averaged(there, *middles(there, list(_sums(there, dice)))).items():
                right[name] += count
        one.warehouse.close()
    gain = 100 * (right["averaged"] - right["shown"]) / right["cells"]
    who = f"{tally.tried} small cells, {len(SEEDS)} seeds, outsider, one and two providers"
    return {
        "privacy_exact": amount(tally.exact, "cells", 0, tally.tried, f"of {who}"),
        "privacy_narrow": amount(tally.narrow, "cells", 0, tally.tried, f"of {who}"),
        "privacy_averaging_gain_pp": amount(
            max(gain, 0.0), "pp", 2, right["cells"],
            f"right by averaging {right['averaged']}, from the figure alone {right['shown']} of "
            f"{right['cells']} small cells",
        ),
    }  # fmt: skip


def _sums(there: World, dice: int) -> Iterator[Shown]:
    """Random sets of atoms as multi-selects give them, with what would be shown of each."""
    drawn = np.random.default_rng(dice)
    choices = [list(dict.fromkeys(key[at] for key in there.keys)) for at in (4, 5, 6)]
    for _ in range(600):
        places = [[one for one in every if drawn.random() < 0.5] or every for every in choices]
        atoms = tuple(
            at for at, key in enumerate(there.keys)
            if all(key[4 + axis] in chosen for axis, chosen in enumerate(places))
        )  # fmt: skip
        total = there.y[list(atoms)].sum()
        yield Shown(atoms, 0 if total < 10 else total, 5 if total < 10 else total)


def _useful(warehouse: Warehouse) -> dict[str, Figure]:
    """Mean error of the numerator in children, and the share of figures that is shown."""
    known, found = cards(), {}
    true = warehouse.sticky("cube")
    counts = dict(zip(true.select(asked.KEY).rows(), true["x"], strict=True))
    providers = tuple(warehouse.table("providers")["provider"].unique().sort())
    for name, (card_id, split) in VIEWS.items():
        card = known[card_id]
        scope = Scope(municipality=MUNICIPALITY, providers=providers, breakdown=split)
        errors = list(_errors(warehouse, card, scope, providers, counts))
        frame = counting.released(warehouse, card, scope).frame
        frame = frame.filter(pl.col("mark") != Mark.missing.value)
        shown = 100 * float((frame["mark"] != Mark.small.value).mean())
        mean = statistics.mean(errors)
        found[f"error_{name}"] = Figure(
            round(mean, 2), "children", None, len(errors), statistics.median(errors),
            p95(errors), "how far the rounded count is from the true one",
        )  # fmt: skip
        found[f"shown_{name}"] = amount(shown, "%", None, frame.height, "of the figures is shown")
    least = shares_shown(warehouse, known)
    about = "of the quarters, at the least; the three largest providers, six main indicators"
    found["shown_of_the_largest"] = amount(100 * min(least.values()), "%", None, len(least), about)
    return found


def _errors(
    warehouse: Warehouse, card: Indicator, scope: Scope, providers: tuple[str, ...], counts: dict
) -> Iterator[float]:
    for row in measure.series(warehouse, card, scope).frame.iter_rows(named=True):
        if row["numerator"] is not None:
            made = asked.made_of(card, scope, row["period"], row["group"], providers)
            yield abs(row["numerator"] - asked.plain_sum(counts, made.counted))


def costs(warehouse: Warehouse, municipality: str) -> dict[str, Figure]:
    """The same question over the same table without a gate would take the query alone."""
    card = cards()["youth_with_help"]
    scope = Scope(municipality=municipality, breakdown=Breakdown.provider)
    asking, showing = [], []
    for _ in range(TIMES):
        start = time.process_time()
        series = measure.series(warehouse, card, scope)
        between = time.process_time()
        release(card, (), series.frame, cube=series.cube, source=series.source)
        asking.append(between - start)
        showing.append(time.process_time() - between)
    share = 100 * statistics.median(showing) / statistics.median(asking)
    about = f"display rules against the query before them, {series.frame.height} figures"
    return {
        "gate_share_of_interaction": Figure(
            round(share, 1), "%", 20, TIMES, round(share, 1), round(share, 1), about
        )
    }
