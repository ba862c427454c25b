"""Fitting at scale: seconds by step, peak memory, size of the sums.

    python benchmarks/fitting.py [EVENTS ...] [--database EVENTS] [--implicit PYTHON]
    (default: 100000 300000 1000000 3000000 10000000, and 1000000 through a database)

A catalogue of 100,000 items in 200 groups, popular by 1 / (rank + 50); an item's text has 6 words that all
items share by Zipf's law and 6 of its group. People have log-normal numbers of events, 50 on average; four
events of five are from five groups of theirs, the others from anywhere; in a group, and in all, items come by
popularity. Arrays are fitted without a database: each size in a process of its own, default settings. "log":
sorting it into histories. "x linear": growth of the sum over that of the events, from the line above. Peak
memory is that of the whole process, log and texts included. Entries of the sums (G of item_to_item; G and R
of next_item) are those kept within the setting `memory`; "left out": the share that is not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import wellread
from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.catalogue.catalogue import document
from wellread.domain import Event, Item
from wellread.language.lexical import LexicalEncoder
from wellread.models import create
from wellread.models.base import Doubles, Interactions, Ints
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.settings import Language, Models, SourceName

N_ITEMS, GROUPS, MEAN, VOCABULARY = 100_000, 200, 50, 20_000
SIZES = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
MODELS: tuple[SourceName, ...] = ("popular", "latest", "item_to_item", "next_item")


def items(rng: np.random.Generator) -> list[Item]:
    """The catalogue; item i is of group i % GROUPS."""
    own = VOCABULARY // GROUPS
    shared = np.minimum(rng.zipf(1.3, (N_ITEMS, 6)), VOCABULARY)
    grouped = np.arange(N_ITEMS)[:, None] % GROUPS * own + rng.integers(0, own, (N_ITEMS, 6))
    return [
        Item(
            id=f"i{i}",
            title=f"w{shared[i, 0]} g{grouped[i, 0]}",
            text=" ".join([f"w{w}" for w in shared[i]] + [f"g{w}" for w in grouped[i]]),
            time=1.5e9 + i,
        )
        for i in range(N_ITEMS)
    ]


def events(n: int, rng: np.random.Generator) -> tuple[Ints, Ints, Doubles]:
    """Users, items and times of `n` events, in the order of time."""
    lengths = np.ceil(rng.lognormal(np.log(MEAN) - 0.5, 1.0, n // MEAN))
    users = rng.permutation(np.repeat(np.arange(len(lengths)), lengths.astype(np.int64)))
    users = np.resize(users, n)
    popular = 1.0 / (rng.permutation(N_ITEMS) + 50)
    order = np.argsort(np.arange(N_ITEMS) % GROUPS, kind="stable")
    reached = np.concatenate([[0], np.cumsum(popular[order])])
    ends = reached[np.searchsorted(np.arange(N_ITEMS)[order] % GROUPS, np.arange(GROUPS + 1))]
    group = rng.integers(0, GROUPS, (len(lengths), 5))[users, rng.integers(0, 5, n)]
    own = rng.random(n) < 0.8
    low, high = np.where(own, ends[group], 0), np.where(own, ends[group + 1], reached[-1])
    at = np.searchsorted(reached, low + rng.random(n) * (high - low), side="right") - 1
    return users, np.asarray(order[np.minimum(at, N_ITEMS - 1)]), 1.6e9 + np.arange(n, dtype=np.float64)


@contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Note how long the block takes."""
    begin = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - begin


def measure(n: int) -> dict[str, Any]:
    """One size: seconds by step, peak memory in GiB, the sums, and the hash of the log."""
    rng, seconds = np.random.default_rng(0), dict[str, float]()
    catalogue, listed = Catalogue(LexicalEncoder(Language())), items(rng)
    catalogue.put(list(enumerate(listed)), encode=False)
    with timed(seconds, "texts"):
        catalogue.fit([document(item) for item in listed])
    settings = Models()
    with timed(seconds, "similar texts"):
        catalogue.similar(settings.content.similarity, settings.content.neighbours)
    users, chosen, times = events(n, rng)
    digest = hashlib.sha256(users.tobytes() + chosen.tobytes()).hexdigest()[:12]
    with timed(seconds, "log"):
        log = Interactions.of(users, chosen, np.ones(n, np.float32), times).last(settings.max_history)
    del users, chosen, times
    models = create(settings, MODELS)
    sums = {}
    for name, model in models.items():
        with timed(seconds, name):
            model.fit(log, catalogue)
        if isinstance(model, NeighbourhoodModel):
            kept = [model.sums.gram.base.nnz] + [model.sums.cross.base.nnz] * (name == "next_item")
            sums[name] = ["+".join(f"{k / 1e6:.1f}" for k in kept), f"{model.sums.dropped:.0%}"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"seconds": seconds, "peak": peak, "sums": sums, "hash": digest, "people": log.n_users}


