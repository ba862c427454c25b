"""`words`: items whose texts hold what the person said."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Floats, Ints, Profile, Term
from wellread.models.said_model import SaidModel
from wellread.settings import Content as Settings

SLOPE = 0.25
"""How much of a text's own length divides its score; the rest is the usual length. Singhal's value."""


class Words(SaidModel):
    """similarity(words, item) - similarity(unwanted words, item).

    Cosine favours items of which hardly anything is written. Against that its length is pivoted: |d| becomes
    (1 - slope) mean|d| + slope |d| (Singhal, Buckley and Mitra, SIGIR 1996), lengths in root of features.

    Args:
        settings: Those of `content`; `similarity` chooses the measure.
    """

    name = "words"

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def match(self, profile: Profile, catalogue: Catalogue) -> Floats:
        """See `SaidModel.match`."""
        scores = np.zeros(len(catalogue), np.float32)
        for sign, words in _said(profile):
            scores += sign * catalogue.match(words, self.settings.similarity) * self._pivot(catalogue)
        return scores

    def split(self, profile: Profile, rows: Ints, catalogue: Catalogue) -> list[list[Term]]:
        """See `SaidModel.split`: with cosine one term per word, else one for all words."""
        terms: list[list[Term]] = [[] for _ in rows]
        for sign, words in _said(profile):
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


def _said(profile: Profile) -> Iterator[tuple[int, csr_array]]:
    """Wanted and unwanted words with their sign."""
    for sign, words in ((1, profile.words), (-1, profile.avoid)):
        if words is not None and words.nnz:
            yield sign, words
