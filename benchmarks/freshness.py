"""How soon a server knows: from an event to the changed list, from a new item to the lists it belongs in.

    python benchmarks/freshness.py [--items N] [--trials N] [--quick] [--shops FOLDER]
    (default: 10,000 items, 1,000 trials)

An event: a person with a history gets a list of ten, likes one of them (POST), and asks again (GET).
"Changed": at the first asking the item is gone and the others are not what they were. "Anew": what stayed has
another order besides. The time runs from sending the POST to having the whole new list. With four workers the
GET goes to another process than the POST; which one holds a connection is read from /proc.

A new item: a person likes one item only; another item that is like it but for id and title is added through
one worker; each worker is asked for the person's list of twenty until it is there, for 5 s at most: where the
liked item is one that everybody has, twenty others that people had with it may stand before the new one.

Two items: both new and without a text, and one person who likes the first. Then eight new people choose both,
among 100 events a second of others; that person's list of a hundred is asked for every 50 ms until it shows
the second item higher than before, with the first one as a reason. The learner is between the two.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from numbers_page import publish, table
from serving.load import Generator, Mix
from serving.process import Server
from serving.shop import PROTOCOL, shop
from serving.wire import Connection, connect, request

WORKERS = 4
PEOPLE = 2_000
BACKGROUND = 100.0
"""Events a second while models learn."""
COUPLE = 8
"""New people who choose both of two items."""
SOON = 5.0
"""Seconds after which a new item is held to be not among the twenty."""
PATIENCE = 30.0
"""Seconds after which a change is held not to come."""


class Client:
    """A connection to one worker."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer of a request, which has to succeed."""
        if self._connection.lost:
            raise SystemExit("a worker closed its connection")
        answer = await self._connection.ask(request(method, path, body))
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        return answer.json()

    async def list(self, user: str, k: int = 10, explain: bool = False) -> list[dict[str, Any]]:
        """The items shown to somebody."""
        path = f"/v1/recommendations?user={user}&k={k}&explain={str(explain).lower()}"
        found: list[dict[str, Any]] = (await self.ask("GET", path))["items"]
        return found

    async def like(self, *pairs: tuple[str, str]) -> None:
        """Events of people and items."""
        await self.ask("POST", "/v1/events", [{"user": u, "item": i, "kind": "like"} for u, i in pairs])

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


async def clients(server: Server) -> list[Client]:
    """One to each worker."""
    found: dict[int, Client] = {}
    while len(found) < server.workers:
        connection = await connect(server.port)
        await connection.ask(request("GET", "/health/live"))
        worker = server.worker(connection.port)
        if worker and worker not in found:
            found[worker] = Client(connection)
        else:
            connection.close()
    return list(found.values())


async def events(server: Server, trials: int, rng: np.random.Generator) -> list[str]:
    """One row: a list after one event."""
    workers = await clients(server)
    changed, anew, taken = 0, 0, []
    for trial in range(trials):
        writer, reader = (workers[(trial + i) % len(workers)] for i in (0, 1))
        user, place = f"p{rng.integers(PEOPLE)}", int(rng.integers(10))
        before = [item["id"] for item in await reader.list(user)]
        begin = time.perf_counter()
        await writer.like((user, before[place]))
        after = [item["id"] for item in await reader.list(user)]
        taken.append((time.perf_counter() - begin) * 1e3)
        rest = [id for id in before if id != before[place]]
        changed += before[place] not in after and after != rest
        anew += [id for id in after if id in rest] != rest
    for client in workers:
        client.close()
    p50, p99 = np.percentile(taken, [50, 99])
    shares = [f"{100 * n / trials:.1f} %" for n in (changed, anew)]
    return [str(server.workers), *shares, f"{p50:.1f}", f"{p99:.1f}"]


async def new_items(server: Server, trials: int, rng: np.random.Generator) -> str:
    """Seconds until an item is in the list of a person who likes its like."""
    workers = await clients(server)
    n_items = (await workers[0].ask("GET", "/health/ready"))["items"]
    same, others = [], []
    for trial in range(trials):
        place, like = trial % len(workers), f"i{rng.integers(min(n_items, 10_000))}"
        user, item = f"reader-{server.workers}-{trial}", f"new-{server.workers}-{trial}"
        await workers[place].like((user, like))
        known = await workers[place].ask("GET", f"/v1/items/{like}")
        novelty = {**known, "id": item, "title": f"Novelty {trial}"}
        await workers[place].ask("POST", "/v1/items", novelty)
        waited = await asyncio.gather(*(_until_shown(worker, user, item) for worker in workers))
        same.append(waited.pop(place))
        others += waited
    for client in workers:
        client.close()
    told = f"on the worker that took it after {_spread(same)}"
    return told + (f", on the others after {_spread(others)}" if others else "")


