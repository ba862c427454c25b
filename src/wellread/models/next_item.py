"""`next_item`: what came next. A sequential form of `item_to_item`."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Interactions
from wellread.models.neighbourhood import NeighbourhoodModel, Sums
from wellread.settings import Content, NextItem


class NextItemModel(NeighbourhoodModel):
    """Transitions: one row of X per event, the decayed history before it; Y is the event's item.

    G = X'X, R = X'Y.
    """

    name = "next_item"

    def __init__(self, settings: NextItem, texts: Content) -> None:
        super().__init__(settings, texts)

    def count(self, log: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.count`."""
        log = _without_repeats(log)
        n, begin = len(log), np.searchsorted(log.users, log.users)
        at = np.arange(n)
        events, items, weights = [], [], []
        for back in range(1, self.settings.window + 1):
            inside = at[at - back >= begin]
            if not len(inside):
                break
            events.append(inside)
            items.append(log.items[inside - back])
            weights.append(np.full(len(inside), self.settings.decay ** (back - 1)))
        if not events:
            empty = csr_array((n_items, n_items))
            return Sums(empty, empty.copy())
        entries = np.concatenate(weights), (np.concatenate(events), np.concatenate(items))
        history = csr_array(entries, shape=(n, n_items))
        following = csr_array((np.ones(n), (at, log.items)), shape=(n, n_items))
        gram, cross = csr_array(history.T @ history), csr_array(history.T @ following)
        gram.sort_indices()
        cross.sort_indices()
        return Sums(gram, cross)


def _without_repeats(log: Interactions) -> Interactions:
    """A click and a purchase of the same item one after the other are one step."""
    same = (log.items[1:] == log.items[:-1]) & (log.users[1:] == log.users[:-1])
    return log.where(np.concatenate([[True], ~same])) if len(log) else log
