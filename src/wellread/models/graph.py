"""`graph`: behaviour as a signal on the graph of items, smoothed by a filter in closed form.

Source: Shen et al., "How Powerful is Graph Convolution for Recommendation?" (CIKM 2021), GF-CF: the sum of a
linear filter and of a low-pass filter on the normalised item-item matrix, for which no training is needed.
Here histories weigh by their length to the power -1/2 instead of -1, items' counts are shrunk, the low-pass
filter is continuous, and the likeness of texts adds edges, so that items without behaviour are reached.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array, diags_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Doubles, Interactions, Ints
from wellread.models.history_model import HistoryModel
from wellread.models.low_pass import low_pass
from wellread.models.low_rank import LowRankWeights
from wellread.settings import Content
from wellread.settings import Graph as Settings
from wellread.sparse import empty, pruned, resized


class Sums(NamedTuple):
    """What is learnt from a log: counts that add and subtract."""

    gram: csr_array
    """(n_items, n_items) sum over the histories that hold both items of length^-1/2."""
    counts: Doubles
    """(n_items,) in how many histories each item is."""


class Graph(HistoryModel):
    """Score of j: sum over the history of D^-1/2 (G + T) D^-1/2 + low_pass l_1 D^-1/2 F D^1/2.

    G: the sums of behaviour; D: items' counts + shrink; T: likeness of the texts, as many histories as the
    settings say; F: the low-pass filter of D^-1/2 G D^-1/2, and l_1 the largest eigenvalue of that.

    Args:
        settings: Hyper-parameters.
        texts: How the texts' likeness is measured.
    """

    name = "graph"
    learns = True
    weights: LowRankWeights

    def __init__(self, settings: Settings, texts: Content) -> None:
        super().__init__(settings)
        self.settings = settings
        self.texts = texts
        self._forget(0)

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`."""
        self._forget(len(catalogue))
        self.sums = _count(log, len(catalogue))
        self._filter(catalogue)
        return self

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`: new items are a few columns; behaviour asks for the eigenvectors again.

        That takes seconds where tens of thousands of items are connected: update by many events at once.
        """
        n, known = len(catalogue), self.weights.n_items
        self.weights = self.weights.resized(n)
        self.sums = Sums(resized(self.sums.gram, n, n), np.pad(self.sums.counts, (0, n - known)))
        old, new = _count(before, n), _count(after, n)
        change = pruned(csr_array(new.gram - old.gram))
        if change.nnz:
            gram = pruned(csr_array(self.sums.gram + change))
            self.sums = Sums(gram, self.sums.counts + (new.counts - old.counts))
            self._filter(catalogue)
        elif n > known:
            targets = np.arange(known, n)
            self.weights = self.weights.with_columns(targets, self._edges(targets, catalogue))
        return self

    def _forget(self, n_items: int) -> None:
        self.sums = Sums(empty(n_items, n_items), np.zeros(n_items))
        nothing = np.zeros((n_items, 0), np.float32)
        self.weights = LowRankWeights(empty(n_items, n_items), nothing, nothing.T)

    def _filter(self, catalogue: Catalogue) -> None:
        root = self._root()
        scale = diags_array(1 / root)
        rank = self.settings.rank if self.settings.low_pass else 0
        smooth = low_pass(csr_array(scale @ self.sums.gram @ scale), rank)
        left = smooth.vectors / root[:, None]
        gains = self.settings.low_pass * smooth.largest * smooth.gains
        right = (smooth.vectors * gains).T * root
        edges = self._edges(np.arange(len(root)), catalogue)
        # in the order in which files hold them, so that what is loaded gives the same bits
        both = (np.ascontiguousarray(part, np.float32) for part in (left, right))
        self.weights = LowRankWeights(edges, *both)

    def _root(self) -> Doubles:
        """(n_items,) D^1/2."""
        return np.sqrt(self.sums.counts + self.settings.shrink)

    def _edges(self, targets: Ints, catalogue: Catalogue) -> csr_array:
        """(n_items, n_targets) float32: columns of D^-1/2 (G + T) D^-1/2."""
        own, root = self.settings, self._root()
        cold = 1 / (1 + self.sums.counts[targets])
        prior = own.text_prior + (own.text_prior_cold - own.text_prior) * cold
        similar = catalogue.similar(self.texts.similarity, self.texts.neighbours)
        likeness = csr_array(similar[targets].T) @ diags_array(prior)
        joined = (
            diags_array(1 / root) @ (self.sums.gram[:, targets] + likeness) @ diags_array(1 / root[targets])
        )
        return csr_array(joined, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(
            folder,
            {"model": self.name},
            {
                "gram": self.sums.gram, "counts": self.sums.counts, "edges": self.weights.matrix,
                "left": self.weights.left, "right": self.weights.right,
            },
        )  # fmt: skip

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        _, arrays = files.read(folder)
        self.sums = Sums(files.sparse(arrays, "gram"), np.array(arrays["counts"]))
        self.weights = LowRankWeights(files.sparse(arrays, "edges"), arrays["left"], arrays["right"])
        return self


def _count(log: Interactions, n_items: int) -> Sums:
    """The sums of the events of positive weight; an item counts once in a history."""
    log = log.where(log.weights > 0)
    held = csr_array((np.ones(len(log)), (log.users, log.items)), shape=(log.n_users, n_items))
    held.sum_duplicates()
    lengths = np.diff(held.indptr)
    held.data[:] = np.repeat(np.maximum(lengths, 1) ** -0.25, lengths)
    gram = csr_array(held.T @ held)
    gram.sort_indices()
    return Sums(gram, np.bincount(held.indices, minlength=n_items).astype(np.float64))
