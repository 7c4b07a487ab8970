"""Who may say what, and when: the rules of the table, as tables."""

from datetime import date

import pytest

from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.policies import (
    MOST_DRAFTS,
    NotAllowed,
    Refusal,
    can_prepare,
    can_review,
    can_say,
    can_seal,
    can_see,
    can_weigh,
    can_write,
    check_draft,
    check_say,
)
from telvertel.wording.words import words
from tests.meeting import lasting
from tests.meeting import saying as s

F, M, P = e.Role.facilitator, e.Role.municipality, e.Role.provider
W, R = e.Role.wall, e.Role.reader
STATES = {"nothing": (), "planned": s.PLANNED, "open": s.OPEN, "sealed": s.SEALED}


def answer(state, body, role=F, side=None) -> str:
    """ "yes", or the reason why not."""
    try:
        check_say(s.after(*state), s.saying(body, role, side))
    except NotAllowed as refusal:
        assert not can_say(s.after(*state), s.saying(body, role, side))
        return refusal.reason.value
    return "yes"


BODIES = {
    "plan": s.PLAN,
    "people": e.PeopleNoted(people=()),
    "agenda": s.AGENDA,
    "story": s.story(),
    "voice": e.ClientVoiceGiven(text="Ik wil niet opnieuw beginnen."),
    "open": e.MeetingOpened(),
    "figures": e.FiguresFrozen(item="uitval", card={}, figures=()),
    "welcome": e.Shown(view=e.View.welcome),
    "item": e.Shown(view=e.View.item, item="uitval"),
    "note": s.note(),
    "parked": e.Parked(parked="p1", text="Later."),
    "judged": e.IndicatorJudged(item="uitval", tells=e.Answer.partly),
    "weighing": s.weighing(),
    "reflection": e.ReflectionAnswered(question=e.Reflection.ambition, answer=e.Answer.yes),
    "agreement": s.agreement(),
    "review": s.review(),
    "closing": e.ClosingAnswered(question="asks_of_me", side=e.Side.provider, text="Tijd."),
    "confirmed": s.confirmed(e.Side.provider),
    "dispute": s.dispute(),
    "draft": e.Drafted(field="regel", text="Er z"),
    "learning": lasting.point(meaning="Beleid volgt.", key_role="Inkoper", key_department="Inkoop"),
    "precondition": lasting.precondition(why="Staat in de wet.", who_can_change="De raad"),
    "difference": lasting.difference(owner="De analist"),
    "wish": lasting.wish(what_for="Om te leren.", owner="De analist"),
    "reserve": la.ReserveStated(side=e.Side.provider, text="Wij zijn bang voor korting."),
    "mishap": la.MishapNoted(mishap="m1", text="De brief kwam te laat.", learned="Bellen."),
    "principles": lasting.principles("nabij"),
    "vision": la.VisionSet(vision="Elk kind telt.", valid_from=date(2026, 1, 1), reason="Raad."),
    "frameworks": la.FrameworksSet(
        frameworks=(
            la.Framework(id="b", name="Budget", framework_kind=la.FrameworkKind.financial),
        ),
        valid_from=date(2026, 1, 1),
        reason="Begroting.",
    ),
    "account": la.AccountNoted(account="a", team="Wijkteam", financier="De gemeente"),
    "checked": la.ExplanationChecked(note="n1", made_in="vorig", held=la.Held.held, text="Ja."),
}
BEFORE = {"dispute", "people", "agenda", "story", "voice", "open", "figures", "welcome", "draft"}
BEFORE |= {"reserve", "wish", "precondition", "principles", "vision", "frameworks", "account"}


@pytest.mark.parametrize("name", BODIES)
def test_before_a_meeting_is_planned_only_the_plan_can_be_written(name):
    assert answer((), BODIES[name]) == ("yes" if name == "plan" else "not_planned")


@pytest.mark.parametrize("name", BODIES)
def test_before_the_opening_one_prepares_and_after_it_one_talks(name):
    expected = "yes" if name in BEFORE | {"plan"} else "not_open"
    assert answer(s.PLANNED, BODIES[name]) == expected


@pytest.mark.parametrize("name", BODIES)
def test_the_facilitator_may_do_everything_during_the_meeting_but_open_it_again(name):
    assert answer(s.OPEN, BODIES[name]) == ("already_open" if name == "open" else "yes")


