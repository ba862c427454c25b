from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr
from tests.endpoints import FAULTS, Body, Stub, stub

from wellread.errors import LanguageModelError, ModelNonsense, ModelTooSlow, ModelUnavailable
from wellread.language.budget.gate import Gate
from wellread.language.client_logs import LOUD
from wellread.language.writing.endpoint import EndpointModel
from wellread.language.writing.metered import Metered
from wellread.language.writing.writer import Prompt, Usage
from wellread.settings import Budget, Writer
from wellread.store import Store

KEY = "sk-secret-0123456789"
SLACK = 1.5
"""Seconds that a busy machine may add."""


class Liked(BaseModel):
    title: str


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


def settings(url: str, **asked: Any) -> Writer:
    return Writer(kind="endpoint", model="stub", url=url, api_key=SecretStr(KEY), **asked)


OPEN: list[Metered] = []


@pytest.fixture(autouse=True)
def hung_up() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def writer(endpoint: Stub, store: Store, budget: Budget | None = None, **asked: Any) -> Metered:
    own = settings(endpoint.url, **asked)
    OPEN.append(Metered(EndpointModel(own), own, Gate(budget or Budget(), store), store))
    return OPEN[-1]


def prompt(text: str = "Alien") -> Prompt:
    return Prompt("wish", "1", "What is liked?", {"words": text})


def test_a_call_as_an_endpoint_gets_it(endpoint: Stub, store: Store) -> None:
    completion = writer(endpoint, store, max_tokens=77, temperature=0.5).complete(prompt())
    assert completion.text == "said"
    (body,) = endpoint.received
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("stub", 77, 0.5)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "response_format" not in body
    assert endpoint.keys == [f"Bearer {KEY}"]


def test_usage_is_what_the_endpoint_counted(endpoint: Stub, store: Store) -> None:
    endpoint.usage = lambda body: {
        "prompt_tokens": 30, "completion_tokens": 4, "prompt_tokens_details": {"cached_tokens": 20},
    }  # fmt: skip
    assert writer(endpoint, store).complete(prompt()).usage == Usage(30, 4, 20)
    (cost,) = store.costs()
    assert (cost.input, cost.cached_input, cost.output) == (30, 20, 4)


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": "many", "completion_tokens": -1}])
def test_without_a_count_a_call_costs_its_worst(endpoint: Stub, store: Store, usage: Body | None) -> None:
    endpoint.usage = lambda body: usage
    budget = Budget.model_validate({"prices": {"stub": {"output": 1.0}}})
    writer(endpoint, store, budget, max_tokens=40).complete(prompt())
    assert store.costs()[0].cost == 40_000


@pytest.mark.parametrize("sends", [True, False])
def test_the_schema_is_sent_where_the_settings_say_so(endpoint: Stub, store: Store, sends: bool) -> None:
    endpoint.answer = lambda body: '{"title": "Alien"}'
    own = writer(endpoint, store, json_schema=sends)
    assert own.complete(prompt(), Liked).value == Liked(title="Alien")
    (body,) = endpoint.received
    assert ("response_format" in body) == sends
    if sends:
        assert body["response_format"]["json_schema"]["strict"]


def test_nothing_personal_is_sent(endpoint: Stub, store: Store) -> None:
    endpoint.answer = lambda body: "[email-1] can be reached"
    said = writer(endpoint, store).complete(prompt("I am ann.lee@example.org, +49 30 1234567"))
    assert "ann.lee" not in endpoint.sent
    assert "1234567" not in endpoint.sent
    assert said.text == "ann.lee@example.org can be reached"


@pytest.mark.parametrize("param", ["max_tokens", "temperature", "response_format"])
def test_a_parameter_that_is_refused_is_left_out_from_then_on(
    endpoint: Stub, store: Store, monkeypatch: pytest.MonkeyPatch, param: str
) -> None:
    from tests.endpoints import _Handler

    plain = _Handler._json

    def picky(self: _Handler, value: Body, status: int = 200, **headers: str) -> None:
        if param in endpoint.received[-1]:
            value, status = {"error": {"code": "unsupported_parameter", "param": param}}, 400
        plain(self, value, status, **headers)

    monkeypatch.setattr(_Handler, "_json", picky)
    endpoint.answer = lambda body: '{"title": "Alien"}'
    own = writer(endpoint, store, max_tokens=33)
    for text in ("one", "two"):
        assert own.complete(prompt(text), Liked).value == Liked(title="Alien")
    assert [param in body for body in endpoint.received] == [True, False, False]
    if param == "max_tokens":
        assert endpoint.received[-1]["max_completion_tokens"] == 33
    assert store.costs()[0].calls == 2


EXPECTED = {
    "time-out": ModelTooSlow, "429": ModelUnavailable, "500": ModelUnavailable, "half a JSON": ModelNonsense,
    "wrong schema": ModelNonsense, "empty choices": ModelNonsense, "endless stream": ModelTooSlow,
    "dropped": ModelUnavailable, "slow drip": ModelTooSlow,
}  # fmt: skip


def patience(fault: str) -> float:
    """Seconds: enough to be sent, and for what ends by itself to end on a busy machine."""
    return 1.0 if EXPECTED[fault] is ModelTooSlow else 20.0


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_an_error_of_ours_in_time(endpoint: Stub, store: Store, fault: str) -> None:
    endpoint.fail(fault)
    endpoint.retry_after = "300"
    own, begin, seconds = writer(endpoint, store), time.perf_counter(), patience(fault)
    with pytest.raises(EXPECTED[fault]) as raised:
        own.complete(prompt(), Liked, begin + seconds)
    assert time.perf_counter() - begin < seconds + SLACK
    assert "stub" in raised.value.given
    assert raised.value.do
    (cost,) = store.costs()
    assert 1 <= cost.calls <= 2
    assert cost.failed >= 1


