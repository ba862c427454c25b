"""A sparse item-item sum is added up from its rows, block by block on all cores, within a bound of memory."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.models.base import Doubles, Ints

BLOCK = 2**21
"""Products that one core adds up at a time: some 100 MB with their columns and weights."""
SAMPLE = 1000
"""Rows whose lengths tell how long rows may be."""

RowsOf = Callable[[Ints], csr_array]
"""Makes the rows (n,) of a sum: (n, n_items), without duplicates."""


class Counted(NamedTuple):
    """A sum, and what was left out of it."""

    matrix: csr_array
    """(n_items, n_items), indices sorted."""
    limits: Doubles
    """(n_items,) the largest gain among the entries of each row that were left out; 0: it is whole."""
    dropped: float
    """Share of the entries that were left out."""


def add_up(rows_of: RowsOf, reach: Ints, curvature: Doubles, room: int, dtype: npt.DTypeLike) -> Counted:
    """Put a sum together from its rows; how many cores there are changes no bit.

    Where it would have more than `room` entries, long rows are cut to a common length. Of row j stay those
    entries R_ji with the largest gain R_ji / sqrt(A_ii), by which N(j) is chosen too, and the diagonal. The
    length is found on a sample of rows, so the bound is kept to within a few percent.

    Args:
        rows_of: How rows are made.
        reach: (n_items,) how many products each row adds up.
        curvature: (n_items,) A_ii.
        room: Most entries.
        dtype: Type of the entries.
    """
    rows, n = np.flatnonzero(reach), len(reach)
    root, lengths, limits, whole = np.sqrt(curvature), np.zeros(n, np.int64), np.zeros(n), 0
    entries = _Entries(min(int(np.minimum(reach, n).sum()), room), dtype)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        longest = _longest(rows_of, rows, reach, room, pool)
        blocks = _blocks(rows, reach)
        cut = pool.map(lambda own: _cut(rows_of(own), own, root, longest), blocks)
        for own, (block, most, size) in zip(blocks, cut, strict=True):
            lengths[own], limits[own] = np.diff(block.indptr), most
            entries.append(block)
            whole += size
    starts = np.concatenate([[0], np.cumsum(lengths)])
    matrix = csr_array((entries.data, entries.indices, starts), shape=(n, n))
    return Counted(matrix, limits, 1 - matrix.nnz / whole if whole else 0.0)


class _Entries:
    """The entries of rows one after another. They are copied once: two copies might not fit.

    Args:
        room: How many are expected; what is not used takes no memory.
        dtype: Their type.
    """

    def __init__(self, room: int, dtype: npt.DTypeLike) -> None:
        self._data, self._indices, self._size = np.empty(room, dtype), np.empty(room, np.int32), 0

    @property
    def data(self) -> npt.NDArray[np.floating]:
        return self._data[: self._size]

    @property
    def indices(self) -> npt.NDArray[np.int32]:
        return self._indices[: self._size]

    def append(self, block: csr_array) -> None:
        end = self._size + block.nnz
        if end > len(self._data):
            more = max(end // 8, block.nnz)
            self._data = np.append(self._data, np.empty(more, self._data.dtype))
            self._indices = np.append(self._indices, np.empty(more, np.int32))
        self._data[self._size : end], self._indices[self._size : end] = block.data, block.indices
        self._size = end


def _blocks(rows: Ints, reach: Ints) -> list[Ints]:
    """The rows in pieces of about BLOCK products."""
    piece = np.cumsum(reach[rows]) // BLOCK
    return np.split(rows, np.flatnonzero(np.diff(piece)) + 1)


def _longest(rows_of: RowsOf, rows: Ints, reach: Ints, room: int, pool: Executor) -> int:
    """The length of rows at which all of them have `room` entries; n_items where they have fewer."""
    n = len(reach)
    if np.minimum(reach, n).sum() <= room:
        return n
    every = max(len(rows) // SAMPLE, 1)
    sample = np.sort(rows[np.argsort(reach[rows], kind="stable")][every // 2 :: every])
    lengths = np.concatenate(list(pool.map(lambda own: np.diff(rows_of(own).indptr), _blocks(sample, reach))))
    share = room * len(sample) / len(rows)
    return max(bisect_right(range(n + 1), share, key=lambda most: np.minimum(lengths, most).sum()) - 1, 1)


def _cut(block: csr_array, own: Ints, root: Doubles, longest: int) -> tuple[csr_array, Doubles, int]:
    """The rows `own` with at most `longest` entries each, their limits, and how many entries there were."""
    size, lengths, limits = block.nnz, np.diff(block.indptr), np.zeros(len(own))
    if lengths.max(initial=0) > longest:
        keep = np.ones(size, bool)
        for j in np.flatnonzero(lengths > longest):
            begin, end = block.indptr[j], block.indptr[j + 1]
            columns = block.indices[begin:end]
            gain = np.where(columns == own[j], np.inf, block.data[begin:end] / root[columns])
            left_out = np.argpartition(gain, len(gain) - longest)[: len(gain) - longest]
            keep[begin + left_out] = False
            limits[j] = gain[left_out].max()
        starts = np.concatenate([[0], np.cumsum(np.minimum(lengths, longest))])
        block = csr_array((block.data[keep], block.indices[keep], starts), shape=block.shape)
    block.sort_indices()
    return block, limits, size
