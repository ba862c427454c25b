"""Precision: how much of a list is relevant."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def precision(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """P@k = |relevant among the first k| / k.

    A list shorter than k is divided by k all the same, so silence is not rewarded. A case with fewer than k
    relevant items cannot reach 1.

    Args:
        hits: (n_cases, width) bool, which places hold a relevant item, best first.
        relevant: (n_cases,) number of relevant items.
        k: Cutoff, 1 to width.

    Returns:
        (n_cases,) 0 to 1.

    Raises:
        InvalidInput: See `cutoff.checked`.
    """
    return np.asarray(cutoff.checked(hits, relevant, k).sum(axis=1) / k, np.float64)
