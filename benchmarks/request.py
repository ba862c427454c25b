"""One request in process: all sources, a history of 50, k = 10, with reasons.

    python benchmarks/request.py [ITEMS ...]        (default: 10000 100000)

Items have texts of 40 words drawn from a Zipf vocabulary of 20,000, ten topics; 5,000 simulated people have
50 to 80 events each inside two topics. A workspace is fitted, closed and opened again, as a server would; 50
requests warm up, 1,000 are timed, each for another person: half by history alone, half with a sentence
besides. Time is that of Workspace.recommend: reading the history from the database, ranking, reasons, handing
over the impressions.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import wellread
from numbers_page import publish, table
from wellread.domain import Event, Item
from wellread.engine.workspace import Workspace

TOPICS, VOCABULARY, PEOPLE, REQUESTS = 10, 20_000, 5_000, 1_000


def items(n: int, rng: np.random.Generator) -> list[Item]:
    """Items of ten topics; two thirds of an item's words are of its topic's own part of the vocabulary."""
    made = []
    for i in range(n):
        common = rng.zipf(1.3, 14) % VOCABULARY
        own = rng.zipf(1.3, 26) % (VOCABULARY // TOPICS) + (i % TOPICS) * (VOCABULARY // TOPICS)
        text = " ".join(f"word{w}" for w in (*common, *own))
        made.append(
            Item(
                id=f"i{i}",
                title=f"Thing number {i}",
                text=text,
                tags=[f"topic{i % TOPICS}"],
                time=1.6e9 + i * 60,
            )
        )
    return made


def events(n_items: int, rng: np.random.Generator, people: int = PEOPLE) -> list[Event]:
    """Every person stays inside two topics; items of a topic are popular by Zipf."""
    made = []
    for person in range(people):
        topics = rng.choice(TOPICS, 2, replace=False)
        for step in range(int(rng.integers(50, 80))):
            place = int(rng.zipf(1.2)) % (n_items // TOPICS)
            item = place * TOPICS + int(rng.choice(topics))
            when = 1.7e9 + person * 7 + step * 3600.0
            made.append(
                Event(id=f"{person}-{step}", user=f"p{person}", item=f"i{item}", kind="like", time=when)
            )
    return made


def timed(workspace: Workspace, rng: np.random.Generator) -> np.ndarray:
    """(REQUESTS,) milliseconds."""
    taken = []
    for number in range(50 + REQUESTS):
        text = " ".join(f"word{w}" for w in rng.integers(0, 300, 4)) if number % 2 else ""
        begin = time.perf_counter()
        answer = workspace.recommend(user=f"p{number % PEOPLE}", text=text, k=10)
        taken.append((time.perf_counter() - begin) * 1e3)
        if len(answer.items) != 10:
            raise SystemExit(f"{len(answer.items)} items in an answer of 10")
    return np.array(taken[50:])


def measure(n_items: int, folder: Path) -> list[str]:
    """One row of the table."""
    rng = np.random.default_rng(0)
    with wellread.open(folder) as workspace:
        workspace.put_items(items(n_items, rng))
        workspace.add_events(events(n_items, rng))
        begin = time.perf_counter()
        workspace.fit()
        fitting = time.perf_counter() - begin
    begin = time.perf_counter()
    with wellread.open(folder) as workspace:
        _ = workspace.engine
        starting = time.perf_counter() - begin
        taken = timed(workspace, rng)
    p50, p90, p99 = np.percentile(taken, [50, 90, 99])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = [f"{ms:.2f}" for ms in (p50, p90, p99)]
    return [f"{n_items:,}", *times, f"{fitting:.1f}", f"{starting:.2f}", f"{peak:.0f}"]


def import_seconds() -> float:
    """A fresh interpreter that imports what a server needs."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import wellread.engine.workspace"], check=True)
    return time.perf_counter() - begin


def main(sizes: list[int]) -> None:
    """Measure each size in a folder of its own."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(size, Path(folder)))
    head = ["items", "p50 ms", "p90 ms", "p99 ms", "fit s", "load s", "peak MiB (fit included)"]
    protocol = (__doc__ or "").split("100000)")[1].strip()
    publish("One request", f"{protocol}\n\n{table(head, rows)}\n\nImporting: {import_seconds():.2f} s.")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
