"""What the linear models share: a score is a sum over the history, and its terms are that sum's addends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np

from wellread.models.base import Doubles, Floats, Ints, Profile, Term
from wellread.models.fading import Fading, faded
from wellread.models.item_weights import ItemWeights
from wellread.sparse import empty


class HistoryModel:
    """Scores profiles by `weights`; subclasses fit them.

    Args:
        fading: How the history fades.
    """

    def __init__(self, fading: Fading) -> None:
        self.weights = ItemWeights(empty(0, 0))
        self._fading = fading

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """See `Model.score`."""
        if isinstance(profiles, Profile):
            return self.weights.score(*self._query(profiles))
        return self.weights.score_many([self._query(profile) for profile in profiles])

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term per event of the history; zeros are left out."""
        history, parts = self.parts(profile, rows)
        return [
            [Term("history", int(history[i]), float(own[i])) for i in np.flatnonzero(own)] for own in parts.T
        ]

    def parts(self, profile: Profile, rows: Ints) -> tuple[Ints, Doubles]:
        """The terms as arrays.

        Returns:
            (n_history,) rows of the history, and (n_history, n_rows) what each adds to each score.
        """
        history, weights = self._query(profile)
        return history, self.weights.contributions(history, weights, rows)

    def _query(self, profile: Profile) -> tuple[Ints, Doubles]:
        return faded(profile, self._fading, self.weights.n_items)
