"""Is everything ready? Nothing here stops a meeting; each open point says what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from telvertel import counting
from telvertel.freezing import scope_of
from telvertel.indicators.definition import Indicator
from telvertel.meeting import agenda as rules
from telvertel.meeting import events as e
from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Mark, Released
from telvertel.screen import cached, plan, room, selfcheck, session, stories
from telvertel.wall.pictures import frozen_figures
from telvertel.wall.scene import side_name
from telvertel.wording import numbers
from telvertel.wording.words import Words

FINAL = "final"  # status of a figure that will not be revised any more


@dataclass(frozen=True)
class Check:
    """One point: its name, whether it is ready, and what there is to say or to do."""

    name: str
    ready: bool
    text: str


def check(meeting: Meeting) -> None:
    """What is still open first, then what is ready."""
    w = session.spoken()
    found = checks(meeting, w)
    st.markdown(w("prepare.ready.intro"))
    for place, ready in zip(st.columns([3, 2], gap="large"), (False, True), strict=True):
        with place:
            st.header(w("prepare.ready.done" if ready else "prepare.ready.open"), anchor=False)
            _points([one for one in found if one.ready is ready], w)
    selfcheck.way_here()


def _points(points: list[Check], w: Words) -> None:
    if not points:
        st.caption(w("prepare.ready.nothing"))
    for one in points:
        with st.container(gap="xxsmall"):
            st.markdown(f"{'✓' if one.ready else '○'} **{one.name}**")
            st.caption(one.text)


def checks(meeting: Meeting, w: Words) -> tuple[Check, ...]:
    """Every point, in the order in which a meeting is prepared."""
    return (
        _goal(meeting, w),
        _voice(meeting, w),
        _people(meeting, w),
        _letter(meeting, w),
        *_agenda(meeting, w),
        *_stories(meeting, w),
        *_figures(meeting, w),
    )


def _goal(meeting: Meeting, w: Words) -> Check:
    goal = meeting.plan.goal
    return Check(w("prepare.ready.goal"), bool(goal), goal or w("prepare.ready.goal_open"))


def _voice(meeting: Meeting, w: Words) -> Check:
    given = meeting.client_voice is not None
    key = "voice_done" if given else "voice_open"
    return Check(w("prepare.ready.voice"), given, w(f"prepare.ready.{key}"))


def _people(meeting: Meeting, w: Words) -> Check:
    name = w("prepare.ready.people")
    sides = {one.side for one in meeting.people}
    missing = [side for side in stories.SIDES if side not in sides]
    if not meeting.people:
        return Check(name, False, w("prepare.ready.people_none"))
    if missing:
        side = w.join(side_name(meeting, one, w) for one in missing)
        return Check(name, False, w("prepare.ready.people_one_side", side=side))
    if not any(one.task is e.Task.youth_advocate for one in meeting.people):
        return Check(name, False, w("prepare.ready.people_no_advocate"))
    return Check(name, True, w("prepare.ready.people_done"))


def _letter(meeting: Meeting, w: Words) -> Check:
    fits = plan.fits_the_room(meeting.plan)
    key = "letter_done" if fits else "letter_open"
    metres = numbers.number(meeting.plan.farthest_seat_m, w, 1)
    return Check(w("prepare.ready.letter"), fits, w(f"prepare.ready.{key}", metres=metres))


def _agenda(meeting: Meeting, w: Words) -> Iterator[Check]:
    """Is there one, is it not too long, does it say how young people fare, does it fit?"""
    name, count = w("prepare.ready.agenda"), len(meeting.agenda)
    if not count:
        yield Check(name, False, w("prepare.ready.agenda_none"))
        return
    if count > rules.MOST:
        each = rules.minutes_each(meeting.plan.minutes, count)
        yield Check(name, False, w("prepare.ready.agenda_many", count=count, each=each))
    elif not any(card.kind in rules.HOW_THEY_FARE for _, card in _cards(meeting)):
        yield Check(name, False, w("prepare.ready.agenda_balance"))
    else:
        yield Check(name, True, w("prepare.ready.agenda_done", count=count))
    over = rules.minutes_over(meeting.plan.minutes, [one.minutes for one in meeting.agenda])
    key = "minutes_over" if over > 0 else "minutes_done"
    text = w(f"prepare.ready.{key}", count=abs(over))
    yield Check(w("prepare.ready.minutes"), over <= 0, text)


def _stories(meeting: Meeting, w: Words) -> Iterator[Check]:
    """A point per side: what it has not told yet stays visible as not told."""
    total = len(meeting.agenda)
    for side in stories.SIDES if total else ():
        name = w("prepare.ready.story_of", side=side_name(meeting, side, w))
        left = total - stories.progress_of(meeting, side)
        if left:
            yield Check(name, False, w("prepare.ready.story_open", count=left, total=total))
        else:
            yield Check(name, True, w("prepare.ready.story_done"))


def _cards(meeting: Meeting) -> list[tuple[e.AgendaItem, Indicator]]:
    return [(item, card) for item in meeting.agenda if (card := room.card(item.indicator))]


def _figures(meeting: Meeting, w: Words) -> Iterator[Check]:
    """Final, large enough to show, unbroken, and there at all."""
    known: list[tuple[str, Released]] = []
    absent: list[str] = []
    broken: list[str] = []
    for item, card in _cards(meeting):
        name, released = card.prose(w.language).name, _released(meeting, item, card)
        if released is None or (released.frame["mark"] == Mark.missing).all():
            absent.append(name)
            continue
        known.append((name, released))
        scope = scope_of(item, meeting.plan)
        if counting.breaks(room.house().warehouse, card, scope):
            broken.append(name)
    if absent:
        text = w("prepare.ready.no_figures_open", names=w.join(absent))
        yield Check(w("prepare.ready.no_figures"), False, text)
    if known:
        yield _point("figures", [name for name, one in known if not is_final(one)], w)
        yield _point("hidden", [name for name, one in known if has_hidden(one)], w)
        yield _point("broken", broken, w)


def _point(key: str, names: list[str], w: Words) -> Check:
    if names:
        text = w(f"prepare.ready.{key}_open", names=w.join(names))
    else:
        text = w(f"prepare.ready.{key}_done")
    return Check(w(f"prepare.ready.{key}"), not names, text)


def _released(meeting: Meeting, item: e.AgendaItem, card: Indicator) -> Released | None:
    """The figures an item will be talked about with, or already is."""
    frozen, version = frozen_figures(meeting, item.id), room.house().warehouse.current
    if frozen:
        return frozen[0]
    return cached.released(version, card.id, scope_of(item, meeting.plan)) if version else None


def is_final(released: Released) -> bool:
    """Whether the newest period that has a figure will not be revised any more."""
    shown = released.frame.filter(released.frame["mark"] != Mark.missing)
    newest = shown.filter(shown["period"] == shown["period"].max())
    return bool((newest["status"] == FINAL).all())


def has_hidden(released: Released) -> bool:
    """Whether any figure is too small to show."""
    return bool((released.frame["mark"] == Mark.small).any())
