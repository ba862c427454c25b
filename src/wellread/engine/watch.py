"""Notices that another process published a snapshot, and has it loaded beside the answers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from wellread.engine.snapshot import Snapshots
from wellread.errors import WellreadError

EVERY = 1.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


class SnapshotWatch:
    """Looks now and then whether the current snapshot is still the one in use.

    Args:
        snapshots: Where they are published.
        take: Loads the snapshot of the given version and puts it to use; runs in a thread of its own.
    """

    def __init__(self, snapshots: Snapshots, take: Callable[[str], object]) -> None:
        self._snapshots = snapshots
        self._take = take
        self._next_look = 0.0
        self._refused = ""
        """A version that could not be loaded: the one in use stays, and this one is not tried again."""
        self._thread: threading.Thread | None = None

    def look(self, held: str) -> None:
        """Start loading if the current snapshot is another than `held`; returns at once."""
        if time.monotonic() < self._next_look or (self._thread and self._thread.is_alive()):
            return
        self._next_look = time.monotonic() + EVERY
        current = self._snapshots.current()
        if current not in (None, held, self._refused):
            self._thread = threading.Thread(target=self._load, args=(current,), name="snapshot", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait for what is being loaded."""
        if self._thread is not None:
            self._thread.join()

    def _load(self, version: str) -> None:
        try:
            self._take(version)
            log.info("snapshot %s is taken up", version)
        except WellreadError as error:
            self._refused = version
            log.warning("snapshot %s is not taken up, the one before stays in use: %s", version, error)
