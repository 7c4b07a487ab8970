"""Mark: why a released figure looks as it does."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """Why a figure looks as it does."""

    shown = "shown"  # value stands
    small = "small"  # "<10": too small to show, 0 to 9 look the same
    class_ = "class"  # a share in a class: low and high hold the bounds, value the middle
    nearly_all = "nearly_all"  # group disclosure: said in words, no figure
    nearly_none = "nearly_none"
    dominated = "dominated"  # money that is nearly all of one or two
    missing = "missing"  # not delivered, or suppressed by the publisher
    not_applicable = "not_applicable"  # structural zero
