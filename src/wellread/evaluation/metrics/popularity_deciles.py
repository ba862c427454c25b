"""Popularity bias: how exposure divides between the popular and the others."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics.lists import exposure
from wellread.models.base import Doubles, Ints


def popularity_deciles(shown: Ints, counts: Doubles | Ints) -> Doubles:
    """Share of all places that goes to each tenth of the catalogue, the most popular tenth first.

    Tenths of the items, ordered by their events before the split; a list drawn at random gives .1 each. Items
    of equal popularity share their exposure evenly, so it does not matter how ties are ordered or whether
    n_items divides by ten.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        counts: (n_items,) events of each item before the split.

    Returns:
        (10,) adds up to 1; nan if all lists are empty.
    """
    places = exposure(shown, len(counts))
    if not places.any():
        return np.full(10, np.nan)
    _, group = np.unique(-counts, return_inverse=True)
    ends = np.concatenate([[0], np.bincount(group).cumsum()])
    taken = np.concatenate([[0.0], np.bincount(group, places).cumsum()]) / places.sum()
    return np.diff(np.interp(np.linspace(0, len(counts), 11), ends, taken))
