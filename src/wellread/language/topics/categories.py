"""A category for items that have none: that of texts like theirs, where it is likely enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread import files
from wellread.language.topics.classifier import Classifier

FEWEST = 10
"""Items that a category must have to be given to others."""
HELD = 0.2
"""Share of the items that is held back to choose the threshold by."""
RIGHT = 0.8
"""Share of the categories given that must be right."""
THRESHOLDS = np.round(np.arange(0.2, 1.0, 0.05), 2)
"""Probabilities that are tried."""
MOST = 10_000
"""Items that are learnt from."""


class Categories:
    """A classifier, and how likely a category must be to be given: as little as leaves four in five right."""

    def __init__(self, classifier: Classifier, threshold: float) -> None:
        self.classifier = classifier
        self.threshold = threshold

    @classmethod
    def fit(cls, rows: csr_array, categories: Sequence[str], seed: int = 0) -> Self | None:
        """Learn from items that have a category.

        Args:
            rows: (n_items, n_features) their texts without the category.
            categories: (n_items,) not empty.
            seed: Of what is held back.

        Returns:
            None where fewer than two categories have enough items.
        """
        labels, order = np.array(categories, str), np.random.default_rng(seed).permutation(len(categories))
        held, rest = np.split(order[:MOST], [int(HELD * min(len(order), MOST))])
        tried = _learnt(rows, labels, rest, seed)
        if tried is None:
            return None
        likely = tried.probabilities(rows[held])
        right = np.array(tried.labels)[likely.argmax(axis=1)] == labels[held]
        known = _learnt(rows, labels, order[:MOST], seed) or tried
        return cls(known, _threshold(likely.max(axis=1, initial=0.0), right))

    def read(self, rows: csr_array) -> list[str]:
        """The category of each text, (n, n_features); "" where none is likely enough."""
        likely = self.classifier.probabilities(rows)
        best, sure = likely.argmax(axis=1), likely.max(axis=1, initial=0.0) >= self.threshold
        return [self.classifier.labels[code] if given else "" for code, given in zip(best, sure, strict=True)]

    def save(self, folder: Path) -> None:
        """Write what was learnt to `folder`."""
        files.write(folder, {"threshold": self.threshold}, {})
        self.classifier.save(folder / "classifier")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        manifest, _ = files.read(folder)
        try:
            return cls(Classifier.load(folder / "classifier"), float(manifest["threshold"]))
        except (KeyError, TypeError, ValueError) as error:
            raise files.damaged(folder, f"no categories: {error}") from None


def _learnt(
    rows: csr_array, labels: npt.NDArray[np.str_], order: npt.NDArray[np.int64], seed: int
) -> Classifier | None:
    """A classifier of the categories that enough of these items have; None for fewer than two of them."""
    counts = Counter(labels[order].tolist())
    kept = order[[counts[own] >= FEWEST for own in labels[order].tolist()]]
    if len({*labels[kept].tolist()}) < 2:
        return None
    return Classifier.fit(rows[kept], labels[kept].tolist(), seed=seed)


def _threshold(likely: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The least probability from which on enough are right, else the one from which on most are."""
    shares = []
    for threshold in THRESHOLDS:
        given = likely >= threshold
        shares.append(float(right[given].mean()) if given.any() else 0.0)
        if shares[-1] >= RIGHT:
            return float(threshold)
    return float(THRESHOLDS[int(np.argmax(shares))])
