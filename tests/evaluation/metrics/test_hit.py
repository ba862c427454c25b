from __future__ import annotations

import numpy as np
from hypothesis import given
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.hit import hit
from wellread.evaluation.metrics.recall import recall


def test_by_hand() -> None:
    hits = np.array([[True, False, True], [False, False, True], [False, False, False]])
    assert hit(hits, np.array([3, 1, 1]), 3).tolist() == [1.0, 1.0, 0.0]
    assert hit(hits, np.array([3, 1, 1]), 2).tolist() == [1.0, 0.0, 0.0]


@given(cases())
def test_as_trec(lists: Cases) -> None:
    found = hit(lists.hits, lists.relevant, lists.k)
    np.testing.assert_array_equal(found, trec(lists, f"success.{lists.k}"))


@given(cases())
def test_of_one_relevant_item_it_is_recall(lists: Cases) -> None:
    one = lists.hits & (lists.hits.cumsum(axis=1) == 1)
    relevant = np.ones(len(one), np.int64)
    np.testing.assert_array_equal(hit(one, relevant, lists.k), recall(one, relevant, lists.k))
