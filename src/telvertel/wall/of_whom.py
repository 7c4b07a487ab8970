"""Of whom the figures of an item are: on the wall they stand beside the names of the talk."""

from __future__ import annotations

from telvertel.meeting.state import Meeting
from telvertel.privacy.release import Released
from telvertel.wall import pictures
from telvertel.wording import numbers
from telvertel.wording.words import Words

APART = "provider"  # the breakdown in which each stands on its own


def of_whom(meeting: Meeting, own: Released, w: Words) -> str:
    """E.g. "alle aanbieders samen, pleegzorg": whose figures are counted, and of which care forms
    and ages where they were narrowed. Read from what was frozen, never from the talk."""
    asked = dict(own.scope)
    return ", ".join([_providers(meeting, own, asked, w), *_narrowed(asked, w)])


def told_apart(meeting: Meeting, item_id: str, w: Words) -> str:
    """Where the same figure is on the agenda more than once: in what this one differs from the
    others, e.g. "alle aanbieders samen, per hulpvorm"; else empty, also before the figures are
    frozen."""
    item = meeting.item(item_id)
    others = [one for one in meeting.agenda if item and one.indicator == item.indicator]
    cuts = [told for one in others if (told := _cut(meeting, one.id, w))]
    own = _cut(meeting, item_id, w)
    if len(cuts) < 2 or not own:
        return ""
    differ = [told for at, told in enumerate(own) if len({one[at] for one in cuts}) > 1]
    return ", ".join(differ)


def _cut(meeting: Meeting, item_id: str, w: Words) -> tuple[str, ...]:
    """Of whom, of which care forms and ages, split by what, and over which periods."""
    figures = pictures.frozen_figures(meeting, item_id)
    if not figures:
        return ()
    own, asked = figures[0], dict(figures[0].scope)
    split = asked.get("breakdown", "")
    periods = own.frame.sort("start")["period"]
    ends = [numbers.period(periods[at], w, short=True) for at in (0, -1)] if len(periods) else []
    return (
        _providers(meeting, own, asked, w),
        ", ".join(_narrowed(asked, w)) or w("explore.cut.all"),
        w(f"enum.Breakdown.{split}") if split else w("explore.no_breakdown"),
        "–".join(ends),
    )


def _providers(meeting: Meeting, own: Released, asked: dict[str, str], w: Words) -> str:
    codes, apart = _codes(asked, "providers"), asked.get("breakdown") == APART
    if not codes:
        told = w("wall.of_whom.each" if apart else "wall.of_whom.all")
    else:
        known = pictures.names(meeting)
        named = w.join(known.get(code, code) for code in codes)
        alone = apart or len(codes) == 1
        told = named if alone else w("wall.of_whom.together", providers=named)
    # Who is left out may be at no table: how many says that it is not all of them.
    without = len(own.left_out)
    return w("wall.of_whom.but", whom=told, count=without) if without and not apart else told


def _narrowed(asked: dict[str, str], w: Words) -> list[str]:
    forms = w.join(w(f"explore.care_form.{one}") for one in _codes(asked, "care_forms"))
    ages = w.join(w(f"codes.age_band.{one}") for one in _codes(asked, "age_bands"))
    return [one for one in (forms, ages) if one]


def _codes(asked: dict[str, str], key: str) -> list[str]:
    return [one for one in asked.get(key, "").split(",") if one]