@pytest.mark.parametrize("fault", ["time-out", "429", "500", "endless stream", "dropped", "slow drip"])
def test_every_fault_of_a_stream_is_an_error_of_ours_in_time(
    endpoint: Stub, store: Store, fault: str
) -> None:
    endpoint.fail(fault)
    own, begin, seconds = writer(endpoint, store), time.perf_counter(), patience(fault)
    with pytest.raises(EXPECTED[fault]):
        list(own.stream(prompt(), begin + seconds))
    assert time.perf_counter() - begin < seconds + SLACK
    assert store.costs()[0].failed == 1


def test_an_answer_without_end_is_not_read_to_the_end(
    endpoint: Stub, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellread.language.writing.endpoint.BIGGEST", 1_000)
    endpoint.answer = lambda body: "long " * 1_000
    own = writer(endpoint, store)
    with pytest.raises(ModelNonsense, match="more than 1,000 bytes"):
        own.complete(prompt())
    with pytest.raises(ModelNonsense, match="more than 1,000 characters"):
        list(own.stream(prompt()))


def test_a_fault_that_passes_is_answered_at_the_second_call(endpoint: Stub, store: Store) -> None:
    endpoint.answer = lambda body: '{"title": "Alien"}'
    endpoint.retry_after = "0.1"
    endpoint.fail("429", times=1)
    assert writer(endpoint, store).complete(prompt(), Liked).value == Liked(title="Alien")
    endpoint.fail("wrong schema", times=1)
    assert writer(endpoint, store).complete(prompt("other"), Liked).value == Liked(title="Alien")
    assert len(endpoint.received) == 4
    assert store.costs()[0].calls == 4


def test_a_model_that_keeps_failing_is_left_alone(endpoint: Stub, store: Store) -> None:
    endpoint.fail("500")
    own = writer(endpoint, store, Budget(failures=3, rest=60))
    for n in range(6):
        with pytest.raises(ModelUnavailable):
            own.complete(prompt(str(n)))
    assert len(endpoint.received) == 3


def test_an_endpoint_that_is_not_there_is_an_error_of_ours(store: Store) -> None:
    budget = Budget.model_validate({"prices": {"stub": {"output": 1.0}}})
    with stub() as gone:
        own = writer(gone, store, budget)
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        own.complete(prompt())
    assert store.costs()[0].cost == 0


@pytest.mark.parametrize(("fault", "free"), [("500", True), ("429", True), ("dropped", False)])
def test_what_a_fault_may_have_cost(endpoint: Stub, store: Store, fault: str, free: bool) -> None:
    endpoint.fail(fault)
    endpoint.retry_after = "100"
    budget = Budget.model_validate({"prices": {"stub": {"output": 1.0}}})
    with pytest.raises(ModelUnavailable):
        writer(endpoint, store, budget, max_tokens=40).complete(prompt())
    assert store.costs()[0].cost == (0 if free else 40_000)


def test_pieces_come_as_they_are_said(endpoint: Stub, store: Store) -> None:
    endpoint.answer = lambda body: "one two three"
    assert list(writer(endpoint, store).stream(prompt())) == ["one ", "two ", "three "]
    (cost,) = store.costs()
    assert cost.output == 5
    assert endpoint.received[0]["stream_options"] == {"include_usage": True}


def test_a_stream_that_nobody_reads_on_is_hung_up(endpoint: Stub, store: Store) -> None:
    endpoint.fail("endless stream")
    stream = writer(endpoint, store).stream(prompt())
    assert next(stream) == "and "
    begin = time.perf_counter()
    stream.close()  # type: ignore[attr-defined]
    assert time.perf_counter() - begin < SLACK


def test_calls_under_way_end_when_it_is_closed(endpoint: Stub, store: Store) -> None:
    endpoint.fail("time-out")
    own = writer(endpoint, store)
    with ThreadPoolExecutor(2) as pool:
        calls: list[Future[Any]] = [
            pool.submit(own.complete, prompt("one")),
            pool.submit(lambda: list(own.stream(prompt("two")))),
        ]
        while len(endpoint.received) < 2:
            time.sleep(0.01)
        begin = time.perf_counter()
        own.close()
        for call in calls:
            with pytest.raises(ModelUnavailable, match="closed"):
                call.result(10)
    assert time.perf_counter() - begin < SLACK
    with pytest.raises(ModelUnavailable, match="closed"):
        own.complete(prompt("three"))
    with pytest.raises(ModelUnavailable, match="closed"):
        list(own.stream(prompt("three")))
    own.close()


def test_neither_key_nor_prompt_is_in_logs_or_errors(
    endpoint: Stub, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    for name in LOUD:  # another test may have set it, or a person
        logging.getLogger(name).setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    endpoint.answer = lambda body: "a very private answer"
    own = writer(endpoint, store)
    own.complete(prompt("a very private wish"))
    seen = [repr(own._chat), repr(settings(endpoint.url))]
    for fault in ("500", "half a JSON", "dropped", "time-out"):
        endpoint.fail(fault)
        with pytest.raises(LanguageModelError) as raised:
            own.complete(prompt(f"a very private wish {fault}"), Liked, time.perf_counter() + 0.3)
        seen.append(str(raised.value))
    everything = "\n".join([*seen, *(record.getMessage() for record in caplog.records)])
    assert KEY not in everything
    assert "private" not in everything
