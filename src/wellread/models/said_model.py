"""What sources share that compare what somebody said with the items: all their state is the catalogue's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Self, overload

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import NOTHING, Floats, Interactions, Ints, Profile, Term


class SaidModel(ABC):
    """Scores what a profile says; subclasses say how."""

    name: ClassVar[str]
    learns = False

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None

    @abstractmethod
    def match(self, profile: Profile, catalogue: Catalogue) -> Floats:
        """(n_items,) how well each item answers what the profile says; 0: nothing said, nothing in common."""

    @abstractmethod
    def split(self, profile: Profile, rows: Ints, catalogue: Catalogue) -> list[list[Term]]:
        """The terms of `match` at `rows`."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`: behaviour plays no part."""
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
        if isinstance(profiles, Profile):
            none = np.zeros(0, np.float32)
            return none if self._catalogue is None else self.match(profiles, self._catalogue)
        n = 0 if self._catalogue is None else len(self._catalogue)
        return np.stack([self.score(one) for one in profiles]) if profiles else np.zeros((0, n), np.float32)

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`."""
        return [[] for _ in rows] if self._catalogue is None else self.split(profile, rows, self._catalogue)

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
