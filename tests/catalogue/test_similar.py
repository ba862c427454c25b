from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from wellread.catalogue import similar
from wellread.catalogue.similar import SimilarItems
from wellread.language.similarity import top_similar
from wellread.settings import SimilarityName
from wellread.sparse import empty


def vectors(n: int = 30, seed: int = 0) -> csr_array:
    made = csr_array(random_array((n, 12), density=0.4, rng=np.random.default_rng(seed), dtype=np.float32))
    norms = np.sqrt(made.multiply(made).sum(axis=1))
    return csr_array(made / np.where(norms, norms, 1)[:, None])


@pytest.mark.parametrize("name", get_args(SimilarityName))
@pytest.mark.parametrize("at_once", [2, 256])
def test_new_and_changed_rows_are_those_of_a_fresh_computation(
    name: SimilarityName, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "AT_ONCE", at_once)
    before, after = vectors(20), vectors(30, seed=1)
    held = SimilarItems(name, 4, top_similar(name, before, 4))
    rows = np.array([3, 20, 21, 25, 29])
    held.refresh(after, rows)
    fresh = top_similar(name, after, 4).toarray()
    found = held.matrix.toarray()
    assert found.shape == (30, 30)
    assert found.dtype == np.float32
    # of equally similar ones either may be kept
    np.testing.assert_allclose(np.sort(found[rows]), np.sort(fresh[rows]), rtol=1e-5, atol=1e-6)
    others = np.setdiff1d(np.arange(20), rows)
    np.testing.assert_array_equal(found[others, :20], top_similar(name, before, 4).toarray()[others])
    assert not found[[22, 23, 24]].any()


def test_an_item_is_not_similar_to_itself_and_only_positive_values_are_kept() -> None:
    made = vectors()
    held = SimilarItems("pearson", 29, empty(30, 30))
    held.refresh(made, np.arange(30))
    assert not held.matrix.diagonal().any()
    assert (held.matrix.data > 0).all()


def test_equally_similar_items_do_not_make_long_lists() -> None:
    """Texts without a common word are all equally far apart."""
    apart = csr_array(np.eye(50, dtype=np.float32))
    held = SimilarItems("euclidean", 3, empty(50, 50))
    held.refresh(apart, np.arange(50))
    assert np.diff(held.matrix.indptr).tolist() == [3] * 50


def test_nothing_new_changes_nothing() -> None:
    made = vectors()
    matrix = top_similar("cosine", made, 3)
    held = SimilarItems("cosine", 3, matrix)
    held.refresh(made, np.zeros(0, np.int64))
    np.testing.assert_array_equal(held.matrix.toarray(), matrix.toarray())
