"""What `item_to_item` and `next_item` share: sums of behaviour, and the ridge solved on them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models import ridge
from wellread.models.base import Doubles, Interactions
from wellread.models.history_model import HistoryModel
from wellread.models.item_weights import ItemWeights
from wellread.models.sums import Held, Sums
from wellread.settings import Content, Neighbourhood
from wellread.sparse import Layered, empty

NEGLIGIBLE = 1e-4
"""Where rows whose equations moved less, in units of weights, are not worth a solution while events come."""


class NeighbourhoodModel(HistoryModel):
    """A linear item-item model solved in closed form; subclasses say what is counted.

    Args:
        settings: Hyper-parameters.
        texts: How the prior compares texts.
    """

    name: ClassVar[str]
    learns = True

    def __init__(self, settings: Neighbourhood, texts: Content) -> None:
        super().__init__(settings)
        self.settings = settings
        self.texts = texts
        self.sums = Held.nothing()
        self.solved = 0
        """How many rows the last fit or update solved."""
        self.waiting = np.zeros(0)
        """(n_items,) how far each target's equations moved since they were solved; 0: not at all."""

    def count(self, log: Interactions, n_items: int) -> Sums:
        """The sums of a log of events of positive weight, within `settings.memory`."""
        raise NotImplementedError

    def change(self, before: Interactions, after: Interactions, n_items: int) -> Sums:
        """By how much the sums of two logs differ; histories of the same index are best alike."""
        return self.count(after, n_items).minus(self.count(before, n_items))

    def room(self, size: int) -> int:
        """How many entries of `size` bytes the settings allow."""
        return int(self.settings.memory * 2**30 / size)

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`."""
        n = len(catalogue)
        self.sums = Held.of(self.count(_positive(log), n))
        self.weights, self.waiting = ItemWeights(empty(n, n)), np.ones(n)
        self._solve(catalogue, None, 0.0)
        return self

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`: sums change, and the rows that they touch are solved again.

        Those of which most changed come first; what is not solved waits for a later update, and what hardly
        moved for one without events.
        """
        n, known = len(catalogue), self.weights.n_items
        self.sums = self.sums.resized(n)
        self.weights = self.weights.resized(n)
        self.waiting = np.pad(self.waiting, (0, n - known), constant_values=np.inf)
        if len(before) or len(after):
            change = self.change(_positive(before), _positive(after), n)
            self.sums = self.sums.plus(change)
            self.waiting += self._moved(change, self._prior(catalogue))
            self._solve(catalogue, most, 0.0 if most is None else NEGLIGIBLE)
        else:
            self._solve(catalogue, most, 0.0)
        return self

    def _moved(self, change: Sums, prior: csr_array) -> Doubles:
        """(n_items,) how far each target's equations moved, in units of its weights; 0: not at all.

        They do where the target's own count or row of R changed; where a count changed of an item in N(j), or
        the common count alone of two; and where a candidate's count fell: it may come into N(j).
        """
        root = np.sqrt(self.sums.gram.diagonal() + self.settings.ridge)
        counts, pairs, own = change.gram.diagonal(), change.gram.tocoo(), change.cross.tocoo()
        moved = np.abs(counts) / root**2
        moved += self.weights.reached(np.abs(counts) / root**2)
        np.add.at(moved, own.row, np.abs(own.data) / (root[own.row] * root[own.col]))
        apart = (counts[pairs.row] == 0) & (counts[pairs.col] == 0)
        if apart.any():
            at, value = pairs.row[apart], np.abs(pairs.data[apart])
            by = np.bincount(at, value / (root[at] * root[pairs.col[apart]]), len(root)).astype(np.float64)
            moved += self.weights.reached(by)
        if (counts < 0).any():
            fell = np.maximum(-counts, 0) / root**2
            moved += self.sums.cross.dot(fell / root) / root + prior @ fell
        return np.asarray(moved)

    def _solve(self, catalogue: Catalogue, most: int | None, least: float) -> None:
        """Solve what moved further than `least`: new items, and all or the `most` that moved furthest."""
        targets = np.flatnonzero(self.waiting > least)
        if most is not None:
            size = max(most, int(np.isinf(self.waiting).sum()))
            targets = np.sort(targets[np.argsort(-self.waiting[targets], kind="stable")[:size]])
        self.solved = len(targets)
        if not len(targets):
            return
        own = self.settings
        count = self.sums.gram.diagonal()
        cold = own.text_prior_half / (own.text_prior_half + count)
        mu = own.text_prior + (own.text_prior_cold - own.text_prior) * cold
        columns = ridge.solve(
            self.sums.gram, self.sums.cross, self._prior(catalogue), targets, mu, own.ridge, own.neighbours,
            self.sums.limits,
        )  # fmt: skip
        self.weights = self.weights.with_columns(targets, columns)
        self.waiting[targets] = 0

    def _prior(self, catalogue: Catalogue) -> csr_array:
        return catalogue.similar(self.texts.similarity, self.texts.neighbours)

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        own = self.sums
        arrays = self.weights.arrays() | {
            "limits": own.limits, "waiting": self.waiting,
            "gram": own.gram.base, "gram_added": own.gram.added,
        }  # fmt: skip
        if not own.one:
            arrays |= {"cross": own.cross.base, "cross_added": own.cross.added}
        files.write(folder, {"model": self.name, "dropped": own.dropped}, arrays)

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        manifest, arrays = files.read(folder)

        def layered(name: str) -> Layered:
            return Layered(files.sparse(arrays, name), files.sparse(arrays, f"{name}_added"))

        gram = layered("gram")
        cross = layered("cross") if "cross_data" in arrays else gram
        self.sums = Held(gram, cross, arrays["limits"], manifest["dropped"])
        self.weights = ItemWeights.of_arrays(arrays)
        self.waiting = np.array(arrays["waiting"])
        return self


def _positive(log: Interactions) -> Interactions:
    return log.where(log.weights > 0)
