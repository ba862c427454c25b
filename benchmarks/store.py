"""The store under load: how fast it fills, how fast it answers, how long a durable write takes.

    python benchmarks/store.py [EVENTS] [--folder FOLDER]

Fills a database in a temporary folder with EVENTS (default 10,000,000) of 100,000 users about
10,000 items, in batches of 100,000 in the order of time as a server would get them, and prints one
table. Only the time inside the store counts as loading, not the making of the events.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from numbers_page import publish, table
from wellread.domain import Event, Item, User
from wellread.store import Store

USERS, ITEMS, BATCH = 100_000, 10_000, 100_000
KINDS = ("view", "click", "like", "purchase")


def batches(n: int, random: np.random.Generator) -> Iterator[list[Event]]:
    """Events by the batch: users and items with long tails, a value on every fourth event."""
    for start in range(0, n, BATCH):
        size = min(BATCH, n - start)
        users = (USERS * random.random(size) ** 2).astype(int).tolist()
        items = (ITEMS * random.random(size) ** 3).astype(int).tolist()
        kinds = random.integers(0, len(KINDS), size).tolist()
        yield [
            Event.model_construct(
                user=f"user-{user}",
                item=f"item-{item}",
                kind=KINDS[kind],
                value=5.0 if kind == 3 else None,
                time=1.7e9 + start + i,
            )
            for i, (user, item, kind) in enumerate(zip(users, items, kinds, strict=True))
        ]


def load(store: Store, n: int, random: np.random.Generator) -> float:
    """Seconds that the store takes to store `n` events."""
    store.widen()
    store.put_items([Item(id=f"item-{i}", title=f"Item {i}") for i in range(ITEMS)])
    store.put_users([User(id=f"user-{i}") for i in range(USERS)])
    seconds = 0.0
    for i, batch in enumerate(batches(n, random)):
        begun = time.perf_counter()
        store.add_events(batch)
        seconds += time.perf_counter() - begun
        if i % 10 == 9:
            print(f"  {(i + 1) * BATCH:>12,} events, {seconds:.1f} s", flush=True)
    return seconds


def milliseconds(call: Callable[[int], object], times: int) -> tuple[float, float, float]:
    """Fastest, median and 99th percentile of `times` calls, each given its number."""
    taken = []
    for i in range(times):
        begun = time.perf_counter()
        call(i)
        taken.append(1e3 * (time.perf_counter() - begun))
    fastest, median, slow = np.percentile(taken, [0, 50, 99]).tolist()
    return fastest, median, slow


def new_events(n: int, random: np.random.Generator) -> list[Event]:
    """`n` clicks of one user, now."""
    user = f"user-{random.integers(USERS)}"
    return [Event(user=user, item=f"item-{random.integers(ITEMS)}", kind="click") for _ in range(n)]


def main() -> None:
    """Loads, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("events", type=int, nargs="?", default=10_000_000)
    parser.add_argument("--folder", type=Path, help="where the database goes; default: a temporary folder")
    given = parser.parse_args()
    random = np.random.default_rng(0)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, Store.open(f"{folder}/bench.db") as store:
        seconds = load(store, given.events, random)
        readers = [f"user-{user}" for user in random.integers(0, USERS, 2000)]
        cold = milliseconds(lambda i: store.history(readers[i]), len(readers))
        warm = milliseconds(lambda i: store.history(readers[i]), len(readers))
        single = milliseconds(lambda _: store.add_events(new_events(1, random)), 500)
        hundred = milliseconds(lambda _: store.add_events(new_events(100, random)), 100)
        log = milliseconds(lambda _: store.log(), 1)
        count = milliseconds(lambda _: store.counts(), 1)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        reopened = milliseconds(lambda _: Store.open(f"{folder}/bench.db").close(), 20)
    rows = [
        (name, *(f"{value:.3f}" for value in times))
        for name, times in (
            ("history(50), first", cold),
            ("history(50), warm", warm),
            ("1 event, durable", single),
            ("100 events, durable", hundred),
            ("log() of everything", log),
            ("counts()", count),
            ("open", reopened),
        )
    ]
    told = (
        f"{given.events:,} events of {USERS:,} users about {ITEMS:,} items, SQLite {sqlite3.sqlite_version}: "
        f"loaded in {seconds:.0f} s ({given.events / seconds:,.0f} events/s), {size / 1e6:,.0f} MB on disk "
        f"({size / given.events:.0f} bytes an event). Histories are those of 2,000 random users, read twice."
    )
    publish("Store", f"{told}\n\n{table(['ms', 'min', 'p50', 'p99'], rows)}")


if __name__ == "__main__":
    main()
