from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, random_array

from wellread.models.sums import Held, Sums


def matrix(seed: int, n: int = 12, density: float = 0.2) -> csr_array:
    """Multiples of 1/8, which add and subtract without rounding."""
    made = random_array((n, n), density=density, rng=np.random.default_rng(seed)).tocsr()
    made.data = np.ceil(made.data * 8) / 8
    return csr_array(made)


def sums(seed: int) -> Sums:
    return Sums(matrix(seed), matrix(seed + 100), np.zeros(12))


def nothing(n: int = 12) -> Sums:
    return Sums(csr_array((n, n)), csr_array((n, n)), np.zeros(n))


def test_adding_and_taking_away() -> None:
    held, before, after = sums(0), sums(1), sums(2)
    there = Held.of(held).plus(before.minus(nothing()))
    changed = there.plus(after.minus(before))
    for name in ("gram", "cross"):
        expected = getattr(held, name).toarray() + getattr(after, name).toarray()
        np.testing.assert_array_equal(getattr(changed, name).whole().toarray(), expected)
        assert getattr(changed, name).whole().has_canonical_format
        assert getattr(changed, name).base is getattr(held, name)


def test_what_becomes_zero_takes_no_place() -> None:
    held = sums(0)
    gone = Held.of(held).plus(nothing().minus(held))
    assert gone.gram.whole().nnz == gone.cross.whole().nnz == 0
    assert held.minus(held).gram.nnz == 0


def test_taking_away_more_than_was_kept_leaves_nothing() -> None:
    """An entry that was left out for lack of memory is not there to subtract from."""
    assert Held.of(nothing()).plus(nothing().minus(sums(0))).gram.whole().nnz == 0


def test_one_matrix_for_both_stays_one() -> None:
    one, other = matrix(0), matrix(1)
    change = Sums(other, other, np.zeros(12))
    assert change.minus(change).cross is not one
    held = Held.of(Sums(one, one, np.ones(12), 0.5))
    for found in (held.plus(change), held.resized(20), held.times(0.5)):
        assert found.one
        assert found.cross is found.gram
        assert found.dropped == 0.5


def test_room_for_more_items() -> None:
    larger = Held.of(sums(0)._replace(limits=np.ones(12))).resized(15)
    assert larger.gram.base.shape == larger.cross.added.shape == (15, 15)
    assert larger.limits.tolist() == [1.0] * 12 + [0.0] * 3
