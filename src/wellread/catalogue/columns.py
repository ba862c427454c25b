"""Attribute columns: what filters, boosts and caps are evaluated on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from wellread.catalogue.growable import Growable

Mask = npt.NDArray[np.bool_]


class Column:
    """One field of all items, as entries: a row, and either a number or the code of a text or truth value.

    A list counts as its elements: several entries of one row.
    """

    def __init__(self) -> None:
        self.rows = Growable(np.int64)
        self.numbers = Growable(np.float64, np.nan)
        """NaN where the entry is no number, or was replaced."""
        self.codes = Growable(np.int64)
        """Index into `vocabulary`; -1 where the entry is a number, or was replaced."""
        self.vocabulary: dict[str | bool, int] = {}
        self._last = -1

    @classmethod
    def of(
        cls,
        rows: npt.NDArray[np.int64],
        numbers: npt.NDArray[np.float64] | None = None,
        codes: npt.NDArray[np.int64] | None = None,
        vocabulary: Sequence[str] = (),
    ) -> Self:
        """A column of entries that are known.

        Args:
            rows: (n_entries,) ascending.
            numbers: (n_entries,) of a column of numbers.
            codes: (n_entries,) into `vocabulary`, of a column of texts.
            vocabulary: The texts.
        """
        made = cls()
        made.rows = Growable.of(rows)
        made.numbers = Growable.of(np.full(len(rows), np.nan) if numbers is None else numbers)
        made.codes = Growable.of(np.full(len(rows), -1, np.int64) if codes is None else codes)
        made.vocabulary = {text: code for code, text in enumerate(vocabulary)}
        made._last = int(rows.max(initial=-1))
        return made

    def put(self, row: int, value: Any) -> None:
        """Set the value of an item; what it had before is forgotten."""
        self.clear(row)
        self._last = max(self._last, row)
        for element in value if isinstance(value, list | tuple | set) else [value]:
            if isinstance(element, bool | str):
                self._add(row, np.nan, self.vocabulary.setdefault(element, len(self.vocabulary)))
            elif isinstance(element, int | float):
                self._add(row, as_double(element), -1)

    def _add(self, row: int, number: float, code: int) -> None:
        self.rows.append(row)
        self.numbers.append(number)
        self.codes.append(code)

    def clear(self, row: int) -> None:
        """Forget the value of an item."""
        if row <= self._last:
            held = self.rows.view == row
            self.numbers.view[held] = np.nan
            self.codes.view[held] = -1

    @property
    def has_numbers(self) -> bool:
        """Whether any item has a number here."""
        return bool((~np.isnan(self.numbers.view)).any())

    @property
    def has_texts(self) -> bool:
        """Whether any item has, or had, a text here."""
        return any(isinstance(value, str) for value in self.vocabulary)

    def where_number(self, test: Callable[[npt.NDArray[np.float64]], Mask], n: int) -> Mask:
        """Items with at least one number that passes `test`: (n,) bool."""
        numbers = self.numbers.view
        with np.errstate(invalid="ignore"):
            return self._rows_of(test(numbers) & ~np.isnan(numbers), n)

    def where_value(self, test: Callable[[str | bool], bool], n: int) -> Mask:
        """Items with at least one text or truth value that passes `test`: (n,) bool."""
        return self.where_codes([code for value, code in self.vocabulary.items() if test(value)], n)

    def where_codes(self, codes: Sequence[int], n: int) -> Mask:
        """Items with at least one value whose code is in `codes`: (n,) bool."""
        held = self.codes.view
        return self._rows_of(held == codes[0] if len(codes) == 1 else np.isin(held, codes), n)

    def exists(self, n: int) -> Mask:
        """Items that have any value: (n,) bool."""
        return self._rows_of(self._alive(), n)

    def values(self, rows: Iterable[int]) -> list[set[Any]]:
        """The values of each item in `rows`, as sets."""
        wanted = {int(row): position for position, row in enumerate(rows)}
        found: list[set[Any]] = [set() for _ in wanted]
        words = list(self.vocabulary)
        for hit in np.flatnonzero(np.isin(self.rows.view, list(wanted)) & self._alive()):
            code = int(self.codes.view[hit])
            value = words[code] if code >= 0 else float(self.numbers.view[hit])
            found[wanted[int(self.rows.view[hit])]].add(value)
        return found

    def _alive(self) -> Mask:
        return np.asarray((self.codes.view >= 0) | ~np.isnan(self.numbers.view))

    def _rows_of(self, entries: Mask, n: int) -> Mask:
        mask = np.zeros(n, bool)
        rows = self.rows.view[entries]
        mask[rows[rows < n]] = True
        return mask


def as_double(number: float) -> float:
    """The number as a column holds it; an integer beyond all doubles becomes infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
