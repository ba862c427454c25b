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

WHOLE = 0.5
"""Power at which all directions vary alike."""


class Whitening:
    """x -> (x / |x| - mean) C^-power, scaled to length 1; power 1/2 whitens, 0 only centres.

    C is the covariance with its off-diagonal entries shrunk towards 0, as far as so few vectors cannot tell
    them from chance (Schäfer and Strimmer 2005, target D: lambda = sum Var(c_ij) / sum c_ij^2 over i != j).
    Vectors of zeros, texts that say nothing, stay zeros and play no part in fitting. For sentence vectors: Su
    et al. 2021, "Whitening Sentence Representations for Better Semantics and Faster Retrieval".

    An encoder that was tuned on what people choose lost part of that by being whitened whole.

    Args:
        mean: (d,) float32.
        values: (d,) float64, eigenvalues of C over their mean.
        directions: (d, d) float64, its eigenvectors, one a column.
        power: Of C.
    """

    def __init__(
        self,
        mean: Floats,
        values: npt.NDArray[np.float64],
        directions: npt.NDArray[np.float64],
        power: float = WHOLE,
    ) -> None:
        self.mean = mean
        self.values = values
        self.directions = directions
        self.power = power
        self.matrix = self._raised(-power).astype(np.float32)
        """(d, d) float32, C^-power."""

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
            return cls(np.zeros(d, np.float32), np.ones(d), np.eye(d))
        rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), MOST)).astype(np.int64)]
        mean = rows.mean(axis=0)
        values, directions = np.linalg.eigh(_covariance(rows - mean))
        values = np.maximum(values, max(FLOOR * values.mean(), np.finfo(np.float64).tiny))
        return cls(mean.astype(np.float32), values / values.mean(), directions)

    def to(self, power: float) -> Whitening:
        """The same with another power."""
        return Whitening(self.mean, self.values, self.directions, power)

    def turned(self, vectors: Floats, power: float) -> Floats:
        """What `to(power)` would have made of the texts that this one made `vectors` (n, d) of."""
        if power == self.power:
            return vectors
        return _unit(vectors @ self._raised(self.power - power).astype(np.float32)).astype(np.float32)

    def _raised(self, power: float) -> npt.NDArray[np.float64]:
        """(d, d) C^power."""
        raised: npt.NDArray[np.float64] = (self.directions * self.values**power) @ self.directions.T
        return raised

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
        power = np.array([self.power])
        return {"mean": self.mean, "values": self.values, "directions": self.directions, "power": power}

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """What gave these `arrays`."""
        return cls(arrays["mean"], arrays["values"], arrays["directions"], float(arrays["power"][0]))


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
