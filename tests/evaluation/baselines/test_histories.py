from __future__ import annotations

import numpy as np
from tests.conformance import worlds

from wellread.evaluation.baselines.histories import chosen, queries
from wellread.models.base import NOTHING, Interactions, Profile


def test_what_was_chosen_counts_once() -> None:
    log = Interactions(
        np.array([0, 0, 0, 2]), np.array([1, 1, 2, 0]), np.array([1, 1, -1, 0.5], np.float32), np.arange(4.0)
    )
    assert chosen(log, 3).toarray().tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0]]
    assert chosen(NOTHING, 3).shape == (0, 3)


def test_profiles_fade_by_what_was_chosen_after() -> None:
    """Dislikes, repetitions and unknown items take no place."""
    person = Profile(rows=np.array([9, 2, 1, 2, 0, 3]), weights=np.array([1, 1, -1, 1, 0.3, 1], np.float32))
    found = queries([person, worlds.profile(), worlds.profile(3)], 4, 0.5, None)
    assert found.toarray().tolist() == [[0.5, 0, 1, 0.25], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert queries([person], 4, 0.5, 2).toarray().tolist() == [[0.5, 0, 1, 0]]
    assert queries([], 4, 1, None).shape == (0, 4)
