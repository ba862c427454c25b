"""`titles`: items whose names hold the words of a search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.language.fold import fold
from wellread.models.base import NOTHING, Floats, Interactions, Ints, Profile, Term


class Titles:
    """Share of the search's words that a title holds, times the share of the title that they are."""

    name = "titles"
    learns = False

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`: behaviour plays no part, all state is the catalogue's."""
        self._catalogue = catalogue
        return self

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
        """See `Model.score`."""
        n = 0 if self._catalogue is None else len(self._catalogue)
        if not isinstance(profiles, Profile):
            return np.stack([self.score(p) for p in profiles]) if profiles else np.zeros((0, n), np.float32)
        scores = np.zeros(n, np.float32)
        asked = set(fold(profiles.text).split())
        if self._catalogue is None or not asked:
            return scores
        for row, titles in enumerate(self._catalogue.titles):
            for title in titles.values():
                own = set(fold(title).split())
                both = len(asked & own)
                scores[row] = max(scores[row], both / len(asked) * both / max(len(own), 1))
        return scores

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`."""
        scores = self.score(profile)[rows]
        return [[Term("word", profile.text, float(value))] if value else [] for value in scores]

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
