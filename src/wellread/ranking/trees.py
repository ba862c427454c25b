"""The same lists learnt by gradient-boosted trees (LightGBM, extra `trees`): for much behaviour.

Reasons stay parts of the score: each column's contribution is its exact Shapley value in the trees (Lundberg
et al. 2020), and all contributions add up to the score less its mean. Trees read something out of a source's
silence too. It has no terms of its own to be told by, so it is one more feature, `SILENCE`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from wellread.errors import MissingExtra
from wellread.models.base import Doubles, Floats
from wellread.ranking.fusion import Fusion
from wellread.ranking.lessons import Lessons
from wellread.ranking.saturation import saturated

if TYPE_CHECKING:
    from types import ModuleType

SILENCE = "silence"
"""Feature under which comes what sources add that know nothing of an item."""
ROUNDS = 200
PARAMETERS: dict[str, Any] = {
    "objective": "rank_xendcg", "learning_rate": 0.05, "num_leaves": 15, "min_data_in_leaf": 200,
    "lambda_l2": 10.0, "feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1, "seed": 0,
    "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip


class TreeRanker:
    """Trees over saturated source scores and features.

    Args:
        sources: Names of the first columns.
        features: Names of the others.
        model: The trees in LightGBM's text form.
    """

    def __init__(self, sources: Sequence[str], features: Sequence[str], model: str) -> None:
        self.sources = tuple(sources)
        self.features = dict.fromkeys((*features, SILENCE), 1.0)
        self.model = model

    @classmethod
    def fit(cls, lessons: Lessons, fallback: Sequence[float]) -> Self:
        """Learn from lessons; see `LinearRanker.fit`. Sources that said nothing in any lesson play no part.

        Raises:
            MissingExtra: LightGBM is not installed.
        """
        lightgbm = _lightgbm()
        rows = lessons.values[lessons.real]
        sizes = lessons.real.sum(axis=1)
        hit = np.zeros(lessons.real.shape, np.int32)
        hit[np.arange(len(lessons)), lessons.chosen] = 1
        data = lightgbm.Dataset(rows, hit[lessons.real], group=sizes)
        booster = lightgbm.train(PARAMETERS, data, ROUNDS)
        return cls(lessons.sources, lessons.features, booster.model_to_string())

    def scores(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Doubles:
        """(n_candidates,) scores; see `join`, which takes ten times as long."""
        if not len(columns):
            return np.zeros(0)
        raw = self._booster.predict(self._values(names, columns, spreads, features), raw_score=True)
        return np.asarray(raw, np.float64) - self._mean

    def join(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Fusion:
        """One score for each candidate; see `LinearRanker.join`."""
        if not len(columns):
            return Fusion(np.zeros(0), np.zeros(columns.shape), np.zeros(features.shape))
        order = [names.index(name) for name in self.sources]
        values = self._values(names, columns, spreads, features)
        parts = np.asarray(self._booster.predict(values, pred_contrib=True), np.float64)[:, :-1]
        own = np.zeros(columns.shape)
        own[:, order] = parts[:, : len(order)]
        gain = np.divide(own, columns, out=np.zeros_like(own), where=columns != 0)
        silence = np.where(columns == 0, own, 0.0).sum(axis=1, keepdims=True)
        return Fusion(parts.sum(axis=1), gain, np.hstack([parts[:, len(order) :], silence]))

    def _values(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Doubles:
        """(n_candidates, n_columns) as in the lessons."""
        order = [names.index(name) for name in self.sources]
        return np.hstack([saturated(columns, spreads)[:, order], features[:, :-1]])

    @cached_property
    def _mean(self) -> float:
        """The score that all contributions are counted from."""
        nothing = np.zeros((1, len(self.sources) + len(self.features) - 1))
        return float(self._booster.predict(nothing, pred_contrib=True)[0, -1])

    @cached_property
    def _booster(self) -> Any:
        return _lightgbm().Booster(model_str=self.model)

    def saved(self) -> dict[str, Any]:
        """As JSON can hold it."""
        features = [name for name in self.features if name != SILENCE]
        return {"kind": "trees", "sources": self.sources, "features": features, "model": self.model}

    @classmethod
    def loaded(cls, saved: dict[str, Any]) -> Self:
        """What `saved` gave."""
        return cls(saved["sources"], saved["features"], saved["model"])


def _lightgbm() -> ModuleType:
    try:
        import lightgbm
    except ImportError:
        raise MissingExtra("trees", "the ranker 'trees'") from None
    return lightgbm
