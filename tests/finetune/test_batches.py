from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wellread.finetune.batches import batches
from wellread.finetune.pairs import Pairs

pairs = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda p: p[0] != p[1]), min_size=1, max_size=80
)


def of(found: list[tuple[int, int]]) -> Pairs:
    left, right = np.array(found, np.int64).T
    return Pairs(left, right)


@given(pairs, st.integers(2, 6), st.integers(0, 3))
def test_all_other_items_of_a_batch_are_true_negatives(
    found: list[tuple[int, int]], size: int, seed: int
) -> None:
    together = {frozenset(pair) for pair in found}
    made = list(batches(of(found), size, seed))
    for batch in made:
        items = [item for pair in batch for item in pair]
        assert len(set(items)) == len(items)
        own = {frozenset(pair) for pair in batch}
        mixed = {frozenset((a, b)) for a in items for b in items if a != b}
        assert mixed & together == own
    assert all(len(batch) == size for batch in made[1:])
    assert made == list(batches(of(found), size, seed))


def test_every_pair_that_fits_is_used_once() -> None:
    apart = [(2 * i, 2 * i + 1) for i in range(12)]
    made = list(batches(of(apart), 4, 0))
    assert sorted(tuple(sorted(pair)) for batch in made for pair in batch) == apart
    assert list(batches(of(apart), 4, 1)) != made


def test_few_pairs_make_one_small_batch() -> None:
    assert len(next(batches(of([(0, 1), (2, 3)]), 8, 0))) == 2
    assert list(batches(of([(0, 1), (0, 1)]), 8, 0)) == []
