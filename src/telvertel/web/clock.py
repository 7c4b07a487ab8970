"""What time it is for whatever is valid until a moment: it never goes back while the program runs.

Somebody who sets the clock of the laptop back must not make a ticket or a session live longer.
"""

from __future__ import annotations

import time

_BEGAN = time.time() - time.monotonic()


def seconds() -> float:
    """Seconds since 1970. The clock of the machine counts as long as it is not behind what passed
    since the start: a laptop that slept is ahead of that, one that was set back is not."""
    return max(time.time(), _BEGAN + time.monotonic())
