"""How alike rows are: cosine, Euclidean, Pearson, Jaccard, each from dot products and two sums a row."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.settings import SimilarityName

Rows = csr_array | npt.NDArray[np.float32] | npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float32]
Similarity = Callable[[Rows, Rows], Matrix]


class _Side(NamedTuple):
    """Rows, and what the formulas need of each besides dot products."""

    rows: csr_array
    sums: npt.NDArray[np.float64]  # (n,)
    squares: npt.NDArray[np.float64]  # (n,)

    def part(self, part: slice) -> _Side:
        return _Side(self.rows[part], self.sums[part], self.squares[part])


def similarity(name: SimilarityName) -> Similarity:
    """The function called `name`: rows a (n_a, d) and b (n_b, d), sparse or dense, to (n_a, n_b) float32.

    cosine: a·b / |a||b|. euclidean: 1 / (1 + |a - b|). pearson: the cosine of the rows less their means,
    taken over all d columns. jaccard: shared nonzero columns / nonzero columns of either. Where a formula
    divides by zero (an empty row; a constant one in pearson) the similarity is 0.
    """

    def compare(a: Rows, b: Rows) -> Matrix:
        left, right = _side(name, _sparse(a)), _side(name, _sparse(b))
        return _FORMULAS[name]((left.rows @ right.rows.T).toarray(), left, right)

    return compare


def top_similar(name: SimilarityName, x: csr_array, k: int, block: int = 256) -> csr_array:
    """The `k` rows most similar to each row of `x` (n, d), itself apart, where similarity is positive.

    Done in blocks of `block` rows, one a core at a time: no more than (block, n) values each are held dense.

    Returns:
        (n, n) float32, indices sorted, at most k values a row.
    """
    n = x.shape[0]
    k = min(k, max(n - 1, 0))
    columns, values = np.empty((n, k), np.int32), np.empty((n, k), np.float32)
    if k == 0:
        return _positive(columns, values)
    side = _side(name, x)
    transposed = side.rows.T.tocsr()

    def fill(start: int) -> None:
        part = slice(start, min(start + block, n))
        found = _FORMULAS[name]((side.rows[part] @ transposed).toarray(), side.part(part), side)
        found[np.arange(len(found)), np.arange(part.start, part.stop)] = -np.inf
        best = np.sort(np.argpartition(found, n - k, axis=1)[:, n - k :], axis=1)
        columns[part], values[part] = best, np.take_along_axis(found, best, axis=1)

    # the work is inside numpy and scipy, which let other threads run meanwhile
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(fill, range(0, n, block)))
    return _positive(columns, values)


def _positive(columns: npt.NDArray[np.int32], values: Matrix) -> csr_array:
    """(n, k) columns and values as (n, n), without what is not positive."""
    n = len(columns)
    keep = values > 0
    starts = np.concatenate(([0], np.cumsum(keep.sum(axis=1))))
    return csr_array((values[keep], columns[keep], starts), shape=(n, n))


def _sparse(rows: Rows) -> csr_array:
    """In double precision: the difference of close rows is all rounding in single."""
    return csr_array(rows).astype(np.float64)


def _side(name: SimilarityName, rows: csr_array) -> _Side:
    if name == "jaccard":
        rows = rows.copy()
        rows.eliminate_zeros()
        rows.data = np.ones_like(rows.data)
    squares = np.asarray(rows.multiply(rows).sum(axis=1, dtype=np.float64))
    return _Side(rows, np.asarray(rows.sum(axis=1, dtype=np.float64)), squares)


def _cosine(dots: Matrix, a: _Side, b: _Side) -> Matrix:
    return _ratio(dots, np.sqrt(a.squares), np.sqrt(b.squares))


def _euclidean(dots: Matrix, a: _Side, b: _Side) -> Matrix:
    squared = a.squares[:, None] + b.squares - 2.0 * dots
    return np.asarray(1.0 / (1.0 + np.sqrt(np.maximum(squared, 0.0))), np.float32)


def _pearson(dots: Matrix, a: _Side, b: _Side) -> Matrix:
    width = a.rows.shape[1] or 1
    covariance = dots - np.outer(a.sums / width, b.sums)
    return _ratio(covariance, _deviation(a, width), _deviation(b, width))


def _jaccard(dots: Matrix, a: _Side, b: _Side) -> Matrix:
    either = a.sums[:, None] + b.sums - dots
    return np.asarray(np.divide(dots, either, out=np.zeros(dots.shape), where=either > 0), np.float32)


def _deviation(side: _Side, width: int) -> npt.NDArray[np.float64]:
    """The norm of each row less its mean; 0 where only rounding is left of it."""
    squared = side.squares - side.sums**2 / width
    return np.sqrt(np.where(squared > 1e-7 * side.squares, squared, 0.0))


def _ratio(dots: npt.NDArray[np.floating], a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> Matrix:
    """Dots / (a b), 0 where a or b is 0."""
    scale_a = np.divide(1.0, a, out=np.zeros_like(a), where=a > 0).astype(np.float32)
    scale_b = np.divide(1.0, b, out=np.zeros_like(b), where=b > 0).astype(np.float32)
    return np.asarray(dots * scale_a[:, None] * scale_b, np.float32)


_FORMULAS: dict[SimilarityName, Callable[[Matrix, _Side, _Side], Matrix]] = {
    "cosine": _cosine,
    "euclidean": _euclidean,
    "pearson": _pearson,
    "jaccard": _jaccard,
}
