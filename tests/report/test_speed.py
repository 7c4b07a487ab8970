"""Minutes are there within a minute of the last word; the making itself takes seconds.

Of the processor, so that a busy machine is no slow minutes.
"""

from __future__ import annotations

import time

from telvertel.report.html import html
from telvertel.report.minutes import minutes
from telvertel.report.word import word
from tests.report.filled import earlier, filled


def test_both_editions_of_a_meeting_in_which_everything_was_said_are_there_within_ten_seconds(
    capsys,
):
    meeting, before = filled(), earlier()
    started = time.process_time()
    told = minutes(meeting, before, "nl")
    page = html(told)
    halfway = time.process_time()
    file = word(told)
    took = time.process_time() - started
    with capsys.disabled():
        print(  # noqa: T201
            f"\nminutes: HTML {halfway - started:.2f} s ({len(page) // 1024} KiB), "
            f"HTML and Word {took:.2f} s (Word {len(file) // 1024} KiB)"
        )
    assert took < 10
