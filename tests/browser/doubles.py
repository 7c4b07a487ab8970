"""What stands on a page twice for a moment is waited for until it stands there once.

While Streamlit draws a page anew, an element that moved to another place stands beside what it was
until the page is whole. A person sees nothing of it; Playwright refuses at once to press one of
two. It refuses before it does anything, so asking again is safe; what stays double stays refused.
"""

from __future__ import annotations

import time
from functools import wraps

from playwright.sync_api import Error, Locator, LocatorAssertions

WHOLE_WITHIN = 20  # seconds
REFUSED = "strict mode violation"
ASKED = (
    *("bounding_box", "check", "click", "evaluate", "fill", "focus", "get_attribute", "inner_text"),
    *("input_value", "is_editable", "is_enabled", "is_visible", "press", "press_sequentially"),
    *("select_option", "set_input_files", "text_content", "wait_for"),
)
EXPECTED = (
    *("to_be_hidden", "to_be_visible", "to_contain_text", "not_to_contain_text"),
    *("to_have_text", "to_have_value"),
)


def wait_out() -> None:
    """From now on every locator waits until it is about one element."""
    for name in ASKED:
        setattr(Locator, name, _waiting(getattr(Locator, name)))
    for name in EXPECTED:
        setattr(LocatorAssertions, name, _waiting(getattr(LocatorAssertions, name)))


def _waiting(act):
    @wraps(act)
    def acted(asked, *more, **named):
        until = time.monotonic() + WHOLE_WITHIN
        while True:
            try:
                return act(asked, *more, **named)
            except (Error, AssertionError) as trouble:
                if REFUSED not in str(trouble) or time.monotonic() > until:
                    raise
            time.sleep(0.1)

    return acted
