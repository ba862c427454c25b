from __future__ import annotations

import numpy as np
import pytest

from wellread.catalogue.growable import Growable


def test_elements_come_back_in_order() -> None:
    array = Growable(np.int64)
    for value in range(100):
        array.append(value)
    assert len(array) == 100
    assert array.view.tolist() == list(range(100))


@pytest.mark.parametrize(("dtype", "fill"), [(np.float64, np.nan), (np.bool_, True), (np.int64, -1)])
def test_skipped_elements_hold_the_fill_value(dtype: type[np.generic], fill: float | bool) -> None:
    array = Growable(dtype, fill)
    array.set(50, 0)
    np.testing.assert_array_equal(array.view, np.array([fill] * 50 + [0], dtype))


def test_resizing_never_shrinks() -> None:
    array = Growable(np.int64, 7)
    array.resize(3)
    array.set(1, 5)
    array.resize(1)
    assert array.view.tolist() == [7, 5, 7]


def test_the_view_writes_through() -> None:
    array = Growable(np.int64)
    array.resize(2)
    array.view[1] = 9
    assert array.view.tolist() == [0, 9]
