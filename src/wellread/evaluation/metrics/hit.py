"""Hit rate: whether a list holds anything relevant at all."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def hit(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """HR@k = 1 if any of the first k is relevant, else 0; some call it accuracy@k.

    With one relevant item a case it is recall. The accuracy of a classifier, right decisions over all
    decisions, says nothing here: where one item in a thousand is relevant, an empty list is 99.9 % accurate.

    Args:
        hits: (n_cases, width) bool, which places hold a relevant item, best first.
        relevant: (n_cases,) number of relevant items.
        k: Cutoff, 1 to width.

    Returns:
        (n_cases,) 0 or 1.

    Raises:
        InvalidInput: See `cutoff.checked`.
    """
    return np.asarray(cutoff.checked(hits, relevant, k).any(axis=1), np.float64)
