"""A sparse item-item matrix that scores histories: what the linear models share.

`weights[h, j]` says how much an event on item h speaks for item j, so a score is a sum over the
history and splits exactly into it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import NO_ROWS, Doubles, Floats, Ints, Mask
from wellread.sparse import LAYER, TINY, empty, resized

REPLACED = 0.25
"""Share of the entries beyond which those that were solved again are put among the others."""


class ItemWeights:
    """What an event on each item says about all others.

    Little changes at a time, so the columns that were solved again lie in a matrix of their own.

    Args:
        base: (n_items, n_items) float32, row h: the items that an event on h speaks for.
        fresh: (n_items, n_items) float32: the columns that replace those of `base`; None: none.
        replaced: (n_items,) bool: which columns these are.
    """

    def __init__(self, base: csr_array, fresh: csr_array | None = None, replaced: Mask | None = None) -> None:
        n = base.shape[1]
        self.base = base
        self.fresh = empty(n, n) if fresh is None else fresh
        self.replaced = np.zeros(n, bool) if replaced is None else replaced
        self._hidden = np.flatnonzero(self.replaced)

    @property
    def n_items(self) -> int:
        """How many items can be scored."""
        return int(self.base.shape[1])

    @property
    def matrix(self) -> csr_array:
        """(n_items, n_items) float32: both layers as one."""
        if not len(self._hidden):
            return self.base
        kept = ~self.replaced[self.base.indices]
        ends = np.concatenate([[0], np.cumsum(kept)])[self.base.indptr]
        starts = ends + self.fresh.indptr
        old = np.arange(ends[-1]) + np.repeat(self.fresh.indptr[:-1], np.diff(ends))
        new = np.arange(self.fresh.nnz) + np.repeat(ends[1:], np.diff(self.fresh.indptr))
        data, indices = np.empty(starts[-1], np.float32), np.empty(starts[-1], np.int32)
        data[old], indices[old] = self.base.data[kept], self.base.indices[kept]
        data[new], indices[new] = self.fresh.data, self.fresh.indices
        return csr_array((data, indices, starts), shape=self.base.shape)

    def score(self, rows: Ints, weights: Doubles) -> Floats:
        """(n_items,) float32: the weighted sum of the matrix's rows."""
        columns, _, values = _entries(self.base, rows, weights)
        scores = np.bincount(columns, values, minlength=self.n_items).astype(np.float64, copy=False)
        if len(self._hidden):
            scores[self._hidden] = 0
            columns, _, values = _entries(self.fresh, rows, weights)
            scores += np.bincount(columns, values, minlength=self.n_items)
        return scores.astype(np.float32)

    def score_many(self, queries: Sequence[tuple[Ints, Doubles]]) -> Floats:
        """(n_queries, n_items) float32."""
        lengths = [len(rows) for rows, _ in queries]
        indptr = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        rows = np.concatenate([rows for rows, _ in queries]) if queries else np.zeros(0, np.int64)
        data = np.concatenate([weights for _, weights in queries]) if queries else np.zeros(0)
        queried = csr_array((data, rows, indptr), shape=(len(queries), self.n_items))
        scores = (queried @ self.base).toarray()
        if len(self._hidden):
            scores[:, self._hidden] = 0
            scores += (queried @ self.fresh).toarray()
        return np.asarray(scores, np.float32)

    def contributions(self, rows: Ints, weights: Doubles, targets: Ints) -> Doubles:
        """(n_history, n_targets): what each event adds to the score of each target."""
        position = np.full(self.n_items, -1, np.int64)
        position[targets] = np.arange(len(targets))
        layers = [(self.fresh, position)] if len(self._hidden) else []
        old = np.where(self.replaced, -1, position) if len(self._hidden) else position
        parts = np.zeros((len(rows), len(targets)))
        for layer, place in [(self.base, old), *layers]:
            columns, source, values = _entries(layer, rows, weights)
            hit = np.flatnonzero(place[columns] >= 0)
            parts[source[hit], place[columns[hit]]] = values[hit]
        return parts

    def reached(self, amounts: Doubles) -> Doubles:
        """(n_items,) for each column the sum of (|weight| + TINY) x the row's amount (n_items,)."""

        def summed(layer: csr_array) -> Doubles:
            entries = np.abs(layer.data) + TINY, layer.indices, layer.indptr
            return np.asarray(csr_array(entries, shape=layer.shape).T @ amounts, np.float64)

        found = summed(self.base)
        if len(self._hidden):
            found[self._hidden] = summed(self.fresh)[self._hidden]
        return found

    def resized(self, n_items: int) -> ItemWeights:
        """The same weights over more items; the new ones have none yet."""
        more = n_items - self.n_items
        if not more:
            return self
        return ItemWeights(
            resized(self.base, n_items, n_items),
            resized(self.fresh, n_items, n_items),
            np.pad(self.replaced, (0, more)),
        )

    def with_columns(self, targets: Ints, columns: csr_array) -> ItemWeights:
        """The same weights but for the columns `targets`, which become `columns` (n_items, n_targets)."""
        gone = np.zeros(self.n_items, bool)
        gone[targets] = True
        old, new = self.fresh.tocoo(), columns.tocoo()
        kept = ~gone[old.col]
        at = np.concatenate([old.row[kept], new.row]), np.concatenate([old.col[kept], targets[new.col]])
        data = np.concatenate([old.data[kept], new.data]).astype(np.float32)
        fresh = csr_array((data, at), shape=self.base.shape)
        found = ItemWeights(self.base, fresh, self.replaced | gone)
        much = fresh.nnz > LAYER + REPLACED * self.base.nnz or found.replaced.all()
        return ItemWeights(found.matrix) if much else found


def _entries(matrix: csr_array, rows: Ints, weights: Doubles) -> tuple[Ints, Ints, Doubles]:
    """All entries of the matrix's `rows`: column, position in `rows`, weighted value."""
    begins, ends = matrix.indptr[rows], matrix.indptr[rows + 1]
    spans = list(map(slice, begins.tolist(), ends.tolist()))
    if not spans:
        return NO_ROWS, NO_ROWS, np.zeros(0)
    counts = ends - begins
    columns = np.concatenate([matrix.indices[span] for span in spans])
    values = np.concatenate([matrix.data[span] for span in spans]) * np.repeat(weights, counts)
    return columns, np.repeat(np.arange(len(rows)), counts), values
