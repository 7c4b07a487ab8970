"""Our components can be declared inside Streamlit only; once that is done, tests may import them."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

AppTest.from_string("import telvertel.screen.lead, telvertel.screen.explore").run(timeout=120)
