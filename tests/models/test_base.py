from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wellread.models.base import Floats, Mask, top

N = 30


@given(
    arrays(np.float32, N, elements=st.integers(-1, 2).map(float)),
    st.none() | arrays(np.bool_, N),
    st.integers(1, N + 5),
)
def test_the_best_first_ties_by_row(scores: Floats, mask: Mask | None, k: int) -> None:
    """Also among equals of which only some fit on the list: which ones is no accident of the machine."""
    rows = [row for row in range(N) if scores[row] and (mask is None or mask[row])]
    expected = sorted(rows, key=lambda row: (-scores[row], row))[:k]
    found = top(scores, k, mask)
    assert found.rows.tolist() == expected
    assert found.scores.tolist() == scores[expected].tolist()


@pytest.mark.parametrize("scores", [np.zeros(0, np.float32), np.zeros(5, np.float32)])
def test_nothing_known_nothing_proposed(scores: Floats) -> None:
    assert top(scores, 3).rows.tolist() == []
