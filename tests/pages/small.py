"""A small installation to run pages on: two providers, two years of figures, short meetings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

from streamlit.testing.v1 import AppTest

from telvertel.freezing import frozen
from telvertel.installation import Installation
from telvertel.meeting import events as e

ROOT = Path(__file__).parents[2]

PARTIES = """code;naam;soort;levert;fictief
GM9901;Rivierstede;gemeente;;ja
99000002;De Oever;aanbieder;bestanden;ja
99000004;Klein Anker;aanbieder;bestanden;ja
"""
HEAD = (
    "client;gemeente;aanbieder;hulpvorm;verwijzer;geboortejaar;crisis;"
    "toegewezen;aanvang;einde;reden_einde"
)


def trajectories(first: int = 2024) -> str:
    """Forty children begin each quarter of two years; every third one stops one-sidedly."""
    rows = []
    for quarter in range(8):
        year, month = first + quarter // 4, 1 + 3 * (quarter % 4)
        for child in range(40):
            name, reason = f"K{quarter:02d}{child:02d}", "03" if child % 3 == 0 else "01"
            rows.append(
                f"{name};GM9901;99000002;02;02;2012;02;0{child % 9 + 1}-{month:02d}-{year};"
                f"15-{month:02d}-{year};20-{month + 2:02d}-{year};{reason}"
            )
    return "\n".join([HEAD, *rows]) + "\n"


def say(house: Installation, meeting: str, *bodies: e.Happening) -> None:
    for body in bodies:
        saying = e.Saying(op=uuid4().hex, meeting=meeting, role=e.Role.facilitator, body=body)
        house.telling.say(saying)


def planned(held_on: date, **more) -> e.MeetingPlanned:
    told = {
        "title": "Kwartaalgesprek",
        "municipality": "GM9901",
        "municipality_name": "Rivierstede",
        "providers": ("99000002",),
        "provider_names": ("De Oever",),
        "goal": "Samen op tijd",
    }
    return e.MeetingPlanned(**{**told, "held_on": held_on, **more})


ITEM = e.AgendaItem(id="uitval", indicator="dropout", scope={}, minutes=20)


def open_meeting(house: Installation, meeting: str, held_on: date, **more) -> None:
    """A meeting about dropout, opened with its figures frozen."""
    plan = planned(held_on, **more)
    card = house.catalogue.cards["dropout"]
    say(
        house, meeting, plan,
        e.PeopleNoted(people=(e.Person(role="Beleidsadviseur", side=e.Side.municipality),
                              e.Person(role="Bestuurder", side=e.Side.provider))),
        e.AgendaSet(items=(ITEM,)),
        frozen(house.warehouse, card, ITEM, plan),
        e.MeetingOpened(),
    )  # fmt: skip


def sealed_meeting(house: Installation, meeting: str, held_on: date, *bodies, **more) -> str:
    """A meeting that was held and sealed; its check code."""
    open_meeting(house, meeting, held_on, **more)
    confirmed = [e.Confirmed(side=side, how=e.Confirmation.confirmed) for side in e.Side]
    say(house, meeting, *bodies, *confirmed)
    return house.telling.seal(meeting).body.check_code


def page(name: str, **address: str) -> AppTest:
    """A page by its file, run once; the address as it would stand in the browser."""
    test = AppTest.from_file(ROOT / "pages" / f"{name}.py", default_timeout=60)
    for key, value in address.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception
    return test


def taken_home() -> AppTest:
    """*Afronden* of a sealed meeting, where somebody said for whom the copy is."""
    test = page("close")
    (to,) = (one for one in test.selectbox if one.label == "Voor wie is dit exemplaar?")
    return to.set_value("both").run()


def texts(test: AppTest) -> str:
    """Everything on the page that a person reads, what is in our own components included."""
    return "\n".join(str(getattr(one, "proto", one)) for one in test.main) + "\n".join(
        element.value for kind in ("title", "header", "markdown", "caption", "info", "warning")
        for element in getattr(test, kind)
    )  # fmt: skip
