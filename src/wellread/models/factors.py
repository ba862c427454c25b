"""Two sides of a product of factors, learnt in turn by variational Bayes: the algebra of it.

    target = b + a + w z + noise

One side has (b, w), the other (a, z). Given the moments of one side, each vector of the other follows from
a ridge regression on (1, w) of its targets less b.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles


class Side(NamedTuple):
    """What one side tells the other: moments of its vectors (bias, factors)."""

    design: Doubles
    """(n, 1 + rank) 1 and the factors' means."""
    second: Doubles
    """(n, (1 + rank)^2) second moments of 1 and the factors."""
    taken: Doubles
    """(n, 1 + rank) mean of bias times (1, factors): the side's own bias leaves the targets."""

    @classmethod
    def of(cls, means: Doubles, covariances: Doubles) -> Self:
        """Moments of vectors (n, 1 + rank) with these means and covariances (n, 1 + rank, 1 + rank)."""
        second = means[:, :, None] * means[:, None, :] + covariances
        taken = second[:, 0].copy()
        taken[:, 0] = means[:, 0]
        design = means.copy()
        design[:, 0] = 1
        second[:, 0], second[:, :, 0] = design, design
        return cls(design, second.reshape(len(means), means.shape[1] ** 2), taken)


class Regressions(NamedTuple):
    """Sums over the targets of each vector to solve for: they add up over parts of the targets."""

    precision: Doubles
    """(n, (1 + rank)^2) second moments of the other side."""
    pull: Doubles
    """(n, 1 + rank) targets, less the other side's bias, times its design."""

    @classmethod
    def of(cls, targets: csr_array, other: Side) -> Self:
        """The sums of `targets` (n, n_other); what is stored counts, zeros too."""
        known = csr_array((np.ones_like(targets.data), targets.indices, targets.indptr), shape=targets.shape)
        return cls(known @ other.second, targets @ other.design - known @ other.taken)

    def solve(self, prior: Doubles, spread: Doubles, noise: float) -> tuple[Doubles, Doubles]:
        """Means (n, 1 + rank) and covariances of the vectors.

        Args:
            prior: (n, 1 + rank) means of the vectors before any target.
            spread: (1 + rank,) their variances.
            noise: Variance of the noise.
        """
        n, width = self.pull.shape
        covariances = np.linalg.inv(self.precision.reshape(n, width, width) / noise + np.diag(1 / spread))
        means = (covariances @ (self.pull / noise + prior / spread)[:, :, None])[:, :, 0]
        return means, np.asarray(covariances, np.float64)
