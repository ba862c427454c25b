from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import mean_absolute_error

from wellread.evaluation.metrics.mae import absolute_errors, mae

STARS = st.tuples(st.floats(0.5, 5, width=32), st.integers(1, 5))


def test_by_hand() -> None:
    predicted, actual = np.array([3.5, 4.0, 1.0], np.float32), np.array([4, 4, 5])
    assert absolute_errors(predicted, actual).tolist() == [0.5, 0.0, 4.0]
    assert mae(predicted, actual) == 1.5


@given(st.lists(STARS, min_size=1, max_size=20))
def test_as_scikit_learn(pairs: list[tuple[float, int]]) -> None:
    predicted, actual = zip(*pairs, strict=True)
    assert mae(predicted, actual) == pytest.approx(mean_absolute_error(actual, predicted), abs=1e-12)
    assert mae(predicted, actual) == pytest.approx(mae(actual, predicted), abs=1e-12)
