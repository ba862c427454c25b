"""A real server in processes of its own, as the tests drive it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

PATIENCE = 60.0
"""Seconds; a machine that is busy with other tests is slow."""


class Server:
    """A running `wellread serve`."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    @property
    def url(self) -> str:
        until(lambda: re.search(r"http://127\.0\.0\.1:\d+", self.log) is not None or self.dead)
        found = re.search(r"http://127\.0\.0\.1:\d+", self.log)
        assert found, self.log
        return found[0]

    @property
    def dead(self) -> bool:
        return self.process.poll() is not None

    def pids(self, name: str = "") -> list[int]:
        """Of all processes that were started, or of those called so."""
        return [int(pid) for pid in re.findall(rf"{name}[ \w]* is process (\d+)", self.log)]

    def client(self, **given: object) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=PATIENCE, **given)  # type: ignore[arg-type]

    def get(self, path: str) -> httpx.Response:
        """On a connection of its own."""
        return httpx.get(self.url + path, timeout=PATIENCE)

    def ready(self) -> None:
        until(lambda: self.get("/health/ready").status_code == 200)

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE)


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Server]:
    """`wellread serve` on a free port; none of its processes is left behind."""
    log = folder / "server.log"
    command = [sys.executable, "-m", "wellread.cli.main", "serve", "-w", str(folder), "--port", "0", *options]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stderr=file, env=os.environ | environment)
    server = Server(process, log)
    try:
        yield server
        if not server.dead:
            assert server.stop() == 0, server.log
        until(lambda: not any(alive(pid) for pid in server.pids()))
    finally:
        process.kill()
        process.wait()
        for pid in filter(alive, server.pids()):
            os.kill(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that nobody waits for any more stays as an entry in the table of processes.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not become true"
        time.sleep(0.05)