@pytest.mark.parametrize("role", [F, M, P])
@pytest.mark.parametrize("name", BODIES)
def test_nothing_is_added_after_sealing(name, role):
    assert answer(s.SEALED, BODIES[name], role) == "sealed"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("role", [W, R])
def test_the_wall_and_a_reader_never_write(role, name, state):
    assert answer(STATES[state], BODIES[name], role) == "watching_only"
    assert not can_write(s.after(*STATES[state]), role)


OF_PROVIDER = {"dispute", "parked", "closing", "confirmed", "reserve"}


@pytest.mark.parametrize("name", BODIES)
def test_what_a_side_may_say_from_its_own_device_during_the_meeting(name):
    expected = "yes" if name in OF_PROVIDER else "facilitator_only"
    assert answer(s.OPEN, BODIES[name], P) == ("already_open" if name == "story" else expected)


@pytest.mark.parametrize(
    ("role", "side", "state", "expected"),
    [
        (P, e.Side.provider, s.PLANNED, True),
        (P, e.Side.municipality, s.PLANNED, False),
        (M, e.Side.municipality, s.PLANNED, True),
        (M, e.Side.provider, s.PLANNED, False),
        (P, e.Side.provider, s.OPEN, False),
        (M, e.Side.municipality, s.OPEN, False),
        (F, e.Side.provider, s.PLANNED, True),
        (F, e.Side.municipality, s.OPEN, True),
        (F, e.Side.provider, s.SEALED, False),
        (W, e.Side.provider, s.PLANNED, False),
        (R, e.Side.municipality, s.PLANNED, False),
    ],
)
def test_a_side_prepares_its_own_story_before_the_opening_only(role, side, state, expected):
    assert can_prepare(s.after(*state), role, side) is expected
    assert (answer(state, s.story(side), role) == "yes") is expected


@pytest.mark.parametrize(
    "body",
    [s.dispute(e.Side.municipality), s.confirmed(e.Side.municipality)],
)
def test_a_side_does_not_speak_for_the_other(body):
    assert answer(s.OPEN, body, P) == "other_side"
    assert answer(s.OPEN, body, M) == "yes"


def test_a_side_that_says_it_is_the_other_is_refused():
    body = e.Parked(parked="p1", text="Later.")
    posing = e.Saying(
        op="op-12345678", meeting=s.MEETING, role=P, side=e.Side.municipality, body=body
    )
    with pytest.raises(NotAllowed) as refusal:
        check_say(s.after(*s.OPEN), posing)
    assert refusal.value.reason is Refusal.other_side


@pytest.mark.parametrize(
    "body",
    [
        s.note(item="kosten"),
        s.weighing("kosten"),
        s.agreement(item="kosten"),
        s.story(item="kosten"),
        s.dispute(item="kosten"),
        e.Shown(view=e.View.item, item="kosten"),
        e.AgreementRevised(to=s.agreement(item="kosten")),
    ],
)
def test_what_is_said_is_about_an_item_of_the_agenda(body):
    assert answer((*s.OPEN, s.agreement()), body) == "not_on_agenda"


def test_an_item_that_was_talked_about_stays_on_the_agenda():
    only_waiting = e.AgendaSet(items=s.AGENDA.items[1:])
    assert answer(s.OPEN, only_waiting) == "yes"
    assert answer((*s.OPEN, s.note()), only_waiting) == "discussed_item_left_out"


def test_we_do_not_weigh_on_a_contested_figure_until_it_is_settled():
    settled = e.DisputeSettled(dispute="d1", text="Samen nageteld.")
    contested = (*s.OPEN, s.dispute())
    assert answer(contested, s.weighing()) == "disputed"
    assert answer(contested, s.weighing("wachttijd")) == "yes"
    assert answer((*contested, settled), s.weighing()) == "yes"
    assert not can_weigh(s.after(*contested), "uitval")
    assert can_weigh(s.after(*contested, settled), "uitval")


@pytest.mark.parametrize(("result", "expected"), [("Er is gebeld.", True), ("  ", False)])
def test_kept_and_helped_are_never_said_without_a_result(result, expected):
    assert can_review(s.after(*s.OPEN), s.review(result)) is expected
    assert answer(s.OPEN, s.review(result)) == ("yes" if expected else "result_missing")


