"""Logs and profiles as sparse matrices of what was chosen: the form that the baselines read them in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from scipy.sparse import csr_array

from wellread.models.base import Floats, Interactions, Profile


def chosen(log: Interactions, n_items: int) -> csr_array:
    """(n_users, n_items) float64, 1 where a history has an event of positive weight; indices sorted."""
    log = log.where(log.weights > 0)
    matrix = csr_array((np.ones(len(log)), (log.users, log.items)), shape=(log.n_users, n_items))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def queries(
    profiles: Sequence[Profile], n_items: int, decay: float, window: int | None, fade: float = 0.0
) -> csr_array:
    """(n_profiles, n_items) decay^n (1 + n)^-fade at the n-th latest item chosen, counted from 0.

    Args:
        profiles: Their events of positive weight on known items count.
        n_items: How many items are known.
        decay: 1: the order does not matter.
        window: How many items are read; None: all.
        fade: 0: the order does not matter.
    """
    items = []
    for profile in profiles:
        rows = profile.rows[(profile.weights > 0) & (profile.rows < n_items)]
        _, first = np.unique(rows, return_index=True)
        items.append(rows[np.sort(first)][:window])
    lengths = [len(own) for own in items]
    values = [decay ** np.arange(length) * (1.0 + np.arange(length)) ** -fade for length in lengths]
    return csr_array(
        (
            np.concatenate([*values, np.zeros(0)]),
            np.concatenate([*items, np.zeros(0, np.int64)]),
            np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        ),
        shape=(len(items), n_items),
    )


class HistoryBaseline:
    """Scores profiles by what was chosen; subclasses say how.

    Args:
        decay: Weight of the item chosen before, relative to an item; 1: the order does not matter.
        window: How many of the latest items are read; None: all.
        fade: Our own models' way to fade, (1 + n)^-fade, beside or instead of `decay`.
    """

    def __init__(self, decay: float, window: int | None, fade: float = 0.0) -> None:
        self.decay = decay
        self.fade = fade
        self.window = window
        self.n_items = 0

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """(n_items,) float32 for one profile, (n_profiles, n_items) for several; 0: nothing known."""
        if isinstance(profiles, Profile):
            return np.asarray(self.score([profiles])[0], np.float32)
        found = self._scores(queries(profiles, self.n_items, self.decay, self.window, self.fade))
        return np.asarray(found, np.float32)

    def _scores(self, chosen: csr_array) -> Floats:
        """(n_profiles, n_items) from the faded items of each profile, of the same shape."""
        raise NotImplementedError
