"""Components of ours are declared inside Streamlit only; after that tests may import them."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

AppTest.from_string("import telvertel.screen.lead, telvertel.screen.explore").run(timeout=120)
