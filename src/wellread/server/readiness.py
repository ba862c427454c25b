"""What keeps a server from answering now."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import NamedTuple

from wellread.engine.workspace import Workspace
from wellread.errors import SnapshotError, StoreError, WellreadError
from wellread.server.warm_up import WarmUp

PROBE = "probe"
"""Key in the store's meta that is written to see whether anything can be."""
EVERY = 1.0
"""Seconds between two probes, at least."""
READS = "/v1/recommendations"
"""What may be posted without anything being written."""


class NotReady(WellreadError):
    """The models are not there yet, or the process is about to end."""

    code, status = "not_ready", 503


class Position(NamedTuple):
    """How far the models are."""

    version: str
    items: int
    seq: int
    """The highest number of an event."""
    learnt: int
    """The highest number of an event that the models count."""


class Readiness:
    """Knows whether the models are there, and whether the store can be read and written.

    Args:
        workspace: What the server answers from.
        warm_up: Loads it.
    """

    def __init__(self, workspace: Workspace, warm_up: WarmUp) -> None:
        self.leaving = False
        """Whether the process was told to stop, so that clients had better ask another."""
        self._workspace = workspace
        self._warm_up = warm_up
        self._refusal: StoreError | None = None
        self._sure = False
        """Whether what was to be written last, was."""
        self._next_probe = 0.0
        self._probing = threading.Lock()
        self._learnt = "", 0
        """A version, and the number of the last event that it counts."""

    def saw(self, method: str, route: str, status: int, code: str) -> None:
        """Take note of what became of a request: its outcome tells whether the store can be written."""
        if code.startswith("store"):
            self._sure = False
        elif method in ("POST", "PUT", "DELETE") and route != READS and status < 300:
            self._sure = True

    def check(self) -> Position:
        """How far the models are.

        Raises:
            NotReady: they are not loaded yet, or the process is about to end.
            SnapshotError: they cannot be loaded.
            StoreError: the store cannot be read or written.
        """
        if self.leaving:
            raise NotReady("a server that is stopping", "one that stays", "Ask another one.")
        if self._warm_up.busy:
            raise NotReady("models that are being loaded", "a loaded snapshot", "Ask again in a second.")
        engine, seq = self._workspace.engine, self._workspace.store.last_seq()
        self._check_writing()
        if engine.version != self._learnt[0]:
            # Only in memory by now, perhaps: snapshots are cleared away, and what was loaded of them stays.
            with contextlib.suppress(SnapshotError):
                self._learnt = engine.version, int(self._workspace.snapshots.read(engine.version)[1]["seq"])
        return Position(engine.version, len(engine.catalogue), seq, self._learnt[1])

    def _check_writing(self) -> None:
        """Write something, unless the last thing that was to be written was."""
        if self._sure:
            return
        with self._probing:
            if self._refusal is not None and time.monotonic() < self._next_probe:
                raise type(self._refusal)(self._refusal.given, self._refusal.expected, self._refusal.do)
            try:
                self._workspace.store.set_meta(PROBE, "")
            except StoreError as error:
                self._refusal, self._next_probe = error, time.monotonic() + EVERY
                raise
            self._refusal, self._sure = None, True
