"""Anonymous histories as a multiset of sets of items: what `user_to_user` learns from.

A history carries a key made of its items alone, and histories stand in order of their keys. So the arrays
depend on which histories there are and on nothing else: adding and taking away, in any order, ends at what
`Histories.of` makes of the whole log.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.models.base import Interactions, Ints

LEAST = 2
"""A history of one item says nothing of any other."""


class Spans(NamedTuple):
    """Lists of numbers one after another: list i is `values[starts[i]:starts[i + 1]]`."""

    starts: Ints
    """(n_lists + 1,)"""
    values: npt.NDArray[np.int32]

    def of(self, lists: Ints) -> tuple[npt.NDArray[np.int32], Ints]:
        """The numbers of some lists, one list after another, and the length of each list."""
        begin = self.starts[lists]
        counts = self.starts[lists + 1] - begin
        ends = np.cumsum(counts)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - (ends - counts), counts)
        return self.values[at], counts


class Histories:
    """Sets of items, in order of their keys.

    Args:
        keys: (n_histories,) uint64, ascending.
        spans: Items of each history, catalogue rows ascending.
        n_items: How many items there are.
    """

    def __init__(self, keys: npt.NDArray[np.uint64], spans: Spans, n_items: int) -> None:
        self.keys = keys
        self.spans = spans
        self.by_item = _turned(spans, n_items)
        """Histories of each item, ascending."""

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def n_items(self) -> int:
        """How many items there are."""
        return len(self.by_item.starts) - 1

    @property
    def counts(self) -> Ints:
        """(n_items,) in how many histories each item is."""
        return np.diff(self.by_item.starts)

    @classmethod
    def of(cls, log: Interactions, n_items: int) -> Self:
        """The sets of items that each history of the log has events of positive weight on, from two items."""
        log = log.where(log.weights > 0)
        consumed = csr_array((np.ones(len(log)), (log.users, log.items)), shape=(log.n_users, n_items))
        consumed.sum_duplicates()
        enough = np.flatnonzero(np.diff(consumed.indptr) >= LEAST)
        items, counts = Spans(consumed.indptr.astype(np.int64), consumed.indices.astype(np.int32)).of(enough)
        spans = Spans(np.concatenate([[0], np.cumsum(counts)]), items)
        return cls(*_ordered(_keys(spans), spans), n_items)

    def changed(self, before: Histories, after: Histories, n_items: int) -> Histories:
        """Without the histories `before`, each taken away once, and with those of `after`."""
        _, first, times = np.unique(before.keys, return_index=True, return_counts=True)
        nth = np.arange(len(before)) - np.repeat(first, times)
        at = np.searchsorted(self.keys, before.keys) + nth
        held = at < len(self)
        held[held] = self.keys[at[held]] == before.keys[held]
        kept = np.delete(np.arange(len(self)), at[held])
        items, counts = self.spans.of(kept)
        counts = np.concatenate([counts, np.diff(after.spans.starts)])
        spans = Spans(np.concatenate([[0], np.cumsum(counts)]), np.concatenate([items, after.spans.values]))
        return Histories(*_ordered(np.concatenate([self.keys[kept], after.keys]), spans), n_items)


def _keys(spans: Spans) -> npt.NDArray[np.uint64]:
    """(n_histories,) sum of the items' hashes: the same for the same set, in whatever order it came about.

    Hash: the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    """
    x = (spans.values.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return np.add.reduceat(x, spans.starts[:-1]) if len(x) else x


def _ordered(keys: npt.NDArray[np.uint64], spans: Spans) -> tuple[npt.NDArray[np.uint64], Spans]:
    order = np.argsort(keys, kind="stable")
    values, counts = spans.of(order)
    return keys[order], Spans(np.concatenate([[0], np.cumsum(counts)]), values)


def _turned(spans: Spans, n_items: int) -> Spans:
    """For each item the histories that hold it."""
    shape = (len(spans.starts) - 1, n_items)
    columns = csr_array(
        (np.ones(len(spans.values), np.int8), spans.values, spans.starts), shape=shape
    ).tocsc()
    return Spans(columns.indptr.astype(np.int64), columns.indices.astype(np.int32))
