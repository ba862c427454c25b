"""The process that listens, and starts, watches and ends all others of a server."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import tempfile
from pathlib import Path
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

from wellread import settings as settings_file
from wellread.errors import WellreadError
from wellread.server.child import Child
from wellread.server.lifeline import FLUSH
from wellread.server.metrics import COUNTED
from wellread.server.serve import sibling
from wellread.settings import Settings

MEMORY = Path("/dev/shm")  # noqa: S108  # what is made in it has a name of its own
"""Where counting costs no disk, on systems that have it."""

log = logging.getLogger(__name__)


class Supervisor:
    """Workers that answer on one address, and a learner beside them.

    Args:
        folder: The workspace.
        settings: Its settings.
        listening: A socket that listens.
        workers: How many processes answer.
    """

    def __init__(self, folder: Path, settings: Settings, listening: socket.socket, workers: int) -> None:
        self._folder = folder
        self._settings = settings
        self._listening = listening
        self._workers: list[Child] = []
        self._learner: list[Child] = []
        self._n_workers = workers
        self._signals: asyncio.Queue[int] = asyncio.Queue()

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT, then have everybody drain and end; at a second signal at once."""
        where = MEMORY if os.access(MEMORY, os.W_OK) else None
        with tempfile.TemporaryDirectory(prefix="wellread-metrics-", dir=where) as counted:
            os.environ[COUNTED] = counted
            try:
                asyncio.run(self._run(counted))
            finally:
                del os.environ[COUNTED]

    async def _run(self, counted: str) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._signals.put_nowait, number)
        self._beget(counted)
        children = [*self._workers, *self._learner]
        keeping = [asyncio.create_task(child.keep(self._bereaved)) for child in children]
        for task in keeping:
            task.add_done_callback(self._failed)
        renewal: asyncio.Task[None] | None = None
        while await self._signals.get() == signal.SIGHUP:
            renewal = asyncio.create_task(self._renew(renewal))
        log.info("stopping: requests under way get %.0f s to end", self._settings.server.drain)
        await self._stop(children)
        if renewal:
            await renewal
        await asyncio.gather(*keeping)

    def _beget(self, counted: str) -> None:
        within = self._settings.server.drain + FLUSH

        def mourn(pid: int) -> None:
            mark_process_dead(pid, counted)  # type: ignore[no-untyped-call]

        learns = self._settings.learner.enabled
        folder = ("--workspace", str(self._folder))
        for number in range(self._n_workers):
            own = self._listening if number == 0 else sibling(self._listening)
            # Where nothing was ever fitted, one process does it and the others wait for what it publishes.
            fits = () if learns or number else ("--fits",)
            command = ("wellread.server.worker", *folder, *fits)
            self._workers.append(Child(f"worker {number + 1}", command, own, within, mourn))
        if learns:
            command = ("wellread.server.learning", *folder)
            # It has nothing to drain: what it did not publish, the next one learns again.
            self._learner.append(Child("the learner", command, None, FLUSH, mourn))

    def _failed(self, keeping: asyncio.Task[None]) -> None:
        """None ends before it is told to, unless by a mistake of ours."""
        if keeping.exception() is not None:
            self._signals.put_nowait(signal.SIGTERM)

    def _bereaved(self, child: Child) -> None:
        """Have the others take the connections of a worker that died; alone, it finds them waiting."""
        if child.listening is not None and len(self._workers) > 1:
            fresh = sibling(child.listening, listens=False)
            child.listening.close()
            child.listening = fresh

    async def _renew(self, before: asyncio.Task[None] | None) -> None:
        """Start workers with the settings as they are now, one by one, beside those that they replace."""
        if before is not None:
            await before
        try:
            settings_file.load(self._folder)
        except WellreadError as error:
            return log.error("everything stays as it is: the settings cannot be used: %s", error)
        for worker in self._workers:
            await worker.replace()
        for learner in self._learner:
            await learner.restart()

    async def _stop(self, children: list[Child]) -> None:
        for child in children:
            child.leave()
        for worker in self._workers:
            if worker.listening is not None:
                worker.listening.close()  # the workers hold it still; nobody shall wait behind them
        drained: asyncio.Future[Any] = asyncio.gather(*(child.stop() for child in children))
        again: asyncio.Future[Any] = asyncio.create_task(self._signals.get())
        await asyncio.wait([drained, again], return_when=asyncio.FIRST_COMPLETED)
        if not drained.done():
            log.warning("told again to stop: not waiting for requests under way")
            for child in children:
                child.kill()
        again.cancel()
        await drained
