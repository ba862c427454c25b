"""For each item the items whose texts are most like its own; kept up to date row by row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

from wellread.language.similarity import Dense, similarity
from wellread.settings import SimilarityName
from wellread.sparse import empty, resized

AT_ONCE = 256
"""Rows compared with the whole catalogue in one block."""


class SimilarItems:
    """The `k` most similar other items of each item.

    Args:
        name: The measure.
        k: How many are kept.
        matrix: (n_items, n_items) float32, row j: the items most like j, positive values only.
    """

    def __init__(self, name: SimilarityName, k: int, matrix: csr_array) -> None:
        self.name: SimilarityName = name
        self.k = k
        self.matrix = matrix

    def refresh(self, vectors: csr_array, rows: npt.NDArray[np.int64], dense: Dense | None = None) -> None:
        """Compute the rows of new or changed items again; the others keep their lists."""
        n = vectors.shape[0]
        matrix = resized(self.matrix, n, n)
        keep = np.ones(n, np.float32)
        keep[rows] = 0
        blocks = [self._rows(vectors, dense, rows[at : at + AT_ONCE]) for at in range(0, len(rows), AT_ONCE)]
        fresh = csr_array(vstack([*blocks, empty(0, n)])).tocoo()
        place = csr_array((fresh.data, (rows[fresh.row], fresh.col)), shape=(n, n))
        kept = matrix.multiply(keep[:, None]).tocsr()
        kept.eliminate_zeros()
        self.matrix = csr_array(kept + place, dtype=np.float32)

    def _rows(self, vectors: csr_array, dense: Dense | None, rows: npt.NDArray[np.int64]) -> csr_array:
        values = similarity(self.name)(vectors[rows], vectors)
        if dense is not None:
            values = dense.mixed(values, rows)
        values[np.arange(len(rows)), rows] = 0
        if values.shape[1] > self.k:
            best = np.argpartition(-values, self.k - 1, axis=1)[:, : self.k]
            kept = np.zeros_like(values)
            np.put_along_axis(kept, best, np.take_along_axis(values, best, axis=1), axis=1)
            values = kept
        return csr_array(np.maximum(values, 0).astype(np.float32))
