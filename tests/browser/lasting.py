"""What outlasts a meeting, said in the meeting whose wall is measured: long and full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la

KINDS = la.PreconditionKind
BOARD = (
    (
        "tarief",
        KINDS.purchasing_strategy,
        "obstructs",
        "Het tarief geldt per uur en per behandelaar",
        la.Disposition.adapt,
    ),
    (
        "perceel",
        KINDS.contract,
        "obstructs",
        "Overleg met school valt buiten het perceel",
        la.Disposition.escalate,
    ),
    (
        "budget",
        KINDS.budget_structure,
        "gives_room",
        "Het buurtteam heeft een eigen budget voor kleine vragen",
        la.Disposition.keep,
    ),
    (
        "team",
        KINDS.delivery_variant,
        "gives_room",
        "Eén team mag met drie aanbieders samen werken",
        None,
    ),
    (
        "lijst",
        KINDS.administrative_practice,
        "obstructs",
        "Elke aanbieder vult een eigen wachtlijst in",
        la.Disposition.let_go,
    ),
    (
        "melding",
        KINDS.administrative_practice,
        "gives_room",
        "Beginnen kan met een melding zonder beschikking",
        None,
    ),
    (
        "wet",
        KINDS.law,
        "obstructs",
        "Gegevens delen mag pas na toestemming",
        la.Disposition.escalate,
    ),
)
PAIRS = (
    (
        "tarief",
        "team",
        la.Relation.clashes,
        "Uren van twee aanbieders in één gezin worden maar één keer betaald",
    ),
    (
        "perceel",
        "budget",
        la.Relation.overlaps,
        "Overleg met school staat in beide, en niemand betaalt het",
    ),
    (
        "team",
        "melding",
        la.Relation.strengthens,
        "Samen beginnen kon in een week in plaats van in zes weken",
    ),
)
AMBITIONS = (
    la.Ambition(
        id="tijd",
        name="Op tijd passende hulp",
        principles=("what_is_needed", "as_near_as_possible"),
    ),
    la.Ambition(
        id="thuis",
        name="Zo thuis mogelijk opgroeien",
        principles=("life_world_central", "possibilities_first"),
    ),
)
FRAMEWORKS = (
    la.Framework(
        id="budget",
        name="Budget jeugdhulp met verblijf",
        framework_kind=la.FrameworkKind.financial,
        limit=4_200_000,
        value=4_350_000,
        expected=4_500_000,
        unit="€",
        source="Tweede bestuursrapportage 2026",
        owner="Beleid jeugd",
    ),
    la.Framework(
        id="ambulant",
        name="Budget ambulante hulp",
        framework_kind=la.FrameworkKind.financial,
        limit=6_100_000,
        value=5_480_000,
        expected=6_050_000,
        unit="€",
        source="Tweede bestuursrapportage 2026",
        owner="Beleid jeugd",
    ),
    la.Framework(
        id="treeknorm",
        name="Wachttijd tot de intake",
        framework_kind=la.FrameworkKind.legal,
        limit=28,
        value=31.5,
        unit="dagen",
        source="Treeknorm",
        owner="Aanbieder en gemeente",
    ),
)


def lasting(indicator: str) -> Iterator[e.Happening]:
    """Everything a wall can show of it, most of it about one figure."""
    yield from _reserves()
    yield from _points(indicator)
    yield from _preconditions(indicator)
    yield from _foundations()
    yield la.DifferenceAgreed(
        difference="lezing",
        indicator=indicator,
        provider_reading="Er melden zich meer gezinnen met een zware vraag, en die blijven langer",
        municipality_reading="Dezelfde gezinnen wachten langer, en dan wordt de vraag zwaarder",
        datum="De zwaarte bij aanmelding en bij de start, van dezelfde vijftig gezinnen",
        owner="Informatieadviseur van de gemeente",
        due=date(2027, 2, 1),
    )
    yield la.MishapNoted(
        mishap="overdracht",
        indicator=indicator,
        text="Twee gezinnen hoorden pas na drie maanden dat zij op een andere lijst stonden",
        learned="Wie iemand overdraagt belt zelf, en vraagt na een week of het gelukt is",
    )


def _reserves() -> Iterator[e.Happening]:
    yield la.ReserveStated(
        side=e.Side.provider, text="Wij zijn bang dat een langere wachttijd straks ons tarief kost"
    )
    yield la.ReserveStated(
        side=e.Side.municipality,
        text="Wij kunnen vandaag niets toezeggen over het budget van volgend jaar",
    )


def _points(indicator: str) -> Iterator[e.Happening]:
    yield la.LearningPointNoted(
        learning="een-plek",
        indicator=indicator,
        side=e.Side.provider,
        text="Aanmelden op één plek scheelt gezinnen drie keer hetzelfde verhaal vertellen",
        meaning="Aanmelden en toewijzen horen in één opdracht, ook als er drie aanbieders zijn",
        level=la.Level.municipality,
        sectors=(la.Sector.youth_care, la.Sector.education),
        route=la.Route.purchasing,
        target_document="Bestek jeugdhulp 2028",
        due=date(2027, 9, 1),
        key_role="Inkoopadviseur",
        key_department="Inkoop en aanbesteding",
        pilot=True,
        strength=la.Strength.indication,
        ready=(KINDS.law, KINDS.contract),
    )
    for to in (la.Securing.shared, la.Securing.decided):
        yield la.LearningPointMoved(
            learning="een-plek",
            to=to,
            text="Besproken in het overleg van inkoop en beleid in maart",
        )
    yield la.LearningPointNoted(learning="kaal", text="Bellen helpt, ook als er niets te melden is")
    for number, route in enumerate(la.Route, 1):
        yield la.LearningPointNoted(
            learning=f"punt-{number}",
            route=route,
            target_document="Nota jeugdbeleid 2027",
            text="Wat in de proef kon met één budget moet straks ook met drie contracten kunnen",
        )


def _preconditions(indicator: str) -> Iterator[e.Happening]:
    for name, kind, bearing, text, disposition in BOARD:
        yield la.PreconditionNoted(
            precondition=name,
            precondition_kind=kind,
            bearing=bearing,
            text=text,
            indicator=indicator,
            disposition=disposition,
            escalate_to="VNG",
        )
    for one, other, relation, example in PAIRS:
        yield la.ClashNoted(
            clash=f"{one}-{other}",
            one=one,
            other=other,
            relation=relation,
            example=example,
            owner="Contractmanager jeugdhulp",
        )


def _foundations() -> Iterator[e.Happening]:
    since = {"valid_from": date(2026, 1, 1), "reason": "Vastgesteld in de raad"}
    yield la.VisionSet(
        vision="Ieder kind in Rivierstede groeit veilig op, met hulp die past en die dichtbij is",
        ambitions=AMBITIONS,
        **since,
    )
    yield la.FrameworksSet(frameworks=FRAMEWORKS, **since)
