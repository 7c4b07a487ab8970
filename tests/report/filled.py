"""A meeting in which everything was said that can be said: five figures, 25 lines, eight
agreements, five learning points, six preconditions, three pairs, two differences."""

from __future__ import annotations

from datetime import UTC, date, datetime

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.following import with_carried
from telvertel.meeting.stages import STAGES
from telvertel.meeting.state import Meeting
from tests.report import conftest as c

PROVIDER, MUNICIPALITY = e.Side.provider, e.Side.municipality
DAY = date(2026, 11, 12)


def earlier() -> Meeting:
    """The meeting before: a line that is looked at again, and a learning point still open."""
    talk = c.Talk("rivierstede-oever-2026-05", datetime(2026, 5, 21, 12, 0, tzinfo=UTC))
    talk.says(c.planned(held_on=date(2026, 5, 21), previous=None), c.agenda(), e.MeetingOpened())
    talk.says(
        c.note("o1", "p1", "De zomer van 2025 was een dip in het team.", side=PROVIDER),
        c.agreed(91, "p1", "De behandelaar belt binnen een week", who="teamleider", side=PROVIDER,
                 due=date(2026, 9, 1), agreement_kind="execution"),
        c.agreed(92, "p2", "Vaste contactpersoon bij de toegang", who="hoofd toegang",
                 side=MUNICIPALITY, due=date(2026, 7, 1), agreement_kind="organisation"),
        learning("l1", "Een vast gezicht bij de start scheelt jongeren opnieuw vertellen.",
                 route="purchasing", target_document="Inkoop jeugdhulp 2028",
                 due=date(2027, 6, 1), key_role="inkoper jeugd", key_department="inkoop"),
        la.LearningPointMoved(learning="l1", to="shared", text="Besproken in het teamoverleg."),
    )  # fmt: skip
    return talk.meeting()


def filled() -> Meeting:
    """Sealed, with the meeting before it in its series."""
    before = earlier()
    return with_carried(talk().meeting(), (before,), (before,))


def talk(*more) -> c.Talk:
    """The whole of it, with ``more`` said before the closing."""
    made = c.Talk("rivierstede-oever-2026-11", datetime(2026, 11, 12, 13, 0, tzinfo=UTC))
    made.says(c.planned(previous="rivierstede-oever-2026-05"), c.agenda(), c._people())
    made.says(c._client_voice(), *c.frozen(), *c._stories(), *_foundations(), e.MeetingOpened())
    made.says(*_reserves(), *_reviews())
    for number in range(1, 6):
        made.says(*_item(f"p{number}", number))
    made.says(*_agreements(), *_learning(), *_preconditions(), *_differences(), *_others())
    return made.says(*more, *_closing(), e.Sealed(check_code="9F3C27A1"))


def learning(name: str, text: str, **facts) -> la.LearningPointNoted:
    return la.LearningPointNoted(learning=name, text=text, level="municipality", **facts)


def _foundations() -> tuple:
    return (
        la.VisionSet(
            vision="Elk kind groeit veilig en kansrijk op, zo gewoon mogelijk.",
            ambitions=(
                la.Ambition(id="thuis", name="Meer kinderen wonen thuis",
                            principles=("as_near_as_possible",)),
                la.Ambition(id="tijdig", name="Niemand wacht langer dan nodig",
                            principles=("what_is_needed",)),
            ),
            valid_from=date(2026, 1, 1), reason="Vastgesteld in de raad.",
        ),
        la.FrameworksSet(
            frameworks=(
                la.Framework(id="budget", name="Budget jeugdhulp met verblijf",
                             framework_kind="financial", limit=4_500_000, value=4_390_000,
                             expected=4_620_000, unit="euro", source="begroting 2026",
                             owner="adviseur financiën"),
                la.Framework(id="ambulant", name="Budget ambulante jeugdhulp",
                             framework_kind="financial", limit=2_100_000, value=2_250_000,
                             unit="euro", source="begroting 2026"),
                la.Framework(id="termijn", name="Besluit binnen acht weken",
                             framework_kind="legal", limit=8, value=7.5, unit="weken"),
            ),
            valid_from=date(2026, 1, 1), reason="Begroting 2026.",
        ),
    )  # fmt: skip


