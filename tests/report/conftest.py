"""A believable fictional meeting, made of events only, with the one before it.

Five items: a missed target with a good explanation, a disputed figure, a rise that was intended, a
distribution, and one the talk did not come to.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import pytest

import tests.components  # noqa: F401
from telvertel.indicators import catalogue, reading
from telvertel.indicators.definition import Indicator, Shape
from telvertel.indicators.period import Period, span
from telvertel.meeting import events as e
from telvertel.meeting.stages import STAGES, Stage
from telvertel.meeting.state import Meeting, meeting
from telvertel.privacy.release import freeze, release, thaw

CARDS = Path(__file__).parents[2] / "data" / "indicators"
PROVIDER, MUNICIPALITY = e.Side.provider, e.Side.municipality
SCOPE = (("gm", "GM9901"), ("grain", "quarter"), ("providers", "99000002"))
QUARTERS = span(Period(2023, 1), Period(2026, 2))  # fourteen

DROPOUT = [(35, 180), (40, 185), (35, 175), (40, 190), (40, 180), (35, 185), (45, 190), (40, 180),
           (45, 195), (50, 190), (60, 195), (65, 200), (60, 205), (65, 200)]  # fmt: skip
WAITING = [(60, 160), (65, 165), (60, 155), (70, 170), (75, 165), (70, 160), (80, 170), (85, 175),
           (80, 165), (90, 170), (95, 175), (100, 180), (95, 175), (105, 180)]  # fmt: skip
REACH = [310, 315, 320, 330, 345, 360, 380, 395, 420, 445, 460, 480, 505, 520]
DURATION = {"m0_3": 20, "m3_6": 35, "m6_12": 60, "y1_2": 40, "y2_3": 15, "y3": 5}


def card(name: str) -> Indicator:
    return catalogue.load(CARDS).cards[name]


def figures(name: str, cells: dict[str, list[tuple[int, int | None]]], source: str) -> dict:
    """A frozen Released from protected counts: group → one (numerator, denominator) per quarter."""
    rows = [
        {
            "period": period.id,
            "start": period.start,
            "group": group,
            "numerator": numerator,
            "denominator": denominator,
            "value": None,
            "protected_at_source": False,
            "status": "provisional" if period == QUARTERS[-1] else "final",
            "completeness": 0.9 if period == QUARTERS[-1] else 1.0,
            "reference_date": date(2026, 8, 1),
            "note": "",
        }
        for group, counts in cells.items()
        for period, (numerator, denominator) in zip(QUARTERS, counts, strict=True)
    ]
    schema = {
        "period": pl.String, "start": pl.Date, "group": pl.String, "numerator": pl.Int64,
        "denominator": pl.Int64, "value": pl.Float64, "protected_at_source": pl.Boolean,
        "status": pl.String, "completeness": pl.Float64, "reference_date": pl.Date,
        "note": pl.String,
    }  # fmt: skip
    frame = pl.DataFrame(rows, schema=schema).sort("start", "group", maintain_order=True)
    scope = SCOPE
    if card(name).measure.shape is Shape.distribution:
        scope = (*SCOPE, ("breakdown", "part"))
    return freeze(release(card(name), scope, frame, cube="kubus-7", source=source))


def read_then(figures: dict) -> dict:
    """What could be said of a series on the day itself."""
    released, one = thaw(figures), card(figures["indicator"])
    return reading.freeze(reading.read(reading.points(released.frame, one), one))


def costs() -> dict:
    """Money of a contract, one amount a year: nobody talks about it in this meeting."""
    frame = pl.DataFrame(
        {
            "period": ["2024JJ00", "2025JJ00"],
            "start": [date(2024, 1, 1), date(2025, 1, 1)],
            "group": ["", ""],
            "numerator": [None, None],
            "denominator": [None, None],
            "value": [4_310_000.0, 4_520_000.0],
            "protected_at_source": [False, False],
            "status": ["final", "provisional"],
            "completeness": [1.0, 1.0],
            "reference_date": [date(2026, 8, 1)] * 2,
            "note": ["", ""],
        },
        schema_overrides={"numerator": pl.Int64, "denominator": pl.Int64},
    )
    scope = (("gm", "GM9901"), ("grain", "year"))
    made = release(card("costs_realised"), scope, frame, cube="kubus-7", source="jaarrekening")
    return freeze(made)


class Talk:
    """Writes events in order, half a minute apart, from a fixed moment on."""

    def __init__(self, name: str, start: datetime) -> None:
        self.name, self.start = name, start
        self.events: list[e.Event] = []

    def says(self, *bodies) -> Talk:
        for body in bodies:
            number = len(self.events) + 1
            self.events.append(
                e.Event(
                    op=f"{self.name}-{number:04d}",
                    meeting=self.name,
                    role=e.Role.facilitator,
                    sequence=number,
                    at=self.start + timedelta(seconds=30 * number),
                    body=body,
                )
            )
        return self

    def meeting(self) -> Meeting:
        return meeting(self.name, self.events)


def planned(**changes) -> e.MeetingPlanned:
    facts = {
        "title": "Gesprek Rivierstede en De Oever, najaar 2026",
        "municipality": "GM9901",
        "municipality_name": "Rivierstede",
        "providers": ("99000002",),
        "provider_names": ("De Oever",),
        "goal": "Elke jongere krijgt op tijd hulp die past, zo gewoon en zo nabij als kan",
        "held_on": date(2026, 11, 12),
        "starts_at": time(14, 0),
        "previous": "rivierstede-oever-2026-05",
        "fictional": True,
    }
    return e.MeetingPlanned(**{**facts, **changes})


def agenda() -> e.AgendaSet:
    names = ("dropout", "waiting_time", "first_line_reach", "duration", "costs_realised")
    items = [
        e.AgendaItem(id=f"p{at}", indicator=name, scope=dict(SCOPE), minutes=15)
        for at, name in enumerate(names, 1)
    ]
    return e.AgendaSet(items=tuple(items))


def frozen() -> tuple[e.FiguresFrozen, ...]:
    ambition = {
        "kind": "ambition", "since": "2025KW01", "until": None, "value": 20.0, "low": None,
        "high": None, "set_by": "gemeenteraad", "set_on": "2024-11-07",
        "reason": "Afgesproken in de beleidsnota jeugd",
    }  # fmt: skip
    limit = {
        "kind": "framework_limit", "since": "2024KW01", "until": None, "value": 60.0, "low": None,
        "high": None, "set_by": "contract 2024, artikel 7", "set_on": "2023-10-01",
        "reason": "Grens waarboven we een gesprek voeren",
    }  # fmt: skip
    moved = {"period": "2024KW01", "reason": "nieuwe telling van het begin van hulp"}
    deliveries = "levering De Oever en gemeente"
    parts = {
        group: [(count, sum(DURATION.values()))] * len(QUARTERS)
        for group, count in DURATION.items()
    }
    made = {
        "p1": figures("dropout", {"": DROPOUT}, "levering De Oever"),
        "p2": figures("waiting_time", {"": WAITING}, deliveries),
        "p3": figures("first_line_reach", {"": [(n, None) for n in REACH]}, "lokaal team"),
        "p4": figures("duration", parts, "levering De Oever"),
        "p5": costs(),
    }
    norms = {"p1": (ambition,), "p2": (limit,)}
    return tuple(
        e.FiguresFrozen(
            item=item,
            card=card(one["indicator"]).model_dump(mode="json"),
            figures=(one,),
            norms=norms.get(item, ()),
            breaks=(moved,) if item == "p2" else (),
            reading=read_then(one) if item == "p1" else None,
        )
        for item, one in made.items()
    )


def visits(item: str, *stages: Stage) -> tuple[e.Shown, ...]:
    return tuple(e.Shown(view=e.View.item, item=item, stage=stage) for stage in stages)


def note(name: str, item: str, text: str, kind: str = "explanation", **facts) -> e.NoteWritten:
    return e.NoteWritten(
        note=name, item=item, stage=Stage.explain, note_kind=kind, text=text, **facts
    )


def story(item: str, side: e.Side, **fields: str) -> tuple[e.StoryPrepared, ...]:
    return tuple(
        e.StoryPrepared(item=item, side=side, field=name, text=text)
        for name, text in fields.items()
    )


def agreed(number: int, item: str | None, then: str, **facts) -> e.AgreementMade:
    return e.AgreementMade(agreement=f"a{number}", item=item, then_text=then, **facts)


@pytest.fixture(scope="session")
def previous() -> Meeting:
    """The talk of half a year earlier: three agreements, sealed."""
    talk = Talk("rivierstede-oever-2026-05", datetime(2026, 5, 21, 12, 0, tzinfo=UTC))
    talk.says(
        planned(title="Gesprek Rivierstede en De Oever, voorjaar 2026", held_on=date(2026, 5, 21)),
        e.AgreementMade(
            agreement="v1", if_text="een jongere twee keer niet komt",
            then_text="belt de behandelaar binnen een week met jongere en ouder",
            who="teamleider ambulant", side=PROVIDER, due=date(2026, 9, 1),
            agreement_kind="execution", visible_from="2026KW04",
        ),
        e.AgreementMade(
            agreement="v2", then_text="Er komt een vaste contactpersoon bij de toegang",
            who="hoofd toegang", side=MUNICIPALITY, due=date(2026, 7, 1),
            agreement_kind="organisation", visible_from="2026KW03",
        ),
        e.AgreementMade(
            agreement="v3", then_text="We zoeken samen uit waarom de wachttijd per wijk verschilt",
            side=None, agreement_kind="none",
        ),
        e.Sealed(check_code="0A1B2C3D"),
    )  # fmt: skip
    return talk.meeting()


@pytest.fixture(scope="session")
def talk() -> Talk:
    """The whole talk up to the confirmation, not sealed."""
    talk = Talk("rivierstede-oever-2026-11", datetime(2026, 11, 12, 13, 0, tzinfo=UTC))
    talk.says(planned(), agenda(), _people(), _client_voice(), *frozen(), *_stories())
    talk.says(e.MeetingOpened(), *_reviews())
    talk.says(*_dropout(), *_waiting(), *_reach(), *_duration(), *_closing())
    return talk


@pytest.fixture(scope="session")
def held(talk) -> Meeting:
    return talk.meeting()


@pytest.fixture(scope="session")
def sealed(talk) -> Meeting:
    later = Talk(talk.name, talk.start)
    later.events = list(talk.events)
    return later.says(e.Sealed(check_code="9F3C27A1")).meeting()


def _people() -> e.PeopleNoted:
    return e.PeopleNoted(
        people=(
            e.Person(role="beleidsadviseur jeugd", side=MUNICIPALITY, task="facilitator"),
            e.Person(role="contractmanager", side=MUNICIPALITY),
            e.Person(role="manager zorg", side=PROVIDER),
            e.Person(role="behandelaar ambulant", side=PROVIDER, task="scribe"),
            e.Person(role="ervaringsdeskundige", task="youth_advocate"),
            e.Person(role="adviseur financiën", side=MUNICIPALITY, present=False),
        )
    )


def _client_voice() -> e.ClientVoiceGiven:
    return e.ClientVoiceGiven(
        text="Ik wilde best verder praten, maar niet elke keer met iemand anders.",
        source="jongere, uit een gesprek van de cliëntenraad",
    )


def _stories() -> tuple[e.StoryPrepared, ...]:
    return (
        *story(
            "p1", PROVIDER,
            wall_line="Veel wisseling in het team sinds de zomer van 2025",
            what_we_see="Meer jongeren stoppen in de eerste drie maanden, vooral in de groep "
            "vanaf twaalf jaar.",
            what_provider_did="Twee nieuwe behandelaren aangenomen en gewerkt met een vaste "
            "vervanger per gezin.",
            young_voice="Jongeren zeggen dat opnieuw beginnen met hun verhaal het zwaarst is.",
        ),
        *story(
            "p1", MUNICIPALITY,
            wall_line="Toegang stuurde vaker door zonder warm contact",
            what_municipality_did="Het warme overdrachtsgesprek is in 2025 weggevallen toen de "
            "toegang onderbezet was.",
        ),
        *story("p2", MUNICIPALITY, why="Meer aanvragen in het voorjaar, minder plek in de keten."),
        *story("p3", PROVIDER, what_we_see="Huisartsen kennen het team nu beter."),
    )  # fmt: skip


def _reviews() -> tuple[e.AgreementReviewed, ...]:
    return (
        e.AgreementReviewed(
            agreement="v1", made_in="rivierstede-oever-2026-05", kept="yes", helped="too_early",
            result="Er is bij elf gezinnen gebeld; het effect is pas na de winter te zien.",
            continues=True,
        ),
        e.AgreementReviewed(
            agreement="v2", made_in="rivierstede-oever-2026-05", kept="partly", helped="partly",
            result="De contactpersoon is er, nog twee dagen per week. Dat scheelt zoeken.",
        ),
    )  # fmt: skip


def _dropout() -> tuple:
    return (
        *visits("p1", *STAGES),
        note("n1", "p1", "De stijging begint in de zomer van 2025.", "fact", period="2025KW03",
             basis="registration", reading="beyond_limits"),
        note("n2", "p1", "Vier van de tien behandelaren vertrokken in een halfjaar.",
             side=PROVIDER, period="2025KW04", perspective="professional", reason_tag="staff",
             reason_side=PROVIDER, basis="registration", reading="run"),
        note("n3", "p1", "Warme overdracht viel weg; ouders kwamen onvoorbereid.",
             side=MUNICIPALITY, period="2025KW04", perspective="policy", reason_tag="referral",
             reason_side=MUNICIPALITY, basis="case"),
        note("n4", "p1", "Een los eind dat hier niet hoort.", side=PROVIDER),
        e.LinePulledBack(note="n4", reason="hoort bij een ander gesprek"),
        note("n5", "p1", "Wie overstapt naar passende hulp staat hier ook als uitval.", "question",
             side=PROVIDER),
        note("n6", "p1", "Contract laat geen dubbele bezetting bij vertrek toe.", "precondition",
             side=PROVIDER, perspective="finance"),
        e.NoteRevised(note="n2", text="Vier van de tien behandelaren vertrokken in een jaar."),
        e.IndicatorJudged(item="p1", tells="partly", text="Het zegt niet hoe het daarna ging."),
        e.WeighingGiven(
            item="p1", outcome="not_met_valued", title="Meer uitval in een jaar van vertrek en "
            "nieuw begin",
            reasons="De ambitie is niet gehaald. Het team is opnieuw opgebouwd en de uitval "
            "loopt sinds het voorjaar niet verder op.",
            municipality_share="De warme overdracht is door ons geschrapt zonder overleg; die "
            "komt terug.",
        ),
        e.ReflectionAnswered(item="p1", question="ambition", answer="no",
                             text="Nog niet; we houden de ambitie."),
        e.ReflectionAnswered(item="p1", question="principles", answer="partly",
                             text="De leefwereld centraal lukt pas met een vast gezicht."),
        agreed(1, "p1", "spreken toegang, ouders en behandelaar samen af hoe de start eruitziet",
               if_text="een jongere wordt verwezen", who="hoofd toegang", side=MUNICIPALITY,
               due=date(2027, 2, 1), agreement_kind="organisation", visible_from="2027KW02",
               expected_effect="Minder jongeren die in de eerste drie maanden stoppen."),
        agreed(2, "p1", "blijft de oude behandelaar drie gesprekken aan",
               if_text="een behandelaar vertrekt", who="manager zorg", side=PROVIDER,
               due=date(2027, 1, 15), agreement_kind="execution", visible_from="2027KW02",
               needs_from_municipality="Dubbele bezetting kunnen declareren."),
    )  # fmt: skip


def _waiting() -> tuple:
    return (
        *visits("p2", Stage.question, Stage.recognise, Stage.explain),
        note("w1", "p2", "Stijgt al drie jaar gestaag.", "fact", period="2025KW01"),
        note("w2", "p2", "Ouders bellen nu vaker zelf; dat kost de toegang veel tijd.",
             "experience", side=MUNICIPALITY, period="2026KW01", perspective="parent"),
        e.FigureDisputed(
            dispute="d1", item="p2", side=PROVIDER, dispute_kind="count", period="2026KW01",
            text="Wij tellen vanaf het eerste gesprek, niet vanaf het startbericht.",
            own_value="38%", own_source="eigen registratie De Oever",
            settled_by="Vergelijken van tien dossiers aan beide kanten",
            owner="contractmanager", due=date(2026, 11, 26),
        ),
        agreed(3, "p2", "We vergelijken samen tien dossiers", who="", side=None),
    )  # fmt: skip


def _reach() -> tuple:
    return (
        *visits("p3", *STAGES),
        note("r1", "p3", "Zo bedoeld: huisartsen weten het team te vinden.", side=MUNICIPALITY,
             period="2025KW01", reason_tag="intended", basis="client_voice"),
        note("r2", "p3", "Wij zien dezelfde gezinnen eerder, met minder zware vragen.",
             "experience", side=PROVIDER, perspective="professional"),
        e.WeighingGiven(
            item="p3", outcome="met", title="Het lokale team wordt gevonden, zoals bedoeld",
            reasons="Meer bereik was de bedoeling en het past bij zo nabij mogelijk.",
            municipality_share="Wij betaalden de inloop in twee wijken.",
        ),
        e.ReflectionAnswered(item="p3", question="ambition", answer="yes"),
        agreed(4, "p3", "De inloop gaat in de derde wijk open", who="wijkmanager",
               side=MUNICIPALITY, due=date(2027, 4, 1), agreement_kind="policy_purchasing",
               visible_from="2027KW03", reason="De vraag is er het grootst."),
    )  # fmt: skip


def _duration() -> tuple:
    return (
        *visits("p4", *STAGES),
        note("l1", "p4", "Helft duurt korter dan een jaar; dat is al jaren zo.", "fact",
             period="2026KW01", group="m6_12"),
        note("l2", "p4", "Zo lang als nodig: bij verblijf na een crisis is een jaar gewoon.",
             side=PROVIDER, perspective="professional"),
        e.WeighingGiven(
            item="p4", outcome="too_early",
            reasons="We willen duur pas wegen naast de uitkomst voor dezelfde groep.",
            municipality_share="Geen; we vragen geen extra gegevens hiervoor.",
        ),
    )  # fmt: skip


def _closing() -> tuple:
    return (
        e.Parked(parked="k1", text="Tarief voor dubbele bezetting", item="p1", side=PROVIDER),
        e.ClosingAnswered(question="asks_of_me", side=PROVIDER,
                          text="Eerder bellen als het bij ons knelt."),
        e.ClosingAnswered(question="asks_of_me", side=MUNICIPALITY,
                          text="Niet schrappen zonder te bellen."),
        e.ClosingAnswered(question="to_policy", side=MUNICIPALITY,
                          text="Dubbele bezetting opnemen in de inkoop van 2028."),
        e.AgreementRevised(
            to=agreed(3, "p2", "We vergelijken samen tien dossiers van het voorjaar", side=None),
            reason="de periode ontbrak",
        ),
        e.ReadBack(agreement="a1"),
        e.Confirmed(side=MUNICIPALITY, how="confirmed", by="beleidsadviseur jeugd"),
        e.Confirmed(side=PROVIDER, how="confirmed", by="manager zorg"),
    )  # fmt: skip
