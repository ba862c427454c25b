from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata
from sklearn.metrics import roc_auc_score

from wellread.errors import InvalidInput
from wellread.evaluation.metrics.auc import auc


def test_by_hand() -> None:
    """Ranks 1 and 4 of five: three others below the first, one below the second. Rank 2 of three: 1 of 2."""
    found = auc(np.array([1, 4, 2]), np.array([0, 0, 1]), np.array([5, 3]))
    np.testing.assert_allclose(found, [4 / 6, 1 / 2])


def test_from_the_best_to_the_worst() -> None:
    ranks, candidates = np.array([1, 50.5, 100]), np.full(3, 100)
    np.testing.assert_allclose(auc(ranks, np.arange(3), candidates), [1, 0.5, 0])


def test_a_hopeless_place_among_many_looks_good() -> None:
    assert auc(np.array([1000]), np.array([0]), np.array([100_000]))[0] > 0.99


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_as_scikit_learn_ties_included(items: list[tuple[int, bool]]) -> None:
    scores, relevant = np.array(items).T
    if len(set(relevant)) < 2:
        return
    ranks = rankdata(-scores)[relevant == 1]
    found = auc(ranks, np.zeros(len(ranks), np.int64), np.array([len(items)]))
    assert found[0] == pytest.approx(roc_auc_score(relevant, scores), abs=1e-12)


@pytest.mark.parametrize("ranks", [[1, 2], []])
def test_without_a_pair_there_is_no_area(ranks: list[int]) -> None:
    with pytest.raises(InvalidInput, match=f"case 0 has {len(ranks)} relevant items among 2 candidates"):
        auc(np.array(ranks, np.int64), np.zeros(len(ranks), np.int64), np.array([2]))
