"""The contract of encoders that read meanings: texts to dense vectors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class DenseEncoder(Protocol):
    """Texts in, one raw vector each out; whitening and lengths are left to `Meaning`."""

    @property
    def identity(self) -> str:
        """Hash of all that decides what comes out: kind, model and weights, length read. Names the cache."""
        ...

    @property
    def quick(self) -> bool:
        """Whether one short text takes so little (under a millisecond) that nobody need wait for it."""
        ...

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        """Encode `texts`.

        Args:
            texts: Any; an empty one gives zeros.
            deadline: `time.perf_counter` at which the vectors are of no more use.

        Returns:
            (n_texts, d) float32, finite.

        Raises:
            LanguageModelError: no vectors, or not in time.
            MissingExtra: its library is not installed.
        """
        ...


class VectorCache(Protocol):
    """Keeps vectors; the store is one."""

    def vectors(self, encoder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Those that are known, of texts by their digest: little-endian float16."""
        ...

    def put_vectors(self, encoder: str, found: Iterable[tuple[str, bytes]]) -> None:
        """Keep vectors of texts by their digest; one that is known stays."""
        ...


def sayable(text: str) -> str:
    """`text` without halves of characters, which no tokenizer takes."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()
