"""A sparse item-item matrix that scores histories: what the linear models share.

`weights[h, j]` says how much an event on item h speaks for item j, so a score is a sum over the
history and splits exactly into it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles, Floats, Ints
from wellread.sparse import resized


class ItemWeights:
    """What an event on each item says about all others.

    Args:
        matrix: (n_items, n_items) float32, row h: the items that an event on h speaks for.
    """

    def __init__(self, matrix: csr_array) -> None:
        self.matrix = matrix

    @property
    def n_items(self) -> int:
        """How many items can be scored."""
        return int(self.matrix.shape[1])

    def score(self, rows: Ints, weights: Doubles) -> Floats:
        """(n_items,) float32: the weighted sum of the matrix's rows."""
        columns, _, values = self._entries(rows, weights)
        return np.bincount(columns, values, minlength=self.n_items).astype(np.float32)

    def score_many(self, queries: Sequence[tuple[Ints, Doubles]]) -> Floats:
        """(n_queries, n_items) float32."""
        lengths = [len(rows) for rows, _ in queries]
        indptr = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        rows = np.concatenate([rows for rows, _ in queries]) if queries else np.zeros(0, np.int64)
        data = np.concatenate([weights for _, weights in queries]) if queries else np.zeros(0)
        matrix = csr_array((data, rows, indptr), shape=(len(queries), self.n_items))
        return np.asarray((matrix @ self.matrix).toarray(), np.float32)

    def contributions(self, rows: Ints, weights: Doubles, targets: Ints) -> Doubles:
        """(n_history, n_targets): what each event adds to the score of each target."""
        position = np.full(self.n_items, -1, np.int64)
        position[targets] = np.arange(len(targets))
        columns, source, values = self._entries(rows, weights)
        hit = position[columns] >= 0
        parts = np.zeros((len(rows), len(targets)))
        np.add.at(parts, (source[hit], position[columns[hit]]), values[hit])
        return parts

    def _entries(self, rows: Ints, weights: Doubles) -> tuple[Ints, Ints, Doubles]:
        """All entries of the matrix's `rows`: column, position in `rows`, weighted value."""
        indptr = self.matrix.indptr
        starts = indptr[rows].astype(np.int64)
        counts = indptr[rows + 1].astype(np.int64) - starts
        source = np.repeat(np.arange(len(rows)), counts)
        ends = np.cumsum(counts)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
        return self.matrix.indices[at], source, self.matrix.data[at] * weights[source]

    def resized(self, n_items: int) -> ItemWeights:
        """The same weights over more items; the new ones have none yet."""
        return ItemWeights(resized(self.matrix, n_items, n_items))

    def with_columns(self, targets: Ints, columns: csr_array) -> ItemWeights:
        """The same weights but for the columns `targets`, which become `columns` (n_items, n_targets)."""
        keep = np.ones(self.n_items, bool)
        keep[targets] = False
        matrix = self.matrix.tocoo()
        kept = keep[matrix.col]
        new = columns.tocoo()
        return ItemWeights(
            csr_array(
                (
                    np.concatenate([matrix.data[kept], new.data]),
                    (
                        np.concatenate([matrix.row[kept], new.row]),
                        np.concatenate([matrix.col[kept], targets[new.col]]),
                    ),
                ),
                shape=self.matrix.shape,
            )
        )
