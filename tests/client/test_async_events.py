"""Buffered events, from a task."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from wellread import AsyncClient
from wellread.client.event_queue import BATCH, Rows

from .answers import Script, failure

EVENT = {"user": "u", "item": "i", "kind": "view"}


def _run(work: Callable[[AsyncClient], Coroutine[Any, Any, None]], script: Script, **options: Any) -> None:
    async def main() -> None:
        async with AsyncClient(transport=httpx.MockTransport(script), **options) as client:
            await work(client)

    asyncio.run(main())


def test_events_go_out_in_batches_and_in_order() -> None:
    async def work(client: AsyncClient) -> None:
        for i in range(BATCH + 7):
            client.events.track(EVENT | {"id": f"e{i}"})
        assert client.events.acknowledged == 0
        assert await client.events.flush(30)
        assert client.events.acknowledged == BATCH + 7

    _run(work, script := Script(failure(503, retry_after="0")))
    ids = [[row["id"] for row in body] for body in script.bodies()]
    assert ids == [[f"e{i}" for i in range(BATCH)]] * 2 + [[f"e{i}" for i in range(BATCH, BATCH + 7)]]


def test_events_go_out_by_themselves() -> None:
    async def work(client: AsyncClient) -> None:
        client.events.track(EVENT)
        async with asyncio.timeout(30):
            while not client.events.acknowledged:
                await asyncio.sleep(0.01)

    _run(work, Script())


def test_closing_sends_what_waits() -> None:
    async def work(client: AsyncClient) -> None:
        client.events.track(EVENT)
        client.events.track(EVENT)

    _run(work, script := Script(failure(503, retry_after="0"), httpx.ConnectError("refused")))
    assert [len(body) for body in script.bodies()] == [2, 2, 2]


def test_a_dead_server_loses_nothing_before_the_client_is_closed() -> None:
    lost: list[Rows] = []

    async def work(client: AsyncClient) -> None:
        client.events.track(EVENT)
        client.events.track(EVENT)
        assert not await client.events.flush(0.3)
        assert lost == []

    dead = Script(then=lambda request: failure(503))
    _run(work, dead, deadline=0, on_error=lambda rows, _: lost.append(rows))
    assert sum(map(len, lost)) == 2


def test_a_closed_client_takes_no_more() -> None:
    async def main() -> None:
        async with AsyncClient(transport=httpx.MockTransport(Script())) as client:
            client.events.track(EVENT)
        with pytest.raises(RuntimeError, match="closed"):
            client.events.track(EVENT)

    asyncio.run(main())
