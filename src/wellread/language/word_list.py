"""Lists of words as arrays, so that files hold them as they hold numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_END = "\x00"
"""Behind each word; no text of the record holds it."""


def packed(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    """(n_bytes,) uint8 of the words, in order."""
    return np.frombuffer("".join(word + _END for word in words).encode("utf-8", "replace"), np.uint8)


def unpacked(held: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    """The words that `packed` was given."""
    return tuple(held.tobytes().decode("utf-8").split(_END)[:-1])
