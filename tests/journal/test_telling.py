"""From what somebody says to the meeting as it stands, and to the seal."""

import threading

import pytest

from telvertel.journal.journal import Journal
from telvertel.meeting import events as e
from telvertel.meeting.policies import NotAllowed, Refusal
from telvertel.meeting.state import meeting
from telvertel.telling import Telling, TextRefused, concerns
from tests.meeting import saying as s

BSN = "999990019"  # from the range for tests, with a valid check digit


@pytest.fixture
def telling(tmp_path):
    journal = Journal.open(tmp_path / "journal")
    telling = Telling(journal)
    for body in s.OPEN:
        telling.say(s.saying(body))
    yield telling
    journal.close()


def test_the_meeting_is_what_was_said_kept_up_to_date(telling):
    assert telling.meeting(s.MEETING).notes == ()
    telling.say(s.saying(s.note()))
    state = telling.meeting(s.MEETING)
    assert [note.text for note in state.notes] == ["Het team was klein."]
    assert state == meeting(s.MEETING, telling.journal.since(s.MEETING))
    assert telling.meetings() == (state,)


def test_an_unknown_meeting_is_empty_and_leaves_nothing_behind(telling):
    assert telling.meeting("bestaat-niet").sequence == 0
    assert telling.journal.meetings() == (s.MEETING,)


def test_what_is_not_allowed_is_not_stored(telling):
    with pytest.raises(NotAllowed):
        telling.say(s.saying(s.note(), role=e.Role.wall))
    assert telling.meeting(s.MEETING).notes == ()


def test_a_citizen_number_is_never_stored_by_whatever_way(telling, tmp_path):
    for body in (s.note(f"Het gaat om {BSN}."), s.story(text=f"BSN {BSN}")):
        with pytest.raises(TextRefused):
            telling.say(s.saying(body))
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert BSN.encode() not in held


def people(name="", role="beleidsadviseur") -> e.PeopleNoted:
    return e.PeopleNoted(people=(e.Person(role="voorzitter"), e.Person(role=role, name=name)))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (people("Sanne de Vries"), []),
        (people(f"Sanne {BSN}"), [("name.1", "bsn")]),
        (people("sanne@example.nl"), [("name.1", "email")]),
        (people("Sanne 06-12345678"), [("name.1", "phone")]),
        (people(role=f"moeder van {BSN}"), [("role.1", "bsn")]),
        (e.Confirmed(side="provider", how="confirmed", by=BSN), [("by", "bsn")]),
    ],
)
def test_a_name_at_the_table_is_a_name_and_no_number_or_address(telling, body, found):
    assert [(one.field, one.concern.kind.value) for one in concerns(body)] == found
    if any(kind == "bsn" for _, kind in found):
        with pytest.raises(TextRefused):
            telling.say(s.saying(body))


def test_an_agreement_is_answered_for_only_when_it_stands_in_the_meeting_named(telling):
    def earlier(body):
        telling.say(s.saying(body).model_copy(update={"meeting": "vorig"}))

    def refused(review) -> Refusal:
        with pytest.raises(NotAllowed) as refusal:
            telling.say(s.saying(review))
        return refusal.value.reason

    assert refused(s.review()) is Refusal.unknown_agreement
    for body in (*s.OPEN, s.agreement("oud")):
        earlier(body)
    telling.say(s.saying(s.review()))
    elsewhere = s.review().model_copy(update={"made_in": s.MEETING})
    assert refused(elsewhere) is Refusal.unknown_agreement
    earlier(e.AgreementPulledBack(agreement="oud", reason="Dubbel."))
    assert refused(s.review()) is Refusal.agreement_pulled_back
    assert set(telling.meeting(s.MEETING).reviews) == {"oud"}


def test_every_text_of_an_agreement_is_looked_at():
    made = s.agreement().model_copy(update={"needs_from_municipality": "bel 06-12345678"})
    for body in (made, e.AgreementRevised(to=made)):
        assert {one.field for one in concerns(body)} == {"needs_from_municipality"}


def test_a_retry_is_answered_even_when_the_meeting_went_on(telling):
    weighing = s.saying(s.weighing(), op="op-weging-1")
    first = telling.say(weighing)
    telling.say(s.saying(s.dispute()))  # a new weighing would be refused now
    assert telling.say(weighing) == first


