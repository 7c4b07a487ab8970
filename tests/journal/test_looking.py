"""Before anything leaves the house every text in which somebody may be recognised was looked at."""

from __future__ import annotations

import zipfile

import pytest

from telvertel import looking
from telvertel.journal.journal import Journal
from telvertel.journal.pack import LINES
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from telvertel.meeting.policies import NotAllowed, Refusal
from telvertel.meeting.standing import for_minutes
from telvertel.report import minutes
from telvertel.telling import Telling
from telvertel.wall import desk_lines, replay
from telvertel.wall.scene import scene
from telvertel.wording.words import words
from tests.meeting import saying as s

PHONE = "06-12345678"
CALL = f"Bel {PHONE} even."


@pytest.fixture
def telling(tmp_path):
    journal = Journal.open(tmp_path / "journal")
    telling = Telling(journal)
    for body in s.OPEN:
        telling.say(s.saying(body))
    yield telling
    journal.close()


def say(telling: Telling, *bodies: e.Happening, overruled=()) -> e.Event:
    for body in bodies:
        event = telling.say(s.saying(body), overruled)
    return event


def found(telling: Telling) -> list[tuple[str, bool]]:
    """Text and whether it keeps the meeting inside."""
    return [(one.text, one.waits) for one in telling.places(s.MEETING)]


def leaves(telling: Telling) -> bool:
    try:
        telling.check_leaving(s.MEETING)
    except NotAllowed as refusal:
        assert refusal.reason is Refusal.texts_wait
        return False
    return True


FROM_TOWN = {"by": "Bestuurder", "looks_for": e.LooksFor.municipality}
FROM_PROVIDER = {"by": "Directeur", "looks_for": e.LooksFor.provider}
OFFICER = {"by": "Functionaris", "looks_for": e.LooksFor.privacy_officer}


def passed(event: e.Event, field="text", concerns=("phone",), **more) -> e.TextPassed:
    told = {"second": True, **FROM_TOWN, **more}
    return e.TextPassed(said=event.sequence, field=field, concerns=concerns, **told)


def by_two(event: e.Event, **more) -> tuple[e.TextPassed, ...]:
    return passed(event, **more), passed(event, **(more | FROM_PROVIDER))


def confirmed(telling: Telling) -> None:
    say(telling, *(s.confirmed(side) for side in e.Side))


def test_a_hard_concern_keeps_the_meeting_inside_also_when_it_was_let_on_the_wall(telling):
    say(telling, s.note(CALL, overruled=("phone",)))
    confirmed(telling)
    assert found(telling) == [(CALL, True)] and not leaves(telling)
    with pytest.raises(NotAllowed) as refusal:
        telling.seal(s.MEETING)
    assert refusal.value.reason is Refusal.texts_wait
    assert telling.meeting(s.MEETING).sealed_at is None


def test_a_soft_concern_is_listed_and_holds_up_nothing(telling):
    say(telling, s.note("Drie jongeren wachten."), s.note("Kevin belde.", note="n2"))
    assert found(telling) == [("Drie jongeren wachten.", False), ("Kevin belde.", False)]
    assert leaves(telling)


@pytest.mark.parametrize(
    "text",
    [
        "Emma is 14 jaar en wacht.",
        "Emma uit Baarn wacht al lang.",
        "Emma (14) uit Baarn wacht.",
        "Familie Jansen op de Kerkstraat 12 belde.",
        "Een jongen van 14 uit Baarn wacht.",
        "Sem uit groep 7 stopte.",
    ],
)
def test_one_child_that_is_known_in_town_holds_it_up_like_a_number_does(telling, text):
    event = say(telling, s.note(text, overruled=("name", "name_age", "age_place", "street")))
    assert found(telling) == [(text, True)] and not leaves(telling)
    (one,) = telling.places(s.MEETING)
    kinds = tuple(found.kind.value for found in one.found)
    say(telling, *by_two(event, concerns=kinds))
    assert leaves(telling)


def test_two_look_before_it_goes_one_from_each_side_and_it_says_who_and_when(telling):
    event = say(telling, s.note(CALL))
    looked = say(telling, passed(event))
    assert not leaves(telling)
    say(telling, passed(event, **FROM_PROVIDER, reason="De balie staat in de gids."))
    (one,) = telling.places(s.MEETING)
    assert leaves(telling) and not one.waits
    assert (one.seconds[0].body.by, one.seconds[0].at) == ("Bestuurder", looked.at)
    assert one.seconds[1].body.reason == "De balie staat in de gids."


