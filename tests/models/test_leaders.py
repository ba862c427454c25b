from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.models import leaders
from wellread.models.base import top
from wellread.models.leaders import Leaders


@given(
    scores=st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, -1.0]), max_size=30),
    hidden=st.sets(st.integers(0, 29)),
    k=st.integers(1, 12),
)
def test_the_first_are_those_that_a_look_at_all_items_finds(
    scores: list[float], hidden: set[int], k: int
) -> None:
    values = np.array(scores, np.float32)
    mask = np.array([row not in hidden for row in range(len(values))], bool)
    found = Leaders.of(values).first(k, mask)
    assert found is not None
    assert found.tolist() == top(values, k, mask).rows.tolist()


def test_where_a_filter_leaves_too_few_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaders, "HEAD", 4)
    found = Leaders.of(np.arange(10, dtype=np.float32))
    mask = np.ones(10, bool)
    assert found.rows.tolist() == [9, 8, 7, 6]
    assert found.first(2, mask).tolist() == [9, 8]  # type: ignore[union-attr]
    mask[8:] = False
    assert found.first(2, mask).tolist() == [7, 6]  # type: ignore[union-attr]
    assert found.first(3, mask) is None
