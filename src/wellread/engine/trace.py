"""Milliseconds per step of one request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from wellread.domain import Step, trusted


class Trace:
    """Collects steps in the order they ended.

    Args:
        clock: Seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.steps: list[Step] = []
        self._clock = clock

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        begin = self._clock()
        try:
            yield
        finally:
            self.steps.append(trusted(Step, name=name, ms=(self._clock() - begin) * 1e3))