def _reserves() -> tuple:
    return (
        la.ReserveStated(side=PROVIDER, text="We zijn bang dat een lager tarief volgt op een "
                         "eerlijk verhaal."),
        la.ReserveStated(side=MUNICIPALITY, text="De raad vraagt om minder uitgaven; dat speelt "
                         "bij ons mee."),
    )  # fmt: skip


def _reviews() -> tuple:
    return (
        e.AgreementReviewed(agreement="a91", made_in="rivierstede-oever-2026-05", kept="yes",
                            helped="too_early", result="Bij elf gezinnen gebeld.", continues=True),
        e.AgreementReviewed(agreement="a92", made_in="rivierstede-oever-2026-05", kept="partly",
                            helped="partly", result="Twee dagen per week; dat scheelt zoeken."),
        la.ExplanationChecked(note="o1", made_in="rivierstede-oever-2026-05", held="did_not_hold",
                              text="Ook na de zomer bleef het team wisselen."),
    )  # fmt: skip


LINES = (
    ("fact", "De lijn loopt sinds de zomer van 2025 anders dan in de twee jaar daarvoor."),
    ("explanation", "Vier van de tien behandelaren vertrokken in een jaar, twee plekken bleven "
     "maanden open."),
    ("explanation", "Het warme overdrachtsgesprek verviel toen de toegang onderbezet was."),
    ("question", "Hoe vaak gaat het om een overstap naar hulp die beter past?"),
    ("precondition", "Het contract kent een vast aantal uren per traject."),
)  # fmt: skip


def _item(item: str, number: int) -> tuple:
    side = (None, PROVIDER, MUNICIPALITY, PROVIDER, MUNICIPALITY)
    facts: tuple[dict, ...] = (
        {"period": "2025KW03", "basis": "registration"},
        {"period": "2025KW04", "perspective": "professional", "reason_tag": "staff",
         "reason_side": PROVIDER, "basis": "registration",
         "evidence": "personeelsoverzicht 2025", "follow_up": date(2027, 3, 1)},
        {"reason_tag": "referral", "reason_side": MUNICIPALITY, "basis": "case",
         "perspective": "policy"},
        {"perspective": "parent"},
        {"perspective": "purchasing"},
    )  # fmt: skip
    if item == "p5":
        facts = tuple({k: v for k, v in one.items() if k != "period"} for one in facts)
    return (
        *c.visits(item, *STAGES),
        *(
            c.note(f"{item}-{at}", item, text, kind, side=side[at], **facts[at])
            for at, (kind, text) in enumerate(LINES)
        ),
        e.IndicatorJudged(item=item, tells="partly", text="Het zegt niet hoe het daarna ging."),
        e.WeighingGiven(
            item=item,
            outcome=("not_met_valued", "not_met_improve", "met", "too_early", "too_early")[
                number - 1
            ],
            title="Meer beweging in een jaar van vertrek",
            reasons="De ambitie is niet gehaald. Het team is opnieuw opgebouwd en de lijn loopt "
            "sinds het voorjaar niet verder op.",
            municipality_share="De warme overdracht is door ons geschrapt zonder overleg.",
            strength="indication",
        ),
        e.ReflectionAnswered(item=item, question="ambition", answer="partly",
                             text="Nog niet; we houden de ambitie."),
    )  # fmt: skip


def _agreements() -> tuple[e.AgreementMade, ...]:
    return tuple(
        c.agreed(
            number, f"p{1 + number % 5}", "spreken toegang, ouders en behandelaar samen af hoe "
            "de start eruitziet", if_text="een jongere wordt verwezen", who="hoofd toegang",
            side=MUNICIPALITY if number % 2 else PROVIDER, due=date(2027, 1, number),
            agreement_kind="organisation", visible_from="2027KW02",
            expected_effect="Minder jongeren die in de eerste drie maanden stoppen.",
            needs_from_municipality="Dubbele bezetting kunnen declareren.",
            **_detailed(number),
        )
        for number in range(1, 9)
    )  # fmt: skip


