from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import ndcg_score
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.ndcg import ndcg

HITS = np.array([[False, True, True, False]])


def test_by_hand() -> None:
    """Hits on places 2 and 3 of two relevant items: (.6309 + .5) / (1 + .6309)."""
    assert ndcg(HITS, np.array([2]), 4)[0] == pytest.approx((0.63093 + 0.5) / 1.63093, abs=1e-5)


def test_the_ideal_list_is_no_longer_than_k() -> None:
    """Of nine relevant items two places can hold two: (0 + .6309) / (1 + .6309)."""
    assert ndcg(HITS, np.array([9]), 2)[0] == pytest.approx(0.63093 / 1.63093, abs=1e-5)
    assert ndcg(np.ones((1, 3), bool), np.array([9]), 3).tolist() == [1.0]


def test_of_one_relevant_item_only_its_place_counts() -> None:
    place = np.eye(4, dtype=bool)
    np.testing.assert_allclose(ndcg(place, np.ones(4, np.int64), 4), [1, 0.63093, 0.5, 0.43068], atol=1e-5)
    np.testing.assert_allclose(ndcg(place, np.ones(4, np.int64), 2), [1, 0.63093, 0, 0], atol=1e-5)


@given(cases())
def test_as_trec(lists: Cases) -> None:
    found = ndcg(lists.hits, lists.relevant, lists.k)
    np.testing.assert_allclose(found, trec(lists, f"ndcg_cut.{lists.k}"), atol=1e-12)


@given(cases(full=True))
def test_as_scikit_learn(lists: Cases) -> None:
    """What was missed stands below the list; one more item keeps its formula from single candidates."""
    for hits, relevant, found in zip(
        lists.hits, lists.relevant, ndcg(lists.hits, lists.relevant, lists.k), strict=True
    ):
        truth = np.concatenate([hits, np.ones(relevant - hits.sum()), [0, 0]])
        scores = -np.arange(len(truth), dtype=float)
        assert found == pytest.approx(ndcg_score([truth], [scores], k=lists.k), abs=1e-12)
