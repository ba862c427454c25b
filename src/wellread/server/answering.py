"""The thread that makes answers.

An answer is some milliseconds of computing, and Python computes one thing at a time however many threads
there are: in a pool of them answers only get into one another's way. On the event loop itself events would
queue behind answers, and a database that is slow to answer would keep /health waiting. What waits for a
language model does nothing meanwhile: it has threads of its own, so that no other answer waits with it.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

T = TypeVar("T")
WAITING = 16
"""Answers that may wait for language models at a time."""


class Answering:
    """Runs one thing at a time, in the order they come, and beside it what mostly waits."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "answers")
        self._waiting = ThreadPoolExecutor(WAITING, "waiting answers")

    async def run(self, make: Callable[[], T], waits: bool = False) -> T:
        """What `make` returns, or raises, without keeping the event loop.

        Args:
            make: Makes the answer.
            waits: Whether it waits for language models.
        """
        own = contextvars.copy_context()  # lines of log have the id of the request
        pool = self._waiting if waits else self._thread
        return await asyncio.get_running_loop().run_in_executor(pool, own.run, make)

    def close(self) -> None:
        """Wait for what is being made."""
        self._thread.shutdown()
        self._waiting.shutdown()


async def _answering(request: Request) -> Answering:
    return cast(Answering, request.app.state.answering)


Answers = Annotated[Answering, Depends(_answering)]
