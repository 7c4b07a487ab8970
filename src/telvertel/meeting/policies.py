"""Who may do what in which state: a ``check_`` raises with the reason, its ``can_`` only asks.

Pure. Everything said passes ``check_say`` before it is stored; the rest is for the screen, so that
a button is offered only when it will be accepted.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from telvertel.meeting import events as e
from telvertel.meeting import lasting
from telvertel.meeting.foundations import foundations
from telvertel.meeting.learning import learning_points
from telvertel.meeting.preconditions import board
from telvertel.meeting.state import Dispute, Meeting
from telvertel.meeting.subject import ERASED


class Refusal(StrEnum):
    """Why something is not allowed; the words are ``refusals.<value>``."""

    watching_only = "watching_only"
    facilitator_only = "facilitator_only"
    other_side = "other_side"
    not_planned = "not_planned"
    not_open = "not_open"
    already_open = "already_open"
    sealed = "sealed"
    not_on_agenda = "not_on_agenda"
    discussed_item_left_out = "discussed_item_left_out"
    unknown_note = "unknown_note"
    note_exists = "note_exists"
    line_pulled_back = "line_pulled_back"
    unknown_agreement = "unknown_agreement"
    agreement_exists = "agreement_exists"
    agreement_pulled_back = "agreement_pulled_back"
    unknown_dispute = "unknown_dispute"
    dispute_settled = "dispute_settled"
    disputed = "disputed"
    result_missing = "result_missing"
    not_confirmed = "not_confirmed"
    line_not_held = "line_not_held"
    texts_wait = "texts_wait"
    unknown_text = "unknown_text"
    line_held = "line_held"
    lines_held = "lines_held"
    newest_points_seen = "newest_points_seen"
    newest_points_unseen = "newest_points_unseen"
    not_predicting = "not_predicting"
    round_running = "round_running"
    round_closed = "round_closed"
    round_full = "round_full"
    unknown_parked = "unknown_parked"
    wrong_check_code = "wrong_check_code"
    too_many_drafts = "too_many_drafts"
    unknown_learning = "unknown_learning"
    learning_ended = "learning_ended"
    learning_open = "learning_open"
    line_not_private = "line_not_private"
    unknown_precondition = "unknown_precondition"
    same_precondition = "same_precondition"
    nothing_dropped = "nothing_dropped"
    unknown_principle = "unknown_principle"
    unknown_round_line = "unknown_round_line"
    not_sealed = "not_sealed"
    council_not_approved = "council_not_approved"


class NotAllowed(Exception):
    """What somebody wanted to say is not possible now, and why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


# What a side may say for itself, from its own device. All else goes through the facilitator: what
# is on the wall is typed at the desk.
OF_A_SIDE = (
    e.StoryPrepared,
    e.PredictionGiven,
    e.SurpriseTold,
    e.Parked,
    e.FigureDisputed,
    e.ClosingAnswered,
    e.Confirmed,
    lasting.ReserveStated,
)
MOST_DRAFTS = 500  # fields with unsaid text in one meeting; the desk has some twenty per item

# What a side may read from the journal: its own words while it prepares, and what is said aloud in
# the room. Frozen figures are on neither list: they hold the norms, which wait for Waarderen.
READ_BEFORE_OPENING = (e.MeetingPlanned, e.PeopleNoted, e.AgendaSet, e.MeetingOpened, e.Shown)
READ_WHEN_ONES_OWN = (e.StoryPrepared, e.FigureDisputed, lasting.ReserveStated)
READ_IN_THE_ROOM = (
    *READ_BEFORE_OPENING,
    *READ_WHEN_ONES_OWN,
    e.ClientVoiceGiven,
    e.RoomSet,
    e.MinutesSet,
    e.NoteWritten,
    e.NoteRevised,
    e.PredictionGiven,
    e.SurpriseTold,
    e.PositionTaken,
    e.RoundOpened,
    e.RoundClosed,
    e.Parked,
    e.ParkedSettled,
    e.DisputeSettled,
    e.IndicatorJudged,
    e.WeighingGiven,
    e.ReflectionAnswered,
    e.AgreementMade,
    e.AgreementRevised,
    e.AgreementPulledBack,
    e.AgreementReviewed,
    e.ClosingAnswered,
    e.ReadBack,
    e.Confirmed,
    lasting.LineProjected,
    *lasting.LASTING,
    *lasting.FOUNDATIONS,
)

