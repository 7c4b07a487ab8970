"""What a person settles about an offered file before it can be read: its sheet, its mapping, and
what a mapping asks with every file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from telvertel.figures.intake.chosen import NOTHING, Chosen
from telvertel.figures.intake.mapping import Mapping
from telvertel.figures.intake.names import safe_name
from telvertel.figures.intake.remembered import remembered
from telvertel.figures.problem import Problem, Rule
from telvertel.screen import incoming, mapping_form, session
from telvertel.screen.incoming import Uploaded
from telvertel.screen.markdown import plain

SETTLED, LOOKED = "figures.settled", "figures.looked"
UNKNOWN = (Rule.kind_unknown, Rule.heading_missing, Rule.mapping_unfit)
SHEETS = (Rule.sheets_several_fit, Rule.sheet_unknown)


def settled() -> dict[str, Chosen]:
    """By file_id, for this session."""
    return session.kept(SETTLED, {})


def _settle(one: Uploaded, **change: object) -> None:
    mine = settled().get(one.file_id, NOTHING)
    session.keep(SETTLED, {**settled(), one.file_id: replace(mine, **change)})
    st.rerun()


def offer(uploaded: Sequence[Uploaded], problems: Sequence[Problem]) -> list[Problem]:
    """Per file that cannot be read as it is: what a person can say to change that.

    Returns the problems of files that nothing is asked about: the others follow from the answer.
    """
    again(uploaded)
    asked = set()
    for one in uploaded:
        for problem in problems:
            if problem.file == safe_name(one.name) and _settles(one, problem):
                asked.add(problem.file)
                break  # one question at a time: the next follows from the answer
    return [problem for problem in problems if problem.file not in asked]


def again(uploaded: Sequence[Uploaded]) -> None:
    """The way back from a choice."""
    w = session.spoken()
    for one in uploaded:
        if one.file_id in settled() and st.button(
            w("mapping.again", file=plain(one.name)), key=f"again-{one.file_id}"
        ):
            left = {key: made for key, made in settled().items() if key != one.file_id}
            session.keep(SETTLED, left)
            st.rerun()


def _settles(one: Uploaded, problem: Problem) -> bool:
    """Ask what this problem needs; False when a person cannot settle it here."""
    facts = dict(problem.facts)
    if problem.rule in SHEETS:
        _sheet(one, facts["lines"].split("\n"))
    elif problem.rule is Rule.mappings_several_fit:
        _which(one, facts["mappings"].split(", "))
    elif problem.rule is Rule.mapping_asks:
        _asked(one, facts["mapping"])
    elif problem.rule in UNKNOWN:
        return _columns(one)
    else:
        return False
    return True


def _sheet(one: Uploaded, names: Sequence[str]) -> None:
    w = session.spoken()
    with st.container(border=True):
        told = w("mapping.sheet", file=plain(one.name))
        sheet = st.selectbox(told, names, key=f"sheet-{one.file_id}")
        if st.button(w("mapping.read_sheet"), key=f"read-sheet-{one.file_id}"):
            _settle(one, sheet=sheet)


def _which(one: Uploaded, names: Sequence[str]) -> None:
    """Two saved mappings fit as well."""
    w = session.spoken()
    known = {made.name: made for made in remembered(incoming.mappings_folder())}
    with st.container(border=True):
        told = w("mapping.which", file=plain(one.name))
        name = st.selectbox(told, names, key=f"which-{one.file_id}")
        if st.button(w("mapping.use"), key=f"use-which-{one.file_id}") and name in known:
            _settle(one, mapping=known[name])


def _asked(one: Uploaded, name: str) -> None:
    """What differs per file and does not stand in it."""
    w = session.spoken()
    known = (settled().get(one.file_id, NOTHING).mapping, *remembered(incoming.mappings_folder()))
    found: Mapping | None = next((made for made in known if made and made.name == name), None)
    if found is None:
        return
    with st.form(f"asked-{one.file_id}", border=True):
        st.markdown(w("mapping.asked", file=plain(one.name), name=plain(name)))
        answers = {
            ours: st.text_input(mapping_form.labelled(ours, w), max_chars=40) for ours in found.asks
        }
        pressed = st.form_submit_button(w("mapping.use"))
    if pressed and all(text.strip() for text in answers.values()):
        given = {ours: text.strip() for ours, text in answers.items()}
        _settle(one, mapping=found.answered(given))


def _columns(one: Uploaded) -> bool:
    """Its columns, proposed by likeness and confirmed by hand."""
    mine = settled().get(one.file_id, NOTHING)
    if mine.mapping is not None:
        return False  # confirmed already: the list below says what is wrong with it
    before = session.kept(LOOKED)
    these = (one.file_id, mine.sheet)
    if before is None or before[0] != these:
        before = (these, incoming.look_at(one, settled()))
        session.keep(LOOKED, before)
    if before[1] is None:
        return False
    made = mapping_form.form(one, before[1])
    if made is not None:
        _settle(one, mapping=made)
    return True
