"""What is proposed in the place of a text says the same without the person; only proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.figures.scope import AGE_BANDS
from telvertel.privacy.rewriting import AGE_CLASSES, rewritten
from telvertel.privacy.text import look
from telvertel.wording.words import words
from tests.privacy.sentences import HALVES, TODAY, hits, lines

NL = words("nl")


def say(key: str, **facts) -> str:
    return NL(f"concerns.instead.{key}", **facts)


def proposed(text: str) -> str | None:
    return rewritten(text, say, today=TODAY)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Kevin (14) uit Almere wacht nog.",
         "Een jongere van 12–17 jaar uit een plaats in de buurt wacht nog."),
        ("Kees de Vries (14) wachtte.", "Een jongere van 12–17 jaar wachtte."),
        ("Bram is 9 jaar en zit thuis.", "Een kind van 8–11 jaar zit thuis."),
        ("Een meisje van 12 uit De Wijk.",
         "Een jongere van 12–17 jaar uit een plaats in de buurt."),
        ("Een leerling van 13 op het Corderius College.",
         "Een jongere van 12–17 jaar op een school."),
        ("Bij één jongere ging het mis.", "Bij een enkele jongere ging het mis."),
        ("Bij één kind ging het mis.", "Bij een enkel kind ging het mis."),
        ("Die drie jongens zijn terug.", "Enkele jongens zijn terug."),
        ("Van die drie is er een terug.", "Van hen is er een enkele terug."),
        ("Familie Bakker wil niet meer.", "Een gezin wil niet meer."),
        ("Het lukt niet met Daan.", "Het lukt niet met iemand."),
        ("De moeder van Daan Jansen uit Ede was boos.",
         "Een ouder uit een plaats in de buurt was boos."),
        ("J. de Vries (16) is weggelopen.", "Een jongere van 12–17 jaar is weggelopen."),
        ("Kevin Jansen (14) wacht.", "Een jongere van 12–17 jaar wacht."),
        ("Emma (14) uit Hooglanderveen.",
         "Een jongere van 12–17 jaar uit een plaats in de buurt."),
        ("Het meisje van 15 op De Amersfoortse Berg.",
         "Een jongere van 12–17 jaar op een plaats in de buurt."),
        ("Sem (15) van het Stedelijk Gymnasium.", "Een jongere van 12–17 jaar van een school."),
        ("Het tweede kind van de huisarts in Ede.", "Een kind in een plaats in de buurt."),
        ("Er zijn er vier die wachten op hulp.", "Er zijn er enkele die wachten op hulp."),
        ("Op 3 mei 2024 viel de melding.", "In 2024 viel de melding."),
        ("Gisteren belde juf Anneke.", "Gisteren belde iemand."),
        ("Sanne (14) van basisschool De Linde wacht.",
         "Een jongere van 12–17 jaar van een school wacht."),
        ("Sem uit groep 7 van de Wilgenhof wacht.", "Iemand uit een school wacht."),
        ("Bel 06-12345678 even.", "Bel (telefoonnummer weggelaten) even."),
        ("De voogd (bos@example.nl) belt.", "De voogd (e-mailadres weggelaten) belt."),
        ("Op 12 mei 2016 begon het.", "In 2016 begon het."),
        ("Sinds 12 mei 2016 is het stil.", "Sinds 2016 is het stil."),
        ("Zij woont op Lindelaan 4.", "Zij woont op (adres weggelaten)."),
        ("Daan uit Amersfoort is boos weggelopen.",
         "Iemand uit een plaats in de buurt is boos weggelopen."),
        ("Zij woont op 3811 AB, nummer 12 b.", "Zij woont op (adres weggelaten)."),
        ("Van die drie jongens is er een weg.", "Van enkele jongens is er een enkele weg."),
        ("Eén van de drie jongens is weg.", "Een enkele van de jongens is weg."),
        ("Bij twee van de drie jongens lukt het.", "Bij enkele van de jongens lukt het."),
        ("Mijn zoon Daan Jansen (14) wacht.", "Een jongere van 12–17 jaar wacht."),
    ],
)  # fmt: skip
def test_a_proposal_keeps_what_was_said_and_leaves_the_person_out(text, instead):
    assert proposed(text) == instead


def test_every_line_with_somebody_in_it_has_a_proposal_in_which_nobody_is_seen():
    for half in HALVES:
        for _, _, sentence in hits(half):
            instead = proposed(sentence)
            assert instead and look(instead, today=TODAY) == (), sentence


def test_what_is_in_order_is_left_as_it_is():
    kept = [
        one for half in HALVES for one in lines(f"innocent{half}") if not look(one, today=TODAY)
    ]
    assert not any(map(proposed, kept))


@given(st.integers(0, 22))
def test_an_age_is_said_as_the_class_it_is_in(age):
    instead = proposed(f"Kevin is {age} jaar.") if age else None
    if instead:
        low, high = next(one for one in AGE_CLASSES if one[0] <= age <= one[1])
        assert f"{low}–{high} jaar" in instead and "Kevin" not in instead


@given(st.text(max_size=200))
def test_any_text_has_a_proposal_without_concerns_or_none(text):
    instead = proposed(text)
    assert instead is None or look(instead, today=TODAY) == ()


def test_a_proposal_is_made_in_english_too():
    english = words("en")
    instead = rewritten(
        "Bel 06-12345678.", lambda key, **facts: english(f"concerns.instead.{key}", **facts)
    )
    assert instead == "Bel (phone number left out)."


def test_the_classes_of_age_are_those_of_the_figures():
    assert tuple(f"{low}-{high}" for low, high in AGE_CLASSES) == AGE_BANDS
