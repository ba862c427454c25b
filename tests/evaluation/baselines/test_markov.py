from __future__ import annotations

import numpy as np
from tests.conformance import worlds

from wellread.evaluation.baselines.markov import Markov
from wellread.models.base import Interactions


def test_by_hand() -> None:
    """0 led to 1 twice and to 2 once; a step on the spot and one between histories do not count."""
    log = Interactions.of_histories([[0, 1, 0, 2], [0, 0, 1], [3]])
    model = Markov(shrink=1).fit(log, worlds.catalogue(4))
    np.testing.assert_allclose(model.steps.toarray()[0], [0, 2 / 4, 1 / 4, 0])
    np.testing.assert_allclose(model.steps.toarray()[1], [1 / 2, 0, 0, 0])
    assert not model.steps.toarray()[2:].any()


def test_only_the_last_item_counts_unless_the_window_is_wider() -> None:
    log = Interactions.of_histories([[0, 1], [2, 3]])
    last = Markov(shrink=0).fit(log, worlds.catalogue(4))
    assert last.score(worlds.profile(0, 2)).tolist() == [0, 1, 0, 0]
    both = Markov(shrink=0, window=2, decay=0.5).fit(log, worlds.catalogue(4))
    assert both.score(worlds.profile(0, 2)).tolist() == [0, 1, 0, 0.5]


def test_disliked_items_are_no_step() -> None:
    log = Interactions(np.zeros(3, np.int64), np.arange(3), np.array([1, -1, 1], np.float32), np.arange(3.0))
    model = Markov(shrink=0).fit(log, worlds.catalogue(3))
    assert model.score(worlds.profile(0)).tolist() == [0, 0, 1]
