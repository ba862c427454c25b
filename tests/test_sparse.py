from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from wellread.sparse import Layered, empty, entries, pruned, resized


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


def random(seed: int) -> csr_array:
    made = random_array((6, 6), density=0.4, rng=np.random.default_rng(seed)).tocsr()
    made.data = np.ceil(made.data * 8)
    return csr_array(made.astype(np.float32))


@pytest.mark.parametrize("limit", [0, 2**16])
def test_layers_are_read_as_their_sum(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.sparse.LAYER", limit)
    base, change = random(0), random(1)
    layers = Layered.of(base).plus(change).plus(random(2))
    expected = base.toarray() + change.toarray() + random(2).toarray()
    assert (layers.base is base) == bool(limit)
    np.testing.assert_array_equal(layers.whole().toarray(), expected)
    np.testing.assert_array_equal(layers.rows(np.array([4, 1])).toarray(), expected[[4, 1]])
    np.testing.assert_array_equal(layers.diagonal(), np.diag(expected))
    np.testing.assert_allclose(layers.dot(np.arange(6.0)), expected @ np.arange(6))
    np.testing.assert_allclose(layers.times(0.5).whole().toarray(), expected / 2)
    assert layers.resized(9).whole().toarray()[:6, :6].tolist() == expected.tolist()


def test_what_is_taken_away_and_was_not_there_leaves_nothing() -> None:
    layers = Layered.of(empty(6, 6)).plus(csr_array(-random(0)))
    assert layers.whole().nnz == layers.rows(np.arange(6)).nnz == 0
    assert not layers.diagonal().any()
    np.testing.assert_array_equal(
        layers.plus(random(0)).plus(random(1)).whole().toarray(), random(1).toarray()
    )


def test_the_entries_of_some_rows_are_what_indexing_finds() -> None:
    matrix = random(2)
    n = matrix.shape[0]
    for rows in (np.array([1, 0, 1, n - 1]), np.arange(n), np.zeros(0, np.int64)):
        columns, values, counts = entries(matrix, rows)
        wanted = matrix[rows]
        assert columns.tolist() == wanted.indices.tolist()
        assert values.tolist() == wanted.data.tolist()
        assert counts.tolist() == np.diff(wanted.indptr).tolist()
