"""`titles`: items whose names hold the words of a search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.language.title_search import Found, Hits
from wellread.models.base import NOTHING, Floats, Interactions, Ints, Profile, Term


class Titles:
    """How well an item's best name answers the words of a search; see `title_search.search`.

    All names count: the title, its translations, aliases. Written together, turned round, with a wrong letter
    or without article, begun and not yet ended, numerals in words or digits, an item is found by them.
    """

    name = "titles"
    learns = False

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None
        self._latest: tuple[str, Catalogue, int, Found] | None = None

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
        if self._catalogue is not None and profiles.text.strip():
            found = self._found(profiles.text, self._catalogue)
            rows = self._catalogue.names.titles.rows[found.names]
            np.maximum.at(scores, rows, found.scores)
        return scores

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term for each word of the search that the best name holds."""
        if self._catalogue is None or not profile.text.strip():
            return [[] for _ in rows]
        found = self._found(profile.text, self._catalogue)
        names = self._catalogue.names.titles.names_of
        return [split(found, names(row)) for row in rows.tolist()]

    def _found(self, text: str, catalogue: Catalogue) -> Found:
        """What the search finds; the latest is kept, for its terms are asked for next."""
        held = self._latest
        if held is None or held[:3] != (text, catalogue, catalogue.version):
            held = self._latest = text, catalogue, catalogue.version, catalogue.names.search(text)
        return held[3]

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)


def split(found: Found, names: Sequence[int]) -> list[Term]:
    """The score of the best of some names, divided among the words of the search that it holds."""
    places = [(place, name) for name in names if (place := _place(found.names, name)) is not None]
    if not places:
        return []
    place, name = max(places, key=lambda one: (found.scores[one[0]], -one[1]))
    readings = [_worth(reading, name) for reading in found.readings]
    worth = max(readings, key=lambda own: sum(own.values()))
    total, score = sum(worth.values()), float(found.scores[place])
    if not total:
        return [Term("word", "", score)]
    return [Term("word", word, score * own / total) for word, own in worth.items()]


def _worth(reading: Sequence[tuple[str, Hits]], name: int) -> dict[str, float]:
    """Word of the search -> what it adds to the share that a name holds."""
    worth: dict[str, float] = {}
    for word, hits in reading:
        at = _place(hits.names, name)
        if at is not None:
            worth[word] = worth.get(word, 0.0) + float(hits.worth[at])
    return worth


def _place(names: Ints, name: int) -> int | None:
    at = int(np.searchsorted(names, name))
    return at if at < len(names) and names[at] == name else None
