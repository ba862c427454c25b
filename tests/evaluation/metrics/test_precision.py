from __future__ import annotations

import numpy as np
from hypothesis import given
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.precision import precision

HITS = np.array([[True, False, True, False], [False, False, False, True]])


def test_by_hand() -> None:
    """Two of four places, one of two; one of four, none of two."""
    assert precision(HITS, np.array([3, 1]), 4).tolist() == [0.5, 0.25]
    assert precision(HITS, np.array([3, 1]), 2).tolist() == [0.5, 0.0]


def test_a_short_list_is_divided_by_k_all_the_same() -> None:
    assert precision(np.array([[True, False, False, False]]), np.array([1]), 4).tolist() == [0.25]


@given(cases())
def test_as_trec(lists: Cases) -> None:
    found = precision(lists.hits, lists.relevant, lists.k)
    np.testing.assert_allclose(found, trec(lists, f"P.{lists.k}"), atol=1e-12)
