"""Our components can be declared inside Streamlit only: whoever imports this may import all of
``telvertel.screen`` after it, also when a single file of tests is run."""

from __future__ import annotations

from functools import lru_cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

# Each AppTest looks through every installed package for components; that changes nothing meanwhile.
manifest_scanner.scan_component_manifests = lru_cache(manifest_scanner.scan_component_manifests)

AppTest.from_string(
    "import telvertel.screen.lead, telvertel.screen.explore, telvertel.screen.replay"
).run(timeout=120)
