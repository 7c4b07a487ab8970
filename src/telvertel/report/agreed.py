"""Agreements in the minutes: those made now, what came of the earlier ones, where we ended up."""

from __future__ import annotations

from collections import Counter

from telvertel.meeting import events as e
from telvertel.meeting.state import Agreement, Meeting
from telvertel.report.document import (
    Block,
    Line,
    Paragraph,
    Piece,
    Section,
    Table,
    Tone,
    said,
    under,
)
from telvertel.report.items import (
    anchor_of,
    discussed,
    disputed_chips,
    name_of_indicator,
    number_of,
    question_of,
)
from telvertel.report.naming import within
from telvertel.wall.naming import principle_name
from telvertel.wording import numbers
from telvertel.wording.words import Words


def side_short(side: e.Side | None, w: Words) -> str:
    return within(side, w) if side else w("minutes.together")


def agreement_anchor(agreement: Agreement) -> str:
    return f"agreement-{agreement.number}"


def agreements(meeting: Meeting, w: Words) -> Section:
    """Every standing agreement in one table, and how many each side took on."""
    standing = meeting.standing_agreements()
    blocks: tuple[Block, ...] = (Paragraph(said(w("minutes.agreements.none")), Tone.missing),)
    if standing:
        blocks = (_table(meeting, standing, w), Paragraph(said(_beneath(standing, w)), Tone.quiet))
    return Section("agreements", w("minutes.agreements.title"), blocks)


def _beneath(standing: tuple[Agreement, ...], w: Words) -> str:
    """The balance, and with an expected effect what its coming will and will not say."""
    expects = any(one.made.expected_effect for one in standing)
    return " ".join([_tally(standing, w), *([w("minutes.agreements.no_cause")] if expects else [])])


def _table(meeting: Meeting, standing: tuple[Agreement, ...], w: Words) -> Table:
    head = ("number", "what", "who", "due")
    return Table(
        caption=w("minutes.agreements.caption"),
        head=tuple(w(f"minutes.agreements.{name}") for name in head),
        rows=tuple(_row(meeting, one, w) for one in standing),
        widths=(4, 65, 15, 16),
        anchors=tuple(agreement_anchor(one) for one in standing),
    )


def _row(meeting: Meeting, agreement: Agreement, w: Words) -> tuple[Line, ...]:
    made = agreement.made
    who = said(made.who) if made.who else said(w("minutes.agreements.nobody"), Tone.missing)
    return (
        said(str(agreement.number), Tone.strong),
        if_then(made, w) + more_of(meeting, made, w),
        who + under(side_short(made.side, w)),
        _when(made, w),
    )


def _when(made: e.AgreementMade, w: Words) -> Line:
    """Its day, what kind it is, and from when the chart can show it; what is missing says so."""
    day = made.due and numbers.day(made.due, w, "short")
    due = said(day) if day else said(w("minutes.agreements.no_date"), Tone.missing)
    if not made.agreement_kind and not made.visible_from:
        return due + under(w("minutes.agreements.neither"))
    kind = w.of(made.agreement_kind) if made.agreement_kind else w("minutes.agreements.no_kind")
    period = made.visible_from and numbers.period(made.visible_from, w, short=True)
    seen = w("minutes.agreements.seen_from", period=period) if period else ""
    return due + under(kind, seen or w("minutes.agreements.no_period"))


def more_of(meeting: Meeting, made: e.AgreementMade, w: Words) -> Line:
    """What else was said of an agreement, small under it: effect, alternative, needs, contract."""
    texts = [
        w(f"minutes.agreements.{name}_is", text=text)
        for name in ("expected_effect", "alternative", "needs_from_municipality", "reason")
        if (text := getattr(made, name))
    ]
    principles = w.join(principle_name(meeting, one, w) for one in made.principles)
    on_agenda = {one.indicator for one in meeting.agenda}  # a figure elsewhere has no name here
    also = w.join(name_of_indicator(meeting, one, w) for one in made.indicators if one in on_agenda)
    return under(
        *texts,
        _contract(made, w),
        principles and w("minutes.agreements.principles_are", names=principles),
        also and w("minutes.agreements.also_about", names=also),
        *(w.of(one) for one in made.themes),
    )


def _contract(made: e.AgreementMade, w: Words) -> str:
    fit = within(made.contract_fit, w) if made.contract_fit else ""
    told = ", ".join(part for part in (made.contract, fit) if part)
    return w("minutes.agreements.contract_is", text=told) if told else ""


