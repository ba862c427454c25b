"""Diversity: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over the items' texts."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles, Ints


def mmr(rows: Ints, scores: Doubles, vectors: csr_array, strength: float, k: int) -> Ints:
    """Reorder candidates: each place goes to the best of (1 - s) score - s likeness to those already placed.

    Args:
        rows: (n,) candidates, best first.
        scores: (n,) their scores; scaled here to 0..1.
        vectors: (n_items, n_features), L2-normalised rows.
        strength: s, 0..1. 0: the order stays.
        k: How many places to fill.

    Returns:
        (min(k, n),) rows in their new order.
    """
    if strength == 0 or len(rows) < 3:
        return rows[:k]
    likeness = strength * _likeness(vectors[rows])
    reach = scores.max() - scores.min()
    worth = (1 - strength) * ((scores - scores.min()) / reach if reach else np.zeros(len(scores)))
    nearest = np.zeros(len(rows))
    order = []
    for _ in range(min(k, len(rows))):
        best = int((worth - nearest).argmax())
        worth[best] = -np.inf
        order.append(best)
        np.maximum(nearest, likeness[best], out=nearest)
    return rows[np.array(order, np.int64)]


def _likeness(texts: csr_array) -> Doubles:
    """(n, n) dot products of the rows.

    The features that these few texts have are numbered anew: a product takes time for every column, and
    hardly any of a catalogue's features is in them.
    """
    place = np.empty(texts.shape[1], np.int32)
    place[texts.indices] = np.arange(texts.nnz)
    entries = texts.data, place[texts.indices], texts.indptr
    narrow = csr_array(entries, shape=(texts.shape[0], max(texts.nnz, 1)))
    return np.asarray((narrow @ narrow.T).toarray(), np.float64)
