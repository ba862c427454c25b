"""`item_to_item`: what the same people consumed.

Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (2019), restricted to N(j).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Interactions
from wellread.models.counting import add_up
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.models.sums import Sums
from wellread.sparse import pruned


class ItemToItem(NeighbourhoodModel):
    """Co-consumption: G = R = X'X with X the binary (user, item) matrix."""

    name = "item_to_item"

    def count(self, log: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.count`. Counts are float32: exact up to 16,777,216 people."""
        people = _binary(log, log.n_users, n_items)
        items = csr_array(people.T.tocsr())
        reach = items.astype(np.int64) @ np.diff(people.indptr)
        curvature, room = np.diff(items.indptr) + self.settings.ridge, self.room(8)
        gram = add_up(lambda rows: items[rows] @ people, reach, curvature, room, np.float32)
        return Sums(gram.matrix, gram.matrix, gram.limits, gram.dropped)

    def change(self, before: Interactions, after: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.change`: A'A - B'B = A'(A - B) + (A - B)'B, and A - B is nearly empty."""
        n_users = max(before.n_users, after.n_users)
        old, new = _binary(before, n_users, n_items), _binary(after, n_users, n_items)
        moved = pruned(csr_array(new - old))
        gram = pruned(csr_array(new.T @ moved + moved.T @ old))
        return Sums(gram, gram, np.zeros(n_items))


def _binary(log: Interactions, n_users: int, n_items: int) -> csr_array:
    """(n_users, n_items) float32: 1 where somebody has an item."""
    starts = np.searchsorted(log.users, np.arange(n_users + 1))
    entries = np.ones(len(log), np.float32), log.items.astype(np.int32), starts
    people = csr_array(entries, shape=(n_users, n_items))
    people.sum_duplicates()
    people.data[:] = 1
    return people
