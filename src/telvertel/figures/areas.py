"""Districts and neighbourhoods of a municipality: published figures only, one hierarchy, uncrossed.

What a publisher gave of a place stands as it was published. Our own counts are never told per
district or neighbourhood: not the cube, and no aggregate that somebody delivers (docs/privacy.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import polars as pl

from telvertel.figures import observed
from telvertel.figures.scope import CROSSED, Breakdown, Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.indicators.definition import Indicator

# CBS keys: GM0034 is the municipality, WK0034 + two digits its districts (wijken), BU0034 + four
# its neighbourhoods (buurten); the first two of those four are the district.
AT_ONCE = 7  # beside the municipality; more are no picture
SMALLEST, STEP = 10, 5  # of these areas CBS publishes no count below it, and fives only
REDRAWN = 0.1  # share of the codes that go for good, and of those that are new, in one year
LEAP = 2  # times as many, or as few, under the codes that stay: those are other areas too
# Notes of our own are keys of wording/<language>/notes.toml, told apart by the sign in front.
NOT_ADDED, NOT_GIVEN, OTHER_AREAS = "@areas_not_added", "@area_not_given", "@areas_redrawn"


def district_of(area: str) -> str:
    """The code of the district of a neighbourhood, and of a district itself."""
    return f"WK{area[2:8]}"


def _beginning(scope: Scope, breakdown: Breakdown) -> str:
    """How the codes of the districts or neighbourhoods of a municipality begin."""
    kind = "WK" if breakdown is Breakdown.district else "BU"
    return f"{kind}{scope.municipality[2:]}"


def pages(
    warehouse: Warehouse,
    card: Indicator,
    scope: Scope,
    breakdown: Breakdown,
    version: str | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The districts, or the neighbourhoods district by district, with any figure in the scope: so
    many at once as a picture holds, in order of code; () where nobody published any."""
    if card.measure.by_part:
        return ()
    rows, _ = _division(warehouse, card, scope, breakdown, version)
    return _pages(rows, scope, breakdown)


def _pages(rows: pl.DataFrame, scope: Scope, breakdown: Breakdown) -> tuple[tuple[str, ...], ...]:
    """``pages`` of what was published since the municipality was last divided anew."""
    rows = rows.filter(pl.col("municipality").str.starts_with(_beginning(scope, breakdown)))
    known = rows.filter(pl.col("numerator").is_not_null() | pl.col("value").is_not_null())
    by_district: dict[str, list[str]] = {}
    for code in known["municipality"].unique().sort():
        at = district_of(code) if breakdown is Breakdown.neighbourhood else ""
        by_district.setdefault(at, []).append(code)
    return tuple(
        tuple(codes[at : at + AT_ONCE])
        for codes in by_district.values()
        for at in range(0, len(codes), AT_ONCE)
    )


