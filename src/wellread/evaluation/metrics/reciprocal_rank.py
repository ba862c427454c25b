"""Reciprocal rank: how far down the first hit stands; its mean over cases is MRR."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def reciprocal_rank(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """RR@k = 1 / place of the first hit, counted from 1; 0 without a hit in the first k. Its mean is MRR@k.

    Args:
        hits: (n_cases, width) bool, which places hold a relevant item, best first.
        relevant: (n_cases,) number of relevant items.
        k: Cutoff, 1 to width.

    Returns:
        (n_cases,) 0 to 1.

    Raises:
        InvalidInput: See `cutoff.checked`.
    """
    top = cutoff.checked(hits, relevant, k)
    return np.where(top.any(axis=1), 1 / (top.argmax(axis=1) + 1.0), 0.0)
