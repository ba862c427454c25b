"""What `item_to_item` and `next_item` share: sums of behaviour, and the ridge solved on them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models import ridge
from wellread.models.base import Interactions, Ints
from wellread.models.history_model import HistoryModel
from wellread.models.item_weights import ItemWeights
from wellread.settings import Content, Neighbourhood
from wellread.sparse import empty, pruned, resized


class Sums(NamedTuple):
    """What is learnt from a log: counts that add and subtract."""

    gram: csr_array
    """(n_items, n_items) G = X'X."""
    cross: csr_array
    """(n_items, n_items) R: for each target (column) the items (rows) that came with it."""


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
        self.sums = Sums(empty(0, 0), empty(0, 0))

    def count(self, log: Interactions, n_items: int) -> Sums:
        """The sums of a log of events of positive weight."""
        raise NotImplementedError

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
        self.sums = Sums(resized(self.sums.gram, n, n), resized(self.sums.cross, n, n))
        self.weights = self.weights.resized(n)
        targets = np.arange(known, n)
        if len(before) or len(after):
            old, new = self.count(_positive(before), n), self.count(_positive(after), n)
            change = Sums(pruned(new.gram - old.gram), pruned(new.cross - old.cross))
            self.sums = Sums(pruned(self.sums.gram + change.gram), pruned(self.sums.cross + change.cross))
            targets = self._touched(change, known, self._prior(catalogue))
        if len(targets):
            self._solve(targets, catalogue)
        return self

    def _touched(self, change: Sums, known: int, prior: csr_array) -> Ints:
        """Targets whose solution may differ: changed themselves, new, or with a changed item in their sums.

        A changed Gram entry (a, b) matters to every target that has a or b among its candidates.
        """
        n = self.weights.n_items
        items = np.zeros(n)
        items[change.gram.tocoo().row] = 1
        weighed = csr_array(abs(self.weights.matrix))
        reached = self.sums.cross.T @ items + weighed.T @ items + prior @ items
        reached[change.cross.tocoo().col] = 1
        reached[known:] = 1
        return np.flatnonzero(reached + items)

    def _solve(self, targets: Ints, catalogue: Catalogue) -> None:
        own = self.settings
        count = self.sums.gram.diagonal()
        cold = own.text_prior_half / (own.text_prior_half + count)
        mu = own.text_prior + (own.text_prior_cold - own.text_prior) * cold
        columns = ridge.solve(
            self.sums.gram, self.sums.cross, self._prior(catalogue), targets, mu, own.ridge, own.neighbours
        )
        self.weights = self.weights.with_columns(targets, columns)

    def _prior(self, catalogue: Catalogue) -> csr_array:
        return catalogue.similar(self.texts.similarity, self.texts.neighbours)

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        arrays = {"gram": self.sums.gram, "cross": self.sums.cross, "weights": self.weights.matrix}
        files.write(folder, {"model": self.name}, arrays)

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        _, arrays = files.read(folder)
        self.sums = Sums(files.sparse(arrays, "gram"), files.sparse(arrays, "cross"))
        self.weights = ItemWeights(files.sparse(arrays, "weights"))
        return self


def _positive(log: Interactions) -> Interactions:
    return log.where(log.weights > 0)
