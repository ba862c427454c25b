"""ItemKNN: the items most often chosen together with those of the history.

Source: Sarwar et al. (WWW 2001), with the shrinkage and the weightings by which Ferrari Dacrema et al.
(RecSys 2019) found it hard to beat.
"""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from scipy.sparse import csr_array, diags_array

from wellread.catalogue.catalogue import Catalogue
from wellread.evaluation.baselines.histories import HistoryBaseline, chosen
from wellread.models.base import Floats, Interactions

Weighting = Literal["none", "tf_idf", "bm25"]
K1, B = 1.2, 0.75
"""The usual constants of BM25."""


class ItemKNN(HistoryBaseline):
    """Sum over the history of the cosine of two items, of the nearest neighbours of each item.

    Args:
        neighbours: How many of its most similar items are kept for each item.
        shrink: Added to the product of the norms.
        weighting: Of the users, as an item's words: `tf_idf` counts those who chose much less, `bm25` the
            choices of popular items too.
        decay: See `HistoryBaseline`.
        window: See `HistoryBaseline`.
        fade: See `HistoryBaseline`.
    """

    def __init__(
        self,
        neighbours: int = 100,
        shrink: float = 10.0,
        weighting: Weighting = "none",
        decay: float = 1.0,
        window: int | None = None,
        fade: float = 0.0,
    ) -> None:
        super().__init__(decay, window, fade)
        self.neighbours = neighbours
        self.shrink = shrink
        self.weighting = weighting
        self.similar = csr_array((0, 0))
        """(n_items, n_items), row i: how near its neighbours are to item i."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log."""
        self.n_items = len(catalogue)
        users = weighted(chosen(log, self.n_items), self.weighting)
        gram = csr_array(users.T @ users)
        norms = np.sqrt(gram.diagonal())
        row = np.repeat(np.arange(self.n_items), np.diff(gram.indptr))
        gram.data /= norms[row] * norms[gram.indices] + self.shrink
        gram.data[row == gram.indices] = 0
        self.similar = largest(gram, self.neighbours)
        return self

    def _scores(self, chosen: csr_array) -> Floats:
        return np.asarray((chosen @ self.similar).toarray(), np.float32)


def weighted(users: csr_array, weighting: Weighting) -> csr_array:
    """(n_users, n_items) what each choice weighs."""
    if weighting == "none" or not users.nnz:
        return users
    lengths = np.diff(users.indptr)
    idf = np.log1p(users.shape[1] / np.maximum(lengths, 1))
    found = csr_array(diags_array(idf) @ users)
    if weighting == "bm25":
        counts = np.bincount(users.indices, minlength=users.shape[1])
        length = 1 - B + B * counts / counts.mean()
        found = csr_array(found @ diags_array((K1 + 1) / (K1 * length + 1)))
    return found


def largest(matrix: csr_array, k: int) -> csr_array:
    """The `k` largest positive values of each row, float32."""
    keep = np.zeros(matrix.nnz, bool)
    for begin, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        own = matrix.data[begin:end]
        best = np.argpartition(-own, k - 1)[:k] if len(own) > k else np.arange(len(own))
        keep[begin + best[own[best] > 0]] = True
    starts = np.concatenate([[0], np.cumsum(keep)])[matrix.indptr]
    return csr_array((matrix.data[keep].astype(np.float32), matrix.indices[keep], starts), shape=matrix.shape)