def chosen(every: Sequence[tuple[str, ...]], wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of the wanted ones that are there, in order of code; else the first page."""
    return those(every, wanted) or (every[0] if every else ())


def those(every: Sequence[tuple[str, ...]], wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of the wanted ones that are there, in order of code, as many as a picture holds."""
    asked = set(wanted)
    found = [code for page in every for code in page if code in asked]
    return tuple(found[:AT_ONCE])


def series(
    warehouse: Warehouse, card: Indicator, scope: Scope, version: str
) -> tuple[pl.DataFrame, str]:
    """Frame and source of the municipality and the chosen districts or neighbourhoods (those of one
    district with that district), ``group`` the code of each. No rows where nothing is published or
    something is crossed."""
    rows, anew = _division(warehouse, card, scope, scope.breakdown, version)
    refused = card.measure.by_part or any(getattr(scope, key) for key in CROSSED)
    every = () if refused else _pages(rows, scope, scope.breakdown)
    page = chosen(every, scope.areas)
    above = {district_of(one) for one in page}
    shown = {scope.municipality, *page, *(above if len(above) == 1 else ())} if page else set()
    # Beside the areas the figure of whoever published them, and of nobody else.
    theirs = rows.filter(pl.col("municipality").is_in(list(page)))["publisher"].unique()
    rows = rows.filter(
        pl.col("municipality").is_in(list(shown)), pl.col("publisher").is_in(theirs.to_list())
    ).unique(["period", "municipality"], keep="last", maintain_order=True)
    sources = observed.sources(rows)
    rows = rows.with_columns(provider=pl.col("municipality"))
    frame = observed.published(
        rows, card, scope.model_copy(update={"breakdown": Breakdown.provider})
    )
    return _noted(frame, scope.municipality, anew), sources


def _division(
    warehouse: Warehouse,
    card: Indicator,
    scope: Scope,
    breakdown: Breakdown,
    version: str | None,
) -> tuple[pl.DataFrame, bool]:
    """What was published of the indicator since the municipality was last divided anew, and whether
    it was: until then the same code was another area. Nobody publishes that with the figures: it is
    told by the codes and by all that was published under them."""
    every = _published(warehouse, scope, version)
    inside = every.filter(pl.col("municipality").str.starts_with(_beginning(scope, breakdown)))
    own = inside.filter(pl.col("indicator") == card.id)
    codes = {
        period: set(found["municipality"])
        for (period,), found in sorted(own.partition_by("period", as_dict=True).items())
    }
    periods = sorted(codes)
    anew = ""
    for at, (before, now) in enumerate(pairwise(periods), start=1):
        gone, come = _for_good(codes, periods, at)
        few = REDRAWN * len(codes[before] | codes[now])
        differs = len(gone | come) > few
        if differs and ((gone and come) or _leaps(inside, before, now)):
            anew = now
    return every.filter(pl.col("indicator") == card.id, pl.col("period") >= anew), bool(anew)


def _for_good(codes: dict[str, set[str]], periods: list[str], at: int) -> tuple[set[str], set[str]]:
    """The codes that were there the period before and never again, and those that were never there
    before this one. One that is not given for a time is neither."""
    earlier, later = (
        set().union(*(codes[one] for one in some)) for some in (periods[:at], periods[at:])
    )
    return codes[periods[at - 1]] - later, codes[periods[at]] - earlier


def _leaps(inside: pl.DataFrame, before: str, now: str) -> bool:
    """Whether the counts under the codes of both periods together leap, so far as they are given
    in both."""
    counts = inside.filter(pl.col("numerator").is_not_null())
    same = ["indicator", "publisher", "municipality"]
    then, since = (
        counts.filter(pl.col("period") == one).unique(same, keep="last", maintain_order=True)
        for one in (before, now)
    )
    both = then.join(since, on=same, suffix="_now")
    was, is_now = both["numerator"].sum(), both["numerator_now"].sum()
    return max(was, is_now) > LEAP * min(was, is_now)


def _published(warehouse: Warehouse, scope: Scope, version: str | None) -> pl.DataFrame:
    """What was published in these periods, of any indicator and any place, and by whom."""
    rows = warehouse.table("observations", version).filter(
        pl.col("protected_at_source"),
        pl.col("grain") == scope.grain.value,
        pl.col("provider") == "",
        pl.col("part") == "",
        pl.col("period").is_between(pl.lit(scope.since or ""), pl.lit(scope.until or "9999")),
    )
    return rows.with_columns(_as_published("numerator"), publisher=observed.publisher()).sort(
        "period", "municipality", maintain_order=True
    )


def _as_published(name: str) -> pl.Expr:
    """A count that CBS cannot have given of a district or neighbourhood is no figure: under ten, or
    no multiple of five. Own counts under the headings of CBS do not reach the screen so."""
    area = pl.col("municipality").str.contains("^(WK|BU)")
    given = (pl.col(name) >= SMALLEST) & (pl.col(name) % STEP == 0)
    return pl.when(~area | given).then(name).alias(name)


def _noted(frame: pl.DataFrame, municipality: str, anew: bool) -> pl.DataFrame:
    """What one should know: who counts at the municipality only, which figures are not given."""
    known = pl.col("numerator").is_not_null() | pl.col("value").is_not_null()
    told: Iterable[tuple[pl.Expr, str]] = (
        (pl.col("group") == municipality, NOT_ADDED),
        ((pl.col("group") == municipality) & anew, OTHER_AREAS),
        (~known, NOT_GIVEN),
    )
    notes = [pl.col("note"), *(pl.when(when).then(pl.lit(note)) for when, note in told)]
    joined = pl.concat_str(notes, separator="\n", ignore_nulls=True).str.strip_chars("\n")
    return frame.with_columns(joined.alias("note"))
