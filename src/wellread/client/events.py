"""Events sent from a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from wellread.client.calls import Fields, Stored, event_row
from wellread.client.event_queue import EVERY, EventQueue, OnError, Rows
from wellread.domain import Event
from wellread.errors import WellreadError


class Events:
    """Takes events at once and sends them in batches: up to 500, or what came within 0.2 s.

    What fails in passing is sent again for as long as it takes; events are lost only where the server
    refuses them, where the buffer is full, and where closing has waited long enough.

    Args:
        send: Sends a batch.
        most: Events that may wait.
        on_error: Is told of those that are lost.
    """

    def __init__(self, send: Callable[[Rows], Stored], most: int, on_error: OnError) -> None:
        self._send = send
        self._queue = EventQueue(most, on_error)
        self._changed = threading.Condition()
        self._worker: threading.Thread | None = None

    @property
    def acknowledged(self) -> int:
        """Events that the server has on its disk."""
        return self._queue.acknowledged

    @property
    def lost(self) -> int:
        """Events that were given up."""
        return self._queue.lost

    def track(self, event: Event | Fields) -> None:
        """Take an event, with its id and time from now on, and return at once.

        Raises:
            RuntimeError: the client is closed.
        """
        row = event_row(event)
        with self._changed:
            self._queue.put(row)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="wellread-events", daemon=True)
                self._worker.start()
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until every event tracked so far is acknowledged or lost; False after `timeout` seconds."""
        with self._changed:
            wanted = self._queue.tracked
            self._queue.urged += 1
            self._changed.notify_all()
            try:
                return self._changed.wait_for(lambda: self._queue.settled >= wanted, timeout)
            finally:
                self._queue.urged -= 1

    def close(self, timeout: float) -> None:
        """Flush for `timeout` seconds, then give up what is left once the try under way has ended."""
        with self._changed:
            self._queue.closed = True
        self.flush(timeout)
        with self._changed:
            self._queue.given_up = True
            self._changed.notify_all()
        if self._worker:
            self._worker.join()

    def _work(self) -> None:
        while batch := self._next():
            error: WellreadError | None = None
            try:
                self._send(batch)
            except WellreadError as refused:
                error = refused
            with self._changed:
                self._queue.settle(batch, error)
                self._changed.notify_all()

    def _next(self) -> Rows:
        with self._changed:
            self._changed.wait_for(lambda: self._queue.given_up, self._queue.pause)
            self._changed.wait_for(lambda: self._queue.awake)
            self._changed.wait_for(lambda: self._queue.due, EVERY)
            return self._queue.take()
