"""Items that are kept out of whatever is tuned on a log, so that it can be judged by them afterwards."""

from __future__ import annotations

import numpy as np

from wellread.models.base import Ints, Mask

SHARE = 0.15
"""Part of the items."""


def chance(rows: Ints) -> np.ndarray:
    """(n,) a number in [0, 1) for each row, always the same one: SplitMix64 (Steele et al., OOPSLA 2014)."""
    mixed = (rows.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))).astype(np.float64) / 2.0**64


def set_apart(rows: Ints, share: float = SHARE) -> Mask:
    """(n,) whether the item at each row is.

    By its row alone: whoever tunes on a log and whoever judges the result later mean the same items.
    """
    return chance(rows) < share
