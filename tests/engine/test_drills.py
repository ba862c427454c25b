"""Drills: whatever a language model does, the recommendation arrives in time and says what was left out."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.endpoints import FAULTS, QUESTION, SAYING, Body, Stub, stub

import wellread
from wellread.domain import User
from wellread.engine.workspace import Workspace
from wellread.errors import BudgetExceeded
from wellread.language.writing.writer import Prompt
from wellread.settings import FILE

DEADLINE = 700
"""Milliseconds that each request has."""
SLACK = 1.5
"""Seconds that a busy machine may add."""
WISH = "a quiet film about the sea"

RERANKED = """
[writer]
kind = "endpoint"
model = "stub"
url = "{url}"
timeout = 5

[budget]
failures = 1000
{budget}

[pipelines.home.rerank]
top = 10
orders = 1
timeout = 5
"""


def numbers(body: Body) -> str:
    """The order that is asked for, backwards."""
    n = len(set(re.findall(r"(?m)^(\d+)[.:)]", str(body["messages"][-1]["content"]))))
    return json.dumps({"order": list(range(n, 0, -1))})


@pytest.fixture(scope="module")
def server() -> Iterator[Stub]:
    with stub(numbers) as opened:
        yield opened


@pytest.fixture
def healthy(server: Stub) -> Stub:
    server.fault = ""
    server.received.clear()
    return server


def with_writer(folder: Path, url: str, budget: str = "") -> Workspace:
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(RERANKED.format(url=url, budget=budget))
    return wellread.open(folder)


@pytest.fixture
def shop(folder: Path, healthy: Stub) -> Iterator[Workspace]:
    with with_writer(folder, healthy.url) as opened:
        opened.recommend(user="u1", text=WISH)  # models and client are loaded
        yield opened


def in_vain(shop: Workspace) -> int:
    """Calls that failed or were not sent."""
    shop.language_models.gate.flush()
    return sum(cost.failed + cost.refused for cost in shop.store.costs())


def test_a_healthy_model_orders_the_list(shop: Workspace, healthy: Stub) -> None:
    healthy.received.clear()
    answer = shop.recommend(text="something with trains", k=10)
    assert len(healthy.received) == 1
    assert any("the language model moved" in note for note in answer.notes)
    assert not any(note.startswith("left out") for note in answer.notes)


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_the_writer_does_the_list_arrives(shop: Workspace, healthy: Stub, fault: str) -> None:
    healthy.retry_after = "20"
    healthy.fail(fault)
    for text in (f"{WISH}, {fault}", f"{WISH}, again {fault}"):
        begin = time.perf_counter()
        answer = shop.recommend(user="u1", text=text, k=10, deadline_ms=DEADLINE)
        assert time.perf_counter() - begin < DEADLINE / 1e3 + SLACK
        assert len(answer.items) == 10
        assert any(note.startswith("left out: the order of the language model") for note in answer.notes)
    until = time.monotonic() + 10
    while in_vain(shop) < 2:  # a call that is given up ends a moment later
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_model_that_keeps_failing_costs_no_more_time(folder: Path, healthy: Stub) -> None:
    healthy.fail("500")
    with with_writer(folder, healthy.url) as shop:
        shop.language_models.gate._budget = shop.settings.budget.model_copy(update={"failures": 2})
        for n in range(6):
            answer = shop.recommend(text=f"{WISH} {n}", k=5)
            assert any(note.startswith("left out") for note in answer.notes)
    assert len(healthy.received) == 2


ENCODED = """
[encoder]
kind = "endpoint"
model = "stub"
url = "{url}"
timeout = 0.7
share = 0.3

[budget]
failures = 1000
"""


@pytest.fixture(scope="module")
def encoded(pristine: Path, server: Stub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace whose vectors come from the stub."""
    folder = tmp_path_factory.mktemp("encoded") / "shop"
    shutil.copytree(pristine, folder)
    server.fault = ""
    server.embed = lambda text: [float(text.lower().count(letter)) for letter in "abcdefghilmnoprstuvw"]
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(ENCODED.format(url=server.url))
    with wellread.open(folder) as opened:
        opened.fit()
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_the_encoder_does_the_list_arrives(encoded: Workspace, healthy: Stub, fault: str) -> None:
    healthy.retry_after = "20"
    healthy.fail(fault)
    begin = time.perf_counter()
    answer = encoded.recommend(text=f"{WISH}, {fault}", k=10, deadline_ms=DEADLINE)
    assert time.perf_counter() - begin < DEADLINE / 1e3 + SLACK
    assert len(answer.items) == 10
    assert any(note.startswith("left out") for note in answer.notes)


