"""A PostgreSQL server for tests: a cluster of its own in a temporary folder, reached by a socket in it.

The fixtures here are every test's; `tests/conftest.py` brings them in.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from wellread.store import Store

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
"""The newest comes last; empty where PostgreSQL is not installed."""
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # what is tested is not the server's durability
    "full_page_writes": "off",
    "max_connections": "60",
    "jit": "off",
    "max_wal_size": "4GB",
}


class Cluster:
    """A server that is started at the first need.

    Args:
        binaries: Folder of `initdb` and `postgres`.
        folder: Empty folder for the cluster.
    """

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        self._numbers = itertools.count()
        self._process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to be run by root.
        names = {entry.pw_name for entry in pwd.getpwall()}
        self._user = None if os.geteuid() else "postgres" if "postgres" in names else "nobody"
        if self._user is not None:
            shutil.chown(folder, self._user)
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()
        self.create("template")
        Store.open(self.url("template")).close()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def create(self, database: str = "", template: str = "template1") -> str:
        """A new database; its URL."""
        name = database or f"test{next(self._numbers)}"
        self.execute(f"create database {name} template {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.execute(f"drop database {url.partition('@/')[2].partition('?')[0]} with (force)")

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", "data", "-k", self._folder, *options],
                cwd=self._folder,
                user=self._user,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.execute("select 1")
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError((self._folder / "log").read_text()) from None
                time.sleep(0.05)

    def ensure(self) -> None:
        """Starts the server where it does not run."""
        if self._process is None:
            self.start()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops the server: SIGINT breaks connections off, SIGQUIT is a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._binaries / program, *arguments],
            cwd=self._folder,
            user=self._user,
            check=True,
            capture_output=True,
        )


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server that all tests share; who stops it starts it again."""
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="wellread-"))
    started = None
    try:
        started = Cluster(BINARIES[-1], folder)
        yield started
    finally:
        if started is not None:
            started.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(cluster: Cluster) -> Iterator[str]:
    """A database of one test, with our tables."""
    url = cluster.create(template="template")
    yield url
    cluster.drop(url)
