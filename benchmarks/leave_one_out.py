"""Leave-one-out, full ranking: the last item of each sequence is the test, the one before it the validation.

Models are fitted on everything before the validation item. The query is all that came before the item asked
for; items of the query are not ranked; every other item is; ties count half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wellread.models.base import Floats, Ints, Profile

Score = Callable[[Sequence[Profile]], Floats]
BATCH = 500


class Split(NamedTuple):
    """Sequences of item rows, cut."""

    train: list[Ints]
    validation: list[tuple[Ints, int]]
    """(query, target) of each user."""
    test: list[tuple[Ints, int]]


def split(sequences: Sequence[Ints]) -> Split:
    """Cut each sequence of at least three items."""
    usable = [s for s in sequences if len(s) >= 3]
    return Split(
        [s[:-2] for s in usable],
        [(s[:-2], int(s[-2])) for s in usable],
        [(s[:-1], int(s[-1])) for s in usable],
    )


def ranks(score: Score, cases: Sequence[tuple[Ints, int]]) -> npt.NDArray[np.float64]:
    """(n_cases,) rank of each target among all items but those of its query, from 0, ties half."""
    return np.concatenate([_ranks(score, batch) for batch in _batches(cases)])


def _batches(cases: Sequence[tuple[Ints, int]]) -> Iterator[Sequence[tuple[Ints, int]]]:
    for at in range(0, len(cases), BATCH):
        yield cases[at : at + BATCH]


def _ranks(score: Score, cases: Sequence[tuple[Ints, int]]) -> npt.NDArray[np.float64]:
    scores = score([profile(query) for query, _ in cases])
    for row, (query, target) in zip(scores, cases, strict=True):
        worth = row[target]
        row[query] = -np.inf
        row[target] = worth
    targets = np.array([target for _, target in cases])
    own = scores[np.arange(len(cases)), targets][:, None]
    return np.asarray((scores > own).sum(axis=1) + 0.5 * ((scores == own).sum(axis=1) - 1), np.float64)


def profile(query: Ints) -> Profile:
    """A profile whose events weigh 1 each."""
    return Profile(rows=query[::-1].copy(), weights=np.ones(len(query), np.float32))


def recall(found: npt.NDArray[np.float64], k: int = 10) -> npt.NDArray[np.float64]:
    """1 where the target is among the first `k`."""
    return np.asarray(found < k, np.float64)


def ndcg(found: npt.NDArray[np.float64], k: int = 10) -> npt.NDArray[np.float64]:
    """1 / log2(rank + 2) where the target is among the first `k`, ranks from 0."""
    return np.where(found < k, 1 / np.log2(found + 2), 0.0)


def interval(values: npt.NDArray[np.float64], seed: int = 0) -> tuple[float, float]:
    """95 % bootstrap interval of the mean, users drawn with replacement."""
    rng = np.random.default_rng(seed)
    means = [values[rng.integers(0, len(values), len(values))].mean() for _ in range(1000)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
