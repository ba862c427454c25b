"""Markov chain of first order: what was chosen right after the last item."""

from __future__ import annotations

from typing import Self

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.evaluation.baselines.histories import HistoryBaseline
from wellread.evaluation.baselines.item_knn import largest
from wellread.models.base import Floats, Interactions


class Markov(HistoryBaseline):
    """Share of the steps from the last item that led to each other one; steps on the spot do not count.

    Args:
        neighbours: How many of its commonest followers are kept for each item.
        shrink: Added to the number of steps from an item.
        decay: See `HistoryBaseline`.
        window: See `HistoryBaseline`; 1: only the last item.
        fade: See `HistoryBaseline`.
    """

    def __init__(
        self,
        neighbours: int = 100,
        shrink: float = 5.0,
        decay: float = 1.0,
        window: int | None = 1,
        fade: float = 0.0,
    ) -> None:
        super().__init__(decay, window, fade)
        self.neighbours = neighbours
        self.shrink = shrink
        self.steps = csr_array((0, 0))
        """(n_items, n_items), row i: shares of what followed i."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log."""
        n = self.n_items = len(catalogue)
        log = log.where(log.weights > 0)
        within = (log.users[1:] == log.users[:-1]) & (log.items[1:] != log.items[:-1])
        before, after = log.items[:-1][within], log.items[1:][within]
        counts = csr_array((np.ones(len(before)), (before, after)), shape=(n, n))
        counts.sum_duplicates()
        from_each = np.bincount(before, minlength=n) + self.shrink
        counts.data /= np.repeat(from_each, np.diff(counts.indptr))
        self.steps = largest(counts, self.neighbours)
        return self

    def _scores(self, chosen: csr_array) -> Floats:
        return np.asarray((chosen @ self.steps).toarray(), np.float32)