def through_database(n: int, folder: Path) -> str:
    """A workspace with default settings, fitted: a line of seconds by step."""
    rng = np.random.default_rng(0)
    with wellread.open(folder) as workspace:
        workspace.put_items(items(rng))
        users, chosen, times = events(n, rng)
        for at in range(0, n, 100_000):
            part = slice(at, at + 100_000)
            rows = zip(users[part].tolist(), chosen[part].tolist(), times[part].tolist(), strict=True)
            workspace.add_events(
                [Event.model_construct(user=f"u{u}", item=f"i{i}", kind="like", time=t) for u, i, t in rows]
            )
        steps: list[tuple[str, float]] = []
        workspace.fit(lambda name, done, total: steps.append((name, time.perf_counter())))
        steps.append(("", time.perf_counter()))
    told = ", ".join(f"{name} {end - begin:.1f}" for (name, begin), (_, end) in pairwise(steps))
    return f"Through a database, {n:,} events, whole `wellread fit`, seconds: {told}."


def in_a_process(python: str, *arguments: str) -> dict[str, Any]:
    """What a script prints on its last line."""
    done = subprocess.run([python, *arguments], check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def row(n: int, found: dict[str, Any], above: tuple[int, float] | None) -> list[str]:
    """One line of the table."""
    seconds = found["seconds"]
    behaviour = [seconds[name] for name in ("log", *MODELS)]
    growth = f"{(sum(behaviour) / above[1]) / (n / above[0]):.2f}" if above else ""
    sizes = [cell for name in ("item_to_item", "next_item") for cell in found["sums"][name]]
    return [
        f"{n:,}", f"{found['people']:,}", *(f"{value:.1f}" for value in behaviour), f"{sum(behaviour):.1f}",
        growth, f"{sum(seconds.values()):.1f}", f"{found['peak']:.2f}", *sizes,
    ]  # fmt: skip


HEAD = [
    "events", "people", "log", *MODELS, "sum", "x linear", "with texts", "peak GiB",
    "item_to_item, M entries", "left out", "next_item, M entries", "left out",
]  # fmt: skip


def peer(python: str, n: int) -> str:
    """A line on what implicit takes for the same events."""
    users, chosen, _ = events(n, np.random.default_rng(1))
    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/log.npz", users=users, items=chosen)
        found = in_a_process(python, str(Path(__file__).with_name("fitting_peer.py")), f"{folder}/log.npz")
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in found["seconds"].items())
    return (
        f"implicit {found['version']} on {n:,} events of the same kind, all cores: {told}; "
        f"peak {found['peak']:.2f} GiB. A dense EASE of {N_ITEMS:,} items needs {N_ITEMS**2 * 4 / 2**30:.0f} "
        "GiB for one matrix in single precision."
    )


def main() -> None:
    """Measure each size in a process of its own, then through a database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("events", type=int, nargs="*", default=SIZES)
    parser.add_argument("--database", type=int, default=1_000_000, help="events; 0: leave it out")
    parser.add_argument("--implicit", help="the Python of an environment in which implicit is installed")
    parser.add_argument("--one", action="store_true", help="measure one size in this process, print JSON")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.events[0])))
        return
    told, rows = [(__doc__ or "").split("database)")[1].strip()], list[list[str]]()
    above = None
    for n in given.events:
        found = in_a_process(sys.executable, __file__, "--one", str(n))
        print(n, found, file=sys.stderr)
        rows.append(row(n, found, above))
        above = n, sum(found["seconds"][name] for name in ("log", *MODELS))
    told.append(table(HEAD, rows))
    told.append(
        f"Of the largest: texts {found['seconds']['texts']:.1f} s, similar texts "
        f"{found['seconds']['similar texts']:.1f} s; log {found['hash']}."
    )
    if given.database:
        with tempfile.TemporaryDirectory() as folder:
            told.append(through_database(given.database, Path(folder)))
    if given.implicit:
        told.append(peer(given.implicit, given.events[-1]))
    publish("Fitting", "\n\n".join(told))


if __name__ == "__main__":
    main()
