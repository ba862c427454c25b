"""Novelty: how little known the shown items are."""

from __future__ import annotations

import numpy as np

from wellread.models.base import Doubles, Ints


def novelty(shown: Ints, counts: Doubles | Ints) -> Doubles:
    """Mean self-information of a list's items, -log2 p_i, in bits.

    p_i = (c_i + 1) / (sum of all c + n_items) is the item's share of the training events, each item given one
    event more so that an item without any has a finite novelty. One bit is half the popularity. Zhou et al.,
    "Solving the apparent diversity-accuracy dilemma", PNAS 2010, where p_i is the share of users.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        counts: (n_items,) events of each item before the split.

    Returns:
        (n_cases,) bits; nan for an empty list.
    """
    information = np.log2(counts.sum() + len(counts)) - np.log2(counts + 1.0)
    there = shown >= 0
    total, length = np.where(there, information[shown], 0.0).sum(axis=1), there.sum(axis=1)
    found = np.full(len(shown), np.nan)
    np.divide(total, length, out=found, where=length > 0)
    return found
