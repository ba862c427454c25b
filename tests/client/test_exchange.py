"""Retries, through both clients: the same script has to give the same requests, waits and result."""

from __future__ import annotations

import asyncio
import email.utils
import itertools
import random
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from wellread import AsyncClient, Client
from wellread.client import ServerError, Unreachable, async_client, client, exchange
from wellread.client.exchange import Patience
from wellread.domain import Event
from wellread.errors import InvalidInput, NotFound, StoreBusy, Unauthorized, WellreadError

from .answers import Clock, Script, failure, stored

Runner = Callable[..., Any]
EVENT = Event(user="ann", item="dune", kind="like")
CLICKS = [EVENT]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(exchange, "time", SimpleNamespace(monotonic=clock.monotonic, time=time.time))
    monkeypatch.setattr(client, "time", SimpleNamespace(sleep=clock.sleep))
    monkeypatch.setattr(async_client, "asyncio", SimpleNamespace(sleep=clock.sleep_async))
    monkeypatch.setattr(exchange, "random", SimpleNamespace(uniform=lambda low, high: high))
    return clock


def _ordinary(script: Script, method: str, *args: Any, **options: Any) -> Any:
    with Client(transport=httpx.MockTransport(script), **options) as to:
        return getattr(to, method)(*args)


def _asynchronous(script: Script, method: str, *args: Any, **options: Any) -> Any:
    async def main() -> Any:
        async with AsyncClient(transport=httpx.MockTransport(script), **options) as to:
            return await getattr(to, method)(*args)

    return asyncio.run(main())


@pytest.fixture(params=[_ordinary, _asynchronous])
def run(request: pytest.FixtureRequest) -> Runner:
    return request.param  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "first",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("closed"),
        *(failure(status) for status in (408, 429, 502, 503, 504)),
        httpx.Response(502, text="<html>a proxy</html>"),
    ],
    ids=repr,
)
def test_what_passes_is_tried_again(run: Runner, clock: Clock, first: Any) -> None:
    script = Script(first, first)
    assert run(script, "add_events", CLICKS).stored == 1
    assert clock.slept == [0.1, 0.2]
    assert len({request.content for request in script.requests}) == 1
    assert script.bodies()[0][0]["id"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (failure(404, "not_found"), NotFound),
        (failure(422, "invalid_input"), InvalidInput),
        (failure(401, "unauthorized"), Unauthorized),
        (failure(413, "too_large"), ServerError),
        (failure(500, "internal"), ServerError),
        (httpx.Response(500, text="oops"), ServerError),
        (httpx.Response(302, headers={"location": "/x"}), ServerError),
    ],
)
def test_what_stays_is_not(
    run: Runner, clock: Clock, answer: httpx.Response, kind: type[WellreadError]
) -> None:
    script = Script(answer)
    with pytest.raises(kind) as caught:
        run(script, "add_events", CLICKS)
    assert len(script.requests) == 1
    if answer.headers.get("content-type") == "application/json":
        error = caught.value
        assert error.body() == {"code": error.code, "given": "this", "expected": "that", "do": "Do so."}
        assert error.status == answer.status_code
        assert error.__notes__ == ["request r1"]


def test_the_deadline_ends_the_tries_with_the_last_error(run: Runner, clock: Clock) -> None:
    with pytest.raises(StoreBusy):
        run(Script(then=lambda request: failure(503)), "add_events", CLICKS, deadline=7.0)
    assert clock.slept == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]

    def refused(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    clock.slept.clear()
    with pytest.raises(Unreachable, match="refused"):
        run(Script(then=refused), "recommend", deadline=30.0)
    assert max(clock.slept) == 5.0
    assert sum(clock.slept) <= 30


def test_without_a_deadline_there_is_one_try(run: Runner, clock: Clock) -> None:
    script = Script(failure(503))
    with pytest.raises(StoreBusy):
        run(script, "ready", deadline=0)
    assert len(script.requests) == 1


def test_retry_after_is_kept_to(run: Runner, clock: Clock) -> None:
    run(Script(failure(429, retry_after="7")), "add_events", CLICKS)
    assert clock.slept == [7.0]
    with pytest.raises(WellreadError):
        run(Script(failure(429, retry_after="70")), "add_events", CLICKS)
    assert clock.slept == [7.0]


def test_retry_after_may_be_a_date_or_nonsense() -> None:
    patience = Patience(timeout=1, deadline=10)
    later = email.utils.formatdate(time.time() + 100, usegmt=True)
    assert 90 < patience.wait(1, failure(503, retry_after=later)) <= 100
    for said in ("soon", "-5", "1.5", "", email.utils.formatdate(0, usegmt=True)):
        assert 0 <= patience.wait(1, failure(503, retry_after=said)) <= patience.first


def test_waits_are_drawn_from_the_whole_span() -> None:
    random.seed(0)
    patience = Patience(timeout=1, deadline=10)
    for tries, most in zip(itertools.count(1), (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0)):
        waits = [patience.wait(tries, None) for _ in range(500)]
        assert 0 <= min(waits) < most / 10
        assert most * 0.9 < max(waits) <= most
    assert patience.wait(10_000, None) <= 5


def test_events_stored_before_the_answer_was_lost_are_not_doubled(run: Runner, clock: Clock) -> None:
    there: dict[str, Any] = {}

    def store(request: httpx.Request) -> httpx.Response:
        answer = stored(request)
        ids = answer.json()["ids"]
        known = sum(id in there for id in ids)
        there.update(dict.fromkeys(ids))
        if not known:
            return failure(503)
        return httpx.Response(200, json={"stored": len(ids) - known, "duplicates": known, "ids": ids})

    answer = run(Script(then=store), "add_events", [EVENT, {"user": "u", "item": "i", "kind": "like"}])
    assert (answer.stored, answer.duplicates) == (0, 2)
    assert answer.ids == list(there)


@pytest.mark.parametrize(("method", "result"), [("erase_user", 0), ("delete_item", None)])
def test_what_is_gone_at_the_second_try_was_deleted_by_the_first(
    run: Runner, clock: Clock, method: str, result: Any
) -> None:
    assert run(Script(httpx.ReadTimeout("slow"), failure(404, "not_found")), method, "x") == result
    with pytest.raises(NotFound):
        run(Script(failure(404, "not_found")), method, "x")


@pytest.mark.parametrize("text", ["", "<html>", "[]", "{}", '{"stored": "many"}'])
def test_a_success_that_is_no_answer_of_ours_is_an_error(run: Runner, clock: Clock, text: str) -> None:
    with pytest.raises(ServerError, match="cannot be read"):
        run(Script(httpx.Response(200, text=text)), "add_events", CLICKS)


def test_what_a_newer_server_says_besides_is_left_out(run: Runner) -> None:
    item = {"id": "a", "title": "t", "score": 1.0, "colour": "red"}
    body = {"request": "r", "pipeline": "p", "version": "v", "items": [item], "mood": "fine"}
    answer = run(Script(httpx.Response(200, json=body)), "recommend")
    assert answer.items[0].id == "a"
    row = {"user": "u", "item": "i", "kind": "like", "time": 5.0, "id": "e", "new": 1}
    assert run(Script(httpx.Response(200, json=[row])), "events_of", "u")[0].time == 5
