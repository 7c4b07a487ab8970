"""Where the collected files of CBS, Utrecht and the iJw standard are; they are not in the project.

TELVERTEL_SAMPLES names the folder; without it a folder ``shared/data`` beside the project is used.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[3] / "shared" / "data"
SAMPLES = Path(os.environ.get("TELVERTEL_SAMPLES", BESIDE))
needed = pytest.mark.skipif(not SAMPLES.is_dir(), reason="TELVERTEL_SAMPLES names no folder")