def _detailed(number: int) -> dict:
    if number % 3:
        return {}
    return {
        "alternative": "Een extra intake; te zwaar voor jongeren.",
        "contract": "perceel ambulant",
        "contract_fit": "does_not_fit",
        "principles": ("life_world_central",),
    }


def _learning() -> tuple:
    return (
        learning("l2", "Zonder dubbele bezetting begint een gezin opnieuw na elk vertrek.",
                 indicator="dropout", meaning="Tarieven gaan uit van volle teams.",
                 sectors=("youth_care", "education"), route="funding",
                 target_document="Tarievenbesluit 2028", due=date(2027, 9, 1),
                 key_role="adviseur bekostiging", key_department="financiën", strength="signal"),
        learning("l3", "Huisartsen verwijzen anders als zij het team kennen.", pilot=True,
                 ready=("contract",), route="policy", target_document="Beleidsplan jeugd"),
        learning("l4", "Ouders willen weten wat er na aanmelding gebeurt.", route="process",
                 key_role="hoofd toegang", key_department="toegang"),
        learning("l5", "Duur zegt pas iets naast de uitkomst."),
        la.LearningPointMoved(learning="l1", to="decided", text="Staat in de opdracht inkoop."),
    )  # fmt: skip


def _preconditions() -> tuple:
    kinds = list(la.PreconditionKind)
    named = tuple(
        la.PreconditionNoted(
            precondition=f"r{at}", precondition_kind=kind,
            bearing=("obstructs", "gives_room")[at % 2],
            text=("Vast aantal uren per traject", "Vrije ruimte voor proefplaatsen")[at % 2],
            indicator="dropout", needed="partly", why="Houdt de uitgaven te overzien.",
            who_can_change="college, bij de inkoop", disposition="adapt",
        )
        for at, kind in enumerate(kinds)
    )  # fmt: skip
    pairs = tuple(
        la.ClashNoted(clash=f"c{at}", one=f"r{at}", other=f"r{at + 1}", relation=relation,
                      example="Uren op is uren op, ook als een gezin midden in een crisis zit.",
                      owner="contractmanager")
        for at, relation in enumerate(la.Relation)
    )  # fmt: skip
    return named + pairs


def _differences() -> tuple:
    return tuple(
        la.DifferenceAgreed(
            difference=f"d{at}", indicator=indicator, provider_reading="Er is meer vraag.",
            municipality_reading="Er wordt langer geholpen.", datum="De duur per leeftijd.",
            owner="beleidsadviseur", due=date(2027, 2, 1),
        )
        for at, indicator in enumerate(("waiting_time", "first_line_reach"))
    )  # fmt: skip


def _others() -> tuple:
    return (
        la.MishapNoted(mishap="m1", indicator="dropout", text="Een gezin kreeg drie keer een "
                       "nieuwe behandelaar.", learned="Eerst bellen, dan pas plaatsen."),
        la.WishNoted(wish="w1", text="Hoe gaat het een jaar na het eind van de hulp?",
                     how_obtained="bellen met een steekproef", how_often="een keer per jaar",
                     minutes=600, drops="De maandlijst met gewerkte uren", owner="kwaliteit"),
    )  # fmt: skip


def _closing() -> tuple:
    return (
        e.ClosingAnswered(question="asks_of_me", side=PROVIDER, text="Eerder bellen."),
        e.ClosingAnswered(question="asks_of_me", side=MUNICIPALITY, text="Niet schrappen zonder "
                          "te bellen."),
        e.ClosingAnswered(question="to_policy", side=MUNICIPALITY, text="Dubbele bezetting "
                          "opnemen in de inkoop van 2028."),
        e.Confirmed(side=MUNICIPALITY, how="confirmed", by="beleidsadviseur jeugd"),
        e.Confirmed(side=PROVIDER, how="confirmed", by="manager zorg"),
    )  # fmt: skip
