"""Load from a process of its own: at a fixed rate (open loop), or as fast as answers come (closed loop)."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, NamedTuple, cast

import numpy as np
import uvloop

from serving.process import HOST
from serving.wire import Connection, connect, request

MOST = 512
"""Connections of one generator."""
VARIETY = 5_000
"""Different requests, asked in turn."""
RECOMMEND, EVENT = 0, 1
ANSWER = b"x" * 3_000
"""Of the trivial server: about the size of a list with reasons."""


class Mix(NamedTuple):
    """What is asked for."""

    items: int
    people: int
    events: float = 0.1
    """Share of events; the others ask for 10 recommendations for a person with a history."""
    seed: int = 0

    def requests(self) -> list[tuple[int, bytes]]:
        """Kind and bytes of each."""
        rng = np.random.default_rng(self.seed)
        kinds = (rng.random(VARIETY) < self.events).astype(int).tolist()
        users, items = rng.integers(self.people, size=VARIETY), rng.integers(self.items, size=VARIETY)
        return [
            (kind, request("POST", "/v1/events", {"user": f"p{user}", "item": f"i{item}", "kind": "view"}))
            if kind == EVENT
            else (kind, request("POST", "/v1/recommendations", {"user": f"p{user}", "k": 10}))
            for kind, user, item in zip(kinds, users, items, strict=True)
        ]


class Outcome(NamedTuple):
    """What became of the requests of a run."""

    milliseconds: np.ndarray
    """(n,) float: from the moment a request was due until its answer was there."""
    kinds: np.ndarray
    """(n,) int8."""
    statuses: np.ndarray
    """(n,) int16; 0: no answer."""
    due: np.ndarray
    """(n,) float: seconds since the begin at which each was due."""
    seconds: float
    """From the first request to the last answer."""
    busy: float
    """Seconds of processor time that the generator itself took."""

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return float((self.statuses == 200).sum() / self.seconds)

    @property
    def failed(self) -> int:
        """Requests without a good answer."""
        return int((self.statuses != 200).sum())

    def percentiles(self, kind: int = RECOMMEND) -> list[float]:
        """p50, p95, p99 of one kind, ms; failures count as for ever."""
        taken = np.where(self.statuses == 200, self.milliseconds, np.inf)[self.kinds == kind]
        if not len(taken):
            return [0.0, 0.0, 0.0]
        return [float(np.percentile(taken, p, method="higher")) for p in (50, 95, 99)]


class Run:
    """One run, in the generator's process."""

    def __init__(self, port: int, mix: Mix) -> None:
        self._port = port
        self._requests = mix.requests()
        self._idle: list[Connection] = []
        self._open = 0
        self._returned: asyncio.Queue[None] = asyncio.Queue()
        self._rows: list[tuple[float, int, int, float]] = []
        self._begin = 0.0

    async def open_loop(self, rate: float, seconds: float) -> Outcome:
        """Requests at a fixed rate, whether the ones before are answered or not."""
        await self._prepare(16)
        running: set[asyncio.Task[None]] = set()
        n, sent = int(rate * seconds), 0
        self._begin = time.perf_counter()
        busy = time.process_time()
        while sent < n:
            now = time.perf_counter() - self._begin
            while sent < n and sent / rate <= now:
                task = asyncio.create_task(self._one(sent, sent / rate))
                running.add(task)
                task.add_done_callback(running.discard)
                sent += 1
            await asyncio.sleep(max(sent / rate - (time.perf_counter() - self._begin), 0))
        while running:
            await asyncio.wait(list(running))
        return self._outcome(busy)

    async def closed_loop(self, connections: int, seconds: float) -> Outcome:
        """Every connection asks again as soon as it is answered."""
        await self._prepare(connections)
        self._begin = time.perf_counter()
        busy = time.process_time()
        number = 0

        async def asking() -> None:
            nonlocal number
            while (now := time.perf_counter() - self._begin) < seconds:
                number += 1
                await self._one(number, now)

        await asyncio.gather(*(asking() for _ in range(connections)))
        return self._outcome(busy)

    async def _prepare(self, connections: int) -> None:
        self._idle = [await connect(self._port) for _ in range(connections)]
        self._open = connections

    async def _one(self, number: int, due: float) -> None:
        kind, data = self._requests[number % VARIETY]
        status = 0
        try:
            connection = await self._take()
            answer = await connection.ask(data)
            status = answer.status
        except OSError:
            self._open -= 1
        else:
            self._idle.append(connection)
            self._returned.put_nowait(None)
        self._rows.append((time.perf_counter() - self._begin - due, kind, status, due))

    async def _take(self) -> Connection:
        while not self._idle and self._open >= MOST:
            await self._returned.get()
        if self._idle:
            connection = self._idle.pop()
            return await connect(self._port) if connection.lost else connection
        self._open += 1
        return await connect(self._port)

    def _outcome(self, busy: float) -> Outcome:
        seconds = time.perf_counter() - self._begin
        taken, kinds, statuses, due = zip(*self._rows, strict=True)
        return Outcome(
            np.array(taken) * 1e3,
            np.array(kinds, np.int8),
            np.array(statuses, np.int16),
            np.array(due),
            seconds,
            time.process_time() - busy,
        )


def _offer(port: int, mix: Mix, rate: float, seconds: float) -> Outcome:
    return uvloop.run(Run(port, mix).open_loop(rate, seconds))


def _press(port: int, mix: Mix, connections: int, seconds: float) -> Outcome:
    return uvloop.run(Run(port, mix).closed_loop(connections, seconds))


class Generator:
    """The process that asks. Close it when done."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))

    def offer(self, port: int, mix: Mix, rate: float, seconds: float) -> Future[Outcome]:
        """Ask at `rate` requests a second."""
        return self._pool.submit(_offer, port, mix, rate, seconds)

    def press(self, port: int, mix: Mix, connections: int, seconds: float) -> Future[Outcome]:
        """Ask on so many connections as fast as answers come."""
        return self._pool.submit(_press, port, mix, connections, seconds)

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()


class _Trivial(asyncio.Protocol):
    """Answers everything alike, to see what the generator itself costs."""

    _transport: asyncio.Transport
    _answer = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(ANSWER), ANSWER)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._transport.write(self._answer)


async def _serve_trivially(told: Callable[[int], None]) -> None:
    server = await asyncio.get_running_loop().create_server(_Trivial, HOST, 0)
    told(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _trivial(port: Any) -> None:
    uvloop.run(_serve_trivially(port.put))


def own_cost(generator: Generator, rate: float, seconds: float) -> str:
    """What the generator costs and how late it is, against a server that does nothing."""
    context = multiprocessing.get_context("spawn")
    port = context.Queue()
    process = context.Process(target=_trivial, args=(port,), daemon=True)
    process.start()
    try:
        out = generator.offer(port.get(timeout=30), Mix(1000, 1000), rate, seconds).result()
    finally:
        process.terminate()
        process.join()
    (p50, _, p99), cost = out.percentiles(), 1e6 * out.busy / len(out.kinds)
    return (
        f"The generator takes {cost:.0f} us of processor time a request; against a server that does nothing, "
        f"at {rate:,.0f} requests/s, it sees p50 {p50:.2f} ms and p99 {p99:.2f} ms."
    )
