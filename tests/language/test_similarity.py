"""The four similarities: true values, parity with their definitions on dense rows, and the best of each."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, random_array

from wellread.language.similarity import similarity, top_similar
from wellread.settings import SimilarityName

NAMES: list[SimilarityName] = ["cosine", "euclidean", "pearson", "jaccard"]


def definition(name: SimilarityName, a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    """The textbook formula for two dense rows."""
    if name == "euclidean":
        return float(1 / (1 + np.linalg.norm(a - b)))
    if name == "jaccard":
        either = np.count_nonzero((a != 0) | (b != 0))
        return float(np.count_nonzero((a != 0) & (b != 0)) / either) if either else 0.0
    if name == "pearson":
        a, b = a - a.mean(), b - b.mean()
    norms = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / norms) if norms > 1e-6 else 0.0


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("cosine", [0.5, 0.8], [0.3, 0.4], 0.9964),
        ("cosine", [1, 0], [0, 1], 0.0),
        ("cosine", [1, 1], [-1, -1], -1.0),
        ("cosine", [0, 0], [1, 1], 0.0),
        ("euclidean", [0, 0], [3, 4], 1 / 6),
        ("euclidean", [1, 2], [1, 2], 1.0),
        ("pearson", [1, 2, 3], [2, 4, 6], 1.0),
        ("pearson", [1, 2, 3], [3, 2, 1], -1.0),
        ("pearson", [2, 2, 2], [1, 2, 3], 0.0),
        ("pearson", [1, 2, 3, 4], [2, 1, 4, 3], 0.6),
        ("jaccard", [1, 0, 5, 2], [0, 3, 1, 9], 0.5),
        ("jaccard", [0, 0], [0, 0], 0.0),
    ],
)
def test_true_values(name: SimilarityName, a: list[float], b: list[float], expected: float) -> None:
    found = similarity(name)(np.array([a], np.float64), np.array([b], np.float64))
    assert found.shape == (1, 1)
    assert found.dtype == np.float32
    assert found[0, 0] == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("name", NAMES)
def test_sparse_and_dense_agree_with_the_definition(name: SimilarityName) -> None:
    rng = np.random.default_rng(7)
    a = rng.normal(size=(5, 9)) * (rng.random((5, 9)) < 0.5)
    b = rng.normal(size=(4, 9)) * (rng.random((4, 9)) < 0.5)
    expected = [[definition(name, x, y) for y in b] for x in a]
    np.testing.assert_allclose(similarity(name)(a, b), expected, atol=1e-5)
    np.testing.assert_allclose(similarity(name)(csr_array(a), csr_array(b)), expected, atol=1e-5)


@given(st.sampled_from(NAMES), st.integers(0, 2**32 - 1))
def test_bounds_and_symmetry(name: SimilarityName, seed: int) -> None:
    x = np.random.default_rng(seed).integers(-3, 4, size=(6, 5)).astype(np.float64)
    found = similarity(name)(x, x)
    np.testing.assert_allclose(found, found.T, atol=1e-6)
    assert found.max() <= 1 + 1e-5
    assert found.min() >= (-1 - 1e-5 if name in ("cosine", "pearson") else 0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("block", [1, 7, 512])
@pytest.mark.parametrize("density", [0.05, 0.12, 0.3])  # features that few rows have, some, and most
def test_top_similar_is_the_best_of_the_full_matrix(name: SimilarityName, block: int, density: float) -> None:
    x = csr_array(random_array((40, 30), density=density, rng=np.random.default_rng(3), dtype=np.float32))
    x = csr_array((x.data + np.arange(x.nnz) * 1e-3, x.indices, x.indptr), x.shape).astype(
        np.float32
    )  # no ties
    full = similarity(name)(x, x)
    np.fill_diagonal(full, -np.inf)
    found = top_similar(name, x, 5, block=block)
    assert found.shape == (40, 40)
    assert found.has_sorted_indices
    assert (found.data > 0).all()
    for row, best in enumerate(np.sort(full, axis=1)[:, ::-1][:, :5]):
        values = np.sort(found[[row]].toarray()[0])[::-1][:5]
        np.testing.assert_allclose(values, np.maximum(best, 0), atol=2e-4)
        assert found[row, row] == 0


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 3, 20]), st.floats(0.2, 3))
def test_common_and_rare_features_give_the_best_together(seed: int, k: int, slope: float) -> None:
    """Counts of few words, some of which most rows have and some hardly any; many rows are the same."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(2.0 / np.arange(1, 26) ** slope, size=(60, 25)).astype(np.float32)
    full = similarity("cosine")(counts, counts)
    np.fill_diagonal(full, 0)
    found = top_similar("cosine", csr_array(counts), k, block=16)
    assert not found.diagonal().any()
    expected = np.sort(full, axis=1)[:, ::-1][:, :k]
    np.testing.assert_allclose(np.sort(found.toarray(), axis=1)[:, ::-1][:, :k], expected, atol=1e-6)
    rows, columns = found.nonzero()
    np.testing.assert_allclose(found[rows, columns], full[rows, columns], atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_top_similar_at_the_edges(name: SimilarityName) -> None:
    assert top_similar(name, csr_array(np.ones((0, 3), np.float32)), 5).shape == (0, 0)
    assert top_similar(name, csr_array(np.ones((1, 3), np.float32)), 5).nnz == 0
    assert top_similar(name, csr_array(np.ones((3, 3), np.float32)), 0).nnz == 0
    nothing = top_similar(name, csr_array(np.zeros((3, 4), np.float32)), 2)
    assert nothing.nnz == (6 if name == "euclidean" else 0)


@pytest.mark.slow
def test_ten_thousand_rows_in_seconds() -> None:
    x = random_array((10_000, 50_000), density=0.002, rng=np.random.default_rng(1), dtype=np.float32).tocsr()
    start = time.perf_counter()
    assert top_similar("cosine", csr_array(x), 50).shape == (10_000, 10_000)
    assert time.perf_counter() - start < 20