@pytest.mark.parametrize(
    ("before", "body", "expected"),
    [
        ((), e.NoteRevised(note="n1", text="Anders."), "unknown_note"),
        ((s.note(),), e.NoteRevised(note="n1", text="Anders."), "yes"),
        ((s.note(),), s.note("Nog een.", note="n1"), "note_exists"),
        ((s.note(), e.LinePulledBack(note="n1")), e.LinePulledBack(note="n1"), "line_pulled_back"),
        ((), e.ReadBack(agreement="a1"), "unknown_agreement"),
        ((s.agreement(),), e.ReadBack(agreement="a1"), "yes"),
        ((s.agreement(),), s.agreement(), "agreement_exists"),
        (
            (s.agreement(), e.AgreementPulledBack(agreement="a1", reason="Dubbel.")),
            e.AgreementRevised(to=s.agreement()),
            "agreement_pulled_back",
        ),
        ((), e.DisputeSettled(dispute="d1", text="Klaar."), "unknown_dispute"),
        (
            (s.dispute(), e.DisputeSettled(dispute="d1", text="Klaar.")),
            e.DisputeSettled(dispute="d1", text="Klaar."),
            "dispute_settled",
        ),
    ],
)
def test_a_correction_is_about_something_that_is_there(before, body, expected):
    assert answer((*s.OPEN, *before), body) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), False),
        ((s.confirmed(e.Side.provider),), False),
        ((s.confirmed(e.Side.provider), s.confirmed(e.Side.municipality)), True),
        (
            (
                s.confirmed(e.Side.provider, e.Confirmation.seen_not_confirmed),
                s.confirmed(e.Side.municipality),
            ),
            True,
        ),
        (
            (s.confirmed(e.Side.provider), s.confirmed(e.Side.municipality), s.agreement()),
            False,
        ),
    ],
)
def test_sealing_waits_for_both_sides_on_the_text_as_it_stands(said, expected):
    assert can_seal(s.after(*s.OPEN, *said)) is expected


CONFIRMED = (s.confirmed(e.Side.provider), s.confirmed(e.Side.municipality))


def seal_answer(*said) -> str:
    return answer((*s.OPEN, *said, *CONFIRMED), e.Sealed(check_code="0123ABCD"))


def test_sealing_waits_until_every_line_that_was_set_apart_is_decided_about():
    held = (s.note(note="n1"), e.LineHeld(note="n1"))
    assert seal_answer(*held) == "lines_held"
    assert seal_answer(*held, e.LineRestored(note="n1")) == "yes"
    assert seal_answer(*held, e.LineWiped(note="n1")) == "yes"


def test_sealing_waits_until_the_silent_round_is_closed():
    opened = e.RoundOpened(round="r1", item="uitval", round_kind="lines", question="Wat valt op?")
    assert seal_answer(opened) == "round_running"
    assert seal_answer(opened, e.RoundClosed(round="r1")) == "yes"


def test_nobody_is_asked_about_a_line_that_was_set_apart():
    asked = e.RoundOpened(
        round="r1", item="uitval", round_kind="positions", question="Hoe staat u hierin?", note="n1"
    )
    held = (*s.OPEN, s.note(note="n1"), e.LineHeld(note="n1"))
    assert answer(held, asked) == "line_held"
    assert answer((*held, e.LineRestored(note="n1")), asked) == "yes"


def test_erasing_a_line_is_possible_after_sealing_for_the_facilitator_only():
    wipe, sealed = e.LineWiped(note="n1"), (*CONFIRMED, e.Sealed(check_code="0123ABCD"))
    after_all = (*s.OPEN, s.note(note="n1"), *sealed)
    assert answer(after_all, wipe) == "yes"
    assert answer(after_all, wipe, P, e.Side.provider) == "sealed"
    assert answer(after_all, e.LineWiped(note="n2")) == "unknown_note"
    assert answer((*after_all, wipe), wipe) == "line_pulled_back"
    assert answer(after_all, e.LineHeld(note="n1")) == "sealed"
    pulled_back = (*s.OPEN, s.note(note="n1"), e.LinePulledBack(note="n1"), *sealed)
    assert answer(pulled_back, wipe) == "yes"


def test_a_seal_and_what_both_sides_confirmed_stand_when_a_line_is_erased_after_it():
    sealed = (*s.OPEN, s.note(note="n1"), *CONFIRMED, e.Sealed(check_code="0123ABCD"))
    state = s.after(*sealed, e.LineWiped(note="n1"))
    assert (state.check_code, len(state.confirmations)) == ("0123ABCD", 2)
    assert state.sealed_at and state.note("n1").wiped


