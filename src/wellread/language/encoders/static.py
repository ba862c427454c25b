"""`static`: the mean of the vectors of a text's tokens. Quick, and blind to their order."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from wellread.errors import ModelTooSlow
from wellread.language.encoders import token_vectors
from wellread.language.encoders.base import Floats

VERSION = 1
"""Grows when the same folder gives other vectors."""
AT_ONCE = 64
"""Texts between two looks at the clock."""


class StaticEncoder:
    """Means of token vectors.

    Where the folder has no weights all tokens weigh the same: weighing them by their rarity did not help once
    vectors were whitened, and harmed those of single Chinese characters.

    Args:
        folder: See `token_vectors.read`, which says what it raises.
    """

    def __init__(self, folder: str | Path) -> None:
        self._held = token_vectors.read(Path(folder))
        self.identity = f"static-{VERSION}-{self._held.hash}"
        self.quick = True

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        """See `DenseEncoder.encode`; a text without a token of the vocabulary gives zeros."""
        found = np.zeros((len(texts), self._held.table.shape[1]), np.float32)
        for at, text in enumerate(texts):
            if at % AT_ONCE == 0 and time.perf_counter() >= deadline:
                raise ModelTooSlow(
                    f"{len(texts) - at:,} texts were not encoded in time",
                    "all of them before the deadline",
                    "Allow more time.",
                )
            found[at] = self._mean(text)
        return found

    def _mean(self, text: str) -> Floats | float:
        ids = np.array(self._held.tokens(text), np.int64)
        if not len(ids):
            return 0.0
        rows = ids if self._held.rows is None else self._held.rows[ids]
        weights = np.ones(len(ids), np.float32) if self._held.weights is None else self._held.weights[ids]
        mean: Floats = weights @ self._held.table[rows] / max(float(weights.sum()), 1e-12)
        return mean
