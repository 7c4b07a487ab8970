"""A way between a browser and a server that can break off without a word, as wifi does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Way:
    """Passes on what comes in at ``port``; ``break_off`` leaves who is on it without an answer."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: list[tuple[socket.socket, threading.Event]] = []
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def break_off(self) -> None:
        """From here on nothing passes for who is on it now; nobody is told. Who comes anew may."""
        for _, passes in self._open:
            passes.clear()

    def close(self) -> None:
        self._door.close()
        for one, passes in self._open:
            passes.clear()
            with suppress(OSError):
                one.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                passes = threading.Event()
                passes.set()
                self._open += [(near, passes), (far, passes)]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(*ends, passes), daemon=True).start()


def _pass_on(near: socket.socket, far: socket.socket, passes: threading.Event) -> None:
    with suppress(OSError):
        while part := near.recv(65536):
            if not passes.is_set():
                return
            far.sendall(part)
    if passes.is_set():
        with suppress(OSError):
            far.shutdown(socket.SHUT_WR)


@contextmanager
def way(to: int) -> Iterator[Way]:
    one = Way(to)
    yield one
    one.close()
