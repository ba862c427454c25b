"""Sparse matrices without entries, with room for more rows and columns, and of sums that were subtracted."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

TINY = 1e-9
"""Sums below this are the rounding left behind by a subtraction."""


def empty(n_rows: int, n_columns: int) -> csr_array:
    """(n_rows, n_columns) float32, all zeros."""
    nothing = np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(n_rows + 1, np.int32)
    return csr_array(nothing, shape=(n_rows, n_columns))


def resized(matrix: csr_array, n_rows: int, n_columns: int) -> csr_array:
    """The same entries in a matrix at least as large; they are shared, not copied."""
    starts = np.pad(matrix.indptr, (0, n_rows - matrix.shape[0]), "edge")
    return csr_array((matrix.data, matrix.indices, starts), shape=(n_rows, n_columns))


def pruned(matrix: csr_array) -> csr_array:
    """The same matrix, changed in place: without what subtractions left behind, indices sorted."""
    matrix.data[np.abs(matrix.data) < TINY] = 0
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix
