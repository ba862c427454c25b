from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics.lists import exposure, membership

SHOWN = np.array([[2, 0, 3], [3, -1, -1], [-1, -1, -1]])


def test_how_often_each_item_is_shown() -> None:
    assert exposure(SHOWN, 5).tolist() == [1, 0, 1, 2, 0]
    assert exposure(SHOWN[2:], 2).tolist() == [0, 0]


def test_lists_as_rows_of_a_matrix() -> None:
    expected = [[1, 0, 1, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0]]
    assert membership(SHOWN, 5).toarray().tolist() == expected
