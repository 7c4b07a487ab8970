"""What a happening is about: two happenings about the same subject can overtake each other.

Shared texts are written on what the writer had seen (``base``). When somebody else wrote about the
same subject since, both stay in the history and the writer hears of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from telvertel.meeting import events as e
from telvertel.meeting import lasting

ERASED = "█████"  # stands where a text was erased

Subject = tuple[str | None, ...]

_SUBJECTS = {
    e.MeetingPlanned: lambda b: ("plan",),
    e.PeopleNoted: lambda b: ("people",),
    e.AgendaSet: lambda b: ("agenda",),
    e.FiguresFrozen: lambda b: ("figures", b.item),
    e.StoryPrepared: lambda b: ("story", b.item, b.side, b.field),
    e.ClientVoiceGiven: lambda b: ("client_voice",),
    e.NoteWritten: lambda b: ("note", b.note),
    e.NoteRevised: lambda b: ("note", b.note),
    e.LinePulledBack: lambda b: ("note", b.note),
    e.PredictionGiven: lambda b: ("prediction", b.item, b.side),
    e.SurpriseTold: lambda b: ("surprise", b.item, b.side),
    e.IndicatorJudged: lambda b: ("judged", b.item),
    e.WeighingGiven: lambda b: ("weighing", b.item),
    e.ReflectionAnswered: lambda b: ("reflection", b.item, b.question),
    e.AgreementMade: lambda b: ("agreement", b.agreement),
    e.AgreementRevised: lambda b: ("agreement", b.to.agreement),
    e.AgreementPulledBack: lambda b: ("agreement", b.agreement),
    e.AgreementReviewed: lambda b: ("review", b.agreement),
    e.ClosingAnswered: lambda b: ("closing", b.question, b.side),
    e.Drafted: lambda b: ("draft", b.field),
    lasting.LearningPointNoted: lambda b: ("learning", b.learning),
    lasting.LearningPointMoved: lambda b: ("learning", b.learning),
    lasting.PreconditionNoted: lambda b: ("precondition", b.precondition),
    lasting.ClashNoted: lambda b: ("clash", *sorted((b.one, b.other))),
    lasting.DifferenceAgreed: lambda b: ("difference", b.difference),
    lasting.ExplanationChecked: lambda b: ("checked", b.note),
    lasting.WishNoted: lambda b: ("wish", b.wish),
    lasting.ReserveStated: lambda b: ("reserve", b.side),
    lasting.MishapNoted: lambda b: ("mishap", b.mishap),
    lasting.PrinciplesSet: lambda b: ("principles",),
    lasting.VisionSet: lambda b: ("vision",),
    lasting.FrameworksSet: lambda b: ("frameworks",),
    lasting.AccountNoted: lambda b: ("account", b.account),
}


def subject(body: e.Happening) -> Subject | None:
    """What it is about, or None when nothing can overtake it."""
    find = _SUBJECTS.get(type(body))
    return find(body) if find else None


def takes_place_of(body: e.Happening) -> Subject | None:
    """What the words of it stand for, until something with the same answer is said: the subject,
    and whether it is said of it at first hand or beside it (a step, a review). None: for good."""
    about = subject(body)
    return about and (_FIRST.get(type(body), type(body)).__name__, *about)


# A rewriting and a withdrawal stand in the place of what they are about.
_FIRST = {
    e.NoteRevised: e.NoteWritten,
    e.AgreementRevised: e.AgreementMade,
    e.AgreementPulledBack: e.AgreementMade,
}


def overtaken(saying: e.Saying, later: Iterable[e.Event]) -> e.Event | None:
    """The last event about the same subject that the writer had not seen, by another writer.

    ``later`` are events after ``saying.base``, in order. The same person on another device is
    another writer.
    """
    about = subject(saying.body)
    if about is None or saying.base is None:
        return None
    others = [
        event
        for event in later
        if subject(event.body) == about
        and event.op != saying.op
        and (event.author, event.device, event.role) != (saying.author, saying.device, saying.role)
    ]
    return others[-1] if others else None


def texts(body: e.Happening) -> dict[str, str]:
    """Every free text in a happening, by field; what people typed and others will read.

    Short names of roles are in it too: a name of a child can stand anywhere. Fields that are meant
    for a name of somebody at the table are in ``names``.
    """
    if isinstance(body, e.AgreementRevised):
        # The agreement has a reason of its own, beside the one for correcting it.
        both = {**texts(body.to), "to.reason": body.to.reason, "reason": body.reason}
        return {name: text for name, text in both.items() if text.strip()}
    if isinstance(body, e.FiguresFrozen):
        return {name: text for name, text in _with_figures(body) if text.strip()}
    found = {name: getattr(body, name, "") or "" for name in _FREE}
    if isinstance(body, e.PeopleNoted):
        found |= {f"role.{n}": person.role for n, person in enumerate(body.people)}
    if isinstance(body, e.AgendaSet):
        found |= {f"reason_text.{n}": item.reason_text for n, item in enumerate(body.items)}
    if isinstance(body, e.RoundOpened):
        found |= {"question": body.question}
    if isinstance(body, e.RoundClosed):
        found |= {f"line.{n}": line.text for n, line in enumerate(body.lines)}
    for part in _LISTS_OF_LASTING:
        for n, one in enumerate(getattr(body, part, ()) or ()):
            if isinstance(one, lasting.Principle | lasting.Ambition | lasting.Framework):
                found |= {f"{part}.{n}.{name}": getattr(one, name, "") for name in _OF_LASTING}
    return {name: text for name, text in found.items() if text.strip()}


def _with_figures(body: e.FiguresFrozen) -> Iterator[tuple[str, str]]:
    """What somebody wrote with figures, by field: at a norm, a break, a row or a delivery."""
    for n, one in enumerate(body.norms):
        yield from ((f"norms.{n}.{name}", one.get(name) or "") for name in ("set_by", "reason"))
    for n, one in enumerate(body.breaks):
        yield f"breaks.{n}.reason", one.get("reason") or ""
    for n, one in enumerate(body.figures):
        at = one["columns"].index("note") if "note" in one.get("columns", ()) else None
        told = () if at is None else dict.fromkeys(row[at] or "" for row in one["rows"])
        yield from ((f"figures.{n}.note.{number}", text) for number, text in enumerate(told))
    yield "account.why", (body.account or {}).get("why") or ""
    deliveries = (why for one in body.revisions for why in one.get("reasons", ()))
    told = dict.fromkeys(one.get("why") or "" for one in deliveries)
    yield from ((f"revisions.why.{n}", text) for n, text in enumerate(told))


def names(body: e.Happening) -> dict[str, str]:
    """Every field in which somebody at the table may be called by name; empty ones left out."""
    people = body.people if isinstance(body, e.PeopleNoted) else ()
    return {f"name.{n}": one.name for n, one in enumerate(people) if one.name.strip()}


def organisations(body: e.Happening) -> dict[str, str]:
    """Every field with the name of an organisation, as it stands with the figures."""
    if not isinstance(body, e.MeetingPlanned):
        return {}
    found = {f"provider_names.{n}": one for n, one in enumerate(body.provider_names)}
    return {"municipality_name": body.municipality_name, **found}


def replaced(body: e.Happening, mark: str, only: Collection[str] | None = None) -> e.Happening:
    """The same happening with ``mark`` in the place of every free text and every name in it, or of
    those that are equal to one of ``only``.

    Ids, choices, periods and days stay, so that the meeting folds as before. Why an item is on the
    agenda is put together by the program, so there containing one of ``only`` is enough.
    """
    if isinstance(body, e.AgendaSet) and only is not None:
        reasons = [one.reason_text for one in body.items]
        only = {*only, *(text for text in reasons if any(said in text for said in only if said))}
    found = {**texts(body), **names(body)}
    own = {name: text for name, text in found.items() if name in type(body).model_fields}
    new: dict[str, object] = _marked(own, mark, only)
    if isinstance(body, e.FiguresFrozen):
        return body.model_copy(update=_figures_marked(body, mark, only))
    for part, fields in _PARTS.items():
        if isinstance(getattr(body, part, None), tuple):
            # A list of principles may hold their ids only: those are no texts.
            new[part] = tuple(
                _part(one, fields, mark, only) if isinstance(one, e.Frozen) else one
                for one in getattr(body, part)
            )
    if isinstance(body, e.AgreementRevised):
        new["to"] = replaced(body.to, mark, only)
    return body.model_copy(update=new)


def _figures_marked(
    body: e.FiguresFrozen, mark: str, only: Collection[str] | None
) -> dict[str, object]:
    """Norms, breaks and deliveries without these words. A note of a row stays: the figures carry a
    digest over all that is in them. One that points at a child keeps the meeting inside instead."""

    def marked(held: Mapping[str, Any], *fields: str) -> dict[str, Any]:
        texts = {name: held[name] for name in fields if held.get(name)}
        return {**held, **_marked(texts, mark, only)}

    return {
        "norms": tuple(marked(one, "set_by", "reason") for one in body.norms),
        "breaks": tuple(marked(one, "reason") for one in body.breaks),
        "account": body.account and marked(body.account, "why"),
        "revisions": tuple(
            {**one, "reasons": [marked(why, "why") for why in one.get("reasons", ())]}
            for one in body.revisions
        ),
    }


def _part(
    one: e.Frozen, fields: tuple[str, ...], mark: str, only: Collection[str] | None
) -> e.Frozen:
    held = {name: getattr(one, name) for name in fields if hasattr(one, name)}
    return one.model_copy(update=_marked(held, mark, only))


def _marked(held: dict[str, str], mark: str, only: Collection[str] | None) -> dict[str, str]:
    return {
        name: mark for name, text in held.items() if text.strip() and (only is None or text in only)
    }


_LISTS_OF_LASTING = ("principles", "ambitions", "frameworks")
_OF_LASTING = ("name", "text", "unit", "source", "owner")

# Lists in a happening, and the texts each of their parts may hold.
_PARTS = {
    "people": ("role", "name"),
    "items": ("reason_text",),
    "lines": ("text",),
    **dict.fromkeys(_LISTS_OF_LASTING, _OF_LASTING),
}

_FREE = (
    "text",
    "why",
    "title",
    "goal",
    "source",
    "reason",
    "own_value",
    "own_source",
    "owner",
    "by",
    "settled_by",
    "reasons",
    "municipality_share",
    "if_text",
    "then_text",
    "who",
    "expected_effect",
    "needs_from_municipality",
    "result",
    "evidence",
    "alternative",
    "contract",
    "partnership",
    "meaning",
    "target_document",
    "key_role",
    "key_department",
    "who_can_change",
    "escalate_to",
    "example",
    "provider_reading",
    "municipality_reading",
    "datum",
    "settled",
    "what_for",
    "how_obtained",
    "how_often",
    "drops",
    "learned",
    "vision",
    "team",
    "commissioner",
    "accounts_to",
    "financier",
)
