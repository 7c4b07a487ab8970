"""Gegevens, Bewaren en wissen: what is kept and until when, what goes, and stopping everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from telvertel.days import day_of, today
from telvertel.installation import Installation
from telvertel.journal.audit import Act, Entry, WhyExact
from telvertel.journal.periods import DEFAULTS, NAME, Periods, PeriodsUnreadable, periods
from telvertel.meeting import events as e
from telvertel.meeting.policies import can_wipe
from telvertel.meeting.state import Meeting
from telvertel.meeting.subject import ERASED
from telvertel.privacy.text import ConcernKind
from telvertel.retention import stopping
from telvertel.retention.kept import Kept, Subject, kept
from telvertel.retention.purging import is_talking, purge
from telvertel.screen import cached, room, session, troubles, way_out
from telvertel.screen.markdown import plain
from telvertel.screen.way_out import NoTalk
from telvertel.wording import numbers
from telvertel.wording.words import Words

SHOWN = 30  # lines of the audit log on the page; the file holds all of them
WENT = "retention.went"  # what the last press of the button removed
OLDER = {Subject.cube: Subject.older}  # what goes earlier than the thing that it is in


def section() -> None:
    """What is kept and until when; what is due; and, folded away, what one can do about it."""
    w, house = session.spoken(), room.house()
    st.header(w("retention.title"), anchor=False)
    try:
        chosen = periods(house.home)
    except PeriodsUnreadable as trouble:
        facts = {"path": trouble.path, "found": trouble.found}
        bounds = {"low": trouble.low, "high": trouble.high}
        st.warning(
            w("retention.unreadable", **facts)
            if trouble.low is None
            else w("retention.out_of_bounds", **facts, **bounds)
        )
        _stopping(house, w)
        return
    st.markdown(w("retention.intro"))
    found = kept(house, chosen)
    st.table(_overview(found, chosen, w), border="horizontal", hide_index=True)
    st.caption(w("retention.file", path=house.home / NAME))
    _due(house, chosen, found, w)
    _proofs(house, w)
    _said_lines(house, w)
    _handed_out(house, w)
    _stopping(house, w)


def notes_days() -> int:
    """How long what people tell is kept; they read it before they type."""
    try:
        return periods(room.house().home).notes_days
    except PeriodsUnreadable:
        return DEFAULTS.notes_days


def _overview(found: tuple[Kept, ...], chosen: Periods, w: Words) -> dict[str, list[str]]:
    days = {
        Subject.cube: chosen.cube_days,
        Subject.notes: chosen.notes_days,
        Subject.log: chosen.log_days,
        Subject.copy: chosen.backup_days,
    }
    rows = [(w("retention.row.delivered"), w("retention.never_stored"), "–", "–")]
    for subject, length in days.items():
        these = [one for one in found if one.subject is subject]
        ending = [one for one in found if one.subject in (subject, OLDER.get(subject))]
        kept_for = w(f"retention.length.{subject.value}", count=length)
        rows.append((w.of(subject), kept_for, _number(these, w), _first_end(ending, w)))
    rows.append((w("retention.row.sessions"), w("retention.end_of_meeting"), "–", "–"))
    names = ("what", "length", "now", "first")
    heads = [w(f"retention.column.{name}") for name in names]
    return {head: [row[at] for row in rows] for at, head in enumerate(heads)}


def _number(these: list[Kept], w: Words) -> str:
    return numbers.number(len(these), w) if these else w("retention.none")


def _first_end(these: list[Kept], w: Words) -> str:
    """When the first of them goes; invented ones have no end date."""
    ends = [one.until for one in these if one.until]
    if not ends:
        return w("retention.invented") if these else "–"
    return numbers.day(min(ends), w)


def _due(house: Installation, chosen: Periods, found: tuple[Kept, ...], w: Words) -> None:
    """What would go now, and the button that does it; the app does it by itself every day."""
    these = [one for one in found if one.is_due(today())]
    with st.container(border=True):
        _went(house, w)
        if not these:
            st.markdown(w("retention.nothing_due"))
        else:
            st.markdown(w("retention.due", count=len(these)))
            st.markdown(_list(these, house, w))
        if stopping.stopped_at(house.home):
            st.caption(w("retention.waits_stopped"))
        elif is_talking(house):
            st.caption(w("retention.waits_talk"))
        else:
            _purging(house, chosen, w, nothing=not these)


def _purging(house: Installation, chosen: Periods, w: Words, *, nothing: bool) -> None:
    """The button, which waits for a tick: what goes does not come back."""
    sure = not nothing and st.checkbox(w("retention.purge_sure"), key="retention.purge.sure")
    if st.button(w("retention.purge"), key="retention.purge", disabled=not sure):
        session.keep(WENT, purge(house, chosen, today()))
        st.rerun()


def _went(house: Installation, w: Words) -> None:
    """What went at the last press of the button, told once."""
    done = session.kept(WENT)
    if done is None:
        return
    session.keep(WENT, None)
    if done.gone:
        st.markdown(w("retention.went", count=len(done.gone)))
        st.markdown(_list(done.gone, house, w))
    if done.refused:
        st.warning(w("retention.refused", count=len(done.refused)))


def _list(these: Iterable[Kept], house: Installation, w: Words) -> str:
    return "\n".join(f"- {plain(_told(one, house, w))}" for one in these)


def _told(one: Kept, house: Installation, w: Words) -> str:
    """ "Gesprek Kwartaalgesprek, 3 maart 2025"."""
    plan = house.telling.meeting(one.name).plan if one.subject is Subject.notes else None
    name = plan.title if plan else one.name
    return w(f"retention.one.{one.subject.value}", name=name, day=numbers.day(one.since, w))


def _proofs(house: Installation, w: Words) -> None:
    _looked_at(house, w)
    told_apart = (Act.handed_out, Act.own_seen)
    done = [one for one in house.audit.entries() if one.act not in told_apart]
    if not done:
        return
    with st.expander(w("retention.proof.title", count=len(done))):
        if not house.audit.is_intact():
            st.warning(w("retention.proof.broken"))
        lines = [_proof(one, house, w) for one in reversed(done[-SHOWN:])]
        st.markdown("\n".join(f"- {plain(one)}" for one in lines))


def _looked_at(house: Installation, w: Words) -> None:
    """Who saw exact counts, of whom and why; who said less, before it was asked, is among them."""
    seen = [one for one in house.audit.entries() if one.act is Act.own_seen]
    if not seen:
        return
    with st.expander(w("retention.looked.title", count=len(seen))):
        st.markdown(w("retention.looked.intro"))
        lines = [_looker(one, house, w) for one in reversed(seen[-SHOWN:])]
        st.markdown("\n".join(f"- {plain(one)}" for one in lines))


def _looker(one: Entry, house: Installation, w: Words) -> str:
    day, time = _moment(one, w)
    if "role" not in one.facts:
        return w("retention.looked.before", day=day, time=time)
    version, code = house.warehouse.current, one.facts["provider"]
    name = cached.names(version).get(code, code) if version else code
    purpose = w.of(WhyExact(one.facts["purpose"]))
    facts = {"role": one.facts["role"], "name": name, "purpose": purpose}
    return w("retention.looked.line", day=day, time=time, **facts)


def _wiped(one: Entry, house: Installation, w: Words) -> dict[str, str]:
    """Of which meeting a line was wiped, on what ground and in which role."""
    plan = house.telling.meeting(one.facts["meeting"]).plan
    ground = one.facts["ground"]
    return {
        "meeting": plan.title if plan else one.facts["meeting"],
        "ground": w.of(e.WipeGround(ground)) if ground else w("retention.proof.no_ground"),
        "role": w.of(e.Role(one.facts["role"])),
    }


def _proof(one: Entry, house: Installation, w: Words) -> str:
    day, time = _moment(one, w)
    if one.act in (Act.named, Act.unnamed, Act.view_kept, Act.view_gone):
        version, code = house.warehouse.current, one.facts["code"]
        name = cached.names(version).get(code, code) if version else code
        return w(f"retention.proof.{one.act.value}", day=day, time=time, name=name)
    if one.act is Act.line_wiped:
        return w("retention.proof.line_wiped", day=day, time=time, **_wiped(one, house, w))
    if one.act is Act.text_passed:
        kinds = w.join([w.of(ConcernKind(kind)) for kind in one.facts["concerns"]])
        return w("retention.proof.text_passed", day=day, time=time, kinds=kinds)
    if one.act not in (Act.purged, Act.not_purged):
        return w(f"retention.proof.{one.act.value}", day=day, time=time)
    since = date.fromisoformat(one.facts["since"])
    thing = Kept(Subject(one.facts["subject"]), one.facts["name"], since, None)
    what = _told(thing, house, w)
    return w(f"retention.proof.{one.act.value}", day=day, time=time, what=what)


def _moment(one: Entry, w: Words) -> tuple[str, str]:
    return numbers.day(one.at, w, "short"), numbers.clock(one.at, w)


def _said_lines(house: Installation, w: Words) -> None:
    """Wiping one line of a talk or of a silent round, also after the seal."""
    there = {one.id: one for one in house.telling.meetings() if one.plan and _lines(one)}
    if not there:
        return
    with st.expander(w("retention.round.title")):
        st.markdown(w("retention.round.intro"))
        chosen = st.selectbox(
            w("retention.round.meeting"),
            list(reversed(there)),
            format_func=lambda one: f"{there[one].plan.title} · {there[one].plan.held_on}",
            key="retention.round.meeting",
        )
        lines = _lines(there[chosen])
        picked = st.selectbox(
            w("retention.round.line"),
            list(lines),
            index=None,
            format_func=lambda one: lines[one].told,
            placeholder=w("retention.round.choose"),
            key=f"retention.round.line.{chosen}.{len(lines)}",
        )
        if picked is None:
            return
        st.caption(w("retention.round.also"))
        ground = st.selectbox(
            w("desk.texts.even.ground"),
            list(e.WipeGround),
            format_func=w.of,
            key="retention.round.ground",
        )
        body = lines[picked].wiped(ground)
        pressed = st.button(w("retention.round.wipe"), key="retention.round.wipe")
        if pressed and troubles.said(chosen, body):
            st.rerun()


@dataclass(frozen=True)
class _Line:
    """What somebody said, and how it is wiped."""

    told: str
    wiped: Callable[[e.WipeGround], e.LineWiped | e.RoundLineWiped]


def _lines(meeting: Meeting) -> dict[str, _Line]:
    """What can be wiped here, by a name: lines of the talk and of silent rounds that are over."""
    notes = {
        one.id: _Line(one.text, partial(_note_wiped, one.id))
        for one in meeting.notes
        if can_wipe(meeting, one.id) and one.text not in ("", ERASED)
    }
    rounds = {
        f"{one.id}/{at}": _Line(line.text, partial(_round_line_wiped, one.id, at))
        for one in meeting.rounds
        if one.closed
        for at, line in enumerate(one.closed.lines)
        if line.text != ERASED
    }
    return {**notes, **rounds}


def _note_wiped(note: str, ground: e.WipeGround) -> e.LineWiped:
    return e.LineWiped(note=note, ground=ground)


def _round_line_wiped(silent: str, line: int, ground: e.WipeGround) -> e.RoundLineWiped:
    return e.RoundLineWiped(round=silent, line=line, ground=ground)


def _handed_out(house: Installation, w: Words) -> None:
    """Who got which copy: after a wipe these are the ones that still hold the words."""
    given = [one for one in house.audit.entries() if one.act is Act.handed_out]
    with st.expander(w("retention.handed.title", count=len(given))):
        st.markdown(w("retention.handed.intro"))
        if given:
            rows = [_given(one, house, w) for one in reversed(given)]
            names = ("when", "what", "meeting", "to")
            heads = [w(f"retention.handed.{name}") for name in names]
            table = {head: [row[at] for row in rows] for at, head in enumerate(heads)}
            st.table(table, border="horizontal", hide_index=True)


def _given(one: Entry, house: Installation, w: Words) -> tuple[str, str, str, str]:
    day, time = _moment(one, w)
    plan = house.telling.meeting(one.facts["meeting"]).plan
    return (
        f"{day} {time}",
        w(f"handing.what.{one.facts['what']}"),
        plain(plan.title) if plan else one.facts["meeting"],
        w(f"handing.to.{one.facts['to']}"),
    )


def _stopping(house: Installation, w: Words) -> None:
    """Stop en bewaar: everybody out, nothing removed, and the time line for whoever reports it."""
    at = stopping.stopped_at(house.home)
    with st.expander(w("retention.stop.title"), expanded=at is not None):
        if at is None:
            st.markdown(w("retention.stop.intro"))
            sure = st.checkbox(w("retention.stop.sure"), key="retention.stop.sure")
            if st.button(w("retention.stop.go"), disabled=not sure, key="retention.stop.go"):
                stopping.stop(house.home, "page")
                st.warning(w("retention.stop.done"))
            return
        facts = {"day": numbers.day(at, w), "time": numbers.clock(at, w)}
        st.warning(w("retention.stop.stands", **facts))
        home = house.home
        with st.container(horizontal=True):
            way_out.offer(
                w("retention.stop.time_line"),
                lambda: stopping.time_line(home),
                w("retention.stop.file", day=f"{day_of(at):%Y-%m-%d}"),
                "text/csv",
                NoTalk.acts,
            )
            if st.button(w("retention.stop.again"), key="retention.stop.again"):
                stopping.open_again(home, "page")
                st.rerun()
