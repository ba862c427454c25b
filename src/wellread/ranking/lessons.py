"""What a ranker learns from: lists of candidates of which somebody chose one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from wellread.models.base import Doubles, Floats, Ints, Mask
from wellread.ranking.saturation import saturated


@dataclass(frozen=True)
class Lessons:
    """Lists as one array, shorter ones padded."""

    sources: tuple[str, ...]
    features: tuple[str, ...]
    values: Floats
    """(n_lessons, longest, n_sources + n_features) saturated scores, then features."""
    real: Mask
    """(n_lessons, longest) bool: False where a list is padded."""
    chosen: Ints
    """(n_lessons,) place of the item that was chosen."""

    @classmethod
    def of(
        cls,
        sources: Sequence[str],
        features: Sequence[str],
        lists: Sequence[tuple[Floats, Floats, int]],
        spreads: Doubles,
    ) -> Self:
        """Lessons from lists, each (source scores, features, place of the chosen item)."""
        longest = max((len(columns) for columns, _, _ in lists), default=0)
        values = np.zeros((len(lists), longest, len(sources) + len(features)), np.float32)
        real = np.zeros((len(lists), longest), bool)
        for index, (columns, extra, _) in enumerate(lists):
            values[index, : len(columns)] = np.hstack([saturated(columns, spreads), extra])
            real[index, : len(columns)] = True
        return cls(
            tuple(sources), tuple(features), values, real, np.array([at for _, _, at in lists], np.int64)
        )

    def __len__(self) -> int:
        return len(self.chosen)
