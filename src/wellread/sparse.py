"""Sparse matrices without entries, with more rows and columns, with other rows, and after a subtraction."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
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


def with_rows(matrix: csr_array, rows: npt.NDArray[np.int64], fresh: csr_array) -> csr_array:
    """The same matrix but for its `rows` (n,), ascending, which become those of `fresh` (n, n_columns)."""
    lengths = np.diff(matrix.indptr)
    lengths[rows] = np.diff(fresh.indptr)
    begins, ends = np.append(0, matrix.indptr[rows + 1]), np.append(matrix.indptr[rows], matrix.nnz)
    kept = list(map(slice, begins.tolist(), ends.tolist()))
    new = list(map(slice, fresh.indptr[:-1].tolist(), fresh.indptr[1:].tolist()))

    def spliced(old: npt.NDArray[Any], other: npt.NDArray[Any]) -> npt.NDArray[Any]:
        pieces = [piece for one, two in zip(kept[:-1], new, strict=True) for piece in (old[one], other[two])]
        return np.concatenate([*pieces, old[kept[-1]]])

    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    entries = spliced(matrix.data, fresh.data), spliced(matrix.indices, fresh.indices), starts
    return csr_array(entries, shape=matrix.shape)
