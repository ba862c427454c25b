from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import average_precision_score
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.average_precision import average_precision


def test_by_hand() -> None:
    """Hits on places 1, 3, 4 of five relevant items: (1 + 2/3 + 3/4) / min(4, 5)."""
    hits = np.array([[True, False, True, True]])
    assert average_precision(hits, np.array([5]), 4)[0] == pytest.approx((1 + 2 / 3 + 3 / 4) / 4)
    assert average_precision(hits, np.array([5]), 2)[0] == pytest.approx(1 / 2)
    assert average_precision(hits, np.array([3]), 4)[0] == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)


@given(cases())
def test_as_trec_but_for_the_divisor(lists: Cases) -> None:
    """Its map_cut divides by |relevant|: the same where that is at most k, else lower by |relevant| / k."""
    expected = trec(lists, f"map_cut.{lists.k}") * np.maximum(lists.relevant / lists.k, 1)
    np.testing.assert_allclose(average_precision(lists.hits, lists.relevant, lists.k), expected, atol=1e-12)


@given(cases(full=True))
def test_as_scikit_learn_where_everything_is_listed(lists: Cases) -> None:
    hits = lists.hits[lists.hits.any(axis=1)]
    if not len(hits):
        return
    found = average_precision(hits, hits.sum(axis=1), hits.shape[1])
    scores = -np.arange(hits.shape[1])
    np.testing.assert_allclose(found, [average_precision_score(truth, scores) for truth in hits])
