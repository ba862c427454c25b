from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.evaluation.metrics.gini import gini


def test_by_hand() -> None:
    """Exposures 0, 1, 3: (-2 0 + 0 1 + 2 3) / (3 4)."""
    assert gini(np.array([[1, 2], [2, -1], [2, -1]]), 3) == 0.5


def test_from_equality_to_one_item_for_everybody() -> None:
    assert gini(np.array([[0, 1], [2, 3]]), 4) == 0
    assert gini(np.array([[2], [2], [2]]), 4) == 0.75


def test_items_that_are_never_shown_count() -> None:
    assert gini(np.array([[0], [1]]), 2) == 0
    assert gini(np.array([[0], [1]]), 4) == 0.5


def test_where_nothing_is_shown_there_is_none() -> None:
    assert math.isnan(gini(np.array([[-1], [-1]]), 4))


@given(st.lists(st.integers(0, 20), min_size=1, max_size=12))
def test_half_the_relative_mean_difference(counts: list[int]) -> None:
    counts[0] += 1
    exposures = np.array(counts)
    shown = np.repeat(np.arange(len(counts)), exposures)[:, None]
    differences = np.abs(exposures[:, None] - exposures).mean()
    assert gini(shown, len(counts)) == pytest.approx(differences / (2 * exposures.mean()), abs=1e-12)
