"""Names of what figures are about: groups of a breakdown, and places and providers of a scope."""

from __future__ import annotations

from collections.abc import Mapping

from telvertel.indicators.definition import PARTS, Family, Indicator, naming
from telvertel.privacy.release import Released
from telvertel.wording.words import Words

Names = Mapping[str, str]  # code of a party or place → its name as people know it


def groups_of(released: Released, card: Indicator) -> tuple[str, ...]:
    """The groups in the order in which they are drawn: parts as the card's family has them."""
    present = released.frame["group"].unique(maintain_order=True).to_list()
    if is_per_area(released):
        here = dict(released.scope)["gm"]
        return tuple(sorted(present, key=lambda code: (code != here, code[:2] != "WK", code)))
    by_duration = dict(released.scope).get("breakdown") == "duration"
    family = Family.duration if by_duration else naming(card.measure)
    parts = PARTS.get(family, card.measure.out_of)
    order = {part: at for at, part in enumerate(parts)}
    return tuple(sorted(present, key=lambda group: order.get(group, len(order))))


def is_per_area(released: Released) -> bool:
    """Whether the groups are a municipality with its wijken or buurten: it stands first, then those
    in order of code."""
    return dict(released.scope).get("breakdown") in ("district", "neighbourhood")


def group_name(released: Released, card: Indicator, group: str, words: Words, names: Names) -> str:
    """What a group is called; a code nobody named stays a code."""
    breakdown = dict(released.scope).get("breakdown") or "part"
    keys = {
        "care_form": f"codes.care_form.{group}",
        "age_band": f"codes.age_band.{group}",
        "part": f"codes.parts.{naming(card.measure)}.{group}",
        "duration": f"codes.parts.duration.{group}",
    }
    key = keys.get(breakdown)
    if key and words.has(key):
        return words(key)
    return names.get(group, group)


def subject_name(released: Released, names: Names) -> str:
    """Who or where a whole series is about: its one provider, else its municipality or place."""
    scope = dict(released.scope)
    providers = scope.get("providers", "").split(",")
    if len(providers) == 1 and providers[0]:
        return names.get(providers[0], providers[0])
    place = scope.get("gm", "")
    return names.get(place, place)


def title_text(card: Indicator, words: Words) -> str:
    """The neutral title: the card's name, with its unit where the axis does not say it."""
    return words(f"charts.title.{card.unit}", name=card.prose(words.language).name)
