import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr
from tests.conformance.dense_encoder import DenseEncoderConformance
from tests.language.encoders import embeddings_stub as stubs
from tests.language.encoders.embeddings_stub import Stub

from wellread.errors import (
    BudgetExceeded,
    LanguageModelError,
    MissingExtra,
    ModelNonsense,
    ModelTooSlow,
    ModelUnavailable,
)
from wellread.language.budget.gate import Gate
from wellread.language.encoders import endpoint
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.endpoint import EndpointEncoder, tokens
from wellread.settings import Budget, Encoder, Price
from wellread.store import Store

OPEN: list[EndpointEncoder] = []
"""Whose connections are closed after each test: a socket that is left to the collector warns."""


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubs.running() as found:
        yield found
        while OPEN:
            OPEN.pop()._call._client.close()


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "PAUSE", 0.01)


def made(stub: Stub, gate: Gate | None = None, model: str = "letters", **own: Any) -> EndpointEncoder:
    encoder = EndpointEncoder(Encoder(kind="endpoint", url=stub.url, model=model, **own), gate)
    OPEN.append(encoder)
    return encoder


def soon(seconds: float = 0.3) -> float:
    return time.perf_counter() + seconds


class TestEndpointConformance(DenseEncoderConformance):
    understood = slice(0, 2)

    @pytest.fixture(autouse=True)
    def _stub(self, stub: Stub) -> None:
        self.stub = stub

    def create(self) -> EndpointEncoder:
        return made(self.stub)

    def create_another(self) -> EndpointEncoder:
        return made(self.stub, model="other")


def test_vectors_in_the_order_of_the_texts(stub: Stub) -> None:
    found = made(stub, batch=2).encode(["aa", "", "bb", "cc"])
    assert found.shape == (4, stubs.WIDTH)
    assert found.argmax(axis=1).tolist() == [0, 0, 1, 2]
    assert not found[1].any()
    assert [request["input"] for request in stub.requests] == [["aa", "bb"], ["cc"]]
    assert {request["encoding_format"] for request in stub.requests} == {"float"}


def test_the_key_is_sent_and_never_told(stub: Stub) -> None:
    made(stub, api_key=SecretStr("s3cret")).encode(["a"])
    made(stub).encode(["a"])
    assert stub.keys == ["Bearer s3cret", "Bearer none"]
    stub.next = [stubs.status(401)]
    with pytest.raises(ModelUnavailable) as found:
        made(stub, api_key=SecretStr("s3cret")).encode(["a"])
    assert "s3cret" not in str(found.value)


def test_personal_data_stays_here(stub: Stub) -> None:
    made(stub).encode(["write to ann@example.com about the film"])
    assert stub.texts == ["write to [email-1] about the film"]


def test_long_texts_are_cut_and_heavy_calls_divided(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "LONGEST", 10)
    monkeypatch.setattr(endpoint, "HEAVIEST", 25)
    made(stub).encode(["ab " * 50, "雨" * 50, "short", "ab " * 50])
    assert all(8 <= tokens(text) <= 10 for text in stub.texts if text != "short")
    assert [len(request["input"]) for request in stub.requests] == [3, 1]
    assert stub.texts[1] == "雨" * 9 or stub.texts[1] == "雨" * 10


def test_tokens_are_rather_too_many() -> None:
    assert tokens("a quiet film about a storm at sea") >= 8
    assert tokens("暴风雨") == 3
    assert tokens("") == 0


@pytest.mark.parametrize("code", [429, 500, 503, 408])
def test_passing_failures_are_tried_again(stub: Stub, code: int) -> None:
    stub.next = [stubs.status(code), stubs.status(code)]
    assert made(stub).encode(["a"]).any()
    assert len(stub.requests) == 3


@pytest.mark.parametrize("code", [400, 401, 404, 413])
def test_others_are_not(stub: Stub, code: int) -> None:
    stub.next = [stubs.status(code)]
    with pytest.raises(ModelUnavailable, match=f"'letters' answered {code}"):
        made(stub).encode(["a"])
    assert len(stub.requests) == 1


def test_it_gives_up_after_some_attempts(stub: Stub) -> None:
    stub.next = [stubs.status(500)] * 9
    with pytest.raises(ModelUnavailable):
        made(stub).encode(["a"])
    assert len(stub.requests) == endpoint.ATTEMPTS


def test_retry_after_is_kept_to(stub: Stub) -> None:
    stub.next = [stubs.status(429, retry_after="0.3")]
    begin = time.perf_counter()
    assert made(stub).encode(["a"]).any()
    assert time.perf_counter() - begin >= 0.3


