"""Events sent from a task."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from wellread.client.calls import Fields, Stored, event_row
from wellread.client.event_queue import EVERY, EventQueue, OnError, Rows
from wellread.domain import Event
from wellread.errors import WellreadError


class AsyncEvents:
    """Takes events at once and sends them in batches: up to 500, or what came within 0.2 s.

    What fails in passing is sent again for as long as it takes; events are lost only where the server
    refuses them, where the buffer is full, and where closing has waited long enough.

    Args:
        send: Sends a batch.
        most: Events that may wait.
        on_error: Is told of those that are lost.
    """

    def __init__(self, send: Callable[[Rows], Awaitable[Stored]], most: int, on_error: OnError) -> None:
        self._send = send
        self._queue = EventQueue(most, on_error)
        self._changed = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

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
            RuntimeError: the client is closed, or no event loop runs.
        """
        self._queue.put(event_row(event))
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work(), name="wellread-events")
        self._changed.set()

    async def flush(self, timeout: float | None = None) -> bool:
        """Wait until every event tracked so far is acknowledged or lost; False after `timeout` seconds."""
        wanted = self._queue.tracked
        self._queue.urged += 1
        self._changed.set()
        try:
            return await self._wait_for(lambda: self._queue.settled >= wanted, timeout)
        finally:
            self._queue.urged -= 1

    async def close(self, timeout: float) -> None:
        """Flush for `timeout` seconds, then give up what is left once the try under way has ended."""
        self._queue.closed = True
        await self.flush(timeout)
        self._queue.given_up = True
        self._changed.set()
        if self._worker:
            await self._worker

    async def _work(self) -> None:
        while batch := await self._next():
            error: WellreadError | None = None
            try:
                await self._send(batch)
            except WellreadError as refused:
                error = refused
            self._queue.settle(batch, error)
            self._changed.set()

    async def _next(self) -> Rows:
        await self._wait_for(lambda: self._queue.given_up, self._queue.pause)
        await self._wait_for(lambda: self._queue.awake)
        await self._wait_for(lambda: self._queue.due, EVERY)
        return self._queue.take()

    async def _wait_for(self, condition: Callable[[], bool], timeout: float | None = None) -> bool:
        """What `threading.Condition.wait_for` does."""
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return condition()
        return True
