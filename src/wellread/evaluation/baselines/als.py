"""Implicit ALS: factors of users and items, solved for in turn; a profile is folded in as a new user.

Source: Hu, Koren and Volinsky (ICDM 2008), with the loss and the frequency-scaled regularisation of Rendle et
al., "Revisiting the Performance of iALS on Item Recommendation Benchmarks" (RecSys 2022), equations 1 and 5.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

from wellread.catalogue.catalogue import Catalogue
from wellread.evaluation.baselines.histories import HistoryBaseline, chosen
from wellread.models.base import Floats, Interactions

CELLS = 100_000
"""Vectors gathered at once: 100,000 x 64 in float32 are 26 MB."""


class ALS(HistoryBaseline):
    """The score is w_u h_i, with vectors that minimise a weighted square loss over all pairs.

    Its terms: (1 - w_u h_i)^2 of each choice; unobserved (w_u h_i)^2 of each pair, chosen or not; and
    ridge (n + unobserved n_other)^power |vector|^2 of each vector, n being the number of its choices and
    n_other that of the other side's vectors.

    Args:
        rank: Length of the vectors.
        unobserved: Alpha_0: weight of a pair that was not chosen.
        ridge: Lambda.
        power: Nu: 1 scales the ridge by frequency, 0 not at all.
        sweeps: How often both sides are solved for.
        seed: Of the vectors at the start.
        decay: See `HistoryBaseline`; an item's weight is that of its choice.
        window: See `HistoryBaseline`.
        fade: See `HistoryBaseline`.
    """

    def __init__(
        self,
        rank: int = 64,
        unobserved: float = 0.3,
        ridge: float = 0.01,
        power: float = 1.0,
        sweeps: int = 12,
        seed: int = 0,
        decay: float = 1.0,
        window: int | None = None,
        fade: float = 0.0,
    ) -> None:
        super().__init__(decay, window, fade)
        self.rank = rank
        self.unobserved = unobserved
        self.ridge = ridge
        self.power = power
        self.sweeps = sweeps
        self.seed = seed
        self.items: Floats = np.zeros((0, rank), np.float32)
        """(n_items, rank) h."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log."""
        self.n_items = len(catalogue)
        users = chosen(log, self.n_items).astype(np.float32)
        users = users[np.diff(users.indptr) > 0]
        turned = csr_array(users.T.tocsr())
        rng = np.random.default_rng(self.seed)
        start = 0.1 / np.sqrt(self.rank) * rng.standard_normal((self.n_items, self.rank))
        self.items = start.astype(np.float32)
        with threadpool_limits(1):  # many small systems
            for _ in range(self.sweeps):
                self.items = self.solved(turned, self.solved(users, self.items))
        return self

    def solved(self, weights: csr_array, other: Floats) -> Floats:
        """(n, rank) the vectors of one side, given the other's.

        Args:
            weights: (n, n_other) float32, weight of each choice; rows without any get zeros.
            other: (n_other, rank) float32.
        """
        found = np.zeros((weights.shape[0], self.rank), np.float32)
        everything = self.unobserved * (other.T @ other)
        counts = np.diff(weights.indptr)
        order = np.argsort(counts, kind="stable")
        at = int(np.searchsorted(counts[order], 1))
        while at < len(order):
            size = max(1, min(CELLS // counts[order[at]], CELLS // self.rank))
            batch = order[at : at + size]
            batch = batch[: max(1, CELLS // int(counts[batch[-1]]))]  # all are padded to the longest
            found[batch] = self._batch(weights, other, batch, everything)
            at += len(batch)
        return found

    def _batch(self, weights: csr_array, other: Floats, rows: np.ndarray, everything: Floats) -> Floats:
        begin, end = weights.indptr[rows], weights.indptr[rows + 1]
        place = begin[:, None] + np.arange((end - begin).max())
        real = place < end[:, None]
        place[~real] = begin[0]
        vectors = other[weights.indices[place]]
        weighted = vectors * np.where(real, weights.data[place], 0)[:, :, None]
        system = weighted.transpose(0, 2, 1) @ vectors + everything
        scale = np.where(real, weights.data[place], 0).sum(axis=1) + self.unobserved * len(other)
        step = np.arange(self.rank)
        system[:, step, step] += (self.ridge * scale**self.power)[:, None]
        return np.asarray(np.linalg.solve(system, weighted.sum(axis=1)[:, :, None])[:, :, 0], np.float32)

    def _scores(self, chosen: csr_array) -> Floats:
        return np.asarray(self.solved(chosen.astype(np.float32), self.items) @ self.items.T, np.float32)
