"""Where the collected files of CBS, Utrecht and the iJw standard are; they are not in the project.

TELVERTEL_SAMPLES names the folder; without it what needs them is skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SAMPLES = Path(os.environ.get("TELVERTEL_SAMPLES", "no-samples"))
needed = pytest.mark.skipif(not SAMPLES.is_dir(), reason="TELVERTEL_SAMPLES names no folder")
