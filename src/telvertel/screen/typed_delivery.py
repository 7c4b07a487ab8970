"""Rows that are typed on a form instead of uploaded: they come in as any delivery does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind, Type
from telvertel.figures.intake.values import READERS, Unreadable
from telvertel.figures.problem import Problem
from telvertel.figures.troubles import FiguresTrouble
from telvertel.journal.audit import Act
from telvertel.journal.troubles import NotSaved
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.pointing import may_stand_nowhere
from telvertel.privacy.text import Concern, look, names_a_person
from telvertel.problem_book import fix_of
from telvertel.screen import incoming, room, session, troubles
from telvertel.screen.mapping_form import labelled
from telvertel.screen.markdown import capital, plain
from telvertel.web.proposals import instead_of
from telvertel.wording.words import Words

Row = dict[str, str]  # heading → text
LAID = "typed_delivery.laid"  # what the last form brought in: Laid
DOUBTED = "typed_delivery.doubted"  # form and texts that the check asked about last


@dataclass(frozen=True)
class Typed:
    """A delivery that was typed instead of uploaded."""

    name: str
    file_id: str
    content: bytes

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


@dataclass(frozen=True)
class Laid:
    """What was typed last and came in, to be said once the page is drawn anew."""

    form: str
    meeting: str
    version: str
    row: Row


def keep_laid(form: str, meeting: Meeting, version: str, row: Row) -> None:
    session.keep(LAID, Laid(form, meeting.id, version, row))


def laid(form: str, meeting: Meeting) -> Laid | None:
    """What came in of this form last, unless another form was used since."""
    kept: Laid | None = session.kept(LAID)
    return kept if kept and (kept.form, kept.meeting) == (form, meeting.id) else None


def period_of(text: str) -> str:
    """As it is kept; what is no period stays for the reader to refuse."""
    try:
        return str(READERS[Type.period](text, Column("", "", Type.period)))
    except Unreadable:
        return text


def figures_of(meeting: Meeting, w: Words) -> dict[str, str]:
    """The indicators on the agenda that have a card, each with its name."""
    cards = {one.indicator: room.card(one.indicator) for one in meeting.agenda}
    return {name: card.prose(w.language).name for name, card in cards.items() if card}


def about(plan: e.MeetingPlanned, known: dict[str, str], w: Words) -> Row:
    """Asks which figure (of ``known``) and of whom: the whole municipality or one provider; in a
    talk with one provider that one is chosen beforehand."""
    providers = dict(zip(plan.providers, plan.provider_names, strict=True))
    names = {"": plan.municipality_name, **providers}
    return {
        "gemeente": plan.municipality,
        "indicator": st.selectbox(
            labelled("indicator", w), list(known), format_func=lambda one: known[one]
        ),
        "aanbieder": st.selectbox(
            w("norm_form.of"),
            list(names),
            index=int(len(providers) == 1),
            format_func=lambda one: names[one],
        ),
    }


def is_doubted(form: str, texts: Iterable[str]) -> bool:
    """Whether the check asked about just these words, and nobody answered yet."""
    return session.kept(DOUBTED) == (form, tuple(texts))


def set_aside(form: str, typed: Mapping[str, str], w: Words) -> tuple[str, ...] | None:
    """The kinds of concern that the writer sets aside, none when nothing was found; None while
    the words cannot stand so. ``typed``: key of each field → its words.

    What names a person is refused; of anything else a proposal is made, and a person decides.
    """
    texts = tuple(typed.values())
    if names_a_person(*texts) or may_stand_nowhere(*texts):
        st.warning(w("figures.no_persons"))
        return None
    found = {key: look(text) for key, text in typed.items()}
    kinds = tuple(dict.fromkeys(one.kind.value for every in found.values() for one in every))
    if not kinds:
        return ()
    session.keep(DOUBTED, (form, texts))
    st.warning(_asked_about(found, w))
    for key, text in typed.items():
        if found[key] and (proposal := instead_of(text, w)):
            st.markdown(f"**{w('concerns.proposal')}** {plain(proposal)}")
            label, put = w("concerns.take_over_here"), (key, proposal)
            st.button(label, key=f"{form}.instead.{key}", on_click=session.keep, args=put)
    st.caption(w("concerns.misses"))
    return kinds if st.button(w("form.keep_anyway"), key=f"{form}.anyway") else None


def _asked_about(found: Mapping[str, tuple[Concern, ...]], w: Words) -> str:
    kinds = dict.fromkeys(one.kind for every in found.values() for one in every)
    told = [f"{w(f'concerns.{kind}.found')} {w(f'concerns.{kind}.rewrite')}" for kind in kinds]
    return "\n\n".join((f"**{w('desk.texts.concern_title')}**", *told))


def taken_in(
    kind: DeliveryKind,
    rows: Sequence[Row],
    *,
    file: str,
    who: str,
    why: str,
    w: Words,
    overruled: Sequence[str] = (),
) -> str | None:
    """The version that the rows made; None when something is wrong with them, and that is said.

    A delivery replaces more than its own rows: whoever calls brings along what has to stay.
    ``overruled``: the kinds of concern that were set aside; that is a line in the audit log.
    """
    session.keep(LAID, None)
    session.keep(DOUBTED, None)
    typed = Typed(file, kind.value, _as_csv(kind, rows))
    try:
        receipt = incoming.take_in([typed], {}, who=who, why=why, reference_date=None)
    except (FiguresTrouble, OSError) as trouble:
        troubles.told(trouble)
        return None
    if receipt.version is None:
        lines = dict.fromkeys(_wrong(one, w) for one in receipt.problems)
        st.warning("\n".join([w("norm_form.refused"), "", *lines]))
        return None
    if overruled:
        _recorded(kind, receipt.version.id, overruled)
    return receipt.version.id


def _recorded(kind: DeliveryKind, version: str, overruled: Sequence[str]) -> None:
    """Which kinds, never the words. It is in already: where the disk refuses, that is said."""
    facts = {"version": version, "delivery": kind.value, "concerns": list(overruled)}
    try:
        room.house().audit.add(Act.text_passed, **facts)
    except NotSaved as trouble:
        troubles.told(trouble)


def _wrong(one: Problem, w: Words) -> str:
    """What is wrong in the words of a form, which has fields and neither a file nor rows."""
    told = {"what": capital(w.table(f"problems.rule.{one.rule}")["what"]), "fix": fix_of(one, w)}
    if one.column:
        told["column"] = labelled(one.column, w)
    key = f"norm_form.wrong_{'field' if one.column else 'whole'}"
    return "- " + plain(w(key, **told))


def _as_csv(kind: DeliveryKind, rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    headings = [one.heading for one in COLUMNS[kind]]
    lines = csv.DictWriter(text, headings, delimiter=";", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()
