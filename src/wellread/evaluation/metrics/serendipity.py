"""Serendipity: relevant items that popularity would not have shown."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def serendipity(shown: Ints, hits: Mask, expected: Ints, k: int) -> Doubles:
    """|relevant among the first k, without those the baseline shows among its first k| / k.

    So it is the part of P@k that popularity has not earned, and 0 for the popularity baseline itself. After
    Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010: useful and unexpected, where expected
    is what a primitive model shows.

    Args:
        shown: (n_cases, width) catalogue rows, best first, -1 beyond the end of a shorter list.
        hits: (n_cases, width) bool, which places hold a relevant item.
        expected: (n_cases, at least k) catalogue rows that a popularity baseline shows in the same cases.
        k: Cutoff, 1 to the width of both.

    Returns:
        (n_cases,) 0 to 1.

    Raises:
        InvalidInput: `k` is no cutoff of these lists.
    """
    rows, ordinary = cutoff.first(shown, k), cutoff.first(expected, k)
    # A key for every pair (case, row): what is on both lists of a case is found in one sorted pass.
    stride = max(rows.max(initial=0), ordinary.max(initial=0)) + 2
    cases = np.arange(len(rows))[:, None] * stride + 1
    surprising = ~np.isin(rows + cases, ordinary + cases)
    return np.asarray((cutoff.first(hits, k) & surprising).sum(axis=1) / k, np.float64)
