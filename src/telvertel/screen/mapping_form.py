"""The columns of an unknown file, each with examples and a proposal, confirmed by hand."""

from __future__ import annotations

import re

import streamlit as st

from telvertel.figures.intake.columns import COLUMNS, Column, DeliveryKind, Type, heading_key
from telvertel.figures.intake.confirmed import Answer, Counted, Figure, Unsettled, confirmed
from telvertel.figures.intake.likeness import Looked
from telvertel.figures.intake.mapping import MEASURES, Mapping
from telvertel.figures.intake.remembered import remember
from telvertel.privacy.text import is_hard, look
from telvertel.screen import incoming, room, session
from telvertel.screen.incoming import Uploaded
from telvertel.screen.markdown import plain
from telvertel.wording.words import Words

NOT_THERE, SAME = "\0not there", "\0same"  # no heading can be these
TOLD = 30  # columns that are not used, by name; a file of CBS has hundreds
DIFFERS = (Type.period, Type.year, Type.date)  # per file: never kept in a mapping


def form(one: Uploaded, looked: Looked) -> Mapping | None:
    """The mapping once the button is pressed and nothing is open; None until then."""
    w, key = session.spoken(), one.file_id
    with st.container(border=True):
        st.markdown(w("mapping.title", file=plain(one.name)))
        st.markdown(w("mapping.intro"))
        kind = _kind(looked, key, w)
        wide = kind is DeliveryKind.observations and _is_wide(looked, key, w)
        answers, given = _answers(kind, looked, key, w, wide=wide)
        figures, decimal = _figures(looked, key, w) if wide else ((), ",")
        suffixes = _suffixes([*_headings(answers), *(f.heading for f in figures)], looked, key, w)
        _not_used([*_headings(answers), *(f.heading for f in figures)], looked, w)
        provider = st.text_input(w("mapping.provider"), max_chars=60, key=f"provider-{key}")
        name = st.text_input(
            w("mapping.name"), max_chars=60, help=w("mapping.name_help"), key=f"name-{key}"
        )
        if not st.button(w("mapping.use"), type="primary", key=f"use-{key}"):
            return None
        try:
            made = confirmed(
                kind,
                answers,
                figures,
                name=name.strip() or one.name,
                provider=provider.strip(),
                decimal=decimal,
                suffixes=suffixes,
            )
        except Unsettled as open_:
            _still_open(open_, w)
            return None
        return _kept(made, given, w, keep=bool(name.strip()))


def _kind(looked: Looked, key: str, w: Words) -> DeliveryKind:
    kinds, at = list(DeliveryKind), list(DeliveryKind).index(looked.kind)
    return st.selectbox(w("mapping.kind"), kinds, index=at, format_func=w.of, key=f"kind-{key}")


def _kept(made: Mapping, given: dict[str, str], w: Words, *, keep: bool) -> Mapping | None:
    """Remembered when it has a name; what was asked for this file is filled in."""
    texts = (made.name, made.provider, *made.constants.values()) if keep else ()
    if is_hard(*texts):
        st.warning(w("figures.no_persons"))
        return None
    if keep:
        try:
            made = remember(incoming.mappings_folder(), made)
        except FileExistsError:
            st.warning(w("mapping.name_taken"))
            return None
        except ValueError:
            st.warning(w("mapping.name_unfit"))
            return None
    return made.answered(given)


def _still_open(open_: Unsettled, w: Words) -> None:
    if open_.missing:
        names = w.join(labelled(one, w) for one in open_.missing)
        st.warning(w("mapping.still_open", columns=plain(names)))
    if open_.clashing:
        names = w.join(_card_name(one, w) for one in open_.clashing)
        st.warning(w("mapping.clashing", indicators=plain(names)))


def _is_wide(looked: Looked, key: str, w: Words) -> bool:
    """Does every column of figures hold an indicator, or does a column say which one it is?"""
    found = "indicator" in looked.columns[DeliveryKind.observations]
    ways = ("wide", "long")
    way = st.radio(
        w("mapping.way"),
        ways,
        index=int(found),
        format_func=lambda one: w(f"mapping.ways.{one}"),
        key=f"way-{key}",
    )
    return way == "wide"


def _answers(
    kind: DeliveryKind, looked: Looked, key: str, w: Words, *, wide: bool
) -> tuple[dict[str, Answer], dict[str, str]]:
    """Per column of ours where it comes from, and what is filled in for this file alone."""
    answers, given = {}, {}
    not_here = ("indicator", *MEASURES) if wide else ()
    for column in (one for one in COLUMNS[kind] if one.heading not in not_here):
        answer, text = _answer(column, looked.columns[kind].get(column.heading), looked, key, w)
        answers[column.heading] = answer
        if answer.per_file and text:
            given[column.heading] = text
    return answers, given


