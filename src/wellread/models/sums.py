"""What the linear models learn from a log: sums that add and subtract, as sparse item-item matrices."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles
from wellread.sparse import Layered, empty, pruned


class Sums(NamedTuple):
    """Counts of the behaviour in a log. Both matrices may be the same one, which is then held once."""

    gram: csr_array
    """(n_items, n_items) G = X'X, symmetric but for what was left out on one side of the diagonal."""
    cross: csr_array
    """(n_items, n_items) R, row j: the items that came with target j."""
    limits: Doubles
    """(n_items,) of row a of G, entries up to limits[a] sqrt(G_bb + ridge) may have been left out."""
    dropped: float = 0.0
    """Share of the entries that were left out for lack of memory."""

    def minus(self, other: Sums) -> Self:
        """The difference of two sums, without entries that are the same in both."""
        gram = pruned(csr_array(self.gram - other.gram))
        same = self.cross is self.gram
        return self._replace(gram=gram, cross=gram if same else pruned(csr_array(self.cross - other.cross)))


class Held(NamedTuple):
    """The sums of everything that was learnt, which change a little at a time."""

    gram: Layered
    """See `Sums`; an entry that had been left out does not fall below zero."""
    cross: Layered
    limits: Doubles
    dropped: float
    """Share of the entries that were left out when the model was fitted."""

    @classmethod
    def of(cls, counted: Sums) -> Self:
        """The sums of a whole log."""
        gram = Layered.of(counted.gram)
        cross = gram if counted.cross is counted.gram else Layered.of(counted.cross)
        return cls(gram, cross, counted.limits, counted.dropped)

    @classmethod
    def nothing(cls) -> Self:
        """The sums of no log about no items."""
        none = empty(0, 0)
        return cls.of(Sums(none, none, np.zeros(0)))

    def plus(self, change: Sums) -> Self:
        """The sums after a change."""
        gram = self.gram.plus(change.gram)
        return self._replace(gram=gram, cross=gram if self.one else self.cross.plus(change.cross))

    def resized(self, n_items: int) -> Self:
        """The same sums over more items."""
        gram = self.gram.resized(n_items)
        return self._replace(
            gram=gram,
            cross=gram if self.one else self.cross.resized(n_items),
            limits=np.pad(self.limits, (0, n_items - len(self.limits))),
        )

    def times(self, factor: float) -> Self:
        """The same sums, all entries and limits multiplied."""
        gram = self.gram.times(factor)
        return self._replace(
            gram=gram,
            cross=gram if self.one else self.cross.times(factor),
            limits=self.limits * np.sqrt(factor),
        )

    @property
    def one(self) -> bool:
        """Whether both matrices are the same one."""
        return self.cross is self.gram
