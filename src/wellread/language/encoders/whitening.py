"""Whitening: directions that all texts share say nothing, so every direction is made to vary alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from wellread.language.encoders.base import Floats

MOST = 20_000
"""Vectors that it is fitted on at most: more hardly move it, and the time grows with them."""
PRIOR = 10
"""As how many vectors it counts that every direction may vary alike, for all we know: for the first items."""
FLOOR = 1e-3
"""Least variance of a direction, as a part of the mean variance: below lies rounding."""


class Whitening:
    """x -> (x / |x| - mean) C^-1/2, scaled to length 1.

    C is the covariance with its off-diagonal entries shrunk towards 0, as far as so few vectors cannot tell
    them from chance (Schäfer and Strimmer 2005, target D: lambda = sum Var(c_ij) / sum c_ij^2 over i != j).
    Vectors of zeros, texts that say nothing, stay zeros and play no part in fitting. For sentence vectors: Su
    et al. 2021, "Whitening Sentence Representations for Better Semantics and Faster Retrieval".

    Args:
        mean: (d,) float32.
        matrix: (d, d) float32, C^-1/2.
    """

    def __init__(self, mean: Floats, matrix: Floats) -> None:
        self.mean = mean
        self.matrix = matrix

    @property
    def width(self) -> int:
        """d: how many numbers a vector has."""
        return len(self.mean)

    @classmethod
    def fit(cls, vectors: Floats) -> Self:
        """Learn mean and covariance of `vectors` (n, d); of fewer than two that say something: no change."""
        rows = _unit(vectors)[np.abs(vectors).any(axis=1)]
        d = vectors.shape[1]
        if len(rows) < 2:
            return cls(np.zeros(d, np.float32), np.eye(d, dtype=np.float32))
        rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), MOST)).astype(np.int64)]
        mean = rows.mean(axis=0)
        values, directions = np.linalg.eigh(_covariance(rows - mean))
        values = np.maximum(values, max(FLOOR * values.mean(), np.finfo(np.float64).tiny))
        matrix = (directions / np.sqrt(values)) @ directions.T
        return cls(mean.astype(np.float32), (matrix * np.sqrt(values.mean())).astype(np.float32))

    def apply(self, vectors: Floats) -> Floats:
        """(n, d) float32, rows of length 1, those of zeros zero."""
        said = np.abs(vectors).any(axis=1)
        whitened = (_unit(vectors).astype(np.float32) - self.mean) @ self.matrix
        found: Floats = _unit(whitened).astype(np.float32)
        found[~said] = 0
        return found

    def ask(self, vector: Floats) -> Floats:
        """(d,) a question, to be compared with whitened rows: scaled to length 1 and no more.

        Their rows weigh rare directions up already; done on both sides it would count twice, and short
        questions find less (measured on searches for films, with static and transformer vectors).
        """
        return np.asarray(_unit(vector[None])[0], np.float32)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All state, to be saved."""
        return {"mean": self.mean, "matrix": self.matrix}

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """What gave these `arrays`."""
        return cls(arrays["mean"], arrays["matrix"])


def _covariance(centred: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(d, d) float64, of (n, d), shrunk."""
    n = len(centred)
    found = centred.T @ centred / n
    squares = centred * centred
    variance = (squares.T @ squares / n - found * found) / (n - 1)
    apart = ~np.eye(len(found), dtype=bool)
    total = float((found[apart] ** 2).sum())
    kept = 1.0 - min(1.0, float(variance[apart].sum()) / total) if total > 0 else 0.0
    alike = np.trace(found) / len(found) * np.eye(len(found))
    shrunk = n * np.where(apart, kept * found, found) + PRIOR * alike
    return np.asarray(shrunk / (n + PRIOR), np.float64)


def _unit(vectors: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """Rows scaled to length 1, in float64; those of zeros stay."""
    rows = vectors.astype(np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1.0)
