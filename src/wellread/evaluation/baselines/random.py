"""Chance: what any other method has to beat."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Self, overload

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Floats, Interactions, Profile


class Random:
    """Uniform scores, drawn anew for each profile: the same profile gets the same list.

    Args:
        seed: Another seed, another list.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.n_items = 0

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn how many items there are."""
        self.n_items = len(catalogue)
        return self

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """(n_items,) float32 in (0, 1] for one profile, (n_profiles, n_items) for several."""
        if isinstance(profiles, Profile):
            case = zlib.crc32(profiles.rows.tobytes()), zlib.crc32(np.float64(profiles.now).tobytes())
            return 1 - np.random.default_rng([self.seed, *case]).random(self.n_items, np.float32)
        drawn = [self.score(profile) for profile in profiles]
        return np.stack(drawn) if drawn else np.zeros((0, self.n_items), np.float32)
