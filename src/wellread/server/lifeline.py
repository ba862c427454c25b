"""The line between the supervisor and one of its processes: says "ready", and that the other end is gone."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable

READY = b"1"
FLUSH = 5.0
"""Seconds beyond `server.drain` that a process gets to write what is waiting."""


class Lifeline:
    """A process's end of the line.

    Args:
        fd: File descriptor of a socket that the supervisor holds the other end of.
        lost: Called, in a thread of its own, when the supervisor is gone, however it went.
    """

    def __init__(self, fd: int, lost: Callable[[], None]) -> None:
        self.broken = False
        """Whether the supervisor is gone: nobody else is left to clear up."""
        self._socket = socket.socket(fileno=fd)
        self._lost = lost
        threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def ready(self) -> None:
        """Tell the supervisor that this process does its work."""
        if not self.broken:
            self._socket.send(READY)

    def _watch(self) -> None:
        # The supervisor never sends a byte: what ends the wait is the end of the line.
        self._socket.recv(1)
        self.broken = True
        self._lost()


def leave_within(seconds: float) -> None:
    """Stop this process as a signal would; after `seconds`, whatever it does just then."""
    end = threading.Timer(seconds, os._exit, [1])
    end.daemon = True
    end.start()
    os.kill(os.getpid(), signal.SIGTERM)
