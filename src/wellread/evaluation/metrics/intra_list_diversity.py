"""Diversity within a list: how different its items' texts are."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.evaluation.metrics.lists import membership
from wellread.models.base import Doubles, Ints

BLOCK = 1024
"""Lists taken at a time, so that the sums of their vectors stay small."""


def intra_list_diversity(shown: Ints, vectors: csr_array) -> Doubles:
    """ILD = mean over all pairs of a list's m items of 1 - cosine(a, b).

    The cosines of unit vectors need no pairs: |sum v|^2 = sum |v|^2 + 2 sum over pairs a·b. An item without a
    text is like no other (cosine 0). Smyth and McClave, "Similarity vs. Diversity", ICCBR 2001.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        vectors: (n_items, n_features), L2-normalised rows or empty ones.

    Returns:
        (n_cases,) 0 (copies of one text) to 1 (nothing in common), above 1 where vectors may oppose one
        another; nan for a list of fewer than two items.
    """
    squares = vectors.multiply(vectors).sum(axis=1)
    found = np.full(len(shown), np.nan)
    for start in range(0, len(shown), BLOCK):
        lists = membership(shown[start : start + BLOCK], vectors.shape[0])
        length = np.diff(lists.indptr).astype(np.float64)
        sums = lists @ vectors
        twice_pairs = sums.multiply(sums).sum(axis=1, dtype=np.float64) - lists @ squares
        several = length > 1
        cosine = twice_pairs[several] / (length * (length - 1))[several]
        # Float32 leaves copies of one text a hair below 0.
        found[start : start + BLOCK][several] = np.maximum(1 - cosine, 0)
    return found
