"""Tel & Vertel: counting and telling beside each other in one steering conversation."""

from pathlib import Path

ROOT = Path(__file__).parents[2]  # the project: pages/ and data/ stand beside src/
