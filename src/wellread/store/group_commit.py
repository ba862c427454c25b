"""Group commit: the events of everybody who waits go into one transaction."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future

from wellread.domain import Event
from wellread.errors import StoreBusy, StoreError
from wellread.store.events import Added
from wellread.store.store import Store

ROOM = 10_000
"""Callers that may wait; more are refused."""
AT_ONCE = 2_000
"""Events of one transaction, after which the next one begins; a caller's own are never divided."""

_Waiting = tuple[Sequence[Event], "Future[Added]"]


class GroupCommit:
    """Writes events for many callers at once: a commit costs the same for one event and for a thousand.

    Args:
        store: Where to.
        create_items: Make the items that are not known.
    """

    def __init__(self, store: Store, create_items: bool) -> None:
        self._store = store
        self._create_items = create_items
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(ROOM)
        self._lock = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def waiting(self) -> int:
        """Callers whose events no transaction has taken up yet."""
        return self._queue.qsize()

    def add(self, events: Sequence[Event]) -> Future[Added]:
        """Have events stored; returns at once.

        Returns:
            What `Store.add_events` would return, once it is on disk, or raise. It fails with `StoreBusy` at
            once where too many wait, and with `StoreError` after `close`. It cannot be cancelled.
        """
        done: Future[Added] = Future()
        done.set_running_or_notify_cancel()
        with self._lock:
            if self._closed:
                done.set_exception(_closed())
                return done
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
                self._thread.start()
            try:
                self._queue.put_nowait((events, done))
            except queue.Full:
                done.set_exception(_full())
        return done

    def close(self) -> None:
        """Store what is waiting, then stop. Twice does no harm."""
        with self._lock:
            first, self._closed = not self._closed, True
        if self._thread is not None:
            if first:
                self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            taken, n = [first], len(first[0])
            last = False
            while n < AT_ONCE and not last:
                try:
                    more = self._queue.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    last = True
                else:
                    taken.append(more)
                    n += len(more[0])
            self._write(taken)
            if last:
                return

    def _write(self, taken: list[_Waiting]) -> None:
        try:
            results = self._store.add_event_groups([events for events, _ in taken], self._create_items)
        except Exception as error:
            # The database is at fault, or one of the groups: then the others are stored without it.
            if len(taken) > 1 and not isinstance(error, StoreError):
                for one in taken:
                    self._write([one])
                return
            for _, done in taken:
                done.set_exception(error)
            return
        for (_, done), result in zip(taken, results, strict=True):
            if isinstance(result, Added):
                done.set_result(result)
            else:
                done.set_exception(result)


def _closed() -> StoreError:
    return StoreError(
        "events for a store that is being closed", "an open one", "Send them again; they are not stored."
    )


def _full() -> StoreBusy:
    return StoreBusy(
        f"events of more than {ROOM} callers wait to be stored", "fewer", "Send them again in a moment."
    )
