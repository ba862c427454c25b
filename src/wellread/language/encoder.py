"""The contract of everything that turns texts into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

from scipy.sparse import csr_array


class Encoder(Protocol):
    """Texts in, one L2-normalised row each out (an empty text: a row of zeros)."""

    def fit(self, texts: Sequence[str]) -> Self:
        """Learn what the encoder needs of the catalogue's texts (document frequencies)."""
        ...

    def encode(self, texts: Sequence[str]) -> csr_array:
        """Encode `texts`; features never met before are ignored.

        Returns:
            (n_texts, n_features) float32, rows L2-normalised.
        """
        ...

    def ask(self, text: str) -> csr_array:
        """Encode a short text that asks: rare and common words of it count more evenly than in `encode`.

        Returns:
            (1, n_features) float32, L2-normalised.
        """
        ...

    def extend(self, texts: Sequence[str]) -> csr_array:
        """Like `encode`, but features never met before get a column of their own: for new items."""
        ...

    def features(self, columns: Sequence[int]) -> list[str]:
        """The word (or n-gram) that each column stands for, for explanations."""
        ...

    def save(self, folder: Path) -> None:
        """Write the state to `folder` as arrays and JSON; never pickle."""
        ...
