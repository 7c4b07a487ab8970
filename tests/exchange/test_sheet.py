"""A sheet for another municipality: what is in it, and how one that is not in order is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telvertel.exchange.offered import names_in, offered
from telvertel.exchange.sheet import (
    LARGEST,
    Fault,
    Line,
    LineKind,
    SheetRefused,
    read,
    written,
)
from telvertel.exchange.shelf import Shelf
from telvertel.exchange.stripping import Stays
from telvertel.meeting import events as e
from telvertel.meeting import lasting as la
from tests.meeting import saying as s
from tests.meeting.lasting import moved, point, talk

SEALED = e.Sealed(check_code="0123ABCD")
LINE = Line(kind="explanation", text="Warme overdracht helpt.", year=2025, reason="staff")
PUBLIC = {"visibility": la.Visibility.public}


def sheet(**changes) -> bytes:
    facts = json.loads(written((LINE,), "Vrij te gebruiken."))
    return json.dumps(facts | changes).encode()


def refused(data: bytes) -> tuple[Fault, int]:
    with pytest.raises(SheetRefused) as trouble:
        read(data)
    return trouble.value.fault, trouble.value.line


def offers(*bodies, **plan):
    return offered([talk("een", *bodies, SEALED, **plan)], (), ("dropout",))


def test_what_was_written_is_read_back():
    assert read(written((LINE,), "Vrij te gebruiken.")).lines == (LINE,)


def test_the_file_says_what_it_is_and_what_may_be_done_with_it():
    facts = json.loads(written((LINE,), "Vrij te gebruiken."))
    assert (facts["format"], facts["version"]) == ("telvertel-learned", 1)
    assert facts["licence"] == "Vrij te gebruiken."


def test_of_a_meeting_that_is_not_sealed_nothing_is_offered():
    assert offered([talk("een", point())], (), ()).offers == ()


def test_a_learning_point_goes_with_its_route_and_its_year_and_without_key_person_or_document():
    noted = point(
        route=la.Route.purchasing, key_role="Inkoper", target_document="Bestek", indicator="dropout"
    )
    (offer,) = offers(noted, moved(la.Securing.shared)).offers
    line = offer.line
    assert (line.kind, line.year, line.route, line.status) == (
        LineKind.learning, s.PLAN.held_on.year, "purchasing", "shared",
    )  # fmt: skip
    told = line.model_dump_json()
    assert "Inkoper" not in told and "Bestek" not in told and offer.by_itself


def test_a_line_of_the_parties_goes_only_when_somebody_says_so():
    found = offers(s.note(), s.note("Er kwam meer vraag.", "n2", **PUBLIC)).offers
    assert {one.line.text: one.by_itself for one in found} == {
        "Het team was klein.": False,
        "Er kwam meer vraag.": True,
    }


def test_what_was_for_the_talk_alone_is_never_offered():
    private = s.note(visibility=la.Visibility.talk)
    assert offers(private, la.LineProjected(note="n1")).offers == ()


def test_what_stays_is_counted_with_its_reason():
    found = offers(
        s.note("De Brug belt zelf.", **PUBLIC),
        s.note("Er waren 3 groepen.", "n2", **PUBLIC),
        s.note("Ouders bellen zelf.", "n3", **PUBLIC),
    )
    assert found.kept == {Stays.name: 1, Stays.small_number: 1}
    assert [one.line.text for one in found.offers] == ["Ouders bellen zelf."]


def test_a_principle_that_a_municipality_made_up_is_not_named():
    own = s.note(principles=("simplicity", "rivierstede_eerst"), **PUBLIC)
    assert offers(own).offers[0].line.principles == ("simplicity",)


def test_a_card_that_others_do_not_have_is_not_named():
    found = offered([talk("een", s.note(**PUBLIC), SEALED)], (), ())
    assert found.offers[0].line.indicator is None


@given(
    st.lists(
        st.sampled_from(
            ["De Brug belt.", "In Rivierstede wacht men.", "Ouders bellen.", "Er zijn 4 teams."]
        ),
        max_size=4,
    )
)
def test_no_name_of_the_meeting_is_in_the_file(texts):
    bodies = [s.note(text, f"n{number}", **PUBLIC) for number, text in enumerate(texts)]
    held = talk("een", *bodies, SEALED)
    lines = tuple(one.line for one in offered([held], (), ()).offers)
    told = written(lines, "").decode().casefold() if lines else ""
    for name in ("brug", "rivierstede", *filter(None, names_in([held]))):
        assert name.casefold() not in told


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xff\xfe", (Fault.unreadable, 0)),
        (b"{", (Fault.unreadable, 0)),
        (b"[" * 100_000, (Fault.unreadable, 0)),
        (b"[]", (Fault.other_format, 0)),
        (b'{"format": "ander"}', (Fault.other_format, 0)),
        (b" " * (LARGEST + 1), (Fault.too_large, 0)),
        (sheet(version=2), (Fault.newer, 0)),
        (sheet(lines=[]), (Fault.broken, 0)),
        (sheet(extra=1), (Fault.broken, 0)),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(data, fault):
    assert refused(data) == fault


def lines_with(**changes) -> bytes:
    good = LINE.model_dump(mode="json", exclude_none=True)
    return sheet(lines=[good, good | changes])


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": ""}, Fault.broken),
        ({"provider": "De Oever"}, Fault.broken),
        ({"year": "2025-03-04"}, Fault.broken),
        ({"principles": ["eigen"]}, Fault.broken),
        ({"text": "Bel 06-12345678."}, Fault.unsafe),
        ({"more": "Die drie jongens bellen."}, Fault.unsafe),
    ],
)
def test_one_line_that_is_not_in_order_refuses_the_whole_and_is_named(changes, fault):
    assert refused(lines_with(**changes)) == (fault, 2)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sheet_or_a_refusal(data):
    with pytest.raises(SheetRefused):
        read(data)


def test_a_sheet_stays_on_the_shelf_until_it_is_removed(tmp_path):
    shelf = Shelf(tmp_path / "exchange")
    assert shelf.sheets() == ()
    put = shelf.put(written((LINE,), ""))
    assert shelf.put(written((LINE,), "")).name == put.name
    assert [one.sheet.lines for one in shelf.sheets()] == [(LINE,)]
    shelf.remove(put.name)
    assert shelf.sheets() == ()


def test_a_refused_file_leaves_nothing_behind(tmp_path):
    shelf = Shelf(tmp_path / "exchange")
    with pytest.raises(SheetRefused):
        shelf.put(lines_with(text="Bel 06-12345678."))
    assert shelf.sheets() == ()


def test_a_sheet_that_was_damaged_is_named_and_can_be_removed(tmp_path):
    shelf = Shelf(tmp_path)
    put = shelf.put(written((LINE,), ""))
    (tmp_path / f"{put.name}.json").write_bytes(b"{")
    assert [one.sheet for one in shelf.sheets()] == [None]
    shelf.remove(put.name)
    assert shelf.sheets() == ()


def test_only_sheets_can_be_removed(tmp_path):
    (tmp_path / "journal.json").write_text("{}")
    Shelf(tmp_path).remove("journal")
    Shelf(tmp_path / "exchange").remove("../journal")
    assert (tmp_path / "journal.json").exists()


@pytest.mark.parametrize(
    "body",
    [
        s.agreement().model_copy(update={"who": "Fatima, teamleider"}),
        la.AccountNoted(account="c1", team="Team Fatima"),
        point("l2", "Overleg helpt.", key_role="Kwaliteitsadviseur Fatima"),
        e.PeopleNoted(people=(e.Person(role="Jeugdregisseur Fatima"),)),
    ],
)
def test_who_is_named_where_somebody_does_something_begins_no_sentence_that_goes(body):
    found = offers(point(text="Fatima belt zelf."), body)
    assert found.kept[Stays.name] == 1


def test_a_role_or_a_department_that_is_named_keeps_no_line_here():
    named = point("l2", "Overleg helpt.", key_role="Kwaliteitsadviseur", key_department="Inkoop")
    found = offers(point(text="Inkoop en kwaliteit overleggen eerder."), named)
    assert not found.kept


def test_a_learning_point_that_may_begin_with_a_name_goes_only_when_somebody_says_so():
    (offer,) = offers(point(text="Oumaima belt zelf.")).offers
    assert not offer.by_itself


def test_a_learning_point_with_a_first_name_that_is_known_does_not_go():
    assert offers(point(text="Fatima belt zelf.")).offers == ()
