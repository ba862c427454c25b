"""Searches: what of the candidates answers the words, and what the asker should know."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.engine.candidates import Candidates, Source
from wellread.language.detect import detect
from wellread.models.base import Ints, Mask

HELD = {"titles", "words"}
"""Sources that score what holds a word of the search."""
MEANT = 0.3
"""Cosine from which on a text means what was searched for; below it anything is a little like anything."""


def answering(found: Candidates, sources: Sequence[Source], kept: Ints) -> Candidates:
    """The candidates that answer the words of a search: no other is shown, however few there are.

    Args:
        found: All that the sources propose.
        sources: In the order of its columns.
        kept: Rows that stay whatever they hold: pinned ones.
    """
    stay: Mask = np.isin(found.rows, kept)
    for column, source in zip(found.columns.T, sources, strict=True):
        if source.name in HELD:
            stay |= column > 0
        elif source.name == "meaning":
            stay |= column >= MEANT
    if stay.all():
        return found
    rows = found.rows[stay]
    return Candidates(rows, found.columns[stay], [own[np.isin(own, rows)] for own in found.own])


def language(query: str) -> str:
    """The language of a search where its script tells; a few Latin letters may be of any."""
    return "" if query.isascii() else detect(query)


def notes(query: str, found: int, k: int, catalogue: Catalogue) -> list[str]:
    """What the asker should know of the `found` items of a page of `k`."""
    if not query.strip():
        return ["the search holds no words"]
    if found:
        return [f"{found} items match; {k} were asked for"] if found < k else []
    names, words = catalogue.names.search(query).names, catalogue.encoder.ask(query)
    if len(names) or words.nnz:
        return ["no item that may be shown here answers the search"]
    return [f"no title and no text of the catalogue holds “{query[:80]}”"]
