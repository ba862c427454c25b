"""A numpy array that can be appended to: capacity doubles, so n appends cost O(n)."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt


class Growable:
    """An array with room behind its end.

    Args:
        dtype: Element type.
        fill: Value of elements that are skipped over.
        shape: Of one element; (): a number.
    """

    def __init__(self, dtype: npt.DTypeLike, fill: float | bool = 0, shape: tuple[int, ...] = ()) -> None:
        self._fill = fill
        self._room: npt.NDArray[Any] = np.full((16, *shape), fill, dtype)
        self._size = 0

    @classmethod
    def of(cls, array: npt.NDArray[Any]) -> Self:
        """One that holds the elements of `array`, which is copied when one is first written."""
        made = cls(array.dtype, shape=array.shape[1:])
        made._room, made._size = array, len(array)
        return made

    def __len__(self) -> int:
        return self._size

    @property
    def view(self) -> npt.NDArray[Any]:
        """The elements so far, without a copy."""
        return self._room[: self._size]

    def resize(self, size: int) -> None:
        """Make the array `size` long; new elements hold the fill value."""
        if size > len(self._room):
            room = max(size, 2 * len(self._room)), *self._room.shape[1:]
            grown = np.full(room, self._fill, self._room.dtype)
            grown[: self._size] = self.view
            self._room = grown
        self._size = max(self._size, size)

    def set(self, index: int, value: Any) -> None:
        """Write one element, growing the array when `index` lies behind its end."""
        self.resize(index + 1)
        if not self._room.flags.writeable or self._room.base is not None:  # another's, or a file's
            self._room = self._room.copy()
        self._room[index] = value

    def append(self, value: Any) -> None:
        """Add one element at the end."""
        self.set(self._size, value)
