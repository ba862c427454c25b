"""From one score column per source to one score.

Sources score in units of their own, so their z-scores over the candidates are added by weight. Where no
weights are worth trusting, ranks are joined instead (Cormack, Clarke and Buettcher, SIGIR 2009).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from wellread.models.base import Doubles, Floats

RANK_CONSTANT = 60.0
"""The k of reciprocal rank fusion, as in the paper."""


class Fusion(NamedTuple):
    """Joined scores and how each source's score entered."""

    scores: Doubles
    """(n_candidates,)"""
    parts: Doubles
    """(n_candidates, n_sources): what each source added; rows sum to `scores` less the baseline."""
    gain: Doubles | None
    """(n_sources,) factor on a source's own score, so its terms times the factor are terms of the sum.
    None: ranks were joined, and a source's part does not split further."""
    baseline: float
    """What all candidates have in common: minus the weighted means."""


Join = Callable[[Floats, Doubles], Fusion]
"""Columns (n_candidates, n_sources) and weights (n_sources,) to joined scores."""


def weighted(columns: Floats, weights: Doubles) -> Fusion:
    """Sum of z-scores. A source that gives all candidates the same score adds nothing.

    Args:
        columns: (n_candidates, n_sources) scores.
        weights: (n_sources,) non-negative.
    """
    values = columns.astype(np.float64)
    spread = values.std(axis=0) if len(values) else np.zeros(values.shape[1])
    # a spread that is rounding noise against the level is no spread
    known = spread > 1e-7 * (np.abs(values).max(axis=0, initial=0) + 1e-300)
    gain = np.divide(weights, spread, out=np.zeros_like(spread), where=known)
    parts = values * gain
    baseline = -float(parts.mean(axis=0).sum()) if len(values) else 0.0
    return Fusion(parts.sum(axis=1) + baseline, parts, gain, baseline)


def reciprocal_rank(columns: Floats, weights: Doubles) -> Fusion:
    """Sum over the sources of weight / (60 + rank), ranks from 1; a source says nothing of items it scores 0.

    Args:
        columns: (n_candidates, n_sources) scores.
        weights: (n_sources,) non-negative.
    """
    parts = np.zeros(columns.shape)
    for source in np.flatnonzero(weights > 0):
        values = columns[:, source]
        order = np.argsort(-values, kind="stable")
        ranks = np.empty(len(order))
        ranks[order] = np.arange(1, len(order) + 1)
        parts[:, source] = np.where(values != 0, weights[source] / (RANK_CONSTANT + ranks), 0)
    return Fusion(parts.sum(axis=1), parts, None, 0.0)
