"""Impressions, written behind the answer: one thread, many answers to a transaction."""

from __future__ import annotations

import logging
import queue
import threading

from wellread.domain import Impression
from wellread.errors import WellreadError
from wellread.store import Store

ROOM = 10_000
"""Answers that may wait to be written; more are counted and dropped, an answer never waits."""
AT_ONCE = 500
"""Answers written in one transaction."""

log = logging.getLogger(__name__)


class ImpressionLog:
    """Takes what was shown and writes it soon after.

    Args:
        store: Where to.
    """

    def __init__(self, store: Store) -> None:
        self.dropped = 0
        """Answers that could not be logged: the queue was full or the store refused them."""
        self._store = store
        self._queue: queue.Queue[list[Impression] | None] = queue.Queue(ROOM)
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()

    def add(self, shown: list[Impression]) -> None:
        """Take the impressions of one answer; returns at once."""
        if not shown:
            return
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="impressions", daemon=True)
                self._thread.start()
        try:
            self._queue.put_nowait(shown)
        except queue.Full:
            self.dropped += 1

    def close(self) -> None:
        """Write what is waiting and stop."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def flush(self) -> None:
        """Wait until everything taken so far is written."""
        self._queue.join()

    def _run(self) -> None:
        while True:
            waiting = [self._queue.get()]
            while len(waiting) < AT_ONCE and waiting[-1] is not None and not self._queue.empty():
                waiting.append(self._queue.get())
            self._write([impression for shown in waiting if shown for impression in shown], len(waiting))
            for _ in waiting:
                self._queue.task_done()
            if waiting[-1] is None:
                return

    def _write(self, impressions: list[Impression], answers: int) -> None:
        try:
            self._store.add_impressions(impressions)
        except WellreadError as error:
            self.dropped += answers
            log.warning("impressions of %d answers were not logged: %s", answers, error)
