"""What `item_to_item` and `next_item` share: sums of behaviour, and the ridge solved on them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models import ridge
from wellread.models.base import Interactions, Ints
from wellread.models.history_model import HistoryModel
from wellread.models.item_weights import ItemWeights
from wellread.models.sums import Sums
from wellread.settings import Content, Neighbourhood
from wellread.sparse import empty


class NeighbourhoodModel(HistoryModel):
    """A linear item-item model solved in closed form; subclasses say what is counted.

    Args:
        settings: Hyper-parameters.
        texts: How the prior compares texts.
    """

    name: ClassVar[str]

    def __init__(self, settings: Neighbourhood, texts: Content) -> None:
        super().__init__(settings)
        self.settings = settings
        self.texts = texts
        self.sums = Sums(empty(0, 0), empty(0, 0), np.zeros(0))

    def count(self, log: Interactions, n_items: int) -> Sums:
        """The sums of a log of events of positive weight, within `settings.memory`."""
        raise NotImplementedError

    def room(self, size: int) -> int:
        """How many entries of `size` bytes the settings allow."""
        return int(self.settings.memory * 2**30 / size)

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`."""
        n = len(catalogue)
        self.sums = self.count(_positive(log), n)
        self.weights = ItemWeights(empty(n, n))
        self._solve(np.arange(n), catalogue)
        return self

    def update(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.update`: sums change, and the rows that they touch are solved again."""
        n, known = len(catalogue), self.weights.n_items
        self.sums = self.sums.resized(n)
        self.weights = self.weights.resized(n)
        targets = np.arange(known, n)
        if len(before) or len(after):
            change = self.count(_positive(after), n).minus(self.count(_positive(before), n))
            self.sums = self.sums.plus(change)
            targets = self._touched(change, known, self._prior(catalogue))
        if len(targets):
            self._solve(targets, catalogue)
        return self

    def _touched(self, change: Sums, known: int, prior: csr_array) -> Ints:
        """Targets whose solution may differ.

        New ones; those whose own count or row of R changed; those with an item in N(j) whose count changed,
        or with two whose common count alone did; and those with a candidate whose count fell: it may come
        into N(j).
        """
        counts, weights = change.gram.diagonal(), self.weights.matrix
        chosen = csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), weights.shape).T
        pairs = change.gram.tocoo()
        apart = (counts[pairs.row] == 0) & (counts[pairs.col] == 0)
        paired = np.bincount(pairs.row[apart], minlength=len(counts)) > 0
        fell = (counts < 0).astype(np.float64)
        reached = chosen @ (counts != 0) + self.sums.cross @ fell + prior @ fell
        touched = (reached > 0) | (chosen @ paired > 1) | (counts != 0)
        touched[np.flatnonzero(np.diff(change.cross.indptr))] = True
        touched[known:] = True
        return np.flatnonzero(touched)

    def _solve(self, targets: Ints, catalogue: Catalogue) -> None:
        own = self.settings
        count = self.sums.gram.diagonal()
        cold = own.text_prior_half / (own.text_prior_half + count)
        mu = own.text_prior + (own.text_prior_cold - own.text_prior) * cold
        columns = ridge.solve(
            self.sums.gram, self.sums.cross, self._prior(catalogue), targets, mu, own.ridge, own.neighbours,
            self.sums.limits,
        )  # fmt: skip
        self.weights = self.weights.with_columns(targets, columns)

    def _prior(self, catalogue: Catalogue) -> csr_array:
        return catalogue.similar(self.texts.similarity, self.texts.neighbours)

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        own = self.sums
        matrices = {"gram": own.gram, "weights": self.weights.matrix}
        if own.cross is not own.gram:
            matrices["cross"] = own.cross
        files.write(folder, {"model": self.name, "dropped": own.dropped}, {"limits": own.limits, **matrices})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        manifest, arrays = files.read(folder)
        gram = files.sparse(arrays, "gram")
        cross = files.sparse(arrays, "cross") if "cross_data" in arrays else gram
        self.sums = Sums(gram, cross, arrays["limits"], manifest["dropped"])
        self.weights = ItemWeights(files.sparse(arrays, "weights"))
        return self


def _positive(log: Interactions) -> Interactions:
    return log.where(log.weights > 0)
