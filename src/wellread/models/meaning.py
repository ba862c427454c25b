"""`meaning`: items whose texts mean what the person said, word for word or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import NOTHING, Floats, Interactions, Ints, Profile, Term


class Meaning:
    """Cosine of the whitened vectors of what was said and of the item's text; 0 where it is negative."""

    name = "meaning"
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
        if self._catalogue is None or self._catalogue.meaning is None or profiles.sense is None:
            return np.zeros(n, np.float32)
        return self._catalogue.meaning.match(profiles.sense)

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term, for all that was said."""
        return [[Term("word", "", float(value))] if value else [] for value in self.score(profile)[rows]]

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
