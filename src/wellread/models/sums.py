"""What the linear models learn from a log: sums that add and subtract, as sparse item-item matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles
from wellread.sparse import pruned, resized, with_rows


class Sums(NamedTuple):
    """Counts of behaviour. Both matrices may be the same one, which is then held and changed once."""

    gram: csr_array
    """(n_items, n_items) G = X'X, symmetric but for what was left out on one side of the diagonal."""
    cross: csr_array
    """(n_items, n_items) R, row j: the items that came with target j."""
    limits: Doubles
    """(n_items,) of row a of G, entries up to limits[a] sqrt(G_bb + ridge) may have been left out."""
    dropped: float = 0.0
    """Share of the entries that were left out when the model was fitted, for lack of memory."""

    def resized(self, n_items: int) -> Self:
        """The same sums over more items."""
        larger = self._each(self, lambda own, _: resized(own, n_items, n_items))
        return larger._replace(limits=np.pad(self.limits, (0, n_items - len(self.limits))))

    def times(self, factor: float) -> Self:
        """The same sums, all entries and limits multiplied."""
        larger = self._each(self, lambda own, _: csr_array(own * factor))
        return larger._replace(limits=self.limits * np.sqrt(factor))

    def minus(self, other: Sums) -> Self:
        """The difference of two sums, without entries that are the same in both."""
        return self._each(other, _less)

    def plus(self, change: Sums) -> Self:
        """The sums after a change. An entry that had been left out does not fall below zero."""
        return self._each(change, _more)

    def _each(self, other: Sums, work: Callable[[csr_array, csr_array], csr_array]) -> Self:
        gram = work(self.gram, other.gram)
        return self._replace(
            gram=gram, cross=gram if self.cross is self.gram else work(self.cross, other.cross)
        )


def _less(one: csr_array, other: csr_array) -> csr_array:
    return pruned(csr_array(one - other))


def _more(matrix: csr_array, change: csr_array) -> csr_array:
    rows = np.flatnonzero(np.diff(change.indptr))
    fresh = csr_array(matrix[rows] + change[rows])
    fresh.data = np.maximum(fresh.data, 0)
    return with_rows(matrix, rows, pruned(fresh))
