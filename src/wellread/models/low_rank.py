"""Item weights with a part of low rank, which stays factored: never a dense item-item matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles, Floats, Ints
from wellread.models.item_weights import ItemWeights


class LowRankWeights(ItemWeights):
    """What an event on each item says about all others: `matrix + left @ right`.

    Args:
        matrix: (n_items, n_items) float32, sparse.
        left: (n_items, rank) float32, of history items.
        right: (rank, n_items) float32, of targets.
    """

    def __init__(self, matrix: csr_array, left: Floats, right: Floats) -> None:
        super().__init__(matrix)
        self.left = left
        self.right = right

    def score(self, rows: Ints, weights: Doubles) -> Floats:
        """(n_items,) float32: the weighted sum of the rows."""
        smooth = weights.astype(np.float32) @ self.left[rows]
        return np.asarray(super().score(rows, weights) + smooth @ self.right, np.float32)

    def score_many(self, queries: Sequence[tuple[Ints, Doubles]]) -> Floats:
        """(n_queries, n_items) float32."""
        smooth = np.zeros((len(queries), self.left.shape[1]), np.float32)
        for own, (rows, weights) in zip(smooth, queries, strict=True):
            own[:] = weights.astype(np.float32) @ self.left[rows]
        return np.asarray(super().score_many(queries) + smooth @ self.right, np.float32)

    def contributions(self, rows: Ints, weights: Doubles, targets: Ints) -> Doubles:
        """(n_history, n_targets): what each event adds to the score of each target."""
        smooth = (weights[:, None] * self.left[rows]) @ self.right[:, targets]
        return super().contributions(rows, weights, targets) + smooth

    def resized(self, n_items: int) -> LowRankWeights:
        """The same weights over more items; the new ones have none yet."""
        more = n_items - self.n_items
        return LowRankWeights(
            super().resized(n_items).matrix,
            np.pad(self.left, ((0, more), (0, 0))),
            np.pad(self.right, ((0, 0), (0, more))),
        )

    def with_columns(self, targets: Ints, columns: csr_array) -> LowRankWeights:
        """The same weights but for the sparse part of the columns `targets`."""
        return LowRankWeights(super().with_columns(targets, columns).matrix, self.left, self.right)
