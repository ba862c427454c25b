"""How alike rows are: cosine, Euclidean, Pearson, Jaccard, each from dot products and two sums a row."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

from wellread.settings import SimilarityName

Rows = csr_array | npt.NDArray[np.float32] | npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.floating[Any]]
Similarity = Callable[[Rows, Rows], Matrix]

COMMON = 1 / 6
"""Features that a larger share of the rows has are multiplied dense: few features, but most products."""
ROUNDING = 1e-6
"""Sums of squares below 1 in single precision differ by less."""


class _Lengths(NamedTuple):
    """What the formulas need of rows besides their dot products."""

    sums: Doubles  # (n,)
    squares: Doubles  # (n,)
    width: int

    def at(self, index: Any) -> _Lengths:
        return _Lengths(self.sums[index], self.squares[index], self.width)


def similarity(name: SimilarityName) -> Similarity:
    """The function called `name`: rows a (n_a, d) and b (n_b, d), sparse or dense, to (n_a, n_b) float32.

    cosine: a·b / |a||b|. euclidean: 1 / (1 + |a - b|). pearson: the cosine of the rows less their means,
    taken over all d columns. jaccard: shared nonzero columns / nonzero columns of either. Where a formula
    divides by zero (an empty row; a constant one in pearson) the similarity is 0.
    """

    def compare(a: Rows, b: Rows) -> Matrix:
        left, right = _prepared(name, _sparse(a)), _prepared(name, _sparse(b))
        dots = (left @ right.T).toarray()
        return _FORMULAS[name](dots, _lengths(left).at((slice(None), None)), _lengths(right))

    return compare


class Dense(NamedTuple):
    """Another reading of the same rows, mixed into how alike they are."""

    vectors: npt.NDArray[np.float32]
    """(n, width), rows of length 1 or 0."""
    share: float
    """Weight of their cosine; the rest is that of the sparse rows' likeness."""
    scale: float = 1.0
    """Times the cosine."""

    def mixed(self, likeness: Matrix, own: Ints) -> Matrix:
        """`likeness` (n_own, n) of the rows `own` with all, joined by the cosines."""
        cosine = self.vectors[own] @ self.vectors.T
        return np.asarray((1 - self.share) * likeness + self.share * self.scale * cosine, np.float32)


def top_similar(
    name: SimilarityName, x: csr_array, k: int, block: int = 128, dense: Dense | None = None
) -> csr_array:
    """The `k` rows most similar to each row of `x` (n, d), itself apart, where similarity is positive.

    Done in blocks of `block` rows, one a core at a time: no more than (block, n) values each are held.
    With `dense` similarity is that of both readings, mixed.

    Returns:
        (n, n) float32, indices sorted, at most k values a row.
    """
    n = x.shape[0]
    k = min(k, max(n - 1, 0))
    columns, values = np.zeros((n, k), np.int32), np.zeros((n, k), np.float32)
    if k == 0:
        return _positive(columns, values)
    rows = _prepared(name, x)
    dots, lengths = _Dots(rows), _lengths(rows)
    adds_up = name == "cosine" and rows.data.min(initial=0) >= 0 and dense is None

    def fill(start: int) -> None:
        own = np.arange(start, min(start + block, n))
        if adds_up:
            columns[own], values[own], settled = dots.largest(own, k)
            own = own[~settled]
        if len(own):
            likeness = _FORMULAS[name](dots.all(own), lengths.at((own, None)), lengths)
            if dense is not None:
                likeness = dense.mixed(likeness, own)
            likeness[np.arange(len(own)), own] = -np.inf
            columns[own], values[own] = _best(likeness, k)

    # the work is inside numpy and scipy, which let other threads run meanwhile
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(fill, range(0, n, block)))
    return _positive(columns, values)


