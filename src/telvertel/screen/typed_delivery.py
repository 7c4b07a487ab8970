"""Rows that are typed on a form instead of uploaded: they come in as any delivery does."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, DeliveryKind
from telvertel.figures.troubles import FiguresTrouble
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.text import look
from telvertel.screen import incoming, room, troubles
from telvertel.screen.mapping_form import labelled
from telvertel.screen.markdown import plain
from telvertel.screen.problem_list import problem_list
from telvertel.wording.words import Words

Row = dict[str, str]  # heading → text


@dataclass(frozen=True)
class Typed:
    """A delivery that was typed instead of uploaded."""

    name: str
    file_id: str
    content: bytes

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


def figures_of(meeting: Meeting, w: Words) -> dict[str, str]:
    """The indicators on the agenda that have a card, each with its name."""
    cards = {one.indicator: room.card(one.indicator) for one in meeting.agenda}
    return {name: card.prose(w.language).name for name, card in cards.items() if card}


def about(plan: e.MeetingPlanned, known: dict[str, str], w: Words) -> Row:
    """Asks which figure (of ``known``) and of whom: the whole municipality or one provider."""
    providers = dict(zip(plan.providers, plan.provider_names, strict=True))
    names = {"": plan.municipality_name, **providers}
    return {
        "gemeente": plan.municipality,
        "indicator": st.selectbox(
            labelled("indicator", w), list(known), format_func=lambda one: known[one]
        ),
        "aanbieder": st.selectbox(
            w("norm_form.of"), list(names), format_func=lambda one: names[one]
        ),
    }


def names_persons(texts: Sequence[str], w: Words) -> bool:
    """Whether a text names a person; then that is said."""
    found = any(concern.hard for text in texts for concern in look(text))
    if found:
        st.warning(w("figures.no_persons"))
    return found


def taken_in(
    kind: DeliveryKind, rows: Sequence[Row], *, file: str, who: str, why: str, w: Words
) -> bool:
    """Whether the rows are a version of the figures now; else it is told what is wrong with them.

    A delivery replaces more than its own rows: whoever calls brings along what has to stay.
    """
    typed = Typed(file, kind.value, _as_csv(kind, rows))
    try:
        receipt = incoming.take_in([typed], {}, who=who, why=why, reference_date=None)
    except (FiguresTrouble, OSError) as trouble:
        troubles.told(trouble)
        return False
    if receipt.version is None:
        st.warning(plain(w("figures.refused")))
        problem_list(receipt.problems)
    return receipt.version is not None


def _as_csv(kind: DeliveryKind, rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    headings = [one.heading for one in COLUMNS[kind]]
    lines = csv.DictWriter(text, headings, delimiter=";", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()
