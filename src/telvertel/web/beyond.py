"""Whether this server is opened beyond the laptop, and under which name.

``telvertel serve`` says so in the surroundings of the process it starts. Saying so opens nothing by
itself: the gate answers another machine only over TLS.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

NAME = "TELVERTEL_BEYOND"  # host:port
HTTPS_PORT = 443


@dataclass(frozen=True)
class Beyond:
    host: str  # the name in the certificate
    port: int

    @property
    def address(self) -> str:
        """What stands in a QR code: "https://laptop.gemeente.nl:8501", without a last slash."""
        return f"https://{self.host}" + ("" if self.port == HTTPS_PORT else f":{self.port}")

    def told(self) -> str:
        """As it is handed to the process that serves."""
        return f"{self.host}:{self.port}"


def beyond() -> Beyond | None:
    """None while only this laptop is answered, which is how it starts."""
    host, _, port = os.environ.get(NAME, "").rpartition(":")
    return Beyond(host.lower(), int(port)) if host and port.isdecimal() else None


def is_open_beyond() -> bool:
    return beyond() is not None
