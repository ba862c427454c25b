"""Real server processes for tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx


class Running(NamedTuple):
    """A server that answers."""

    host: str
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def running(folder: Path, *arguments: str, **variables: str) -> Iterator[Running]:
    """A server on a free port of this machine, ready to answer; `variables` are added to its environment."""
    log = folder / "server.log"
    command = [sys.executable, "-m", "wellread.cli.main", "-w", str(folder), "serve", "--port=0", *arguments]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=os.environ | variables)
    try:
        until(lambda: bool(_address(log)) or process.poll() is not None)
        found = _address(log)
        assert found, log.read_text("utf-8")
        server = Running(found[1], int(found[2]), log)
        until(lambda: httpx.get(f"{server.url}/health/ready").status_code == 200)
        yield server
    except TimeoutError:
        raise TimeoutError(log.read_text("utf-8")) from None
    finally:
        process.terminate()
        process.wait(40)


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except httpx.TransportError:
            pass
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


def _address(log: Path) -> re.Match[str] | None:
    return re.search(r"http://(127\.0\.0\.1):(\d+)", log.read_text("utf-8"))
