"""What is understood of a request's words before it is answered, and what had to be left out of that."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wellread.catalogue.meaning import Meaning
from wellread.domain import Request, Step
from wellread.engine import search
from wellread.errors import LanguageModelError, ModelTooSlow
from wellread.language.wishes.wish import Wish
from wellread.models.base import Floats

if TYPE_CHECKING:
    from wellread.language.encoders.cached import Cached

T = TypeVar("T")
CALLS = 16
"""Calls of language models that requests wait for at a time; more wait for these, within their deadlines."""


class Heard(NamedTuple):
    """What was understood."""

    wish: Wish | None = None
    sense: Floats | None = None
    """(d,) what was said, as the catalogue's `meaning` reads it."""
    notes: tuple[str, ...] = ()
    """What was left out, and why."""
    steps: tuple[Step, ...] = ()
    """What that took."""

    def language(self, request: Request) -> str:
        """In which to answer: as asked for, else that of the words; "" where nothing tells."""
        spoken = self.wish.language if self.wish else search.language(request.query)
        return (request.language or spoken).split("-")[0].lower()


class Patience:
    """Waits for calls of language models no longer than it is worth while."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(CALLS, "language models")

    def wait(self, call: Callable[[], T], deadline: float) -> T:
        """What `call` returns or raises, if it does before `deadline`; else it goes on for nobody.

        Raises:
            ModelTooSlow: it did not.
        """
        return self.wait_for_all([call], deadline)[0]

    def wait_for_all(self, calls: Sequence[Callable[[], T]], deadline: float) -> list[T]:
        """What `calls`, begun side by side, return, if all of them do before `deadline`.

        Raises:
            ModelTooSlow: one did not. Whatever else the first of them raises that fails.
        """
        if time.perf_counter() >= deadline:
            raise _too_slow()
        running = [self._pool.submit(call) for call in calls]
        try:
            return [self._result(one, deadline) for one in running]
        except BaseException:
            for one in running:
                one.cancel()
            raise

    def _result(self, running: Future[T], deadline: float) -> T:
        left = None if math.isinf(deadline) else max(deadline - time.perf_counter(), 0.0)
        try:
            return running.result(left)
        except Late as error:
            if running.done():  # it raised one of its own
                raise
            raise _too_slow() from error

    def close(self) -> None:
        """Begin nothing more; what goes on is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def sense(
    request: Request,
    wish: Wish | None,
    meaning: Meaning,
    encoder: Cached | None,
    patience: Patience,
    deadline: float,
) -> tuple[Floats | None, tuple[str, ...]]:
    """The vector of what was said, and a note where there should be one and is none.

    Args:
        request: What is asked for.
        wish: What its text says.
        meaning: The items' vectors.
        encoder: Reads new texts; None: nothing does.
        patience: Waits for it.
        deadline: `time.perf_counter` at which the vector is of no more use.
    """
    said = request.query or (wish.words if wish else "")
    if not said.strip():
        return None, ()
    if encoder is None or encoder.identity != meaning.identity:
        return None, ("left out: what the words mean (the items' vectors are being made anew)",)
    try:
        if encoder.quick:
            return meaning.sense(encoder.ask(said, deadline)), ()
        return meaning.sense(patience.wait(lambda: encoder.ask(said, deadline), deadline)), ()
    except LanguageModelError as error:
        return None, (left_out("what the words mean", error),)


def left_out(what: str, error: LanguageModelError) -> str:
    """A note of something that was left out."""
    return f"left out: {what} ({error.given})"


def _too_slow() -> ModelTooSlow:
    return ModelTooSlow(
        "the language model did not answer in time",
        "an answer within the deadline",
        "Allow more time, or use a faster model.",
    )
