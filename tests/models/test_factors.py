from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.factors import Regressions, Side


def test_moments_by_hand() -> None:
    """One vector: bias 2, factor 3; variances 1 and 4, covariance 1/2."""
    side = Side.of(np.array([[2.0, 3.0]]), np.array([[[1.0, 0.5], [0.5, 4.0]]]))
    assert side.design.tolist() == [[1, 3]]
    assert side.second.reshape(2, 2).tolist() == [[1, 3], [3, 13]]
    assert side.taken.tolist() == [[2, 6.5]]


def test_with_sure_vectors_it_is_ridge_regression() -> None:
    rng = np.random.default_rng(0)
    vectors, targets = rng.standard_normal((5, 3)), rng.standard_normal(5)
    prior, spread = rng.standard_normal(3), np.array([0.5, 1, 2])
    given = csr_array((targets[[0, 2, 4]], (np.zeros(3, int), [0, 2, 4])), shape=(1, 5))
    sums = Regressions.of(given, Side.of(vectors, np.zeros((5, 3, 3))))
    means, covariances = sums.solve(prior[None], spread, 0.7)
    design = np.column_stack([np.ones(3), vectors[[0, 2, 4], 1:]])
    precision = design.T @ design / 0.7 + np.diag(1 / spread)
    right = design.T @ (targets[[0, 2, 4]] - vectors[[0, 2, 4], 0]) / 0.7 + prior / spread
    np.testing.assert_allclose(means[0], np.linalg.solve(precision, right))
    np.testing.assert_allclose(covariances[0], np.linalg.inv(precision))


def test_without_targets_the_prior_stays() -> None:
    sums = Regressions.of(csr_array((2, 4)), Side.of(np.ones((4, 3)), np.zeros((4, 3, 3))))
    means, covariances = sums.solve(np.full((2, 3), 0.3), np.array([1.0, 2, 3]), 0.5)
    np.testing.assert_allclose(means, 0.3)
    np.testing.assert_allclose(covariances[1], np.diag([1, 2, 3]))


def test_a_target_of_zero_counts() -> None:
    side = Side.of(np.array([[0.0, 1.0]]), np.zeros((1, 2, 2)))
    given = csr_array((np.zeros(1), (np.zeros(1, int), np.zeros(1, int))), shape=(1, 1))
    assert Regressions.of(given, side).precision.tolist() == [[1, 1, 1, 1]]


def test_unsure_vectors_are_trusted_less() -> None:
    given = csr_array(np.array([[2.0]]))
    sure, unsure = (Side.of(np.array([[0.0, 1.0]]), np.diag([0, v])[None]) for v in (0.0, 3.0))
    one, two = (
        Regressions.of(given, side).solve(np.zeros((1, 2)), np.ones(2), 1.0)[0] for side in (sure, unsure)
    )
    assert abs(two[0, 1]) < abs(one[0, 1])
