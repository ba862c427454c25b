"""A process of the server: started, watched, started again when it dies."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable

from wellread.server.lifeline import READY

SOONEST, LATEST = 1.0, 30.0
"""Seconds between two starts, at least: the first after the first death, twice as many after each next."""
SOUND = 60.0
"""Seconds of life after which a death is the first again."""
PATIENCE = 60.0
"""Seconds in which a process that is to take another's place must be ready."""

log = logging.getLogger(__name__)


class Life:
    """One run of a child's process.

    Args:
        process: The process.
        line: Where it says that it is ready.
        mourn: Told its process id when it is dead.
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        line: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        mourn: Callable[[int], None],
    ) -> None:
        self.process = process
        self._line = line
        self._mourn = mourn
        self._end = asyncio.create_task(self._wait())

    @property
    def over(self) -> bool:
        """Whether it is dead."""
        return self.process.returncode is not None

    async def ready(self, within: float) -> bool:
        """Whether it says so within so many seconds; False when it dies instead."""
        try:
            return await asyncio.wait_for(self._line[0].read(1), within) == READY
        except TimeoutError:
            return False

    async def end(self) -> int:
        """Wait for its death; its exit code."""
        return await asyncio.shield(self._end)

    def signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if not self.over:
            self.process.send_signal(number)

    async def stop(self, within: float) -> None:
        """Have it drain; kill it after so many seconds."""
        self.signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.end(), within)
        except TimeoutError:
            log.error("process %d did not end within %.0f s and is killed", self.process.pid, within)
            self.signal(signal.SIGKILL)
            await self.end()

    async def _wait(self) -> int:
        code = await self.process.wait()
        self._line[1].close()
        self._mourn(self.process.pid)
        return code


class Child:
    """Keeps one process of the server running.

    Args:
        name: What the log calls it.
        command: What `python -m` runs, with its options.
        listening: The socket that it answers on, if it does.
        within: Seconds that it gets to end in.
        mourn: Told the process id of every life that ended.
    """

    def __init__(
        self,
        name: str,
        command: tuple[str, ...],
        listening: socket.socket | None,
        within: float,
        mourn: Callable[[int], None],
    ) -> None:
        self.name = name
        self.listening = listening
        self._command = command
        self._within = within
        self._mourn = mourn
        self._life: Life | None = None
        self._lives: list[Life] = []
        """All that are not over; two while one takes the place of another."""
        self._ending = asyncio.Event()

    async def keep(self, bereaved: Callable[[Child], None]) -> None:
        """Run it until `stop`; `bereaved` is told of each death, before the next life begins."""
        pause = SOONEST
        while not self._ending.is_set():
            begin = time.monotonic()
            how = await self._live()
            if self._ending.is_set():
                return
            lived = time.monotonic() - begin
            pause = SOONEST if lived > SOUND else pause
            rest = max(pause - lived, 0.0)
            level = logging.INFO if how == "exit code 0" else logging.ERROR  # it was told to end, or died
            log.log(level, "%s ended (%s) after %.1f s, starts again in %.1f s", self.name, how, lived, rest)
            bereaved(self)
            await self._rest(rest)
            pause = min(2 * pause, LATEST)

    async def replace(self) -> None:
        """Start another life beside this one, and end this one as soon as the other is ready."""
        old = self._life
        if old is None or old.over or self._ending.is_set():
            return  # it starts again anyway, or ends
        fresh = await self._start()
        if await fresh.ready(PATIENCE) and old is self._life and not self._ending.is_set():
            self._life = fresh
            log.info("%s: process %d takes the place of %d", self.name, fresh.process.pid, old.process.pid)
            await old.stop(self._within)
        else:
            log.error("%s: its successor was not ready within %.0f s; it stays", self.name, PATIENCE)
            await fresh.stop(self._within)

    async def restart(self) -> None:
        """End its life; `keep` begins the next."""
        if self._life is not None:
            await self._life.stop(self._within)

    def leave(self) -> None:
        """Begin no further life."""
        self._ending.set()

    async def stop(self) -> None:
        """Have it drain and end for good."""
        self.leave()
        await asyncio.gather(*(life.stop(self._within) for life in self._lives))

    def kill(self) -> None:
        """End it at once."""
        self.leave()
        for life in self._lives:
            life.signal(signal.SIGKILL)

    async def _live(self) -> str:
        """Begin a life and wait for its end, or for that of the one that took its place; how it ended."""
        try:
            self._life = life = await self._start()
        except OSError as error:
            return f"it could not be started: {error}"
        code = await life.end()
        while life is not self._life:
            life = self._life
            code = await life.end()
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name

    async def _start(self) -> Life:
        ours, theirs = socket.socketpair()
        with theirs:
            fds, options = [theirs.fileno()], ["--lifeline", str(theirs.fileno())]
            if self.listening is not None:
                fds.append(self.listening.fileno())
                options += ["--fd", str(self.listening.fileno())]
            # A group of its own: Ctrl-C in a terminal is for the supervisor, which has everybody drain.
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", *self._command, *options),
                pass_fds=fds,
                process_group=0,
                stdin=asyncio.subprocess.DEVNULL,
            )
        log.info("%s is process %d", self.name, process.pid)
        life = Life(process, await asyncio.open_connection(sock=ours), self._mourn)
        self._lives = [*(own for own in self._lives if not own.over), life]
        if self._ending.is_set():
            life.signal(signal.SIGTERM)
        return life

    async def _rest(self, seconds: float) -> None:
        """Sleep, unless the end comes before."""
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except TimeoutError:
            return
