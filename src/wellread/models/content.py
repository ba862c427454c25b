"""`content`: items whose texts are like what the person said and like what the person liked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread import files
from wellread.models.base import NOTHING, Doubles, Floats, Interactions, Ints, Profile, Term
from wellread.models.item_weights import ItemWeights
from wellread.models.neighbourhood import history_terms
from wellread.settings import Content as Settings


class Content:
    """similarity(words, item) - similarity(unwanted words, item) + mean similarity of the history to the item.

    The mean is weighted by the history's faded weights, so both parts lie between -1 and 1.

    Args:
        settings: Hyper-parameters; `similarity` chooses the measure.
    """

    name = "content"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.weights = ItemWeights(csr_array((0, 0), dtype=np.float32))
        self._catalogue: Catalogue | None = None

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`: behaviour plays no part."""
        similar = catalogue.similar(self.settings.similarity, self.settings.neighbours)
        self.weights = ItemWeights(csr_array(similar.T))
        self._catalogue = catalogue
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
        if not isinstance(profiles, Profile):
            empty = np.zeros((0, self.weights.n_items), np.float32)
            return np.stack([self.score(profile) for profile in profiles]) if profiles else empty
        scores = self.weights.score(*self._query(profiles))
        for sign, words in ((1, profiles.words), (-1, profiles.avoid)):
            if words is not None and words.nnz and self._catalogue is not None:
                matched = self._catalogue.match(words, self.settings.similarity)
                scores += sign * matched[: len(scores)]
        return scores

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term per event of the history and, with cosine, per word."""
        history, weights = self._query(profile)
        terms = history_terms(history, self.weights.contributions(history, weights, rows))
        for sign, words in ((1, profile.words), (-1, profile.avoid)):
            if words is not None and words.nnz and self._catalogue is not None:
                for own, parts in zip(terms, self._word_terms(words, rows), strict=True):
                    own += [Term("word", about, sign * value) for about, value in parts]
        return terms

    def _word_terms(self, words: csr_array, rows: Ints) -> list[list[tuple[str, float]]]:
        catalogue = self._catalogue
        if catalogue is None:
            return [[] for _ in rows]
        if self.settings.similarity != "cosine":
            whole = catalogue.match(words, self.settings.similarity)[rows]
            return [[("", float(value))] if value else [] for value in whole]
        items = catalogue.vectors[rows][:, words.indices].toarray() * words.data
        names = catalogue.encoder.features([int(column) for column in words.indices])
        return [[(names[i], float(row[i])) for i in np.flatnonzero(row)] for row in items]

    def _query(self, profile: Profile) -> tuple[Ints, Doubles]:
        rows, weights = self.weights.query(profile, self.settings.decay, len(profile.rows))
        total = np.abs(weights).sum()
        return rows, weights / total if total else weights

    def save(self, folder: Path) -> None:
        """See `Model.save`: all state is the catalogue's."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
