"""Answers that are kept, so that nothing is asked twice."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from wellread.errors import StoreError

ROOM = 1_000
"""Answers in memory."""
AGE = 3_600.0
"""Seconds that an answer stays in memory: some are about people."""

log = logging.getLogger(__name__)


class CompletionCache(Protocol):
    """Keeps answers that are not about people; the store is one."""

    def completion(self, digest: str) -> str | None:
        """What was kept; None: nothing."""
        ...

    def put_completion(self, digest: str, body: str, time: float) -> None:
        """Keep an answer."""
        ...


class Kept:
    """The texts of answers by digest: in memory, and in the record where they are about nobody.

    Safe to share between threads.

    Args:
        cache: The record; None: memory only.
        clock: Seconds.
    """

    def __init__(self, cache: CompletionCache | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._cache = cache
        self._clock = clock
        self._lock = threading.Lock()
        self._texts: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def get(self, digest: str, personal: bool) -> str | None:
        """The text that was kept; None where there is none, or it is too old."""
        with self._lock:
            at, text = self._texts.get(digest, (-AGE - 1.0, ""))
            if text and self._clock() - at <= AGE:
                self._texts.move_to_end(digest)
                return text
            self._texts.pop(digest, None)
        if personal or self._cache is None:
            return None
        try:
            return self._cache.completion(digest)
        except StoreError as error:
            log.warning("answers that were kept cannot be read: %s", error)
            return None

    def put(self, digest: str, text: str, personal: bool) -> None:
        """Keep a text."""
        now = self._clock()
        with self._lock:
            self._texts[digest] = now, text
            self._texts.move_to_end(digest)
            while len(self._texts) > ROOM or now - next(iter(self._texts.values()))[0] > AGE:
                self._texts.popitem(last=False)
        if personal or self._cache is None:
            return
        try:
            self._cache.put_completion(digest, text, time.time())
        except StoreError as error:
            log.warning("an answer is not kept: %s", error)
