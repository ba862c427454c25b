"""`words`: items whose texts hold what the person said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import NOTHING, Floats, Interactions, Ints, Profile, Term
from wellread.settings import Content as Settings

SLOPE = 0.25
"""How much of a text's own length divides its score; the rest is the usual length. Singhal's value."""


class Words:
    """similarity(words, item) - similarity(unwanted words, item).

    Cosine favours items of which hardly anything is written. Against that its length is pivoted: |d| becomes
    (1 - slope) mean|d| + slope |d| (Singhal, Buckley and Mitra, SIGIR 1996), lengths in root of features.

    Args:
        settings: Those of `content`; `similarity` chooses the measure.
    """

    name = "words"
    learns = False

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
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
        for sign, words, catalogue in self._said(profiles):
            scores += sign * catalogue.match(words, self.settings.similarity) * self._pivot(catalogue)
        return scores

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: with cosine one term per word, else one for all words."""
        terms: list[list[Term]] = [[] for _ in rows]
        for sign, words, catalogue in self._said(profile):
            if self.settings.similarity == "cosine":
                parts = catalogue.vectors[rows][:, words.indices].toarray() * words.data
                parts = parts * self._pivot(catalogue)[rows][:, None]
                names = catalogue.encoder.features([int(column) for column in words.indices])
            else:
                parts, names = catalogue.match(words, self.settings.similarity)[rows][:, None], [""]
            for own, row in zip(terms, parts, strict=True):
                own += [Term("word", names[i], sign * float(row[i])) for i in np.flatnonzero(row)]
        return terms

    def _pivot(self, catalogue: Catalogue) -> Floats:
        """(n_items,) |d| over the pivoted |d|; 1 for measures other than cosine."""
        if self.settings.similarity != "cosine":
            return np.ones(len(catalogue), np.float32)
        lengths = np.sqrt(np.diff(catalogue.vectors.indptr))
        return np.asarray(lengths / ((1 - SLOPE) * lengths.mean() + SLOPE * lengths + 1e-12), np.float32)

    def _said(self, profile: Profile) -> Iterator[tuple[int, csr_array, Catalogue]]:
        """Wanted and unwanted words with their sign."""
        if self._catalogue is not None:
            for sign, words in ((1, profile.words), (-1, profile.avoid)):
                if words is not None and words.nnz:
                    yield sign, words, self._catalogue

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
