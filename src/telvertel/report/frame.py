"""The frameworks in the minutes: limits with their margin, and the board of preconditions.

A limit that is passed is told as a fact; whether that matters is for people to say (M74).
"""

from __future__ import annotations

from telvertel.meeting.foundations import accounts, foundations, margin
from telvertel.meeting.lasting import (
    AccountNoted,
    ClashNoted,
    Extra,
    Framework,
    FrameworksSet,
    PreconditionNoted,
)
from telvertel.meeting.preconditions import Board, board
from telvertel.meeting.state import Meeting
from telvertel.report.document import (
    Block,
    Line,
    Paragraph,
    Piece,
    Points,
    Table,
    Tone,
    said,
    under,
)
from telvertel.report.items import is_on, name_of_indicator
from telvertel.wording import numbers
from telvertel.wording.words import Words


def frameworks_card(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """Limit, value and margin of each framework that holds on the day; nothing when none is set."""
    found = foundations(meeting).frameworks
    if not found or not found.frameworks or not is_on(meeting, Extra.principles, FrameworksSet):
        return ()
    head = ("framework", "limit", "value", "margin", "expected")
    table = Table(
        caption=w("minutes.frame.caption"),
        head=tuple(w(f"minutes.frame.{name}") for name in head),
        rows=tuple(_framework(one, w) for one in found.frameworks),
        widths=(36, 15, 15, 19, 15),
    )
    return (table,)


def _framework(one: Framework, w: Words) -> tuple[Line, ...]:
    name = said(one.name) + under(
        w.of(one.framework_kind),
        one.source,
        one.owner and w("minutes.frame.owner", who=one.owner),
    )
    return (
        name,
        _number(one.limit, one, w),
        _number(one.value, one, w),
        _margin(one, w),
        _number(one.expected, one, w),
    )


def _number(value: float | None, one: Framework, w: Words) -> Line:
    if value is None:
        return said(w("minutes.frame.unknown"), Tone.quiet)
    return said(numbers.amount(value, one.unit, w))


def _margin(one: Framework, w: Words) -> Line:
    left = margin(one)
    if left is None:
        return said(w("minutes.frame.unknown"), Tone.quiet)
    if left >= 0:
        return said(numbers.amount(left, one.unit, w))
    return said(w("minutes.frame.outside", by=numbers.amount(-left, one.unit, w)), Tone.strong)


def has_board(meeting: Meeting) -> bool:
    """Whether preconditions stand on a board; if so, lines that named one stay with their item."""
    return is_on(meeting, Extra.preconditions, PreconditionNoted) and bool(
        board(meeting).preconditions
    )


def preconditions_board(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """The board as it stands, how its preconditions go together, and who answers to whom."""
    if not is_on(meeting, Extra.preconditions, PreconditionNoted):
        return ()
    found = board(meeting)
    pairs = tuple(_pair(found, one, w) for one in found.pairs)
    return (
        *_table(meeting, found, w),
        *((Paragraph(said(w("minutes.board.pairs"))), Points(pairs)) if pairs else ()),
        *_accounts(meeting, w),
    )


def _table(meeting: Meeting, found: Board, w: Words) -> tuple[Block, ...]:
    if not found.preconditions:
        return ()
    head = ("number", "what", "bearing", "needed", "who", "disposition")
    table = Table(
        caption=w("minutes.board.caption"),
        head=tuple(w(f"minutes.board.{name}") for name in head),
        rows=tuple(_row(meeting, at, one, w) for at, one in enumerate(found.preconditions, 1)),
        widths=(4, 48, 11, 9, 16, 12),
    )
    return (table,)


def _row(meeting: Meeting, number: int, one: PreconditionNoted, w: Words) -> tuple[Line, ...]:
    about = name_of_indicator(meeting, one.indicator, w)
    more = under(
        w.of(one.precondition_kind),
        about and w("minutes.board.about", name=about),
        one.why and w("minutes.board.why", text=one.why),
        _agreed(meeting, one, w),
    )
    open_ = said(w("minutes.board.open"), Tone.quiet)
    return (
        said(w("minutes.board.numbered", number=number), Tone.strong),
        said(one.text) + more,
        said(w.of(one.bearing)) if one.bearing else open_,
        said(w.of(one.needed)) if one.needed else open_,
        said(one.who_can_change) if one.who_can_change else open_,
        said(w.of(one.disposition)) + under(one.escalate_to) if one.disposition else open_,
    )


def _agreed(meeting: Meeting, one: PreconditionNoted, w: Words) -> str:
    """The agreement it gives room to or obstructs, by its number in these minutes."""
    made = next((a for a in meeting.standing_agreements() if a.id == one.agreement), None)
    return w("also_at.precondition", number=made.number, text=made.made.then_text) if made else ""


def _pair(found: Board, pair: ClashNoted, w: Words) -> Line:
    """ "R2 botst met R5", with its example and who looks after it."""
    names = [one.precondition for one in found.preconditions]
    one, other = (
        w("minutes.board.numbered", number=names.index(name) + 1) for name in (pair.one, pair.other)
    )
    told = w(f"minutes.board.{pair.relation.value}", one=one, other=other)
    line: Line = (Piece(told, Tone.strong),)
    line = (*line, Piece(": " + pair.example)) if pair.example else line
    owner = pair.owner and w("minutes.board.looks_after", who=pair.owner)
    return (*line, Piece(f" ({owner})", Tone.quiet)) if owner else line


def _accounts(meeting: Meeting, w: Words) -> tuple[Block, ...]:
    """Teams with more than one line of account: what the room should see (M38)."""
    lines = tuple(
        said(f"{team}: " + "; ".join(_account(one, w) for one in of_team))
        for team, of_team in accounts(meeting).items()
        if len(of_team) > 1
    )
    return (Paragraph(said(w("minutes.board.accounts"))), Points(lines)) if lines else ()


def _account(one: AccountNoted, w: Words) -> str:
    parts = [
        w(f"minutes.board.{name}", who=who)
        for name in ("commissioner", "accounts_to", "financier")
        if (who := getattr(one, name))
    ]
    return ", ".join(parts) or "–"
