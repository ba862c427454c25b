"""`item_to_item`: what the same people consumed.

Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (2019), restricted to N(j).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Interactions
from wellread.models.neighbourhood import NeighbourhoodModel, Sums


class ItemToItem(NeighbourhoodModel):
    """Co-consumption: G = R = X'X with X the binary (user, item) matrix."""

    name = "item_to_item"

    def count(self, log: Interactions, n_items: int) -> Sums:
        """See `NeighbourhoodModel.count`."""
        shape = (log.n_users, n_items)
        consumed = csr_array((np.ones(len(log)), (log.users, log.items)), shape=shape)
        consumed.sum_duplicates()
        consumed.data[:] = 1
        gram = csr_array(consumed.T @ consumed)
        gram.sort_indices()
        return Sums(gram, gram)
