"""Nothing that was acknowledged is lost: processes killed, the disk full, the database restarted.

    python benchmarks/durability.py [--times N] [--quick]
    (default: 50 times)

Eight connections send events, one to five a request, as fast as they are answered; every event has an id.
Killed: after 0.2 to 1.5 s, drawn anew each time, all processes of the server (supervisor, two workers and
learner) get SIGKILL at once; then it is started again, what had no answer is sent again, and the record is
read: every acknowledged event must be there, and each once. The log grows through all the times.

Disk full: the workspace is on a file system of its own; while events come, a file takes the rest of it, for
two seconds, and is removed. PostgreSQL: its server is stopped under the events and started two seconds later,
by a stop that breaks connections off and by one that is a crash. Nothing of the server is touched; answers to
events and to a list asked for ten times a second are counted meanwhile. "Back": from the end of the trouble,
or from the start of a killed server, until events are taken, at most.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from numbers_page import publish, table
from serving.process import Server
from serving.shop import make
from serving.stream import Stream, Verdict
from serving.wire import connect, request

if TYPE_CHECKING:
    from tests.postgres import Cluster

N_ITEMS, PEOPLE, WORKERS = 1_000, 200, 2
SIZE = 256
"""MiB of the file system that gets full."""
AWAY = 2.0
"""Seconds without a database."""
HEAD = ["", "acknowledged", "missing", "double", "sent again", "answers meanwhile", "back after s"]


async def killed(folder: Path, times: int) -> list[str]:
    """One row: SIGKILL to all."""
    server = Server(folder, WORKERS)
    server.start()
    stream, again, starts = Stream(server.port, N_ITEMS), 0, []
    judged = Verdict(0, 0, 0, 0)
    for number in range(times):
        stream.start()
        await asyncio.sleep(random.uniform(0.2, 1.5))
        await asyncio.to_thread(server.kill)
        stopping = asyncio.create_task(stream.stop())
        starts.append(await asyncio.to_thread(server.start))
        await stopping
        again += await stream.resend()
        judged = stream.judge(str(folder / "wellread.db"), again)
        print(f"  {number + 1}: {judged}", flush=True)
        if judged.missing or judged.double:
            break
    server.stop()
    return _row(f"killed {times} times", judged, Counter(), max(starts))


async def disturbed(server: Server, place: str, name: str, away: Trouble) -> list[str]:
    """One row: events and lists before, during and after something that is not the server's fault."""
    stream = Stream(server.port, N_ITEMS)
    stream.start()
    await asyncio.sleep(1.5)
    await asyncio.to_thread(away.begin)
    stream.answers.clear()
    lists: Counter[str] = Counter()
    end = time.perf_counter() + AWAY
    connection = await connect(server.port)
    while time.perf_counter() < end:
        answer = await connection.ask(request("GET", "/v1/recommendations?user=p1"))
        lists[answer.told()] += 1
        connection = await connect(server.port) if connection.lost else connection
        await asyncio.sleep(0.1)
    meanwhile = stream.answers.copy()
    stream.answers.clear()
    begin = time.perf_counter()
    await asyncio.to_thread(away.end)
    while stream.answers["200"] < 20:
        if time.perf_counter() - begin > 60:
            raise SystemExit(f"{name}: events are not taken again: {stream.answers}")
        await asyncio.sleep(0.01)
    back = time.perf_counter() - begin
    await asyncio.sleep(1)
    await stream.stop()
    judged = stream.judge(place, await stream.resend())
    print(f"  {name}: {judged}, events {dict(meanwhile)}, lists {dict(lists)}", flush=True)
    return _row(name, judged, meanwhile, back, lists)


def _row(
    name: str, judged: Verdict, events: Counter[str], back: float, lists: Counter[str] | None = None
) -> list[str]:
    said = "; ".join(
        f"{what} " + ", ".join(f"{status}: {n}" for status, n in sorted(counted.items()))
        for what, counted in (("events", events), ("lists", lists))
        if counted
    )
    numbers = [f"{n:,}" for n in (judged.acknowledged, judged.missing, judged.double, judged.resent)]
    return [name, *numbers, said or "none", f"{back:.1f}"]


class Trouble:
    """Something that comes and goes."""

    def begin(self) -> None:
        """It comes."""

    def end(self) -> None:
        """It goes."""


class FullDisk(Trouble):
    """A file that takes whatever is left.

    Args:
        folder: On the file system to fill.
    """

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def begin(self) -> None:
        """See `Trouble`."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue

    def end(self) -> None:
        """See `Trouble`."""
        self._ballast.unlink()


class Restart(Trouble):
    """A database server that is stopped and started again.

    Args:
        cluster: The server.
        how: The signal that stops it.
    """

    def __init__(self, cluster: Cluster, how: signal.Signals) -> None:
        self._cluster = cluster
        self._how = how

    def begin(self) -> None:
        """See `Trouble`."""
        self._cluster.stop(self._how)

    def end(self) -> None:
        """See `Trouble`."""
        self._cluster.start()


@contextmanager
def small_disk(size: int) -> Iterator[Path | None]:
    """A file system in memory of `size` MiB; None where it must not be mounted."""
    with TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", folder]
        if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def full_disk() -> list[list[str]]:
    """One row, or none where no file system can be mounted."""
    with small_disk(SIZE) as disk:
        if disk is None:
            print("  no disk can be filled: mounting one needs root")
            return []
        folder = disk / "shop"
        make(folder, N_ITEMS, PEOPLE)
        with TemporaryDirectory() as logs, Server(folder, WORKERS, log=Path(logs) / "log") as server:
            place = str(folder / "wellread.db")
            return [asyncio.run(disturbed(server, place, "disk full", FullDisk(disk)))]


def restarted() -> list[list[str]]:
    """A row for each way to stop PostgreSQL; none where it is not installed."""
    sys.path.append(str(Path(__file__).parent.parent))
    from tests.postgres import BINARIES, Cluster

    if not BINARIES:
        print("  PostgreSQL is not installed (Debian: apt-get install postgresql)")
        return []
    rows = []
    with TemporaryDirectory() as root:
        Path(root).chmod(0o755)
        (Path(root) / "cluster").mkdir()
        cluster = Cluster(BINARIES[-1], Path(root) / "cluster")
        place = cluster.create("shop")
        os.environ["WELLREAD_DATABASE_URL"] = place
        folder = Path(root) / "shop"
        make(folder, N_ITEMS, PEOPLE)
        with Server(folder, WORKERS) as server:
            for how, name in ((signal.SIGINT, "restarted"), (signal.SIGQUIT, "crashed")):
                rows.append(
                    asyncio.run(disturbed(server, place, f"PostgreSQL {name}", Restart(cluster, how)))
                )
        cluster.stop()
        del os.environ["WELLREAD_DATABASE_URL"]
    return rows


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--quick", action="store_true", help="killed three times: to try the script")
    given = parser.parse_args()
    times = 3 if given.quick else given.times
    with TemporaryDirectory() as folder:
        make(Path(folder), N_ITEMS, PEOPLE)
        rows = [asyncio.run(killed(Path(folder), times))]
    rows += full_disk()
    rows += restarted()
    text = f"{(__doc__ or '').split('50 times)')[1].strip()}\n\n{table(HEAD, rows)}"
    print(text) if given.quick else publish("Durability", text)


if __name__ == "__main__":
    main()
