"""`next_item`: what came next. A sequential form of `item_to_item`."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import numpy as np
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Doubles, Interactions, Ints
from wellread.models.counting import add_up
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.models.sums import Sums
from wellread.settings import Content, NextItem

DAY = 86_400.0
GRAIN = 2.0**-32
"""What two events add is a multiple of this: up to 2,097,152 such sums are exact, in whatever order."""


class NextItemModel(NeighbourhoodModel):
    """Transitions: one row of X per event, the decayed history before it; Y is the event's item.

    G = X'X, R = Y'X, both added up from pairs of events. Two events d places apart are both in the rows of
    those n later events whose reach holds them, and add decay^d (1 + decay^2 + ... + decay^2(n-1)) to G.
    R counts a transition read backwards too, with a weight of its own. A pair counts the less the older it
    is, 2^((t - epoch) / half-life) by the time t of its later event.
    """

    name = "next_item"
    settings: NextItem

    def __init__(self, settings: NextItem, texts: Content) -> None:
        super().__init__(settings, texts)
        self.epoch = 0.0
        """Time at which a pair counts 1, seconds since 1970: a multiple of the half-life, so that it moves
        seldom."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`."""
        self.epoch = self._epoch(log)
        return super().fit(log, catalogue)

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`; once a half-life all sums are halved and all rows solved again."""
        epoch = self._epoch(after)
        if epoch > self.epoch and len(after):
            faded = 2.0 ** ((self.epoch - epoch) / self._half_life)
            self.sums, self.epoch = self.sums.times(faded), epoch
            self.waiting += 1
        return super().update(before, after, catalogue, most)

    @property
    def _half_life(self) -> float:
        return self.settings.half_life_days * DAY

    def _epoch(self, log: Interactions) -> float:
        newest = float(log.times.max()) if len(log) else 0.0
        return float(np.floor(newest / self._half_life) * self._half_life)

    def count(self, log: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.count`."""
        return self._count(_without_repeats(log), n_items)

    def change(self, before: Interactions, after: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.change`: only ends that differ, and what reaches into them, are counted."""
        old, new = _ends(_without_repeats(before), _without_repeats(after), 2 * self.settings.reach)
        return self._count(new, n_items).minus(self._count(old, n_items))

    def _count(self, log: Interactions, n_items: int) -> Sums:
        pairs = _Pairs(log, n_items, self.settings, self.epoch)
        reach, curvature, room = self.settings.reach, pairs.diagonal() + self.settings.ridge, self.room(24)
        gram = add_up(pairs.gram, pairs.counts * (2 * reach - 1), curvature, room, np.float64)
        both = 2 if self.settings.backward else 1
        cross = add_up(pairs.cross, pairs.counts * reach * both, curvature, room, np.float64)
        return Sums(gram.matrix, cross.matrix, gram.limits, max(gram.dropped, cross.dropped))

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        super().save(folder)
        files.write(folder / "epoch", {"epoch": self.epoch}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        manifest, _ = files.read(folder / "epoch")
        self.epoch = float(manifest["epoch"])
        return super().load(folder, catalogue)


class _Pairs:
    """The pairs of events of one history that are within reach.

    Args:
        log: (n_events,) histories.
        n_items: Width of the sums.
        settings: Decay, reach, weight of backward transitions, half-life.
        epoch: Time at which a pair counts 1.
    """

    def __init__(self, log: Interactions, n_items: int, settings: NextItem, epoch: float) -> None:
        self.items, self.window, self.backward = log.items.astype(np.int32), settings.reach, settings.backward
        self.age = 2.0 ** ((log.times - epoch) / (settings.half_life_days * DAY))
        self.begin = np.searchsorted(log.users, log.users).astype(np.int32)
        self.end = np.searchsorted(log.users, log.users, side="right").astype(np.int32)
        self.counts = np.bincount(self.items, minlength=n_items)
        starts = np.concatenate([[0], np.cumsum(self.counts)])
        order = np.argsort(self.items, kind="stable")
        self.events = csr_array((np.ones(len(log)), order, starts), shape=(n_items, len(log)))
        fade = np.float64(settings.decay) ** np.arange(self.window, dtype=np.float64)
        self.fade = fade
        rows = np.concatenate([[0], np.cumsum(fade**2)])
        self.shared = np.outer(fade, rows)

    def diagonal(self) -> Doubles:
        """(n_items,) that of G, but for items that come several times within a window."""
        rows = np.minimum(self.end - 1 - np.arange(len(self.end)), self.window)
        return np.asarray(np.bincount(self.items, _grains(self.shared[0, rows] * self.age), len(self.counts)))

    def cross(self, targets: Ints) -> csr_array:
        """Rows of R: what came before the targets."""
        own = self.events[targets]
        event, step = own.indices[:, None], np.arange(1, self.window + 1, dtype=np.int32)
        before = np.where(event - step >= self.begin[event], self.fade[step - 1] * self.age[event], 0)
        if not self.backward:
            return self._summed(own, event - step, before)
        at = event + step
        inside = at < self.end[event]
        after = self.backward * self.fade[step - 1] * self.age[np.where(inside, at, event)]
        return self._summed(
            own, np.hstack([event - step, at]), np.hstack([before, np.where(inside, after, 0)])
        )

    def gram(self, targets: Ints) -> csr_array:
        """Rows of G: what was in a window together with the targets."""
        own = self.events[targets]
        event, step = own.indices[:, None], np.arange(1 - self.window, self.window, dtype=np.int32)
        at, apart = event + step, np.abs(step)
        rows = np.minimum(self.window - apart, self.end[event] - 1 - np.maximum(at, event))
        together = (at >= self.begin[event]) & (rows > 0)
        later = np.where(together, np.maximum(at, event), event)
        return self._summed(own, at, np.where(together, self.shared[apart, rows] * self.age[later], 0))

    def _summed(self, own: csr_array, at: Ints, weights: Doubles) -> csr_array:
        """(n_targets, n_items): what the events `at` weigh beside each event, added up by target and item."""
        weights = _grains(weights)
        keep, n = weights > 0, own.nnz
        starts = np.concatenate([[0], np.cumsum(keep.sum(axis=1))])
        shape = n, self.events.shape[0]
        beside = csr_array((weights[keep], self.items[at[keep]], starts), shape=shape)
        return csr_array((own.data, np.arange(n), own.indptr), shape=(own.shape[0], n)) @ beside


def _grains(weights: Doubles) -> Doubles:
    return np.asarray(np.round(weights / GRAIN) * GRAIN)


def _without_repeats(log: Interactions) -> Interactions:
    """A click and a purchase of the same item one after the other are one step."""
    same = (log.items[1:] == log.items[:-1]) & (log.users[1:] == log.users[:-1])
    return log.where(np.concatenate([[True], ~same])) if len(log) else log


def _ends(one: Interactions, two: Interactions, overlap: int) -> tuple[Interactions, Interactions]:
    """Two logs without what the histories of the same index begin alike with, but for the last of that.

    Args:
        one: Histories.
        two: Histories.
        overlap: How much is kept of what is alike: events further back are in no pair that differs.
    """
    n = max(one.n_users, two.n_users)
    first, second = (np.searchsorted(log.users, np.arange(n + 1)) for log in (one, two))
    shared = np.minimum(np.diff(first), np.diff(second))
    place = np.arange(shared.sum()) - np.repeat(np.cumsum(shared) - shared, shared)
    at, other = np.repeat(first[:-1], shared) + place, np.repeat(second[:-1], shared) + place
    same = (one.items[at] == two.items[other]) & (one.times[at] == two.times[other])
    user = np.repeat(np.arange(n), shared)
    alike = shared.copy()
    np.minimum.at(alike, user[~same], place[~same])
    dropped = np.maximum(alike - overlap, 0)
    return tuple(  # type: ignore[return-value]
        log.where(np.arange(len(log)) - starts[log.users] >= dropped[log.users])
        for log, starts in ((one, first), (two, second))
    )
