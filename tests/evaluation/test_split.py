from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.evaluation.splits.logs import EVENTS, HAND, LATE

from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.evaluation.splits import replay
from wellread.models.base import NOTHING, Ints, Profile

SPLIT = replay(HAND, EVENTS, LATE)


def test_the_hash_is_stable() -> None:
    """Written down: a hash in a report has to be found again, on any machine."""
    assert SPLIT.hash == "688674aff60d"
    assert replay(HAND, EVENTS, LATE).hash == SPLIT.hash


def other(rows: list[Ints], case: int) -> list[Ints]:
    return [np.append(own, 9) if at == case else own for at, own in enumerate(rows)]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "other"},
        {"train": SPLIT.train.where(SPLIT.train.times > 1)},
        {"later": NOTHING},
        {"users": SPLIT.users[::-1]},
        {"times": SPLIT.times + 1},
        {"seen": other(list(SPLIT.seen), 0)},
        {"targets": other(list(SPLIT.targets), 4)},
        {"targets": [SPLIT.targets[i] for i in (1, 0, 2, 3, 4)]},
        {"profiles": [Profile(), *SPLIT.profiles[1:]]},
    ],
    ids=str,
)
def test_the_hash_changes_with_whatever_is_asked(change: dict[str, Any]) -> None:
    assert replace(SPLIT, **change).hash != SPLIT.hash


def test_the_hash_knows_where_a_list_ends() -> None:
    def of(*targets: list[int]) -> str:
        return replace(SPLIT.where(np.arange(5) < 2), targets=[np.array(rows) for rows in targets]).hash

    assert of([5, 6], [7]) != of([5], [6, 7])


def test_the_cases_that_are_kept() -> None:
    kept = SPLIT.where(SPLIT.users == 0)
    assert kept.times.tolist() == [8, 9]
    assert [rows.tolist() for rows in kept.targets] == [[2], [3]]
    assert kept.activity.tolist() == [2, 3]
    assert kept.train is SPLIT.train
    with pytest.raises(InvalidInput, match="has no test cases"):
        SPLIT.where(np.zeros(5, bool))


def test_a_sample_stays_in_order() -> None:
    assert SPLIT.sample(5) is SPLIT
    drawn = SPLIT.sample(3, seed=1)
    assert len(drawn) == 3
    assert (np.diff(drawn.times) >= 0).all()
    assert drawn.hash == SPLIT.sample(3, seed=1).hash
    assert len({SPLIT.sample(3, seed=seed).hash for seed in range(9)}) > 1


def test_how_many_events_are_known() -> None:
    assert replace(SPLIT, known=np.zeros(5, np.int64)).activity.tolist() == [0] * 5


def test_a_split_asks_something() -> None:
    with pytest.raises(InvalidInput, match="the split 'x' has no test cases; expected people who choose"):
        Split("x", "", HAND, np.zeros(0, np.int64), np.zeros(0), [], [], [])
