from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wellread.evaluation.metrics.coverage import coverage
from wellread.models.base import Ints

LISTS = arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(-1, 7))


def test_by_hand() -> None:
    """Rows 0, 1, 3 of five."""
    assert coverage(np.array([[0, 3], [3, -1], [1, 0]]), 5) == 0.6


def test_lists_that_show_nothing_cover_nothing() -> None:
    assert coverage(np.full((3, 2), -1), 5) == 0


@given(LISTS)
def test_the_share_of_different_items(shown: Ints) -> None:
    assert coverage(shown, 8) == len(set(shown.ravel().tolist()) - {-1}) / 8


@given(LISTS)
def test_more_lists_cover_no_less(shown: Ints) -> None:
    assert coverage(shown[:-1], 8) <= coverage(shown, 8) <= 1