# What is possible before the meeting opens.
BEFORE_OPENING = (
    e.MeetingPlanned,
    e.PeopleNoted,
    e.AgendaSet,
    e.StoryPrepared,
    e.ClientVoiceGiven,
    e.FiguresFrozen,
    e.RoomSet,
    e.TextPassed,
    e.FigureDisputed,  # disputes are filed early, so that the talk about them is planned
    e.MeetingOpened,
    e.Drafted,
    lasting.ReserveStated,
    lasting.WishNoted,
    lasting.PreconditionNoted,
    lasting.ClashNoted,
    lasting.AccountNoted,
    lasting.LearningPointMoved,  # between two meetings something may have been decided
    *lasting.FOUNDATIONS,
)

# What the wall may show while people still come in.
VIEWS_BEFORE_OPENING = (
    e.View.welcome,
    e.View.agenda,
    e.View.last_agreements,
    e.View.client_voice,
    e.View.neutral,
    e.View.join,
    e.View.wall_test,
)


def check_say(meeting: Meeting, saying: e.Saying) -> None:
    """Raise NotAllowed when this cannot be said by this role in this state of the meeting."""
    if _comes_afterwards(meeting, saying):
        _AFTERWARDS[type(saying.body)](meeting, saying.body)
        return
    check_write(meeting, saying.role)
    _check_side(saying)
    _check_moment(meeting, saying.body)
    _check_item(meeting, saying.body)
    check = _CHECKS.get(type(saying.body))
    if check:
        check(meeting, saying)


def can_say(meeting: Meeting, saying: e.Saying) -> bool:
    return _holds(check_say, meeting, saying)


def check_write(meeting: Meeting, role: e.Role) -> None:
    """Whether this role may say anything at all in this meeting."""
    if role in (e.Role.wall, e.Role.reader):
        raise NotAllowed(Refusal.watching_only)
    if meeting.sealed_at is not None:
        raise NotAllowed(Refusal.sealed)


def can_write(meeting: Meeting, role: e.Role) -> bool:
    return _holds(check_write, meeting, role)


def check_prepare(meeting: Meeting, role: e.Role, side: e.Side) -> None:
    """Whether this role may write the story of this side: its own and before the opening; the
    facilitator for both, also during the meeting."""
    check_write(meeting, role)
    if role is e.Role.facilitator:
        return
    if role.value != side.value:
        raise NotAllowed(Refusal.other_side)
    if meeting.opened_at is not None:
        raise NotAllowed(Refusal.already_open)


def can_prepare(meeting: Meeting, role: e.Role, side: e.Side) -> bool:
    return _holds(check_prepare, meeting, role, side)


def check_weigh(meeting: Meeting, item: str) -> None:
    """We do not weigh on a number that is contested, here or in a meeting before this one."""
    _check_during(meeting)
    _check_on_agenda(meeting, item)
    if meeting.open_disputes(item):
        raise NotAllowed(Refusal.disputed)


def can_weigh(meeting: Meeting, item: str) -> bool:
    return _holds(check_weigh, meeting, item)


def check_draft(meeting: Meeting, saying: e.Saying, drafts: Collection[str]) -> None:
    """Unsaid text is the desk's alone; ``drafts`` are the fields that hold some already."""
    check_write(meeting, saying.role)
    if saying.role is not e.Role.facilitator:
        raise NotAllowed(Refusal.facilitator_only)
    if saying.body.field not in drafts and len(drafts) >= MOST_DRAFTS:
        raise NotAllowed(Refusal.too_many_drafts)


def check_review(meeting: Meeting, review: e.AgreementReviewed) -> None:
    """Kept and helped are never said without what came of it."""
    _check_during(meeting)
    if not review.result.strip():
        raise NotAllowed(Refusal.result_missing)


