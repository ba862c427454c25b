"""How well names answer the words of a search."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wellread.language.common_words import GENERIC
from wellread.language.naming.title_index import TitleIndex, size
from wellread.language.naming.title_words import Part, folded, parts, squeezed, with_digits
from wellread.language.scripts import JOINED

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Nearest = Callable[[str], tuple[str, float] | None]
"""Finds the key most like a misspelt one, and how like they are, percent."""

EXACT = 1.5
"""Score of the search itself as a name; all its words found in a longer name make at most 1."""
_BEGUN = 0.8
"""Least score of a name that begins with what was typed."""
_MISSPELT = 0.95
"""Score of a name that is the search but for a letter or two, times how like they are."""
_PARTS = 12
"""Parts of a search that are looked up."""
_MENDED = 3
"""Unknown words of a search that are compared with all words."""
_INFLECTED, _WRONG = 0.9, (1.0, 0.8, 0.65)
"""Worth of a word with an ending, and with so many wrong letters, against the word itself."""
_ENDING = 2
"""Letters of an ending, at most."""
_YEAR = 0.9
"""Worth of the item's year, which stands in no name."""
_GENERIC = 0.3
"""Weight of a word such as "film", which people put beside the name, against others as rare."""
_UNKNOWN = 0.5
"""Weight of a word that no name holds, against the rarest that one does."""


class Hits(NamedTuple):
    """What one part of a search hit."""

    names: Ints
    """(n_hits,) ascending."""
    worth: Floats
    """(n_hits,) what each hit adds to the share of the search that a name holds."""


class Found(NamedTuple):
    """The names that a search found."""

    names: Ints
    """(n_found,) ascending."""
    scores: Floats
    """(n_found,) above 0."""
    readings: list[list[tuple[str, Hits]]]
    """Each part of the search as typed, and what it hit; once more with digits where it holds numerals."""


class _Same(NamedTuple):
    """A word that a word of the search may stand for."""

    names: Ints
    worth: float
    letters: float
    """How much of the name it is."""


def search(index: TitleIndex, text: str, nearest: Nearest) -> Found:
    """The names that hold words of a search.

    Of its words, weighed by how few names hold them (ln(1 + n / df)), a name holds the share r; of its own
    letters the share c was asked for. It scores r² (1/2 + c/4), and r/4 more where it holds all words. What
    is typed last may be a beginning.

    Args:
        index: The names.
        text: The search, clean.
        nearest: Tells which name a misspelt one may be.
    """
    asked, open_ended = folded(text), not text[-1:].isspace()
    scores = np.zeros(len(index), np.float32)
    readings: list[list[tuple[str, Hits]]] = []
    for reading in dict.fromkeys((asked, with_digits(asked))):
        words = parts(reading)[:_PARTS]
        if words:
            readings.append(_by_words(index, words, scores, open_ended))
            _by_name(index, reading, scores, nearest)
    names = np.flatnonzero(scores > 0)  # searching truth values is ten times faster than searching floats
    names = names[index.rows[names] >= 0]
    return Found(names, scores[names], readings)


def _by_words(
    index: TitleIndex, words: list[Part], scores: Floats, open_ended: bool
) -> list[tuple[str, Hits]]:
    """Raise the scores of names that hold words of the search; what each word hit."""
    held, letters, count = (np.zeros(len(index), np.float32) for _ in range(3))
    found: list[tuple[str, Hits]] = []
    total, mended = 0.0, 0
    grams = [(part, gram) for part in words for gram in part.grams]
    for place, (part, gram) in enumerate(grams, 1):
        names, worth, own = _hit(index, gram, open_ended and place == len(grams), mended < _MENDED)
        mended += gram not in index.words
        weight = math.log1p(len(index) / max(len(names), 1)) * (1.0 if len(names) else _UNKNOWN)
        weight *= _GENERIC if gram in GENERIC else 1.0
        held[names] += weight * worth
        letters[names] += own
        count[names] += 1
        total += weight
        found.append((part.text, Hits(names, weight * worth)))
    names = np.flatnonzero(count > 0)
    share = held[names] / total
    covered = np.minimum(letters[names] / np.maximum(index.letters[names], 1), 1)
    own = share**2 * (0.5 + 0.25 * covered) + 0.25 * share * (count[names] == len(grams))
    scores[names] = np.maximum(scores[names], own)
    return [(text, Hits(own.names, own.worth / total)) for text, own in found]


def _by_name(index: TitleIndex, text: str, scores: Floats, nearest: Nearest) -> None:
    """Raise the scores of names that are the search, begin with it, or are it but for a letter."""
    key = squeezed(text)
    begun = [(index.keys.names(other), len(key) / len(other)) for other in index.keys.begun(key)]
    if begun:
        worth = np.repeat([_BEGUN + (1 - _BEGUN) * part for _, part in begun], [len(own) for own, _ in begun])
        np.maximum.at(scores, np.concatenate([own for own, _ in begun]), worth.astype(np.float32))
    if key in index.keys:
        scores[index.keys.names(key)] = EXACT
    elif len(key) >= (3 if JOINED.search(key) else 5) and (near := nearest(text)):
        names = index.keys.names(squeezed(folded(near[0])))
        scores[names] = np.maximum(scores[names], _MISSPELT * near[1] / 100)


def _hit(index: TitleIndex, gram: str, last: bool, mend: bool) -> tuple[Ints, Floats, Floats]:
    """The names that hold a word: (n,) ascending, each with the best worth, and the letters that it is."""
    same = [own for own in _same(index, gram, last, mend) if len(own.names)]
    if not same:
        return np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32)
    if len(same) == 1:  # as common words mostly are: no need to sort thousands
        names, n = same[0].names, len(same[0].names)
        return names, np.full(n, same[0].worth, np.float32), np.full(n, same[0].letters, np.float32)
    lengths = [len(own.names) for own in same]
    names, first = np.unique(np.concatenate([own.names for own in same]), return_index=True)
    worth = np.repeat(np.array([own.worth for own in same], np.float32), lengths)[first]
    letters = np.repeat(np.array([own.letters for own in same], np.float32), lengths)[first]
    return names, worth, letters


def _same(index: TitleIndex, gram: str, last: bool, mend: bool) -> list[_Same]:
    """What a word may stand for, the best first."""
    words = index.words
    found = [_Same(words.names(gram), 1.0, size(gram)), _Same(index.of_year(gram), _YEAR, 0.0)]
    if len(gram) >= (2 if last else 4) or (last and JOINED.search(gram)):
        for word in words.begun(gram):
            more, part = len(word) - len(gram), len(gram) / len(word)
            if more and (last or more <= _ENDING):
                worth = _INFLECTED if more <= _ENDING else 0.6 + 0.4 * part
                found.append(_Same(words.names(word), worth, size(word) * part))
    if mend and gram not in words and len(gram) >= 4 and not any(map(str.isdigit, gram)):
        for word, wrong in index.mended(gram, 2 if len(gram) >= 7 else 1):
            found.append(_Same(words.names(word), _WRONG[wrong], size(word)))
    return found
