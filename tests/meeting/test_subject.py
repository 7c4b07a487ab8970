"""What is a free text in a happening, and what stays when the texts are taken out."""

import pytest

from telvertel.meeting import events as e
from telvertel.meeting.subject import names, replaced, texts
from tests.meeting import saying as s
from tests.meeting.test_policies import BODIES

MARK = "█████"

HELD = {
    **BODIES,
    "people with a name": e.PeopleNoted(people=(e.Person(role="voorzitter", name="Sanne"),)),
    "item with a reason": e.AgendaSet(
        items=(e.AgendaItem(id="a", indicator="b", scope={}, minutes=5, reason_text="Om Sanne."),)
    ),
    "round": e.RoundOpened(
        round="r1", item="uitval", round_kind=e.RoundKind.lines, question="Wat ziet Sanne?"
    ),
    "lines of a round": e.RoundClosed(
        round="r1", lines=(e.RoundLine(side=e.Side.provider, text="Sanne zei het."),)
    ),
    "corrected agreement": e.AgreementRevised(to=s.agreement(), reason="Sanne vroeg het."),
}


@pytest.mark.parametrize("name", HELD)
def test_with_its_texts_replaced_a_happening_says_nothing_any_more_and_still_is_one(name):
    body = HELD[name]
    found = replaced(body, MARK)
    said = {**texts(found), **names(found)}
    assert said.keys() == {**texts(body), **names(body)}.keys()
    assert set(said.values()) <= {MARK}
    assert type(body).model_validate(found.model_dump()) == found


def test_what_is_no_text_stays_as_it_was():
    body = s.note("Sanne zei het.", side=e.Side.provider, period="2024KW03")
    assert replaced(body, MARK) == body.model_copy(update={"text": MARK})


def test_only_the_words_that_have_to_go_are_replaced():
    lines = tuple(e.RoundLine(side=None, text=text) for text in ("Sanne zei het.", "Te druk."))
    found = replaced(e.RoundClosed(round="r1", lines=lines), MARK, only={"Sanne zei het."})
    assert [one.text for one in found.lines] == [MARK, "Te druk."]
