"""A server under load for long: whether its memory grows, its answers get later, its models fall behind.

    python benchmarks/soak.py [--minutes N] [--items N] [--rate N] [--quick] [--shops FOLDER]
    (default: 15 minutes, 10,000 items, half of the most answers/s that are measured first)

One worker and its learner; nine requests of ten ask for a list, one stores an event (as in "Load"), at a
fixed rate. Minute 0 warms up. Of every minute: the lists' times, from the moment at which each was due;
memory of each process at its end, pages divided among those that share them; and what /metrics says of the
learner, asked once a second: how many seconds and events the models were behind the log, at most.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import httpx
import numpy as np

from numbers_page import publish, table
from serving.load import RECOMMEND, Generator, Mix, Outcome
from serving.process import Memory, Server
from serving.shop import PROTOCOL, shop

PEOPLE, CONNECTIONS = 5_000, 16
LAG, BEHIND = "wellread_learner_lag_seconds", "wellread_learner_behind_events"


class Minute(NamedTuple):
    """What was seen of one minute."""

    lag: float
    """Seconds that the models were behind the log, at most."""
    behind: float
    """Events that they did not count, at most."""
    memory: list[Memory]
    """At the end."""


def gauges(client: httpx.Client) -> tuple[float, float]:
    """Seconds and events that the models are behind, from /metrics; 0 where that is not told."""
    lines = client.get("/metrics").text.splitlines()
    lag, behind = (
        next((float(line.split()[-1]) for line in lines if line.startswith(name)), 0.0)
        for name in (LAG, BEHIND)
    )
    return lag, behind


def watch(server: Server, load: Future[Outcome], minutes: int, minute: float) -> list[Minute]:
    """What every minute was like."""
    found = []
    begin = time.perf_counter()
    with httpx.Client(base_url=server.url, timeout=30) as client:
        for number in range(minutes):
            told = [(0.0, 0.0)]
            while time.perf_counter() - begin < (number + 1) * minute and not load.done():
                told.append(gauges(client))
                time.sleep(1)
            lag, behind = (max(values) for values in zip(*told, strict=True))
            found.append(Minute(lag, behind, server.memory()))
            held = ", ".join(f"{one.name} {one.pss:.0f}" for one in found[-1].memory)
            print(f"  minute {number}: {lag:.1f} s, {behind:.0f} events behind; {held} MiB", flush=True)
    return found


def rows(out: Outcome, seen: list[Minute], minute: float) -> list[list[str]]:
    """Of the table."""
    made = []
    for number, one in enumerate(seen):
        mine = (out.kinds == RECOMMEND) & (out.due // minute == number)
        taken = np.where(out.statuses[mine] == 200, out.milliseconds[mine], np.inf)
        times = (
            [f"{np.percentile(taken, p, method='higher'):.1f}" for p in (50, 99)] if len(taken) else ["", ""]
        )
        made.append(
            [
                str(number),
                *times,
                f"{one.lag:.1f}",
                f"{one.behind:.0f}",
                *(f"{held.pss:.0f}" for held in one.memory),
            ]
        )
    return made


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=int, default=15)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=0.0, help="requests a second; default: half the most")
    parser.add_argument("--quick", action="store_true", help="1,000 items, minutes of 3 s: to try the script")
    parser.add_argument("--shops", type=Path, help="where fitted workspaces are kept")
    given = parser.parse_args()
    n_items, people = (1_000, 200) if given.quick else (given.items, PEOPLE)
    minutes, minute = (3, 3.0) if given.quick else (given.minutes, 60.0)
    generator, mix = Generator(), Mix(n_items, people)
    with shop(n_items, people, kept=given.shops) as folder, Server(folder) as server:
        most = generator.press(server.port, mix, CONNECTIONS, minute / 3).result().rate
        rate = given.rate or most / 2
        load = generator.offer(server.port, mix, rate, (minutes + 1) * minute)
        seen = watch(server, load, minutes + 1, minute)
        out = load.result()
    generator.close()
    first, last = (seen[at].memory for at in (0, -1))
    growth = [
        f"{a.name} {a.pss:.0f} to {b.pss:.0f} MiB ({b.pss / a.pss - 1:+.1%})"
        for a, b in zip(first, last, strict=True)
    ]
    sums = [sum(held.pss for held in memory) for memory in (first, last)]
    head = [
        "minute",
        "p50 ms",
        "p99 ms",
        "s behind",
        "events behind",
        *(f"{held.name} MiB" for held in first),
    ]
    text = (
        f"{PROTOCOL}\n\n{(__doc__ or '').split('measured first)')[1].strip()}\n\n"
        f"{n_items:,} items, {rate:.0f} requests/s, {len(out.kinds):,} requests, {out.failed} failed.\n\n"
        f"{table(head, rows(out, seen, minute))}\n\n"
        f"Memory from the end of minute 0: {', '.join(growth)}; all: {sums[1] / sums[0] - 1:+.1%}."
    )
    print(text) if given.quick else publish("Soak", text)


if __name__ == "__main__":
    main()
