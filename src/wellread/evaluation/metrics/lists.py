"""Lists as counts and as a matrix, for the metrics that look at what is shown."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Ints


def exposure(shown: Ints, n_items: int) -> Ints:
    """(n_items,) how many lists show each item.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        n_items: Size of the catalogue.
    """
    return np.bincount(shown[shown >= 0], minlength=n_items)


def membership(shown: Ints, n_items: int) -> csr_array:
    """(n_cases, n_items) float32: 1 where the list shows the item, so `membership @ x` sums x over lists.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        n_items: Size of the catalogue.
    """
    there = shown >= 0
    starts = np.concatenate([np.zeros(1, np.int64), there.sum(axis=1).cumsum()])
    rows = shown[there]
    return csr_array((np.ones(len(rows), np.float32), rows, starts), shape=(len(shown), n_items))
