from __future__ import annotations

import numpy as np

from wellread.engine.set_apart import SHARE, chance, set_apart


def test_a_share_of_any_rows_and_always_the_same() -> None:
    rows = np.arange(100_000)
    assert abs(set_apart(rows).mean() - SHARE) < 0.005
    assert abs(set_apart(7 * rows).mean() - SHARE) < 0.005
    some = np.array([5, 99_999, 12])
    np.testing.assert_array_equal(set_apart(some), set_apart(rows)[some])
    np.testing.assert_array_equal(set_apart(rows, 0.1) & set_apart(rows), set_apart(rows, 0.1))


def test_chances_are_spread_evenly() -> None:
    counts, _ = np.histogram(chance(np.arange(10_000)), 10, (0, 1))
    assert counts.min() > 900
