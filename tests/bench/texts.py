"""How much of what points at a person the check of texts finds, in lines that were written for it.

Of both halves together; docs/privacy.md tells what the half held back gave when it was first used.
"""

from __future__ import annotations

import time

from telvertel.privacy.text import look
from tests.bench.figure import Figure, amount
from tests.privacy.sentences import TODAY, alarms_of, found_of, lines

ALWAYS = ("bsn", "email", "phone", "birth_date", "date")
ENOUGH, ALWAYS_ENOUGH, FALSE_ALARMS = 90.0, 100.0, 5.0  # percent
LETTERS = 300


def figures() -> dict[str, Figure]:
    """``text_recall_<kind>`` and ``text_false_alarms`` in percent, ``text_look_ms`` per look."""
    found = {}
    for kind, seen in sorted(found_of().items()):
        least = ALWAYS_ENOUGH if kind in ALWAYS else ENOUGH
        found[f"text_recall_{kind}"] = amount(
            100 * sum(seen) / len(seen), "%", least, len(seen), "lines in which it was found"
        )
    alarms, of = alarms_of()
    found["text_false_alarms"] = amount(
        100 * len(alarms) / of, "%", FALSE_ALARMS, of, "innocent lines taken for something"
    )
    return found | {"text_look_ms": _look()}


def _look() -> Figure:
    text = " ".join(lines("innocent") + lines("innocent_held_out"))
    blocks = [text[at : at + LETTERS] for at in range(0, len(text) - LETTERS, LETTERS)]
    look(blocks[0], today=TODAY)
    start = time.process_time()
    for block in blocks:
        look(block, today=TODAY)
    each = 1000 * (time.process_time() - start) / len(blocks)
    return amount(each, "ms", 5.0, len(blocks), f"of the processor, per look at {LETTERS} letters")
