"""The keys that are valid now, as a worker holds them in memory."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from wellread.errors import StoreError
from wellread.server.api_key import SCOPES, digest, id_of
from wellread.store import Key

FRESH = 1.0
"""Seconds after which keys are read again, so that a revoked one stops."""
PATIENCE = 1.0
"""Seconds that requests wait for the database; then the last known keys have to do."""

log = logging.getLogger(__name__)


class Grant(NamedTuple):
    """What a request may do."""

    key: str
    """Id of its key; `settings` for that of the settings; empty where no key is needed."""
    scopes: frozenset[str]


_ALL = frozenset(SCOPES)
_OPEN = Grant("", _ALL)
_MASTER = Grant("settings", _ALL)
_NOBODY = digest(b"")


class KeyRing:
    """Tells what a key grants. Reads the stored ones when a request comes, at most every second.

    Where they cannot be read, those last known stay valid.

    Args:
        read: The stored keys, expired ones too; called in a thread.
        master: The key of the settings, which opens everything; empty: there is none.
    """

    def __init__(self, read: Callable[[], Sequence[Key]], master: str = "") -> None:
        self._read = read
        self._master = digest(master.encode()) if master else ""
        self._keys: dict[str, Key] | None = None
        self._open = not master
        """Until a first key is seen: a table that comes to be empty opens nothing again."""
        self._reading: asyncio.Task[None] | None = None
        self._began = self._looked = float("-inf")

    async def grant(self, given: Collection[bytes]) -> Grant | None:
        """What the first valid of the texts grants; None: none of them is valid.

        Raises:
            StoreError: The stored keys could never be read.
        """
        digests = [digest(text) for text in given]
        if self._master and any(hmac.compare_digest(own, self._master) for own in digests):
            return _MASTER
        await self._refresh(FRESH)
        ids = [id_of(text) for text in given]
        if any(id and id not in self._known() for id in ids) and self._may_look():
            await self._refresh(0.0)
        known = self._known()
        if self._open:
            return _OPEN
        found = [_valid(known.get(id), own) for id, own in zip(ids, digests, strict=True)]
        return next((grant for grant in found if grant), None)

    def _known(self) -> dict[str, Key]:
        if self._keys is None:
            raise StoreError(
                "the API keys cannot be read", "a database that answers", "Try again; see the server's log."
            )
        return self._keys

    def _may_look(self) -> bool:
        """A key may be younger than the last reading; guesses must not make the database work."""
        if time.monotonic() - self._looked < FRESH:
            return False
        self._looked = time.monotonic()
        return True

    async def _refresh(self, age: float) -> None:
        """Read the keys, unless that began less than `age` seconds ago; all wait for the same reading."""
        if self._reading is None or self._reading.done():
            if time.monotonic() - self._began < age:
                return
            self._began = time.monotonic()
            self._reading = asyncio.create_task(self._take())
        # Of a database that hangs, only the requests of the first second wait.
        left = self._began + PATIENCE - time.monotonic()
        await asyncio.wait({self._reading}, timeout=max(0.0, left))

    async def _take(self) -> None:
        try:
            self._keys = {key.id: key for key in await asyncio.to_thread(self._read)}
            self._open = self._open and not self._keys
        except StoreError as error:
            log.warning("the API keys cannot be read, those last known stay valid: %s", error)


def _valid(key: Key | None, own: str) -> Grant | None:
    # An unknown id takes as long as a known one.
    fits = hmac.compare_digest(own, key.digest if key else _NOBODY)
    if key is None or not fits or (key.expires is not None and key.expires <= time.time()):
        return None
    return Grant(key.id, _ALL if "admin" in key.scopes else key.scopes)
