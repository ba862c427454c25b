"""From one score column per source to one score.

Sources score in units of their own. Each is divided by how far its scores usually spread, which is learnt
when the models are fitted, and they are added by weight. These are z-scores but for the mean: 0 means
"nothing known" for every source, and taking a mean away would move all candidates alike. Where nothing is
learnt yet, ranks are joined instead (Cormack, Clarke and Buettcher, SIGIR 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self, TypeVar

import numpy as np

from wellread.models.base import Doubles, Floats, Ints, Mask

Source = TypeVar("Source", bound=str)
RANK_CONSTANT = 60.0
"""The k of reciprocal rank fusion, as in the paper."""


UNMEASURED = 0.1
"""Share of a pipeline's weight up to which sources of unknown spread are rather left aside than ranked."""


class Fusion(NamedTuple):
    """Joined scores and how each source's score entered."""

    scores: Doubles
    """(n_candidates,)"""
    gain: Doubles
    """(n_candidates, n_sources) factor on each source's own score: times it, the source's terms are terms of
    the sum."""
    extra: Doubles
    """(n_candidates, n_features) what each feature adds."""

    def at(self, places: Ints) -> Self:
        """Of the candidates at `places` alone."""
        return self._replace(scores=self.scores[places], gain=self.gain[places], extra=self.extra[places])


def comparable(weights: Mapping[Source, float], spreads: Mapping[str, float]) -> bool:
    """Whether scores can be added: the spread of nearly all that is weighed is known, whatever it is.

    Args:
        weights: Source -> its weight in a pipeline.
        spreads: Source -> how far its scores usually spread; those that could not be measured are not in it.
    """
    unknown = sum(weight for source, weight in weights.items() if source not in spreads)
    return unknown <= UNMEASURED * sum(weights.values()) if spreads else False


def usual_spread(samples: Iterable[Floats]) -> float:
    """How far a source's scores usually spread: over its proposals and one item it knows nothing of.

    Args:
        samples: For each of some people the scores of the items that the source proposes to them.

    Returns:
        Mean of the standard deviations; 0 for a source that proposes nothing.
    """
    return float(np.mean([np.append(sample, 0.0).std() for sample in samples if len(sample)] or [0.0]))


def weighted(columns: Floats, weights: Doubles, spreads: Doubles) -> Fusion:
    """Weighted sum of scores in units of their usual spread. A source whose spread is 0 adds nothing.

    The spreads are the same for everybody, so weak evidence stays weak: measuring them anew for each request
    cost 2 to 3 % of NDCG@10 on a replay of film ratings.

    Args:
        columns: (n_candidates, n_sources) scores; 0: nothing known.
        weights: (n_sources,) non-negative.
        spreads: (n_sources,) of each source.
    """
    gain = np.divide(weights, spreads, out=np.zeros_like(spreads), where=spreads > 0)
    return Fusion(columns.astype(np.float64) @ gain, np.broadcast_to(gain, columns.shape), _none(columns))


def reciprocal_rank(columns: Floats, weights: Doubles, proposed: Mask) -> Fusion:
    """Sum over the sources of weight / (60 + rank among its proposals), ranks from 1.

    What a source scores below 0 it speaks against: there the ranks are counted from the lowest score, and the
    fraction is taken away.

    Args:
        columns: (n_candidates, n_sources) scores.
        weights: (n_sources,) non-negative.
        proposed: (n_candidates, n_sources) bool: the candidates that each source proposes.
    """
    parts = np.zeros(columns.shape)
    for source in np.flatnonzero(weights > 0):
        values = columns[:, source]
        for sign, own in ((1, proposed[:, source] & (values > 0)), (-1, values < 0)):
            order = np.flatnonzero(own)
            order = order[np.argsort(-sign * values[order], kind="stable")]
            parts[order, source] = sign * weights[source] / (RANK_CONSTANT + np.arange(1, len(order) + 1))
    gain = np.divide(parts, columns, out=np.zeros_like(parts), where=columns != 0)
    return Fusion(parts.sum(axis=1), gain, _none(columns))


def _none(columns: Floats) -> Doubles:
    return np.zeros((len(columns), 0))
