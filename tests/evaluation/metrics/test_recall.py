from __future__ import annotations

import numpy as np
from hypothesis import given
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.recall import recall

HITS = np.array([[True, False, True, False], [False, False, False, True]])


def test_by_hand() -> None:
    """Two of five relevant items, then one of five; the only one, then none."""
    assert recall(HITS, np.array([5, 1]), 4).tolist() == [0.4, 1.0]
    assert recall(HITS, np.array([5, 1]), 2).tolist() == [0.2, 0.0]


def test_all_relevant_items_divide_however_short_the_list() -> None:
    assert recall(np.ones((1, 2), bool), np.array([8]), 2).tolist() == [0.25]


@given(cases())
def test_as_trec(lists: Cases) -> None:
    found = recall(lists.hits, lists.relevant, lists.k)
    np.testing.assert_allclose(found, trec(lists, f"recall.{lists.k}"), atol=1e-12)


@given(cases())
def test_longer_lists_find_no_less(lists: Cases) -> None:
    each = [recall(lists.hits, lists.relevant, k) for k in range(1, lists.hits.shape[1] + 1)]
    assert (np.diff(each, axis=0) >= 0).all()
