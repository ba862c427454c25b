"""Buffered events, from a thread."""

from __future__ import annotations

import threading
import time
from typing import Any

import httpx
import pytest

from wellread import Client
from wellread.client.event_queue import BATCH, Rows
from wellread.domain import Event
from wellread.errors import WellreadError

from .answers import Script, failure, stored

EVENT = {"user": "u", "item": "i", "kind": "view"}


def _client(script: Script, **options: Any) -> Client:
    return Client(transport=httpx.MockTransport(script), **options)


def test_events_go_out_in_batches_with_their_ids_and_in_order() -> None:
    script = Script()
    with _client(script) as client:
        for i in range(BATCH + 7):
            client.events.track(Event(id=f"e{i}", user="u", item="i", kind="view"))
        assert client.events.flush(30)
        assert client.events.acknowledged == BATCH + 7
    assert [row["id"] for body in script.bodies() for row in body] == [f"e{i}" for i in range(BATCH + 7)]
    assert max(len(body) for body in script.bodies()) <= BATCH
    assert len(script.bodies()) < 20


def test_events_go_out_by_themselves() -> None:
    script = Script()
    with _client(script) as client:
        client.events.track(EVENT)
        deadline = time.monotonic() + 30
        while not client.events.acknowledged and time.monotonic() < deadline:
            time.sleep(0.01)
        assert client.events.acknowledged == 1


def test_closing_sends_what_waits() -> None:
    script = Script(failure(503, retry_after="0"), httpx.ConnectError("refused"))
    with _client(script) as client:
        client.events.track(EVENT)
        client.events.track(EVENT)
    assert client.events.acknowledged == 2
    assert len(script.bodies()[-1]) == 2
    assert client.events.lost == 0
    with pytest.raises(RuntimeError, match="closed"):
        client.events.track(EVENT)


def test_a_dead_server_loses_nothing_before_the_client_is_closed() -> None:
    lost: list[tuple[Rows, WellreadError]] = []
    client = _client(
        Script(then=lambda request: failure(503)),
        deadline=0,
        buffer=2,
        on_error=lambda rows, error: lost.append((rows, error)),
    )
    client.events.track(EVENT)
    client.events.track(EVENT)
    assert not client.events.flush(0.3)
    assert lost == []
    client.events.track(EVENT | {"id": "too many"})
    client.close()
    assert lost[0][0][0]["id"] == "too many"
    assert sum(len(rows) for rows, _ in lost) == client.events.lost == 3


def test_many_threads_may_track() -> None:
    script = Script()
    with _client(script) as client:

        def track() -> None:
            for _ in range(300):
                client.events.track(EVENT)

        threads = [threading.Thread(target=track) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    rows = [row["id"] for body in script.bodies() for row in body]
    assert len(rows) == len(set(rows)) == client.events.acknowledged == 1200


def test_a_bad_event_costs_no_other() -> None:
    def server(request: httpx.Request) -> httpx.Response:
        return failure(404, "not_found") if b"unknown" in request.content else stored(request)

    lost: list[Rows] = []
    with _client(Script(then=server), on_error=lambda rows, _: lost.append(rows)) as client:
        for i in range(20):
            client.events.track(EVENT | ({"item": "unknown"} if i == 7 else {}))
        client.events.track(EVENT | {"value": float("nan")})
    assert client.events.acknowledged == 19
    assert sorted(row["item"] for rows in lost for row in rows) == ["i", "unknown"]