def can_review(meeting: Meeting, review: e.AgreementReviewed) -> bool:
    return _holds(check_review, meeting, review)


def check_made_in(made_in: Meeting, review: e.AgreementReviewed) -> None:
    """An agreement is answered for only when it stands in the meeting that is named."""
    _check_known_agreement(made_in, review.agreement)


def check_seal(meeting: Meeting) -> None:
    """Nothing waits for a decision, and both sides have confirmed, or said that they saw it and do
    not confirm. What is kept for good may hold no line that somebody had doubts about."""
    _check_during(meeting)
    if meeting.open_round():
        raise NotAllowed(Refusal.round_running)
    if meeting.held():
        raise NotAllowed(Refusal.lines_held)
    if not all(side in meeting.confirmations for side in e.Side):
        raise NotAllowed(Refusal.not_confirmed)


def can_seal(meeting: Meeting) -> bool:
    return _holds(check_seal, meeting)


def can_see(meeting: Meeting, event: e.Event, role: e.Role, side: e.Side | None) -> bool:
    """Whether a browser of this role may receive this event as it stands in the journal.

    The wall draws from its scene only: events hold norms and newest points before their stage. A
    reader sees what was sealed, and so does a side; before that a side sees what is said in the
    room, and before the opening what is its own. A line that was taken off is the desk's alone;
    what a wiped line said is for nobody, also while it waits to be erased. What a
    side expected of a figure is its own, after the sealing too, until both agree to show it.
    """
    if _wiped(meeting, event.body):
        return False
    if role is e.Role.facilitator:
        return True
    if role is e.Role.wall or _taken_off(meeting, event.body):
        return False
    if _expected_by_another(meeting, event.body, side):
        return False
    if role is e.Role.reader or meeting.sealed_at is not None:
        return meeting.sealed_at is not None
    if meeting.opened_at is not None:
        return isinstance(event.body, READ_IN_THE_ROOM)
    if isinstance(event.body, READ_WHEN_ONES_OWN):
        return event.body.side is side
    return isinstance(event.body, READ_BEFORE_OPENING)


# What is said of a line itself; an agreement or a learning point only names where it came from.
OF_A_LINE = (
    e.NoteWritten,
    e.NoteRevised,
    e.LinePulledBack,
    e.LineHeld,
    e.LineRestored,
    e.LineWiped,
    e.PositionTaken,
    e.RoundOpened,
    lasting.LineProjected,
)


def _taken_off(meeting: Meeting, body: e.Happening) -> bool:
    """A line for the talk alone is gone once the talk is over."""
    if not isinstance(body, OF_A_LINE):
        return False
    over, talk = meeting.sealed_at is not None, lasting.Visibility.talk
    gone = {n.id for n in meeting.notes if not n.stands or (over and n.written.visibility is talk)}
    return getattr(body, "note", None) in gone


def _expected_by_another(meeting: Meeting, body: e.Happening, side: e.Side | None) -> bool:
    if not isinstance(body, e.PredictionGiven | e.SurpriseTold):
        return False
    return body.side is not side and not meeting.gap_agreed(body.item)


def _wiped(meeting: Meeting, body: e.Happening) -> bool:
    """Whether this still holds the words of a line that was wiped."""
    if isinstance(body, e.RoundClosed):
        here = (one.closed for one in meeting.rounds if one.id == body.round and one.closed)
        return any(one.lines != body.lines for one in here)
    if not isinstance(body, e.NoteWritten | e.NoteRevised):
        return False
    note = meeting.note(body.note)
    return note is not None and note.wiped


def _holds(check, *facts) -> bool:
    try:
        check(*facts)
    except NotAllowed:
        return False
    return True


def _check_side(saying: e.Saying) -> None:
    """A side speaks for itself, about its own words, and only what is a side's to say."""
    if saying.role is e.Role.facilitator:
        return
    if not isinstance(saying.body, OF_A_SIDE):
        raise NotAllowed(Refusal.facilitator_only)
    about = getattr(saying.body, "side", None) or saying.side
    if {saying.side, about} != {e.Side(saying.role.value)}:
        raise NotAllowed(Refusal.other_side)


