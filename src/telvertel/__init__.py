"""Tel & Vertel: counting and telling beside each other in one steering conversation."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]  # the project: pages/ and data/ stand beside src/


def home() -> Path:
    """The data folder of this process: ``TELVERTEL_HOME``, default ``./local``."""
    return Path(os.environ.get("TELVERTEL_HOME", "local")).resolve()