@pytest.mark.parametrize(
    ("second", "goes"),
    [
        (FROM_TOWN, False),
        ({"by": "Inkoper", "looks_for": e.LooksFor.municipality}, False),
        ({"by": "bestuurder ", "looks_for": e.LooksFor.provider}, False),
        ({"by": "Directeur", "looks_for": None}, False),
        (FROM_PROVIDER, True),
        (OFFICER, True),
    ],
)
def test_two_looks_are_of_two_roles_from_two_sides_or_with_a_privacy_officer(telling, second, goes):
    event = say(telling, s.note(CALL))
    say(telling, passed(event), passed(event, **second))
    assert leaves(telling) is goes


def test_a_look_at_one_concern_says_nothing_of_another(telling):
    event = say(telling, s.note(f"{CALL} Of mail bos@example.nl."))
    say(telling, *by_two(event))
    assert not leaves(telling)
    say(telling, *by_two(event, concerns=("phone", "email")))
    assert leaves(telling)


def test_a_citizen_number_no_look_lets_go(telling):
    """Nothing keeps one, but a copy of another time may hold it."""
    event = say(telling, s.note())
    old = event.model_copy(update={"body": s.note("BSN 999990019")})
    state = telling.meeting(s.MEETING)
    (one,) = looking.places(state, [old])
    assert one.waits and one.stays_out


def test_what_was_rewritten_or_taken_back_keeps_nothing_inside(telling):
    say(telling, s.note(CALL), e.NoteRevised(note="n1", text="Bel de aanbieder even."))
    say(telling, s.note(CALL, note="n2"), e.LinePulledBack(note="n2"))
    say(telling, s.agreement().model_copy(update={"who": CALL}))
    say(telling, e.AgreementRevised(to=s.agreement()))
    say(telling, la.MishapNoted(mishap="m", text=CALL), la.MishapNoted(mishap="m", text="Te laat."))
    wish = la.WishNoted(wish="w", text=CALL, drops="Niets.")
    say(telling, wish, wish.model_copy(update={"dropped": True}))
    assert found(telling) == [] and leaves(telling)


def test_a_rewritten_line_is_looked_at_anew(telling):
    event = say(telling, s.note(CALL))
    say(telling, passed(event), e.NoteRevised(note="n1", text=f"Of bel {PHONE}."))
    assert found(telling) == [(f"Of bel {PHONE}.", True)]


def test_evidence_stays_with_the_line_it_was_given_with(telling):
    say(telling, s.note(evidence=CALL), e.NoteRevised(note="n1", text="Het team was heel klein."))
    assert found(telling) == [(CALL, True)]
    say(telling, e.NoteRevised(note="n1", text="Het team was klein.", evidence=""))
    assert found(telling) == []


def test_a_line_for_the_talk_alone_stays_inside_anyway(telling):
    say(telling, s.note(CALL, visibility=la.Visibility.talk))
    assert found(telling) == [] and leaves(telling)


def test_setting_a_concern_aside_is_an_event_of_its_own_that_never_repeats_the_text(telling):
    say(telling, s.agreement().model_copy(update={"then_text": CALL}), overruled=("phone", "name"))
    event, look = telling.journal.since(s.MEETING)[-2:]
    assert look.body == e.TextPassed(said=event.sequence, field="then_text", concerns=("phone",))
    assert PHONE not in look.model_dump_json()


def test_a_retry_keeps_the_setting_aside_once(telling):
    saying = s.saying(s.story(text=CALL), op="op-verhaal")
    for _ in range(2):
        telling.say(saying, ("phone",))
    looks = [one for one in telling.journal.since(s.MEETING) if one.body.kind == "text_passed"]
    assert len(looks) == 1


def test_nothing_found_is_nothing_set_aside(telling):
    before = say(telling, s.note())
    say(telling, s.story(), overruled=("phone",))
    assert telling.meeting(s.MEETING).sequence == before.sequence + 1


def test_a_copy_of_the_whole_meeting_holds_no_text_that_nobody_looked_at_twice(telling, tmp_path):
    """What was rewritten stands in the journal still: of the copy it is taken out, and the chain
    can be followed as before."""
    say(telling, s.note(CALL), e.NoteRevised(note="n1", text="Bel de aanbieder even."))
    shared = say(telling, s.note(f"Het nummer van de balie: {PHONE}", note="n2"))
    say(telling, *by_two(shared))
    confirmed(telling)
    telling.seal(s.MEETING)
    target = tmp_path / "gesprek.zip"
    telling.journal.pack(s.MEETING, target, unfit=telling.unfit(s.MEETING))
    with zipfile.ZipFile(target) as file:
        lines = file.read(LINES).decode()
    assert CALL not in lines and "Het nummer van de balie" in lines
    there = Journal.open(tmp_path / "daar")
    assert there.unpack(target) == s.MEETING
    assert there.verify(s.MEETING).intact and there.verify(s.MEETING).seal_holds
    there.close()


