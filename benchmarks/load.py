"""A server under load: how many answers a second, how late they are, what memory they take.

    python benchmarks/load.py [ITEMS ...] [--quick] [--shops FOLDER] [--sources NAME ...]
    (default: 10000 100000; --shops keeps fitted workspaces for the next time)

Nine requests of ten ask for 10 recommendations with reasons for one of 5,000 people with a history (POST),
one stores an event. "Most" is the closed loop: 16 connections that ask again as soon as they are answered.
The rate held is the highest, in steps of 5 % of that, at which the 99th percentile over 20 s stays within
25 ms with no request failed: requests come at a fixed rate whether those before are answered or not, and
their time counts from the moment at which they were due. Memory is that of each process at the end, pages
divided among those that share them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from numbers_page import publish, table
from serving.load import EVENT, Generator, Mix, Outcome, own_cost
from serving.process import Server
from serving.shop import PROTOCOL, shop

LIMIT = 25.0
"""Milliseconds, at the 99th percentile of recommendations."""
STEPS = [step / 100 for step in range(100, 20, -5)]
CONNECTIONS = 16
HEAD = [
    "items",
    "most answers/s",
    "rate held",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "events p99 ms",
    "start s",
    "memory",
]


class Seconds(NamedTuple):
    """How long things are run."""

    warm: float
    press: float
    offer: float


FULL, QUICK = Seconds(10, 20, 20), Seconds(1, 2, 2)


def hold(generator: Generator, port: int, mix: Mix, most: float, seconds: float) -> tuple[float, Outcome]:
    """The highest rate that is held, and how it went; the lowest tried where none is."""
    for step in STEPS:
        out = generator.offer(port, mix, most * step, seconds).result()
        p99 = out.percentiles()[2]
        print(f"  {most * step:.0f}/s: p99 {p99:.1f} ms, {out.failed} failed", flush=True)
        if p99 <= LIMIT and not out.failed:
            break
    return most * step, out


def memory(server: Server) -> str:
    """Of every process, in a line."""
    return ", ".join(f"{held.name} {held.pss:.0f} MiB" for held in server.memory())


def press(generator: Generator, folder: Path, mix: Mix, workers: int, run: Seconds) -> float:
    """The most answers a second of so many workers."""
    with Server(folder, workers) as server:
        generator.press(server.port, mix, CONNECTIONS, run.warm).result()
        return generator.press(server.port, mix, CONNECTIONS, run.press).result().rate


def measure(generator: Generator, folder: Path, mix: Mix, run: Seconds) -> list[str]:
    """One row of the table: one worker."""
    with Server(folder) as server:
        begin = server.started
        generator.press(server.port, mix, CONNECTIONS, run.warm).result()
        most = generator.press(server.port, mix, CONNECTIONS, run.press).result()
        if most.failed:
            raise SystemExit(f"{most.failed} requests failed")
        rate, out = hold(generator, server.port, mix, most.rate, run.offer)
        times = [*out.percentiles(), out.percentiles(EVENT)[2]]
        held = f"{rate:.0f}" if times[2] <= LIMIT and not out.failed else "none"
        said = [f"{ms:.1f}" for ms in times]
        return [f"{mix.items:,}", f"{most.rate:.0f}", held, *said, f"{begin:.1f}", memory(server)]


def main() -> None:
    """Measure each size; then two workers against one on the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("items", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--quick", action="store_true", help="1,000 items, seconds: to try the script")
    parser.add_argument("--shops", type=Path, help="where fitted workspaces are kept")
    parser.add_argument("--sources", nargs="*", default=[], help="sources that `home` has besides its own")
    given = parser.parse_args()
    sizes, people, run = ([1_000], 200, QUICK) if given.quick else (given.items, 5_000, FULL)
    settings = with_sources(given.sources)
    generator, rows, ratios = Generator(), [], []
    cost = own_cost(generator, 1_000, run.press)
    for size in sizes:
        with shop(size, people, settings, given.shops) as folder:
            mix = Mix(size, people)
            rows.append(measure(generator, folder, mix, run))
            one, two = (press(generator, folder, mix, workers, run) for workers in (1, 2))
            ratios.append(
                f"{size:,} items: {two:.0f}/s with two workers, {one:.0f}/s with one, {two / one:.2f}x."
            )
    generator.close()
    protocol = (__doc__ or "").split("next time)")[1].strip()
    told = "\n".join([*ratios, cost])
    text = f"{PROTOCOL}\n\n{protocol}\n\n{table(HEAD, rows)}\n\n{told}"
    print(text) if given.quick else publish("Load", text)


def with_sources(added: list[str]) -> str:
    """Settings in which `home` has more sources."""
    from wellread.settings import BUILT_IN

    sources: dict[str, float] = dict(BUILT_IN["home"].sources.items())
    sources.update(dict.fromkeys(added, 0.5))
    inner = ", ".join(f"{name} = {weight}" for name, weight in sources.items())
    return f"[pipelines.home]\ndiversity = 0.1\nsources = {{ {inner} }}\n" if added else ""


if __name__ == "__main__":
    main()
