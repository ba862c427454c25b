"""The smooth part of what is on a graph: its matrix restricted to the largest eigenvalues, kept factored."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh
from threadpoolctl import threadpool_limits

from wellread.models.base import Doubles

DENSE = 1_000
"""Up to so many connected items LAPACK, which finds multiple eigenvalues for sure, is fast enough."""
FLOOR = 1e-3
"""Least cutoff, as a share of the largest eigenvalue: what is below is rounding."""


class LowPass(NamedTuple):
    """V diag(gains) V'."""

    vectors: Doubles
    """(n_items, rank) eigenvectors."""
    gains: Doubles
    """(rank,) from 0 at the cutoff to almost 1."""
    largest: float
    """The largest eigenvalue; 0 for a matrix of zeros."""


def low_pass(matrix: csr_array, rank: int) -> LowPass:
    """Filter with gain 1 - (cutoff / eigenvalue)^2 above the cutoff, the (rank + 1)th largest eigenvalue.

    An ideal filter jumps there from 0 to 1, so rounding decides which of two nearly equal eigenvalues is in.
    This one is continuous: the filter of almost the same matrix is almost the same. It also measured better:
    NDCG@20 .274 against .269 on a validation part of dense film ratings, each at its best rank.

    Args:
        matrix: (n_items, n_items), symmetric, positive semi-definite.
        rank: Most eigenvalues to keep; 0: none.
    """
    n = matrix.shape[0]
    if not rank:
        return LowPass(np.zeros((n, 0)), np.zeros(0), 0.0)
    items = np.flatnonzero(np.diff(matrix.indptr))
    values, vectors = _largest(csr_array(matrix[items][:, items]), rank + 1)
    if not len(values):
        return LowPass(np.zeros((n, 0)), np.zeros(0), 0.0)
    cutoff = max(values[rank] if len(values) > rank else 0.0, FLOOR * values[0])
    above = np.flatnonzero(values[:rank] > cutoff)
    placed = np.zeros((n, len(above)))
    placed[items] = vectors[:, above]
    return LowPass(placed, 1 - (cutoff / values[above]) ** 2, float(values[0]))


def _largest(matrix: csr_array, k: int) -> tuple[Doubles, Doubles]:
    """The `k` largest eigenvalues, descending, and their vectors as columns."""
    n = matrix.shape[0]
    if n <= max(DENSE, k):
        values, vectors = np.linalg.eigh(matrix.toarray())
    else:
        # BLAS threads that wait for one another on a busy machine made this ten times slower
        with ThreadPoolExecutor(os.cpu_count()) as pool, threadpool_limits(1):
            values, vectors = eigsh(
                _operator(matrix, pool), k=k, which="LA", v0=np.random.default_rng(0).random(n)
            )
    order = np.argsort(-values, kind="stable")[:k]
    return values[order], vectors[:, order]


def _operator(matrix: csr_array, pool: ThreadPoolExecutor) -> LinearOperator:
    """The matrix as a product on all cores: scipy lets other threads run meanwhile."""
    n = matrix.shape[0]
    cuts = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, (os.cpu_count() or 1) + 1))
    parts = [matrix[a:b] for a, b in pairwise([0, *cuts[1:-1], n])]

    def product(x: npt.NDArray[np.float64]) -> Doubles:
        return np.concatenate(list(pool.map(lambda part: part @ x.ravel(), parts)))

    return LinearOperator((n, n), matvec=product, dtype=np.float64)
