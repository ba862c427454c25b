from __future__ import annotations

import numpy as np

from wellread.ranking.lessons import Lessons


def test_shorter_lists_are_padded() -> None:
    long = np.array([[0.5], [0], [-0.5]], np.float32), np.array([[7], [8], [9]], np.float32), 2
    short = np.array([[0]], np.float32), np.array([[5]], np.float32), 0
    found = Lessons.of(["a"], ["b"], [long, short], np.array([2.0]))
    assert (found.sources, found.features, len(found)) == (("a",), ("b",), 2)
    assert found.real.tolist() == [[True] * 3, [True, False, False]]
    assert found.chosen.tolist() == [2, 0]
    np.testing.assert_allclose(found.values[0, :, 0], [np.log(2), 0, -np.log(2)], rtol=1e-6)
    assert found.values[:, :, 1].tolist() == [[7, 8, 9], [5, 0, 0]]


def test_no_lists() -> None:
    found = Lessons.of(["a", "b"], ["c"], [], np.ones(2))
    assert len(found) == 0
    assert found.values.shape == (0, 0, 3)
