"""Gini coefficient: how unequally exposure is spread over the catalogue."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics.lists import exposure
from wellread.models.base import Ints


def gini(shown: Ints, n_items: int) -> float:
    """G = sum over items, from the least to the most shown, of (2 i - n - 1) x_i / (n sum x), i = 1 .. n.

    x_i is the number of lists that show the item, 0 included. 0: every item is shown equally often; (n - 1) /
    n: one item takes all places; nan: all lists are empty. Gini index in Shani and Gunawardana, "Evaluating
    Recommendation Systems", Recommender Systems Handbook 2011, over n instead of n - 1.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        n_items: n, the size of the catalogue.
    """
    counts = np.sort(exposure(shown, n_items))
    if not counts.any():
        return float("nan")
    ranks = np.arange(1, n_items + 1)
    return float((2 * ranks - n_items - 1) @ counts / (n_items * counts.sum()))
