from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, random_array

from wellread.models.sums import Sums


def matrix(seed: int, n: int = 12, density: float = 0.2) -> csr_array:
    """Multiples of 1/8, which add and subtract without rounding."""
    made = random_array((n, n), density=density, rng=np.random.default_rng(seed)).tocsr()
    made.data = np.ceil(made.data * 8) / 8
    return csr_array(made)


def sums(seed: int) -> Sums:
    return Sums(matrix(seed), matrix(seed + 100), np.zeros(12))


def test_adding_and_taking_away() -> None:
    held, before, after = sums(0), sums(1), sums(2)
    there = held.plus(before.minus(Sums(csr_array((12, 12)), csr_array((12, 12)), np.zeros(12))))
    changed = there.plus(after.minus(before))
    for name in ("gram", "cross"):
        expected = getattr(held, name).toarray() + getattr(after, name).toarray()
        np.testing.assert_array_equal(getattr(changed, name).toarray(), expected)
        assert getattr(changed, name).has_canonical_format


def test_what_becomes_zero_takes_no_place() -> None:
    held = sums(0)
    empty = Sums(csr_array((12, 12)), csr_array((12, 12)), np.zeros(12))
    gone = held.plus(empty.minus(held))
    assert gone.gram.nnz == gone.cross.nnz == 0
    assert held.minus(held).gram.nnz == 0


def test_taking_away_more_than_was_kept_leaves_nothing() -> None:
    """An entry that was left out for lack of memory is not there to subtract from."""
    empty = Sums(csr_array((12, 12)), csr_array((12, 12)), np.zeros(12))
    assert empty.plus(empty.minus(sums(0))).gram.nnz == 0


def test_one_matrix_for_both_stays_one() -> None:
    one, other = matrix(0), matrix(1)
    held, change = Sums(one, one, np.ones(12), 0.5), Sums(other, other, np.zeros(12))
    for found in (held.plus(change), held.minus(change), held.resized(20)):
        assert found.cross is found.gram
        assert found.dropped == 0.5


def test_room_for_more_items() -> None:
    larger = sums(0)._replace(limits=np.ones(12)).resized(15)
    assert larger.gram.shape == larger.cross.shape == (15, 15)
    assert larger.limits.tolist() == [1.0] * 12 + [0.0] * 3