def _answer(
    column: Column, proposed: str | None, looked: Looked, key: str, w: Words
) -> tuple[Answer, str]:
    options = [NOT_THERE, *([] if column.personal else [SAME]), *looked.headings]
    at = options.index(proposed) if proposed in options else 0
    label = labelled(column.heading, w) + (" *" if column.required else "")
    here = f"{key}-{column.heading}"
    chosen = st.selectbox(
        label, options, index=at, format_func=lambda one: _option(one, looked, w), key=f"col-{here}"
    )
    if chosen == NOT_THERE:
        return Answer(), ""
    if chosen != SAME:
        return Answer(heading=chosen), ""
    text = _same(column, label, f"same-{here}", w)
    if column.type in DIFFERS:
        return Answer(per_file=bool(text)), text
    return Answer(text=text), text


def _same(column: Column, label: str, key: str, w: Words) -> str:
    """The text that holds for every row."""
    told = w("mapping.same", column=label)
    if column.codes:
        return st.selectbox(told, list(column.codes), key=key)
    return st.text_input(told, max_chars=120, key=key).strip()


def _option(option: str, looked: Looked, w: Words) -> str:
    if option == NOT_THERE:
        return w("mapping.not_there")
    if option == SAME:
        return w("mapping.everywhere")
    shown = [one for one in looked.examples[option] if not look(one)]
    return f"{option} ({' · '.join(shown)})" if shown else option


def _figures(looked: Looked, key: str, w: Words) -> tuple[tuple[Figure, ...], str]:
    """The columns of figures, each with its indicator, what it is and in what it counts."""
    chosen = st.multiselect(
        w("mapping.figures"),
        list(looked.figures),
        format_func=lambda one: _option(one, looked, w),
        key=f"figures-{key}",
        placeholder=w("mapping.choose_figures"),
    )
    if not chosen:
        return (), ","
    cards = sorted(room.house().catalogue.cards, key=lambda one: _card_name(one, w))
    made = tuple(_figure(heading, cards, f"{key}-{heading}", w) for heading in chosen)
    points = any(re.search(r"\d\.\d", one) for each in chosen for one in looked.examples[each])
    decimal = st.radio(
        w("mapping.decimal"),
        (",", "."),
        index=int(points),
        format_func=lambda one: w("mapping.comma" if one == "," else "mapping.point"),
        horizontal=True,
        key=f"decimal-{key}",
    )
    return made, decimal


def _figure(heading: str, cards: list[str], key: str, w: Words) -> Figure:
    which, what, unit = st.columns([3, 2, 2])
    indicator = which.selectbox(
        w("mapping.indicator", heading=heading),
        cards,
        format_func=lambda one: _card_name(one, w),
        key=f"indicator-{key}",
    )
    measure = what.selectbox(
        w("mapping.measure"),
        MEASURES[::-1],
        format_func=lambda one: labelled(one, w),
        key=f"measure-{key}",
    )
    counted = unit.selectbox(
        w("mapping.counted"),
        list(Counted),
        format_func=lambda one: w(f"mapping.unit.{one.value}"),
        key=f"counted-{key}",
    )
    return Figure(heading, indicator, measure, counted)


def _card_name(indicator: str, w: Words) -> str:
    card = room.card(indicator)
    return card.prose(w.language).name if card else indicator


def _headings(answers: dict[str, Answer]) -> list[str]:
    return [one.heading for one in answers.values() if one.heading]


def _not_used(used: list[str], looked: Looked, w: Words) -> None:
    """Columns nothing is taken from: what is there by oversight is seen before it is lost."""
    left = [plain(one) for one in looked.headings if one not in used]
    if left:
        st.caption(w("mapping.not_used", headings=_at_most(left)))


def _at_most(names: list[str]) -> str:
    return ", ".join(names[:TOLD]) + (" …" if len(names) > TOLD else "")


def _suffixes(used: list[str], looked: Looked, key: str, w: Words) -> bool:
    """Offered where a heading ends in a number and no other differs from it in that alone."""

    def stem(heading: str) -> str:
        return re.sub(r"_\d+$", "", heading_key(heading))

    stems = [stem(one) for one in looked.headings]
    numbered = any(stem(one) != heading_key(one) for one in used)
    if not numbered or any(stems.count(stem(one)) > 1 for one in used):
        return False
    return st.checkbox(w("mapping.suffixes"), value=True, key=f"suffixes-{key}")


def labelled(heading: str, w: Words) -> str:
    """A column of ours as it is called on screen."""
    return w(f"mapping.column.{heading}")
