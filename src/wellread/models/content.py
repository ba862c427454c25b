"""`content`: items whose texts are like those of what the person chose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import NOTHING, Doubles, Floats, Interactions, Ints, Profile, Term
from wellread.models.item_weights import ItemWeights
from wellread.models.neighbourhood import history_terms
from wellread.settings import Content as Settings
from wellread.sparse import empty


class Content:
    """Sum over the history of faded weight times the similarity of the two items' texts.

    Args:
        settings: Hyper-parameters; `similarity` chooses the measure.
    """

    name = "content"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.weights = ItemWeights(empty(0, 0))

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`: behaviour plays no part."""
        similar = catalogue.similar(self.settings.similarity, self.settings.neighbours)
        self.weights = ItemWeights(csr_array(similar.T))
        return self

    def update(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.update`."""
        return self.fit(after, catalogue)

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """See `Model.score`."""
        if isinstance(profiles, Profile):
            return self.weights.score(*self._query(profiles))
        return self.weights.score_many([self._query(profile) for profile in profiles])

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term per event of the history."""
        history, weights = self._query(profile)
        return history_terms(history, self.weights.contributions(history, weights, rows))

    def _query(self, profile: Profile) -> tuple[Ints, Doubles]:
        return self.weights.query(profile, self.settings.decay, len(profile.rows))

    def save(self, folder: Path) -> None:
        """See `Model.save`: all state is the catalogue's."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
