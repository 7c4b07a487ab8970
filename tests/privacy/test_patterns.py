"""No pattern of the check of texts can be made to run on: what repeats is bounded, or never tried
again, and nothing that repeats stands in something that repeats without a bound.

``re`` keeps its parser to itself since Python 3.11; the tree it gives is read here only.
"""

from __future__ import annotations

import re
import re._constants as op
import re._parser as parser
import time
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telvertel.meeting.terms import TEXT
from telvertel.privacy import described, known, named, rewriting, text
from telvertel.privacy.text import look

MOST = 64  # the most times that something may repeat and be tried again
WORK = 20_000  # of repeats within repeats: the product of their bounds
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)


def patterns():
    for module in (text, described, named, known, rewriting):
        for name, value in vars(module).items():
            for one in value if isinstance(value, tuple) else (value,):
                found = one[0] if isinstance(one, tuple) and one else one
                if isinstance(found, re.Pattern):
                    yield pytest.param(found, id=f"{module.__name__.split('.')[-1]}.{name}")


def work(tree) -> int:
    """How often the innermost part of a pattern may be tried from one place in a text."""
    most = 1
    for kind, given_ in tree:
        if kind in REPEATS:
            low, high, inner = given_
            assert high <= MOST, f"a repeat without a bound (from {low})"
            most = max(most, (high if high > 1 else 1) * work(inner))
        elif kind is op.POSSESSIVE_REPEAT:
            most = max(most, work(given_[2]))
        else:
            most = max([most, *map(work, _within(given_))])
    return most


def _within(given_):
    """The parts of a group, a choice, a look around."""
    if isinstance(given_, parser.SubPattern):
        yield given_
    elif isinstance(given_, (list, tuple)):
        yield from chain.from_iterable(map(_within, given_))


@pytest.mark.parametrize("pattern", list(patterns()))
def test_every_pattern_is_bounded(pattern):
    assert work(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)) <= WORK


def test_the_claim_sees_a_pattern_that_runs_on():
    for careless in (r"(?:a+)+b", r"[\w-]*straat", r"(?:x{1,60}){1,60}(?:y{1,60})"):
        with pytest.raises(AssertionError):
            assert work(parser.parse(careless)) <= 3000


NASTY = st.sampled_from([
    "0", "06 ", "1 ", "(0", "--", "..", "a.", "A.", "A-", "a@", "a@a.", "Aa ", "van de ", "één ",
    "\n", " ", "straat", "Straat", "12", "jaar", "19", "bsn", "NL91", "ABNA", "drie van die ",
    "kind ", "É", "Kevin ", "14 ", "Kevin (14) ", "3 maart 2012 ",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(NASTY, min_size=1, max_size=6))
def test_a_long_nasty_text_is_looked_at_in_the_time_its_length_asks_for(parts):
    """The longest field there is; the bound leaves room for a slow and busy machine."""
    nasty = "".join(parts) * (TEXT // len("".join(parts)))
    start = time.process_time()
    look(nasty)
    assert time.process_time() - start < 10
