from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wellread.evaluation.metrics.novelty import novelty
from wellread.models.base import Ints


def test_by_hand() -> None:
    """With one event more each, shares are 8/16, 4/16, 3/16, 1/16: 1, 2, 2.415 and 4 bits."""
    counts = np.array([7, 3, 2, 0])
    np.testing.assert_allclose(novelty(np.array([[0, 1], [3, -1]]), counts), [1.5, 4.0])
    assert novelty(np.array([[2]]), counts)[0] == pytest.approx(np.log2(16 / 3))


def test_an_item_without_events_is_the_most_novel_and_finite() -> None:
    found = novelty(np.array([[0], [1]]), np.array([1_000_000, 0]))
    assert found[1] > found[0]
    assert np.isfinite(found).all()


def test_an_empty_list_has_none() -> None:
    assert np.isnan(novelty(np.array([[-1, -1]]), np.array([1, 2]))).all()


@given(arrays(np.int64, 6, elements=st.integers(0, 1000)), st.permutations(range(6)))
def test_the_order_of_a_list_does_not_matter(counts: Ints, order: list[int]) -> None:
    here, there = np.array([order[:4]]), np.array([order[3::-1]])
    np.testing.assert_allclose(novelty(here, counts), novelty(there, counts))
    assert 0 <= novelty(here, counts)[0] <= np.log2(counts.sum() + 6)