def _check_moment(meeting: Meeting, body: e.Happening) -> None:
    if meeting.plan is None and not isinstance(body, e.MeetingPlanned):
        raise NotAllowed(Refusal.not_planned)
    if isinstance(body, e.Shown) and body.view in VIEWS_BEFORE_OPENING:
        return
    if not isinstance(body, BEFORE_OPENING):
        _check_during(meeting)


def _check_during(meeting: Meeting) -> None:
    if meeting.sealed_at is not None:
        raise NotAllowed(Refusal.sealed)
    if meeting.opened_at is None:
        raise NotAllowed(Refusal.not_open)


def _check_item(meeting: Meeting, body: e.Happening) -> None:
    """Whatever names an item names one of the agenda; None is about the meeting as a whole."""
    made = body.to if isinstance(body, e.AgreementRevised) else body
    item = getattr(made, "item", None)
    if item is not None:
        _check_on_agenda(meeting, item)


def _check_on_agenda(meeting: Meeting, item: str) -> None:
    if meeting.item(item) is None:
        raise NotAllowed(Refusal.not_on_agenda)


def _agenda(meeting: Meeting, saying: e.Saying) -> None:
    kept = {item.id for item in saying.body.items}
    if any(meeting.discussed(item.id) and item.id not in kept for item in meeting.agenda):
        raise NotAllowed(Refusal.discussed_item_left_out)


def _open(meeting: Meeting, saying: e.Saying) -> None:
    if meeting.opened_at is not None:
        raise NotAllowed(Refusal.already_open)


def _new_note(meeting: Meeting, saying: e.Saying) -> None:
    if any(note.id == saying.body.note for note in meeting.notes):
        raise NotAllowed(Refusal.note_exists)


def _known_note(meeting: Meeting, saying: e.Saying) -> None:
    note = next((one for one in meeting.notes if one.id == saying.body.note), None)
    if note is None:
        raise NotAllowed(Refusal.unknown_note)
    if note.pulled_back or note.wiped:
        raise NotAllowed(Refusal.line_pulled_back)


def _comes_afterwards(meeting: Meeting, saying: e.Saying) -> bool:
    """A seal does not stand in the way of erasing, nor of handing out the copy for the council."""
    facilitator = saying.role is e.Role.facilitator
    return isinstance(saying.body, e.AFTER_SEAL) and facilitator and meeting.sealed_at is not None


def _check_round_line(meeting: Meeting, body: e.RoundLineWiped) -> None:
    """A line that stands in a round that is over."""
    found = next((one for one in meeting.rounds if one.id == body.round and one.closed), None)
    lines = found.closed.lines if found else ()
    if body.line >= len(lines) or lines[body.line].text == ERASED:
        raise NotAllowed(Refusal.unknown_round_line)


def check_release(meeting: Meeting, edition: str) -> None:
    """The copy for the council leaves only when both sides read and approved this very text."""
    if meeting.sealed_at is None:
        raise NotAllowed(Refusal.not_sealed)
    if not all(meeting.council_approved(side, edition) for side in e.Side):
        raise NotAllowed(Refusal.council_not_approved)


def can_release(meeting: Meeting, edition: str) -> bool:
    return _holds(check_release, meeting, edition)


def _check_text(meeting: Meeting, body: e.TextPassed) -> None:
    """Only what was said can be looked at."""
    if body.said > meeting.sequence:
        raise NotAllowed(Refusal.unknown_text)


def _check_erasable(meeting: Meeting, body: e.LineWiped) -> None:
    """Any line of the talk, also one that was pulled back: its words stand in the journal."""
    note = meeting.note(body.note)
    if note is None:
        raise NotAllowed(Refusal.unknown_note)
    if note.wiped:
        raise NotAllowed(Refusal.line_pulled_back)


def _off_the_screen(meeting: Meeting, saying: e.Saying) -> None:
    """While the talk goes on only what is off the screen is wiped: held, or pulled back."""
    _check_erasable(meeting, saying.body)
    note = meeting.note(saying.body.note)
    if not (note.held or note.pulled_back):
        raise NotAllowed(Refusal.line_not_held)