PRICED = "prices = { stub = { input = 0.15, cached_input = 0.0375, output = 0.6 } }\nday = 0.01"


@pytest.mark.slow
def test_a_thousand_calls_stop_at_the_budget_and_recommendations_go_on(folder: Path, healthy: Stub) -> None:
    """The ledger's sum is the sum of what the endpoint counted; the last calls never reach it."""
    usages = list[tuple[int, int, int]]()

    def counted(body: Body) -> Body:
        n = len(usages)
        usages.append((900 + 7 * n, 100 + n % 50, (n % 3) * 128))
        read, written, cached = usages[-1]
        details = {"cached_tokens": cached}
        return {"prompt_tokens": read, "completion_tokens": written, "prompt_tokens_details": details}

    usual, healthy.usage = healthy.usage, counted
    with with_writer(folder, healthy.url, PRICED) as shop:
        writer = shop.language_models.writer
        assert writer is not None

        def ask(n: int) -> bool:
            try:
                writer.complete(Prompt("wish", "1", "What is liked?", {"words": f"number {n}"}))
            except BudgetExceeded:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            answered = list(pool.map(ask, range(1000)))
        refused = 1000 - sum(answered)
        begin = time.perf_counter()
        answer = shop.recommend(user="u1", text=WISH, k=10)
        assert time.perf_counter() - begin < SLACK
        assert len(answer.items) == 10
        assert any("left out: the order of the language model" in note for note in answer.notes)
        shop.language_models.gate.flush()
        costs = shop.store.costs()
    healthy.usage = usual
    assert not answered[-1]
    assert len(healthy.received) == len(usages) == sum(answered)
    assert sum(cost.calls for cost in costs) == len(usages)
    assert sum(cost.refused for cost in costs) == refused + 1
    spent = sum(cost.cost for cost in costs)
    # In billionths: 150 a token read, 37.5 a cached one, 600 a token written.
    assert spent == sum(
        -(-(300 * (read - cached) + 75 * cached + 1200 * written) // 2) for read, written, cached in usages
    )
    assert 9_000_000 < spent <= 10_000_000


@pytest.mark.slow
def test_a_real_endpoint_from_the_settings_to_the_ledger(
    folder: Path, real_endpoint: str, tiny_checkpoint: Path
) -> None:
    """It says what it was taught; ordering lists is beyond it, and the list comes all the same."""
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(RERANKED.format(url=real_endpoint, budget=""))
    text = (folder / FILE).read_text("utf-8").replace('model = "stub"', f'model = "{tiny_checkpoint}"')
    (folder / FILE).write_text(text, "utf-8")
    with wellread.open(folder) as shop:
        writer = shop.language_models.writer
        assert writer is not None
        assert writer.complete(Prompt("chat", "1", QUESTION)).text == SAYING
        assert len(list(writer.stream(Prompt("chat", "2", QUESTION)))) > 3
        answer = shop.recommend(text=WISH, k=10)
        assert len(answer.items) == 10
        assert any("left out: the order of the language model" in note for note in answer.notes)
        chat, rerank = shop.store.costs()
    assert (chat.purpose, chat.model, chat.calls, chat.failed) == ("chat", str(tiny_checkpoint), 2, 0)
    assert chat.input > 0
    assert chat.output > 0
    assert chat.ms > 0
    assert (rerank.purpose, rerank.failed >= 1) == ("rerank", True)


def test_of_who_has_not_allowed_it_no_endpoint_hears(shop: Workspace, healthy: Stub) -> None:
    shop.put_users([User(id="private", consents={"language_models": False}), User(id="open")])
    healthy.received.clear()
    answer = shop.recommend(user="private", text=WISH, reword=True)
    assert answer.items
    assert answer.notes == ["left out: the language model (the person has not allowed it)"]
    assert not healthy.received
    shop.recommend(user="open", text=f"{WISH}, and of boats")
    assert healthy.received
