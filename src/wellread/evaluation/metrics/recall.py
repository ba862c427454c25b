"""Recall: how much of what is relevant a list finds."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def recall(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """R@k = |relevant among the first k| / |relevant|.

    Published tables that follow Liang et al., "Variational Autoencoders for Collaborative Filtering", WWW
    2018, divide by min(k, |relevant|) instead: their figures are higher wherever somebody has more than k
    relevant items, and are not to be set beside these.

    Args:
        hits: (n_cases, width) bool, which places hold a relevant item, best first.
        relevant: (n_cases,) number of relevant items, on the list or not.
        k: Cutoff, 1 to width.

    Returns:
        (n_cases,) 0 to 1.

    Raises:
        InvalidInput: See `cutoff.checked`.
    """
    return np.asarray(cutoff.checked(hits, relevant, k).sum(axis=1) / relevant, np.float64)
