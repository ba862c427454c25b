"""The names of all items by their words: looked up, begun, and with a wrong letter."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Sequence
from heapq import nsmallest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wellread.language.naming.title_words import parts, squeezed, with_digits
from wellread.language.scripts import JOINED

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_BEGUN = 200
"""Words that a beginning stands for: the shortest."""
_FEW = 200
"""New words that are put into their places one by one; more are sorted in."""


class Name(NamedTuple):
    """One name of an item."""

    key: str
    """Folded, without its article."""
    article: str
    year: int | None


class TitleIndex:
    """Names by number; each item's can be replaced. A name with numerals is there with digits too."""

    def __init__(self) -> None:
        self._rows = array("l")
        self._letters = array("f")
        self._of_row: dict[int, tuple[tuple[Name, ...], list[int]]] = {}
        self._years: dict[str, array[int]] = {}
        self._gone = 0
        self.words = Vocabulary()
        """Words, and pairs of characters -> names that hold them."""
        self.keys = Vocabulary()
        """Whole names, squeezed, with and without their article."""
        self._by_length: dict[int, list[str]] = {}
        self._arrays: tuple[Ints, Floats] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> Ints:
        """(n_names,) the item of each; -1: taken out."""
        return self._made()[0]

    @property
    def letters(self) -> Floats:
        """(n_names,) how much each name is; see `size`."""
        return self._made()[1]

    def _made(self) -> tuple[Ints, Floats]:
        if self._arrays is None:
            self._arrays = np.array(self._rows, np.int64), np.array(self._letters, np.float32)
        return self._arrays

    @property
    def worn(self) -> bool:
        """Whether most of it is names that are no more: it is better made anew."""
        return 2 * self._gone > len(self._rows)

    def put(self, row: int, names: Sequence[Name]) -> None:
        """Let the item in `row` be found by `names` and no others."""
        held, numbers = self._of_row.pop(row, ((), []))
        if held != tuple(names):
            self._arrays = None
            for number in numbers:
                self._rows[number] = -1
            self._gone += len(numbers)
            numbers = [
                self._add(row, text, name)
                for name in names
                for text in dict.fromkeys((name.key, with_digits(name.key)))
            ]
        if names:
            self._of_row[row] = tuple(names), numbers

    def names_of(self, row: int) -> list[int]:
        """The numbers of an item's names."""
        return self._of_row[row][1] if row in self._of_row else []

    def of_year(self, year: str) -> Ints:
        """The names of items of a year."""
        return np.array(self._years.get(year, ()), np.int64)

    def _add(self, row: int, text: str, name: Name) -> int:
        number = len(self._rows)
        grams = {gram for part in parts(text) for gram in part.grams}
        self._rows.append(row)
        self._letters.append(sum(map(size, grams)))
        for gram in grams:
            if self.words.post(gram, number):
                self._by_length.setdefault(len(gram), []).append(gram)
        key = squeezed(text)
        for whole in {key, name.article + key}:
            self.keys.post(whole, number)
        if name.year is not None:
            self._years.setdefault(str(name.year), array("l")).append(number)
        return number

    def mended(self, word: str, most: int) -> list[tuple[str, int]]:
        """Words with at most so many wrong letters, and how many, the best first."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found: list[tuple[str, int]] = []
        for length in range(len(word) - most, len(word) + most + 1):
            alike = self._by_length.get(length, [])
            near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=most, limit=20)
            found += [(other, int(wrong)) for other, wrong, _ in near if wrong]
        return sorted(found, key=lambda one: one[1])


class Vocabulary:
    """Words and the names that hold them."""

    def __init__(self) -> None:
        self._names: dict[str, array[int]] = {}
        self._ordered: list[str] = []
        self._new: list[str] = []

    def __contains__(self, word: str) -> bool:
        return word in self._names

    def post(self, word: str, number: int) -> bool:
        """Let a name, of a number above all others, hold `word`; whether the word is new."""
        held = self._names.get(word)
        if held is None:
            held = self._names[word] = array("l")
            self._new.append(word)
        held.append(number)
        return len(held) == 1

    def names(self, word: str) -> Ints:
        """The names that hold `word`, ascending."""
        return np.array(self._names.get(word, ()), np.int64)  # a view would keep the array from growing

    def begun(self, start: str) -> list[str]:
        """Words that begin so, the shortest first."""
        if len(self._new) > _FEW:
            self._ordered = sorted(self._names)
        else:
            for word in self._new:
                insort(self._ordered, word)
        self._new.clear()
        begin = bisect_left(self._ordered, start)
        end = bisect_left(self._ordered, start + "\U0010ffff", begin)
        return nsmallest(_BEGUN, self._ordered[begin:end], key=len)


def size(word: str) -> float:
    """How much a word is, in letters; a pair of characters says as much as five."""
    return 5.0 if JOINED.search(word) else float(len(word))