class _Dots:
    """Dot products of rows with all rows, of the rare features and of the common ones apart.

    Args:
        rows: (n, d).
    """

    def __init__(self, rows: csr_array) -> None:
        common = np.bincount(rows.indices, minlength=rows.shape[1]) > COMMON * rows.shape[0]
        self._common = rows[:, np.flatnonzero(common)].toarray()
        self._norms = np.sqrt((self._common**2).sum(axis=1))
        self._rare = rows.copy()
        self._rare.data[common[rows.indices]] = 0
        self._rare.eliminate_zeros()
        self._columns = self._rare.T.tocsr()

    def all(self, own: Ints) -> Matrix:
        """(n_own, n)."""
        return np.asarray((self._rare[own] @ self._columns).toarray() + self._common[own] @ self._common.T)

    def largest(self, own: Ints, k: int) -> tuple[Ints, Matrix, npt.NDArray[np.bool_]]:
        """The `k` largest with other rows, where nothing is negative: columns, values, and which are settled.

        The common part of a dot product is at most the product of the parts' norms. So most rows cannot be
        among the largest, and of the others it is worked out. A row is settled, and its result exact, where
        rows that share no rare feature with it cannot be among them either.
        """
        rare = csr_array(self._rare[own] @ self._columns)
        columns, values = np.zeros((len(own), k), np.int64), np.zeros((len(own), k), np.float32)
        settled, highest = np.zeros(len(own), bool), self._norms.max()
        for place, (begin, end) in enumerate(pairwise(rare.indptr.tolist())):
            row, others, dots = own[place], rare.indices[begin:end], rare.data[begin:end]
            dots[others == row] = -np.inf
            norm, least = self._norms[row], -np.partition(-dots, k - 1)[k - 1] if len(dots) > k else 0.0
            settled[place] = norm == 0 or norm * highest < least - ROUNDING
            if settled[place]:
                near = np.flatnonzero(dots + norm * self._norms[others] >= least - ROUNDING)
                found = dots[near] + self._common[others[near]] @ self._common[row]
                best = np.argpartition(-found, k - 1)[:k] if len(found) > k else slice(None)
                columns[place, : len(found)] = others[near][best]
                values[place, : len(found)] = found[best]
        order = np.argsort(columns, axis=1)
        return np.take_along_axis(columns, order, axis=1), np.take_along_axis(values, order, axis=1), settled


def _best(likeness: Matrix, k: int) -> tuple[Ints, Matrix]:
    """Columns and values of the `k` largest in each row, sorted by column."""
    # many are zero, and equal values are slow to partition from below: 20 times slower on texts of films
    best = np.sort(np.argpartition(-likeness, k - 1, axis=1)[:, :k], axis=1)
    return best, np.take_along_axis(likeness, best, axis=1)


def _positive(columns: npt.NDArray[np.int32], values: Matrix) -> csr_array:
    """(n, k) columns and values as (n, n), without what is not positive."""
    n = len(columns)
    keep = values > 0
    starts = np.concatenate(([0], np.cumsum(keep.sum(axis=1))))
    return csr_array((values[keep], columns[keep], starts), shape=(n, n))


def _sparse(rows: Rows) -> csr_array:
    """In double precision: the difference of close rows is all rounding in single."""
    return csr_array(rows).astype(np.float64)


def _prepared(name: SimilarityName, rows: csr_array) -> csr_array:
    """Rows as the formula takes them: of length 1 for cosine, of ones for jaccard."""
    if name == "cosine":
        scale = _inverse(np.sqrt(_lengths(rows).squares)).repeat(np.diff(rows.indptr))
        data = (rows.data * scale).astype(rows.dtype)
        return csr_array((data, rows.indices, rows.indptr), shape=rows.shape)
    if name == "jaccard":
        rows = rows.copy()
        rows.eliminate_zeros()
        rows.data = np.ones_like(rows.data)
    return rows


def _lengths(rows: csr_array) -> _Lengths:
    squares = np.asarray(rows.multiply(rows).sum(axis=1, dtype=np.float64))
    return _Lengths(np.asarray(rows.sum(axis=1, dtype=np.float64)), squares, rows.shape[1])


def _cosine(dots: Numbers, a: _Lengths, b: _Lengths) -> Matrix:
    return np.asarray(dots, np.float32)


def _euclidean(dots: Numbers, a: _Lengths, b: _Lengths) -> Matrix:
    squared = a.squares + b.squares - 2.0 * dots
    return np.asarray(1.0 / (1.0 + np.sqrt(np.maximum(squared, 0.0))), np.float32)


def _pearson(dots: Numbers, a: _Lengths, b: _Lengths) -> Matrix:
    covariance = dots - a.sums / (a.width or 1) * b.sums
    return np.asarray(covariance * _inverse(_deviation(a)) * _inverse(_deviation(b)), np.float32)


def _jaccard(dots: Numbers, a: _Lengths, b: _Lengths) -> Matrix:
    either = a.sums + b.sums - dots
    return np.asarray(np.divide(dots, either, out=np.zeros(dots.shape), where=either > 0), np.float32)


def _deviation(rows: _Lengths) -> Doubles:
    """The norm of each row less its mean; 0 where only rounding is left of it."""
    squared = rows.squares - rows.sums**2 / (rows.width or 1)
    return np.sqrt(np.where(squared > 1e-7 * rows.squares, squared, 0.0))


def _inverse(lengths: Doubles) -> Doubles:
    """1 / length, 0 where it is 0."""
    return np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)


_FORMULAS: dict[SimilarityName, Callable[[Numbers, _Lengths, _Lengths], Matrix]] = {
    "cosine": _cosine,
    "euclidean": _euclidean,
    "pearson": _pearson,
    "jaccard": _jaccard,
}