def can_wipe(meeting: Meeting, note: str) -> bool:
    """Whether a line can be wiped by its facilitator: after the seal every one."""
    found = meeting.note(note)
    off = found is not None and (found.held or found.pulled_back)
    return found is not None and not found.wiped and (off or meeting.sealed_at is not None)


def _held_note(meeting: Meeting, saying: e.Saying) -> None:
    """Only what was taken off in a hurry is restored."""
    _known_note(meeting, saying)
    if not meeting.note(saying.body.note).held:
        raise NotAllowed(Refusal.line_not_held)


def _prediction(meeting: Meeting, saying: e.Saying) -> None:
    """What somebody expects counts only where it is asked, before the newest points were seen."""
    if not meeting.plan.predict:
        raise NotAllowed(Refusal.not_predicting)
    if meeting.revealed(saying.body.item):
        raise NotAllowed(Refusal.newest_points_seen)


def _surprise(meeting: Meeting, saying: e.Saying) -> None:
    if not meeting.revealed(saying.body.item):
        raise NotAllowed(Refusal.newest_points_unseen)


def _minutes(meeting: Meeting, saying: e.Saying) -> None:
    for item in saying.body.minutes:
        _check_on_agenda(meeting, item)


def _round_begins(meeting: Meeting, saying: e.Saying) -> None:
    """One round at a time, on an explanation that stands when it is about positions."""
    if meeting.open_round():
        raise NotAllowed(Refusal.round_running)
    if any(one.id == saying.body.round for one in meeting.rounds):
        raise NotAllowed(Refusal.round_closed)
    if saying.body.round_kind is e.RoundKind.positions:
        _known_note(meeting, saying)
        if not meeting.note(saying.body.note).stands:
            raise NotAllowed(Refusal.line_held)


def _round_ends(meeting: Meeting, saying: e.Saying) -> None:
    running = meeting.open_round()
    if running is None or running.id != saying.body.round:
        raise NotAllowed(Refusal.round_closed)


def _known_parked(meeting: Meeting, saying: e.Saying) -> None:
    if saying.body.parked not in [one.parked for one in meeting.open_parked()]:
        raise NotAllowed(Refusal.unknown_parked)


def _new_agreement(meeting: Meeting, saying: e.Saying) -> None:
    if any(one.id == saying.body.agreement for one in meeting.agreements):
        raise NotAllowed(Refusal.agreement_exists)


def _known_agreement(meeting: Meeting, saying: e.Saying) -> None:
    body = saying.body.to if isinstance(saying.body, e.AgreementRevised) else saying.body
    _check_known_agreement(meeting, body.agreement)


def _check_known_agreement(meeting: Meeting, agreement: str) -> None:
    found = next((one for one in meeting.agreements if one.id == agreement), None)
    if found is None:
        raise NotAllowed(Refusal.unknown_agreement)
    if found.pulled_back:
        raise NotAllowed(Refusal.agreement_pulled_back)


def _known_dispute(meeting: Meeting, saying: e.Saying) -> None:
    """A dispute is settled once: in its own meeting, or in a later one that names that meeting."""
    asked = (saying.body.raised_in or meeting.id, saying.body.dispute)
    known = (*meeting.carried, *meeting.disputes)
    if asked not in [_raised(meeting, one) for one in known]:
        raise NotAllowed(Refusal.unknown_dispute)
    if asked not in [_raised(meeting, one) for one in meeting.open_disputes()]:
        raise NotAllowed(Refusal.dispute_settled)


def _raised(meeting: Meeting, dispute: Dispute) -> tuple[str, str]:
    """The meeting it was raised in and its own id."""
    return (dispute.raised_in or meeting).id, dispute.id


def _private_note(meeting: Meeting, saying: e.Saying) -> None:
    """Only a line for the talk alone waits for a second yes."""
    _known_note(meeting, saying)
    if meeting.note(saying.body.note).written.visibility is not lasting.Visibility.talk:
        raise NotAllowed(Refusal.line_not_private)


