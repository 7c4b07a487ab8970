"""The tables of one version of the figures: their columns, and what a new delivery replaces.

Everything here is protected or public; records never reach these tables.
"""

from __future__ import annotations

import polars as pl

TEXT, WHOLE, NUMBER, DAY, YES = pl.String(), pl.Int64(), pl.Float64(), pl.Date(), pl.Boolean()


def _columns(names: str, dtype: pl.DataType) -> dict[str, pl.DataType]:
    return dict.fromkeys(names.split(), dtype)


ATOM = _columns("family part grain period municipality provider care_form age_band", TEXT)

TABLES: dict[str, dict[str, pl.DataType]] = {
    # One row per family, part and atom; y a multiple of 5.
    "atoms": {**ATOM, "y": WHOLE},
    # One row per municipality and period that was delivered as records; taken_over: the last time.
    "periods": {
        **_columns("municipality grain period", TEXT),
        "reference_date": DAY,
        "taken_over": DAY,
    },
    # One row per municipality and provider that is listed with it.
    "providers": _columns("municipality provider", TEXT),
    # One row per period with a peak of starts or ends on an administrative day; provider "" = all.
    "peaks": _columns("municipality grain period provider what why", TEXT),
    # One row per indicator, period, place, provider ("" = all) and part ("" = none).
    "observations": {
        **_columns("indicator grain period municipality provider part", TEXT),
        **_columns("numerator denominator", WHOLE),
        **_columns("value completeness", NUMBER),
        **_columns("status source note", TEXT),
        "reference_date": DAY,
        "protected_at_source": YES,
        # One or two contributors make up the figure; or they do once all providers are added up.
        **_columns("dominated dominated_together", YES),
        "taken_over": DAY,
    },
    "population": {
        **_columns("municipality ages", TEXT),
        **_columns("year count", WHOLE),
        "source": TEXT,
    },
    # until "" = still holds; provider "" = the whole municipality. Without value, low and high:
    # deliberately no norm.
    "norms": {
        **_columns("indicator municipality provider kind since until", TEXT),
        **_columns("value low high", NUMBER),
        "set_by": TEXT,
        "set_on": DAY,
        "reason": TEXT,
    },
    # indicator "" = all indicators; provider "" = all providers.
    "breaks": _columns("indicator municipality provider period reason", TEXT),
    "parties": {**_columns("code name kind delivers", TEXT), "fictional": YES},
    # What product codes of a region are; region "" = everywhere, code "" = the whole category.
    "products": {**_columns("region category code care_form", TEXT), "since": DAY, "until": DAY},
    # What an end reason of iJw (JZ588) is in a region; region "" = everywhere.
    "end_reasons": _columns("region code end_reason", TEXT),
    # One row per thing told, told again or quoted; provider "" = the whole municipality, indicators
    # with commas between. read_by: the role that set the doubts of the text check aside.
    "stories": {
        **_columns("period municipality provider story_kind teller", TEXT),
        "told_on": DAY,
        **_columns("text source consent indicators care_form theme read_by", TEXT),
        "taken_over": DAY,
    },
    # One row per file that was taken in with this version.
    "deliveries": {
        **_columns("file kind sha256 mapping", TEXT),
        **_columns("rows_in rows_kept", WHOLE),
    },
    # Rows that were left out with this version, by reason (a Remark).
    "rows_out": {**_columns("file reason", TEXT), "rows": WHOLE},
    # Old codes of municipalities that count with a new one, by a file that came with this version.
    "moved": {**_columns("old new", TEXT), "since": DAY},
    # One row: the version itself.
    "version": {
        **_columns("id after who why", TEXT),
        "at": pl.Datetime("us", "UTC"),
        "reference_date": DAY,
        **_columns("rows_in rows_kept", WHOLE),
    },
}

# Columns that were thought of later: an older version has not said them of any row. A day that it
# did not keep is the day of that version.
LATER = {
    "periods": ("taken_over",),
    "observations": ("dominated", "dominated_together", "taken_over"),
    "stories": ("taken_over",),
}

# Every version has these; a table that was thought of later is empty in an older version.
ALWAYS = frozenset(TABLES) - {"peaks", "products", "end_reasons", "moved", "stories"}

# A delivery replaces whatever has the same values in these columns as one of its rows: a period as
# a whole, all norms of an indicator, all breaks of a municipality.
REPLACES: dict[str, tuple[str, ...]] = {
    "periods": ("municipality", "grain", "period"),
    # Our own figure and a published one stand side by side: neither replaces the other.
    "observations": ("indicator", "municipality", "provider", "period", "protected_at_source"),
    "population": ("municipality", "ages", "year"),
    "norms": ("indicator", "municipality", "provider"),
    "breaks": ("municipality",),
    "parties": ("code",),
    "products": ("region",),
    "end_reasons": ("region",),
    "stories": ("municipality", "provider", "period", "source"),
}


def empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=TABLES[name])


def replaced(name: str, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The old rows that the new ones do not replace, then the new ones."""
    kept = old.join(new, on=list(REPLACES[name]), how="anti", maintain_order="left")
    return pl.concat([kept, new.select(list(TABLES[name]))])


def replaced_atoms(old: pl.DataFrame, new: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Atoms of the periods that were not delivered, then all new ones.

    By the periods held and not by the new atoms: a period in which nobody had help has none.
    """
    kept = old.join(held, on=list(REPLACES["periods"]), how="anti", maintain_order="left")
    return pl.concat([kept, new.select(list(TABLES["atoms"]))])
