"""The learnt ranker, going on to learn: from what people choose out of the lists that they are shown.

A lesson is a list as it was shown, as far down as it was probably seen: to one place behind what was chosen
(Joachims et al., SIGIR 2005: "click > skip above" and "no click next"). Of each batch of lessons

    p   = softmax(s X w)                                     what the list foretells, over its items
    r   = sum of a (x_chosen - sum of p x)                   what was chosen beyond that
    log w += clip(RATE (w r - n PULL log(w / fitted)), -log 1.02, log 1.02)

where X are the columns of a list (saturated scores and features), w the weights, a the lessons' importance
and n how many lessons they are worth. It is one step up the conditional log-likelihood in the logarithms of
the weights (exponentiated gradient, Kivinen and Warmuth, Information and Computation 1997), pulled towards
what was fitted. Weights stay non-negative, and between a fourth and four times the fitted ones; one that
was fitted to 0 stays 0. Nothing moves before 200 lessons: choices say little one by one.

The slope s is how far choices follow the score as it is, and is learnt along (a Newton step a batch, from
the first lesson on). It takes up what comes of the places alone: that lists are cut where somebody chose,
that people take what stands first, that what was shown is alike in score. Whatever follows or opposes the
whole score moves s; only what tells the columns apart moves the weights.

What this does not correct: that some look further down than others for reasons that have to do with their
taste; what the presentation of an item adds to it; that items which no list showed are never chosen (only
exploration finds out); choices made elsewhere because of what was shown here. Where a place was filled by
chance, a choice counts 1 / propensity, at most 20 times, as those who chose stand for all to whom the item
might have been shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

import numpy as np

from wellread.models.base import Doubles, Floats
from wellread.ranking.fusion import Fusion
from wellread.ranking.lessons import Lessons
from wellread.ranking.linear import LinearRanker

FEWEST = 200
"""Lessons since the fit before any weight moves."""
RATE = 0.002
"""Length of a step, per lesson. Half the way to weights twice as large takes about a thousand lessons."""
PULL = 0.05
"""Strength of the pull towards the fitted weights, per lesson."""
STEP = float(np.log(1.02))
"""Most that one batch changes a weight, in its logarithm."""
REACH = float(np.log(4.0))
"""Most that a weight leaves the fitted one, in its logarithm."""
CLIP = 20.0
"""Most that one choice counts, relative to one at a place that was not filled by chance."""
MEMORY = 0.998
"""How much of what is known of the slope is left after each lesson: it may change."""
PRIOR = 10.0
"""How sure the slope is 1 at first, in units of its Fisher information."""
STEEPEST = 10.0
"""Bound of the slope, either way."""


class OnlineRanker(NamedTuple):
    """A linear ranker and how it came from the one that was fitted."""

    current: LinearRanker
    fitted: LinearRanker
    lessons: int = 0
    """Lessons since the fit."""
    slope: float = 1.0
    """How far choices follow the score."""
    evidence: float = PRIOR
    """Fisher information on the slope."""

    @property
    def sources(self) -> Mapping[str, float]:
        """Weights of the sources, as they are now."""
        return self.current.sources

    @property
    def features(self) -> Mapping[str, float]:
        """Weights of the features, as they are now."""
        return self.current.features

    def scores(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Doubles:
        """As `LinearRanker.scores`, by the weights of now."""
        return self.current.scores(names, columns, spreads, features)

    def join(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Fusion:
        """As `LinearRanker.join`, by the weights of now."""
        return self.current.join(names, columns, spreads, features)

    def learn(self, lessons: Lessons, propensities: Doubles) -> Self:
        """The ranker after a batch of lessons; itself where there are none.

        Args:
            lessons: Lists, cut where they were probably no longer seen, on the sources of this ranker in any
                order and on its features.
            propensities: (n_lessons,) probability, above 0, with which the chosen item got its place.
        """
        if not len(lessons):
            return self
        importance = weighed(propensities)
        worth = float(importance.sum())
        weights = _vector(self.current, lessons)
        _, push, information = _beyond(weights, self.slope, lessons, importance)
        evidence = self.evidence * MEMORY**worth + information
        slope = float(np.clip(self.slope + push / evidence, -STEEPEST, STEEPEST))
        learnt = self._replace(lessons=self.lessons + len(lessons), slope=slope, evidence=evidence)
        if learnt.lessons < FEWEST:
            return learnt
        told = _beyond(weights, slope, lessons, importance)[0]
        fitted = _vector(self.fitted, lessons)
        left = np.log(np.divide(weights, fitted, out=np.ones_like(weights), where=fitted > 0))
        step = np.clip(RATE * (weights * told - worth * PULL * left), -STEP, STEP)
        moved = fitted * np.exp(np.clip(left + step, -REACH, REACH))
        return learnt._replace(current=_ranker(moved, lessons, self.fitted))

    def saved(self) -> dict[str, Any]:
        """As JSON can hold it: the ranker of now, and under `online` where it came from."""
        fitted = {"sources": self.fitted.sources, "features": self.fitted.features}
        kept = {"lessons": self.lessons, "slope": self.slope, "evidence": self.evidence}
        return {**self.current.saved(), "online": {"fitted": fitted, **kept}}

    @classmethod
    def loaded(cls, saved: dict[str, Any]) -> Self:
        """What `saved` gave."""
        own = saved["online"]
        kept = own["lessons"], own["slope"], own["evidence"]
        return cls(LinearRanker.loaded(saved), LinearRanker.loaded(own["fitted"]), *kept)


def weighed(propensities: Doubles) -> Doubles:
    """(n_lessons,) importance of lessons; the sum is how many equal ones they are worth (Kish 1965).

    Args:
        propensities: (n_lessons,) probability with which the chosen item got its place.
    """
    raw = np.minimum(1 / np.maximum(propensities, 1 / CLIP), CLIP)
    return np.asarray(raw * raw.sum() / (raw @ raw), np.float64)


def _beyond(
    weights: Doubles, slope: float, lessons: Lessons, importance: Doubles
) -> tuple[Doubles, float, float]:
    """What was chosen beyond what the score foretells.

    Returns:
        (n_columns,) the sum of it over the lessons; the slope's gradient; the slope's Fisher information.
    """
    rows, values = np.arange(len(lessons)), lessons.values.astype(np.float64)
    scores = values @ weights
    odds = np.where(lessons.real, slope * scores, -np.inf)
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    expected = np.einsum("lc,lcd->ld", odds, values)
    told = importance @ (values[rows, lessons.chosen] - expected)
    spread = (odds * (scores - (expected @ weights)[:, None]) ** 2).sum(axis=1)
    return np.asarray(told, np.float64), float(told @ weights), float(importance @ spread)


def _vector(ranker: LinearRanker, lessons: Lessons) -> Doubles:
    """(n_columns,) the ranker's weights in the order of the lessons' columns."""
    own = [ranker.sources[name] for name in lessons.sources]
    return np.array([*own, *(ranker.features[name] for name in lessons.features)], np.float64)


def _ranker(weights: Doubles, lessons: Lessons, like: LinearRanker) -> LinearRanker:
    """The ranker of weights in the order of the lessons' columns, its columns in the order of `like`."""
    found = weights.tolist()
    sources = dict(zip(lessons.sources, found[: len(lessons.sources)], strict=True))
    features = dict(zip(lessons.features, found[len(lessons.sources) :], strict=True))
    ordered = {name: features[name] for name in like.features if name in features}
    return LinearRanker({name: sources[name] for name in like.sources}, ordered)