def test_a_second_look_may_come_after_the_seal_and_the_seal_holds(telling):
    event = say(telling, s.note("Kevin belde over de wachttijd."))
    confirmed(telling)
    code = telling.seal(s.MEETING).body.check_code
    say(telling, passed(event, concerns=("name",)))
    assert telling.meeting(s.MEETING).check_code == code
    assert telling.journal.verify(s.MEETING).seal_holds
    assert telling.places(s.MEETING)[0].passed


def test_only_the_facilitator_keeps_a_look_and_only_of_what_was_said(telling):
    event = say(telling, s.note(CALL))
    for role in (e.Role.municipality, e.Role.provider, e.Role.wall, e.Role.reader):
        with pytest.raises(NotAllowed):
            telling.say(s.saying(passed(event), role=role))
    with pytest.raises(NotAllowed) as refusal:
        say(telling, e.TextPassed(said=999, field="text", concerns=("phone",)))
    assert refusal.value.reason is Refusal.unknown_text


def test_a_name_is_right_where_somebody_is_asked_for_and_looked_at_everywhere_else(telling):
    called = s.agreement().model_copy(update={"who": "Anouk de Vries"})
    assert looking.concerns(called) == ()
    assert looking.concerns(called.model_copy(update={"reason": "Anouk de Vries vroeg het."}))
    assert looking.concerns(called.model_copy(update={"who": "Anouk (14) uit Almere"}))


def test_who_reads_along_sees_that_a_line_was_let_through_and_the_wall_does_not(telling):
    """At the desk, at Terugkijken and in the minutes; with the kind, never again with the words."""
    nl = words("nl")
    say(telling, s.note(CALL, overruled=("phone",)), s.note("Het was druk.", note="n2"))
    say(telling, s.agreement().model_copy(update={"then_text": CALL}), overruled=("phone",))
    first, second = desk_lines.lines(telling.meeting(s.MEETING), "uitval", nl)
    assert (first["set_aside"], second["set_aside"]) == ("Toch toegelaten: telefoonnummer", "")
    whole = telling.meeting(s.MEETING)
    marks = [one.mark for one in replay.told(whole, telling.journal.since(s.MEETING), nl)]
    assert marks.count(first["set_aside"]) == 2
    assert "Toch toegelaten" not in str(scene(whole, "nl"))
    told = dict(minutes._let_through(whole, nl))["Tekstcontrole"]
    assert told[0].text.startswith("2 teksten")


def test_the_mark_goes_with_the_words_it_was_about(telling):
    say(telling, s.note(CALL, overruled=("phone",)))
    say(telling, e.NoteRevised(note="n1", text="Bel de balie."))
    assert telling.meeting(s.MEETING).notes[0].overruled == ()
    say(telling, e.NoteRevised(note="n1", text=CALL), overruled=("phone",))
    assert telling.meeting(s.MEETING).notes[0].overruled == ("phone",)


def test_a_note_of_a_row_that_was_frozen_once_holds_the_meeting_in_after_it_went(telling):
    def figures(note: str) -> e.FiguresFrozen:
        told = {"columns": ["period", "note"], "rows": [["2025KW01", note]]}
        return e.FiguresFrozen(item="uitval", card={}, figures=(told,))

    say(telling, figures("Sanne (14) uit Urk is vertrokken."), figures("Telt anders."))
    assert found(telling) == [("Sanne (14) uit Urk is vertrokken.", True)]
    assert not leaves(telling)


def let_through(telling: Telling) -> str:
    """What the minutes say of it; empty when they say nothing."""
    told = dict(minutes._let_through(for_minutes(telling.meeting(s.MEETING)), words("nl")))
    return "".join(piece.text for piece in told.get("Tekstcontrole", ()))


def test_the_minutes_count_what_stands_each_text_once(telling):
    say(telling, s.note(CALL, overruled=("phone",)))
    assert let_through(telling).startswith("Eén tekst")
    say(telling, e.NoteRevised(note="n1", text="Bel de balie."))
    assert let_through(telling) == ""
    say(telling, e.NoteRevised(note="n1", text=CALL), overruled=("phone",))
    assert let_through(telling).startswith("Eén tekst")
    doubted = s.agreement().model_copy(update={"then_text": CALL})
    say(telling, doubted, overruled=("phone",))
    say(telling, s.note(note="n2", visibility=la.Visibility.talk))
    say(telling, e.NoteRevised(note="n2", text=CALL), overruled=("phone",))
    assert let_through(telling).startswith("2 teksten")
    say(telling, e.AgreementRevised(to=doubted, reason="Beter."), overruled=("phone",))
    assert let_through(telling).startswith("2 teksten")
    say(telling, e.AgreementPulledBack(agreement=doubted.agreement, reason="Dubbel."))
    say(telling, e.LinePulledBack(note="n1"))
    assert let_through(telling) == ""
