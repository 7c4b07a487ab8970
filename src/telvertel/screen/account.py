"""Klopt dit? Any figure in five facts: where it came from, what came in, how it was counted, which
version it is, and what was checked."""

from __future__ import annotations

import streamlit as st

from telvertel import counting, freezing
from telvertel.charts import origin
from telvertel.charts.description import periods_told
from telvertel.counting import Change
from telvertel.figures.intake.ijw.reading import NAME as MESSAGES
from telvertel.figures.scope import Breakdown, Scope
from telvertel.figures.warehouse import Version
from telvertel.indicators.definition import Indicator, Shape
from telvertel.privacy.display import GROUP_BELOW, GROUP_PERCENT, WHOLE_FROM, share_from, threshold
from telvertel.privacy.release import Released
from telvertel.screen import asked as asking
from telvertel.screen import (
    cached,
    disputed,
    earlier,
    explore,
    filters,
    norms_told,
    providers_apart,
    room,
    row_counts,
    session,
    shown,
)
from telvertel.screen import filter_sentence as sentences
from telvertel.screen.asked import Asked, Known
from telvertel.screen.markdown import capital, plain
from telvertel.screen.news import News
from telvertel.screen.news import sentences as changes_told
from telvertel.wording import notes, numbers
from telvertel.wording.files import files_told
from telvertel.wording.words import Words

NAMED = 3  # so many periods are named one by one


def asked_or_stop() -> Asked:
    """The figure of the address; another one can be chosen here."""
    known = explore.known_or_stop()
    w = session.spoken()
    st.title(w("account.title"), anchor=False)
    asked = asking.of_address(known)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        filters.indicator(asked, known, w)
        filters.version(known, w, 290)
        if st.button(w("account.back"), type="tertiary"):
            asking.go("explore", asked)
    earlier.told(asked, w)
    _sentence(asked, known, w)
    disputed.told(disputed.of(asked), w)
    return asked


def _sentence(asked: Asked, known: Known, w: Words) -> None:
    figures = _figures(asked)
    stretch = shown.stretch_of(asked, known, figures)
    if stretch:
        told = sentences.sentence(asked, stretch, known.names, w, figures.left_out)
        st.header(plain(told), anchor=False)


def _figures(asked: Asked) -> Released:
    return cached.released(version_of(asked), asked.card.id, asked.scope)


def version_of(asked: Asked) -> str:
    return asked.earlier or room.house().warehouse.current


def five_facts(asked: Asked) -> None:
    """The delivery, the rows, the count, the version and the checks, one under the other."""
    w = session.spoken()
    found = counting.account(room.house().warehouse, asked.card, asked.scope, asked.earlier)
    checks = found.checks
    version, changes = delivered_by(asked)
    if providers_apart.refused(asked, version_of(asked)):
        changes = ()  # a change is of one provider by name
    facts = {
        "delivery": _delivery(version, asked, w),
        "rows": _rows(version, w),
        "formula": [*origin.formula(asked.card, w), *_split(asked.scope, w)],
        "version": _version(version, changes, asked.card, w),
        "checks": [
            w("account.checks", count=len(checks)),
            *_flow(found.flow_open, asked.scope, w),
            *_noted(_figures(asked), w),
        ],
    }
    for number, (name, lines) in enumerate(facts.items(), 1):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{number}. {w(f'account.fact.{name}')}**")
            for line in lines:
                st.markdown(line)
    with st.expander(w("account.checks_list")):
        rules = (w.table(f"problems.rule.{rule}")["what"] for rule in checks)
        st.markdown("\n".join(f"- {plain(capital(rule))}" for rule in dict.fromkeys(rules)))


def _split(scope: Scope, w: Words) -> list[str]:
    """What the split shows, where it is not one that every card has."""
    if scope.breakdown in (Breakdown.duration, Breakdown.part):
        return [w(f"account.split.{scope.breakdown}")]
    return []


def _flow(open_in: tuple[str, ...], scope: Scope, w: Words) -> list[str]:
    """Begin + in − out = end, where it does not hold; of a part, that children also move."""
    if not open_in:
        return []
    told = w("account.flow_open", periods=_stretch(open_in, w))
    partly = scope.providers or scope.care_forms or scope.age_bands
    return [f"{told} {w('account.flow_partly')}" if partly else told]


def _noted(figures: Released, w: Words) -> list[str]:
    """Each note with the periods it stands at."""
    at: dict[str, list[str]] = {}
    for period, note in figures.frame.sort("start").select("period", "note").iter_rows():
        for line in notes.sentences(note, w):
            at.setdefault(line, []).append(period)
    return [
        w("account.noted", periods=_stretch(tuple(dict.fromkeys(periods)), w), note=plain(line))
        for line, periods in at.items()
    ]


def _stretch(periods: tuple[str, ...], w: Words) -> str:
    """A few periods by name, more by the first and the last."""
    if len(periods) > NAMED:
        return periods_told(periods, w)
    return w.join(numbers.period(one, w) for one in periods)


