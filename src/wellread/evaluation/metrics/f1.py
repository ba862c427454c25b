"""F1: precision and recall in one number."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics import cutoff
from wellread.models.base import Doubles, Ints, Mask


def f1(hits: Mask, relevant: Ints, k: int) -> Doubles:
    """F1@k = 2 P R / (P + R), the harmonic mean of P@k and R@k; 0 without a hit.

    With P = h / k and R = h / r this is 2 h / (k + r). It is taken per case; the F1 of the mean precision and
    the mean recall is another, higher number.

    Args:
        hits: (n_cases, width) bool, which places hold a relevant item, best first.
        relevant: (n_cases,) number of relevant items.
        k: Cutoff, 1 to width.

    Returns:
        (n_cases,) 0 to 1.

    Raises:
        InvalidInput: See `cutoff.checked`.
    """
    return np.asarray(2 * cutoff.checked(hits, relevant, k).sum(axis=1) / (k + relevant), np.float64)
