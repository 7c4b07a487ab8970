"""How large the letters of the wall must be for the farthest seat, and how large they are now."""

from __future__ import annotations

from typing import Protocol

from telvertel.meeting.state import Meeting

# DISCAS: smallest element height as a share of the image height = farthest viewer ÷ (image height
# × 200); a capital is about 0.7 of the font size. 40 px of 1080 is the floor.
_DISCAS = 200
_CAPITAL = 0.7
_FLOOR = 40 / 1080
BIGGEST = 1.3  # beyond this the layout cannot hold its lines; the readiness check says so
STEP = 1.05  # one press of "larger"


class Seats(Protocol):
    """A plan or a room: how high the screen is and how far away the last seat, in metres."""

    screen_height_m: float
    farthest_seat_m: float


def font_scale(room: Seats) -> float:
    """How much larger than 40 px of 1080 the smallest text must be for the farthest seat."""
    needed = room.farthest_seat_m / (room.screen_height_m * _DISCAS) / _CAPITAL
    return round(min(max(needed / _FLOOR, 1.0), BIGGEST), 2)


def scale_of(meeting: Meeting) -> float:
    """The scale as the facilitator set it: never below what the room needs, at most BIGGEST."""
    needed = font_scale(meeting.room or meeting.plan)
    larger = meeting.room.larger if meeting.room else 0
    return round(min(max(needed * STEP**larger, needed), BIGGEST), 2)


def is_dark(meeting: Meeting) -> bool:
    return bool(meeting.room and meeting.room.dark)
