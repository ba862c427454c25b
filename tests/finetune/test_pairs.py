from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.errors import InvalidInput
from wellread.finetune.pairs import co_consumed
from wellread.models.base import Interactions


def histories(*rows: list[int]) -> Interactions:
    return Interactions.of_histories(rows)


def as_set(log: Interactions, **how: int) -> set[frozenset[int]]:
    pairs = co_consumed(log, **how)
    return {frozenset(pair) for pair in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)}


def test_pairs_are_items_close_together_in_one_history() -> None:
    log = histories([0, 1, 2, 3], [4, 5])
    assert as_set(log, window=1) == {frozenset(p) for p in [(0, 1), (1, 2), (2, 3), (4, 5)]}
    assert frozenset((0, 3)) in as_set(log, window=3)
    assert frozenset((3, 4)) not in as_set(log, window=3)


def test_disliked_items_and_repetitions_make_no_pair() -> None:
    log = histories([0, 1, 2, 2])
    log.weights[1] = -1
    assert as_set(log, window=1) == {frozenset((0, 2))}


def test_what_many_did_counts_as_often() -> None:
    assert len(co_consumed(histories(*[[0, 1]] * 7))) == 7


def test_nobody_with_two_items_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no two items"):
        co_consumed(histories([0], [1], [2, 2]))
    with pytest.raises(InvalidInput, match="window 0"):
        co_consumed(histories([0, 1]), window=0)


rows = st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=8), min_size=1, max_size=12)


@given(rows, st.integers(1, 4), st.integers(0, 3))
def test_no_item_is_in_more_pairs_than_allowed(people: list[list[int]], cap: int, seed: int) -> None:
    log = histories([8, 9], *people)
    pairs = co_consumed(log, cap=cap, seed=seed)
    assert np.bincount(np.concatenate([pairs.left, pairs.right])).max() <= cap
    again = co_consumed(log, cap=cap, seed=seed)
    assert np.array_equal(pairs.left, again.left) and np.array_equal(pairs.right, again.right)
