"""Vectors by feature: which items hold a word. A sentence then costs its own words, not the catalogue's."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

TAIL = 2_000
"""Items added since the last rebuild that are still scanned one by one."""


class Postings:
    """Dot products of a sentence with all items. Built at the first question, rebuilt as items are added."""

    def __init__(self) -> None:
        self._columns = csc_array((0, 0), dtype=np.float32)

    def dot(self, words: csr_array, vectors: csr_array) -> npt.NDArray[np.float32]:
        """(n_items,) float32: words (1, n_features) times each row of `vectors`."""
        n = vectors.shape[0]
        if n - self._columns.shape[0] > (TAIL if self._columns.shape[0] else 0):
            self._columns = vectors.tocsc()
        scores = np.zeros(n, np.float32)
        indexed, width = self._columns.shape
        for feature, weight in zip(words.indices, words.data, strict=True):
            if feature < width:
                span = slice(*self._columns.indptr[feature : feature + 2])
                scores[self._columns.indices[span]] += weight * self._columns.data[span]
        if indexed < n:
            dense = np.zeros(max(vectors.shape[1], words.shape[1]), np.float32)
            dense[words.indices] = words.data
            scores[indexed:] = vectors[indexed:] @ dense[: vectors.shape[1]]
        return scores
