from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import block_diag, csr_array, random_array

from wellread.models.base import Doubles
from wellread.models.low_pass import LowPass, low_pass


def dense(found: LowPass) -> Doubles:
    return np.asarray((found.vectors * found.gains) @ found.vectors.T)


def gram(n: int, seed: int = 0) -> csr_array:
    x = random_array((3 * n, n), density=4 / n, rng=np.random.default_rng(seed))
    return csr_array(x.T @ x)


def test_by_hand() -> None:
    """Eigenvalues 8, 4, 2, 1; the third is the cutoff of rank 2."""
    found = low_pass(csr_array(np.diag([1.0, 8, 2, 4])), 2)
    np.testing.assert_allclose(dense(found), np.diag([0, 1 - (2 / 8) ** 2, 0, 1 - (2 / 4) ** 2]), atol=1e-12)
    assert found.largest == 8


def test_all_of_a_small_matrix() -> None:
    """With room for every eigenvalue what is left is the projection on what is connected."""
    found = low_pass(csr_array(np.diag([1.0, 8, 0, 4])), 10)
    np.testing.assert_allclose(dense(found), np.diag([1, 1, 0, 1]), atol=1e-4)


def test_nothing() -> None:
    for matrix, rank in ((csr_array((3, 3)), 2), (csr_array((0, 0)), 2), (gram(5), 0)):
        found = low_pass(matrix, rank)
        assert dense(found).shape == matrix.shape
        assert not dense(found).any()


def test_krylov_and_lapack_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.models.low_pass.DENSE", 100)
    matrix = gram(300)
    values, vectors = np.linalg.eigh(matrix.toarray())
    values, vectors = values[::-1], vectors[:, ::-1]
    expected = (vectors[:, :20] * (1 - (values[20] / values[:20]) ** 2)) @ vectors[:, :20].T
    np.testing.assert_allclose(dense(low_pass(matrix, 20)), expected, atol=1e-7)


def test_a_little_change_changes_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the cutoff falls among equal eigenvalues."""
    monkeypatch.setattr("wellread.models.low_pass.DENSE", 100)
    pair = np.array([[0.5, 0.3], [0.3, 0.5]])
    for pairs in (40, 200):
        matrix = csr_array(block_diag([pair] * pairs + [2 * pair]))
        moved = matrix.copy()
        moved.data = moved.data * (1 + 1e-12 * np.sin(np.arange(len(moved.data))))
        moved = csr_array((moved + moved.T) / 2)
        one, two = low_pass(matrix, 10), low_pass(moved, 10)
        np.testing.assert_allclose(dense(one), dense(two), atol=1e-6)
        np.testing.assert_allclose(dense(one)[-2:, -2:], (1 - 0.25) * np.full((2, 2), 0.5), atol=1e-6)