def if_then(made: e.AgreementMade, w: Words) -> Line:
    """ "Als … dan …"; without a condition only what is to be done."""
    if not made.if_text:
        return said(made.then_text)
    return (
        Piece(w("minutes.agreements.if"), Tone.strong),
        Piece(f" {made.if_text.rstrip(' .,;')}, "),
        Piece(w("minutes.agreements.then"), Tone.strong),
        Piece(f" {made.then_text}"),
    )


def _tally(standing: tuple[Agreement, ...], w: Words) -> str:
    """How many agreements each side took on, so that both can see the balance (M05)."""
    sides = Counter(one.made.side for one in standing)
    parts = [
        w("minutes.agreements.tally_side", side=side_short(side, w), number=sides[side])
        for side in (*e.Side, None)
        if sides[side] or side
    ]
    return w("minutes.agreements.tally", count=len(standing), sides=w.join(parts))


def reviews(meeting: Meeting, previous: Meeting | None, w: Words) -> tuple[Section, ...]:
    """What came of the agreements of last time; nothing when there were none."""
    earlier = previous.standing_agreements() if previous else ()
    rows = tuple(_review_row(one, meeting.reviews.get(one.id), w) for one in earlier)
    if not rows:
        return ()
    table = Table(
        caption=w("minutes.reviews.caption"),
        head=tuple(
            w(f"minutes.reviews.{name}") for name in ("number", "what", "kept", "helped", "result")
        ),
        rows=rows,
        widths=(4, 36, 12, 12, 36),
    )
    lead = Paragraph(said(_made_on(previous, w)), Tone.quiet)
    return (Section("reviews", w("minutes.reviews.title"), (lead, table)),)


def _made_on(previous: Meeting, w: Words) -> str:
    return w("minutes.reviews.made_on", day=numbers.day(previous.plan.held_on, w))


def _review_row(
    agreement: Agreement, review: e.AgreementReviewed | None, w: Words
) -> tuple[Line, ...]:
    start = (said(str(agreement.number), Tone.strong), if_then(agreement.made, w))
    if review is None:
        not_yet = said(w("minutes.reviews.not_yet"), Tone.missing)
        return (*start, not_yet, not_yet, said(_when_due(agreement, w), Tone.quiet))
    result = (Piece(review.result),)
    if review.continues:
        result = (*result, Piece(" " + w("minutes.reviews.continues"), Tone.quiet))
    return (*start, said(w.of(review.kept)), said(w.of(review.helped)), result)


def _when_due(agreement: Agreement, w: Words) -> str:
    if not agreement.made.visible_from:
        return ""
    period = numbers.period(agreement.made.visible_from, w)
    return w("minutes.reviews.visible_from", period=period)


def answers(meeting: Meeting, w: Words) -> tuple[Section, ...]:
    """Per figure that was talked about: the question and where the room ended up, in its words."""
    items = discussed(meeting)
    if not items:
        return ()
    table = Table(
        caption=w("minutes.answers.caption"),
        head=tuple(w(f"minutes.answers.{name}") for name in ("number", "question", "weighing")),
        rows=tuple(_answer_row(meeting, item, w) for item in items),
        widths=(5, 71, 24),
    )
    return (Section("answers", w("minutes.answers.title"), (table,)),)


def _answer_row(meeting: Meeting, item: e.AgendaItem, w: Words) -> tuple[Line, ...]:
    weighing = meeting.weighings.get(item.id)
    question = [Piece(question_of(meeting, item, w))]
    if weighing and weighing.title:
        question.append(Piece(" " + weighing.title, Tone.strong))
    return (
        said(number_of(meeting, item), to=anchor_of(meeting, item)),
        tuple(question) + disputed_chips(meeting, item, w),
        said(w.of(weighing.outcome)) if weighing else said(w("minutes.no_weighing"), Tone.missing),
    )


def item_agreements(meeting: Meeting, item: e.AgendaItem, w: Words) -> Line:
    """The numbers of the agreements of an item, each leading to the table of all."""
    standing = meeting.standing_agreements(item.id)
    if not standing:
        return said(w("minutes.told.no_agreements"), Tone.quiet)
    line: Line = ()
    for at, one in enumerate(standing):
        number = w("minutes.agreements.numbered", number=one.number)
        line = (*line, Piece(", " if at else ""), Piece(number, to=agreement_anchor(one)))
    return line[1:]
