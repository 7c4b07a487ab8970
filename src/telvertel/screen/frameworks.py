"""Frameworks, financial and legal, with their margin; and to whom teams give account.

The numbers here are people's own, typed with their source; no figure is computed into them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from telvertel.meeting.foundations import accounts, foundations, history, margin
from telvertel.meeting.lasting import (
    AccountNoted,
    Extra,
    Framework,
    FrameworkKind,
    FrameworksSet,
)
from telvertel.meeting.state import Meeting
from telvertel.screen import session, troubles, versioned
from telvertel.screen.markdown import plain
from telvertel.screen.parts import entry, field
from telvertel.wording import numbers
from telvertel.wording.words import Words

TEXTS = ("id", "name", "framework_kind", "unit", "source", "owner")
NUMBERS = ("limit", "value", "expected")
ORDER = ("id", "name", "framework_kind", *NUMBERS, "at_least", "unit", "source", "owner")


def frameworks(meeting: Meeting) -> None:
    """Limits with where they stand, folded; apart from the weighing (M74)."""
    if not meeting.has(Extra.principles):
        return
    w = session.spoken()
    held = foundations(meeting).frameworks
    known = held.frameworks if held else ()
    with st.expander(w("foundations.frameworks_title")):
        st.caption(w("foundations.frameworks_intro"))
        for one in known:
            st.markdown(plain(told(one, w)))
        edition = len(history(meeting, FrameworksSet))
        versioned.table(meeting, "frameworks", _frame(known, w), _columns(w), _said(w), edition)
        versioned.past(meeting, FrameworksSet, lambda one: " ".join(_lines(one, w)))


def _lines(held: FrameworksSet, w: Words) -> list[str]:
    return [told(one, w) for one in held.frameworks]


def told(one: Framework, w: Words) -> str:
    """A framework in one line: what is left, or how far outside it is; that is a fact, no more."""
    left = margin(one)
    parts = [w("foundations.framework", name=one.name)]
    if left is None:
        parts.append(w("foundations.margin_unknown"))
    else:
        amount = numbers.amount(abs(left), one.unit, w)
        parts.append(w(f"foundations.{_where(one, left)}", left=amount))
    if one.expected is not None:
        expected = numbers.amount(one.expected, one.unit, w)
        parts.append(w("foundations.expected", expected=expected))
    return " ".join(parts)


def _where(one: Framework, left: float) -> str:
    above = (left < 0) != one.at_least
    return "margin_over" if above else "margin"


def _frame(known: tuple[Framework, ...], w: Words) -> pl.DataFrame:
    rows = [
        [w.of(one.framework_kind) if name == "framework_kind" else getattr(one, name)
         for name in ORDER]
        for one in known
    ]  # fmt: skip
    empty = [None, "", w.of(FrameworkKind.financial), None, None, None, False, "", "", ""]
    types = dict.fromkeys(NUMBERS, pl.Float64()) | {"at_least": pl.Boolean()}
    schema = {name: types.get(name, pl.String()) for name in ORDER}
    return pl.DataFrame(rows or [empty], schema=schema, orient="row")


def _columns(w: Words) -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn(w("foundations.name"), max_chars=120),
        "framework_kind": column.SelectboxColumn(
            w("foundations.kind"), options=[w.of(one) for one in FrameworkKind], required=True
        ),
        "limit": column.NumberColumn(w("foundations.limit")),
        "value": column.NumberColumn(w("foundations.value")),
        "expected": column.NumberColumn(w("foundations.expected_value")),
        "at_least": column.CheckboxColumn(
            w("foundations.at_least"), help=w("foundations.at_least_help"), default=False
        ),
        "unit": column.TextColumn(w("foundations.unit"), max_chars=40),
        "source": column.TextColumn(w("foundations.source"), max_chars=160),
        "owner": column.TextColumn(w("foundations.regie"), max_chars=120),
    }


def _said(w: Words) -> versioned.Said:
    kinds = {w.of(one): one for one in FrameworkKind}

    def said(rows: versioned.Rows, day: date, reason: str) -> FrameworksSet:
        found = tuple(framework(row, kinds) for row in rows)
        return FrameworksSet(frameworks=found, valid_from=day, reason=reason)

    return said


def framework(row: dict[str, Any], kinds: dict[str, FrameworkKind]) -> Framework:
    """A row of the table; a kind nobody chose is financial."""
    texts = {name: str(row[name] or "").strip() for name in TEXTS}
    kind = kinds.get(texts.pop("framework_kind"), FrameworkKind.financial)
    amounts = {name: row[name] for name in NUMBERS}
    return Framework(framework_kind=kind, at_least=bool(row.get("at_least")), **texts, **amounts)


def accountability(meeting: Meeting) -> None:
    """To whom teams give account; a team with more than one line shows (M38)."""
    if not meeting.has(Extra.preconditions):
        return
    w = session.spoken()
    with st.expander(w("foundations.accounts_title")):
        st.caption(w("foundations.accounts_intro"))
        for team, lines in accounts(meeting).items():
            _team(meeting, team, lines, w)
        fields = [field("team", w("foundations.team"), "line", max=120, required=True)] + [
            field(name, w(f"foundations.{name}"), "line", max=120)
            for name in ("commissioner", "accounts_to", "financier")
        ]
        if not meeting.sealed_at:
            entry(
                meeting, "account", fields, fixed={"kind": "account_noted"}, new_id="account",
                clear=True, submit=w("foundations.add_account"),
            )  # fmt: skip


def _team(meeting: Meeting, team: str, lines: tuple[AccountNoted, ...], w: Words) -> None:
    title = f"**{plain(team)}**"
    if len(lines) > 1:
        title += f" · {w('foundations.more_lines', count=len(lines))}"
    st.markdown(title)
    for one in lines:
        about, away = st.columns([8, 1], vertical_alignment="center")
        facts = [
            w(f"foundations.account.{name}", who=plain(getattr(one, name)))
            for name in ("commissioner", "accounts_to", "financier")
            if getattr(one, name)
        ]
        about.caption(" · ".join(facts))
        if meeting.sealed_at:
            continue
        label, dropped = w("foundations.drop"), one.model_copy(update={"dropped": True})
        with away:
            seen = troubles.pressed(meeting, label, f"drop-{one.account}", type="tertiary")
        if seen is not None and troubles.said(meeting.id, dropped, seen):
            st.rerun()
