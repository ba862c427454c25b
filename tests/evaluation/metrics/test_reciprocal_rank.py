from __future__ import annotations

import numpy as np
from hypothesis import given
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.reciprocal_rank import reciprocal_rank


def test_by_hand() -> None:
    hits = np.array([[False, True, True, False], [False, False, False, True], [False] * 4])
    assert reciprocal_rank(hits, np.array([2, 1, 1]), 4).tolist() == [0.5, 0.25, 0.0]
    assert reciprocal_rank(hits, np.array([2, 1, 1]), 3).tolist() == [0.5, 0.0, 0.0]


@given(cases())
def test_as_trec(lists: Cases) -> None:
    """Its recip_rank has no cutoff: it is given the first k places."""
    found = reciprocal_rank(lists.hits, lists.relevant, lists.k)
    np.testing.assert_allclose(found, trec(lists, "recip_rank", cut=True), atol=1e-12)


@given(cases())
def test_longer_lists_lose_nothing(lists: Cases) -> None:
    each = [reciprocal_rank(lists.hits, lists.relevant, k) for k in range(1, lists.hits.shape[1] + 1)]
    assert (np.diff(each, axis=0) >= 0).all()
