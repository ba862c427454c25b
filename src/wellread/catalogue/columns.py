"""Attribute columns: what filters, boosts and caps are evaluated on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wellread.catalogue.growable import Growable

Mask = npt.NDArray[np.bool_]


class Column:
    """One field of all items: numbers in an array, every other value as codes of a vocabulary.

    A list counts as its elements. `rows[i]` has the value whose code is `codes[i]`.
    """

    def __init__(self) -> None:
        self.numbers = Growable(np.float64, np.nan)
        self.rows = Growable(np.int64)
        self.codes = Growable(np.int64)
        self.vocabulary: dict[str | bool, int] = {}
        self._last = -1

    def put(self, row: int, value: Any) -> None:
        """Set the value of an item; what it had before is forgotten."""
        self.clear(row)
        self._last = max(self._last, row)
        for element in value if isinstance(value, list | tuple | set) else [value]:
            if isinstance(element, bool | str):
                self.rows.append(row)
                self.codes.append(self.vocabulary.setdefault(element, len(self.vocabulary)))
            elif isinstance(element, int | float):
                self.numbers.set(row, as_double(element))

    def clear(self, row: int) -> None:
        """Forget the value of an item."""
        if row > self._last:
            return
        if row < len(self.numbers):
            self.numbers.set(row, np.nan)
        self.codes.view[self.rows.view == row] = -1

    def where_number(self, test: Callable[[npt.NDArray[np.float64]], Mask], n: int) -> Mask:
        """Items whose number passes `test`: (n,) bool. Missing numbers never pass."""
        mask = np.zeros(n, bool)
        numbers = self.numbers.view[:n]
        with np.errstate(invalid="ignore"):
            mask[: len(numbers)] = test(numbers) & ~np.isnan(numbers)
        return mask

    def where_value(self, test: Callable[[str | bool], bool], n: int) -> Mask:
        """Items with at least one text or truth value that passes `test`: (n,) bool."""
        return self.where_codes([code for value, code in self.vocabulary.items() if test(value)], n)

    def where_codes(self, codes: Sequence[int], n: int) -> Mask:
        """Items with at least one value whose code is in `codes`: (n,) bool."""
        mask = np.zeros(n, bool)
        if codes:
            held = self.codes.view
            hit = held == codes[0] if len(codes) == 1 else np.isin(held, codes)
            rows = self.rows.view[hit]
            mask[rows[rows < n]] = True
        return mask

    def exists(self, n: int) -> Mask:
        """Items that have any value: (n,) bool."""
        mask = self.where_number(lambda numbers: np.ones(len(numbers), bool), n)
        rows = self.rows.view[self.codes.view >= 0]
        mask[rows[rows < n]] = True
        return mask

    def values(self, rows: Iterable[int]) -> list[set[Any]]:
        """The values of each item in `rows`, as sets."""
        wanted = {int(row): position for position, row in enumerate(rows)}
        found: list[set[Any]] = [set() for _ in wanted]
        for row, position in wanted.items():
            if row < len(self.numbers) and not np.isnan(self.numbers.view[row]):
                found[position].add(float(self.numbers.view[row]))
        held, words = self.rows.view, list(self.vocabulary)
        hits = np.flatnonzero(np.isin(held, list(wanted)) & (self.codes.view >= 0))
        for hit in hits:
            found[wanted[int(held[hit])]].add(words[int(self.codes.view[hit])])
        return found


def as_double(number: float) -> float:
    """The number as a column holds it; an integer beyond all doubles becomes infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