def _secured_learning(meeting: Meeting, saying: e.Saying) -> None:
    """Looking back is at what was secured; what is open is taken further."""
    _known_learning(meeting, saying)
    found = next(one for one in learning_points(meeting) if one.id == saying.body.learning)
    if found.is_open:
        raise NotAllowed(Refusal.learning_open)


def _known_learning(meeting: Meeting, saying: e.Saying) -> None:
    if saying.body.learning not in [one.id for one in learning_points(meeting)]:
        raise NotAllowed(Refusal.unknown_learning)


def _learning_goes_on(meeting: Meeting, saying: e.Saying) -> None:
    """What was secured or let go can be taken up again, but not ended twice."""
    _known_learning(meeting, saying)
    found = next(one for one in learning_points(meeting) if one.id == saying.body.learning)
    if not found.is_open and saying.body.to in lasting.ENDED:
        raise NotAllowed(Refusal.learning_ended)


def _pair(meeting: Meeting, saying: e.Saying) -> None:
    known = board(meeting)
    if not (known.find(saying.body.one) and known.find(saying.body.other)):
        raise NotAllowed(Refusal.unknown_precondition)
    if saying.body.one == saying.body.other:
        raise NotAllowed(Refusal.same_precondition)


def _wish(meeting: Meeting, saying: e.Saying) -> None:
    """Whoever asks for more says what can go instead; that nothing can is an answer too (M49)."""
    if not saying.body.drops.strip():
        raise NotAllowed(Refusal.nothing_dropped)


def _vision(meeting: Meeting, saying: e.Saying) -> None:
    known = foundations(meeting, saying.body.valid_from).principle_ids
    if not all(name in known for one in saying.body.ambitions for name in one.principles):
        raise NotAllowed(Refusal.unknown_principle)


def _not_before_the_seal(meeting: Meeting, saying: e.Saying) -> None:
    raise NotAllowed(Refusal.not_sealed)


_AFTERWARDS = {
    e.LineWiped: _check_erasable,
    e.RoundLineWiped: _check_round_line,
    e.TextPassed: _check_text,
    e.CouncilApproved: lambda meeting, body: None,
    e.CouncilReleased: lambda meeting, body: check_release(meeting, body.edition),
}

_CHECKS = {
    lasting.LineProjected: _private_note,
    lasting.LearningPointMoved: _learning_goes_on,
    lasting.LearningPointLookedBack: _secured_learning,
    lasting.ClashNoted: _pair,
    lasting.WishNoted: _wish,
    lasting.VisionSet: _vision,
    e.AgendaSet: _agenda,
    e.MeetingOpened: _open,
    e.StoryPrepared: lambda m, s: check_prepare(m, s.role, s.body.side),
    e.NoteWritten: _new_note,
    e.NoteRevised: _known_note,
    e.LinePulledBack: _known_note,
    e.LineHeld: _known_note,
    e.LineRestored: _held_note,
    e.LineWiped: _off_the_screen,
    e.RoundLineWiped: lambda m, s: _check_round_line(m, s.body),
    e.CouncilApproved: _not_before_the_seal,
    e.CouncilReleased: _not_before_the_seal,
    e.TextPassed: lambda m, s: _check_text(m, s.body),
    e.PositionTaken: _known_note,
    e.PredictionGiven: _prediction,
    e.SurpriseTold: _surprise,
    e.MinutesSet: _minutes,
    e.RoundOpened: _round_begins,
    e.RoundClosed: _round_ends,
    e.ParkedSettled: _known_parked,
    e.DisputeSettled: _known_dispute,
    e.WeighingGiven: lambda m, s: check_weigh(m, s.body.item),
    e.AgreementMade: _new_agreement,
    e.AgreementRevised: _known_agreement,
    e.AgreementPulledBack: _known_agreement,
    e.AgreementReviewed: lambda m, s: check_review(m, s.body),
    e.ReadBack: _known_agreement,
    e.Sealed: lambda m, s: check_seal(m),
}
