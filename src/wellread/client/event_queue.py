"""Events on their way to the server: bounded, in order, counted. What sends them is not here."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from wellread.client.errors import AGAIN
from wellread.errors import WellreadError

BATCH = 500
"""Events sent at a time, at most."""
EVERY = 0.2
"""Seconds that an event waits for others to come with it."""
PARTIAL = frozenset({400, 404, 413, 422})
"""Statuses that may be about one event of a batch: the halves are sent apart until it is found."""

Rows = list[dict[str, Any]]
OnError = Callable[[Rows, WellreadError], None]
"""Is called with events that will not be sent, and why. Called where they are sent, so it should be quick."""

log = logging.getLogger(__name__)


class Full(WellreadError):
    """More events are waiting than the buffer may hold."""

    code, status = "buffer_full", 503


def log_lost(events: Rows, error: WellreadError) -> None:
    """What happens to lost events where nothing else is said: a line of log, without what they say."""
    log.error("%d events are lost: %s", len(events), error)


class EventQueue:
    """What is waiting, what became of the rest, and when to send. Whoever sends looks after the waiting.

    Args:
        most: Events that may wait.
        on_error: Is told of those that are lost.
    """

    def __init__(self, most: int, on_error: OnError) -> None:
        self._most = most
        self._on_error = on_error
        self._waiting: deque[dict[str, Any]] = deque()
        self._again: list[Rows] = []
        """Batches to send before anything else, the next one last."""
        self.tracked = 0
        self.acknowledged = 0
        self.lost = 0
        self.urged = 0
        """How many callers wait for it to become empty."""
        self.closed = False
        """No more will come."""
        self.given_up = False
        """What has not been sent yet will not be."""
        self.pause = 0.0
        """Seconds to wait before the next batch: the server does not take any just now."""

    @property
    def settled(self) -> int:
        """Events that were acknowledged or lost."""
        return self.acknowledged + self.lost

    @property
    def awake(self) -> bool:
        """Whether there is anything to do."""
        return self.tracked > self.settled or self.closed

    @property
    def due(self) -> bool:
        """Whether there is no point in waiting for more events to come with these."""
        return bool(self._again or self.urged or self.closed) or len(self._waiting) >= BATCH

    def put(self, row: dict[str, Any]) -> None:
        """Take an event, or lose it where there is no room.

        Raises:
            RuntimeError: the queue is closed.
        """
        if self.closed:
            raise RuntimeError("the client is closed")
        self.tracked += 1
        if self.tracked - self.settled <= self._most:
            self._waiting.append(row)
        else:
            do = "Send fewer, make the buffer larger, or see why the server does not take them."
            self._lose([row], Full(f"{self._most} events are waiting", "room for one more", do))

    def take(self) -> Rows:
        """The next batch, to be settled before the next one is taken; empty: the queue is closed and done."""
        if self._again:
            return self._again.pop()
        return [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]

    def settle(self, batch: Rows, error: WellreadError | None) -> None:
        """Say what became of a batch."""
        self.pause = 0.0
        if error is None:
            self.acknowledged += len(batch)
        elif error.status in AGAIN and not self.given_up:
            self._again.append(batch)
            self.pause = EVERY
        elif error.status in PARTIAL and len(batch) > 1:
            half = len(batch) // 2
            self._again += [batch[half:], batch[:half]]
        else:
            self._lose(batch, error)
            if self.given_up:
                self._lose_rest(error)

    def _lose_rest(self, error: WellreadError) -> None:
        rest = [row for batch in reversed(self._again) for row in batch] + list(self._waiting)
        self._again.clear()
        self._waiting.clear()
        if rest:
            self._lose(rest, error)

    def _lose(self, events: Rows, error: WellreadError) -> None:
        self.lost += len(events)
        try:
            self._on_error(events, error)
        except Exception:
            log.exception("on_error failed")
