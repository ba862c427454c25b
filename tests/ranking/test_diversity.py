from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from wellread.ranking.diversity import mmr

A, B, C = [1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]
TEXTS = csr_array(np.array([A, A, A, B, B, C], np.float32))
SCORES = np.array([6.0, 5, 4, 3, 2, 1])
ROWS = np.arange(6)


def test_without_strength_the_order_stays() -> None:
    assert mmr(ROWS, SCORES, TEXTS, 0.0, 6).tolist() == [0, 1, 2, 3, 4, 5]
    assert mmr(ROWS, SCORES, TEXTS, 0.0, 2).tolist() == [0, 1]


def test_at_full_strength_the_different_ones_come_first() -> None:
    found = mmr(ROWS, SCORES, TEXTS, 1.0, 6).tolist()
    assert found[:3] == [0, 3, 5]
    assert sorted(found) == ROWS.tolist()


def test_copies_of_one_text_are_spread() -> None:
    """Half of 1 - s = .5 a step of the score, and s = .5 for a copy of what is there already."""
    assert mmr(ROWS, SCORES, TEXTS, 0.5, 6).tolist() == [0, 3, 5, 1, 2, 4]


def test_by_hand() -> None:
    """s = .4: worth .6, .48, .36, .24, .12, 0; a copy costs .4."""
    assert mmr(ROWS, SCORES, TEXTS, 0.4, 6).tolist() == [0, 3, 1, 5, 2, 4]


def test_rows_are_those_of_the_catalogue() -> None:
    assert mmr(np.array([5, 1, 0]), np.array([3.0, 2, 1]), TEXTS, 0.9, 3).tolist() == [5, 1, 0]
    assert mmr(np.array([1, 0, 5]), np.array([3.0, 2, 1]), TEXTS, 0.9, 2).tolist() == [1, 5]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_items_stay_as_they_are(n: int) -> None:
    assert mmr(ROWS[:n], SCORES[:n], TEXTS, 1.0, 5).tolist() == list(range(n))


def test_equal_scores_are_no_problem() -> None:
    assert mmr(ROWS, np.ones(6), TEXTS, 0.5, 3).tolist() == [0, 3, 5]


@given(st.lists(st.floats(-5, 5), min_size=6, max_size=6), st.floats(0, 1), st.integers(1, 8))
def test_the_best_stays_first_and_nothing_is_lost(scores: list[float], strength: float, k: int) -> None:
    order = np.argsort(-np.array(scores), kind="stable")
    found = mmr(order, np.array(scores)[order], TEXTS, strength, k).tolist()
    assert len(found) == min(k, 6) == len(set(found))
    assert found[0] == order[0]
