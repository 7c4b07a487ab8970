"""Meetings that are under way, made before a server starts: the demo's own one, copies of it, and
one in which everything was said that a wall can be asked to show.

Each is opened as the desk opens it, with its own frozen figures, so that a scene costs and shows
what it does in a room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from telvertel.freezing import frozen
from telvertel.installation import Installation, open_installation
from telvertel.meeting import events as e
from telvertel.meeting.lasting import Strength
from telvertel.meeting.stages import Stage
from telvertel.meeting.state import Meeting
from telvertel.wall.closing import TAKEN
from tests.browser.lasting import lasting

FIRST = "rivierstede-oever-2026"
SEALED = "tafel-vastgesteld"
PINNED = "2026KW02"


def lay(home: Path, count: int) -> tuple[str, ...]:
    """Fill an empty data folder with the demo and open ``count`` meetings with phones in it.

    All but the first have the plan, people, agenda and stories of the first under another id.
    """
    ids = (FIRST, *(f"tafel-{number}" for number in range(2, count + 1)))
    with _House(home) as house:
        told = [event.body for event in house.journal.since(FIRST)]
        for meeting in ids[1:]:
            say(house, meeting, told)
        for meeting in ids:
            plan = house.telling.meeting(meeting).plan
            say(house, meeting, [plan.model_copy(update={"phones": True})])
            say(house, meeting, _opening(house, house.telling.meeting(meeting)))
    return ids


@dataclass(frozen=True)
class Screen:
    """Something the wall can be asked to show."""

    name: str
    meeting: str
    shown: e.Shown


def tell(home: Path) -> tuple[Screen, ...]:
    """Let much be said in the meeting of this folder (the demo); every screen it has."""
    with _House(home) as house:
        told = [event.body for event in house.journal.since(FIRST)]
        plan = house.telling.meeting(FIRST).plan
        say(house, FIRST, [plan.model_copy(update={"predict": True, "phones": True})])
        say(house, FIRST, [_with_parts(house.telling.meeting(FIRST))])
        say(house, FIRST, _opening(house, house.telling.meeting(FIRST)))
        meeting = house.telling.meeting(FIRST)
        say(house, FIRST, _spoken([item.id for item in meeting.agenda]))
        say(house, FIRST, lasting(meeting.agenda[0].indicator))
        _seal(house, told)
        meeting = house.telling.meeting(FIRST)
        return tuple(_screens(meeting, house.previous(meeting)))


class _House:
    """The installation of a folder, closed again so that a server can have it."""

    def __init__(self, home: Path) -> None:
        self._house = open_installation(home, demo=True)

    def __enter__(self) -> Installation:
        return self._house

    def __exit__(self, *_: object) -> None:
        self._house.journal.close()
        self._house.warehouse.close()


def say(house: Installation, meeting: str, bodies: Iterable[e.Happening]) -> None:
    for body in bodies:
        house.telling.say(
            e.Saying(op=uuid4().hex, meeting=meeting, role=e.Role.facilitator, body=body)
        )


def _opening(house: Installation, meeting: Meeting) -> Iterator[e.Happening]:
    """What opening says, and the first item at Verklaren."""
    series = house.telling.series(meeting)
    for item in meeting.agenda:
        card = house.catalogue.cards[item.indicator]
        yield frozen(house.warehouse, card, item, meeting.plan, series)
    yield e.MeetingOpened()
    yield e.Shown(view=e.View.item, item=meeting.agenda[0].id, stage=Stage.explain)


def _seal(house: Installation, told: Iterable[e.Happening]) -> None:
    """A meeting of its own that is over: nothing can be shown after its last screen."""
    say(house, SEALED, told)
    say(house, SEALED, _opening(house, house.telling.meeting(SEALED)))
    say(house, SEALED, [e.Confirmed(side=one, how=e.Confirmation.confirmed) for one in e.Side])
    say(house, SEALED, [e.Shown(view=e.View.sealed)])
    house.telling.seal(SEALED)


def _with_parts(meeting: Meeting) -> e.AgendaSet:
    """The agenda with a distribution on it: another kind of picture."""
    first = meeting.agenda[0]
    parts = first.model_copy(update={"id": "verwijzers", "indicator": "referrers"})
    return e.AgendaSet(items=(*meeting.agenda[:4], parts))


TALK = (
    (e.Side.provider, "De vacatures voor behandelaren bleven een halfjaar open"),
    (e.Side.municipality, "Ons tarief kwam pas in juni, dat was te laat voor een nieuw team"),
    (e.Side.provider, "Gezinnen met een zware vraag kwamen allemaal in dezelfde maand"),
    (e.Side.municipality, "De verwijzers wisten niet dat de wachtlijst anders was ingedeeld"),
    (None, "Samen zagen we te laat dat de groep van twaalf tot zestien groeide"),
    (e.Side.provider, "Twee behandelaren werken nu in het buurtteam"),
    (e.Side.municipality, "De kern van de vraag zit in drie wijken"),
    (e.Side.provider, "Wij belden elke maand"),
)  # fmt: skip


def _spoken(items: list[str]) -> Iterator[e.Happening]:
    """A talk on the first item, a dispute on the second; what the closing screens need."""
    yield from _said_of(items[0])
    yield from _rounds(items[0])
    yield e.FigureDisputed(
        dispute="b1", item=items[1], side=e.Side.provider, dispute_kind=e.DisputeKind.count,
        text="Overstappen in eigen huis zijn meegeteld als uitval", period=PINNED,
        own_value="8,4 %", own_source="Eigen registratie, peildatum 1 oktober 2026",
        owner="Informatieadviseur van de gemeente", due=date(2027, 1, 15),
        settled_by="Een steekproef van dertig dossiers die we samen bekijken",
    )  # fmt: skip
    for side in e.Side:
        for question, text in (
            ("asks_of_me", "Elke maand bellen, ook als er niets te melden is"),
            ("to_policy", "Neem bij de inkoop van 2027 de wachttijd per wijk mee"),
        ):
            yield e.ClosingAnswered(question=question, side=side, text=text)


def _said_of(item: str) -> Iterator[e.Happening]:
    for number, (side, text) in enumerate(TALK, 1):
        yield e.NoteWritten(
            note=f"regel-{number}", item=item, stage=Stage.explain, side=side, text=text,
            note_kind=e.NoteKind.explanation, period=PINNED if number % 3 == 1 else None,
            reason_tag=e.ReasonTag.staff if number < 3 else None,
            reason_side=side if number < 3 else None,
        )  # fmt: skip
    for question in e.Reflection:
        yield e.ReflectionAnswered(
            item=item, question=question, answer=e.Answer.partly, text="Vooral bij de jongsten"
        )
    yield e.WeighingGiven(
        item=item, outcome=e.Outcome.not_met_valued,
        reasons="De vacatures bleven open en het contact met gezinnen bleef",
        municipality_share="Wij besloten laat over het tarief",
        title="Langer wachten, en toch elke week contact", strength=Strength.indication,
    )  # fmt: skip
    for number in (1, 2):
        yield e.AgreementMade(
            agreement=f"afspraak-{number}", item=item, side=list(e.Side)[number % 2],
            if_text="een vacature langer dan zes weken open staat",
            then_text="bellen we elkaar dezelfde week over tijdelijke inzet in het buurtteam",
            who="Contractmanager jeugdhulp", due=date(2027, 2, 1), visible_from="2027KW02",
            agreement_kind=e.AgreementKind.organisation,
            needs_from_municipality="Ruimte om buiten het tarief in te huren",
            alternative="Een wachtlijst met voorrang, maar dan wacht een ander langer",
        )  # fmt: skip


def _screens(meeting: Meeting, previous: Meeting) -> Iterator[Screen]:
    """Every screen, in an order in which each differs from the one before it."""
    yield from _calm_screens(meeting)
    for number, one in enumerate(previous.standing_agreements()[:2], 1):
        yield _screen(f"vorige afspraak {number}", e.View.last_agreements, agreement=one.id)
    for item in meeting.agenda:
        yield from _item_screens(item.id)
    for number, one in enumerate(meeting.standing_agreements(), 1):
        yield _screen(f"voorlezen {number}", e.View.read_back, agreement=one.id)
    for round_ in ("loopt", "regels", "standen"):
        yield _screen(f"ronde {round_}", e.View.round, item=meeting.agenda[0].id, round=round_)
    yield Screen("vastgesteld", SEALED, e.Shown(view=e.View.sealed))


def _calm_screens(meeting: Meeting) -> Iterator[Screen]:
    for view in (
        e.View.welcome, e.View.agenda, e.View.client_voice, e.View.neutral, e.View.join,
        e.View.wall_test, e.View.closing, e.View.dispute, e.View.reserves, e.View.preconditions,
        e.View.frameworks, e.View.principles, e.View.difference, e.View.mishap, e.View.learning,
    ):  # fmt: skip
        yield _screen(view.value, view)
    yield _screen("mee naar inkoop en beleid", e.View.closing, about=TAKEN)
    for name in ("een-plek", "kaal"):
        yield _screen(f"leerpunt {name}", e.View.learning, about=name)


def _item_screens(item: str) -> Iterator[Screen]:
    for stage in Stage:
        yield _screen(f"{item} {stage}", e.View.item, item=item, stage=stage)
    for view in (e.View.definition, e.View.then, e.View.dispute, e.View.neutral):
        yield _screen(f"{item} {view}", view, item=item)


def _rounds(item: str) -> Iterator[e.Happening]:
    """A round of lines and one of positions that are over, and one that runs."""
    question = "Wat zien we hier nog niet, en wie kan dat weten?"
    opened = e.RoundOpened(
        round="regels", item=item, round_kind=e.RoundKind.lines, question=question
    )
    lines = tuple(e.RoundLine(side=side, text=f"{text} niet") for side, text in TALK[:6] if side)
    stands = tuple(
        e.PositionCount(side=side, position=one, count=2) for side in e.Side for one in e.Position
    )
    asked = {"round": "standen", "round_kind": e.RoundKind.positions, "note": "regel-1"}
    yield opened
    yield e.RoundClosed(round="regels", lines=lines, left_out=1)
    yield opened.model_copy(update=asked)
    yield e.RoundClosed(round="standen", positions=stands)
    yield opened.model_copy(update={"round": "loopt", "seconds": 900})


def _screen(name: str, view: e.View, **more: str) -> Screen:
    return Screen(name, FIRST, e.Shown(view=view, **more))
