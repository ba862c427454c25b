"""`next_item`: what came next. A sequential form of `item_to_item`."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles, Interactions, Ints
from wellread.models.counting import add_up
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.models.sums import Sums
from wellread.settings import Content, NextItem

GRAIN = 2.0**-32
"""What two events add is a multiple of this: up to 2,097,152 such sums are exact, in whatever order."""


class NextItemModel(NeighbourhoodModel):
    """Transitions: one row of X per event, the decayed history before it; Y is the event's item.

    G = X'X, R = Y'X, both added up from pairs of events. Two events d places apart are both in the rows of
    those n later events whose window holds them, and add decay^d (1 + decay^2 + ... + decay^2(n-1)) to G.
    """

    name = "next_item"

    def __init__(self, settings: NextItem, texts: Content) -> None:
        super().__init__(settings, texts)

    def count(self, log: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.count`."""
        pairs = _Pairs(_without_repeats(log), n_items, self.settings.decay, self.settings.window)
        window, curvature, room = self.settings.window, pairs.diagonal() + self.settings.ridge, self.room(24)
        gram = add_up(pairs.gram, pairs.counts * (2 * window - 1), curvature, room, np.float64)
        cross = add_up(pairs.cross, pairs.counts * window, curvature, room, np.float64)
        return Sums(gram.matrix, cross.matrix, gram.limits, max(gram.dropped, cross.dropped))


class _Pairs:
    """The pairs of events of one history that are within the window.

    Args:
        log: (n_events,) histories.
        n_items: Width of the sums.
        decay: Weight of the event before.
        window: How many events back a transition reaches.
    """

    def __init__(self, log: Interactions, n_items: int, decay: float, window: int) -> None:
        self.items, self.window = log.items.astype(np.int32), window
        self.begin = np.searchsorted(log.users, log.users).astype(np.int32)
        self.end = np.searchsorted(log.users, log.users, side="right").astype(np.int32)
        self.counts = np.bincount(self.items, minlength=n_items)
        starts = np.concatenate([[0], np.cumsum(self.counts)])
        order = np.argsort(self.items, kind="stable")
        self.events = csr_array((np.ones(len(log)), order, starts), shape=(n_items, len(log)))
        fade = np.float64(decay) ** np.arange(window, dtype=np.float64)
        self.fade = _grains(fade)
        rows = np.concatenate([[0], np.cumsum(fade**2)])
        self.shared = _grains(np.outer(fade, rows))

    def diagonal(self) -> Doubles:
        """(n_items,) that of G, but for items that come several times within a window."""
        rows = np.minimum(self.end - 1 - np.arange(len(self.end)), self.window)
        return np.asarray(np.bincount(self.items, self.shared[0, rows], len(self.counts)))

    def cross(self, targets: Ints) -> csr_array:
        """Rows of R: what came before the targets."""
        own = self.events[targets]
        event, step = own.indices[:, None], np.arange(1, self.window + 1, dtype=np.int32)
        at = event - step
        return self._summed(own, at, np.where(at >= self.begin[event], self.fade[step - 1], 0))

    def gram(self, targets: Ints) -> csr_array:
        """Rows of G: what was in a window together with the targets."""
        own = self.events[targets]
        event, step = own.indices[:, None], np.arange(1 - self.window, self.window, dtype=np.int32)
        at, apart = event + step, np.abs(step)
        rows = np.minimum(self.window - apart, self.end[event] - 1 - np.maximum(at, event))
        together = (at >= self.begin[event]) & (rows > 0)
        return self._summed(own, at, np.where(together, self.shared[apart, rows], 0))

    def _summed(self, own: csr_array, at: Ints, weights: Doubles) -> csr_array:
        """(n_targets, n_items): what the events `at` weigh beside each event, added up by target and item."""
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
