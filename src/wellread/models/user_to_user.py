"""`user_to_user`: what those chose who chose the same things.

Cosine of sets weighted by idf, the nearest neighbours' votes, and the votes of popular items damped: what
everybody chose says little of who is alike and needs no neighbour to be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self, overload

import numpy as np
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import NOTHING, Doubles, Floats, Interactions, Ints, Profile, Term
from wellread.models.fading import faded
from wellread.models.histories import Histories, Spans
from wellread.settings import UserToUser as Settings


class Neighbours(NamedTuple):
    """The histories nearest to a profile."""

    rows: Ints
    """(n_neighbours,) which histories."""
    likeness: Doubles
    """(n_neighbours,) dot product / (norm x norm + shrink), > 0."""
    scale: Doubles
    """(n_neighbours,) what the dot product was divided by."""


class UserToUser:
    """sum over the neighbours v of likeness(profile, v) x [j in v] / count(j)^damping.

    A neighbour's likeness is a sum over the items it shares with the profile, so with the neighbours given
    the score splits exactly by the profile's items.

    Args:
        settings: Hyper-parameters.
    """

    name = "user_to_user"
    learns = True

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._take(Histories.of(NOTHING, 0))

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`."""
        return self._take(Histories.of(log, len(catalogue)))

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`: histories are taken away and added; time grows with all that are held."""
        n = len(catalogue)
        return self._take(self.histories.changed(Histories.of(before, n), Histories.of(after, n), n))

    def _take(self, histories: Histories) -> Self:
        """Hold `histories`, and compute what follows from them alone."""
        counts = np.maximum(histories.counts, 1)
        spans = histories.spans
        self.histories = histories
        self._idf2 = np.log1p(len(histories) / counts) ** 2
        squares = self._idf2[spans.values]
        self._norms = np.sqrt(np.add.reduceat(squares, spans.starts[:-1]) if len(squares) else squares)
        self._damping = counts.astype(np.float64) ** -self.settings.damping
        return self

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """See `Model.score`."""
        n = self.histories.n_items
        if not isinstance(profiles, Profile):
            return np.stack([self.score(p) for p in profiles]) if profiles else np.zeros((0, n), np.float32)
        near = self._neighbours(*faded(profiles, self.settings, n))
        items, counts = self.histories.spans.of(near.rows)
        votes = np.bincount(items, np.repeat(near.likeness, counts), minlength=n)
        return (votes * self._damping).astype(np.float32)

    def _neighbours(self, rows: Ints, weights: Doubles) -> Neighbours:
        """The nearest histories of positive likeness; among equals those of the lowest keys."""
        found, counts = self.histories.by_item.of(rows)
        dots = np.bincount(
            found, np.repeat(weights * self._idf2[rows], counts), minlength=len(self.histories)
        )
        candidates = np.flatnonzero(dots > 0)
        own = np.sqrt(np.sum(weights**2 * self._idf2[rows]))
        scale = own * self._norms[candidates] + self.settings.shrink
        likeness = dots[candidates] / scale
        best = _largest(likeness, self.settings.neighbours)
        return Neighbours(candidates[best], likeness[best], scale[best])

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term per event, its share in the neighbours' likeness times their votes."""
        history, weights = faded(profile, self.settings, self.histories.n_items)
        near = self._neighbours(history, weights)
        shared = self._holds(near.rows, history) * (weights * self._idf2[history])
        votes = self._holds(near.rows, rows) * self._damping[rows]
        parts = (shared / near.scale[:, None]).T @ votes
        return [
            [Term("history", int(history[i]), float(own[i])) for i in np.flatnonzero(own)] for own in parts.T
        ]

    def _holds(self, histories: Ints, items: Ints) -> Doubles:
        """(n_histories, n_items) 1 where a history holds an item."""
        found, counts = self.histories.spans.of(histories)
        starts = np.concatenate([[0], np.cumsum(counts)])
        held = csr_array((np.ones(len(found)), found, starts), shape=(len(histories), self.histories.n_items))
        return np.asarray(held[:, items].toarray())

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        own = self.histories
        files.write(
            folder,
            {"model": self.name, "items": own.n_items},
            {"keys": own.keys, "starts": own.spans.starts, "values": own.spans.values},
        )

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        manifest, arrays = files.read(folder)
        spans = Spans(arrays["starts"], arrays["values"])
        return self._take(Histories(arrays["keys"], spans, int(manifest["items"])))


def _largest(values: Doubles, most: int) -> Ints:
    """Where the `most` largest values are, ascending; of those equal to the least of them the first."""
    if len(values) <= most:
        return np.arange(len(values))
    least = np.partition(values, len(values) - most)[len(values) - most]
    above = np.flatnonzero(values > least)
    equal = np.flatnonzero(values == least)[: most - len(above)]
    return np.sort(np.concatenate([above, equal]))
