from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from wellread.errors import BudgetExceeded, ModelNonsense, ModelTooSlow, ModelUnavailable
from wellread.language.budget.gate import Gate
from wellread.language.writing.writer import Usage
from wellread.settings import Budget
from wellread.store import Store
from wellread.store.ledger import Cost, day_of

NOON = 1_700_000_000.0
DAY = day_of(NOON)
MOST = Usage(1_000, 1_000)
PRICES = {"paid": {"input": 1.0, "output": 2.0}}
"""A call of `MOST` costs 3,000,000 billionths."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


def gate(store: Store, **budget: Any) -> Gate:
    return Gate(Budget(**{"prices": PRICES, **budget}), store, now=lambda: NOON)


def answer(usage: Usage) -> Callable[[float], tuple[str, Usage]]:
    return lambda seconds: ("said", usage)


def refuse(seconds: float) -> tuple[str, Usage]:
    raise AssertionError("it was sent")


def failing(error: Exception) -> Callable[[float], tuple[str, Usage]]:
    def send(seconds: float) -> tuple[str, Usage]:
        raise error

    return send


def only(store: Store) -> Cost:
    (cost,) = store.costs()
    return cost


def test_a_call_is_in_the_ledger_with_what_it_took(store: Store) -> None:
    said = gate(store).call("wish", "paid", MOST, math.inf, answer(Usage(100, 10, 20)))
    assert said == "said"
    cost = only(store)
    assert cost[:11] == (DAY, "wish", "paid", 1, 0, 0, 0, 100, 20, 10, 120_000)
    assert cost.ms > 0


def test_a_call_counts_at_its_worst_while_it_lasts(store: Store) -> None:
    def look(seconds: float) -> tuple[int, Usage]:
        return store.spent(DAY), Usage(1, 1)

    assert gate(store).call("wish", "paid", MOST, math.inf, look) == 3_000_000
    assert store.spent(DAY) == 3_000


def test_the_caller_is_told_how_long_it_may_take(store: Store) -> None:
    seconds = gate(store).call("wish", "free", MOST, time.perf_counter() + 7, lambda s: (s, Usage(0, 0)))
    assert 0 < seconds <= 7
    forever = gate(store).call("wish", "free", MOST, math.inf, lambda s: (s, Usage(0, 0)))
    assert forever == math.inf


def test_after_its_deadline_nothing_is_sent(store: Store) -> None:
    own = gate(store)
    with pytest.raises(ModelTooSlow, match="deadline"):
        own.call("wish", "paid", MOST, time.perf_counter() - 1, refuse)
    own.flush()
    assert (only(store).calls, only(store).refused, only(store).cost) == (0, 1, 0)


def test_a_call_beyond_the_limit_of_one_call_is_refused(store: Store) -> None:
    own = gate(store, call=0.0029)
    with pytest.raises(
        BudgetExceeded, match=r"too much; expected at most 0.0029 USD; this call may cost 0.003000 USD"
    ):
        own.call("wish", "paid", MOST, math.inf, refuse)
    assert own.call("wish", "paid", Usage(900, 1_000), math.inf, answer(Usage(1, 1))) == "said"


def test_a_call_beyond_the_day_is_refused_until_the_next_day(store: Store) -> None:
    today = [NOON]
    own = Gate(Budget.model_validate({"prices": PRICES, "day": 0.004}), store, now=lambda: today[0])
    own.call("wish", "paid", MOST, math.inf, answer(Usage(1_000, 500)))  # 0.002
    with pytest.raises(BudgetExceeded, match=r"at most 0.004 USD; .* 0.003000 USD, after 0.002000 USD"):
        own.call("wish", "paid", MOST, math.inf, refuse)
    own.call("wish", "paid", Usage(1_000, 500), math.inf, answer(Usage(1_000, 500)))
    today[0] += 86_400
    own.call("wish", "paid", MOST, math.inf, answer(MOST))
    assert [cost.cost for cost in store.costs()] == [3_000_000, 4_000_000]


def test_a_purpose_has_its_own_limit(store: Store) -> None:
    own = gate(store, purposes={"rerank": 0.003})
    own.call("rerank", "paid", MOST, math.inf, answer(MOST))
    with pytest.raises(BudgetExceeded, match="the day's budget of 'rerank' is spent"):
        own.call("rerank", "paid", Usage(1, 0), math.inf, refuse)
    own.call("wish", "paid", MOST, math.inf, answer(MOST))


def test_what_matters_least_is_given_up_first(store: Store) -> None:
    own = gate(store, day=0.01)
    for _ in range(2):
        own.call("wish", "paid", MOST, math.inf, answer(MOST))  # 60 % are spent
    with pytest.raises(BudgetExceeded, match="70% of the day's budget are spent, where 'rerank' is given up"):
        own.call("rerank", "paid", MOST, math.inf, refuse)
    own.call("describe", "paid", MOST, math.inf, answer(MOST))
    with pytest.raises(BudgetExceeded, match="the day's budget is spent"):
        own.call("wish", "paid", MOST, math.inf, refuse)


def test_a_model_that_costs_nothing_is_never_refused(store: Store) -> None:
    own = gate(store, day=0.0, call=0.0)
    assert own.call("wish", "free", MOST, math.inf, answer(Usage(5, 6))) == "said"
    assert only(store)[3:11] == (1, 0, 0, 0, 5, 0, 6, 0)


@pytest.mark.parametrize(
    ("error", "cost"),
    [
        (ModelUnavailable("500", "an answer", "Look."), 0),
        (ModelTooSlow("late", "an answer", "Wait."), 3_000_000),
        (RuntimeError("ours"), 3_000_000),
    ],
)
def test_a_call_that_fails_costs_what_it_may_have(store: Store, error: Exception, cost: int) -> None:
    with pytest.raises(type(error)):
        gate(store).call("wish", "paid", MOST, math.inf, failing(error))
    assert (only(store).calls, only(store).failed, only(store).cost) == (1, 1, cost)


def test_a_broken_connection_may_have_cost_something(store: Store) -> None:
    error = ModelUnavailable("broken", "an answer", "Look.")
    error.charged = True
    with pytest.raises(ModelUnavailable):
        gate(store).call("wish", "paid", MOST, math.inf, failing(error))
    assert only(store).cost == 3_000_000


def test_nonsense_costs_what_it_took_and_does_not_open_the_breaker(store: Store) -> None:
    own = gate(store, failures=1)
    for _ in range(2):
        with (
            pytest.raises(ModelNonsense),
            own.admit("wish", "paid", MOST, math.inf) as admitted,
        ):
            admitted.usage = Usage(10, 0)
            raise ModelNonsense("no JSON", "JSON", "Ask again.")
    assert (only(store).failed, only(store).cost) == (2, 20_000)


def test_a_model_that_fails_is_left_alone(store: Store) -> None:
    own = gate(store, failures=2, rest=60)
    for _ in range(2):
        with pytest.raises(ModelUnavailable):
            own.call("wish", "paid", MOST, math.inf, failing(ModelUnavailable("500", "200", "Look.")))
    assert own.resting() == ["paid"]
    with pytest.raises(ModelUnavailable, match="left alone"):
        own.call("wish", "paid", MOST, math.inf, refuse)
    assert own.call("wish", "other", MOST, math.inf, answer(MOST)) == "said"


def test_hurried_callers_do_not_open_the_breaker(store: Store) -> None:
    own = gate(store, failures=1)
    with pytest.raises(ModelTooSlow):
        own.call("wish", "paid", MOST, time.perf_counter() + 0.5, failing(ModelTooSlow("", "", "")))
    assert own.resting() == []
    with pytest.raises(ModelTooSlow):
        own.call("wish", "paid", MOST, time.perf_counter() + 5, failing(ModelTooSlow("", "", "")))
    assert own.resting() == ["paid"]


def test_refused_and_kept_calls_are_counted_but_not_one_by_one(store: Store) -> None:
    own = gate(store, day=0.0)
    for _ in range(5):
        with pytest.raises(BudgetExceeded):
            own.call("wish", "paid", MOST, math.inf, refuse)
        own.count("wish", "paid", "kept")
    own.flush()
    assert (only(store).calls, only(store).refused, only(store).kept) == (0, 5, 5)


def test_a_ledger_that_cannot_be_written_lets_nothing_pass_that_costs(store: Store) -> None:
    own = gate(store)
    store.close()
    with pytest.raises(ModelUnavailable, match="ledger"):
        own.call("wish", "paid", MOST, math.inf, refuse)
    assert own.call("wish", "free", MOST, math.inf, answer(MOST)) == "said"


def test_totals_are_of_this_process(store: Store) -> None:
    own = gate(store)
    own.call("wish", "paid", MOST, math.inf, answer(Usage(100, 10, 20)))
    assert own.totals() == {
        ("wish", "paid", "ok"): 1,
        ("wish", "paid", "input"): 100,
        ("wish", "paid", "cached_input"): 20,
        ("wish", "paid", "output"): 10,
        ("wish", "paid", "cost"): 120_000,
    }


def test_threads_together_stay_within_the_day(store: Store) -> None:
    own, highest = gate(store, day=0.0305), list[int]()

    def one(_: int) -> bool:
        def send(seconds: float) -> tuple[bool, Usage]:
            highest.append(store.spent(DAY))
            return True, MOST

        try:
            return own.call("wish", "paid", MOST, math.inf, send)
        except BudgetExceeded:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(50))) == 10
    assert max(highest) <= 30_500_000
    assert store.spent(DAY) == 30_000_000
