"""Diversity: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over the items' texts."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Doubles, Ints
from wellread.sparse import entries


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
    likeness = strength * _likeness(vectors, rows)
    above = scores - scores.min()
    worth = (1 - strength) * (above / (above.max() or 1.0))
    nearest = np.zeros(len(rows))
    order = []
    for _ in range(min(k, len(rows))):
        best = int((worth - nearest).argmax())
        worth[best] = -np.inf
        order.append(best)
        np.maximum(nearest, likeness[best], out=nearest)
    return rows[np.array(order, np.int64)]


def _likeness(vectors: csr_array, rows: Ints) -> Doubles:
    """(n, n) dot products of some rows.

    The features that these few texts have are numbered anew: a product takes time for every column, and
    hardly any of a catalogue's features is in them.
    """
    columns, values, counts = entries(vectors, rows)
    place = np.empty(vectors.shape[1], np.int32)
    place[columns] = np.arange(len(columns))
    columns = place[columns]
    dense = np.zeros((len(columns), len(rows)), values.dtype)
    dense[columns, np.repeat(np.arange(len(rows)), counts)] = values
    texts = values, columns, np.concatenate([[0], np.cumsum(counts)])
    return np.asarray(csr_array(texts, shape=dense.T.shape) @ dense, np.float64)
