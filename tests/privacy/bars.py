"""The filter bar of a page, read from the page itself: it is run, and every choice that it offers
is written down as it is offered. So a new widget is attacked without a new test; one of a kind that
nobody knows how to turn fails here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import combinations
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from telvertel.figures.scope import Breakdown
from telvertel.indicators.definition import Indicator
from telvertel.screen import asked as asking
from telvertel.screen.asked import Asked, Known

ROOT = Path(__file__).parents[2]

ONE, SOME, YES = "one", "some", "yes"  # one value; any values, none means all; on or off
KINDS = {
    "selectbox": ONE,
    "radio": ONE,
    "multiselect": SOME,
    "pills": ONE,
    "segmented_control": ONE,
    "toggle": YES,
    "checkbox": YES,
}
UNKNOWN = (
    "slider", "select_slider", "number_input", "date_input", "time_input", "text_input",
    "text_area", "data_editor", "feedback", "chat_input", "color_picker", "file_uploader",
)  # fmt: skip

# The name of a choice in the address, where it is another one than that of the widget.
ADDRESS = {
    "municipality": "gm",
    "version": asking.VERSION,
    "beside": asking.BESIDE,
    "compared": asking.COMPARED,
    "alike": asking.ALIKE,
    "on": asking.SECOND,  # the second cut asks what the first one can ask, of the same widgets
}
# Choices that lay something published beside the figure and change no figure of ours.
BESIDE = {"beside", "norms"}
# What is done with a figure that is on the screen: a name for it, a talk it goes to, and why; and
# who agreed to be named beside it, on whose word.
DONE_WITH = {"view_name", "talk", "why", "who", "by"}


@dataclass(frozen=True)
class Choice:
    """One widget: the name of the choice in the address, its kind, the codes it offers."""

    name: str
    kind: str
    codes: tuple[str, ...]

    def states(self) -> Iterator[str]:
        """Every value that the choice can have in the address."""
        if self.kind == ONE:
            yield from self.codes
        elif self.kind == YES:
            yield from ("", "1")
        else:
            sizes = range(len(self.codes) + 1)
            for chosen in (one for size in sizes for one in combinations(self.codes, size)):
                yield ",".join(chosen)


def offered(page: str, query: Mapping[str, str]) -> tuple[Choice, ...]:
    """What the page offers at this address, in the installation that is open."""
    found: dict[str, Choice] = {}
    with pytest.MonkeyPatch.context() as patch:
        for widget in (*KINDS, *UNKNOWN):
            patch.setattr(st, widget, _noting(getattr(st, widget), widget, found))
        test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
    assert not test.exception, test.exception
    return tuple(one for one in found.values() if one.name not in BESIDE)


def _noting(real, widget: str, found: dict[str, Choice]):
    @wraps(real)
    def noted(label, options=(), *args, **more):
        name = str(more.get("key") or label).rpartition(".")[2]
        if name in DONE_WITH:
            return real(label, *([options] if widget == "selectbox" else []), *args, **more)
        assert widget in KINDS, f"the adversary cannot turn a {widget}: teach it ({label})"
        several = widget == "multiselect" or more.get("selection_mode") == "multi"
        codes = tuple(str(one) for one in options) if KINDS[widget] != YES else ()
        kind = SOME if several else KINDS[widget]
        found[name] = Choice(name if name in BESIDE else ADDRESS.get(name, name), kind, codes)
        return real(label, *([options] if KINDS[widget] != YES else []), *args, **more)

    return noted


def bar(page: str, card: Indicator, known: Known) -> tuple[Choice, ...]:
    """The choices for one card. Each of them must lead to another question, or the adversary would
    pass by a choice that it cannot make."""
    query = {asking.INDICATOR: card.id}
    choices = offered(page, query)
    for choice in choices:
        asked = {str(question(known, {**query, choice.name: one})) for one in choice.states()}
        if choice.name != asking.VERSION and len(list(choice.states())) > 1:
            assert len(asked) > 1, f"{choice.name} of {page} does not stand in the address"
    return choices


def question(known: Known, state: Mapping[str, str]) -> Asked:
    """The question that an address asks, as the pages make it."""
    return asking.read_query(state, known)


def breakdowns(choices: tuple[Choice, ...]) -> tuple[Breakdown | None, ...]:
    """How the bar can split a figure, none included."""
    codes = next((one.codes for one in choices if one.name == "breakdown"), ("",))
    return tuple(Breakdown(code) if code else None for code in codes)
