"""Follows what other processes do: snapshots they publish, items they add."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from wellread.engine.snapshot import Snapshots
from wellread.errors import WellreadError
from wellread.store import Store

EVERY = 0.25
"""Seconds between two looks at the snapshots, at most; and after an error, at least."""

log = logging.getLogger(__name__)


class Follower:
    """A thread that looks at the record when it changed, and several times a second at the snapshots.

    Args:
        store: The record.
        snapshots: Where they are published.
        catch_up: Takes in items that came or changed.
        take_up: Loads the snapshot of a version and puts it to use.
        held: The version in use; empty: none yet.
    """

    def __init__(
        self,
        store: Store,
        snapshots: Snapshots,
        catch_up: Callable[[], object],
        take_up: Callable[[str], object],
        held: Callable[[], str],
    ) -> None:
        self._changes = store.watch()
        self._snapshots = snapshots
        self._catch_up, self._take_up, self._held = catch_up, take_up, held
        self._refused = ""
        """A version that could not be loaded: the one in use stays, and this one is not tried again."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop looking; waits for what is being loaded."""
        self._stop.set()
        self._thread.join()
        self._changes.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if self._changes.wait(EVERY):
                    self._catch_up()
                self._look()
            except WellreadError as error:
                log.warning("the record cannot be followed just now: %s", error)
                self._stop.wait(EVERY)
            except Exception:
                log.exception("the record cannot be followed")
                self._stop.wait(EVERY)

    def _look(self) -> None:
        current = self._snapshots.current()
        if current in (None, self._held(), self._refused):
            return
        try:
            self._take_up(current)
            log.debug("snapshot %s is taken up", current)
        except WellreadError as error:
            if self._snapshots.current() == current:  # else it made way for a newer one meanwhile
                self._refused = current
                log.warning("snapshot %s is not taken up, the one before stays in use: %s", current, error)
