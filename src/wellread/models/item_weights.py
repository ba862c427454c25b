"""A sparse item-item matrix that scores histories: what the linear models share.

`weights[h, j]` says how much an event on item h speaks for item j, so a score is a sum over the
history and splits exactly into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread import files
from wellread.models.base import Doubles, Floats, Ints, Mask
from wellread.sparse import LAYER, TINY, empty, entries, resized

REPLACED = 0.25
"""Share of the entries beyond which those that were solved again are put among the others."""


class Layer(NamedTuple):
    """Weights both ways: to score a history its rows are read, to explain a target its column."""

    by_history: csr_array
    """(n_items, n_items) float32, row h: the items that an event on h speaks for."""
    by_target: csr_array
    """(n_items, n_items) float32, row j: the history items that speak for j."""

    @classmethod
    def of(cls, by_history: csr_array) -> Self:
        """Weights given by history."""
        return cls(by_history, csr_array(by_history.T.tocsr()))

    def resized(self, n: int) -> Layer:
        """The same weights over `n` items."""
        return Layer(resized(self.by_history, n, n), resized(self.by_target, n, n))


class ItemWeights:
    """What an event on each item says about all others.

    Little changes at a time, so the columns that were solved again lie in a layer of their own.

    Args:
        base: (n_items, n_items) float32, row h: the items that an event on h speaks for; or both ways.
        fresh: The columns that replace those of `base`; None: none.
        replaced: (n_items,) bool: which columns these are.
    """

    def __init__(
        self, base: csr_array | Layer, fresh: Layer | None = None, replaced: Mask | None = None
    ) -> None:
        self._given = base
        n = int((base.by_history if isinstance(base, Layer) else base).shape[1])
        self.n_items = n
        """How many items can be scored."""
        self.fresh = Layer(empty(n, n), empty(n, n)) if fresh is None else fresh
        self.replaced = np.zeros(n, bool) if replaced is None else replaced
        self._hidden = np.flatnonzero(self.replaced)

    @cached_property
    def base(self) -> Layer:
        """What is not replaced; turned at the first need where it was given one way."""
        return self._given if isinstance(self._given, Layer) else Layer.of(self._given)

    @property
    def _rows(self) -> csr_array:
        return self._given.by_history if isinstance(self._given, Layer) else self._given

    @property
    def matrix(self) -> csr_array:
        """(n_items, n_items) float32: both layers as one."""
        base, fresh = self._rows, self.fresh.by_history
        if not len(self._hidden):
            return base
        kept = ~self.replaced[base.indices]
        ends = np.concatenate([[0], np.cumsum(kept)])[base.indptr]
        starts = ends + fresh.indptr
        old = np.arange(ends[-1]) + np.repeat(fresh.indptr[:-1], np.diff(ends))
        new = np.arange(fresh.nnz) + np.repeat(ends[1:], np.diff(fresh.indptr))
        data, indices = np.empty(starts[-1], np.float32), np.empty(starts[-1], np.int32)
        data[old], indices[old] = base.data[kept], base.indices[kept]
        data[new], indices[new] = fresh.data, fresh.indices
        return csr_array((data, indices, starts), shape=base.shape)

    def score(self, rows: Ints, weights: Doubles) -> Floats:
        """(n_items,) float32: the weighted sum of the matrix's rows."""
        scores = self._summed(self._rows, rows, weights)
        if len(self._hidden):
            scores[self._hidden] = 0
            scores += self._summed(self.fresh.by_history, rows, weights)
        return scores.astype(np.float32)

    def _summed(self, matrix: csr_array, rows: Ints, weights: Doubles) -> Doubles:
        columns, values, counts = entries(matrix, rows)
        weighted = values * np.repeat(weights.astype(np.float32), counts)
        return np.bincount(columns, weighted, minlength=self.n_items).astype(np.float64, copy=False)

    def score_many(self, queries: Sequence[tuple[Ints, Doubles]]) -> Floats:
        """(n_queries, n_items) float32."""
        lengths = [len(rows) for rows, _ in queries]
        indptr = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        rows = np.concatenate([rows for rows, _ in queries]) if queries else np.zeros(0, np.int64)
        data = np.concatenate([weights for _, weights in queries]) if queries else np.zeros(0)
        queried = csr_array((data, rows, indptr), shape=(len(queries), self.n_items))
        scores = (queried @ self._rows).toarray()
        if len(self._hidden):
            scores[:, self._hidden] = 0
            scores += (queried @ self.fresh.by_history).toarray()
        return np.asarray(scores, np.float32)

    def contributions(self, rows: Ints, weights: Doubles, targets: Ints) -> Doubles:
        """(n_history, n_targets): what each event adds to the score of each target."""
        place = np.full(self.n_items, -1, np.int32)
        place[rows] = np.arange(len(rows))  # of a row that is there twice the last place
        parts = np.zeros((len(rows), len(targets)))
        fresh = self.replaced[targets]
        for layer, own in ((self.base, ~fresh), (self.fresh, fresh)):
            columns = np.flatnonzero(own)
            if len(columns):
                sources, values, counts = entries(layer.by_target, targets[columns])
                at = place[sources]
                hit = np.flatnonzero(at >= 0)
                parts[at[hit], np.repeat(columns, counts)[hit]] = values[hit]
        return np.asarray(parts[place[rows]] * weights[:, None])

    def reached(self, amounts: Doubles) -> Doubles:
        """(n_items,) for each column the sum of (|weight| + TINY) x the row's amount (n_items,)."""

        def summed(layer: Layer) -> Doubles:
            own = layer.by_target
            amounted = np.abs(own.data) + TINY, own.indices, own.indptr
            return np.asarray(csr_array(amounted, shape=own.shape) @ amounts, np.float64)

        found = summed(self.base)
        if len(self._hidden):
            found[self._hidden] = summed(self.fresh)[self._hidden]
        return found

    def resized(self, n_items: int) -> ItemWeights:
        """The same weights over more items; the new ones have none yet."""
        more = n_items - self.n_items
        if not more:
            return self
        held = self._given
        base = held.resized(n_items) if isinstance(held, Layer) else resized(held, n_items, n_items)
        return ItemWeights(base, self.fresh.resized(n_items), np.pad(self.replaced, (0, more)))

    def with_columns(self, targets: Ints, columns: csr_array) -> ItemWeights:
        """The same weights but for the columns `targets`, which become `columns` (n_items, n_targets)."""
        gone = np.zeros(self.n_items, bool)
        gone[targets] = True
        old, new = self.fresh.by_history.tocoo(), columns.tocoo()
        kept = ~gone[old.col]
        at = np.concatenate([old.row[kept], new.row]), np.concatenate([old.col[kept], targets[new.col]])
        data = np.concatenate([old.data[kept], new.data]).astype(np.float32)
        fresh = csr_array((data, at), shape=self._rows.shape)
        found = ItemWeights(self._given, Layer.of(fresh), self.replaced | gone)
        much = fresh.nnz > LAYER + REPLACED * self._rows.nnz or found.replaced.all()
        return ItemWeights(found.matrix) if much else found

    def arrays(self) -> dict[str, npt.NDArray[Any] | csr_array]:
        """What `of_arrays` takes, by name."""
        return {
            "replaced": self.replaced,
            "base": self.base.by_history, "base_by_target": self.base.by_target,
            "fresh": self.fresh.by_history, "fresh_by_target": self.fresh.by_target,
        }  # fmt: skip

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> ItemWeights:
        """Weights from what `files.read` gives of `arrays`."""

        def layer(name: str) -> Layer:
            return Layer(files.sparse(arrays, name), files.sparse(arrays, f"{name}_by_target"))

        return ItemWeights(layer("base"), layer("fresh"), arrays["replaced"])
