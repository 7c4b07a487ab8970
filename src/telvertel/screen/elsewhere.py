"""What other municipalities learned, as it is shown here: always said to be theirs."""

from __future__ import annotations

import streamlit as st

from telvertel.exchange.sheet import Line
from telvertel.exchange.shelf import Shelf
from telvertel.meeting.events import ReasonTag
from telvertel.meeting.lasting import Route, Theme
from telvertel.meeting.state import Meeting
from telvertel.screen import learn, room
from telvertel.screen.markdown import plain
from telvertel.wall.naming import principle_name
from telvertel.wording.words import Words


def shelf() -> Shelf:
    return Shelf(room.house().home / "exchange")


def of_others() -> list[tuple[Line, ...]]:
    """The lines of every sheet on the shelf."""
    return [one.sheet.lines for one in shelf().sheets() if one.sheet]


def imported(line: Line, w: Words) -> None:
    """A line of another municipality, said so on the line itself."""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(said(line, w))
        if line.more:
            st.markdown(plain(line.more))
        st.caption(" · ".join((w("exchange.from_elsewhere"), *line_facts(line, w))))


def said(line: Line, w: Words) -> str:
    """The words of a line as one sentence."""
    facts = {"if_text": plain(line.if_text), "then_text": plain(line.text)}
    return w("stories_told.if_then", **facts) if line.if_text else plain(line.text)


def line_facts(line: Line, w: Words) -> list[str]:
    """What a line carries besides its words; of a card that is not here only its name is lost."""
    told = [w(f"exchange.kind.{line.kind.value}"), str(line.year)]
    if line.indicator and room.card(line.indicator):
        told.append(plain(learn.figure_name(line.indicator, w)))
    told += [w.of(one) for one in (line.level, line.status, line.strength) if one]
    told += [tag_name(tag, w) for tag in line.tags]
    if line.kept and line.helped:
        told.append(w("exchange.came_of_it", kept=w.of(line.kept), helped=w.of(line.helped)))
    return told


def tag_name(tag: str, w: Words) -> str:
    """A tag in words, with the sort of thing it is."""
    sort, _, value = tag.partition(".")
    match sort:
        case "reason":
            name = w.of(ReasonTag(value))
        case "route":
            name = w.of(Route(value))
        case "theme":
            name = w.of(Theme(value))
        case _:
            # Without a meeting of one's own it is called as it is known everywhere.
            newest = next(iter(room.meetings()), Meeting(""))
            name = principle_name(newest, value, w)
    return w(f"library.tag.{sort}", name=name)
