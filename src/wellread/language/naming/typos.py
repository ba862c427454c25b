"""Misspelt names: the known name nearest to what somebody wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from wellread.language.scripts import JOINED

_VISITS = 2_500
"""Postings looked at for one name; the rarest n-grams come first."""
_CANDIDATES = 40
"""Names that share most n-grams, compared letter by letter."""
_NUMERALS = re.compile(r"\d+|\b[ivx]+\b|[一二三四五六七八九十]")


class TypoIndex:
    """Keys by their character trigrams (bigrams in scripts without spaces)."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._keys: list[str] = []
        self._live: list[bool] = []
        self._postings: dict[str, list[int]] = {}

    def add(self, key: str) -> None:
        """Make `key` findable."""
        known = self._ids.get(key)
        if known is not None:
            self._live[known] = True
            return
        self._ids[key] = number = len(self._keys)
        self._keys.append(key)
        self._live.append(True)
        for gram in _grams(key):
            self._postings.setdefault(gram, []).append(number)

    def remove(self, key: str) -> None:
        """Make `key` findable no longer (its place is kept for when it comes back)."""
        self._live[self._ids[key]] = False

    def nearest(self, key: str, similarity: float) -> tuple[str, float] | None:
        """The key most like `key` and how like, percent (indel ratio); None below `similarity`.

        Keys with other numerals never match: "Rocky II" is no misspelling of "Rocky III". In scripts without
        spaces one wrong character is forgiven whatever the percentage, unless `similarity` is 100.
        """
        from rapidfuzz import fuzz

        if similarity < 100 and JOINED.search(key):
            similarity = min(similarity, 100 - 100 / len(key))
        best: tuple[str, float] | None = None
        numerals = _NUMERALS.findall(key)
        for candidate in self._candidates(key):
            score = fuzz.ratio(key, candidate, score_cutoff=similarity - 1e-9)
            if score > (best[1] if best else 0.0) and _NUMERALS.findall(candidate) == numerals:
                best = candidate, score
        return best

    def _candidates(self, key: str) -> Iterable[str]:
        found = sorted((self._postings[g] for g in _grams(key) if g in self._postings), key=len)
        shared: Counter[int] = Counter()
        visits = 0
        for posting in found:
            visits += len(posting)
            if visits > _VISITS and shared:
                break
            shared.update(posting)
        return (self._keys[number] for number, _ in shared.most_common(_CANDIDATES) if self._live[number])


def _grams(key: str) -> set[str]:
    size = 2 if JOINED.search(key) else 3
    return {key[i : i + size] for i in range(max(1, len(key) - size + 1))}
