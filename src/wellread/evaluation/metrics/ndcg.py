"""Normalised discounted cumulative gain: hits count more the higher they stand."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def ndcg(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """NDCG@k = DCG@k / IDCG@k, where DCG@k = sum over places p <= k with a hit of 1 / log2(p + 1).

    Relevance is binary. IDCG@k is the DCG of a list with hits on its first min(k, |relevant|) places, so 1
    can be reached in every case. Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques",
    TOIS 2002, in the discount used since Burges et al., ICML 2005, which tells the first place from the
    second.

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
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.cumsum(discounts)[np.minimum(relevant, k) - 1]
    # Two orders of adding the same numbers may differ in the last digit.
    return np.asarray(np.minimum(top @ discounts / ideal, 1.0), np.float64)
