"""pointing: whether what was found in a text, taken together, points at one child or family.

A first name alone is anybody's, and so is a street; a name with a place or a street in the same
sentence is somebody, and so is one child of an age with a name, a place or a school.
"""

from __future__ import annotations

from collections.abc import Collection

from telvertel.privacy.described import is_with_a_place
from telvertel.privacy.text import OF_ONE_CHILD, Concern, ConcernKind, look

_WHERE = (ConcernKind.street, ConcernKind.postcode)


def may_stand_nowhere(*texts: str) -> bool:
    """Whether something in these texts is personal data, or they point at one child."""
    every = ((text, look(text)) for text in texts)
    return any(
        any(one.hard for one in found) or points_at_one(text, found) for text, found in every
    )


def points_at_one(text: str, found: Collection[Concern]) -> bool:
    """Whether somebody who lives there knows who is meant; ``found``: what ``look`` saw in it."""
    kinds = {one.kind for one in found}
    if kinds & set(OF_ONE_CHILD):
        return True
    called = [one for one in found if one.kind is ConcernKind.name]
    return bool(called and kinds & set(_WHERE)) or any(
        is_with_a_place(text, one.start, one.end) for one in called
    )
