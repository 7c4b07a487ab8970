"""The meetings of Rivierstede, told as they were: one TOML file each, said again word by word.

Everything goes the way a living meeting goes, through ``telling``; only the clock is the demo's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from telvertel.days import HOME
from telvertel.demo.moments import Moments
from telvertel.figures.scope import Scope
from telvertel.figures.warehouse import Warehouse
from telvertel.freezing import frozen
from telvertel.indicators.definition import Indicator
from telvertel.indicators.period import Grain
from telvertel.meeting.events import AgendaItem, Happening, Role, Saying, Side
from telvertel.telling import Telling

TOLD = Path(__file__).parent / "told"
_HAPPENING: TypeAdapter[Happening] = TypeAdapter(Happening)

# Which field of a happening carries the id that later happenings name.
_IDS = {
    "note_written": "note",
    "note_revised": "note",
    "line_pulled_back": "note",
    "agreement_made": "agreement",
    "read_back": "agreement",
    "figure_disputed": "dispute",
    "dispute_settled": "dispute",
    "parked": "parked",
    "position_taken": "note",
}
_OF_A_SIDE = (
    "story_prepared",
    "prediction_given",
    "surprise_told",
    "figure_disputed",
    "closing_answered",
    "confirmed",
    "reserve_stated",
)


@dataclass
class Clock:
    """The clock of the journal while the demo is told; it never runs back."""

    moment: datetime = field(default=datetime.min.replace(tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = max(moment.astimezone(UTC), self.moment)


def tell(
    name: str,
    moments: Moments,
    telling: Telling,
    clock: Clock,
    warehouse: Warehouse,
    cards: dict[str, Indicator],
) -> str:
    """Say everything of one file of ``told`` in order of time; the id of the meeting.

    Figures are frozen as the warehouse has them at this moment.
    """
    told = moments.filled(_read(name))
    meeting, clock.moment = told["meeting"], Clock().moment
    held_on = _held_on(told["held_on"], moments)
    for number, (moment, said) in enumerate(_in_order(told["said"], held_on)):
        clock.set(moment)
        if said["kind"] == "sealed":
            telling.seal(
                meeting, op=f"{meeting}-{number:03d}", author=told["authors"]["facilitator"]
            )
            continue
        freeze = said.pop("freeze", False)
        telling.say(_saying(meeting, number, said, held_on, told["authors"]))
        if freeze:
            _freeze(meeting, telling, warehouse, cards)
    return meeting


def _read(name: str) -> dict:
    """A meeting as it was told, with what outlasts it, which stands in a file of its own."""
    files = [path for path in _files(name) if path.exists()]
    told, *more = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files)
    return {**told, "said": [one for part in (told, *more) for one in part["said"]]}


def _files(name: str) -> tuple[Path, ...]:
    return TOLD / f"{name}.toml", TOLD / f"{name}_lasting.toml"


def _held_on(when: str, moments: Moments) -> date:
    days = {
        "two_years_ago": moments.last_year - timedelta(weeks=52),
        "half_a_year_before": moments.last_year - timedelta(weeks=26),
        "last_year": moments.last_year,
        "today": moments.today,
        "in_three_weeks": moments.today + timedelta(weeks=3),
    }
    return days[when]


def _in_order(said: list[dict], held_on: date) -> Iterator[tuple[datetime, dict]]:
    """Moment and happening, earliest first; ``at`` is "days clock", counted from the meeting."""

    def moment(one: dict) -> datetime:
        days, clock = one["at"].split()
        day = held_on + timedelta(days=int(days))
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=HOME)

    for one in sorted(said, key=moment):
        yield moment(one), {name: value for name, value in one.items() if name != "at"}


def _saying(
    meeting: str, number: int, said: dict, held_on: date, authors: dict[str, str]
) -> Saying:
    role = Role(said.pop("voice"))
    side = Side(role.value) if role is not Role.facilitator else None
    kind = said["kind"]
    if kind in _IDS:
        local = said.pop("id", None) or said.get(_IDS[kind]) or f"n{number}"
        said[_IDS[kind]] = f"{meeting}-{local}"
    if kind in _OF_A_SIDE:
        said["side"] = side
    if kind == "meeting_planned":
        said["held_on"] = held_on
    if kind == "agenda_set":
        said["items"] = [_item(one) for one in said["items"]]
    body = _HAPPENING.validate_python(said)
    op = f"{meeting}-{number:03d}"
    return Saying(
        op=op, meeting=meeting, role=role, side=side, author=authors[role.value], body=body
    )


def _item(told: dict) -> AgendaItem:
    """An agenda item; its providers and grain become a scope."""
    scope = Scope(
        municipality=told.pop("municipality", "GM9901"),
        providers=tuple(told.pop("providers", ())),
        grain=Grain(told.pop("grain", Grain.quarter)),
        until=told.pop("until", None),
    )
    return AgendaItem(**told, scope=scope.to_query())


def _freeze(
    meeting: str, telling: Telling, warehouse: Warehouse, cards: dict[str, Indicator]
) -> None:
    state = telling.meeting(meeting)
    for item in state.agenda:
        card, series = cards[item.indicator], telling.series(state)
        body = frozen(warehouse, card, item, state.plan, series)
        op = f"{meeting}-figures-{item.id}"
        telling.say(Saying(op=op, meeting=meeting, role=Role.facilitator, body=body))
