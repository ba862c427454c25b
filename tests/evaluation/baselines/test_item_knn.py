from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.conformance import worlds

from wellread.evaluation.baselines.item_knn import ItemKNN, largest, weighted
from wellread.models.base import Interactions

LOG = Interactions.of_histories([[0, 1, 2], [0, 1], [1, 2], [3]])


def test_by_hand() -> None:
    """0 and 1 share two of 2 and 3 people, 0 and 2 one of 2 and 2, 1 and 2 two of 3 and 2."""
    model = ItemKNN(shrink=0.5, decay=0.5).fit(LOG, worlds.catalogue(4))
    near, far = 2 / (np.sqrt(6) + 0.5), 1 / 2.5
    expected = [[0, near, far, 0], [near, 0, near, 0], [far, near, 0, 0], [0, 0, 0, 0]]
    np.testing.assert_allclose(model.similar.toarray(), expected, rtol=1e-6)
    np.testing.assert_allclose(model.score(worlds.profile(2, 0)), [far, 1.5 * near, 0.5 * far, 0], rtol=1e-6)


def test_only_the_nearest_neighbours_count() -> None:
    model = ItemKNN(neighbours=1, shrink=0).fit(LOG, worlds.catalogue(4))
    assert np.diff(model.similar.indptr).tolist() == [1, 1, 1, 0]
    assert model.similar[[0], [1]] > 0


@pytest.mark.parametrize("weighting", ["tf_idf", "bm25"])
def test_weightings_by_hand(weighting: str) -> None:
    users = csr_array(np.array([[1.0, 1, 0], [0, 1, 0]]))
    idf = np.log1p(3 / np.array([[2], [1]]))
    expected = users.toarray() * idf
    if weighting == "bm25":
        length = 0.25 + 0.75 * np.array([1, 2, 0]) / 1
        expected = expected * 2.2 / (1.2 * length + 1)
    np.testing.assert_allclose(weighted(users, weighting).toarray(), expected)  # type: ignore[arg-type]


def test_the_largest_of_each_row() -> None:
    matrix = csr_array(np.array([[3.0, 1, 2, 0], [0, -1, 0, 0], [0, 0, 0, 5]]))
    assert largest(matrix, 2).toarray().tolist() == [[3, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 5]]
