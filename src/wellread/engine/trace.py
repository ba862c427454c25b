"""Milliseconds per step of one request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from wellread.domain import Step


class Trace:
    """Collects steps in the order they ended."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.steps.append(Step.model_construct(name=name, ms=(time.perf_counter() - begin) * 1e3))
