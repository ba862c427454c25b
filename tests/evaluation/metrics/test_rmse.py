from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import root_mean_squared_error

from wellread.evaluation.metrics.mae import mae
from wellread.evaluation.metrics.rmse import rmse, squared_errors

STARS = st.tuples(st.floats(0.5, 5, width=32), st.integers(1, 5))


def test_by_hand() -> None:
    predicted, actual = np.array([3.0, 4.0, 1.0], np.float32), np.array([4, 4, 2])
    assert squared_errors(predicted, actual).tolist() == [1.0, 0.0, 1.0]
    assert rmse(predicted, actual) == pytest.approx(np.sqrt(2 / 3))


@given(st.lists(STARS, min_size=1, max_size=20))
def test_as_scikit_learn_and_never_below_the_mae(pairs: list[tuple[float, int]]) -> None:
    predicted, actual = zip(*pairs, strict=True)
    assert rmse(predicted, actual) == pytest.approx(root_mean_squared_error(actual, predicted), abs=1e-12)
    assert rmse(predicted, actual) >= mae(predicted, actual) - 1e-12
