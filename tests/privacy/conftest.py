"""Tests here may import all of the screen."""

import tests.components  # noqa: F401