@pytest.mark.parametrize("header", ["30", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_no_waiting_beyond_the_deadline(stub: Stub, header: str) -> None:
    stub.next = [stubs.status(429, retry_after=header)]
    begin = time.perf_counter()
    with pytest.raises(ModelUnavailable, match="answered 429"):
        made(stub).encode(["a"], soon(5))
    assert time.perf_counter() - begin < 4
    assert len(stub.requests) == 1


@pytest.mark.parametrize("behaviour", [stubs.slow(3), stubs.endless], ids=["slow", "endless"])
def test_the_deadline_is_kept(stub: Stub, behaviour: stubs.Behaviour) -> None:
    encoder = made(stub)
    encoder.encode(["a"])
    stub.next = [behaviour]
    begin = time.perf_counter()
    with pytest.raises(ModelTooSlow):
        encoder.encode(["b"], soon())
    assert time.perf_counter() - begin < 2


def test_an_answer_that_breaks_off_is_asked_for_again(stub: Stub) -> None:
    stub.next = [stubs.broken_off]
    assert made(stub).encode(["a"]).any()
    stub.next = [stubs.broken_off] * 9
    with pytest.raises(ModelUnavailable, match="broke off"):
        made(stub).encode(["b"])


NONSENSE = {
    "no JSON": b'{"data": [',
    "no object": [1, 2],
    "no data": {"vectors": []},
    "no list": {"data": {"a": 1}},
    "too few": {"data": []},
    "too many": {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0]}]},
    "twice the same": {"data": [{"index": 0, "embedding": [1.0]}] * 2},
    "wrong place": {"data": [{"index": 7, "embedding": [1.0]}]},
    "no vector": {"data": [{"index": 0}]},
    "empty vector": {"data": [{"index": 0, "embedding": []}]},
    "nested": {"data": [{"index": 0, "embedding": [[1.0, 2.0]]}]},
    "words": {"data": [{"index": 0, "embedding": ["one", "two"]}]},
    "base64": {"data": [{"index": 0, "embedding": "AACAPw=="}]},
    "not a number": b'{"data": [{"index": 0, "embedding": [NaN, 1.0]}]}',
    "too large": b'{"data": [{"index": 0, "embedding": [1e39, 1.0]}]}',
    "nothing": {"data": [None]},
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", NONSENSE.values(), ids=list(NONSENSE))
def test_nonsense(stub: Stub, body: object) -> None:
    stub.next = [stubs.says(body)]
    with pytest.raises(ModelNonsense, match="'letters' answered with"):
        made(stub).encode(["a"])
    assert len(stub.requests) == 1


def test_the_first_answer_decides_the_width(stub: Stub) -> None:
    encoder = made(stub, batch=1)
    stub.next = [stubs.right, partial(stubs.right, width=5)]
    with pytest.raises(ModelNonsense, match="vectors of 5 numbers after some of 26"):
        encoder.encode(["a", "b"])


def test_an_index_may_be_missing(stub: Stub) -> None:
    stub.next = [stubs.says({"data": [{"embedding": [1, 0]}, {"embedding": [0, 1]}]})]
    assert made(stub).encode(["a", "b"]).tolist() == [[1, 0], [0, 1]]


def test_nobody_listens() -> None:
    encoder = EndpointEncoder(Encoder(kind="endpoint", url="http://127.0.0.1:9/v1", model="letters"))
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        encoder.encode(["a"], soon(5))


def test_calls_are_counted_and_cached_ones_cost_nothing(stub: Stub, tmp_path: Path) -> None:
    prices = {"letters": Price(input=1000.0)}
    with Store.open(tmp_path / "wellread.db") as store:
        gate = Gate(Budget(prices=prices), store)
        encoder = Cached(made(stub, gate), store)
        encoder.encode(["storm", "sea"])
        encoder.encode(["sea", "storm"])
        Cached(made(stub, gate), store).encode(["sea"])
        assert len(stub.requests) == 1
        assert gate.totals()["embed", "letters", "ok"] == 1
        assert gate.totals()["embed", "letters", "input"] == 8
        assert gate.totals()["embed", "letters", "cost"] == 8 * 1_000_000


def test_what_could_cost_too_much_is_not_sent(stub: Stub, tmp_path: Path) -> None:
    budget = Budget(prices={"letters": Price(input=1000.0)}, day=0.01)
    with Store.open(tmp_path / "wellread.db") as store:
        encoder = Cached(made(stub, Gate(budget, store), batch=1), store)
        with pytest.raises(BudgetExceeded):
            encoder.encode([f"{n:05}" for n in range(100)])
        spent = len(stub.requests)
        assert 0 < spent <= 2
        with pytest.raises(BudgetExceeded):
            encoder.ask("another")
        assert len(stub.requests) == spent


def test_a_model_that_fails_is_left_alone(stub: Stub, tmp_path: Path) -> None:
    stub.next = [stubs.status(500)] * 99
    with Store.open(tmp_path / "wellread.db") as store:
        encoder = made(stub, Gate(Budget(failures=3), store))
        for _ in range(5):
            with pytest.raises(ModelUnavailable):
                encoder.encode(["a"])
    assert len(stub.requests) == 3


def test_what_was_paid_for_is_kept_though_a_later_call_fails(stub: Stub, tmp_path: Path) -> None:
    texts = [f"{n:04}" for n in range(200)]
    with Store.open(tmp_path / "wellread.db") as store:
        stub.next = [stubs.right, stubs.right, stubs.status(400)]
        with pytest.raises(LanguageModelError):
            Cached(made(stub), store).encode(texts)
        Cached(made(stub), store).encode(texts)
    answered = [request["input"] for n, request in enumerate(stub.requests) if n != 2]
    assert sorted(text for batch in answered for text in batch) == texts
    assert not any(set(one) & set(two) for one, two in pairwise(answered))


def test_without_the_library(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(MissingExtra, match=r"wellread\[llm\]"):
        made(stub)


def test_half_precision_of_the_cache_hardly_shows(stub: Stub, tmp_path: Path) -> None:
    with Store.open(tmp_path / "wellread.db") as store:
        kept = Cached(made(stub), store).encode(["storm at sea"])
    np.testing.assert_allclose(kept, made(stub).encode(["storm at sea"]), rtol=1e-3)
