"""Learning of what others commit."""

from __future__ import annotations

import time
from threading import Event, Lock
from typing import Any, Self

from wellread.errors import StoreError
from wellread.store.database import Database

SLICE = 0.2
"""Longest wait in the database at a stretch, seconds: how long `close` may take."""


class Changes:
    """Tells when another connection, of this process or another, has committed something.

    It has a connection of its own, so what this process writes counts too. On SQLite it looks every
    20 ms; PostgreSQL calls.

    Args:
        database: Whose commits.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._closed = Event()
        self._connection: Any = None
        self._last = 0
        with self._lock, database.engine() as engine:
            self._connect(engine)

    def wait(self, timeout: float) -> bool:
        """Waits until something was committed since the last call, at most `timeout` seconds.

        While the database is away nothing is committed; once it is back, something may have been.

        Returns:
            Whether something was, or may have been; False once closed.
        """
        deadline = time.monotonic() + timeout
        while not self._closed.is_set():
            left = max(deadline - time.monotonic(), 0)
            try:
                if self._heard(min(left, SLICE)):
                    return True
            except StoreError:
                self._disconnect()
                self._closed.wait(min(left, SLICE))
            if not left:
                break
        return False

    def close(self) -> None:
        """Lets go of the connection. A `wait` under way ends. Twice does no harm."""
        self._closed.set()
        self._disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _heard(self, seconds: float) -> bool:
        with self._lock, self._database.engine() as engine:
            if self._closed.is_set():
                return False
            if self._connection is None:
                self._connect(engine)
                return True
            last, self._last = self._last, self._database.dialect.heard(self._connection, self._last, seconds)
            return self._last != last

    def _connect(self, engine: Any) -> None:
        self._connection = self._database.dialect.listen(engine)
        self._last = self._database.dialect.heard(self._connection, 0, 0)

    def _disconnect(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
