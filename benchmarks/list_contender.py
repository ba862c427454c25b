"""Lists that another program made, as a contender of an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from wellread.catalogue import Catalogue
from wellread.evaluation.split import Split
from wellread.models.base import Interactions, Ints


class ListContender:
    """Lists that were made elsewhere.

    Args:
        name: What made them.
        shown: (n_cases, k) rows.
        seconds: Of `fit` and `lists`, measured there.
        size: MB installed.
    """

    def __init__(self, name: str, shown: Ints, seconds: dict[str, float], size: float) -> None:
        self.name = name
        self.shown = shown
        self.seconds = seconds
        self.size = size

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Done elsewhere."""
        return self

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        """Nothing to learn with."""

    def lists(self, split: Split, k: int, tell: Callable[[int], None]) -> Ints:
        """Those that were made."""
        return self.shown[:, :k]
