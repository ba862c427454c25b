"""The learnt ranker: a non-negative linear sum of the sources' scores and the features.

Fitted on lists of candidates of which one was chosen, by the conditional logit (McFadden 1974; ListNet's
top-one likelihood, Cao et al., ICML 2007). Weights are non-negative, so what speaks for an item in a source
never speaks against it in the list, and the terms of the sources stay the terms of the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from scipy.optimize import minimize

from wellread.models.base import Doubles, Floats
from wellread.ranking.fusion import Fusion
from wellread.ranking.lessons import Lessons
from wellread.ranking.saturation import saturated

BEGIN = 0.1
"""Where the search begins; the loss is convex."""
SHRINKAGE = 1e-3
"""Weight of the squared weights in the loss."""
LEAST = 1e-6
"""A feature of less weight is left out: the search does not come closer to 0 than that."""
FLOOR = 0.1
"""Least weight of a source, relative to the settings': it may be all that speaks for somebody, or for an
item, that the lessons did not hold."""


class LinearRanker(NamedTuple):
    """Weights of the sources and of the features that have any: others need not be computed."""

    sources: dict[str, float]
    features: dict[str, float]

    @classmethod
    def fit(cls, lessons: Lessons, fallback: Sequence[float]) -> Self:
        """Learn from lessons.

        Args:
            lessons: Lists of which one item was chosen.
            fallback: (n_sources,) weights in the settings: used, in proportion to the others, for sources
                that said nothing in any lesson. No source gets less than a tenth of them.
        """
        n, given = len(lessons.sources), np.asarray(fallback, np.float64)
        told = np.array([lessons.values[:, :, i].any() for i in range(n)], bool)
        least = np.zeros(n + len(lessons.features))
        least[:n] = FLOOR * given
        weights = _maximised(lessons, least)
        scale = weights[:n][told].sum() / given[told].sum() if given[told].sum() else 1.0
        found = np.where(told, weights[:n], given * scale)
        return cls(
            dict(zip(lessons.sources, found.tolist(), strict=True)),
            {name: w for name, w in zip(lessons.features, weights[n:].tolist(), strict=True) if w > LEAST},
        )

    def scores(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Doubles:
        """(n_candidates,) scores; see `join`."""
        weights = np.array([self.sources[name] for name in names])
        extra = features @ np.array(list(self.features.values()))
        return np.asarray(saturated(columns, spreads) @ weights + extra, np.float64)

    def join(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Fusion:
        """One score for each candidate, and how it comes about.

        Args:
            names: The sources.
            columns: (n_candidates, n_sources) their scores.
            spreads: (n_sources,) how far they usually spread.
            features: (n_candidates, n_features) in the order of `self.features`.
        """
        weights = np.array([self.sources[name] for name in names])
        parts = saturated(columns, spreads) * weights
        extra = features * np.array(list(self.features.values()))
        gain = np.divide(parts, columns, out=np.zeros_like(parts), where=columns != 0)
        return Fusion(parts.sum(axis=1) + extra.sum(axis=1), gain, extra)

    def saved(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"kind": "learnt", "sources": self.sources, "features": self.features}

    @classmethod
    def loaded(cls, saved: dict[str, Any]) -> Self:
        """What `saved` gave."""
        return cls(saved["sources"], {name: w for name, w in saved["features"].items() if w > LEAST})


def loss(weights: Doubles, lessons: Lessons) -> tuple[float, Doubles]:
    """Penalised negative log-likelihood of what was chosen, mean over the lessons, and its gradient.

    Args:
        weights: (n_columns,) of the sources, then of the features.
        lessons: At least one.
    """
    values, rows = lessons.values, np.arange(len(lessons))
    scores = np.where(lessons.real, values @ weights.astype(np.float32), -np.inf)
    scores -= scores.max(axis=1, keepdims=True)
    odds = np.exp(scores)
    total = odds.sum(axis=1, keepdims=True)
    likelihood = scores[rows, lessons.chosen] - np.log(total[:, 0])
    expected = np.einsum("lc,lcd->ld", odds / total, values)
    slope = (values[rows, lessons.chosen] - expected).mean(axis=0, dtype=np.float64)
    return (
        float(-likelihood.mean(dtype=np.float64) + SHRINKAGE * weights @ weights),
        2 * SHRINKAGE * weights - slope,
    )


def _maximised(lessons: Lessons, least: Doubles) -> Doubles:
    """(n_columns,) weights, none below `least`, of the highest penalised likelihood."""
    if not len(lessons):
        return least
    bounds = [(low, None) for low in least]
    found = minimize(loss, np.maximum(least, BEGIN), (lessons,), "L-BFGS-B", jac=True, bounds=bounds)
    return np.asarray(found.x, np.float64)
