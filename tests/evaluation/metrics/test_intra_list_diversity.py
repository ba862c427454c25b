from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.spatial.distance import pdist

from wellread.evaluation.metrics import intra_list_diversity as module
from wellread.evaluation.metrics.intra_list_diversity import intra_list_diversity

TEXTS = csr_array(np.array([[1, 0], [1, 0], [0, 1], [0.6, 0.8], [0, 0]], np.float32))


def test_by_hand() -> None:
    """Rows 0, 2, 3: cosines 0, .6, .8, so (1 + .4 + .2) / 3."""
    assert intra_list_diversity(np.array([[0, 2, 3]]), TEXTS)[0] == pytest.approx(1.6 / 3, abs=1e-6)


def test_copies_differ_by_nothing_and_strangers_by_1() -> None:
    found = intra_list_diversity(np.array([[0, 1, -1], [0, 2, -1]]), TEXTS)
    np.testing.assert_allclose(found, [0, 1], atol=1e-6)


def test_an_item_without_a_text_is_like_no_other() -> None:
    assert intra_list_diversity(np.array([[0, 1, 4]]), TEXTS)[0] == pytest.approx(2 / 3, abs=1e-6)


def test_opposed_vectors_differ_by_2() -> None:
    dense = csr_array(np.array([[1, 0], [-1, 0]], np.float32))
    assert intra_list_diversity(np.array([[0, 1]]), dense)[0] == pytest.approx(2)


def test_fewer_than_two_items_have_none() -> None:
    assert np.isnan(intra_list_diversity(np.array([[3, -1], [-1, -1]]), TEXTS)).all()


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(1, 9))
def test_as_scipy_over_all_pairs(seed: int, k: int, n: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.random((12, 5)) + 0.01
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    shown = random.random((n, 12)).argsort(axis=1)[:, :k]
    found = intra_list_diversity(shown, csr_array(vectors))
    np.testing.assert_allclose(found, [pdist(vectors[rows], "cosine").mean() for rows in shown], atol=1e-5)
    backwards = intra_list_diversity(shown[:, ::-1], csr_array(vectors))
    np.testing.assert_allclose(found, backwards, atol=1e-6)


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = np.array([[0, 2, 3], [3, -1, -1], [0, 1, 4], [2, 3, -1], [1, 3, 4]])
    whole = intra_list_diversity(shown, TEXTS)
    monkeypatch.setattr(module, "BLOCK", 2)
    np.testing.assert_allclose(intra_list_diversity(shown, TEXTS), whole)
