"""A numpy array that can be appended to: capacity doubles, so n appends cost O(n)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


class Growable:
    """A 1-D array with room behind its end.

    Args:
        dtype: Element type.
        fill: Value of elements that are skipped over.
    """

    def __init__(self, dtype: npt.DTypeLike, fill: float | bool = 0) -> None:
        self._fill = fill
        self._room: npt.NDArray[Any] = np.full(16, fill, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def view(self) -> npt.NDArray[Any]:
        """The elements so far, without a copy."""
        return self._room[: self._size]

    def resize(self, size: int) -> None:
        """Make the array `size` long; new elements hold the fill value."""
        if size > len(self._room):
            grown = np.full(max(size, 2 * len(self._room)), self._fill, self._room.dtype)
            grown[: self._size] = self.view
            self._room = grown
        self._size = max(self._size, size)

    def set(self, index: int, value: Any) -> None:
        """Write one element, growing the array when `index` lies behind its end."""
        self.resize(index + 1)
        self._room[index] = value

    def append(self, value: Any) -> None:
        """Add one element at the end."""
        self.set(self._size, value)
