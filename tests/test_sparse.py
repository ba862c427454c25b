from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from wellread.sparse import empty, pruned, resized, with_rows


def test_an_empty_matrix_is_all_zeros() -> None:
    assert empty(2, 3).toarray().tolist() == [[0, 0, 0], [0, 0, 0]]
    assert empty(0, 0).shape == (0, 0)
    assert empty(1, 1).dtype == np.float32


def test_a_resized_matrix_has_the_same_entries_and_more_room() -> None:
    small = csr_array(np.array([[0, 1.0], [2, 0]]))
    large = resized(small, 3, 4)
    assert large.toarray().tolist() == [[0, 1, 0, 0], [2, 0, 0, 0], [0, 0, 0, 0]]
    assert resized(small, 2, 2).toarray().tolist() == small.toarray().tolist()
    assert small.shape == (2, 2)


def test_what_a_subtraction_leaves_behind_is_pruned() -> None:
    left = csr_array(np.array([[0.1 + 0.2 - 0.3, 1.0], [-2e-9, 0]]))
    assert pruned(left).nnz == 2
    assert left.toarray().tolist() == [[0, 1], [-2e-9, 0]]


@pytest.mark.parametrize("rows", [[], [0], [3], [1, 2], [0, 1, 2, 3]])
def test_rows_are_replaced(rows: list[int]) -> None:
    rng = np.random.default_rng(0)
    old, new = (rng.integers(0, 2, (4, 5)).astype(np.float32) for _ in range(2))
    found = with_rows(csr_array(old), np.array(rows, np.int64), csr_array(new[rows]))
    old[rows] = new[rows]
    np.testing.assert_array_equal(found.toarray(), old)
    assert found.dtype == np.float32
