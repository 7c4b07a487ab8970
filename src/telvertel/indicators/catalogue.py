"""The catalogue: every card in data/indicators, and what is to be repaired in those that fail.

A card that is broken is left out and named with file, field, what was found and what was
expected; the others load, and the page opens. How a card is written: data/indicators/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from telvertel.indicators.definition import Indicator, Kind
from telvertel.indicators.faults import CardFault, CardProblem, open_text, problems_of
from telvertel.indicators.sections import LANGUAGES, sections

HERE = Path(__file__).resolve().parents[3] / "data" / "indicators"
NO_CARD = "README.md"

# Under which heading each field of the prose stands, in the order of the card.
HEADINGS: dict[str, dict[str, str]] = {
    "nl": {
        "Naam": "name",
        "Vraag": "question",
        "Definitie": "definition",
        "Wat dit cijfer zegt": "says",
        "Wat dit cijfer niet zegt": "says_not",
        "Vragen om het gesprek te openen": "questions",
    },
    "en": {
        "Name": "name",
        "Question": "question",
        "Definition": "definition",
        "What this figure says": "says",
        "What this figure does not say": "says_not",
        "Questions to open the talk": "questions",
    },
}

# How the young person fares comes first, money comes last (M22, M24).
ORDER = (Kind.outcome, Kind.experience, Kind.signpost, Kind.use, Kind.process, Kind.means)


@dataclass(frozen=True)
class Catalogue:
    """The cards by id, in the order of ORDER and then by id; problems by file."""

    cards: dict[str, Indicator]
    problems: tuple[CardProblem, ...]


def load(folder: Path) -> Catalogue:
    """All cards of a folder (README.md is not a card); no cards give an empty catalogue."""
    cards, problems = [], []
    for path in sorted(Path(folder).glob("*.md")):
        if path.name == NO_CARD:
            continue
        card, found = read(path)
        problems.extend(found)
        if card:
            cards.append(card)
    cards.sort(key=lambda card: (ORDER.index(card.kind), card.id))
    return Catalogue({card.id: card for card in cards}, tuple(problems))


@lru_cache
def ids() -> tuple[str, ...]:
    """Every indicator that has a card here, in order; a card that is broken is one too."""
    return tuple(sorted(path.stem for path in HERE.glob("*.md") if path.name != NO_CARD))


def meant(text: str) -> str | None:
    """The id of the card with this id, or with this name in any language; capitals and the number
    of spaces do not matter. None when there is no such card, or two of this name."""
    return _called().get(_plain(text))


def nearest(text: str, most: int) -> list[str]:
    """Ids of so many cards whose id or name is most like this text, nearest first."""
    called = _called()
    near = process.extract(_plain(text), list(called), scorer=fuzz.ratio, limit=3 * most)
    return list(dict.fromkeys(called[one] for one, *_ in near))[:most]


def _called() -> dict[str, str]:
    return {**_by_name(), **{one: one for one in ids()}}


@lru_cache
def _by_name() -> dict[str, str]:
    """A name that two cards share is left out, and so is a card that is broken."""
    found: dict[str, str | None] = {}
    for card in load(HERE).cards.values():
        for prose in (card.nl, card.en):
            name = _plain(prose.name)
            found[name] = card.id if found.get(name, card.id) == card.id else None
    return {name: id for name, id in found.items() if id}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def read(path: Path) -> tuple[Indicator | None, tuple[CardProblem, ...]]:
    """One card; or None, and everything that is to be repaired in it, not only the first thing."""
    front, body, problems = open_text(path)
    if problems:
        return None, problems
    prose, problems = _prose(path.name, body)
    problems += (*_empty(path.name, front, prose), *_other_name(path, front))
    try:
        card = Indicator.model_validate({**front, **prose})
    except ValidationError as error:
        return None, (*problems, *problems_of(path.name, front, error, _place))
    return (None if problems else card), problems


def _prose(file: str, body: str) -> tuple[dict[str, Any], tuple[CardProblem, ...]]:
    """The words per language, and the headings and lines that do not belong where they stand."""
    prose: dict[str, Any] = {language: {} for language in LANGUAGES.values()}
    problems = []
    for section in sections(body):
        place = f"# {section.language}, ## {section.heading}"
        language = LANGUAGES.get(section.language, "")
        field = HEADINGS.get(language, {}).get(section.heading)
        if field is None:
            problems.append(CardProblem(file, place, CardFault.unknown_field))
        elif field != "questions":
            prose[language][field] = section.text
        else:
            prose[language][field] = section.items
            problems.extend(
                CardProblem(file, place, CardFault.not_a_question, item)
                for item in section.items
                if not item.endswith("?")
            )
    return prose, tuple(problems)


def _empty(file: str, front: dict[str, Any], prose: dict[str, Any]) -> Iterator[CardProblem]:
    """Fields that are there with nothing in them; an absent field is the model's to name."""
    written = {(field,): text for field, text in front.items()}
    for language, fields in prose.items():
        written |= {(language, field): text for field, text in fields.items()}
    for place, text in written.items():
        if text == "":
            yield CardProblem(file, _place(*place), CardFault.missing)


def _other_name(path: Path, front: dict[str, Any]) -> Iterator[CardProblem]:
    if "id" in front and front["id"] != path.stem:
        yield CardProblem(path.name, "id", CardFault.other_name, str(front["id"]), path.stem)


def _place(*loc: Any) -> str:
    """Where the writer finds a field of the model: its heading, or its name in front matter."""
    if loc[0] in HEADINGS:
        language = {code: name for name, code in LANGUAGES.items()}[loc[0]]
        titles = {field: title for title, field in HEADINGS[loc[0]].items()}
        return f"# {language}, ## {titles[loc[1]]}"
    return ".".join(part for part in loc if isinstance(part, str))
