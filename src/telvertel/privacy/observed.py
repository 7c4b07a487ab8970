"""protect_observations: counts that arrive as aggregates are protected like the cube.

Within one indicator, municipality and period the providers' wholes (denominators) are rounded
first, then the figure and the parts of a distribution as splits of each whole. A row of the whole
municipality is the sum of its providers and a remainder that is never shown, so subtracting one
row from another gives nothing but rounded counts. Rows protected at their source pass untouched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl

from telvertel.privacy.rounding import Atoms, round_parts, round_wholes
from telvertel.privacy.seed import secret_order, secrets
from telvertel.privacy.window import UNKNOWN, in_windows, narrowed

GROUP = ("indicator", "municipality", "period")
STICKY = {"atom": pl.String(), "x": pl.Int64(), "y": pl.Int64(), "window": pl.Int64()}
REMAINDER = "rest"  # of the municipality beside its delivering providers; of a whole beside parts

Row = dict[str, object]


@dataclass(frozen=True)
class ProtectedObservations:
    """``frame``: the rows and columns that came in, in that order, counts now multiples of 5.

    Null stays null. ``sticky`` (atom, x, y, window) holds true counts: import area only.
    """

    frame: pl.DataFrame
    sticky: pl.DataFrame


def protect_observations(
    observations: pl.DataFrame, previous: pl.DataFrame | None, seed: bytes
) -> ProtectedObservations:
    """Protected counts of aggregates (indicator, period, municipality, provider, part, numerator,
    denominator, protected_at_source); ``previous`` is the ``sticky`` of the build before."""
    memory = _Memory(previous, seed)
    rows = observations.rows(named=True)
    groups: dict[tuple, dict[tuple[str, str], Row]] = defaultdict(dict)
    for row in rows:
        if not row["protected_at_source"]:
            key = (row["provider"] or "", row["part"] or "")
            group = groups[tuple(row[name] for name in GROUP)]
            if key in group:
                raise ValueError("the same observation is delivered twice")
            group[key] = row
    for name, group in sorted(groups.items()):
        _protect_group("/".join(name), group, memory)
    frame = pl.DataFrame(rows, schema=observations.schema)
    return ProtectedObservations(frame, memory.frame())


def remembered(sticky: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """What is remembered (``sticky``) of the rows that are in this table; the rest is forgotten."""
    own = observations.filter(~pl.col("protected_at_source")).select(*GROUP, "provider").unique()
    starts = {"/".join((*group, provider or "")) for *group, provider in own.rows()}
    # Under the name of what a municipality counts beside its providers its own rows are remembered.
    starts |= {"/".join((*group, REMAINDER)) for *group, provider in own.rows() if not provider}
    return sticky.filter(pl.Series([_begins(atom, starts) for atom in sticky["atom"]], dtype=bool))


def _begins(atom: str, starts: set[str]) -> bool:
    """Whether a name begins with one of ``starts``; a provider may have a slash in its code."""
    pieces = atom.split("/")
    return any("/".join(pieces[:end]) in starts for end in range(len(GROUP) + 1, len(pieces) + 1))


def _protect_group(name: str, group: dict[tuple[str, str], Row], memory: _Memory) -> None:
    """Replace the counts of all rows of one indicator, municipality and period."""
    sheets = {provider: _sheet(provider, group) for provider, _ in sorted(group)}
    fitting = {provider: sheet for provider, sheet in sheets.items() if sheet is not None}
    total = fitting.pop("", None)
    rest = _remainder(total, list(fitting.values())) if total else None
    if rest is not None:
        fitting[REMAINDER] = rest
    y = memory.round_sheets(name, fitting)
    if rest is not None:
        y[""] = {key: sum(sheet.get(key, 0) for sheet in y.values()) for key in total}
    elif total is not None:
        y |= memory.round_sheets(name, {"": total})
    for (provider, part), row in sorted(group.items()):
        if provider in y:
            whole, counts = y[provider][""], y[provider]
            row["numerator"] = _if_given(row["numerator"], counts.get(_place(part), 0))
            row["denominator"] = _if_given(row["denominator"], whole)
        else:
            _alone(f"{name}/{provider}/{part}", row, memory)


# A sheet: the whole under "", the figure under "figure", the parts under "part:<code>".
Sheet = dict[str, int]


def _place(part: str) -> str:
    return f"part:{part}" if part else "figure"


def _sheet(provider: str, group: dict[tuple[str, str], Row]) -> Sheet | None:
    """The counts of one provider as a whole with splits; None when they are not one."""
    rows = {part: row for (who, part), row in group.items() if who == provider}
    counts = {_place(p): r["numerator"] for p, r in rows.items() if r["numerator"] is not None}
    parts = sum(count for place, count in counts.items() if place != "figure")
    figure = counts.get("figure", 0)
    wholes = {r["denominator"] for r in rows.values() if r["denominator"] is not None}
    whole = wholes.pop() if wholes else max(figure, parts)
    if wholes or max(figure, parts) > whole:
        return None
    return {"": whole, **counts}


def _remainder(total: Sheet, sheets: list[Sheet]) -> Sheet | None:
    """What the whole municipality counts beside its providers; None when that is no count."""
    rest = {key: count - sum(sheet.get(key, 0) for sheet in sheets) for key, count in total.items()}
    parts = sum(count for key, count in rest.items() if key.startswith("part:"))
    is_count = all(count >= 0 for count in rest.values())
    return rest if is_count and max(rest.get("figure", 0), parts) <= rest[""] else None


def _alone(key: str, row: Row, memory: _Memory) -> None:
    """A row that is no part of a whole with the others: a whole of its own, or two loose counts."""
    count, whole = row["numerator"], row["denominator"]
    if count is not None and whole is not None and count <= whole:
        y = memory.round_sheets(key, {"alone": {"": whole, "figure": count}})["alone"]
        row["numerator"], row["denominator"] = y["figure"], y[""]
        return
    for column in ("numerator", "denominator"):
        if row[column] is not None:
            row[column] = memory.round_alone(f"{key}/{column}", row[column])


def _if_given(true: object, protected: int) -> int | None:
    return None if true is None else protected


class _Memory:
    """The seed and what earlier builds published."""

    def __init__(self, previous: pl.DataFrame | None, seed: bytes) -> None:
        self.seed = seed
        rows = [] if previous is None else in_windows(previous).select(*STICKY).rows()
        self.past = {key: value for key, *value in rows}
        self.now = dict(self.past)

    def frame(self) -> pl.DataFrame:
        rows = [(key, *value) for key, value in sorted(self.now.items())]
        return pl.DataFrame(rows, schema=STICKY, orient="row")

    def round_alone(self, key: str, x: int) -> int:
        keys = np.array([key], dtype=object)
        atoms = self._atoms(keys, np.array([x]))
        return int(self._keep(keys, atoms, atoms.preferred)[0])

    def round_sheets(self, name: str, sheets: dict[str, Sheet]) -> dict[str, Sheet]:
        """Protected sheets: wholes first, then each split under its whole."""
        if not sheets:
            return {}
        keys = np.array([[f"{name}/{provider}" for provider in sheets]], dtype=object)
        atoms = self._atoms(keys, np.array([[sheet[""] for sheet in sheets.values()]]))
        known = np.array([any(key in self.past for key in keys.flat)])
        wholes = self._keep(keys, atoms, round_wholes(atoms, known, self._order))
        result = {who: {"": int(y)} for who, y in zip(sheets, wholes[0], strict=True)}
        places = sorted({place for sheet in sheets.values() for place in sheet if place})
        for split in (["figure"], [place for place in places if place != "figure"]):
            if set(split) & set(places):
                self._split(keys, sheets, split, wholes, result)
        return result

    def _split(
        self,
        keys: np.ndarray,
        sheets: dict[str, Sheet],
        split: list[str],
        wholes: np.ndarray,
        result: dict[str, Sheet],
    ) -> None:
        counts = [[sheet.get(place, 0) for place in split] for sheet in sheets.values()]
        counts = [
            [*parts, sheet[""] - sum(parts)]
            for parts, sheet in zip(counts, sheets.values(), strict=True)
        ]
        # The remainder of a split carries the name of its first part: two splits, two remainders.
        names = [*split, f"{REMAINDER} of {split[0]}"]
        part_keys = np.array([[f"{key}/{n}" for n in names] for key in keys[0]], dtype=object)[None]
        atoms = self._atoms(part_keys, np.array(counts)[None])
        y = round_parts(atoms, wholes, self._order("split", wholes.shape[1:]))
        self._keep(part_keys, atoms, y)
        for who, parts in zip(sheets, y[0], strict=True):
            result[who] |= dict(zip(split, map(int, parts), strict=False))

    def _order(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        return secret_order(self.seed, f"observed/{name}", int(np.prod(shape)))

    def _atoms(self, keys: np.ndarray, x: np.ndarray) -> Atoms:
        secret = secrets(self.seed, (f"observed/{key}" for key in keys.flat))
        past = [self.past.get(key, (-1, -1, UNKNOWN)) for key in keys.flat]
        before, y, window = np.array(past).T.reshape(3, *x.shape)
        kept, changed = np.where(x == before, y, -1), (before >= 0) & (x != before)
        return Atoms(x, kept, window, changed, secret.reshape(x.shape))

    def _keep(self, keys: np.ndarray, atoms: Atoms, y: np.ndarray) -> np.ndarray:
        window = narrowed(atoms.window, atoms.x, y)
        values = zip(atoms.x.flat, y.flat, window.flat, strict=True)
        self.now |= {k: tuple(map(int, v)) for k, v in zip(keys.flat, values, strict=True)}
        return y
