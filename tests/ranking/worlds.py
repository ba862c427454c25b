"""Lessons in which people chose by known weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wellread.ranking.lessons import Lessons

SPREAD = 2.0


def lessons(
    weights: Sequence[float], n_features: int = 1, n: int = 3000, size: int = 12, seed: int = 0
) -> Lessons:
    """Lists of candidates with random values; one is drawn by the conditional logit with `weights`."""
    rng = np.random.default_rng(seed)
    n_sources = len(weights) - n_features
    lists = []
    for _ in range(n):
        length = int(rng.integers(2, size + 1))
        scores = (rng.exponential(1, (length, n_sources)) * rng.integers(0, 2, (length, n_sources))).astype(
            "f4"
        )
        extra = rng.normal(size=(length, n_features)).astype("f4")
        values = np.hstack([np.log1p(4 * scores / SPREAD), extra])
        chosen = int(np.argmax(values @ np.asarray(weights) + rng.gumbel(size=length)))
        lists.append((scores, extra, chosen))
    return Lessons.of(
        [f"s{i}" for i in range(n_sources)],
        [f"f{i}" for i in range(n_features)],
        lists,
        np.full(n_sources, SPREAD),
    )
