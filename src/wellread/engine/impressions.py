"""Impressions, written behind the answer: one thread, many answers to a transaction."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque

from wellread.domain import Recommendation, Request
from wellread.store import Store
from wellread.store.answers import Answer

ROOM = 10_000
"""Answers that may wait to be written; more are counted and dropped, an answer never waits."""
AT_ONCE = 500
"""Answers written in one transaction."""
PAUSE = 0.05
"""Seconds for which answers are gathered before they are written: a transaction costs more than a row."""

log = logging.getLogger(__name__)


class ImpressionLog:
    """Takes what was shown and writes it soon after.

    Args:
        store: Where to.
    """

    def __init__(self, store: Store) -> None:
        self.written = 0
        """Impressions in the store."""
        self.dropped = 0
        """Answers that could not be logged: there was no room, or the store refused them."""
        self._store = store
        self._waiting: deque[Answer | threading.Event] = deque()
        """Answers, and between them whoever waits for those before."""
        self._some, self._hurry = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """Answers not written yet."""
        return len(self._waiting)

    def add(self, request: Request, answer: Recommendation) -> None:
        """Take what an answer showed; returns at once."""
        if not answer.items:
            return
        if len(self._waiting) >= ROOM:
            with self._lock:
                self.dropped += 1
            return
        self._waiting.append(
            Answer(
                answer.request, request.user, time.time(), answer.pipeline, answer.version,
                answer.experiment, request.offset, [(i.id, i.score, i.propensity) for i in answer.items],
            )
        )  # fmt: skip
        if not self._some.is_set():
            self._some.set()
        if self._thread is None:
            self._begin()

    def close(self) -> None:
        """Write what is waiting and stop."""
        with self._lock:
            thread, self._closing = self._thread, True
        if thread is not None:
            self._some.set()
            self._hurry.set()
            thread.join()
        with self._lock:
            self._thread, self._closing = None, False

    def flush(self) -> None:
        """Wait until everything taken so far is written."""
        if self._thread is None:
            return
        written = threading.Event()
        self._waiting.append(written)
        self._hurry.set()
        self._some.set()
        written.wait()

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="impressions", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._closing or self._waiting:
            self._some.wait()
            self._hurry.wait(PAUSE)
            self._hurry.clear()
            # Before the queue is emptied: what comes from now on sets it again.
            self._some.clear()
            while self._waiting:
                self._write([self._waiting.popleft() for _ in range(min(len(self._waiting), AT_ONCE))])

    def _write(self, taken: list[Answer | threading.Event]) -> None:
        answers = [one for one in taken if isinstance(one, Answer)]
        try:
            if answers:
                self.written += self._store.add_answers(answers)
        except Exception as error:  # the thread must go on, whatever a driver raises
            with self._lock:
                self.dropped += len(answers)
            log.warning("impressions of %d answers were not logged: %s", len(answers), error)
        for one in taken:
            if isinstance(one, threading.Event):
                one.set()
