"""`titles`: items whose names hold the words of a search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.language.naming.title_search import Found, Hits
from wellread.models.base import Floats, Ints, Profile, Term
from wellread.models.said_model import SaidModel


class Titles(SaidModel):
    """How well an item's best name answers the words of a search; see `title_search.search`.

    All names count: the title, its translations, aliases. Written together, turned round, with a wrong letter
    or without article, begun and not yet ended, numerals in words or digits, an item is found by them.
    """

    name = "titles"

    def __init__(self) -> None:
        super().__init__()
        self._latest: tuple[str, Catalogue, int, Found] | None = None

    def match(self, profile: Profile, catalogue: Catalogue) -> Floats:
        """See `SaidModel.match`."""
        scores = np.zeros(len(catalogue), np.float32)
        if profile.text.strip():
            found = self._found(profile.text, catalogue)
            np.maximum.at(scores, catalogue.names.titles.rows[found.names], found.scores)
        return scores

    def split(self, profile: Profile, rows: Ints, catalogue: Catalogue) -> list[list[Term]]:
        """See `SaidModel.split`: one term for each word of the search that the best name holds."""
        if not profile.text.strip():
            return [[] for _ in rows]
        found = self._found(profile.text, catalogue)
        names = catalogue.names.titles.names_of
        return [divided(found, names(row)) for row in rows.tolist()]

    def _found(self, text: str, catalogue: Catalogue) -> Found:
        """What the search finds; the latest is kept, for its terms are asked for next."""
        held = self._latest
        if held is None or held[:3] != (text, catalogue, catalogue.version):
            held = self._latest = text, catalogue, catalogue.version, catalogue.names.search(text)
        return held[3]


def divided(found: Found, names: Sequence[int]) -> list[Term]:
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
