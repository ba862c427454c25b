from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wellread.domain import Call
from wellread.store import Store
from wellread.store.ledger import FAILED, KEPT, OK, OPEN, REFUSED, day_of

NOON = 1_700_000_000.0
DAY = "2023-11-14"
CALL = Call(NOON, "wish", "small", OPEN, input=100, output=50, cost=1_000)


def test_the_day_is_that_of_utc() -> None:
    assert day_of(NOON) == DAY
    assert day_of(86_399.999) == "1970-01-01"
    assert day_of(86_400.0) == "1970-01-02"


def test_a_reserved_call_counts_at_its_worst_until_it_is_settled(store: Store) -> None:
    reserved = store.reserve(CALL)
    assert (reserved.day, reserved.purpose) == (0, 0)
    assert store.spent(DAY) == 1_000
    store.settle(reserved.number, CALL._replace(outcome=OK, output=7, cost=170, ms=12.5))
    (cost,) = store.costs()
    assert cost == (DAY, "wish", "small", 1, 0, 0, 0, 100, 0, 7, 170, 12.5)


def test_a_limit_of_the_day_is_of_all_purposes(store: Store) -> None:
    assert store.reserve(CALL, most_day=2_500).number is not None
    assert store.reserve(CALL._replace(purpose="chat"), most_day=2_500).number is not None
    refused = store.reserve(CALL, most_day=2_500)
    assert refused == (None, 2_000, 1_000)
    assert store.spent(DAY) == 2_000
    assert store.reserve(CALL._replace(time=NOON + 86_400), most_day=2_500).number is not None


def test_a_limit_of_a_purpose_is_of_that_one_alone(store: Store) -> None:
    store.reserve(CALL._replace(purpose="chat"), most_purpose=1_000)
    assert store.reserve(CALL, most_purpose=1_000).number is not None
    assert store.reserve(CALL, most_purpose=1_000) == (None, 2_000, 1_000)


def test_a_call_that_spends_the_limit_exactly_is_allowed(store: Store) -> None:
    assert store.reserve(CALL, most_day=1_000).number is not None


def test_a_call_that_was_not_reserved_is_entered_when_it_ends(store: Store) -> None:
    store.settle(None, CALL._replace(outcome=FAILED, cost=0))
    (cost,) = store.costs()
    assert (cost.calls, cost.failed, cost.cost) == (1, 1, 0)


def test_calls_that_were_not_sent_share_a_row_a_day(store: Store) -> None:
    store.tally({("wish", "small", KEPT): 3, ("wish", "small", REFUSED): 1}, NOON)
    store.tally({("wish", "small", KEPT): 2}, NOON + 5)
    store.tally({("wish", "small", KEPT): 4}, NOON + 86_400)
    later, first = store.costs()
    assert (first.calls, first.kept, first.refused, first.ms) == (0, 5, 1, 0.0)
    assert later.kept == 4
    assert store.costs(since=later.day) == [later]


def test_costs_are_by_day_purpose_and_model(store: Store) -> None:
    for purpose, model, ms in (("wish", "small", 10.0), ("wish", "small", 30.0), ("chat", "large", 5.0)):
        call = CALL._replace(purpose=purpose, model=model, ms=ms, outcome=OK, cached_input=40)
        store.settle(store.reserve(call).number, call)
    store.reserve(CALL)  # under way: its time is not known
    chat, wish = store.costs()
    assert (chat.purpose, chat.model, chat.calls, chat.ms) == ("chat", "large", 1, 5.0)
    assert (wish.calls, wish.input, wish.cached_input, wish.output) == (3, 300, 80, 150)
    assert (wish.cost, wish.ms) == (3_000, 20.0)


def test_threads_together_stay_within_a_limit(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.reserve(CALL, most_day=10_500).number, range(40)))
    assert len([number for number in found if number is not None]) == 10
    assert store.spent(DAY) == 10_000


RESERVE = """
import sys
from pathlib import Path
from wellread.domain import Call
from wellread.store import Store
call = Call(1_700_000_000.0, "wish", "small", "open", input=100, output=50, cost=1_000)
with Store.open(Path(sys.argv[1])) as store:
    sys.stdin.read(1)
    print(sum(store.reserve(call, most_day=10_500).number is not None for _ in range(15)))
"""


@pytest.mark.slow
def test_processes_together_stay_within_a_limit(file: Path) -> None:
    Store.open(file).close()
    both = [
        subprocess.Popen(
            [sys.executable, "-c", RESERVE, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert sum(int(one.communicate(b"x", timeout=60)[0]) for one in both) == 10
    with Store.open(file) as store:
        assert store.spent(DAY) == 10_000


def test_whatever_is_reserved_and_settled_for_less_the_limit_holds(store: Store) -> None:
    draw = random.Random(0)
    for _ in range(60):
        worst, before = draw.randrange(500), store.spent(DAY)
        reserved = store.reserve(CALL._replace(cost=worst), most_day=2_000)
        assert (reserved.number is None) == (before + worst > 2_000)
        if reserved.number is not None:
            store.settle(reserved.number, CALL._replace(cost=draw.randint(0, worst), outcome=OK))
        assert store.spent(DAY) <= 2_000