@pytest.mark.parametrize(
    ("role", "side", "state", "expected"),
    [
        (F, None, s.PLANNED, True),
        (P, e.Side.provider, s.PLANNED, True),
        (M, e.Side.municipality, s.PLANNED, False),
        (M, e.Side.municipality, s.OPEN, True),
        (W, None, s.PLANNED, False),
        (W, None, s.OPEN, False),
        (R, None, s.OPEN, False),
        (R, None, s.SEALED, True),
    ],
)
def test_who_sees_the_story_of_the_provider(role, side, state, expected):
    event = e.Event(**dict(s.saying(s.story())), sequence=3, at="2026-11-22T13:00:00Z")
    assert can_see(s.after(*state), event, role, side) is expected


# What a side may read: (before the opening, during the meeting), by happening of the other side.
READ = {
    "plan": (True, True),
    "people": (True, True),
    "agenda": (True, True),
    "open": (True, True),
    "welcome": (True, True),
    "item": (True, True),
    "story": (False, True),
    "dispute": (False, True),
    "figures": (False, False),
    "draft": (False, False),
}


@pytest.mark.parametrize("name", BODIES)
def test_what_a_side_may_read_of_what_is_not_its_own(name):
    event = e.Event(**dict(s.saying(BODIES[name])), sequence=3, at="2026-11-22T13:00:00Z")
    expected = READ.get(name, (False, True))
    read = tuple(
        can_see(s.after(*state), event, M, e.Side.municipality) for state in (s.PLANNED, s.OPEN)
    )
    assert read == expected


@pytest.mark.parametrize("name", ["story", "dispute"])
def test_a_side_reads_its_own_words_while_it_prepares(name):
    event = e.Event(**dict(s.saying(BODIES[name])), sequence=3, at="2026-11-22T13:00:00Z")
    assert can_see(s.after(*s.PLANNED), event, P, e.Side.provider)


@pytest.mark.parametrize("role", [M, P])
def test_once_sealed_a_side_reads_what_any_reader_does(role):
    for body in BODIES.values():
        event = e.Event(**dict(s.saying(body)), sequence=3, at="2026-11-22T13:00:00Z")
        sealed = s.after(*s.SEALED)
        assert can_see(sealed, event, role, e.Side(role.value)) == can_see(sealed, event, R, None)


def test_only_the_desk_gets_a_line_that_was_pulled_back():
    told = (*s.OPEN, s.note("Te veel gezegd."), e.LinePulledBack(note="n1"), *s.SEALED[3:])
    event = e.Event(**dict(s.saying(s.note("Te veel gezegd."))), sequence=4, at="2026-11-22T13:00Z")
    assert not can_see(s.after(*told), event, R, None)
    for state in (told, told[:-3]):
        assert not can_see(s.after(*state), event, P, e.Side.provider)
        assert can_see(s.after(*state), event, F, None)


def test_what_a_wiped_line_said_is_for_nobody_but_that_it_was_wiped_stays_known():
    told = (
        *s.OPEN,
        s.note("Sanne zei het."),
        e.NoteRevised(note="n1", text="Sanne V. zei het."),
        e.LineHeld(note="n1"),
        e.LineWiped(note="n1"),
    )
    state = s.after(*told)
    kinds = {
        type(body)
        for number, body in enumerate(told, start=1)
        if can_see(
            state, e.Event(**dict(s.saying(body)), sequence=number, at="2026-11-22T13:00Z"), F, None
        )
    }
    assert kinds.isdisjoint({e.NoteWritten, e.NoteRevised})
    assert {e.LineHeld, e.LineWiped} <= kinds
    assert "Sanne" not in repr(state)


def draft_answer(role, field, drafts) -> str:
    try:
        check_draft(s.after(*s.OPEN), s.saying(e.Drafted(field=field, text="x"), role), drafts)
    except NotAllowed as refusal:
        return refusal.reason.value
    return "yes"


@pytest.mark.parametrize(
    ("role", "expected"),
    [(F, "yes"), (M, "facilitator_only"), (P, "facilitator_only"), (W, "watching_only")],
)
def test_what_is_being_typed_is_the_desk_its_own(role, expected):
    assert draft_answer(role, "regel", ()) == expected


def test_a_meeting_holds_a_limited_number_of_unsaid_texts():
    full = {f"veld-{n}": "x" for n in range(MOST_DRAFTS)}
    assert draft_answer(F, "nog een", full) == "too_many_drafts"
    assert draft_answer(F, "veld-3", full) == "yes"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_can_be_said(reason, language):
    assert words(language)(f"refusals.{reason}").endswith(".")
