"""The question bank: open questions per stage and kind of indicator, and words for hard moments.

They are offered to the facilitator, never to the wall. How the files in data/questions are
written: data/questions/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from telvertel.indicators.definition import Kind
from telvertel.indicators.faults import CardFault, CardProblem, open_text
from telvertel.indicators.sections import LANGUAGES, Section, sections

ALWAYS = "always"
MOMENTS = "moments"  # the file with sentences for hard moments; every other file is a stage

# Under which heading the questions for a kind of indicator stand.
HEADINGS: dict[str, dict[str, str]] = {
    "nl": {
        "Altijd": ALWAYS,
        "Uitkomst": Kind.outcome,
        "Ervaring": Kind.experience,
        "Signaal": Kind.signpost,
        "Gebruik": Kind.use,
        "Proces": Kind.process,
        "Middelen": Kind.means,
    },
    "en": {
        "Always": ALWAYS,
        "Outcome": Kind.outcome,
        "Experience": Kind.experience,
        "Signpost": Kind.signpost,
        "Use": Kind.use,
        "Process": Kind.process,
        "Means": Kind.means,
    },
}


@dataclass(frozen=True)
class Moment:
    """A hard moment in the room, and what the facilitator can say, word for word."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class QuestionBank:
    """Questions by (stage, kind or ALWAYS, language) and moments by language, as in the files."""

    questions: dict[tuple[str, str, str], tuple[str, ...]]
    moments: dict[str, tuple[Moment, ...]]
    problems: tuple[CardProblem, ...]

    def prompts(self, stage: str, kind: str, language: str) -> tuple[str, ...]:
        """Those for this kind of indicator first, then those for all; empty when there are none."""
        own = self.questions.get((stage, kind, language), ())
        return own + self.questions.get((stage, ALWAYS, language), ())

    def hard_moments(self, language: str) -> tuple[Moment, ...]:
        """In the order in which they are listed for the facilitator."""
        return self.moments.get(language, ())


def load(folder: Path) -> QuestionBank:
    """All questions of a folder; what cannot be used is left out and named."""
    questions, moments, problems = {}, dict.fromkeys(LANGUAGES.values(), ()), []
    for path in sorted(Path(folder).glob("*.md")):
        if path.name == "README.md":
            continue
        _, body, unread = open_text(path)
        problems.extend(unread)
        for section in sections(body):
            found = tuple(_faults(path, section))
            problems.extend(found)
            left_out = {problem.found for problem in found}
            items = tuple(item for item in section.items if item not in left_out)
            language = LANGUAGES.get(section.language, "")
            if path.stem == MOMENTS and language and items:
                moments[language] += (Moment(section.heading, items),)
            elif kind := HEADINGS.get(language, {}).get(section.heading):
                questions[path.stem, str(kind), language] = items
    return QuestionBank(questions, moments, tuple(problems))


def _faults(path: Path, section: Section) -> Iterator[CardProblem]:
    """What is to be repaired in one section."""
    place = f"# {section.language}, ## {section.heading}"
    headings = HEADINGS.get(LANGUAGES.get(section.language, ""), {})
    if not headings or (section.heading not in headings and path.stem != MOMENTS):
        yield CardProblem(path.name, place, CardFault.unknown_field)
    elif not section.items:
        yield CardProblem(path.name, place, CardFault.missing)
    elif path.stem != MOMENTS:
        for item in section.items:
            if not item.endswith("?"):
                yield CardProblem(path.name, place, CardFault.not_a_question, item)