def test_the_seal_holds_the_check_code_of_all_that_was_said(telling):
    telling.draft(s.saying(e.Drafted(field="regel", text="nog niet gezegd")))
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    code = telling.journal.check_code(s.MEETING)
    telling.seal(s.MEETING)
    state = telling.meeting(s.MEETING)
    assert state.check_code == code
    assert telling.journal.verify(s.MEETING).seal_holds is True
    assert telling.drafts(s.MEETING) == {}
    with pytest.raises(NotAllowed) as refusal:
        telling.draft(s.saying(e.Drafted(field="regel", text="nog iets")))
    assert refusal.value.reason is Refusal.sealed


def test_a_seal_for_another_text_is_refused(telling):
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    seen = telling.journal.check_code(s.MEETING)
    telling.say(s.saying(e.Shown(view=e.View.closing)))
    with pytest.raises(NotAllowed) as refusal:
        telling.say(s.saying(e.Sealed(check_code=seen)))
    assert refusal.value.reason is Refusal.wrong_check_code


def test_sealing_before_both_have_confirmed_is_refused(telling):
    telling.say(s.saying(s.confirmed(e.Side.provider)))
    with pytest.raises(NotAllowed) as refusal:
        telling.seal(s.MEETING)
    assert refusal.value.reason is Refusal.not_confirmed


def test_a_meeting_is_sealed_once(telling):
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    telling.seal(s.MEETING, op="op-zegel-1")
    with pytest.raises(NotAllowed) as refusal:
        telling.seal(s.MEETING, op="op-zegel-1")
    assert refusal.value.reason is Refusal.sealed


def test_of_a_draft_is_known_when_it_came_and_from_which_device(telling):
    for device, text in (("laptop", "Er zijn"), ("telefoon", "Er zijn meer")):
        said = s.saying(e.Drafted(field="regel", text=text), device=device)
        last = telling.draft(said)
    assert telling.typed(s.MEETING) == {"regel": (last.op, "telefoon")}
    assert telling.typed("elders") == {}


def test_a_line_that_is_let_through_leaves_no_draft_of_its_words(telling, tmp_path):
    """The refused line stood in the box again, so there is a draft of it, under any field."""
    text, other = "Bel Petra op 06-12345678.", "Er zijn meer vragen"
    for field, words in (("desk.line@a", text), ("desk.line@b", other)):
        telling.draft(s.saying(e.Drafted(field=field, text=words)))
    telling.say(s.saying(s.note(text)), ("phone", "name"))
    assert telling.drafts(s.MEETING) == {"desk.line@b": other}
    path = tmp_path / "journal" / "drafts" / f"{s.MEETING}.jsonl"
    assert b"Petra" not in path.read_bytes()
    telling.say(s.saying(e.NoteRevised(note="n1", text="Bel de aanbieder.")))
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    telling.seal(s.MEETING)
    assert not list(path.parent.glob("*.jsonl*"))


def test_drafts_of_a_sealed_meeting_do_not_come_back_after_a_power_cut(telling, tmp_path):
    telling.draft(s.saying(e.Drafted(field="regel", text="Sanne zei het")))
    path = tmp_path / "journal" / "drafts" / f"{s.MEETING}.jsonl"
    held = path.read_bytes()
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    telling.seal(s.MEETING)
    telling.journal.close()
    path.write_bytes(held)
    again = Telling(Journal.open(tmp_path / "journal"))
    assert again.drafts(s.MEETING) == {}
    assert not path.exists()


VIEWS = (*e.View, e.View.neutral)  # ten things to show, which leave what was confirmed


def test_two_who_seal_and_speak_at_once_leave_nothing_after_the_seal(telling):
    for side in e.Side:
        telling.say(s.saying(s.confirmed(side)))
    refused = []

    def speak(number):
        try:
            telling.say(s.saying(e.Shown(view=VIEWS[number])))
        except NotAllowed as refusal:
            refused.append(refusal.reason)

    threads = [threading.Thread(target=speak, args=(n,)) for n in range(10)]
    threads.insert(5, threading.Thread(target=lambda: telling.seal(s.MEETING)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = telling.journal.since(s.MEETING)
    assert isinstance(events[-1].body, e.Sealed)
    assert set(refused) <= {Refusal.sealed}
    assert len(events) + len(refused) == 3 + 2 + 10 + 1
