"""Average precision: the precision at every hit, averaged; its mean over cases is MAP."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def average_precision(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """AP@k = sum over places p <= k with a hit of P@p / min(k, |relevant|); its mean is MAP@k.

    The divisor is the number of hits that a list of k places could have, so 1 can be reached in every case.
    TREC's `map_cut` divides by |relevant| and is lower where that is more than k.

    Args:
        hits: (n_cases, width) bool, which places hold a relevant item, best first.
        relevant: (n_cases,) number of relevant items, on the list or not.
        k: Cutoff, 1 to width.

    Returns:
        (n_cases,) 0 to 1.

    Raises:
        InvalidInput: See `cutoff.checked`.
    """
    top = cutoff.checked(hits, relevant, k)
    precisions = top.cumsum(axis=1) / np.arange(1, k + 1)
    return np.asarray((precisions * top).sum(axis=1) / np.minimum(relevant, k), np.float64)
