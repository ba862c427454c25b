"""`latest`: what is new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Doubles, Floats, Interactions, Ints, Profile, Term
from wellread.models.leaders import Leaders
from wellread.settings import Latest as Settings

DAY = 86_400.0
UNDATED = 1e-4
"""Highest score of an item without a time: that of one 10,000 half-lives old."""


class Latest:
    """Score 1 / (1 + age / half-life): 1 when published now, 1/2 after a half-life.

    Items without a time come after all others, the last added first.

    Args:
        settings: Hyper-parameters.
    """

    name = "latest"
    learns = False

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.times: Doubles = np.zeros(0)
        """(n_items,) publication, seconds since 1970; NaN where unknown."""
        self._newest = 0.0
        self._leaders: Leaders | None = None

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`: behaviour plays no part."""
        return self._take(np.array(catalogue.times, np.float64))

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`."""
        return self.fit(after, catalogue)

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """See `Model.score`. Items that are not out yet count as published now."""
        if not isinstance(profiles, Profile):
            return (
                np.stack([self.score(p) for p in profiles])
                if profiles
                else np.zeros((0, len(self.times)), "f4")
            )
        return self._fresh(self.times, profiles.now, np.arange(len(self.times))).astype(np.float32)

    @property
    def n_items(self) -> int:
        """How many items it knows."""
        return len(self.times)

    def score_at(self, profile: Profile, rows: Ints) -> Floats:
        """(n_rows,) float32: the scores of some items."""
        return self._fresh(self.times[rows], profile.now, rows).astype(np.float32)

    def leaders(self, profile: Profile) -> Leaders:
        """The newest items: the same at any time once all are out."""
        if profile.now < self._newest:
            return Leaders.of(self.score(profile))
        if self._leaders is None:
            self._leaders = Leaders.of(self._fresh(self.times, self._newest, np.arange(len(self.times))))
        return self._leaders

    def _fresh(self, times: Doubles, now: float, rows: Ints) -> Doubles:
        age = np.maximum(now - times, 0) / (self.settings.half_life_days * DAY)
        undated = UNDATED * (rows + 1) / max(len(self.times), 1)
        return np.where(np.isnan(age), undated, 1 / (1 + age))

    def _take(self, times: Doubles) -> Self:
        self.times, self._leaders = times, None
        self._newest = float(np.max(times[~np.isnan(times)], initial=0.0))
        return self

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term, the freshness itself."""
        return [[Term("recent", "", float(value))] for value in self.score_at(profile, rows)]

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(folder, {"model": self.name}, {"times": self.times})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        _, arrays = files.read(folder)
        return self._take(np.array(arrays["times"]))
