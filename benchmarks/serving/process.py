"""`wellread serve` as processes: started, looked at, stopped, killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import httpx

HOST = "127.0.0.1"


class Memory(NamedTuple):
    """What one process holds, MiB."""

    name: str
    pss: float
    """Each page divided by the number of processes that share it."""
    own: float
    """Pages that no file backs."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def processes(session: int) -> list[int]:
    """Ids of the processes of a session that live, in order."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                status, *rest = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(rest[2]) == session and status != "Z":
                found.append(int(entry.name))
    return sorted(found)


class Server:
    """A server and all its processes, in a session of their own.

    Args:
        folder: The workspace.
        workers: How many processes answer.
        variables: Of its environment, besides this process's own.
        log: Where its log goes; default: `server.log` in the workspace.
    """

    def __init__(
        self,
        folder: Path,
        workers: int = 1,
        variables: dict[str, str] | None = None,
        log: Path | None = None,
    ) -> None:
        self.folder = folder
        self.workers = workers
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self._log = log or folder / "server.log"
        self._variables = os.environ | (variables or {})
        self._process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        """Seconds that it took to start with `with`."""

    def __enter__(self) -> Self:
        self.started = self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, seconds: float = 120) -> float:
        """Start it and wait until every worker answers; how long that took, seconds."""
        begin = time.perf_counter()
        command = (sys.executable, "-m", "wellread.cli.main", "serve", "-w", self.folder, "--port", self.port)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*map(str, command), "--workers", str(self.workers)],
                stdout=log,
                stderr=log,
                env=self._variables,
                start_new_session=True,
            )
        ready: set[int] = set()
        while len(ready) < self.workers:
            if time.perf_counter() - begin > seconds or self._process.poll() is not None:
                self.kill()
                raise SystemExit(f"the server does not answer:\n{self._log.read_text()[-4000:]}")
            ready |= self._ready()
        return time.perf_counter() - begin

    def _ready(self) -> set[int]:
        """The worker that says so on a new connection."""
        with httpx.Client(base_url=self.url, timeout=60) as client:
            try:
                with client.stream("GET", "/health/ready") as answer:
                    network = answer.extensions["network_stream"]
                    local = network.get_extra_info("client_addr")
                    if answer.status_code == 200:
                        return {self.worker(local[1])} - {0}
            except httpx.TransportError:
                pass
        time.sleep(0.05)
        return set()

    @property
    def session(self) -> int:
        """Its session, which is the id of its first process."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """Ask it to end, and wait; kill what is left after 60 s."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(60)
        finally:
            self.kill()

    def kill(self) -> None:
        """SIGKILL to all its processes at once; returns when none is left."""
        if self._process is None:
            return
        while alive := processes(self.session):
            for pid in alive:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            self._process.poll()
            time.sleep(0.005)
        self._process.wait()
        self._process = None

    def memory(self) -> list[Memory]:
        """What each of its processes holds."""
        return [_memory(pid) for pid in processes(self.session)]

    def worker(self, client_port: int) -> int:
        """Id of the process that holds the other end of a connection from `client_port`; 0: none."""
        ours, theirs = f"{self.port:04X}", f"{client_port:04X}"
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[1].endswith(f":{ours}") and fields[2].endswith(f":{theirs}"):
                return self._holder(f"socket:[{fields[9]}]")
        return 0

    def _holder(self, what: str) -> int:
        for pid in processes(self.session):
            for file in Path(f"/proc/{pid}/fd").glob("*"):
                try:
                    if str(file.readlink()) == what:
                        return pid
                except OSError:
                    continue
        return 0


def _memory(pid: int) -> Memory:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    module = next((word for word in words if word.startswith("wellread.server.")), "")
    name = {"wellread.server.worker": "worker", "wellread.server.learning": "learner"}.get(
        module, "supervisor"
    )
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        key, _, rest = line.partition(":")
        sizes[key] = int(rest.split()[0]) / 1024
    return Memory(name, sizes["Pss"], sizes["Anonymous"])
