"""A circuit breaker: a model that keeps failing is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """Of one model. Closed at first; opened by failures in a row; after a rest it lets one call try.

    Args:
        failures: How many in a row open it.
        rest: Seconds for which it stays open.
        clock: Seconds.
    """

    def __init__(self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until = float("-inf")
        """When the rest ends."""
        self._probing = False

    @property
    def closed(self) -> bool:
        """Whether calls pass freely."""
        return self._failed < self._most

    def enter(self) -> float:
        """Asks to make a call, which then must end in `succeeded`, `failed` or `left`.

        Returns:
            0 where it may be made; else the seconds until it is worth asking again, above 0.
        """
        with self._lock:
            if self.closed:
                return 0.0
            left = self._until - self._clock()
            if left > 0 or self._probing:
                return max(left, 1.0)  # a probe is under way: it will tell within a moment
            self._probing = True
            return 0.0

    def succeeded(self) -> None:
        """The model answered."""
        with self._lock:
            self._failed, self._probing = 0, False

    def failed(self) -> None:
        """It did not."""
        with self._lock:
            self._failed, self._probing = self._failed + 1, False
            self._until = self._clock() + self._rest

    def left(self) -> None:
        """The call says nothing of the model."""
        with self._lock:
            self._probing = False
