"""Single flight: of those who want the same at the same time, one gets it for all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from wellread.errors import LanguageModelError, ModelTooSlow, ModelUnavailable

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Has one of those who want the same at the same time get it for all. For all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, Future[T]] = {}

    def fly(
        self, key: str, make: Callable[[], T], late: Callable[[], ModelTooSlow], deadline: float
    ) -> tuple[T, bool]:
        """What `make` returns, made by this or by another thread.

        Args:
            key: Says what is the same.
            make: Makes it; called by one of all.
            late: The error for whom the other is too slow.
            deadline: `time.perf_counter` until which this thread waits for another.

        Returns:
            It, and whether another thread made it.

        Raises:
            LanguageModelError: What `make` raised, in all of them; whoever has more time than the one who
                tried tries again.
        """
        while True:
            with self._lock:
                flight = self._flights.get(key)
                if flight is None:
                    own = self._flights[key] = Future()
                    break
            left = min(max(deadline - time.perf_counter(), 0.0), threading.TIMEOUT_MAX)
            try:
                return flight.result(left), True
            except TimeoutError:
                raise late() from None
            except ModelTooSlow:
                if time.perf_counter() >= deadline:
                    raise
        return self._lead(key, own, make), False

    def _lead(self, key: str, own: Future[T], make: Callable[[], T]) -> T:
        try:
            made = make()
        except BaseException as error:
            self._land(key)
            known = isinstance(error, LanguageModelError)
            own.set_exception(error if known else _interrupted())
            raise
        self._land(key)
        own.set_result(made)
        return made

    def _land(self, key: str) -> None:
        with self._lock:
            del self._flights[key]


def _interrupted() -> ModelUnavailable:
    return ModelUnavailable(
        "the same was asked by another request, which ended early", "an answer to it", "Ask again."
    )