def delivered_by(asked: Asked) -> tuple[Version, tuple[Change, ...]]:
    """The last version that changed this series, and what it changed; else the first version."""
    every = counting.versions(room.house().warehouse)
    upto = every[[one.id for one in every].index(version_of(asked)) :]
    return freezing.delivered_by(
        upto, lambda older, newer: cached.changes(older, newer, asked.card.id, asked.scope)
    )


def _delivery(made: Version, asked: Asked, w: Words) -> list[str]:
    day, who = numbers.day(made.at, w), plain(made.who)
    lines = [
        w("account.delivered", day=day, who=who, why=plain(made.why)),
        w("account.files", files=plain(files_told(made.files, w))),
    ]
    lines += _read(made, asked.scope, w)
    return lines if made.id == version_of(asked) else [*lines, w("account.later_ones")]


def _read(made: Version, scope: Scope, w: Words) -> list[str]:
    """With which mappings the files were read, and which municipality of before counts with it."""
    lines = [
        w("account.moved", old=_place(old, w), day=numbers.day(day, w))
        for old, new, day in made.moved
        if new == scope.municipality
    ]
    names = [f"“{plain(one)}”" for one in made.read_with if one != MESSAGES]
    if names:
        lines.append(w("account.read_with", names=w.join(names)))
    return [*lines, w("account.from_messages")] if MESSAGES in made.read_with else lines


def _place(code: str, w: Words) -> str:
    name = counting.place_names().get(code)
    return plain(f"{name} ({code})" if name else code)


def _rows(made: Version, w: Words) -> list[str]:
    out = row_counts.left_out(made, w) or [w("account.nothing_out")]
    return [f"{row_counts.in_and_kept(made, w)}.", *out]


def _version(made: Version, changes: tuple[Change, ...], card: Indicator, w: Words) -> list[str]:
    facts = {"version": numbers.version(made.id), "day": numbers.day(made.at, w)}
    told = w("account.version", **facts)
    news = News(card, changes)
    if news.revised:
        return [told, w("account.last_change", change=plain(changes_told(news, w)[0]))]
    if news.added:
        return [told, w("account.last_added", period=numbers.period(news.added[-1], w))]
    return [told, w("account.unchanged")]


def meaning(asked: Asked) -> None:
    """The definition and what it leaves out, whose it is, and how it is protected."""
    w = session.spoken()
    card, prose = asked.card, asked.card.prose(w.language)
    _part(w("account.definition"), plain(prose.definition))
    _part(w("account.says_not"), plain(prose.says_not))
    _part(w("account.rounding"), *_rounding(card, w))
    _part(w("account.protection"), *(w(f"account.protected.n{n}") for n in (1, 2, 3)))
    figures = _figures(asked)
    if figures.left_out:
        names = cached.names(figures.cube)
        providers = w.join(names.get(one, one) for one in figures.left_out)
        st.markdown(w("explore.standing.left_out", providers=plain(providers)))
    beside = cached.context(figures.cube, card.id, asked.scope)
    if beside:
        _part(w("account.beside"), *(_published(one, w) for one in beside))
    _part(w("account.card"), *_card(card, w))
    _norms(asked, w)


def _norms(asked: Asked, w: Words) -> None:
    """Folded: nobody who asks where a figure comes from meets its target first."""
    version = version_of(asked)
    if cached.norms(version, asked.card.id, asked.scope) or cached.norms_before(
        version, asked.card.id, asked.scope
    ):
        with st.expander(w("account.norms")):
            norms_told.beside(version, asked.card, asked.scope, w)


def _published(one: Released, w: Words) -> str:
    """Of whom a published figure is, who published it, and how settled its last period is."""
    last = one.frame.row(-1, named=True)
    place = dict(one.scope)["gm"]
    facts = {
        "place": plain(cached.names(one.cube).get(place, place)),
        "source": plain(one.source.rstrip(".")),
        "period": numbers.period(last["period"], w),
        "status": w(f"charts.status.{last['status'] or 'provisional'}"),
    }
    return w("account.published", **facts)


def _part(title: str, *lines: str) -> None:
    st.subheader(title, anchor=False)
    for line in lines:
        st.markdown(line)


def _rounding(card: Indicator, w: Words) -> list[str]:
    """The rules of display with their own thresholds; only those that this figure meets."""
    lines = [w("account.rounded", threshold=threshold(), less=threshold() - 1)]
    if card.measure.shape in (Shape.share, Shape.distribution):
        facts = {"share_from": share_from(), "whole_from": WHOLE_FROM}
        group = {"group": GROUP_BELOW, "percent": GROUP_PERCENT}
        lines += [w("account.shares", **facts), w("account.whole_group", **group)]
    return lines


def _card(card: Indicator, w: Words) -> list[str]:
    facts = {
        "source": plain(card.source.rstrip(".")),
        "recorded_by": plain(card.recorded_by.rstrip(".")),
        "owner": plain(card.owner),
        "checked_by": plain(card.checked_by),
        "review_on": numbers.day(card.review_on, w),
        "version": card.version,
    }
    return [w("account.card_source", **facts), w("account.card_owner", **facts)]
