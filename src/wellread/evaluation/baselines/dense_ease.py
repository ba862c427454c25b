"""EASE on all pairs of items at once: the dense inverse that `item_to_item` does without.

Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019), equation 8.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.evaluation.baselines.histories import HistoryBaseline, chosen
from wellread.models.base import Floats, Interactions

MOST = 30_000
"""Items for which two dense matrices of float32 still fit an ordinary machine: 7.2 GB."""
BLOCK = 1024


class DenseEASE(HistoryBaseline):
    """B = I - P diag(1 / diag P), P = (X'X + ridge I)^-1; the score is the history times B.

    Args:
        ridge: Lambda, > 0.
        decay: See `HistoryBaseline`.
        window: See `HistoryBaseline`.
        fade: See `HistoryBaseline`.
    """

    def __init__(
        self, ridge: float = 300.0, decay: float = 1.0, window: int | None = None, fade: float = 0.0
    ) -> None:
        super().__init__(decay, window, fade)
        self.ridge = ridge
        self.weights: Floats = np.zeros((0, 0), np.float32)
        """(n_items, n_items) B."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log.

        Raises:
            InvalidInput: more items than a dense matrix of them can be made for.
        """
        n = self.n_items = len(catalogue)
        if n > MOST:
            raise InvalidInput(
                f"{n:,} items, for which dense EASE needs {8 * n * n / 1e9:,.0f} GB",
                f"at most {MOST:,}",
                "Compare with `item_to_item`, which solves the same problem by neighbourhoods.",
            )
        users = chosen(log, n).astype(np.float32)
        gram = (users.T @ users).toarray()
        gram[np.diag_indices(n)] += self.ridge
        self.weights = _inverse(gram)
        self.weights /= -np.diag(self.weights)
        np.fill_diagonal(self.weights, 0)
        return self

    def _scores(self, chosen: csr_array) -> Floats:
        return np.asarray(chosen.astype(np.float32) @ self.weights, np.float32)


def _inverse(matrix: Floats) -> Floats:
    """Of a positive definite matrix, in its place; by Cholesky, four times as fast as a general inverse."""
    n = len(matrix)
    if not n:
        return matrix
    found, failed = lapack.spotrf(matrix.T, lower=True, overwrite_a=True)
    if not failed:
        found, failed = lapack.spotri(found, lower=True, overwrite_c=True)
    if failed:
        raise InvalidInput(
            "a Gram matrix that is not positive definite in single precision", "a larger ridge", "Raise it."
        )
    for at in range(0, n, BLOCK):  # LAPACK leaves the upper half as it was
        end = min(at + BLOCK, n)
        corner = found[at:end, at:end]
        corner[:] = np.tril(corner) + np.tril(corner, -1).T
        found[at:end, end:] = found[end:, at:end].T
    return np.asarray(found.T, np.float32)
