"""Sparse matrices without entries, with more rows and columns, after a subtraction, and in two layers."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

TINY = 1e-9
"""Sums below this are the rounding left behind by a subtraction."""
LAYER, SHARE = 2**16, 0.03
"""Changed entries, and their share of all, beyond which two layers become one."""


def empty(n_rows: int, n_columns: int) -> csr_array:
    """(n_rows, n_columns) float32, all zeros."""
    nothing = np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(n_rows + 1, np.int32)
    return csr_array(nothing, shape=(n_rows, n_columns))


def resized(matrix: csr_array, n_rows: int, n_columns: int) -> csr_array:
    """The same entries in a matrix at least as large; they are shared, not copied."""
    if matrix.shape == (n_rows, n_columns):
        return matrix
    starts = np.pad(matrix.indptr, (0, n_rows - matrix.shape[0]), "edge")
    return csr_array((matrix.data, matrix.indices, starts), shape=(n_rows, n_columns))


def pruned(matrix: csr_array) -> csr_array:
    """The same matrix, changed in place: without what subtractions left behind, indices sorted."""
    matrix.data[np.abs(matrix.data) < TINY] = 0
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def entries(
    matrix: csr_array, rows: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.integer], npt.NDArray[Any], npt.NDArray[np.integer]]:
    """The entries of some rows, one row after the other: what `matrix[rows]` holds, in a third of its time.

    Returns:
        Column and value of each entry; (n_rows,) how many each row has.
    """
    begins = matrix.indptr[rows]
    counts = matrix.indptr[rows + 1] - begins
    at = np.repeat(begins - (np.cumsum(counts) - counts), counts)
    at += np.arange(len(at), dtype=at.dtype)
    return matrix.indices.take(at), matrix.data.take(at), counts


class Layered(NamedTuple):
    """A sparse matrix of which little changes at a time: the sum of one that stays and of what came since.

    A change costs what it adds, not what is there; and what lies in a file already need not be written again.
    """

    base: csr_array
    """(n_rows, n_columns)"""
    added: csr_array
    """(n_rows, n_columns) of entries that rose or fell; none makes the sum fall below 0."""

    @classmethod
    def of(cls, matrix: csr_array) -> Self:
        """A matrix that has not changed yet."""
        return cls(matrix, _like(matrix))

    def rows(self, rows: npt.NDArray[np.int64]) -> csr_array:
        """(n, n_columns) some rows."""
        chosen = csr_array(self.base[rows])
        return _floored(csr_array(chosen + self.added[rows])) if self.added.nnz else chosen

    def diagonal(self) -> npt.NDArray[np.float64]:
        """(n_rows,) float64."""
        return np.asarray(np.maximum(self.base.diagonal() + self.added.diagonal(), 0), np.float64)

    def dot(self, vector: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """(n_rows,) the product with a vector (n_columns,)."""
        return np.asarray(self.base @ vector + self.added @ vector, np.float64)

    def plus(self, change: csr_array) -> Layered:
        """The matrix after a change; both layers become one when much has changed."""
        layers = Layered(self.base, pruned(csr_array(self.added + change)))
        return Layered.of(layers.whole()) if layers.added.nnz > LAYER + self.base.nnz * SHARE else layers

    def whole(self) -> csr_array:
        """One matrix."""
        return _floored(csr_array(self.base + self.added)) if self.added.nnz else self.base

    def resized(self, n: int) -> Layered:
        """The same entries in a matrix of (n, n)."""
        return Layered(resized(self.base, n, n), resized(self.added, n, n))

    def times(self, factor: float) -> Layered:
        """All entries multiplied."""
        return Layered.of(csr_array(self.whole() * factor))


def _like(matrix: csr_array) -> csr_array:
    return csr_array(matrix.shape, dtype=matrix.dtype)


def _floored(matrix: csr_array) -> csr_array:
    np.maximum(matrix.data, 0, out=matrix.data)
    return pruned(matrix)