async def _until_shown(worker: Client, user: str, item: str) -> tuple[float, int]:
    """Seconds, and how often it was asked for."""
    begin, asked = time.perf_counter(), 0
    while time.perf_counter() - begin < SOON:
        asked += 1
        if item in [shown["id"] for shown in await worker.list(user, 20)]:
            return time.perf_counter() - begin, asked
        await asyncio.sleep(0.02)
    return float("inf"), asked


def _spread(waited: Sequence[tuple[float, int]]) -> str:
    seconds = [seconds for seconds, _ in waited if seconds <= SOON]
    first, n = sum(asked == 1 for _, asked in waited), len(waited)
    p50 = np.percentile(seconds, 50, method="higher")
    told = f"p50 {p50:.3f} s, at most {max(seconds):.3f} s ({first} of {n} at the first request"
    return told + (f", {n - len(seconds)} not among the twenty)" if len(seconds) < n else ")")


async def couples(server: Server, trials: int) -> list[float]:
    """Seconds until a person's list shows that two items go together."""
    (client,) = await clients(server)
    taken = []
    for trial in range(trials):
        one, two, person = f"one-{trial}", f"two-{trial}", f"watcher-{trial}"
        await client.ask("PUT", "/v1/items", [{"id": id, "title": token_hex(4)} for id in (one, two)])
        await client.like((person, one))
        before = _place(await client.list(person, 100, explain=True), one, two)
        begin = time.perf_counter()
        pairs = [(f"couple-{trial}-{i}", item) for i in range(COUPLE) for item in (one, two)]
        await client.like(*pairs)
        while time.perf_counter() - begin < PATIENCE:
            place, because = _place(await client.list(person, 100, explain=True), one, two)
            if because and (place < before[0] or not place):
                break
            await asyncio.sleep(0.05)
        taken.append(time.perf_counter() - begin)
        print(f"  {taken[-1]:.2f} s: from place {before[0]:g} to {place:g}", flush=True)
    client.close()
    return taken


def _place(shown: list[dict[str, Any]], one: str, two: str) -> tuple[float, bool]:
    """At which place `two` is, and whether because of `one`."""
    for place, item in enumerate(shown):
        if item["id"] == two:
            return place, any(why["about"] == one and why["value"] > 0 for why in item["reasons"])
    return float("inf"), False


def learning(folder: Path, n_items: int, trials: int) -> list[float]:
    """`couples` with others' events around."""
    generator = Generator()
    with Server(folder) as server:
        # One run of load for all trials: its end is not waited for when they are done before.
        mix = Mix(n_items, PEOPLE, events=1.0)
        load = generator.offer(server.port, mix, BACKGROUND, trials * 5.0)
        taken = asyncio.run(couples(server, trials))
        if load.result().failed:
            raise SystemExit(f"{load.result().failed} events of the background failed")
    generator.close()
    return taken


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--trials", type=int, default=1_000)
    parser.add_argument("--quick", action="store_true", help="1,000 items, few trials: to try the script")
    parser.add_argument("--shops", type=Path, help="where fitted workspaces are kept")
    given = parser.parse_args()
    n_items, trials, added, pairs = (1_000, 40, 4, 2) if given.quick else (given.items, given.trials, 50, 20)
    rows, told = [], []
    with shop(n_items, PEOPLE, kept=given.shops) as folder:
        for workers in (1, WORKERS):
            rng = np.random.default_rng(workers)
            with Server(folder, workers) as server:
                rows.append(asyncio.run(events(server, trials, rng)))
                told.append(f"{workers} worker(s): {asyncio.run(new_items(server, added, rng))}.")
    with shop(n_items, PEOPLE, kept=given.shops) as folder:
        taken = learning(folder, n_items, pairs)
    head = ["workers", "changed at the first request", "anew", "p50 ms", "p99 ms"]
    text = (
        f"{PROTOCOL}\n\n{(__doc__ or '').split('1,000 trials)')[1].strip()}\n\n"
        f"An event ({trials:,} trials, {n_items:,} items):\n\n{table(head, rows)}\n\n"
        f"A new item ({added} trials), {' '.join(told)}\n\n"
        f"Two items ({pairs} trials): p50 {np.median(taken):.1f} s, at most {max(taken):.1f} s; "
        f"{sum(seconds > PATIENCE for seconds in taken)} not within {PATIENCE:.0f} s."
    )
    print(text) if given.quick else publish("Freshness", text)


if __name__ == "__main__":
    main()
